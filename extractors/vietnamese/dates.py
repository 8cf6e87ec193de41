"""Dates as plans write them, found in text and written in ISO 8601 as far as they are said.

Nghị định 30/2020/NĐ-CP, annex I, wants ``ngày 05 tháng 10 năm 2026`` (two digits for days below
10 and months below 3); plans also write ``05/10/2026``, ``5-10-2026``, ``tháng 10/2026``, days
without a year and forms whose blanks nobody filled in (``ngày     tháng 02 năm 2022``).
All functions take text in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# What stands where somebody was to write a number: white space, dots, an ellipsis, underscores.
# Every repetition is bounded, so that a million dots cost no more than a million letters.
_BLANK = r"[\s.…_]{0,40}"
# Scans lose or turn the accent of năm most of all; between a month and a year nothing else stands.
_YEAR_WORD = "n[aăắằãâ]m"
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"

_FULL = rf"""
    (?:ngày\s{{0,8}})?
    (?P<day>[0-9]{{1,2}})\s{{0,3}}[/.\-–]\s{{0,3}}(?P<month>[0-9]{{1,2}})\s{{0,3}}[/.\-–]\s{{0,3}}
    (?P<year>{_YEAR})
"""
_WORDS = rf"""
    (?:ngày\s{{0,8}})?
    (?P<wday>[0-9]{{1,2}})[\s,]{{1,8}}tháng\s{{1,8}}(?P<wmonth>[0-9]{{1,2}}|(?=[.…_]))(?![0-9]){_BLANK}
    (?:,?\s{{0,8}}{_YEAR_WORD}\s{{1,8}}(?P<wyear>{_YEAR})|/\s{{0,3}}(?P<syear>{_YEAR}))
"""
_OPEN_SLASH = rf"""
    ngày{_BLANK}(?:/\s{{0,3}}(?P<omonth>[0-9]{{1,2}})?{_BLANK}/\s{{0,3}}(?P<oyear>{_YEAR}))
"""
_OPEN_WORDS = rf"""
    (?:ngày{_BLANK},?\s{{0,8}})?tháng{_BLANK}(?P<pmonth>[0-9]{{1,2}})?(?![0-9]){_BLANK}
    (?:,?\s{{0,8}}{_YEAR_WORD}\s{{0,8}}|[/\-–]\s{{0,3}})(?P<pyear>{_YEAR})
"""
_DAY_MONTH = r"""
    ngày\s{0,8}(?P<dday>[0-9]{1,2})
    (?:\s{0,3}[/\-–]\s{0,3}|[\s,]{1,8}tháng\s{1,8})(?P<dmonth>[0-9]{1,2})
    (?![0-9]|\s{0,3}[/\-–.]\s{0,3}[0-9])
"""
_DATE = re.compile(
    rf"(?:{_FULL}|{_WORDS}|{_OPEN_SLASH}|{_OPEN_WORDS}|{_DAY_MONTH})",
    re.VERBOSE,
)
# A search starts only where a date can start: a digit that no digit precedes, ngày or tháng.
_START = re.compile(
    r"[0-9nt](?:(?<=n)gày|(?<=t)háng|(?<![\w/.\-][0-9])(?<=[0-9])[0-9]?\s{0,3}(?:[/.\-–]|tháng))"
)

_DATELINE = re.compile(
    rf"""
    ngày{_BLANK}(?P<day>[0-9]{{1,2}})?(?![0-9]){_BLANK},?\s{{0,8}}
    tháng{_BLANK}(?P<month>[0-9]{{1,2}})?(?![0-9]){_BLANK},?\s{{0,8}}
    (?:{_YEAR_WORD}{_BLANK}(?P<year>{_YEAR})?)?
    """,
    re.VERBOSE,
)


class FoundDate(NamedTuple):
    """A date in a text: ``text[start:end]``, and what it says in ISO 8601 (None: an impossible one)."""

    start: int
    end: int
    iso: str | None


def iso(day: int | None, month: int | None, year: int | None) -> str | None:
    """A date in ISO 8601 as far as it is known.

    ``2026-05-16``, ``2026-05``, ``2026``; ``--05-16`` for a day of every year, ``--05`` for a month
    of every year. None where nothing can be said: no part is known, a day without a month, or a
    day or month that the calendar does not have (30/02, 29/02 of a common year, month 13).
    """
    if month is None:
        return f"{year:04d}" if year is not None and day is None else None
    if not 1 <= month <= 12:
        return None
    head = f"{year:04d}-" if year is not None else "--"
    if day is None:
        return f"{head}{month:02d}"
    if not 1 <= day <= days_in(month, year):
        return None
    return f"{head}{month:02d}-{day:02d}"


def days_in(month: int, year: int | None) -> int:
    """How many days a month has; February has 29 where the year is not known."""
    leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return 28 if month == 2 and not leap else _DAYS[month - 1]


def partial(day: int | None, month: int | None, year: int | None) -> str | None:
    """As :func:`iso`, but a day that its month does not have leaves the month (31/6/2026 → 2026-06)."""
    return iso(day, month, year) or (iso(None, month, year) if day is not None and year else None)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _read(match: re.Match[str]) -> FoundDate:
    group = match.groupdict()
    day = group["day"] or group["wday"] or group["dday"]
    month = group["month"] or group["wmonth"] or group["omonth"] or group["pmonth"] or group["dmonth"]
    year = group["year"] or group["wyear"] or group["syear"] or group["oyear"] or group["pyear"]
    parts = _number(day if month else None), _number(month), _number(year)
    return FoundDate(match.start(), match.end(), partial(*parts))


def match_date(lower: str, start: int) -> FoundDate | None:
    """The date that begins exactly at ``start`` (with ``ngày``, ``tháng`` or its first digit), or None."""
    match = _DATE.match(lower, start)
    return _read(match) if match else None


def find_dates(lower: str, start: int = 0) -> Iterator[FoundDate]:
    """All dates of a text in lower case, from ``start`` on, in order and without overlap.

    A day and month without a year is a date only after ``ngày``: ``20/06`` alone may be a fraction.
    """
    while candidate := _START.search(lower, start):
        found = match_date(lower, candidate.start())
        if found is None:
            start = candidate.start() + 1
            continue
        yield found
        start = found.end


def dateline(text: str) -> str | None:
    """The date of a dateline (địa danh và thời gian ban hành) as far as it is filled in.

    ``Láng, ngày tháng năm 2026`` gives ``2026``; emphasis marks around a number do not matter; None
    where the text has no ``ngày … tháng …`` and no other date with a year.
    """
    lower = text.lower().replace("*", "")
    match = _DATELINE.search(lower)
    if match:
        day, month, year = (_number(match[name]) for name in ("day", "month", "year"))
        if year is not None:
            return partial(day if month else None, month, year)
    return next((found.iso for found in find_dates(lower) if found.iso and found.iso[0] != "-"), None)
