"""A plan as text with marks in place: every row and every finding stands where it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from markupsafe import Markup

from extractors.document import Block, CellPlace, Span
from extractors.plan import Plan
from planparse.messages import say
from planparse.report.html_plan import visible
from planparse.report.inert import inert


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch with what it is: the ``part`` of the plan, and the finding that it belongs to.

    ``tone`` is the severity of that finding, or ``kept``; a mark that is not kept is a link to it.
    """

    span: Span
    part: str
    hint: str = ""
    finding: str | None = None
    tone: str = "kept"
    status: str = ""


def plan_text(plan: Plan, marks: Iterable[Mark], side: str, lang: str) -> Markup:
    """The whole text; a block is named ``<side><number>``, a finding's first mark ``<side>-<finding>``."""
    by_block: dict[int, list[Mark]] = {}
    for mark in marks:
        by_block.setdefault(mark.span.block, []).append(mark)
    writer = _Writer(plan, by_block, side, lang)
    return Markup("\n".join(writer.blocks()))


class _Writer:
    """Writes one plan; remembers which findings have their name in the page already."""

    def __init__(self, plan: Plan, marks: Mapping[int, Sequence[Mark]], side: str, lang: str) -> None:
        self._plan, self._marks, self._side, self._lang = plan, marks, side, lang
        self._named: set[str] = set()
        self._page: int | None = None
        self._levels = {s.span.block: s.level for s in plan.sections if s.kind == "heading"}

    def blocks(self) -> Iterator[str]:
        numbered = enumerate(self._plan.document.blocks)
        for table, group in groupby(numbered, key=lambda item: item[1].cell and item[1].cell.table):
            if table is None:
                for number, block in group:
                    yield self._paragraph(number, block)
            else:
                yield self._table(list(group))

    def _paragraph(self, number: int, block: Block) -> str:
        level = self._levels.get(number)
        heading = ""
        if level is not None:
            heading = f' class="h" role="heading" aria-level="{min(level + 2, 6)}"'
        elif len(block.text) < 90 and block.text.isupper():
            heading = ' class="c"'
        return f'<p id="{self._side}{number}"{heading}{self._turn(block)}>{self._inner(number, block)}</p>'

    def _table(self, cells: Sequence[tuple[int, Block]]) -> str:
        """The table in its own columns: empty cells, which are no blocks, are put back."""
        rows: list[str] = []
        # How far down each column is taken by a cell that began above.
        taken: dict[int, int] = {}
        for top, group in groupby(cells, key=lambda item: item[1].cell.row if item[1].cell else 0):
            row, column = "", 0
            for number, block in group:
                place = block.cell or CellPlace(0, top, column)
                gap = range(column, min(place.column, column + _WIDEST))
                row += "<td></td>" * sum(taken.get(each, 0) <= top for each in gap)
                column = max(column, place.column + place.columns)
                for each in range(place.column, min(column, place.column + _WIDEST)):
                    taken[each] = top + place.rows
                across = f' colspan="{place.columns}"' if place.columns > 1 else ""
                down = f' rowspan="{place.rows}"' if place.rows > 1 else ""
                name = f'{self._side}{number}"{across}{down}{self._turn(block)}'
                row += f'<td id="{name}>{self._inner(number, block)}</td>'
            rows.append(f"<tr>{row}</tr>")
        return f'<div class="table"><table>{"".join(rows)}</table></div>'

    def _turn(self, block: Block) -> str:
        """The page, said where a new one begins."""
        if block.page is None or block.page == self._page:
            return ""
        self._page = block.page
        return f' data-page="{escape(say("report.page", self._lang, page=block.page))}"'

    def _inner(self, number: int, block: Block) -> str:
        label = f"{escape(inert(block.label))} " if block.label else ""
        text = visible(block.text)
        marks = self._marks.get(number)
        return label + ("".join(self._marked(text, marks)) if marks else escape(text, quote=False))

    def _marked(self, text: str, marks: Sequence[Mark]) -> Iterator[str]:
        """The text with its marks as elements; where two marks cross, the inner one is closed and opened."""
        opens: dict[int, list[Mark]] = {}
        ends: set[int] = set()
        for mark in sorted(marks, key=lambda m: (m.span.start, -m.span.end, m.part)):
            if mark.span.start < mark.span.end:
                opens.setdefault(mark.span.start, []).append(mark)
                ends.add(mark.span.end)
        stack: list[tuple[Mark, str]] = []
        last = 0
        for position in sorted({*opens, *ends}):
            yield escape(text[last:position], quote=False)
            last = position
            again: list[Mark] = []
            while any(mark.span.end == position for mark, _ in stack):
                mark, tag = stack.pop()
                yield f"</{tag}>"
                if mark.span.end > position:
                    again.append(mark)
            for mark in (*reversed(again), *opens.get(position, ())):
                inside = any(tag == "a" for _, tag in stack)
                tag = "a" if not inside and _is_link(mark, marks) else "span"
                yield self._opening(mark, tag)
                stack.append((mark, tag))
        yield escape(text[last:], quote=False)

    def _opening(self, mark: Mark, tag: str) -> str:
        if mark.finding is None:
            return f'<{tag} class="m {mark.part}" title="{escape(mark.hint)}">'
        name = ""
        if mark.part != "related" and mark.finding not in self._named:
            self._named.add(mark.finding)
            name = f' id="{self._side}-{escape(mark.finding)}"'
        classes = f"m {mark.part} {mark.tone}" + (f" s-{mark.status}" if mark.tone != "kept" else "")
        link = f' href="#f-{escape(mark.finding)}"' if tag == "a" else ""
        hint = f' title="{escape(mark.hint)}"' if mark.hint else ""
        return f'<{tag} class="{classes}" data-f="{escape(mark.finding)}"{name}{link}{hint}>'


# A mark longer than this that shares its block with others is no link: they may stand inside it.
_LONG = 200
# No table of a plan has more columns to be filled up than this.
_WIDEST = 100


def _is_link(mark: Mark, beside: Sequence[Mark]) -> bool:
    """Whether a mark leads to its finding: what is kept needs no link, and links hold no others."""
    if mark.finding is None or mark.tone == "kept" or mark.part in ("assignment", "section", "passage"):
        return False
    return len(beside) == 1 or mark.span.end - mark.span.start <= _LONG
