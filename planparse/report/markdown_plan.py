"""One plan as Markdown: its text with true headings, lists and tables, and nothing taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractors.document import Block
from extractors.layout import lay_out
from extractors.plan import Plan, Section
from extractors.vietnamese.text import lower
from planparse.messages import say
from planparse.report.inert import inert
from planparse.report.markup import paragraph, plain, table
from planparse.report.record import notice_sentence

# A bullet as it is typed; `+` is the sign of the second level in administrative documents.
_BULLET = re.compile(r"\s*([-–—•*▪●○+])\s+(?=\S)")
_DEEPEST = 6


def plan_markdown(plan: Plan, lang: str = "vi") -> str:
    """The Markdown of one plan: a heading for its title and for each of its sections, in their order."""
    return "\n".join(_spaced(_pieces(plan, lang))) + "\n"


def _spaced(pieces: Iterator[tuple[str, bool]]) -> Iterator[str]:
    """An empty line between pieces, none between the items of a list."""
    before: bool | None = None
    for text, item in pieces:
        if before is not None and not (before and item):
            yield ""
        yield text
        before = item


def _pieces(plan: Plan, lang: str) -> Iterator[tuple[str, bool]]:
    """The plan piece by piece, and of each whether it is the item of a list."""
    blocks = plan.document.blocks
    zones = lay_out(plan.document, tuple(lower(block.text) for block in blocks))
    sections: dict[int, Section] = {}
    for section in plan.sections:
        sections.setdefault(section.span.block, section)
    if "title" not in zones:
        name = plan.meta.title or plan.document.source.path or say("report.unnamed", lang)
        yield f"# {plain(name)}", False
    numbered = [(number, block, zones[number]) for number, block in enumerate(blocks)]
    appendix = False
    for group, some in groupby(numbered, key=_group):
        rows = list(some)
        if group[0] == "title":
            yield f"# {' '.join(_labelled(block) for _, block, _ in rows)}", False
        elif group[0] == "table":
            yield "\n".join(_table([block for _, block, _ in rows])), False
        else:
            for number, block, zone in rows:
                if not block.text.strip():
                    continue
                if zone == "appendix" and not appendix:
                    appendix = True
                    yield f"## {_labelled(block)}", False
                else:
                    yield _text(block, sections.get(number))
    for notice in plan.notices:
        yield f"> {say('summary.warnings', lang)}: {plain(notice_sentence(notice, lang))}", False


def _group(one: tuple[int, Block, str]) -> tuple[str, int]:
    _, block, zone = one
    if block.cell is not None:
        return "table", block.cell.table
    return ("title" if zone == "title" else "text"), 0


def _labelled(block: Block) -> str:
    return plain(f"{block.label} {block.text}" if block.label else block.text)


def _text(block: Block, section: Section | None) -> tuple[str, bool]:
    if section is not None and section.kind == "heading":
        return f"{'#' * min(_DEEPEST, section.level + 1)} {_labelled(block)}", False
    if section is not None and section.kind == "run_in" and section.span.start == 0:
        head, rest = block.text[: section.span.end], block.text[section.span.end :]
        label = f"{block.label} " if block.label else ""
        return f"**{plain(label + head)}** {plain(rest)}".rstrip(), False
    bullet = _BULLET.match(block.text)
    if bullet is not None and not block.label:
        depth = "  " if bullet[1] == "+" else ""
        return f"{depth}- {paragraph(block.text[bullet.end() :])}", True
    return paragraph(f"{block.label} {block.text}" if block.label else block.text), False


def _table(cells: Sequence[Block]) -> Iterator[str]:
    """A table whose first row is its head; what a merged cell covers is empty."""
    grid: dict[tuple[int, int], str] = {}
    for block in cells:
        if block.cell is not None:
            grid[block.cell.row, block.cell.column] = plain(inert(block.text))
    # A table may name columns that nothing stands in: only what is there is drawn.
    rows = sorted({row for row, _ in grid})
    columns = sorted({column for _, column in grid})
    filled = [[grid.get((row, column), "") for column in columns] for row in rows]
    yield from table(filled[0], filled[1:])
