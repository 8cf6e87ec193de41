"""The lines of a zone, and what tells them apart."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.context import Context, Zone

STATE_MOTTO = regex.compile(
    r"cộng\s+h[òo][àa]?a?\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|"
    r"độc\s+lập\s*[-–]\s*tự\s+do\s*[-–]\s*hạnh\s+phúc|đảng\s+cộng\s+sản\s+việt\s+nam"
)
NUMBER_LINE = regex.compile(
    r"(?<!\p{L})số\s*:?\s*(?P<number>[\d.…]*\d)?\s*[.…_]*\s*(?P<sign>[/-]\s*(?:\d{4}\s*/\s*)?[\p{L}\d&]{1,12}(?:\s*[-/.&–]\s*[\p{L}\d&]{1,12})*)",
    regex.IGNORECASE,
)
DATELINE = regex.compile(r"(?P<place>\p{Lu}[\p{L}\d .'’-]{0,50}?)\s*,?\s*ngày(?=[\s\d.…_/]{0,40}tháng)")


def lines(context: Context, zone: Zone) -> Iterator[str]:
    """The lines of all blocks of one zone, without the empty ones."""
    for block, where in zip(context.document.blocks, context.zones, strict=True):
        if where == zone:
            for line in block.text.split("\n"):
                if line.strip():
                    yield line.strip()
