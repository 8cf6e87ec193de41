"""The documents that a plan says it carries out in its opening (``Thực hiện Kế hoạch số …``)."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.context import Context
from extractors.plan import Citation

_CARRIES_OUT = regex.compile(
    r"(?:^|[.;:!?]\s+)(?:(?:để|nhằm|tiếp tục|tổ chức|triển khai|cụ thể hóa|và|"
    r"căn cứ)[\s,]+){0,3}(?:thực hiện|triển khai)\s+(?:nội dung\s+|các\s+)?"
)
_PLAN_FOR = regex.compile(
    r"kế hoạch\s+(?:(?:tổ chức|hành động|triển khai|chi tiết|này|để|nhằm)\s+)*(?:thực hiện|triển khai)\s+"
)
# `các Quyết định của Thủ tướng Chính phủ: Quyết định số …, Quyết định số …`
_OPENS_LIST = regex.compile(r"[^;.:\d]{3,80}:\s*")
_LIST_OF_DOCUMENTS = regex.compile(r"(?:^|\scác\s)[^;.:\d]{3,80}:\s[^;]*,\s+$")
_NEXT_PART = regex.compile(r"(?:[;.]|,\s*và)\s*(?:các\s[^;.]{0,80}:\s*)?$")
_AND = regex.compile(r"\s(?:và|cùng)\s+$")
# `Thực hiện Kế hoạch số …, căn cứ Nghị định số …`: the rest is what the plan rests on.
_BASIS = regex.compile(r"(?<!\p{L})(?:căn cứ|theo|trên cơ sở|tại|quy định)(?!\p{L})")


def implements(context: Context, citations: Sequence[Citation]) -> tuple[str, ...]:
    """Numbers of the documents that the opening says the plan carries out, in order, without repeats."""
    numbers: list[str] = []
    by_block: dict[int, list[Citation]] = {}
    for citation in citations:
        if citation.number and context.zones[citation.span.block] == "opening":
            by_block.setdefault(citation.span.block, []).append(citation)
    for pattern in (_CARRIES_OUT, _PLAN_FOR):
        for block, found in by_block.items():
            low = context.lower[block]
            for cue in pattern.finditer(low):
                numbers += _carried(low, cue.end(), found)
        if numbers:
            break
    return tuple(dict.fromkeys(numbers))


def _carried(low: str, at: int, citations: Sequence[Citation]) -> list[str]:
    """The document named at ``at`` and those listed with it, each at the head of its part of the sentence."""
    numbers: list[str] = []
    nested = False
    end = regex.search(r"[.!?](?:\s+(?=\p{L})|$)", low[at:])
    stop = at + end.start() if end else len(low)
    for citation in citations:
        start = citation.span.start
        if start < at or start >= stop:
            continue
        before = low[at:start]
        if not numbers:
            taken = not before.strip() or bool(_OPENS_LIST.fullmatch(before))
        elif _NEXT_PART.search(before) or _LIST_OF_DOCUMENTS.search(before):
            taken = True
        else:
            # Unless the title of another document (trích yếu) cites, `và` and commas go on with the list.
            goes_on = _AND.search(before) or (before.endswith(", ") and not _BASIS.search(before))
            taken = not nested and bool(goes_on)
        if taken:
            numbers.append(str(citation.number))
        elif citation.number not in numbers:
            nested = True
    return numbers
