"""Issuing bodies: how far the name after ``của`` reaches before the trích yếu begins.

A name is read word by word. It goes on over capitals (``Sở Công Thương``), over small syllables that the
table of bodies knows after the one before (``Ủy ban nhân dân``), over levels and places (``tỉnh Lào Cai``),
and over a comma, a dash or ``và`` inside the name of a field (``Văn hóa, Thể thao và Du lịch``). It ends
where the words of a trích yếu begin (``ban hành``, ``về``), in capitals or not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extractors.citations.types import types
from extractors.vietnamese.tables import load_table
from extractors.vietnamese.text import fold_word

MAX_WORDS = 24
_WORD = re.compile(r"[^\W_]{1,24}(?:&[^\W_]{1,12})?")
_NEXT = re.compile(
    r"""
    (?P<sep>\s{1,4}(?:và|VÀ)\s{1,4} | \s?,\s{1,4} | \s{0,4}[-–]\s{0,4} | \s{1,8})
    (?P<word>[^\W_]{1,24}(?:&[^\W_]{1,12})?)
    """,
    re.VERBOSE,
)
_TERM = re.compile(
    r"(?:\s{1,4}nước\s{1,4}cộng\s{1,4}(?:hòa|hoà)\s{1,4}xã\s{1,4}hội\s{1,4}chủ\s{1,4}nghĩa\s{1,4}việt\s{1,4}nam)?"
    r"(?:\s{1,4}\(?(?:khóa|khoá)\s{1,4}[0-9ivxl]{1,6}(?!\w)\)?)?"
)


@dataclass(frozen=True, slots=True)
class _Names:
    closed: re.Pattern[str]
    pairs: frozenset[tuple[str, str]]
    heads: frozenset[str]
    fields: frozenset[str]
    open: frozenset[str]
    again: frozenset[str]
    level: re.Pattern[str]
    stop: re.Pattern[str]


def _phrases(words: list[str]) -> str:
    """An alternation, longest first, in both placements of the tone mark."""
    both = {word for name in words for word in (name, name.replace("ủy", "uỷ").replace("hòa", "hoà"))}
    ordered = sorted(both, key=len, reverse=True)
    return "|".join(r"\s{1,8}".join(re.escape(part) for part in word.split()) for word in ordered)


@cache
def _names() -> _Names:
    table = load_table("issuers.toml")
    pairs: set[tuple[str, str]] = set()
    for name in table["names"] + table["closed"] + ["thành phố", "thị xã", "thị trấn", "đặc khu"]:
        words = [fold_word(word) for word in _WORD.findall(name) if word != "và"]
        pairs.update(pairwise(words))
    document = "|".join(r"\s{1,8}".join(name.split()) for name in sorted(types().bare, key=len, reverse=True))
    return _Names(
        closed=re.compile(rf"(?:{_phrases(table['closed'])})(?!\w)"),
        pairs=frozenset(pairs),
        heads=frozenset(table["small_heads"]),
        fields=frozenset(table["field_heads"]),
        open=frozenset(table["open_heads"]),
        again=frozenset(table["next_heads"]),
        level=re.compile(rf"(?:{_phrases(table['levels'])})(?!\w)"),
        stop=re.compile(
            rf"(?:(?:{_phrases(table['stops'])})(?!\w)|(?:{document})\s{{1,4}}(?:số(?!\w)|[0-9]))"
        ),
    )


def issuer_end(text: str, lower: str, start: int) -> int | None:
    """Where the name of the body that begins at ``start`` ends; None where no body begins there."""
    names = _names()
    closed = names.closed.match(lower, start)
    if closed:
        return _with_term(lower, closed.end())
    first = _WORD.match(text, start)
    if first is None or names.stop.match(lower, start):
        return None
    head = fold_word(first[0])
    level = names.level.match(lower, start)
    if not level and not first[0][0].isupper() and not _small_start(text, first.end(), head):
        return None
    shouted = _shouted(text, start)
    end = level.end() if level else first.end()
    previous, in_place, places = _last_word(lower, start, end), bool(level), 0
    unlisted = head in names.open
    for _ in range(MAX_WORDS):
        match = _NEXT.match(text, end)
        if match is None:
            break
        at, word = match.start("word"), fold_word(match["word"])
        known = (previous, word) in names.pairs
        if not known and names.stop.match(lower, at):
            break
        capital = known or (match["word"][0].isupper() and not shouted)
        level = names.level.match(lower, at)
        joint = match["sep"].strip()
        if joint == ",":
            goes_on = known and head in names.fields
        elif joint == "và":
            goes_on = capital and head in names.fields and word not in names.again
        elif joint:
            goes_on = capital
        else:
            goes_on = bool(
                capital
                or level
                or (in_place and (word.isdigit() or (shouted and places < 3)))
                or (_inside(text, lower, end, match) and (word.isdigit() or unlisted))
            )
        if not goes_on:
            break
        if level and not joint:
            end, in_place, places = level.end(), True, 0
        else:
            end, in_place, places = match.end(), in_place and (shouted or capital), places + 1
        previous = _last_word(lower, at, end)
        unlisted = unlisted or word in names.open
    return _with_term(lower, end)


def central_end(text: str, lower: str, start: int) -> int | None:
    """As :func:`issuer_end`, for a body of the centre with a capital alone."""
    closed = _names().closed.match(lower, start) if text[start].isupper() else None
    return _with_term(lower, closed.end()) if closed else None


def _inside(text: str, lower: str, end: int, match: re.Match[str]) -> bool:
    """An unlisted syllable or number inside a name: after a capital, before a capital or a level."""
    start = end - 1
    while start and text[start - 1].isalnum():
        start -= 1
    if not (text[start].isupper() or match["word"].isdigit()):
        return False
    after = _NEXT.match(text, match.end())
    if after is None or after["sep"].strip():
        return after is None and not match["word"].isdigit()
    return after["word"][0].isupper() or _names().level.match(lower, after.start("word")) is not None


def _last_word(lower: str, start: int, end: int) -> str:
    return fold_word(lower[start:end].split()[-1])


def _with_term(lower: str, end: int) -> int:
    """``khóa XIV`` belongs to the name of the body that was elected for that term."""
    match = _TERM.match(lower, end)
    return match.end() if match else end


def _shouted(text: str, start: int) -> bool:
    stretch = text[start : start + 40]
    return stretch.isupper() and " " in stretch.strip() and text[max(0, start - 4) : start].isupper()


def _small_start(text: str, end: int, head: str) -> bool:
    """A name in small letters counts where its first two words are known together or a capital follows."""
    names = _names()
    if head in ("ubnd", "hđnd"):
        return True
    match = _NEXT.match(text, end) if head in names.heads else None
    if match is None or match["sep"].strip():
        return False
    return match["word"][0].isupper() or (head, fold_word(match["word"])) in names.pairs


_FULL = (
    (re.compile(r"(?<!\w)UBND(?!\w)", re.IGNORECASE), "Ủy ban nhân dân"),
    (re.compile(r"(?<!\w)HĐND(?!\w)", re.IGNORECASE), "Hội đồng nhân dân"),
)


def written_out(name: str) -> str:
    """An issuer on one line, ``UBND`` and ``HĐND`` written out."""
    line = " ".join(name.split())
    for pattern, full in _FULL:
        line = pattern.sub(full, line)
    return line
