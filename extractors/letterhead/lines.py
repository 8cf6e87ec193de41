"""The lines of a zone, and what tells them apart."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.context import Context, Zone
from extractors.vietnamese.text import fold_words

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
# So far a line may be misspelt, of 100; no line of a letterhead is longer than that.
_LIKE, _LONGEST = 80, 200
NUMBER_LINE = regex.compile(
    r"(?<!\p{L})số\s*:?\s*(?P<number>[\d.…]*\d)?\s*[.…_]*\s*(?P<sign>[/-]\s*(?:\d{4}\s*/\s*)?[\p{L}\d&]{1,12}(?:\s*[-/.&–]\s*[\p{L}\d&]{1,12})*)",
    regex.IGNORECASE,
)
DATELINE = regex.compile(r"(?P<place>\p{Lu}[\p{L}\d .'’-]{0,50}?)\s*,?\s*ngày(?=[\s\d.…_/]{0,40}tháng)")


def form_line(text: str, form: str) -> tuple[int, int] | None:
    """Where ``NATION``, ``MOTTO`` or ``PARTY`` stands in a line, misspelt or not: start and end, or None."""
    from rapidfuzz import fuzz

    wanted, low = fold_words(form), fold_words(text[:_LONGEST])
    if len(low.strip()) < 0.6 * len(wanted):
        return None
    found = fuzz.partial_ratio_alignment(wanted, low, score_cutoff=_LIKE)
    return (found.dest_start, found.dest_end) if found else None


def state_motto(text: str) -> tuple[int, int] | None:
    """Start and end of the first of Quốc hiệu, Tiêu ngữ or the party's name in a line, or None."""
    return min((found for form in (NATION, MOTTO, PARTY) if (found := form_line(text, form))), default=None)


def lines(context: Context, zone: Zone) -> Iterator[str]:
    """The lines of all blocks of one zone, without the empty ones."""
    for block, where in zip(context.document.blocks, context.zones, strict=True):
        if where == zone:
            for line in block.text.split("\n"):
                if line.strip():
                    yield line.strip()
