"""The lines of a zone, and what tells them apart."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.context import Context, Zone
from extractors.vietnamese.text import strip_accents

# Quốc hiệu and Tiêu ngữ (of the party: its name) without marks, with the slips that are made in typing them.
_STATE = regex.compile(
    r"(?:cong\s+hoa\s+xa\s+hoi\s+chu\s+nghia\s+viet\s+nam){e<=4}|cong\s+hoa\s+xa\s+hoi\s+viet\s+nam|"
    r"(?:doc\s+lap\s*[-–,.]?\s*tu\s+do\s*[-–,.]?\s*hanh\s+phuc){e<=2}|(?:dang\s+cong\s+san\s+viet\s+nam){e<=1}",
    regex.BESTMATCH,
)
# Both columns of a letterhead on one line are shorter than that.
_LONGEST = 400
NUMBER_LINE = regex.compile(
    r"(?<!\p{L})số\s*:?\s*(?P<number>[\d.…]*\d)?\s*[.…_]*\s*(?P<sign>[/-]\s*(?:\d{4}\s*/\s*)?[\p{L}\d&]{1,12}(?:\s*[-/.&–]\s*[\p{L}\d&]{1,12})*)",
    regex.IGNORECASE,
)
DATELINE = regex.compile(r"(?P<place>\p{Lu}[\p{L}\d .'’-]{0,50}?)\s*,?\s*ngày(?=[\s\d.…_/]{0,40}tháng)")


def state_motto(text: str) -> tuple[int, int] | None:
    """Start and end of Quốc hiệu or Tiêu ngữ in a line, slips of the pen allowed, or None."""
    bare = "".join(strip_accents(c)[:1] or c for c in text[:_LONGEST].lower())
    found = _STATE.search(bare) if len(bare) == len(text[:_LONGEST]) else None
    return found.span() if found else None


def lines(context: Context, zone: Zone) -> Iterator[str]:
    """The lines of all blocks of one zone, without the empty ones."""
    for block, where in zip(context.document.blocks, context.zones, strict=True):
        if where == zone:
            for line in block.text.split("\n"):
                if line.strip():
                    yield line.strip()
