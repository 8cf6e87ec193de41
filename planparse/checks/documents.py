"""Mentions of documents for the rules on citations: what stands around each, and which are one document.

Numbers begin anew: those of state bodies each year and for each body, those of the party each term
(Nghị định 30/2020/NĐ-CP, annex I, part I, II.3; Quy định 66-QĐ/TW). Two mentions of one number are one
document only where nothing speaks for two.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import tomli

from extractors.citations.issuers import written_out
from extractors.document import Span
from extractors.plan import Citation
from extractors.vietnamese.text import fold_word, fold_words
from planparse.checks.subject import Subject

LAWS = ("luật", "bộ luật", "pháp lệnh")
_LONGEST_TITLE = 400
_TITLE_END = re.compile(r"[;\n]|\.(?=\s|\Z)|”|\)(?=[,.;\s])")
_TERM = re.compile(r"[\s(]{1,3}khóa\s+\w+\)?|\s+nước\s+cộng\s+hòa.*")
_HEAD = re.compile(
    r"(?:chủ tịch |thường trực |văn phòng )?(?P<state>ủy ban nhân dân|hội đồng nhân dân)|"
    r"(?P<party>ban thường vụ|ban chấp hành đảng bộ|tỉnh ủy|thành ủy|huyện ủy|thị ủy|quận ủy|đảng ủy)|"
    r"(?:bộ trưởng |giám đốc |thứ trưởng )?(?P<field>bộ|sở|phòng|chi cục|cục|tổng cục|ban)\s"
)
_LEVEL = re.compile(r"(?<!\w)(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)(?!\w|\sủy)")
_LEVEL_OF_PARTY = {
    "tỉnh ủy": "tỉnh", "thành ủy": "thành phố", "huyện ủy": "huyện", "thị ủy": "thị xã", "quận ủy": "quận",
}  # fmt: skip
_ABBREVIATION = re.compile(r"[A-ZĐ&]{2,}")
# Symbols that every body of their kind uses: only date and issuer tell two such documents apart.
_COMMON = re.compile(r"(?:UBND|HĐND|HU|TU|ĐU|QU|TXU|UB|VP|BCĐ|BCH|MTTQ)(?:\W|\Z)")


@cache
def knowledge() -> dict[str, Any]:
    """The table ``data/citations.toml`` beside this module."""
    text = (Path(__file__).parent / "data" / "citations.toml").read_text(encoding="utf-8")
    return tomli.loads(text)


@cache
def _title_start() -> re.Pattern[str]:
    words = "|".join(knowledge()["bodies"]["titles"])
    return re.compile(rf"[\s,]{{0,4}}[(“\"]?\s{{0,2}}(?=(?:{words})(?!\w))")


def symbol(number: str) -> str:
    """A số, ký hiệu for comparison: capitals, no blanks, one kind of dash, no leading zeros."""
    joined = "".join(number.split()).replace("–", "-").replace("_", "-")
    return "/".join(fold_word(part).upper() for part in joined.split("/")).lstrip("0")


def numbered(subject: Subject) -> Iterator[Citation]:
    """The mentions that give a whole symbol, laws left out."""
    return (c for c in subject.plan.citations if c.number and "/" in c.number and c.type not in LAWS)


def stretches(subject: Subject) -> dict[int, list[tuple[int, int]]]:
    """Where the mentions of each block begin and end, in order."""
    found: dict[int, list[tuple[int, int]]] = {}
    for citation in subject.plan.citations:
        found.setdefault(citation.span.block, []).append((citation.span.start, citation.span.end))
    return found


def inside(stretches_of_block: Sequence[tuple[int, int]], position: int) -> bool:
    """Whether a position lies in one of the stretches of its block."""
    index = bisect_right(stretches_of_block, (position, sys.maxsize)) - 1
    return index >= 0 and position < stretches_of_block[index][1]


def title_span(subject: Subject, citation: Citation) -> Span | None:
    """The trích yếu that follows a mention in its sentence (`về …`, `ban hành …`); None where none does."""
    block, end = citation.span.block, citation.span.end
    low = subject.lower[block]
    lead = _title_start().match(low, end)
    if lead is None:
        return None
    stop = _TITLE_END.search(low, lead.end(), end + _LONGEST_TITLE)
    return subject.span(block, lead.end(), stop.start() if stop else min(len(low), end + _LONGEST_TITLE))


def title_of(subject: Subject, citation: Citation) -> str:
    """The trích yếu, folded; empty where there is none."""
    span = title_span(subject, citation)
    return "" if span is None else " ".join(fold_words(subject.text_of(span)).split())


def inside_title(subject: Subject, position: int) -> bool:
    """Whether the mention at that position stands in the trích yếu of the one before it."""
    citations = subject.plan.citations
    here = citations[position].span
    for before in reversed(citations[max(0, position - 3) : position]):
        if before.span.block != here.block:
            return False
        span = title_span(subject, before)
        if span is not None and span.start <= here.start < span.end:
            return True
    return False


def titles_alike(left: str, right: str) -> bool | None:
    """Whether two trích yếu say the same; None where one of them is too short to tell."""
    from rapidfuzz import fuzz

    shorter = min(len(left.split()), len(right.split()))
    if shorter < 4:
        return None
    size = min(len(left), len(right))
    return fuzz.ratio(left[:size], right[:size]) >= 85


def is_day(date: str | None) -> bool:
    """Whether a date names one day of one year."""
    return date is not None and len(date) == 10 and date[0] != "-"


def dates_differ(left: str | None, right: str | None) -> bool:
    """Whether two dates, each said as far as it is, cannot be one."""
    if not left or not right or "-" in (left[0], right[0]):
        return False
    return not (left.startswith(right) or right.startswith(left))


def shown(date: str) -> str:
    """A date as plans write it: `16/5/2026`, `5/2026`, `2026`."""
    parts = [part.lstrip("0") for part in date.split("-")]
    return "/".join(reversed(parts))


@lru_cache(maxsize=4096)
def _body(issuer: str) -> tuple[str, str | None, str]:
    """Of an issuer: what kind of body, its level, and its place or field, all folded."""
    name = _TERM.sub("", " ".join(fold_words(written_out(issuer)).split()))
    bodies = knowledge()["bodies"]
    name = bodies["same"].get(name, name)
    if name in bodies["centre"]:
        return name, "central", ""
    head = _HEAD.match(name)
    kind = next((value for value in head.groups() if value), name) if head else name
    if head and head["party"]:
        level = next((lv for party, lv in _LEVEL_OF_PARTY.items() if party in name), None)
        kind = "đảng"
    else:
        level = None
    last = _LEVEL.search(name)
    if last is None:
        place = name[head.end() :] if head and head["field"] else ""
        return kind, level, place.strip(" -,")
    # The field of a department stands before the level, the place behind it.
    if head and head["field"]:
        return kind, level or last[0], name[head.end() : last.start()].strip(" -,")
    return kind, level or last[0], name[last.end() :].strip(" -,")


def issuers_clash(left: str | None, right: str | None) -> bool:
    """Whether two names cannot be of one body: another kind, level, place or field.

    `UBND thành phố` and `Chủ tịch UBND thành phố Vân Hải` do not clash; an abbreviation clashes with none.
    """
    if not left or not right:
        return False
    (kind, level, rest), (kind2, level2, rest2) = _body(left), _body(right)
    if "central" in (level, level2):
        return kind != kind2
    if kind != kind2:
        known = ("ủy ban nhân dân", "hội đồng nhân dân", "đảng", "bộ", "sở", "phòng")
        return kind in known and kind2 in known
    if level and level2 and level != level2:
        return True
    if not rest or not rest2 or rest.startswith(rest2) or rest2.startswith(rest):
        return False
    if kind in ("bộ", "sở", "phòng", "ban", "cục", "chi cục", "tổng cục"):
        from rapidfuzz import fuzz

        short = _ABBREVIATION.search(left[2:]) or _ABBREVIATION.search(right[2:])
        return not short and fuzz.token_set_ratio(rest, rest2) < 70
    return True


def tells_issuer(number: str) -> bool:
    """Whether a symbol belongs to one body of the country (QĐ-TTg, TT-BTC), not to one of each place."""
    tail = number.partition("/")[2] or number
    return not _COMMON.search(tail.upper())


def _term(date: str, central: bool) -> int:
    """The year in which the term of the party began that a day belongs to (Điều lệ Đảng, article 13)."""
    year, month = int(date[:4]), int(date[5:7])
    start, first = (1, 2) if central else (0, 7)
    term = year - (year - start) % 5
    return term - 5 if year == term and month < first else term


def _same_series(left: Citation, right: Citation) -> bool:
    """Whether two dated mentions of one number fall into one run of numbers."""
    assert left.date and right.date
    if left.year or (left.date[:4] == right.date[:4]):
        return True
    if left.rule == "party-symbol" and is_day(left.date) and is_day(right.date):
        central = (left.number or "").upper().endswith(("TW", "TƯ"))
        return _term(left.date, central) == _term(right.date, central)
    return False


def one_document(subject: Subject, left: Citation, right: Citation) -> bool:
    """Whether two mentions of one number with different dates mean one document, one date being wrong."""
    if issuers_clash(left.issuer, right.issuer) or not left.date or not right.date:
        return False
    alike = titles_alike(title_of(subject, left), title_of(subject, right))
    known = tells_issuer(left.number or "") or bool(left.issuer and right.issuer)
    if _same_series(left, right):
        return known or alike is True or _slip(left.date, right.date)
    return alike is True or (alike is None and known and left.date[4:] == right.date[4:])


def _slip(left: str, right: str) -> bool:
    """Whether two days differ in one digit only, or by two that changed places."""
    from rapidfuzz.distance import OSA

    return OSA.distance(left.replace("-", ""), right.replace("-", "")) == 1


def by_symbol(citations: Sequence[Citation]) -> dict[tuple[str, str], list[Citation]]:
    """The mentions by type and symbol, each list in the order of the plan."""
    groups: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations:
        groups.setdefault((citation.type, symbol(citation.number or "")), []).append(citation)
    return groups


def label(citation: Citation) -> str:
    """Type and number (or name) of a mention, as a sentence names it: `Kế hoạch số 193/KH-UBND`."""
    kind = citation.type[:1].upper() + citation.type[1:]
    if citation.name:
        return f"{kind} {citation.name}" if citation.type in LAWS else f"{kind} {citation.number}"
    return f"{kind} số {citation.number}" if citation.number else kind
