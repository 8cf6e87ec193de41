"""Documents that a register knows otherwise (G): repealed, not in force yet, of another date or body.

Source: the register (``planparse/register.py``); Luật Ban hành văn bản quy phạm pháp luật 64/2025/QH15.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from extractors.citations.laws import key
from extractors.plan import Citation
from extractors.vietnamese.dates import days_in
from planparse.checks.documents import LAWS, inside_title, is_day, issuers_clash, label
from planparse.checks.model import Hit, Rule
from planparse.checks.subject import Subject
from planparse.register import Entry

_YEAR_IN = re.compile(r"/(?:19|20)[0-9]{2}/")
# A sentence that speaks of the end of a document knows it.
_KNOWS = re.compile(
    r"(?:thay\s{1,4}thế|bãi\s{1,4}bỏ|hết\s{1,4}hiệu\s{1,4}lực|sửa\s{1,4}đổi|trước\s{1,4}đây|trước\s{1,4}khi)"
    r"[^.;]{0,60}\Z"
)


def _window(subject: Subject) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day on which the plan may have been issued."""
    own = subject.meta.date
    if own and own[0] != "-":
        parts = [int(part) for part in own.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else None
        if len(parts) == 3:
            day = datetime.date(*parts)
            return day, day
        if month:
            return datetime.date(year, month, 1), datetime.date(year, month, days_in(month, year))
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    period = subject.meta.period
    if period and period.start:
        return datetime.date(period.start - 1, 7, 1), datetime.date(period.start, 12, 31)
    return None


def _entry(subject: Subject, citation: Citation) -> Entry | None:
    """The document that a citation means; None where the register does not know or several fit."""
    found = subject.register.of(citation)
    if len(found) > 1 and is_day(citation.date):
        found = tuple(e for e in found if e.date and e.date.isoformat() == citation.date)
    if len(found) != 1:
        return None
    entry = found[0]
    if citation.name or _YEAR_IN.search(entry.number):
        return entry
    # A number without a year begins anew each year, or each term: only its date makes it this document.
    if citation.date and entry.date and citation.date[:4] == str(entry.date.year):
        same = is_day(citation.date) and citation.date == entry.date.isoformat()
        return entry if same or not issuers_clash(citation.issuer, entry.issuer) else None
    return None


def _known(subject: Subject) -> Iterator[tuple[int, Citation, Entry]]:
    for position, citation in enumerate(subject.plan.citations):
        entry = _entry(subject, citation)
        if entry is not None:
            yield position, citation, entry


def _speaks_of_end(subject: Subject, citation: Citation) -> bool:
    start = citation.span.start
    return bool(_KNOWS.search(subject.lower[citation.span.block][max(0, start - 120) : start]))


def repealed(subject: Subject) -> Iterator[Hit]:
    """A document that was repealed or replaced when the plan was issued; names its successor."""
    window = _window(subject)
    if window is None:
        return
    told: set[str] = set()
    for position, citation in enumerate(subject.plan.citations):
        if citation.canonical in told:
            continue
        entry = _entry(subject, citation) or _last_of_name(subject, citation)
        if entry is None or not entry.ended_before(window[0]):
            continue
        if inside_title(subject, position) or _speaks_of_end(subject, citation):
            continue
        told.add(citation.canonical)
        yield _ended(subject, citation, entry)


def _ended(subject: Subject, citation: Citation, entry: Entry) -> Hit:
    arguments: dict[str, str | float] = {"document": label(citation)}
    if entry.replaced_by:
        arguments["successor"] = ", ".join(_named(subject, number) for number in _newest(subject, entry))
    if entry.valid_to:
        after = entry.valid_to + datetime.timedelta(days=1)
        arguments["day"] = f"{after.day}/{after.month}/{after.year}"
    if entry.replaced_by:
        variant = "replaced" if entry.valid_to else "replaced-undated"
    else:
        variant = "repealed" if entry.valid_to else "repealed-undated"
    return Hit(citation.span, arguments, variant=variant)


def _newest(subject: Subject, entry: Entry) -> tuple[str, ...]:
    """What stands in its place on the plan's day, over several replacements."""
    window = _window(subject)
    for _ in range(8):
        following = [e for number in entry.replaced_by for e in subject.register.numbered(number)]
        if len(following) != 1 or window is None or not following[0].ended_before(window[0]):
            break
        if not following[0].replaced_by:
            break
        entry = following[0]
    return entry.replaced_by


def _named(subject: Subject, number: str) -> str:
    entries = subject.register.numbered(number)
    title = entries[0].title if len(entries) == 1 else None
    return f"{title} ({number})" if title and len(title) < 60 else number


def _last_of_name(subject: Subject, citation: Citation) -> Entry | None:
    """The last law of a name that no law in force bears any more."""
    if citation.type not in LAWS or not citation.name or citation.number or citation.year or citation.date:
        return None
    window = _window(subject)
    same = subject.register.laws(citation.type, citation.name)
    if window is None or not same or not all(entry.ended_before(window[0]) for entry in same):
        return None
    return max(same, key=lambda entry: entry.date or datetime.date.min)


def not_yet(subject: Subject) -> Iterator[Hit]:
    """A document that was not in force yet when the plan was issued."""
    window = _window(subject)
    if window is None:
        return
    told: set[str] = set()
    for position, citation, entry in _known(subject):
        day = entry.valid_from
        if day is None or day <= window[1] or citation.canonical in told or inside_title(subject, position):
            continue
        told.add(citation.canonical)
        yield Hit(citation.span, {"document": label(citation), "day": f"{day.day}/{day.month}/{day.year}"})


def other_date(subject: Subject) -> Iterator[Hit]:
    """A document with another date than the register's."""
    told: set[tuple[str, str | None]] = set()
    for _, citation, entry in _known(subject):
        date = citation.date
        if date is None or date[0] == "-" or entry.date is None or (citation.canonical, date) in told:
            continue
        if not entry.date.isoformat().startswith(date):
            told.add((citation.canonical, date))
            day = entry.date
            right = f"{day.day}/{day.month}/{day.year}"
            written = "/".join(part.lstrip("0") for part in reversed(date.split("-")))
            yield Hit(citation.span, {"document": label(citation), "date": written, "right": right})


def other_issuer(subject: Subject) -> Iterator[Hit]:
    """A document with another issuer than the register's."""
    for _, citation, entry in _known(subject):
        if citation.type not in LAWS and issuers_clash(citation.issuer, entry.issuer):
            arguments = {
                "document": label(citation),
                "issuer": citation.issuer or "",
                "right": entry.issuer or "",
            }
            yield Hit(citation.span, arguments)


def _right_number(subject: Subject, citation: Citation) -> str | None:
    """The number of the law of that name, where the one that is cited is of the same year and no law's."""
    if citation.type not in LAWS or citation.year is None:
        return None
    same = subject.register.laws(citation.type, citation.name or "")
    found = [entry.number for entry in same if f"/{citation.year}/" in entry.number]
    return found[0] if len(found) == 1 and found[0] != citation.number else None


def other_name(subject: Subject) -> Iterator[Hit]:
    """A law whose number is another law's."""
    for citation in subject.plan.citations:
        if not citation.number or not citation.name or citation.rule == "amending-law":
            continue
        entry = _entry(subject, citation)
        if entry is None and (right := _right_number(subject, citation)) is not None:
            arguments = {"document": label(citation), "number": citation.number, "right": right}
            yield Hit(citation.span, arguments, "unknown")
        if entry is None or entry.law is None or entry.law[1] == key(citation.name):
            continue
        short = entry.law[1].startswith(key(citation.name))
        if not short:
            yield Hit(
                citation.span,
                {"document": label(citation), "number": citation.number, "right": entry.title or ""},
                "other",
            )


RULES = (
    Rule("G101", "cited-repealed", "warning", repealed),
    Rule("G102", "cited-not-in-force", "info", not_yet),
    Rule("G103", "register-date", "error", other_date),
    Rule("G104", "register-issuer", "warning", other_issuer),
    Rule("G105", "register-name", "error", other_name),
)
