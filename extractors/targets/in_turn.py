"""Figures said in turn: ``tỷ lệ hộ nghèo, hộ cận nghèo lần lượt còn 2% và 3%`` names first, then counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.targets.quantities import Quantity

_CUE = "lần lượt"
# `hai chỉ tiêu này … lần lượt là 73% và 35,5%`: what the figures before these measured.
_SAME_AGAIN = re.compile(r"(?:chỉ tiêu|tỷ lệ|tỉ lệ|mức|con số)\s+(?:này|trên|nêu trên)(?!\w)")
_JOINT = re.compile(r"\s*,\s+(?:và\s+)?|\s+và\s+|\s*;\s+")
_HEAD = re.compile(r"(?:tổng số|số lượng|số|(?:tỷ|tỉ)\s+(?:lệ|suất|trọng))\s+")
_LONGEST = 240


def in_turn(
    low: str, start: int, inside: Sequence[Quantity], place: int, before: Sequence[str]
) -> str | None:
    """What a figure behind ``lần lượt`` measures; None where nothing is said in turn.

    ``inside`` are the quantities of the sentence that begins at ``start``, ``before`` what those before this
    one in its bullet measured.
    """
    at = low.rfind(_CUE, max(start, inside[place].start - _LONGEST), inside[place].start)
    if at < 0:
        return None
    first = next(number for number, quantity in enumerate(inside) if quantity.start > at)
    following = inside[first:]
    own = place - first
    if len(following) < 2 or ";" in low[at : inside[place].start]:
        return None
    names = low[max(start, at - _LONGEST) : at]
    if _SAME_AGAIN.search(names):
        earlier = before[: len(before) - own]
        return earlier[len(earlier) - len(following) + own] if len(earlier) >= len(following) else None
    if first:
        names = low[inside[first - 1].end : at]
    parts = [part.strip(" ,") for part in _JOINT.split(names) if part.strip(" ,")]
    if len(parts) != len(following):
        return None
    head = _HEAD.match(parts[0])
    shared = head is not None and not _HEAD.match(parts[own])
    return f"{head[0] if shared and head else ''}{parts[own]}"
