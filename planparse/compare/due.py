"""Days and rhythms of two plans, held against each other."""

from __future__ import annotations

from collections.abc import Mapping

from planparse.compare.model import Effect

_HALF_A_YEAR = 6
# How often in a year; more often asks for more.
_TIMES: Mapping[str | None, int] = {"month": 12, "quarter": 4, "half-year": 2, "year": 1}


def compare_days(parent: str | None, local: str | None) -> Effect | None:
    """What another day makes of a duty: later or none is weaker, earlier stronger; None where it is the same.

    Days are ISO as far as they are said (``2026-01``), ``--06-20`` where they come back every year. A
    day that one side says more finely is not judged beyond what both say.
    """
    if parent is None or parent == local:
        return None
    if local is None:
        return "weaker"
    yearly = parent.startswith("--"), local.startswith("--")
    if yearly[0] != yearly[1]:
        # The yearly day against the day of one year: the month and the day tell.
        a, b = (day[2:] if day.startswith("--") else day[5:] for day in (parent, local))
        if not a or not b:
            return "unclear"
    else:
        a, b = parent, local
    if a.startswith(b) or b.startswith(a):
        return None
    # A report due in January is of the year that ended: between two days of the year the short way counts.
    round_ = all(yearly) and abs(_months(a) - _months(b)) > _HALF_A_YEAR
    return "weaker" if (b > a) != round_ else "stronger"


def _months(day: str) -> int:
    """The month of ``--06-20``; one that is not said counts as the middle of the year."""
    month = day[2:4]
    return int(month) if month.isdigit() else _HALF_A_YEAR


def compare_rhythms(parent: str | None, local: str | None) -> Effect | None:
    """What another rhythm makes of a report: less often is weaker; None where both are the same."""
    if parent is None or parent == local:
        return None
    if local is None:
        return "unclear"
    return "weaker" if _TIMES[local] < _TIMES[parent] else "stronger"
