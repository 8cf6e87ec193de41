"""Laws, codes, ordinances and the constitution by name: ``Luật Việc làm``, ``Bộ luật Lao động năm 2019``.

A listed name is matched word by word, the longest first, whatever its case, commas and tone marks. After
``Luật`` with a capital an unlisted name is read up to the word with which the sentence goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from extractors.vietnamese.tables import load_table
from extractors.vietnamese.text import fold_word

MAX_WORDS = 16
_ANCHOR = re.compile(r"l(?:uật(?<=luật)|ệnh(?<=pháp lệnh))(?!\w)|p(?:(?<=hiến p)háp)(?!\w)")
_WORD = re.compile(r"[^\W_]{1,24}")
_GAP = re.compile(r"\s{1,8}|\s?[,\-–]\s{0,4}|\s?/\s?|\s{0,2}[“”\"(]\s{0,2}")
_BEFORE = re.compile(r"([^\W_]{1,12})[\s]{1,4}\Z")
_AMENDING = re.compile(
    r"""
    \s{1,4}(?P<name>sửa\s{1,4}đổi(?:\s?,?\s{0,4}bổ\s{1,4}sung)?(?:\s{1,4}một\s{1,4}số\s{1,4}điều)?
    (?:\s{1,4}của)?(?:\s{1,4}các)?)(?=\s{1,4}(?:[0-9]{1,2}\s{1,4})?(?:bộ\s{1,4})?luật)
    """,
    re.VERBOSE,
)
# Between the laws that one law amends; the next `luật` has to follow.
_JOINT = re.compile(r"(?:\s?,|\s{1,4}và)(?=\s{1,4}(?:bộ\s{1,4})?luật\s)")
_LAW_WORD = re.compile(r"\s{1,4}(?:\d{1,2}\s{1,4})?(?:(?:của|các)\s{1,4})?(?:bộ\s{1,4})?luật(?=\s)")
_NAME_GAP = re.compile(r"\s{1,4}và\s{1,4}|\s{1,4}|,\s{1,4}")
_ENUMERATION = re.compile(r"\s{0,2}[,:]\s{1,4}|\s{1,4}và\s{1,4}|:\s{0,4}")

_Trie = dict[str, "_Trie"]
_END = ""


class LawName(NamedTuple):
    """A law at ``text[start:end]`` (without number, year and date); ``known`` where its name is listed."""

    start: int
    end: int
    type: str
    name: str | None
    known: bool
    rule: str


@dataclass(frozen=True, slots=True)
class _Names:
    tries: dict[str, _Trie]
    full: frozenset[str]
    stops: frozenset[str]
    before: frozenset[str]
    first: frozenset[str]
    pairs: tuple[str, ...]


@cache
def _names() -> _Names:
    table = load_table("law_names.toml")
    tries: dict[str, _Trie] = {}
    for kind in ("luật", "bộ luật", "pháp lệnh"):
        root: _Trie = {}
        for name in table[kind] + table["short"].get(kind, []):
            node = root
            for word in _WORD.findall(name):
                node = node.setdefault(fold_word(word), {})
            node[_END] = {}
        tries[kind] = root
    grammar = table["grammar"]
    return _Names(
        tries=tries,
        full=frozenset(key(name) for kind in ("luật", "bộ luật", "pháp lệnh") for name in table[kind]),
        stops=frozenset(grammar["stops"]),
        before=frozenset(grammar["before"]),
        first=frozenset(grammar["first"]),
        pairs=tuple(grammar["pairs"]),
    )


def key(name: str) -> str:
    """A law's name for comparison: folded words, no commas, no dashes."""
    return " ".join(fold_word(word) for word in _WORD.findall(name))


def find_laws(text: str, lower: str) -> Iterator[LawName]:
    """The laws that a text names, in order, without their numbers."""
    position = 0
    while anchor := _ANCHOR.search(lower, position):
        position = anchor.end()
        found = list(_laws_at(text, lower, anchor))
        for law in found:
            position = max(position, law.end)
        yield from found


def _laws_at(text: str, lower: str, anchor: re.Match[str]) -> Iterator[LawName]:
    start, end = anchor.start(), anchor.end()
    word = anchor[0]
    if word == "pháp":
        yield from _constitution(text, lower, start - len("hiến "), end)
        return
    kind = "luật"
    if word == "lệnh":
        kind, start = "pháp lệnh", start - len("pháp ")
    elif lower.endswith("bộ ", max(0, start - 3), start):
        kind, start = "bộ luật", start - 3
    if start and (lower[start - 1].isalnum() or lower[start - 1] in "/-_"):
        return
    if kind == "luật":
        before = _BEFORE.search(lower[max(0, start - 16) : start])
        if before and before[1] in _names().before:
            return
    capital = text[start].isupper()
    amending = _AMENDING.match(lower, end)
    if amending:
        yield _amending(text, lower, start, kind, amending)
        return
    law = _name_at(text, lower, start, end, kind, capital)
    if law is None:
        return
    yield law
    if lower.endswith("các ", max(0, start - 4), start):
        yield from _enumerated(text, lower, law)


def _enumerated(text: str, lower: str, law: LawName) -> Iterator[LawName]:
    """``các Luật Đất đai, Nhà ở và Đầu tư``: listed names with a capital go on as laws."""
    end = law.end
    for _ in range(20):
        gap = _ENUMERATION.match(lower, end)
        if gap is None or not text[gap.end() : gap.end() + 1].isupper():
            return
        stop = _listed_end(lower, gap.end(), law.type)
        if stop is None:
            return
        yield LawName(gap.end(), stop, law.type, _one_line(text[gap.end() : stop]), True, "law-in-list")
        end = stop


def _constitution(text: str, lower: str, start: int, end: int) -> Iterator[LawName]:
    """``Hiến pháp`` with a capital, unless it stands for the legal order (``Hiến pháp và pháp luật``)."""
    tail = lower[end : end + 20].lstrip()
    if text[start].isupper() and not tail.startswith(("và pháp luật", ", pháp luật")):
        yield LawName(start, end, "hiến pháp", None, True, "constitution")


def _name_at(text: str, lower: str, start: int, end: int, kind: str, capital: bool) -> LawName | None:
    gap = _GAP.match(lower, end)
    if gap is None:
        if lower[end : end + 1] != ":":
            return None
        gap = _ENUMERATION.match(lower, end)
        if gap is None:
            return None
    first = gap.end()
    stop = _listed_end(lower, first, kind)
    if stop is not None:
        name = text[first:stop]
        several = " " in name.strip()
        titled = name[0].isupper()
        official = key(name) in _names().full
        if (capital and (titled or several)) or (several and official):
            rule = "law-by-short-name" if not official else "law-by-name" if capital else "law-by-name-small"
            return LawName(start, stop, kind, _one_line(name), official, rule)
        return None
    if not capital or lower[end : end + 1] == ":":
        return None
    stop = _grammar_end(text, lower, first)
    if stop is None:
        return None
    return LawName(start, stop, kind, _one_line(text[first:stop]), False, "law-by-grammar")


def _listed_end(lower: str, start: int, kind: str) -> int | None:
    """Where the longest listed name that begins at ``start`` ends."""
    node = _names().tries[kind]
    position, best = start, None
    for _ in range(2 * MAX_WORDS):
        word = _WORD.match(lower, position)
        if word is None:
            break
        step = node.get(fold_word(word[0]))
        if step is None:
            break
        node = step
        if _END in node:
            best = word.end()
        gap = _GAP.match(lower, word.end())
        if gap is None:
            break
        position = gap.end()
    return best


def _grammar_end(text: str, lower: str, start: int) -> int | None:
    """Where an unlisted name ends: a capital begins it, the sentence's next word ends it."""
    names = _names()
    first = _WORD.match(lower, start)
    if first is None or not text[start].isupper() or first[0] in names.first or first[0] in names.stops:
        return None
    shouted = first.end() - start > 1 and text[start : first.end()].isupper()
    end, count = first.end(), 1
    comma_allowed = True
    while count < MAX_WORDS:
        gap = _NAME_GAP.match(lower, end)
        if gap is None:
            break
        word = _WORD.match(lower, gap.end())
        if word is None or word[0] in names.stops or word[0][0].isdigit():
            break
        capital = text[word.start()].isupper() and not shouted
        joint = gap[0].strip()
        if joint == ",":
            if capital or not comma_allowed or lower[start:end] not in names.pairs:
                break
            comma_allowed = False
        elif joint == "và" and (capital or word[0] in ("các", "những", "luật", "nghị")):
            break
        end, count = word.end(), count + 1
    return end if count >= 2 or first.end() - start > 3 else None


def _amending(text: str, lower: str, start: int, kind: str, match: re.Match[str]) -> LawName:
    """``Luật sửa đổi, bổ sung một số điều của Luật …``: its name reaches over the laws that it amends."""
    end = match.end()
    for _ in range(12):
        word = _LAW_WORD.match(lower, end)
        gap = _GAP.match(lower, word.end()) if word else None
        if word is None or gap is None:
            break
        of = "bộ luật" if "bộ" in word[0] else "luật"
        end = _listed_end(lower, gap.end(), of) or _grammar_end(text, lower, gap.end()) or word.end()
        joint = _JOINT.match(lower, end)
        if joint is None:
            break
        end = joint.end()
    return LawName(start, end, kind, _one_line(text[match.start("name") : end]), True, "amending-law")


def _one_line(name: str) -> str:
    return " ".join(name.split())
