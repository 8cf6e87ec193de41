"""Which mentions are of one document: a canonical key for each, and the first full mention of each.

A state document is known by its type and symbol. Party numbers start anew with each term, so a party document
is known by its symbol and the term in which it was issued. A law is known by its name and year, else by its
number. A short mention (``Kế hoạch 193``, ``Luật Việc làm``) belongs to the full one of the same text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.citations import laws
from extractors.citations.mentions import Mention
from extractors.vietnamese.text import fold_word

SHORT = frozenset(("number-only", "number-unmarked"))
LAWS = frozenset(("luật", "bộ luật", "pháp lệnh"))
# The number that a short mention gives: `193`, or with its year `116/2021`.
_SERIAL = re.compile(r"0*(?P<number>[0-9]+(?:\.[0-9]+)?[A-ZĐ]?)(?:/[0-9]{4}(?=/))?")


_CONGRESS = re.compile(r"(?:khóa|khoá)\s+([xiv]+)", re.IGNORECASE)
_FIRST_YEARS = {"X": 2006, "XI": 2011, "XII": 2016, "XIII": 2021, "XIV": 2026, "XV": 2031}


class Resolved(NamedTuple):
    """The canonical key of a mention and the index of the full mention that it shortens."""

    canonical: str
    refers_to: int | None


def resolve(mentions: Sequence[Mention]) -> list[Resolved]:
    """One answer for each mention, in the same order."""
    keys = _keys(mentions)
    first: dict[str, int] = {}
    for index, (mention, key) in enumerate(zip(mentions, keys, strict=True)):
        held = first.get(key)
        if held is None or (not _is_full(mentions[held]) and _is_full(mention)):
            first[key] = index
    return [
        Resolved(key, full if (full := first[key]) < index and _shorter(mention, mentions[full]) else None)
        for index, (mention, key) in enumerate(zip(mentions, keys, strict=True))
    ]


def _keys(mentions: Sequence[Mention]) -> list[str]:
    dated: dict[str, str] = {}
    by_serial: dict[tuple[str, str], str] = {}
    by_name: dict[str, str] = {}
    by_law_number: dict[str, str] = {}
    for mention in mentions:
        key = _own_key(mention)
        if mention.type in LAWS:
            if mention.name and _law_year(mention):
                by_name.setdefault(laws.key(mention.name), key)
                if mention.number:
                    by_law_number.setdefault(_symbol(mention.number), key)
        elif mention.number:
            symbol = _symbol(mention.number)
            if "#" in key:
                dated.setdefault(f"{mention.type}:{symbol}", key)
            if "/" in symbol:
                serial = _SERIAL.match(symbol)
                if serial and serial.end() < len(symbol):
                    by_serial.setdefault((mention.type, serial["number"]), key)
                    by_serial.setdefault((mention.type, serial[0]), key)
    return [_final_key(mention, dated, by_serial, by_name, by_law_number) for mention in mentions]


def _final_key(
    mention: Mention,
    dated: dict[str, str],
    by_serial: dict[tuple[str, str], str],
    by_name: dict[str, str],
    by_law_number: dict[str, str],
) -> str:
    key = _own_key(mention)
    if mention.type in LAWS:
        if mention.number and not mention.name:
            return by_law_number.get(_symbol(mention.number), key)
        if mention.name and _law_year(mention) is None:
            return by_name.get(laws.key(mention.name), key)
        return key
    if mention.rule in SHORT and mention.number:
        symbol = _symbol(mention.number)
        key = by_serial.get((mention.type, symbol), by_serial.get((mention.type, symbol.lstrip("0")), key))
    return dated.get(key, key)


def _own_key(mention: Mention) -> str:
    if mention.type in LAWS and mention.name:
        year = _law_year(mention)
        return f"{mention.type}:{laws.key(mention.name)}" + (f":{year}" if year else "")
    if mention.number is None:
        return f"{mention.type}:{mention.year or ''}".rstrip(":")
    key = f"{mention.type}:{_symbol(mention.number)}"
    term = _term(mention) if mention.rule == "party-symbol" else None
    return f"{key}#{term}" if term else key


def _law_year(mention: Mention) -> int | None:
    """The year of a law: given with its name or number, else that of its date."""
    if mention.year or not mention.date or mention.date[0] == "-":
        return mention.year
    return int(mention.date[:4])


def _symbol(number: str) -> str:
    return "/".join(fold_word(part).upper() for part in number.replace("–", "-").split("/"))


def _term(mention: Mention) -> int | None:
    """The year in which the term of office began that a party document belongs to, None where it is not said.

    National congresses met in January 2016 (XII), 2021 (XIII) and 2026 (XIV); those of provinces and below
    from the summer on of 2015, 2020 and 2025 (Điều lệ Đảng, articles 13 and 15: every five years).
    """
    central = (mention.number or "").upper().endswith(("TW", "TƯ"))
    date = mention.date
    if date and date[0] != "-":
        year = int(date[:4])
        month = int(date[5:7]) if len(date) >= 7 else 12
        start, first_month = (1, 2) if central else (0, 7)
        term = year - (year - start) % 5
        return term - 5 if year == term and month < first_month else term
    congress = _CONGRESS.search(mention.issuer or "") if central else None
    return _FIRST_YEARS.get(congress[1].upper()) if congress else None


def _is_full(mention: Mention) -> bool:
    return bool(mention.date or mention.issuer) if mention.type not in LAWS else bool(_law_year(mention))


def _shorter(mention: Mention, full: Mention) -> bool:
    """Whether a mention says less than the full one: no date, no issuer, a number without its symbol."""
    ours, theirs = (
        (bool(m.date), bool(m.issuer), bool(m.year), m.rule not in SHORT and bool(m.number))
        for m in (mention, full)
    )
    return any(their and not our for our, their in zip(ours, theirs, strict=True))
