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
        listed = bool(numbers) and bool(regex.search(r"(?:[;.]|,\s*và)\s*(?:các\s[^;.]{0,80}:\s*)?$", before))
        # `các Quyết định của Thủ tướng Chính phủ: Quyết định số 1190/QĐ-TTg …, Quyết định số 383/QĐ-TTg …`
        several = regex.search(r"(?:^|\scác\s)[^;.:\d]{3,80}:\s[^;]*,\s+$", before)
        listed = listed or (bool(numbers) and several is not None)
        # `các Kế hoạch của UBND tỉnh: số 77/KH-UBND ngày …, số 102/KH-UBND …`: one list.
        goes_on = low.startswith("số ", start) and before.endswith(", ")
        listed = listed or (bool(numbers) and not nested and goes_on)
        # `… về khoáng sản và Hướng dẫn số 3`: `và` joins on to the list unless a trích yếu cites too.
        joined = numbers and not nested and regex.search(r"\s(?:và|cùng)\s+$", before)
        # `các Quyết định của Thủ tướng Chính phủ: Quyết định số …` opens a list.
        opens = not numbers and regex.fullmatch(r"[^;.:\d]{3,80}:\s*", before)
        # `Chỉ thị số … về an toàn giao thông, Luật …, Nghị định …`: commas list as well, but for a basis.
        comma = (
            numbers
            and not nested
            and before.endswith(", ")
            and citation.text[:1].isupper()
            and not _BASIS.search(before)
        )
        if before.strip() == "" or listed or joined or opens or comma:
            numbers.append(str(citation.number))
        elif citation.number not in numbers:
            nested = True
    return numbers
