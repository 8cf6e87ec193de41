"""Deadlines: days by which something is due, and rhythms in which reports are due.

Three grammars read them: a day of delivery (``trước ngày 05/8/2021``, ``chậm nhất trong tháng 6 hằng năm``), a rhythm
after ``định kỳ`` (``định kỳ hàng quý, sáu tháng, cả năm`` is three), and the value of a label or of a table's column
of time (``Thời gian hoàn thành: Quý II/2026``). Dates of documents, periods and events are none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from extractors.context import Context
from extractors.plan import Deadline, Every
from extractors.rhythms import (
    AFTER_RHYTHM,
    DAY_OF_PERIOD,
    all_rhythms,
    rhythms_at,
    rhythms_before,
    words,
)
from extractors.tables import tables
from extractors.vietnamese import dates

__all__ = ["extract"]

# What any deadline holds; a block without one of these is passed over.
_SCREEN = (
    "trước",
    "nhất",
    "định kỳ",
    "hạn",
    "hoàn thành",
    "xong",
    "thời ",
    "tháng ",
    "tiến độ",
    "lộ trình",
    "quý",
)
_OLDEST_YEAR = "2000"

_HOUR = r"(?:[0-9]{1,2}\s{0,2}(?:giờ|h|g)\s{0,2}(?:[0-9]{1,2}\s{0,2}(?:phút|’|'|p)?)?[,\s]{0,4}(?:thứ\s\w{1,4}[,\s]{1,4})?)"
_BY = re.compile(
    rf"""
    (?<!\w)
    (?: trước (?:\s{{1,4}}(?:hết|thời\s{{1,4}}điểm))?
      | (?:chậm|muộn)\s{{1,4}}nhất (?:\s{{1,4}}(?:là|vào|đến|trong|trước|hết|cuối)){{0,3}}
      | hạn\s{{1,4}}(?:cuối|chót)(?:\s{{1,4}}(?:là|vào|đến|hết)){{0,2}}
      | (?:thời\s{{1,4}})?hạn (?!\s{{1,4}}(?:chế|hẹp|hán|mức|mặn|ngạch)) (?:\s{{1,4}}[^\s.;:]{{1,12}}){{0,6}}?\s{{1,4}}(?:(?:là|đến|trước)(?:\s{{1,4}}hết)?|hết)(?=\s{{1,4}}ngày)
      | (?P<within>(?:trong|vào|cuối)(?=\s{{1,4}}(?:tháng|quý|quí)\s))
    )
    [\s:]{{1,6}} {_HOUR}?
    """,
    re.VERBOSE,
)
# `trong tháng 6/2026` alone tells when something happens; with one of these before it, when it is due.
_DELIVERY = re.compile(r"(?:hoàn thành|xong|trình|gửi|nộp|ban hành|phê duyệt|báo cáo)(?!\w)")
# Not a day of delivery: who was born, what happened or was valid before a day.
_PAST = re.compile(
    r"(?:sinh|hiệu lực|phát sinh|được cấp|xảy ra|tồn tại|thành lập|tuyển dụng|so với|từ|như|nhập ngũ)\s{1,4}\Z"
)
_BARE_DAY = re.compile(
    r"(?:ngày\s{0,4})?(?P<day>[0-9]{1,2})\s?[/\-]\s?(?P<month>[0-9]{1,2})(?![0-9]|\s?[/\-.]\s?[0-9])"
)
_MONTH = re.compile(r"tháng\s{1,4}(?P<month>[0-9]{1,2})(?![0-9/\-])")
_QUARTER = re.compile(
    r"(?:quý|quí)\s{1,4}(?:iv|i{1,3}|[1-4])(?!\w)(?:\s{0,2}(?:,|và)\s{0,2}(?:iv|i{1,3}|[1-4])(?!\w)){0,3}"
    r"(?:\s{0,2}(?:/|-|năm)\s{0,2}(?:19|20)[0-9]{2}(?![0-9]))?"
)
_EVERY_YEAR = re.compile(
    r"[\s,]{0,3}(?:của\s{1,4})?(?:(?:hằng|hàng|mỗi)\s{1,4}năm|năm\s{1,4}(?:(?:trước\s{1,4})?liền\s{1,4}kề|sau|tiếp\s{1,4}theo|kế\s{1,4}tiếp"
    r"|báo\s{1,4}cáo|kế\s{1,4}hoạch))(?!\w)"
)
_AND = re.compile(
    r"\s{0,2}(?:,|;|và|hoặc)\s{1,4}(?:trước\s{1,4})?"
    r"(?=(?:ngày\s{1,4})?[0-9]{1,2}(?:\s?[/\-]\s?[0-9]|\s{1,4}tháng\s{1,4}[0-9]))"
)
_LEAD_IN = re.compile(r"(?:(?:trong|vào|ngày|cuối|đến|hết|khoảng|xong|hoàn\s{1,4}thành)\s{1,4}){0,3}")
_RANGE = re.compile(r"\s{0,3}(?:[-–]|đến)\s{0,3}(?:[0-9]|ngày|tháng|quý|hết|nay)")
_PERIODIC = re.compile(
    r"(?<!\w)định\s{1,4}kỳ[\s(:,]{0,4}(?:(?:vào|theo|là)\s{1,4})?(?:(?:hằng|hàng)\s{1,4}tuần[\s,]{1,4})?"
)
_PERIODIC_GAP = re.compile(
    r"(?:(?:báo cáo|kết quả|thực hiện|tổng hợp|công tác|tình hình|sơ kết|đánh giá|gửi|việc|về|và|tiến độ|triển khai|kế hoạch)[\s,(]{1,4}){1,7}"
)
_SENTENCE_END = re.compile(r"[.;](?=\s|\Z)|\n")


@dataclass(frozen=True, slots=True)
class _Row:
    start: int
    end: int
    due: str | None
    every: Every | None
    rule: str
    confidence: float


def extract(context: Context) -> tuple[Deadline, ...]:
    """The deadlines of a document in its order; the letterhead and the title hold none."""
    columns = _time_cells(context)
    found: list[Deadline] = []
    for index, block in enumerate(context.document.blocks):
        if context.zones[index] in ("letterhead", "title"):
            continue
        lower = context.lower[index]
        if not any(word in lower for word in _SCREEN) and index not in columns:
            continue
        rows = list(_rows(block.text, lower))
        if not rows and index in columns and len(lower) < 200:
            rows = list(
                _value(lower, len(lower) - len(lower.lstrip()), len(lower), columns[index], "time-column")
            )
        section = context.outline.at(index)
        for row in rows:
            found.append(
                Deadline(
                    id=f"d{len(found) + 1}",
                    text=block.text[row.start : row.end],
                    due=row.due,
                    every=row.every,
                    section=section.id if section else None,
                    span=context.document.span(index, row.start, row.end),
                    rule=row.rule,
                    confidence=row.confidence,
                )
            )
    return tuple(found)


def _rows(text: str, lower: str) -> list[_Row]:
    rows = list(_by_day(lower))
    if "định" in lower:
        rows = _merge(rows, _periodic(text, lower))
    if ":" in lower:
        rows = _merge(rows, _labelled(lower))
    if "ngày" in lower and "tháng" in lower:
        rows = _merge(rows, _monthly(lower))
    return rows


def _merge(rows: list[_Row], more: Iterator[_Row]) -> list[_Row]:
    """Both lists in order of their places, without those of the second that a row of the first overlaps."""
    added = list(more)
    if not added or not rows:
        return rows or added
    starts = [row.start for row in rows]
    ends = list(accumulate((row.end for row in rows), max))
    free = []
    for row in added:
        before = bisect_left(starts, row.end)
        if before == 0 or ends[before - 1] <= row.start:
            free.append(row)
    return sorted([*rows, *free], key=lambda row: row.start)


@dataclass(frozen=True, slots=True)
class _Due:
    """What follows the word of delivery: a day, month or quarter, with its rhythm where one is said."""

    end: int
    due: str | None
    every: Every | None
    rule: str


def _due_at(lower: str, start: int) -> _Due | None:
    period = DAY_OF_PERIOD.match(lower, start)
    if period:
        every: Every | None = "month" if period["month"] else "quarter" if period["quarter"] else None
        return _Due(period.end(), None, every, "day-of-period")
    found = dates.match_date(lower, start)
    if found and found.iso:
        if found.iso[0] != "-":
            return _Due(found.end, found.iso, None, "day" if len(found.iso) > 7 else "month")
        return _yearly(lower, found.end, found.iso, "day-of-year")
    bare = _BARE_DAY.match(lower, start)
    if bare:
        iso = dates.iso(int(bare["day"]), int(bare["month"]), None)
        return _yearly(lower, bare.end(), iso, "day-of-year") if iso else None
    quarter = _QUARTER.match(lower, start)
    if quarter:
        return _yearly(lower, quarter.end(), None, "quarter")
    month = _MONTH.match(lower, start)
    if month:
        iso = dates.iso(None, int(month["month"]), None)
        return _yearly(lower, month.end(), iso, "month-of-year") if iso else None
    return None


def _yearly(lower: str, end: int, due: str | None, rule: str) -> _Due:
    every = _EVERY_YEAR.match(lower, end)
    return _Due(every.end(), due, "year", rule) if every else _Due(end, due, None, rule)


def _by_day(lower: str) -> Iterator[_Row]:
    position = 0
    while lead := _BY.search(lower, position):
        position = lead.end()
        due = _due_at(lower, lead.end())
        if due is None or not _counts(lower, lead, due):
            position = lead.start() + 1
            continue
        floor = _sentence_start(lower, lead.start())
        chain = [due, *_more(lower, due)]
        yield from _attach(lower, lead.start(), chain, floor)
        position = chain[-1].end


def _counts(lower: str, lead: re.Match[str], due: _Due) -> bool:
    if due.due and due.due[0] != "-" and due.due[:4] < _OLDEST_YEAR:
        return False
    window = lower[max(0, lead.start() - 90) : lead.start()]
    if lead["within"]:
        tail = window[_last_boundary(window) :]
        return bool(_DELIVERY.search(tail)) and not _RANGE.match(lower, due.end)
    return not _PAST.search(window[-16:])


def _last_boundary(window: str) -> int:
    ends = [match.end() for match in _SENTENCE_END.finditer(window)]
    return ends[-1] if ends else 0


def _sentence_start(lower: str, position: int) -> int:
    floor = max(0, position - 240)
    return floor + _last_boundary(lower[floor:position])


def _more(lower: str, due: _Due) -> Iterator[_Due]:
    """Further days of a list: `trước ngày 15/6 và 15/12 hằng năm`."""
    end = due.end
    for _ in range(11):
        gap = _AND.match(lower, end) if due.rule.startswith("day") else None
        following = _due_at(lower, gap.end()) if gap else None
        if following is None:
            return
        yield following
        end = following.end


def _attach(lower: str, start: int, chain: list[_Due], floor: int) -> Iterator[_Row]:
    """The rows of one list of days, with the rhythms that stand before or after them."""
    last = chain[-1]
    note = AFTER_RHYTHM.match(lower, last.end)
    after = rhythms_at(lower, note.end()) if note else []
    before = rhythms_before(lower, start, floor)
    every_year = next((due.every for due in chain if due.every), None)
    if after and len(chain) == 1:
        for rhythm in after:
            yield _Row(start, _close(lower, start, rhythm.end), last.due, rhythm.every, last.rule, 0.9)
        return
    if len(before) == len(chain) and len(chain) > 1:
        pairs = list(zip(before, chain, strict=True))
        begin = _with_periodic(lower, before[0].start)
        end = _close(lower, begin, last.end)
        yield from (_Row(begin, end, d.due, r.every, d.rule, 0.9) for r, d in pairs)
        return
    if before and len(chain) == 1 and last.every in (None, before[-1].every):
        bracket = lower[before[-1].end : start].strip().startswith("(")
        adjacent = before if bracket else before[-1:]
        begin = _with_periodic(lower, adjacent[0].start)
        end = _close(lower, begin, last.end)
        for rhythm in adjacent:
            yield _Row(begin, end, last.due, rhythm.every, last.rule, 0.92)
        return
    if before and every_year is None and len(before) == 1:
        yield from (_Row(before[0].start, due.end, due.due, before[0].every, due.rule, 0.85) for due in chain)
        return
    if every_year is None and all(due.due and due.due[0] == "-" for due in chain):
        far = all_rhythms(lower, floor, start)
        every_year = far[-1].every if far and far[-1].named else None
    begin = start
    for due in chain:
        confidence = (
            0.6
            if due.rule == "quarter" and not due.every
            else 0.95
            if due.rule in ("day", "day-of-year", "day-of-period")
            else 0.8
        )
        yield _Row(begin, due.end, due.due, due.every or every_year, due.rule, confidence)
        begin = _AND_SPACE.match(lower, due.end).end()  # type: ignore[union-attr]


def _with_periodic(lower: str, start: int) -> int:
    """Where a rhythm starts, with the `định kỳ` before it."""
    lead = lower.rfind("định kỳ", max(0, start - 12), start)
    return lead if lead >= 0 and not lower[lead + len("định kỳ") : start].strip(" (:,\xa0\n\t") else start


_AND_SPACE = re.compile(r"(?:\s{0,2}(?:,|;|và|hoặc)\s{1,4})?")


def _periodic(text: str, lower: str) -> Iterator[_Row]:
    position = 0
    for lead in _PERIODIC.finditer(lower):
        if lead.start() < position:
            continue
        rhythms = rhythms_at(lower, lead.end())
        if not rhythms:
            gap = _PERIODIC_GAP.match(lower, lead.end())
            rhythms = rhythms_at(lower, gap.end()) if gap else []
            if (
                len(rhythms) == 1
                and not rhythms[0].named
                and " " not in lower[rhythms[0].start : rhythms[0].end]
            ):
                continue
        if not rhythms:
            continue
        position = rhythms[-1].end
        near = _near(lower, lead.start(), position)
        asked = any(word in near for word in words("report"))
        if not asked and not text[lead.start()].isupper():
            continue
        for rhythm in rhythms:
            yield _Row(lead.start(), rhythms[-1].end, None, rhythm.every, "periodic", 0.92 if asked else 0.7)


def _near(lower: str, start: int, end: int) -> str:
    """The sentence around a place, as far as 120 characters on either side."""
    after = lower[end : end + 120]
    stop = _SENTENCE_END.search(after)
    return lower[
        max(_sentence_start(lower, start), start - 120) : end + (stop.start() if stop else len(after))
    ]


def _close(lower: str, start: int, end: int) -> int:
    """The end with the bracket that was opened inside."""
    opened = lower.count("(", start, end) > lower.count(")", start, end)
    return end + 1 if opened and lower[end : end + 1] == ")" else end


def _monthly(lower: str) -> Iterator[_Row]:
    """`ngày 20 hằng tháng` of a report, without `trước`."""
    for match in DAY_OF_PERIOD.finditer(lower):
        if not (match["month"] or match["quarter"]):
            continue
        near = _near(lower, match.start(), match.end())
        if any(word in near for word in ("báo cáo", "gửi", "nộp", "tổng hợp")):
            yield _Row(
                match.start(),
                match.end(),
                None,
                "month" if match["month"] else "quarter",
                "day-of-period",
                0.8,
            )


def _labels() -> re.Pattern[str]:
    due = "|".join(re.escape(name).replace(r"\ ", r"\s{1,4}") for name in words("due"))
    loose = "|".join(re.escape(name).replace(r"\ ", r"\s{1,4}") for name in words("loose"))
    return re.compile(
        rf"(?:\A|\n|(?<=[.;(])\s)[\s\-–+*•(]{{0,6}}(?:(?P<due>{due})|(?P<loose>{loose}))\s{{0,3}}:[\s*]{{0,4}}(?P<value>[^\n;]{{1,120}})"
    )


_LABEL = _labels()


def _labelled(lower: str) -> Iterator[_Row]:
    for match in _LABEL.finditer(lower):
        yield from _value(lower, match.start("value"), match.end("value"), bool(match["loose"]), "label")


def _value(lower: str, start: int, stop: int, loose: bool, rule: str) -> Iterator[_Row]:
    """The value of a label or cell: a day (not where events are listed too), a month, a quarter, rhythms."""
    lead = _PERIODIC.match(lower, start)
    rhythms = [r for r in rhythms_at(lower, lead.end() if lead else start) if r.end <= stop]
    if rhythms:
        yield from (_Row(start, rhythms[-1].end, None, r.every, rule, 0.85) for r in rhythms)
        return
    gap = _LEAD_IN.match(lower, start)
    at = gap.end() if gap else start
    if lower[at - 5 : at].strip() == "ngày":
        at = lower.rindex("ngày", start, at)
    due = _due_at(lower, at)
    if due is None or due.end > stop or _RANGE.match(lower, due.end):
        return
    if loose and due.rule in ("day", "day-of-year"):
        return
    yield _Row(start, due.end, due.due, due.every, rule, 0.85 if due.due or due.every else 0.7)


def _time_cells(context: Context) -> dict[int, bool]:
    """The cells under a heading of time, and whether that heading may also be one of events."""
    if not any(block.cell for block in context.document.blocks):
        return {}
    found: dict[int, bool] = {}
    for table in tables(context.document):
        for column, role in enumerate(table.roles):
            heading = table.headers[column].lower()
            if role != "time":
                continue
            strict = any(
                cue in heading for cue in ("hoàn thành", "thời hạn", "trình", "báo cáo", "ban hành", "gửi")
            )
            if (
                not strict
                and not any(cue in heading for cue in ("thực hiện", "tiến độ", "lộ trình"))
                and len(heading) > 12
            ):
                continue
            for row in table.body:
                cell = row.own(column)
                if cell is not None:
                    found[cell.block] = not strict
    return found
