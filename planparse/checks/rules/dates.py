"""Dates and deadlines (D): days that do not exist, deadlines outside the plan's time, years that do not fit.

Source: Nghị định 30/2020/NĐ-CP, annex I, part I, II.4 (thời gian ban hành); the calendar.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from extractors.plan import Deadline, Period
from extractors.vietnamese.text import fold_words
from planparse.checks.documents import inside, is_day, label, shown, stretches, title_of
from planparse.checks.model import Hit, Rule
from planparse.checks.rules.citations import impossible_dates, impossible_months
from planparse.checks.subject import Subject

# Reports on a period are due in the months after it.
_MONTHS_AFTER = 6
_WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "4": 2, "năm": 3, "5": 3, "sáu": 4, "6": 4, "bảy": 5, "7": 5,
    "chủ nhật": 6,
}  # fmt: skip
_WEEKDAY = re.compile(
    r"""
    (?<!\w)(?:thứ\s{1,3}(?P<day>hai|ba|tư|năm|sáu|bảy|[2-7])|(?P<sunday>chủ\s{1,3}nhật))(?!\w)
    [\s,(]{0,4}(?:ngày\s{1,4})?
    (?P<d>[0-9]{1,2})(?:\s?[/.\-]\s?(?P<m>[0-9]{1,2})\s?[/.\-]\s?(?P<y>20[0-9]{2})
      |\s{1,4}tháng\s{1,4}(?P<wm>[0-9]{1,2})\s{1,4}năm\s{1,4}(?P<wy>20[0-9]{2}))(?![0-9])
    """,
    re.VERBOSE,
)
_BLANK_DAY = re.compile(
    r"""
    (?<!\w)(?:trước|chậm\s{1,4}nhất(?:\s{1,4}(?:là|vào|trước))?|muộn\s{1,4}nhất|hạn(?:\s{1,4}(?:cuối|chót))?|hết)\s{1,4}
    ngày(?: [\s]{0,12}[.…_]{1,40}[\s]{0,12}(?=/|tháng|-|[.;,)]|\Z) | \s{0,40}/\s{0,3}[0-9] | \s{1,40}tháng )
    """,
    re.VERBOSE,
)
_PERIOD = re.compile(
    r"giai\s{1,4}đoạn\s{1,4}(?:từ\s{1,4})?(?:năm\s{1,4})?(?P<a>20[0-9]{2})\s{0,4}(?:[-–]|đến(?:\s{1,4}năm)?)\s{0,4}(?P<b>20[0-9]{2})(?![0-9])"
    r"|(?<!\w)năm\s{1,4}(?P<y>20[0-9]{2})(?!\s{0,3}[-–/]\s{0,3}[0-9]|[0-9])"
)
_OWN_PLAN = re.compile(
    r"(?:trên\s{1,4}đây\s{1,4}là|(?:ban\s{1,4}hành|xây\s{1,4}dựng))\s{1,4}(?:bản\s{1,4})?kế\s{1,4}hoạch\s{1,4}(?!số\s)"
)
_RANGE = re.compile(
    r"""
    (?<![\w/])(?:
      (?:giai\s{1,4}đoạn|năm\s{1,4}học|từ\s{1,4}năm|thời\s{1,4}kỳ)\s{1,4}(?P<a>20[0-9]{2})
        \s{0,4}(?:[-–/]|đến(?:\s{1,4}năm)?)\s{0,4}(?P<b>20[0-9]{2})(?![0-9/])
    | từ\s{1,4}(?:ngày\s{1,4})?(?P<d>[0-9]{1,2})\s?[/.\-]\s?(?P<m>[0-9]{1,2})\s?[/.\-]\s?(?P<y>20[0-9]{2})
        \s{0,4}(?:[-–]|đến(?:\s{1,4}hết)?)\s{0,4}(?:ngày\s{1,4})?
        (?P<e>[0-9]{1,2})\s?[/.\-]\s?(?P<n>[0-9]{1,2})\s?[/.\-]\s?(?P<z>20[0-9]{2})(?![0-9])
    | từ\s{1,4}tháng\s{1,4}(?P<tm>[0-9]{1,2})\s?[/.\-]\s?(?P<ty>20[0-9]{2})
        \s{0,4}(?:[-–]|đến(?:\s{1,4}hết)?)\s{0,4}tháng\s{1,4}(?P<un>[0-9]{1,2})\s?[/.\-]\s?(?P<uy>20[0-9]{2})(?![0-9])
    )
    """,
    re.VERBOSE,
)
_AIMS = re.compile(r"chỉ\s+tiêu|mục\s+tiêu|nhiệm\s+vụ|giải\s+pháp|kế\s+hoạch")
_LOOKS_BACK = re.compile(
    r"kết\s+quả|đánh\s+giá|tình\s+hình|thực\s+trạng|tồn\s+tại|hạn\s+chế|căn\s+cứ|cơ\s+sở|tổng\s+kết|hoàn\s+thành"
)
_STRIVES = re.compile(
    r"(?<!\w)phấn\s+đấu,?\s+(?:(?:trong|đến|đến\s+hết|đến\s+cuối|hết)\s+)?(?P<said>năm\s+(?P<year>20[0-9]{2}))"
    r"(?!\s{0,3}[-–/]\s{0,3}[0-9]|[0-9])"
)
_UNTIL = re.compile(r"(?:đến|tới|cuối|hết|sau)\s+\Z")
_PROGRAMME = re.compile(r"chương\s+trình|đề\s+án|nghị\s+quyết|tầm\s+nhìn|định\s+hướng|dự\s+án")
_YEAR = re.compile(r"năm\s+(20[0-9]{2})(?!\s?[-–/]\s?[0-9]|[0-9])")
# What is done once a year for the next one, in its second half.
_ASSIGNS = re.compile(
    r"giao\s|chỉ tiêu|dự toán|nhiệm vụ (?:và|,|trọng tâm|phát triển|kinh tế)|"
    r"kế hoạch (?:phát triển|vốn|đầu tư công)"
)
_REPORT_TO = re.compile(
    r"(?:về|gửi|cho)\s+((?:Sở|Phòng|Ủy ban|UBND|Ban|Văn phòng|Bộ|Công an|Trung tâm)\s[^.,;:()]{2,60}?)"
    r"(?=\s+(?:trước|chậm|muộn|vào|để|theo|định|ngày|đúng)(?!\w)|[.,;:()]|\Z)"
)
_DAY_SAID = re.compile(r"ngày\s{0,4}([0-9]{1,2})(?![0-9])")


def impossible_day(subject: Subject) -> Iterator[Hit]:
    """`31/6/2026`, outside citations, whose own rule says it."""
    cited = stretches(subject)
    for number, low in enumerate(subject.lower):
        days = [*impossible_dates(low), *(impossible_months(low) if "tháng" in low else ())]
        for start, end, date in sorted(days):
            if not inside(cited.get(number, ()), start):
                yield Hit(subject.span(number, start, end), {"date": date})


def _dated(subject: Subject) -> Iterator[tuple[Deadline, str]]:
    """The deadlines with a year, without what the date of a cited document was taken for."""
    cited = stretches(subject)
    for deadline in subject.plan.deadlines:
        due = deadline.due or _quarter(deadline)
        if due is None or due[0] == "-" or deadline.every is not None:
            continue
        if not inside(cited.get(deadline.span.block, ()), deadline.span.start):
            yield deadline, due


_QUARTER = re.compile(r"(?:quý|quí)\s{1,4}(iv|i{1,3}|[1-4])\s{0,2}(?:/|-|năm)\s{0,2}(20[0-9]{2})")
_QUARTERS = {"i": 3, "ii": 6, "iii": 9, "iv": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def _quarter(deadline: Deadline) -> str | None:
    """The last month of the quarter that a deadline names: `quý II/2026` → 2026-06."""
    found = _QUARTER.search(deadline.text.lower()) if deadline.rule == "quarter" else None
    return f"{found[2]}-{_QUARTERS[found[1]]:02d}" if found else None


def before_the_plan(subject: Subject) -> Iterator[Hit]:
    """A deadline that had passed when the plan was issued."""
    own = subject.meta.date
    if not own or own[0] == "-":
        return
    for deadline, due in _dated(subject):
        size = min(len(due), len(own))
        if due[:size] < own[:size]:
            yield Hit(deadline.span, {"due": shown(due), "own": shown(own)})


def after_the_period(subject: Subject) -> Iterator[Hit]:
    """A deadline more than half a year after the plan's last year."""
    period = subject.meta.period
    if period is None or period.end is None:
        return
    last = f"{period.end + 1:04d}-{_MONTHS_AFTER:02d}-30"
    for deadline, due in _dated(subject):
        if due > last:
            yield Hit(deadline.span, {"due": shown(due), "period": _said(period)})


def _said(period: Period) -> str:
    if period.start and period.end and period.start != period.end:
        return f"{period.start} - {period.end}"
    return str(period.end or period.start)


def weekday(subject: Subject) -> Iterator[Hit]:
    """`thứ Hai, ngày 15/9/2026`, which is a Tuesday."""
    for number, low in enumerate(subject.lower):
        if "thứ" not in low and "chủ" not in low:
            continue
        for match in _WEEKDAY.finditer(low):
            try:
                day = datetime.date(
                    int(match["y"] or match["wy"]), int(match["m"] or match["wm"]), int(match["d"])
                )
            except ValueError:
                continue
            said = 6 if match["sunday"] else _WEEKDAYS[match["day"]]
            if day.weekday() != said:
                told = {"date": f"{day.day}/{day.month}/{day.year}", "number": str(day.weekday() + 2)}
                variant = "sunday" if day.weekday() == 6 else "weekday"
                yield Hit(subject.span(number, match.start(), match.end()), told, variant=variant)


def other_period(subject: Subject) -> Iterator[Hit]:
    """`Trên đây là Kế hoạch … năm 2025` under a title that says 2026."""
    period = subject.meta.period
    if period is None or period.end is None:
        return
    title = set(re.findall(r"[^\W\d_]+", fold_words(subject.meta.title or "")))
    for number, _ in subject.zone("opening", "body"):
        low = subject.lower[number]
        found = None
        for found in _OWN_PLAN.finditer(low):  # noqa: B007 - the last one announces this plan
            pass
        if found is None:
            continue
        end = re.compile(r"[.;:\n]|, (?:ủy ban|ubnd|đề nghị|yêu cầu)").search(low, found.end())
        stretch = low[found.end() : end.start() if end else len(low)]
        said = list(_PERIOD.finditer(stretch))
        if not said or any(_fits(match, period) for match in said):
            continue
        match = said[-1]
        # Only a sentence that repeats the title names this plan.
        words = set(re.findall(r"[^\W\d_]+", fold_words(stretch[: match.start()])))
        if len(words) < 3 or len(words & title) < 0.7 * len(words):
            continue
        start = found.end() + match.start()
        told = {"said": " ".join(match[0].split()), "title": _said(period)}
        yield Hit(subject.span(number, start, found.end() + match.end()), told)


def _fits(match: re.Match[str], period: Period) -> bool:
    if match["y"]:
        year = int(match["y"])
        return (period.start or year) <= year <= (period.end or year)
    return int(match["b"]) == period.end and period.start in (None, int(match["a"]))


def heading_year(subject: Subject) -> Iterator[Hit]:
    """`II. CHỈ TIÊU NĂM 2021` in a plan for 2022, `MỤC TIÊU GIAI ĐOẠN 2025 - 2030` in one for 2026 - 2030."""
    period = subject.meta.period
    if period is None or period.start is None:
        return
    yield from _striving(subject, period)
    headed = {section.span.block for section in subject.plan.sections if section.title}
    for number, block in subject.zone("body"):
        low = subject.lower[number]
        if len(low) > 160 or not (number in headed or block.text.rstrip().endswith(":")):
            continue
        title = fold_words(low)
        if not _AIMS.search(title) or _LOOKS_BACK.search(title) or _PROGRAMME.search(title):
            continue
        said = list(_PERIOD.finditer(low))
        if len(said) == 1 and _is_strange(low, said[0], period):
            told = {"said": " ".join(said[0][0].split()), "title": _said(period)}
            yield Hit(subject.span(number, said[0].start(), said[0].end()), told)


def _striving(subject: Subject, period: Period) -> Iterator[Hit]:
    """`Phấn đấu năm 2025 …` in a plan for 2026."""
    for number, _ in subject.zone("body"):
        low = subject.lower[number]
        if "phấn" not in low or _LOOKS_BACK.search(low):
            continue
        for match in _STRIVES.finditer(low):
            if int(match["year"]) < (period.start or 0):
                start = match.start("said")
                told = {"said": " ".join(match["said"].split()), "title": _said(period)}
                yield Hit(subject.span(number, start, match.end()), told)


def _is_strange(low: str, match: re.Match[str], period: Period) -> bool:
    """Whether a heading's year lies outside the plan, or its period shares one end only with the plan's."""
    start, end = period.start or 0, period.end
    if match["y"]:
        year = int(match["y"])
        later = end is not None and start == end and year > end
        return year < start or (later and not _UNTIL.search(low[max(0, match.start() - 10) : match.start()]))
    first, last = int(match["a"]), int(match["b"])
    return end is not None and start < end and first < start and last in (end, end - 1)


def assigning_year(subject: Subject) -> Iterator[Hit]:
    """A notice of 13/01/2021 that sets the targets of 2022: assigned a year too early."""
    seen: set[str] = set()
    for citation in subject.plan.citations:
        if not is_day(citation.date) or citation.date is None or citation.canonical in seen:
            continue
        title = title_of(subject, citation)
        if not title or not _ASSIGNS.search(title):
            continue
        years = {int(year) for year in _YEAR.findall(title)}
        year, month = int(citation.date[:4]), int(citation.date[5:7])
        if len(years) == 1 and "giai đoạn" not in title:
            aimed = years.pop()
            if aimed - year >= 2 or (aimed - year == 1 and month <= 4):
                seen.add(citation.canonical)
                told = {"document": label(citation), "date": shown(citation.date), "year": str(aimed)}
                yield Hit(citation.span, told)


def blank_deadline(subject: Subject) -> Iterator[Hit]:
    """`trước ngày … tháng 12`: the day was left open."""
    for number, _ in subject.zone("opening", "body", "appendix"):
        low = subject.lower[number]
        if "ngày" not in low:
            continue
        for match in _BLANK_DAY.finditer(low):
            yield Hit(subject.span(number, match.start(), match.end()))


def rhythm(subject: Subject) -> Iterator[Hit]:
    """Two days for one periodical report to one body."""
    said: dict[tuple[str, str], Deadline] = {}
    for deadline in subject.plan.deadlines:
        if deadline.every is None:
            continue
        day = deadline.due or _day_of(deadline)
        block = subject.blocks[deadline.span.block].text
        near = block[max(0, deadline.span.start - 160) : deadline.span.end + 160]
        if day is None or "báo cáo" not in near.lower():
            continue
        to = _REPORT_TO.search(block, max(0, deadline.span.start - 160), deadline.span.end + 160)
        if to is None:
            continue
        key = (deadline.every, " ".join(fold_words(to[1]).split()))
        first = said.setdefault(key, deadline)
        if first.span.block != deadline.span.block and (first.due or _day_of(first)) != day:
            told = {"first": first.text, "second": deadline.text, "body": " ".join(to[1].split())}
            yield Hit(deadline.span, told, related=(first.span,))


def _day_of(deadline: Deadline) -> str | None:
    found = _DAY_SAID.search(deadline.text.lower())
    return found[1].lstrip("0") if found else None


def reversed_range(subject: Subject) -> Iterator[Hit]:
    """`từ ngày 20/5/2026 đến ngày 15/5/2026`, `giai đoạn 2030 - 2026`."""
    for number, low in enumerate(subject.lower):
        for match in _RANGE.finditer(low):
            first = _numbers(match, "a", "y", "m", "d", "ty", "tm")
            second = _numbers(match, "b", "z", "n", "e", "uy", "un")
            if first > second:
                yield Hit(subject.span(number, match.start(), match.end()))


def _numbers(match: re.Match[str], *names: str) -> tuple[int, ...]:
    """Those groups that a date or year was read from, the largest unit first."""
    return tuple(int(match[name]) for name in names if match[name])


def after_its_period(subject: Subject) -> Iterator[Hit]:
    """A plan issued when the time it is for was over."""
    own, period = subject.meta.date, subject.meta.period
    if own and own[0] != "-" and period and period.end and int(own[:4]) > period.end:
        yield Hit(None, {"own": shown(own), "period": _said(period)})


RULES = (
    Rule("D101", "impossible-date", "error", impossible_day),
    Rule("D102", "deadline-before-plan", "warning", before_the_plan),
    Rule("D103", "deadline-after-period", "warning", after_the_period),
    Rule("D104", "weekday-differs", "error", weekday),
    Rule("D105", "period-differs", "warning", other_period),
    Rule("D106", "heading-year", "warning", heading_year),
    Rule("D107", "assigning-year", "warning", assigning_year),
    Rule("D108", "deadline-blank", "warning", blank_deadline),
    Rule("D109", "rhythm-contradicts", "info", rhythm),
    Rule("D110", "range-reversed", "error", reversed_range),
    Rule("D111", "plan-after-period", "warning", after_its_period),
)
