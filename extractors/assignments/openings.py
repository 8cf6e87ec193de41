"""Paragraphs that open with the agency they charge."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.assignments.clauses import without_brackets
from extractors.assignments.headings import Charge, prefix_end
from extractors.vietnamese.agencies import is_verb_at, read_names

_OPENING = re.compile(
    r"(?:căn cứ|trên cơ sở|hàng năm|hằng năm|định kỳ|hàng tháng|hằng tháng|hàng quý|hằng quý|theo|để|ngoài ra"
    r"|đồng thời|riêng)\b"
)
_MAX_OPENING = 260
_GIVES = re.compile(r"\s+(?:giao(?: cho)?|đề nghị|yêu cầu|phân công)\s+")


@dataclass(frozen=True, slots=True)
class Opening:
    """The agency with which a paragraph opens, and the offset behind its name."""

    charge: Charge
    end: int
    passed_on: bool = False
    prefixed: bool = False


def opening(text: str, low: str, start: int) -> Opening | None:
    """The agency that opens a paragraph, or None.

    ``Giao Sở Nội vụ …``, ``Các sở, ngành: …``, ``UBND xã giao Phòng …``, ``Căn cứ …, các đơn vị lập …``.
    """
    shift, requested = prefix_end(low[start : start + 60])
    names = read_names(text, start + shift, semicolons=True)
    confidence = 0.92
    if not names.items and shift == 0:
        found = _OPENING.match(low, start)
        if found is None:
            return None
        comma = low.find(", ", start, start + _MAX_OPENING)
        while comma >= 0 and not names.items:
            more, requested = prefix_end(low[comma + 2 : comma + 62])
            names = read_names(text, comma + 2 + more, semicolons=True)
            # `Căn cứ chức năng, các nhiệm vụ …`: an agency has a verb behind it.
            if names.items and not is_verb_at(text, names.end + 1):
                names = replace(names, items=())
            comma = low.find(", ", comma + 2, start + _MAX_OPENING)
        confidence = 0.8
    if not names.items:
        return None
    given = _GIVES.match(low, names.end)
    passed_on = False
    if given is not None:
        # UBND xã giao Phòng Kinh tế: the one who is given the duty is charged.
        inner = read_names(text, given.end(), semicolons=True)
        if inner.items:
            names, requested = inner, "đề nghị" in given[0]
            passed_on = "giao" not in given[0]
    name = without_brackets(text[names.items[0].start : names.end])
    generic = all(item.generic for item in names.items)
    return Opening(Charge(name, requested, confidence, "paragraph", generic), names.end, passed_on, shift > 0)
