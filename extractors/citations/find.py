"""Finding mentions in one text: laws by name, documents by symbol or number.

A document's số, ký hiệu (Nghị định 30/2020/NĐ-CP, annex I) is a number, a slash, and abbreviations; a
party symbol (Hướng dẫn 36-HD/VPTW) has its type after a dash and its issuer after a slash. Every number of
a text is looked at once; what stands before it says whether it is a document's, what stands after it gives
date and issuer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from extractors.citations import issuers, laws, pinpoints
from extractors.citations.mentions import Mention
from extractors.citations.types import type_of_symbol, types
from extractors.vietnamese import dates

_CAPITAL = "A-ZĐÐĂÂÊÔƠƯ"
# One abbreviation of a symbol: capitals, with at most two small letters in a row (TTg, CTr, QyĐ).
_PART = rf"[{_CAPITAL}](?:[{_CAPITAL}0-9&]|[a-zđ](?![a-zđ]{{2}})){{0,19}}(?!\w)"
_LOOSE_PART = r"[^\W\d_][\w&]{0,19}"
# Between abbreviations; the dash may stand between blanks or be lost before a body that all know.
_JOINT = r"(?:[-–_/]|\s{0,2}[-–]\s{0,8}(?=[A-ZĐ]{2})|\s(?=(?:UBND|HĐND|CP|TTg)(?!\w)))"


def _symbol(part: str) -> str:
    return rf"""
    (?:
      \s{{0,3}}/\s{{0,8}} (?:(?P<year>(?:19|20)[0-9]{{2}})\s{{0,3}}/\s{{0,3}})?
      (?P<state> {part} (?:{_JOINT}(?:{part}|[0-9]{{1,3}}(?![\w/]))){{0,4}})
    | (?:\s{{0,3}}[-–]\s{{0,3}}|\s(?=(?:NQ|CT|KL|QĐ|KH|HD|ĐA|CTr)/T[WU]))
      (?P<party> {part}\s{{0,2}}/\s{{0,8}}{part} (?:[-–/]{part}){{0,3}})
    )
    """


# The first digit carries the lookbehind: so a search runs from digit to digit and does not try every letter.
_SERIAL = r"""
    (?P<serial>[0-9](?:(?<![\w/.,][0-9])|(?<=ố[0-9]))[0-9]{0,5}(?:\.[0-9]{1,4}(?=\s{0,3}/))?[A-Za-zđĐ]?)(?![0-9])
"""
_NUMBER = re.compile(_SERIAL + rf"(?:{_symbol(_PART)})?", re.VERBOSE)
_LOOSE = re.compile(_SERIAL + _symbol(_LOOSE_PART), re.VERBOSE)
_SHORT_YEAR = re.compile(r"\s?/\s?(?P<year>(?:19|20)[0-9]{2})(?![0-9]|\s?[/\-–])")
_YEAR_IN = re.compile(r"/((?:19|20)[0-9]{2})(?=/)")
_SPACE = re.compile(r"\s+")

LOOK_BACK = 72
_BLANKS = " \t\xa0\n:.(*"

_MARK = re.compile(r"[\s,(:]{0,6}số[\s:.]{0,8}(?=[0-9])")
_BARE_MARK = re.compile(r"(?<!\w)số[\s:.]{0,8}\Z")
_DATE_LEAD = re.compile(
    r"[\s*]{0,6}[,(]?\s{0,4}(?:(?:được\s{1,4})?(?:ký|ban\s{1,4}hành|đề)\s{1,4})?(?=[0-9]|ngày|tháng|năm\s)"
)
_LONE_YEAR = re.compile(r"năm\s{1,4}(?P<year>(?:19|20)[0-9]{2})(?![0-9/]|\s?[-–])")
# `của` is sometimes left out before a body of the centre: `ngày 31/01/2024 Bộ Chính trị`.
_OF = re.compile(r"[\s*]{0,4},?\s{0,4}(?:(?:của|do)\s{1,4}|(?<=\s)(?=[btqcuh]))")
_LAW_YEAR = re.compile(r"(?:,?\s{1,4}năm)?\s{1,4}(?P<year>(?:19|20)[0-9]{2})(?![0-9/]|\s?[-–]\s?[0-9])")
# A symbol that breaks off: its next part stands on another line or is not readable.
_CUT = re.compile(r"\s{0,2}[-–/]")
_LINE_START = re.compile(r"(?:\A|\n)[^\S\n]*\Z")
_LINE_END = re.compile(r"[^\S\n]{0,200}(?:\n|\Z)")
_TOGETHER = re.compile(r"\s?[,;]\s{1,4}|\s{1,4}(?:và|[-–])\s{1,4}(?=\w)")
# What may follow a number without symbol: the end of the mention, never the noun that is being counted.
_GOES_ON = re.compile(
    r"\s{0,2}(?:[,;.:)”\"*]|\Z|\n|\s(?:của|về|ngày|và|nêu|này|đã|được|là|năm|trên|do|thì|cũng|nói|hoặc|có|theo|tại|với|kèm|ban\shành)(?!\w))"
)


class _Left(NamedTuple):
    """What stands before a number: the type, where it starts, whether ``số`` marks the number."""

    start: int
    type: str | None
    marked: bool


class _Tail(NamedTuple):
    """What stands after a number: the end of date and issuer, and what they say."""

    end: int
    date: str | None
    issuer: str | None


def find(text: str, lower: str) -> list[Mention]:
    """The mentions of one text, in order; ``lower`` is the text in lower case with equal offsets."""
    found = list(_find_laws(text, lower)) if _may_name_law(lower) else []
    found += _find_numbered(text, lower, [(m.start, m.end) for m in found])
    if len(found) > 1:
        found.sort(key=lambda mention: (mention.start, -mention.end))
        # `Luật Luật 57-NQ/TW`: what begins inside another mention is read once.
        kept = found[:1]
        kept += [mention for before, mention in pairwise(found) if mention.start >= before.end]
        found = kept
    return found


def _may_name_law(lower: str) -> bool:
    return "luật" in lower or "pháp lệnh" in lower or "hiến pháp" in lower


def _find_laws(text: str, lower: str) -> Iterator[Mention]:
    for law in laws.find_laws(text, lower):
        end, number, year, confidence = law.end, None, None, _LAW_CONFIDENCE[law.rule]
        mark = _MARK.match(lower, end)
        symbol = _NUMBER.match(text, mark.end()) if mark else None
        if symbol and symbol["state"]:
            end = symbol.end()
            number = _tight(symbol[0])
            year = _year(number)
            confidence = max(confidence, 0.95)
        else:
            given = _LAW_YEAR.match(lower, end)
            if given:
                end, year = given.end(), int(given["year"])
        tail = _tail(text, lower, end, law=True)
        end = _closed(text, law.start, tail.end)
        pin = pinpoints.before(text, lower, law.start)
        yield Mention(
            start=pin.start if pin else law.start,
            end=end,
            type=law.type,
            number=number,
            name=law.name,
            year=year,
            date=tail.date,
            issuer=tail.issuer,
            pinpoint=pin.parts if pin else None,
            rule=law.rule,
            confidence=confidence,
        )


_LAW_CONFIDENCE = {
    "law-by-name": 0.97,
    "law-by-name-small": 0.9,
    "law-by-short-name": 0.85,
    "law-in-list": 0.75,
    "law-by-grammar": 0.8,
    "amending-law": 0.9,
    "constitution": 0.85,
}


def _find_numbered(text: str, lower: str, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    quick = ("số", *types().last_syllables)
    position = 0
    index = 0
    while match := _NUMBER.search(text, position):
        start = match.start()
        position = match.end()
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        if index < len(taken) and taken[index][0] <= start:
            position = taken[index][1]
            continue
        symbol = bool(match["state"] or match["party"])
        before = start
        while before and lower[before - 1] in _BLANKS and start - before < 12:
            before -= 1
        near = lower.endswith(quick, max(0, before - 12), before)
        if not symbol and not near:
            continue
        left = _left(lower, start) if near else _Left(start, None, False)
        if not symbol and left.marked and left.type:
            loose = _LOOSE.match(text, start)
            if loose:
                match, symbol = loose, True
        mention = _by_symbol(text, lower, match, left) if symbol else _by_number(text, lower, match, left)
        if mention is not None:
            yield mention
            position = max(position, mention.end)


def _left(lower: str, start: int) -> _Left:
    window = lower[max(0, start - LOOK_BACK) : start]
    match = types().before.search(window)
    if match:
        name = " ".join(match["type"].split())
        return _Left(start - len(window) + match.start("type"), name, bool(match["mark"]))
    mark = _BARE_MARK.search(window)
    return _Left(start - len(window) + mark.start(), None, True) if mark else _Left(start, None, False)


def _by_symbol(text: str, lower: str, match: re.Match[str], left: _Left) -> Mention | None:
    symbol = match["state"] or match["party"]
    parts = re.split(r"[\s\-–_/]+", symbol)
    meant = type_of_symbol(parts)
    kind, confidence = left.type, 0.98
    if kind is None:
        # A công văn has no type in its symbol: cơ quan, then đơn vị soạn thảo (3862/SNV-VLATLĐ).
        if meant is None and (not left.marked or len(parts) < 2 or len(parts[0]) < 2):
            return None
        if _is_own_number(text, left.start, match.end()):
            return None
        kind = meant or "công văn"
        confidence = 0.93 if meant and len(parts) > 1 else 0.75
    elif meant and kind.startswith(meant):
        # `Chương trình hành động số 12-CTr/TU`: the symbol says what it is.
        kind = meant
    elif meant and meant != kind:
        confidence = 0.95
    if _CUT.match(text, match.end()):
        confidence = 0.6
    number = _tight(match[0])
    tail = _tail(text, lower, match.end(), joint="liên tịch" in kind or "phối hợp" in kind)
    pin = pinpoints.before(text, lower, left.start)
    return Mention(
        start=pin.start if pin else left.start,
        end=_closed(text, left.start, tail.end),
        type=kind,
        number=number,
        name=None,
        year=_year(number),
        date=tail.date,
        issuer=tail.issuer,
        pinpoint=pin.parts if pin else None,
        rule="party-symbol" if match["party"] else "state-symbol",
        confidence=confidence,
    )


def _by_number(text: str, lower: str, match: re.Match[str], left: _Left) -> Mention | None:
    if left.type is None:
        return None
    allowed = types().bare[left.type]
    if allowed == "symbol" or (allowed == "marked" and not left.marked):
        return None
    end, number = match.end("serial"), match["serial"]
    year = None
    short = _SHORT_YEAR.match(lower, end)
    if short and (left.marked or allowed == "free"):
        end, year = short.end(), int(short["year"])
        number = f"{number}/{year}"
    if not _GOES_ON.match(lower, end):
        return None
    if not left.marked:
        capital = text[left.start].isupper()
        looks_like_year = len(number) == 4 and number[:2] in ("19", "20")
        if not capital or looks_like_year:
            return None
        counted = _counts_years(lower, end)
        if counted:
            return None
    tail = _tail(text, lower, end)
    pin = pinpoints.before(text, lower, left.start)
    return Mention(
        start=pin.start if pin else left.start,
        end=_closed(text, left.start, tail.end),
        type=left.type,
        number=number,
        name=None,
        year=year,
        date=tail.date,
        issuer=tail.issuer,
        pinpoint=pin.parts if pin else None,
        rule="number-only" if left.marked else "number-unmarked",
        confidence=0.92 if left.marked else 0.8,
    )


def _counts_years(lower: str, end: int) -> bool:
    """``Kế hoạch 5 năm 2026 - 2030`` counts years, ``Nghị quyết 68 năm 2025`` does not."""
    return bool(re.match(r"\s{1,4}năm(?!\s{1,4}(?:19|20)[0-9]{2}(?!\s?[-–]))", lower[end : end + 20]))


def _joint_issuers(text: str, lower: str, end: int) -> int:
    """Documents that several bodies issue together (liên tịch): `của Bộ Nội vụ, Bộ Tài chính và Bộ Y tế`."""
    for _ in range(6):
        gap = _TOGETHER.match(lower, end)
        stop = issuers.issuer_end(text, lower, gap.end()) if gap and text[gap.end()].isupper() else None
        if stop is None:
            break
        end = stop
    return end


def _tail(text: str, lower: str, end: int, law: bool = False, joint: bool = False) -> _Tail:
    """Date and issuer after a mention, in either order, each at most once."""
    date = issuer = None
    dated = False
    for _ in range(2):
        lead = None if dated else _DATE_LEAD.match(lower, end)
        if lead:
            found = dates.match_date(lower, lead.end())
            year = None if found or law else _LONE_YEAR.match(lower, lead.end())
            if found and not (found.iso and found.iso[0] == "-" and lower[lead.end()] != "n"):
                end, date, dated = found.end, found.iso, True
                if "(" in lead[0] and lower[end : end + 1] == ")":
                    end += 1
            elif year:
                end, date, dated = year.end(), year["year"], True
        of = None if issuer else _OF.match(lower, end)
        if of:
            central = law or not of[0].strip(" *,\t\n")
            stop = (issuers.central_end if central else issuers.issuer_end)(text, lower, of.end())
            if stop is not None:
                stop = _joint_issuers(text, lower, stop) if joint else stop
                issuer = issuers.written_out(text[of.end() : stop])
                end = stop
    return _Tail(end, date, issuer)


def _closed(text: str, start: int, end: int) -> int:
    """The end with the bracket that was opened inside the mention."""
    stretch = text[start:end]
    return end + 1 if stretch.count("(") > stretch.count(")") and text[end : end + 1] == ")" else end


def _is_own_number(text: str, start: int, end: int) -> bool:
    """``Số: 32/KH-UBND`` alone on its line is the number of the document itself."""
    before = text[max(0, start - 40) : start]
    if start > 40 and "\n" not in before:
        return False
    return bool(_LINE_START.search(before)) and bool(_LINE_END.match(text, end))


def _tight(number: str) -> str:
    return _SPACE.sub("", number)


def _year(number: str) -> int | None:
    match = _YEAR_IN.search(number)
    return int(match[1]) if match else None
