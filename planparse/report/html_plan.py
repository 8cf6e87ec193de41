"""One plan as a page: its text block by block, with what was read from it highlighted.

The highlighting is spaCy's displaCy over exact offsets. The page is one file without scripts and
loads nothing from anywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from extractors.document import Block, Span
from extractors.plan import Allocation, Citation, Deadline, Plan, Target
from planparse.messages import say
from planparse.report.inert import inert, shorten
from planparse.report.record import notice_sentence
from planparse.report.sentences import document
from planparse.report.summary import meta_rows
from planparse.report.wording import day, measured, place, quantity

_Row = Target | Citation | Deadline | Allocation
COLOURS: Mapping[str, str] = {
    "targets": "#ffd59e",
    "citations": "#bfe3ff",
    "deadlines": "#e3c9ff",
    "allocations": "#c9f0c1",
    "assignments": "#ffe9f3",
    "sections": "#ececec",
}
# displaCy's own template names the class in the text; here it is a hint, so that the text stays readable.
_MARK = '<mark class="{part}" style="background: {bg}" title="{hint}">{text}</mark>'
_STYLE = """
body { font: 16px/1.6 "Times New Roman", "Liberation Serif", serif; margin: 2rem auto; max-width: 60rem;
  padding: 0 1rem; color: #111; background: #fff; overflow-wrap: anywhere; }
mark { padding: 0.1em 0.2em; border-radius: 0.25em; }
.entities { display: inline; line-height: inherit !important; }
article + article { border-top: 3px double #111; margin-top: 3rem; padding-top: 2rem; }
.block { margin: 0.5em 0; }
.heading { font-weight: bold; }
.tags { font: 12px/1.4 sans-serif; margin: 0.8em 0 -0.3em; }
.tag, .legend span { border-radius: 0.25em; padding: 0.1em 0.4em; margin-right: 0.4em; }
.legend { font: 13px/2 sans-serif; }
table { border-collapse: collapse; margin: 1em 0; }
td { border: 1px solid #999; padding: 0.3em 0.5em; vertical-align: top; }
dl { font: 14px/1.5 sans-serif; display: grid; grid-template-columns: max-content auto; gap: 0 1em; }
dt { font-weight: bold; } dd { margin: 0; }
@media print { body { margin: 0; max-width: none; } }
"""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A row at its place: what it is, and what there is to know about it."""

    part: str
    span: Span
    hint: str


def displacy_html(plan: Plan, lang: str = "vi") -> str:
    """A whole HTML page: the form, a legend, then the text with its rows, in ``vi`` or ``en``."""
    return html_page((plan,), lang)


def html_page(plans: Sequence[Plan], lang: str = "vi") -> str:
    """Several plans on one page, each as by `displacy_html`."""
    title = escape(", ".join(_title(plan, lang) for plan in plans))
    body = "\n".join(_article(plan, f"p{number}", lang) for number, plan in enumerate(plans, start=1))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _title(plan: Plan, lang: str) -> str:
    return inert(plan.meta.title or plan.document.source.path or say("report.unnamed", lang))


def _article(plan: Plan, name: str, lang: str) -> str:
    by_block: dict[int, list[_Mark]] = {}
    for mark in _marks(plan, lang):
        by_block.setdefault(mark.span.block, []).append(mark)
    parts = [*_form(plan, lang), _legend(plan, lang), *_blocks(plan, by_block, name)]
    return f'<article id="{name}">\n' + "\n".join(parts) + "\n</article>"


def _marks(plan: Plan, lang: str) -> Iterator[_Mark]:
    for section in plan.sections:
        yield _Mark("sections", section.span, place(section.path))
    rows: tuple[_Row, ...] = (*plan.targets, *plan.citations, *plan.deadlines, *plan.allocations)
    for row in rows:
        yield _Mark(_part(row), row.span, row_hint(row, lang))
    for duty in plan.assignments:
        hint = f"{shorten(duty.agency, 80)}: {say(f'role.{duty.role}', lang)}"
        if duty.partners:
            hint += f" ({shorten('; '.join(duty.partners), 120)})"
        yield _Mark("assignments", duty.span, hint)


def _part(row: _Row) -> str:
    return f"{type(row).__name__.lower()}s"


def row_hint(row: _Row, lang: str) -> str:
    """What there is to know about a row beside its words; inert."""
    if isinstance(row, Target):
        return f"{say(f'kind.{row.kind}', lang)}: {measured(row, 160)}"
    if isinstance(row, Citation):
        return document(row) + (f", {day(row.date, lang)}" if row.date else "")
    if isinstance(row, Allocation):
        return f"{shorten(row.to, 60)}, {shorten(row.indicator, 100)}: {quantity(row.value, row.unit, lang)}"
    due = [day(row.due, lang)] if row.due else []
    return ", ".join([*due, *([say(f"every.{row.every}", lang)] if row.every else [])]) or inert(row.text)


def _form(plan: Plan, lang: str) -> Iterator[str]:
    rows = "".join(
        f"<dt>{escape(say(f'summary.{key}', lang))}</dt><dd>{escape(value)}</dd>"
        for key, value in meta_rows(plan, lang)
    )
    yield f"<dl>{rows}</dl>"
    if plan.notices:
        listed = "".join(f"<li>{escape(inert(notice_sentence(n, lang)))}</li>" for n in plan.notices)
        yield f"<h2>{escape(say('summary.warnings', lang))}</h2><ul>{listed}</ul>"


def _legend(plan: Plan, lang: str) -> str:
    entries = "".join(
        f'<span style="background: {colour}">{escape(say(f"summary.{part}", lang))} '
        f"({len(getattr(plan, part))})</span>"
        for part, colour in COLOURS.items()
    )
    return f'<p class="legend">{entries}</p>'


def _blocks(plan: Plan, marks: Mapping[int, Sequence[_Mark]], name: str) -> Iterator[str]:
    titles = {section.span.block for section in plan.sections if section.kind == "heading"}
    numbered = enumerate(plan.document.blocks)
    for table, group in groupby(numbered, key=lambda item: item[1].cell and item[1].cell.table):
        if table is None:
            for number, block in group:
                style = "block heading" if number in titles else "block"
                inner = _block(block, marks.get(number, ()))
                yield f'<div class="{style}" id="{name}-b{number}">{inner}</div>'
        else:
            yield _table(list(group), marks, name)


def _table(cells: Sequence[tuple[int, Block]], marks: Mapping[int, Sequence[_Mark]], name: str) -> str:
    rows: list[str] = []
    for _, group in groupby(cells, key=lambda item: item[1].cell.row if item[1].cell else 0):
        row = ""
        for number, block in group:
            across = f' colspan="{block.cell.columns}"' if block.cell and block.cell.columns > 1 else ""
            down = f' rowspan="{block.cell.rows}"' if block.cell and block.cell.rows > 1 else ""
            row += f'<td id="{name}-b{number}"{across}{down}>{_block(block, marks.get(number, ()))}</td>'
        rows.append(f"<tr>{row}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _block(block: Block, marks: Sequence[_Mark]) -> str:
    """One block; what overlaps a shorter row, or is the whole block, stands above it as a tag."""
    inner: list[_Mark] = []
    outer: list[_Mark] = []
    for mark in sorted(marks, key=lambda m: m.span.end - m.span.start):
        apart = all(mark.span.end <= o.span.start or o.span.end <= mark.span.start for o in inner)
        within = mark.part not in ("sections", "assignments") and mark.span.start < mark.span.end
        (inner if apart and within else outer).append(mark)
    label = f"{escape(inert(block.label))} " if block.label else ""
    return _tags(outer) + label + _highlighted(block.text, sorted(inner, key=lambda m: m.span.start))


def _tags(marks: Iterable[_Mark]) -> str:
    tags = "".join(
        f'<span class="tag" style="background: {COLOURS[mark.part]}">{escape(mark.hint)}</span>'
        for mark in sorted(marks, key=lambda m: (m.part != "sections", m.part))
    )
    return f'<div class="tags">{tags}</div>' if tags else ""


def visible(text: str) -> str:
    """The text, character for character, with those that hide or turn text round replaced."""
    if text.isprintable():
        return text
    return "".join(
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else "\ufffd" for c in text
    )


def _highlighted(text: str, marks: Sequence[_Mark]) -> str:
    text = visible(text)
    if not marks:
        return escape(text).replace("\n", "<br>")
    # At the place of use: a plan without rows needs no spaCy, and the command line starts without it.
    from spacy import displacy

    entities = [
        {
            "start": mark.span.start,
            "end": mark.span.end,
            "label": mark.part,
            "params": {"part": mark.part, "hint": escape(mark.hint)},
        }
        for mark in marks
    ]
    options = {
        "colors": {part.upper(): colour for part, colour in COLOURS.items()},
        "template": _MARK,
    }
    rendered = displacy.render(
        {"text": text, "ents": entities, "title": None},
        style="ent",
        manual=True,
        page=False,
        jupyter=False,
        options=options,
    )
    return str(rendered).strip()
