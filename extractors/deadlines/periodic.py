"""Rhythms of reports (``định kỳ hàng quý, sáu tháng``) and the values of labels and columns of time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.deadlines.days import Row, close, due_at, is_range, sentence
from extractors.deadlines.rhythms import DAY_OF_PERIOD, either, rhythms_at, words

_PERIODIC = re.compile(
    r"(?<!\w)định\s{1,4}kỳ[\s(:,]{0,4}(?:(?:vào|theo|là)\s{1,4})?(?:(?:hằng|hàng)\s{1,4}tuần[\s,]{1,4})?"
)
_GAP = re.compile(rf"(?:{either(words('words', 'periodic'))}[\s,(]{{1,4}}){{1,7}}")
_LABEL = re.compile(
    rf"""
    (?:\A|\n|(?<=[.;(])\s)[\s\-–+*•(]{{0,6}}
    (?:(?P<due>{either(words("labels", "due"))})|(?P<loose>{either(words("labels", "loose"))}))
    \s{{0,3}}:[\s*]{{0,4}}(?P<value>[^\n;]{{1,120}})
    """,
    re.VERBOSE,
)
_LEAD_IN = re.compile(r"(?:(?:trong|vào|cuối|đến|hết|khoảng|xong|hoàn\s{1,4}thành)\s{1,4}){0,3}")
_REPORTING = (
    "báo cáo",
    "gửi",
    "nộp",
    "tổng hợp",
    "công khai",
    "công bố",
    "cung cấp",
    "cập nhật",
    "đối chiếu",
)


def periodic(text: str, lower: str) -> Iterator[Row]:
    """A row for each rhythm after `định kỳ`, where a report is asked for or the words open their sentence."""
    position = 0
    for lead in _PERIODIC.finditer(lower):
        if lead.start() < position:
            continue
        rhythms = rhythms_at(lower, lead.end())
        if not rhythms:
            gap = _GAP.match(lower, lead.end())
            rhythms = rhythms_at(lower, gap.end()) if gap else []
            # `định kỳ … kế hoạch năm` is no rhythm; two names in a list are.
            if len(rhythms) == 1 and not rhythms[0].named and lower[rhythms[0].start].isalpha():
                continue
        if not rhythms:
            continue
        position = rhythms[-1].end
        near = sentence(lower, lead.start(), position)
        asked = any(word in near for word in words("words", "report"))
        if not asked and not text[lead.start()].isupper():
            continue
        end = close(lower, lead.start(), position)
        for rhythm in rhythms:
            yield Row(lead.start(), end, None, rhythm.every, "periodic", 0.92 if asked else 0.7)


def day_of_period(lower: str) -> Iterator[Row]:
    """`ngày 20 hằng tháng` of a report, without `trước`."""
    for match in DAY_OF_PERIOD.finditer(lower):
        if match["period"]:
            continue
        near = sentence(lower, match.start(), match.end())
        if any(word in near for word in _REPORTING):
            every = "month" if match["month"] else "quarter"
            yield Row(match.start(), match.end(), None, every, "day-of-period", 0.8)  # type: ignore[arg-type]


def labelled(lower: str) -> Iterator[Row]:
    """The values of labels: `Thời gian hoàn thành: Tháng 12/2026`."""
    for match in _LABEL.finditer(lower):
        yield from value(lower, match.start("value"), match.end("value"), bool(match["loose"]), "label")


def value(lower: str, start: int, stop: int, loose: bool, rule: str) -> Iterator[Row]:
    """What a label or a cell of a column of time says: a day, a month, a quarter or rhythms.

    ``loose`` labels (`Thời gian: …`) also give days of events: a single day counts only under the others.
    """
    lead = _PERIODIC.match(lower, start)
    rhythms = [found for found in rhythms_at(lower, lead.end() if lead else start) if found.end <= stop]
    if rhythms and lead is None:
        # A bare `Hằng năm` is how often the task is done, not when something is due.
        return
    if rhythms:
        yield from (Row(start, rhythms[-1].end, None, found.every, rule, 0.85) for found in rhythms)
        return
    lead_in = _LEAD_IN.match(lower, start)
    due = due_at(lower, lead_in.end() if lead_in else start)
    if due is None or due.end > stop or is_range(lower, due.end):
        return
    if loose and due.rule in ("day", "day-of-year"):
        return
    if due.every is None and (due.due is None or due.rule == "month-of-year"):
        # A bare quarter, or a month of no year, is no day.
        return
    yield Row(start, due.end, due.due, due.every, rule, 0.85)
