"""Days of delivery with the rhythms around them: ``trước ngày 05/8/2021``, ``trước 15/12 hằng năm``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.deadlines.rhythms import (
    AFTER_DAY,
    DAY_OF_PERIOD,
    all_rhythms,
    either,
    rhythms_at,
    rhythms_before,
    words,
)
from extractors.plan import Every
from extractors.vietnamese import dates

_OLDEST_YEAR = "2000"


@dataclass(frozen=True, slots=True)
class Row:
    """A deadline at ``lower[start:end]``, before it has an id."""

    start: int
    end: int
    due: str | None
    every: Every | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Due:
    """A day, month or quarter that ends at ``end``, with its rhythm where one is said right after it."""

    end: int
    due: str | None
    every: Every | None
    rule: str


_HOUR = r"""
    (?:[0-9]{1,2}\s{0,2}(?:giờ|h|g)\s{0,2}(?:[0-9]{1,2}\s{0,2}(?:phút|’|'|p)?)?[,\s]{0,4}(?:thứ\s\w{1,4}[,\s]{1,4})?)
"""
_NO_TERM = either(("chế", "hẹp", "hán", "mức", "mặn", "ngạch"))
_BY = re.compile(
    rf"""
    (?<!\w)
    (?: trước (?:\s{{1,4}}(?:hết|thời\s{{1,4}}điểm))?
      | (?:chậm|muộn)\s{{1,4}}nhất (?:\s{{1,4}}(?:là|vào|đến|trong|trước|hết|cuối)){{0,3}}
      | hạn\s{{1,4}}(?:cuối|chót)(?:\s{{1,4}}(?:là|vào|đến|hết)){{0,2}}
      | (?:thời\s{{1,4}})?hạn (?!\s{{1,4}}{_NO_TERM}) (?:\s{{1,4}}[^\s.;:]{{1,12}}){{0,6}}?
        \s{{1,4}}(?:(?:là|đến|trước)(?:\s{{1,4}}hết)?|hết)(?=\s{{1,4}}ngày)
      | (?P<within>(?:trong|vào|cuối)(?=\s{{1,4}}(?:tháng|quý|quí)\s))
    )
    [\s:]{{1,6}} {_HOUR}?
    """,
    re.VERBOSE,
)
_DELIVERY = re.compile(rf"(?<!\w){either(words('words', 'delivery'))}(?!\w)")
_PAST = re.compile(rf"(?<!\w){either(words('words', 'past'))}\s{{1,4}}\Z")
_BARE_DAY = re.compile(
    r"(?:ngày\s{0,4})?(?P<day>[0-9]{1,2})\s?[/\-]\s?(?P<month>[0-9]{1,2})(?![0-9]|\s?[/\-.]\s?[0-9])"
)
_DAY_ALONE = re.compile(r"ngày\s{1,4}(?P<day>[0-9]{1,2})(?![0-9]|\s?[/\-.]\s?[0-9]|\s{1,4}tháng)")
_MONTH = re.compile(r"tháng\s{1,4}(?P<month>[0-9]{1,2})(?![0-9/\-])")
_QUARTER = re.compile(
    r"""
    (?:quý|quí)\s{1,4}(?:iv|i{1,3}|[1-4])(?!\w)(?:\s{0,2}(?:,|và)\s{0,2}(?:iv|i{1,3}|[1-4])(?!\w)){0,3}
    (?:\s{0,2}(?:/|-|năm)\s{0,2}(?:19|20)[0-9]{2}(?![0-9]))?
    """,
    re.VERBOSE,
)
_OF_QUARTER = re.compile(r"(?<!\w)(?:quý|quí)\s{1,4}(?:iv|i{1,3}|[1-4])\s{0,2}\(\s{0,2}\Z")
_YEAR_AFTER = either(("trước liền kề", "liền kề", "sau", "tiếp theo", "kế tiếp", "báo cáo", "kế hoạch"))
_EVERY_YEAR = re.compile(
    rf"[\s,]{{0,3}}(?:của\s{{1,4}})?(?:(?:hằng|hàng|mỗi)\s{{1,4}}năm|năm\s{{1,4}}{_YEAR_AFTER})(?!\w)"
)
_AND = re.compile(
    r"\s{0,2}(?:,|và|hoặc)\s{1,4}(?P<again>trước\s{1,4})?"
    r"(?=(?:ngày\s{1,4})?[0-9]{1,2}(?:\s?[/\-]\s?[0-9]|\s{1,4}tháng\s{1,4}[0-9]))"
)
_RANGE = re.compile(r"\s{0,3}(?:[-–]|đến)\s{0,3}(?:[0-9iv]|ngày|tháng|quý|hết|nay)")
_SENTENCE_END = re.compile(r"[.;](?=\s|\Z)|\n")
_SURE = frozenset(("day", "day-of-year", "day-of-period"))


def due_at(lower: str, start: int) -> Due | None:
    """The day, month or quarter that begins at ``start``: a date, `15/12 hằng năm`, `15 tháng cuối quý`."""
    period = DAY_OF_PERIOD.match(lower, start)
    if period:
        every: Every | None = "month" if period["month"] else "quarter" if period["quarter"] else None
        return Due(period.end(), None, every, "day-of-period")
    found = dates.match_date(lower, start)
    if found and found.iso:
        if found.iso[0] != "-":
            return Due(found.end, found.iso, None, "day" if len(found.iso) > 7 else "month")
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


def _day_of_month(lower: str, lead: re.Match[str]) -> Due | None:
    """``trước ngày 25`` in a sentence that says `hằng tháng`: the day of every month."""
    day = _DAY_ALONE.match(lower, lead.end())
    if day is None or not 1 <= int(day["day"]) <= 31:
        return None
    rhythms = all_rhythms(lower, sentence_start(lower, lead.start()), lead.start())
    monthly = any(rhythm.every == "month" for rhythm in rhythms)
    return Due(day.end(), None, "month", "day-of-period") if monthly else None


def _yearly(lower: str, end: int, due: str | None, rule: str) -> Due:
    every = _EVERY_YEAR.match(lower, end)
    return Due(every.end(), due, "year", rule) if every else Due(end, due, None, rule)


def is_range(lower: str, end: int) -> bool:
    """Whether a time goes on as a period: `tháng 3 - tháng 6/2026`."""
    return _RANGE.match(lower, end) is not None


def by_day(lower: str) -> Iterator[Row]:
    """Every day of delivery in a text, with the rhythm that belongs to it."""
    position = 0
    while lead := _BY.search(lower, position):
        position = lead.end()
        due = due_at(lower, lead.end()) or _day_of_month(lower, lead)
        if due is None or not _counts(lower, lead, due):
            position = lead.start() + 1
            continue
        chain = [due, *_more(lower, due)]
        yield from _rows(lower, lead.start(), chain)
        position = chain[-1].end


def _counts(lower: str, lead: re.Match[str], due: Due) -> bool:
    if due.due and due.due[0] != "-" and due.due[:4] < _OLDEST_YEAR:
        return False
    if lead["within"]:
        start = max(sentence_start(lower, lead.start()), lead.start() - 90)
        return bool(_DELIVERY.search(lower, start, lead.start())) and not is_range(lower, due.end)
    return not _PAST.search(lower[max(0, lead.start() - 16) : lead.start()])


def _more(lower: str, due: Due) -> Iterator[Due]:
    """Further days of a list: `trước ngày 15/6 và 15/12 hằng năm`."""
    end = due.end
    for _ in range(11):
        gap = _AND.match(lower, end) if due.rule.startswith("day") else None
        following = due_at(lower, gap.end()) if gap else None
        if following is None:
            return
        yield following
        end = following.end


def _rows(lower: str, start: int, chain: list[Due]) -> Iterator[Row]:
    """The rows of one list of days, with the rhythms that stand after or before them.

    As many rhythms as days are paired in order (`6 tháng, năm (trước ngày 15/6 và 15/12)`); one day in
    brackets holds for all rhythms before it; one rhythm holds for all days after it.
    """
    last = chain[-1]
    note = AFTER_DAY.match(lower, last.end) if len(chain) == 1 else None
    after = rhythms_at(lower, note.end()) if note else []
    if after:
        end = close(lower, start, after[-1].end)
        yield from (Row(start, end, last.due, rhythm.every, last.rule, 0.9) for rhythm in after)
        return
    before = rhythms_before(lower, start, sentence_start(lower, start))
    if before and len(chain) == 1 and last.every in (None, before[-1].every):
        bracket = lower[before[-1].end : start].strip().startswith("(")
        if not bracket and last.rule == "day":
            # `báo cáo năm gửi trước ngày 05/12/2026`: a day with its year comes once.
            yield from _listed(lower, start, chain, None)
            return
        before = before if bracket else before[-1:]
        # `hằng quý, 06 tháng (trước ngày 05/6)`: one day of the year is no day of each quarter.
        undated = replace(last, due=None) if last.rule == "day-of-year" else last
        chain = [undated if rhythm.every in ("month", "quarter") else last for rhythm in before]
    if before and len(before) == len(chain):
        begin = with_periodic(lower, before[0].start)
        end = close(lower, begin, last.end)
        for rhythm, due in zip(before, chain, strict=True):
            yield Row(begin, end, due.due, rhythm.every, due.rule, 0.92)
        return
    yield from _listed(lower, start, chain, before[0].every if len(before) == 1 else None)


def _listed(lower: str, start: int, chain: list[Due], every: Every | None) -> Iterator[Row]:
    """A row for each day of a list; a rhythm said once, before or after, holds for all of them."""
    every = every or next((due.every for due in chain if due.every), None)
    if every is None and all(due.due and due.due[0] == "-" for due in chain):
        far = all_rhythms(lower, sentence_start(lower, start), start)
        every = far[-1].every if far and far[-1].named else None
    if every is None and _OF_QUARTER.search(lower, max(0, start - 14), start):
        # `quý III (trước ngày 05/9)`: a quarter of every year.
        every = "year"
    for due in chain:
        rhythm = due.every or (every if due.due is None or due.due[0] == "-" else None)
        confidence = 0.95 if due.rule in _SURE else 0.8 if due.due or rhythm else 0.6
        yield Row(start, due.end, due.due, rhythm, due.rule, confidence)
        gap = _AND.match(lower, due.end)
        start = (gap.start("again") if gap["again"] else gap.end()) if gap else due.end


def sentence_start(lower: str, position: int) -> int:
    """Where the sentence or clause around a place begins, at most 240 characters before it."""
    floor = max(0, position - 240)
    ends = [match.end() for match in _SENTENCE_END.finditer(lower[floor:position])]
    return floor + ends[-1] if ends else floor


def sentence(lower: str, start: int, end: int) -> str:
    """The sentence around a stretch, as far as 120 characters on either side."""
    after = lower[end : end + 120]
    stop = _SENTENCE_END.search(after)
    first = max(sentence_start(lower, start), start - 120)
    return lower[first : end + (stop.start() if stop else len(after))]


def with_periodic(lower: str, start: int) -> int:
    """Where a rhythm starts, with the `định kỳ` before it."""
    lead = lower.rfind("định kỳ", max(0, start - 12), start)
    return lead if lead >= 0 and not lower[lead + len("định kỳ") : start].strip(" (:,\xa0\n\t") else start


def close(lower: str, start: int, end: int) -> int:
    """The end of a stretch with the bracket that was opened inside it."""
    opened = lower.count("(", start, end) > lower.count(")", start, end)
    return end + 1 if opened and lower[end : end + 1] == ")" else end
