"""Rhythms of reporting: ``hằng quý``, ``06 tháng``, ``cả năm``, alone and in lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple, get_args

from extractors.plan import Every
from extractors.vietnamese.tables import load_table


class Rhythm(NamedTuple):
    """A rhythm at ``lower[start:end]``; ``named`` where it says so itself (``hằng năm``, not ``năm``)."""

    start: int
    end: int
    every: Every
    named: bool


def words(part: str, kind: str) -> tuple[str, ...]:
    """Words of the table of rhythms, the longest first: ``words("words", "report")``."""
    return tuple(sorted(load_table("rhythms.toml")[part][kind], key=len, reverse=True))


def either(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, the longest first, with any white space at their blanks."""
    ordered = sorted(phrases, key=len, reverse=True)
    return "(?:" + "|".join(r"\s{1,4}".join(map(re.escape, phrase.split())) for phrase in ordered) + ")"


@cache
def _by_word() -> dict[str, tuple[Every, bool]]:
    table = load_table("rhythms.toml")
    found: dict[str, tuple[Every, bool]] = {}
    for every in get_args(Every):
        for kind in ("names", "bare"):
            found.update(dict.fromkeys(table[every][kind], (every, kind == "names")))
    return found


# `quý I`, `năm 2026`, `tháng 6` and `năm học` are times, not rhythms.
_NOT_A_TIME = r"(?!\s{1,4}(?:[0-9]|i{1,3}(?!\w)|iv(?!\w)|nay|sau|trước\s{1,4}(?!ngày)|tới|học|tuổi))"
_ITEM = rf"(?P<item>{either(_by_word())}(?![\w/]){_NOT_A_TIME})"
_FIRST = re.compile(_ITEM)
_NEXT = re.compile(
    rf"""
    \s{{0,3}}(?:,|và|hoặc|/|-|–)\s{{0,3}}
    (?:0?9\s{{1,4}}tháng\s{{0,3}}(?:,|và)\s{{0,3}})?
    (?:{either(("định kỳ", "báo cáo", "tổng kết"))}\s{{1,4}}){{0,2}}
    {_ITEM}
    """,
    re.VERBOSE,
)
_ANY = re.compile(rf"(?<![\w/]){_ITEM}")
_BETWEEN = re.compile(rf"[\s(,:]{{0,4}}(?:{either(words('words', 'between'))}[\s,(]{{1,4}}){{0,5}}\Z")

# A day of each month, of each quarter or of the period that a report is for.
_OF = r"(?:của\s{1,4})?"
_EACH = r"(?:hằng|hàng|mỗi)\s{1,4}"
_FOLLOWING = either(("liền kề", "sau", "kế tiếp", "tiếp theo", "báo cáo"))
DAY_OF_PERIOD = re.compile(
    rf"""
    (?:ngày\s{{1,4}})?[0-9]{{1,2}}\s{{1,4}}{_OF}
    (?: (?P<quarter> tháng\s{{1,4}}(?:cuối|đầu)\s{{1,4}}(?:cùng\s{{1,4}})?{_OF}(?:{_EACH})?(?:quý|quí)
                   | {_EACH}(?:quý|quí))
      | (?P<period> tháng\s{{1,4}}cuối\s{{1,4}}{_OF}kỳ)
      | (?P<month> {_EACH}tháng | tháng\s{{1,4}}{_FOLLOWING})
    )(?!\w)
    """,
    re.VERBOSE,
)
# After a day: `(đối với báo cáo 6 tháng)`.
_FOR = either(("đối với", "cho"))
AFTER_DAY = re.compile(
    rf"""
    \s{{0,3}}(?:\(\s{{0,2}}(?:{_FOR}\s{{1,4}})?|{_FOR}\s{{1,4}})
    (?:báo\s{{1,4}}cáo\s{{1,4}})?(?:định\s{{1,4}}kỳ\s{{1,4}})?
    """,
    re.VERBOSE,
)


def _rhythm(match: re.Match[str]) -> Rhythm:
    every, named = _by_word()[" ".join(match["item"].split())]
    return Rhythm(match.start("item"), match.end("item"), every, named)


def rhythms_at(lower: str, start: int) -> list[Rhythm]:
    """The list of rhythms that begins at ``start``: `hàng quý, sáu tháng, cả năm` is three."""
    match = _FIRST.match(lower, start)
    found: list[Rhythm] = []
    while match and len(found) < 8:
        found.append(_rhythm(match))
        match = _NEXT.match(lower, match.end())
    return found


def all_rhythms(lower: str, start: int, end: int) -> list[Rhythm]:
    """Every rhythm between two places of a text, those after `trong` left out (`trong năm`)."""
    found = [_rhythm(match) for match in _ANY.finditer(lower, start, end)]
    return [rhythm for rhythm in found if not lower.endswith("trong ", 0, rhythm.start)]


def rhythms_before(lower: str, end: int, floor: int) -> list[Rhythm]:
    """The list of rhythms that stands right before ``end``: `báo cáo quý gửi [trước ngày …]`."""
    every = all_rhythms(lower, max(floor, end - 120), end)
    if not every or not _BETWEEN.match(lower[every[-1].end : end]):
        return []
    found = [every[-1]]
    for rhythm in reversed(every[:-1]):
        match = _NEXT.match(lower, rhythm.end)
        if match is None or match.start("item") != found[0].start:
            break
        found.insert(0, rhythm)
    return found
