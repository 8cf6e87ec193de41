"""What a rule looks at: a plan with what several rules would otherwise each work out for themselves."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from extractors.context import Zone
from extractors.document import Block, Span
from extractors.layout import lay_out
from extractors.plan import Meta, Plan, Section
from extractors.vietnamese.text import lower
from planparse.checks.components import Foot, Head, read_foot, read_head
from planparse.register import Register, starter


@dataclass(frozen=True)
class Subject:
    """One plan to be checked. Properties are worked out at their first use, and once."""

    plan: Plan
    register: Register = field(default_factory=starter)

    @property
    def meta(self) -> Meta:
        """The components of form."""
        return self.plan.meta

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of text in reading order."""
        return self.plan.document.blocks

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """Each block in lower case, offsets unchanged."""
        return tuple(lower(block.text) for block in self.blocks)

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """Of each block whether it is letterhead, title, opening, body, closing or appendix."""
        return tuple(lay_out(self.plan.document, self.lower))

    @cached_property
    def head(self) -> Head:
        """The components of form above the type of document."""
        return read_head(self.blocks, self.zones)

    @cached_property
    def foot(self) -> Foot:
        """The components of form below the body."""
        return read_foot(self.blocks, self.zones)

    @cached_property
    def date(self) -> datetime.date | None:
        """The day of the dateline; None where it is not filled in to the day."""
        try:
            return datetime.date.fromisoformat(self.meta.date or "")
        except ValueError:
            return None

    @cached_property
    def year(self) -> int | None:
        """The year that the plan is judged by: that of its dateline, else the first of its period."""
        written = (self.meta.date or "")[:4]
        if written.isdigit():
            return int(written)
        period = self.meta.period
        return (period.start or period.end) if period else None

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """The sections by id."""
        return {section.id: section for section in self.plan.sections}

    @cached_property
    def _starts(self) -> tuple[tuple[int, int, str], ...]:
        return tuple(sorted((s.span.block, s.span.start, s.id) for s in self.plan.sections))

    def section_at(self, span: Span) -> str | None:
        """The id of the section that a stretch of the body stands in."""
        if self.zones[span.block] not in ("body", "opening"):
            return None
        from bisect import bisect_right

        place = bisect_right(self._starts, (span.block, span.start, "\U0010ffff"))
        return self._starts[place - 1][2] if place else None

    def text_of(self, span: Span) -> str:
        """The characters of a stretch."""
        return self.plan.document.text_of(span)

    def span(self, block: int, start: int = 0, end: int | None = None) -> Span:
        """A stretch of one block; the whole block where only that is given."""
        return self.plan.document.span(block, start, len(self.blocks[block].text) if end is None else end)

    def zone(self, *wanted: Zone) -> Iterator[tuple[int, Block]]:
        """The blocks of some zones with their numbers."""
        for number, zone in enumerate(self.zones):
            if zone in wanted:
                yield number, self.blocks[number]
