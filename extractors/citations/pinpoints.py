"""Pinpoints: the điểm, khoản, điều, mục or chương that stands before a document's name.

The units are those of Nghị định 78/2025/NĐ-CP (phần, chương, mục, tiểu mục, điều, khoản, điểm); they run
from the smallest to the largest, with or without commas: ``điểm a khoản 1, Điều 12 của Luật …``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

WINDOW = 160

_UNIT = r"(?:tiểu\s{1,4}mục|phụ\s{1,4}lục|điểm|khoản|điều|mục|chương|phần|tiết)"
_ITEM = r"(?:[0-9]{1,3}[a-zđ]?(?:\.[0-9]{1,2}){0,3}|[ivxlc]{1,6}|[a-zđ][0-9]?)"
_LIST = rf"{_ITEM}(?:\s{{0,4}}(?:,|;|-|–|và|hoặc|đến)\s{{0,4}}(?:(?P=unit)\s{{1,4}})?{_ITEM}(?!\w)){{0,8}}"
_ONE = re.compile(
    rf"(?<!\w)(?P<unit>{_UNIT})\s{{1,4}}(?P<items>{_LIST})(?!\w)[\s,]{{0,4}}(?:(?:của|tại|trong|thuộc)\s{{1,4}})?\Z"
)
_QUICK = re.compile(r"[0-9a-zđ](?:[\s,]{0,4}(?:của|tại|trong|thuộc)\s{1,4}|[\s,]{1,4})\Z")
_AGAIN = re.compile(rf"{_UNIT}\s{{1,4}}")


class Pinpoint(NamedTuple):
    """Where it starts, and its parts by the name of their unit."""

    start: int
    parts: dict[str, str]


def before(text: str, lower: str, end: int) -> Pinpoint | None:
    """The pinpoint that ends right before ``end``, where a document begins; None where there is none."""
    floor = max(0, end - WINDOW)
    parts: dict[str, str] = {}
    start = end
    while start > floor:
        window = lower[floor:start]
        if not _QUICK.search(window[-24:]):
            break
        match = _ONE.search(window)
        if match is None:
            break
        unit = " ".join(match["unit"].split())
        if unit in parts:
            break
        first = floor + match.start("items")
        items = text[first : floor + match.end("items")]
        parts[unit] = _join(items)
        start = floor + match.start()
    return Pinpoint(start, dict(reversed(parts.items()))) if parts else None


def _join(items: str) -> str:
    """The list as written, on one line, without the unit's name said again inside it."""
    line = " ".join(items.split())
    return " ".join(_AGAIN.sub("", line.lower()).split()) if _AGAIN.search(line.lower()) else line
