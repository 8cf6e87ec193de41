"""An assignment as it is found, before the document order gives it a number."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.context import Context
from extractors.plan import Assignment, Role
from extractors.vietnamese.agencies import canonical_agency


@dataclass(frozen=True, slots=True)
class Row:
    """An assignment without id; the task is ``blocks[block].text[start:end]``."""

    block: int
    start: int
    end: int
    agency: str
    role: Role
    partners: tuple[str, ...]
    requested: bool
    inline: bool
    due: str | None
    rule: str
    confidence: float


def number(context: Context, rows: list[Row]) -> tuple[Assignment, ...]:
    """The rows in document order with their ids, sections and spans."""
    done: list[Assignment] = []
    ordered = sorted((row for row in rows if row.start < row.end), key=lambda row: (row.block, row.start))
    for place, row in enumerate(ordered, start=1):
        section = context.outline.at(row.block)
        done.append(
            Assignment(
                id=f"a{place}",
                agency=row.agency,
                task=context.document.blocks[row.block].text[row.start : row.end],
                role=row.role,
                partners=row.partners,
                requested=row.requested,
                inline=row.inline,
                canonical=canonical_agency(row.agency)[0],
                level=canonical_agency(row.agency)[1],
                due=row.due,
                section=None if section is None else section.id,
                span=context.document.span(row.block, row.start, row.end),
                rule=row.rule,
                confidence=row.confidence,
            )
        )
    return tuple(done)
