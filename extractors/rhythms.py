"""Rhythms of reporting: ``hằng quý``, ``06 tháng``, ``cả năm``, alone and in lists."""

from __future__ import annotations

import re
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


@cache
def words(kind: str) -> tuple[str, ...]:
    """Words of the table: ``report``, or the labels ``due`` and ``loose``, the longest first."""
    table = load_table("rhythms.toml")
    found = table["report"]["words"] if kind == "report" else table["labels"][kind]
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _by_word() -> dict[str, tuple[Every, bool]]:
    table = load_table("rhythms.toml")
    found: dict[str, tuple[Every, bool]] = {}
    for every in get_args(Every):
        for kind in ("names", "bare"):
            found.update(dict.fromkeys(table[every][kind], (every, kind == "names")))
    return found


def _phrase(name: str) -> str:
    return r"\s{1,4}".join(re.escape(part) for part in name.split())


_NAMES = "|".join(_phrase(name) for name in sorted(_by_word(), key=len, reverse=True))
# `quý I`, `năm 2026`, `tháng 6` are times, not rhythms.
_ITEM = rf"(?:{_NAMES})(?![\w/])(?!\s{{1,4}}(?:[0-9]|i{{1,3}}(?!\w)|iv(?!\w)|nay|sau|trước\s{{1,4}}(?!ngày)|tới|học|tuổi))"
_FIRST = re.compile(rf"(?P<item>{_ITEM})")
_NEXT = re.compile(
    rf"\s{{0,3}}(?:,|và|hoặc|/|-|–)\s{{0,3}}(?:0?9\s{{1,4}}tháng\s{{0,3}}(?:,|và)\s{{0,3}})?(?:(?:định\s{{1,4}}kỳ|báo\s{{1,4}}cáo|tổng\s{{1,4}}kết)\s{{1,4}}){{0,2}}(?P<item>{_ITEM})"
)
_ANY = re.compile(rf"(?<![\w/])(?P<item>{_ITEM})")
_BETWEEN = re.compile(
    r"[\s(,:]{0,4}(?:(?:gửi|nộp|báo cáo|kết quả|thực hiện|xong|hoàn thành|chậm nhất|về|là|vào|trình|tổng hợp|phải|kỳ)[\s,(]{1,4}){0,5}\Z"
)

# A day of each month or of each quarter's last month: `ngày 15 tháng cuối quý`, `ngày 20 hằng tháng`.
DAY_OF_PERIOD = re.compile(
    r"(?:ngày\s{1,4})?[0-9]{1,2}\s{1,4}(?:của\s{1,4})?"
    r"(?:(?P<quarter>tháng\s{1,4}(?:cuối|đầu)\s{1,4}(?:cùng\s{1,4})?(?:của\s{1,4})?(?:(?:hằng|hàng|mỗi)\s{1,4})?(?:quý|quí)(?:\s{1,4}sau)?(?!\w)"
    r"|(?:hằng|hàng|mỗi)\s{1,4}quý(?!\w))"
    r"|(?P<period>tháng\s{1,4}cuối\s{1,4}(?:của\s{1,4})?kỳ(?:\s{1,4}báo\s{1,4}cáo)?(?!\w))"
    r"|(?P<month>(?:(?:hằng|hàng|mỗi)\s{1,4}tháng|tháng\s{1,4}(?:liền\s{1,4}kề|sau|kế\s{1,4}tiếp|tiếp\s{1,4}theo|báo\s{1,4}cáo))(?!\w)))"
)
# After a day: `(đối với báo cáo 6 tháng)`.
AFTER_RHYTHM = re.compile(
    r"\s{0,3}(?:\(\s{0,2}(?:(?:đối\s{1,4}với|với|cho)\s{1,4})?|(?:đối\s{1,4}với|cho)\s{1,4})(?:báo\s{1,4}cáo\s{1,4})?(?:định\s{1,4}kỳ\s{1,4})?"
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
    """Every rhythm between two places of a text."""
    return [_rhythm(match) for match in _ANY.finditer(lower, start, end)]


def rhythms_before(lower: str, end: int, floor: int) -> list[Rhythm]:
    """The list of rhythms that stands right before ``end``: `báo cáo quý gửi [trước ngày …]`."""
    floor = max(floor, end - 120)
    every = [r for r in all_rhythms(lower, floor, end) if not lower.endswith("trong ", 0, r.start)]
    if not every or not _BETWEEN.match(lower[every[-1].end : end]):
        return []
    found = [every[-1]]
    for rhythm in reversed(every[:-1]):
        match = _NEXT.match(lower, rhythm.end)
        if match is None or match.start("item") != found[0].start:
            break
        found.insert(0, rhythm)
    return found
