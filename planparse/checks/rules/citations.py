"""Citations of documents (C1): one document said in two ways, and dates that cannot be.

Source: Nghị định 30/2020/NĐ-CP, annex I, part I, II.6 (viện dẫn: type, number, date, issuer, title).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations

from extractors.citations.laws import key
from extractors.plan import Citation
from extractors.vietnamese import dates
from planparse.checks.documents import (
    LAWS,
    by_symbol,
    dates_differ,
    is_day,
    issuers_clash,
    label,
    numbered,
    one_document,
    shown,
    symbol,
    title_of,
    titles_alike,
)
from planparse.checks.model import Hit, Rule
from planparse.checks.rules import citation_forms, legal_bases
from planparse.checks.subject import Subject

# More mentions of one number than this are not compared pairwise: a hostile text, no plan.
_MANY = 60
_YEAR_IN = re.compile(r"/((?:19|20)[0-9]{2})(?=/)")


def _first_conflicts(
    mentions: list[Citation], value: str, clash: Callable[[Citation, Citation], bool]
) -> Iterator[tuple[Citation, Citation]]:
    """Each later mention whose value differs from an earlier one's, once for each value."""
    said: set[str] = set()
    for index, later in enumerate(mentions[:_MANY]):
        told = getattr(later, value)
        if not told or told in said:
            continue
        for earlier in mentions[:index]:
            if getattr(earlier, value) and clash(earlier, later):
                yield earlier, later
                said.add(told)
                break


def two_dates(subject: Subject) -> Iterator[Hit]:
    """`Kế hoạch số 193/KH-UBND ngày 16/5/2026` and `… ngày 26/5/2026` of one body."""

    def clash(one: Citation, two: Citation) -> bool:
        return dates_differ(one.date, two.date) and one_document(subject, one, two)

    for mentions in by_symbol(list(numbered(subject))).values():
        for earlier, later in _first_conflicts(mentions, "date", clash):
            yield _dates_hit(earlier, later)
    laws: dict[str, list[Citation]] = {}
    for citation in subject.plan.citations:
        if citation.type in LAWS:
            laws.setdefault(citation.canonical, []).append(citation)
            if citation.number:
                laws.setdefault(symbol(citation.number), []).append(citation)
    told: set[tuple[str, str]] = set()
    for mentions in laws.values():
        for earlier, later in _first_conflicts(mentions, "date", lambda a, b: dates_differ(a.date, b.date)):
            if (earlier.id, later.id) not in told:
                told.add((earlier.id, later.id))
                yield _dates_hit(earlier, later)


def _dates_hit(earlier: Citation, later: Citation) -> Hit:
    told = {"document": label(later), "first": shown(earlier.date or ""), "second": shown(later.date or "")}
    return Hit(later.span, told, related=(earlier.span,))


def two_issuers(subject: Subject) -> Iterator[Hit]:
    """One number of one day, issued by two bodies."""

    def clash(one: Citation, two: Citation) -> bool:
        return is_day(one.date) and one.date == two.date and issuers_clash(one.issuer, two.issuer)

    for mentions in by_symbol(list(numbered(subject))).values():
        for earlier, later in _first_conflicts(mentions, "issuer", clash):
            told = {"document": label(later), "first": earlier.issuer or "", "second": later.issuer or ""}
            yield Hit(later.span, told, related=(earlier.span,))


def two_numbers(subject: Subject) -> Iterator[Hit]:
    """One document whose number is written in two ways: `68-NQ/TW` and `68/NQ-TW`, `193` and `139`."""
    if subject.plan.document.source.ocr:
        return
    days: dict[tuple[str, str], list[Citation]] = {}
    for citation in numbered(subject):
        if is_day(citation.date):
            days.setdefault((citation.type, citation.date or ""), []).append(citation)
    for mentions in days.values():
        told: set[str] = set()
        for one, two in combinations(mentions[:_MANY], 2):
            left, right = symbol(one.number or ""), symbol(two.number or "")
            if left == right or right in told or issuers_clash(one.issuer, two.issuer):
                continue
            serial = re.split(r"[-/]", left)[0] == re.split(r"[-/]", right)[0]
            alike = titles_alike(title_of(subject, one), title_of(subject, two))
            if (serial and _near(left, right) and alike is not False) or (alike and _near(left, right)):
                told.add(right)
                arguments = {"first": one.number or "", "second": two.number or "", "kind": two.type}
                yield Hit(two.span, arguments, related=(one.span,))
    yield from _law_numbers(subject)


def _near(left: str, right: str) -> bool:
    """Whether two symbols differ only in signs, one digit, or a year."""
    from rapidfuzz.distance import OSA

    bare = [re.sub(r"[-/]", "", _YEAR_IN.sub("", text)) for text in (left, right)]
    return OSA.distance(*bare) <= 1


def _law_numbers(subject: Subject) -> Iterator[Hit]:
    laws: dict[str, Citation] = {}
    for citation in subject.plan.citations:
        if citation.type not in LAWS or not citation.name or not citation.number:
            continue
        first = laws.setdefault(citation.canonical, citation)
        if symbol(first.number or "") != symbol(citation.number):
            arguments = {"first": first.number or "", "second": citation.number, "kind": citation.type}
            yield Hit(citation.span, arguments, related=(first.span,))


def law_two_years(subject: Subject) -> Iterator[Hit]:
    """`Luật Việc làm năm 2013` and `Luật Việc làm năm 2025` in one plan."""
    years: dict[str, dict[int, Citation]] = {}
    for citation in subject.plan.citations:
        if citation.type not in LAWS or not citation.name or citation.rule == "amending-law":
            continue
        year = citation.year or (
            int(citation.date[:4]) if citation.date and citation.date[0] != "-" else None
        )
        if year is None:
            continue
        seen = years.setdefault(f"{citation.type}:{key(citation.name)}", {})
        if seen and year not in seen:
            before, first = next(iter(seen.items()))
            arguments = {"law": label(citation), "first": str(before), "second": str(year)}
            yield Hit(citation.span, arguments, related=(first.span,))
        seen.setdefault(year, citation)


def number_and_date(subject: Subject) -> Iterator[Hit]:
    """`49/2020/NĐ-CP ngày 17/4/2019`: the number is of another year than the date."""
    for citation in subject.plan.citations:
        year = citation.number and _YEAR_IN.search(citation.number)
        if year and citation.date and citation.date[0] != "-" and citation.date[:4] != year[1]:
            yield Hit(
                citation.span,
                {"document": label(citation), "year": year[1], "date": shown(citation.date)},
            )


def impossible_date(subject: Subject) -> Iterator[Hit]:
    """A document dated on a day that the calendar does not have: 31/6/2026."""
    for citation in subject.plan.citations:
        for wrong in impossible_dates(citation.text.lower()):
            yield Hit(citation.span, {"document": label(citation), "date": wrong[2]})


_WRITTEN = re.compile(
    r"""
    (?<![\w/.,\-])(?P<lead>ngày\s{0,4})?(?P<day>[0-9]{1,2})
    (?: \s{0,2}[/.\-]\s{0,2}(?P<month>[0-9]{1,2})(?:\s{0,2}[/.\-]\s{0,2}(?P<year>(?:19|20)[0-9]{2}))?
      | [\s,]{1,4}tháng\s{1,4}(?P<wmonth>[0-9]{1,2})(?:,?\s{1,4}năm\s{1,4}(?P<wyear>(?:19|20)[0-9]{2}))? )
    (?![\w/]|[.,\-][0-9])
    """,
    re.VERBOSE,
)


def impossible_dates(lower: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and wording of each written date that does not exist; without a year only after `ngày`."""
    for match in _WRITTEN.finditer(lower):
        month = int(match["month"] or match["wmonth"])
        year = match["year"] or match["wyear"]
        if not year and not match["lead"]:
            continue
        day = int(match["day"])
        if dates.iso(day, month, int(year) if year else None) is None:
            start = match.start("day")
            yield start, match.end(), " ".join(lower[start : match.end()].split())


_MONTH = re.compile(
    r"(?<!\w)tháng\s{1,4}(?P<month>1[3-9]|[2-9][0-9]|0{1,2})(?:\s?/\s?|\s{1,4}năm\s{1,4})(?P<year>20[0-9]{2})(?!\w)"
)


def impossible_months(lower: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and wording of each month that no year has: `tháng 13/2026`."""
    for match in _MONTH.finditer(lower):
        yield match.start(), match.end(), " ".join(match[0].split())


def after_the_plan(subject: Subject) -> Iterator[Hit]:
    """A document dated later than the plan that cites it."""
    own = subject.meta.date
    if not own or own[0] == "-":
        return
    for citation in subject.plan.citations:
        if is_own_number(subject, citation):
            continue
        date = citation.date if citation.date and citation.date[0] != "-" else None
        if date is None and citation.year and citation.type not in LAWS:
            date = str(citation.year)
        if date is None:
            continue
        size = min(len(date), len(own))
        if date[:size] > own[:size]:
            arguments = {"document": label(citation), "date": shown(date), "own": shown(own)}
            yield Hit(citation.span, arguments)


def is_own_number(subject: Subject, citation: Citation) -> bool:
    """Whether a mention is of the plan itself: `(Kèm theo Kế hoạch số 08/KH-UBND ngày …)` over its annex."""
    own, number = subject.meta.number, citation.number
    return bool(own and number and symbol(own) == symbol(number) and _is_own_type(subject, citation))


def _is_own_type(subject: Subject, citation: Citation) -> bool:
    kind = subject.meta.document_type
    return kind is None or kind == citation.type


def own_date(subject: Subject) -> Iterator[Hit]:
    """The note over an annex gives the plan another date than its dateline."""
    own = subject.meta.date
    for citation in subject.plan.citations:
        if (
            subject.zones[citation.span.block] in ("appendix", "closing")
            and is_own_number(subject, citation)
            and not issuers_clash(citation.issuer, subject.meta.issuer)
            and dates_differ(own, citation.date)
        ):
            arguments = {
                "document": label(citation),
                "date": shown(citation.date or ""),
                "own": shown(own or ""),
            }
            yield Hit(citation.span, arguments, "date")
    yield from _own_number(subject)


_ATTACHED = re.compile(r"\(?\s*kèm theo\s+\Z")


def _own_number(subject: Subject) -> Iterator[Hit]:
    """`(Kèm theo Kế hoạch số 74/KH-UBND …)` over the annex of plan 47/KH-UBND."""
    own = subject.meta.number
    for citation in subject.plan.citations:
        low = subject.lower[citation.span.block]
        if (
            own
            and citation.number
            and subject.zones[citation.span.block] in ("appendix", "closing")
            and _ATTACHED.search(low, 0, citation.span.start)
            and _is_own_type(subject, citation)
            and symbol(own) != symbol(citation.number)
            and symbol(own).partition("/")[2] == symbol(citation.number).partition("/")[2]
        ):
            yield Hit(citation.span, {"document": label(citation), "own": own}, "number")


RULES = (
    Rule("C101", "cited-two-dates", "error", two_dates),
    Rule("C102", "cited-two-issuers", "warning", two_issuers),
    Rule("C103", "cited-two-numbers", "warning", two_numbers),
    Rule("C104", "law-two-years", "warning", law_two_years),
    Rule("C105", "number-year-date", "error", number_and_date),
    Rule("C106", "cited-impossible-date", "error", impossible_date),
    Rule("C107", "cited-after-plan", "error", after_the_plan),
    Rule("C108", "own-date-differs", "error", own_date),
    *citation_forms.RULES,
    *legal_bases.RULES,
)
