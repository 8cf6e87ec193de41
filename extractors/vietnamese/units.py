"""Units: what stands behind a number, and the canonical unit it is counted in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from extractors.vietnamese.tables import load_table

UnitKind = Literal["rate", "money", "person", "household", "measure", "noun", "structural", "time"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written: ``name`` is canonical, ``factor`` what one written unit is of it.

    ``end`` is where it ends in the text; ``words`` is the counted noun to name an indicator by,
    empty for rates, money and measures. ``known`` is False for a noun that stands in no table.
    """

    kind: UnitKind
    name: str
    factor: float
    end: int
    words: str
    known: bool = True


@lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[UnitKind, str]]:
    """Each unit as it is written, with its kind and name."""
    table = load_table("units.toml")
    entries: dict[str, tuple[UnitKind, str]] = {}
    for noun in table["nouns"]["list"]:
        entries[noun] = ("noun", noun)
    for noun in table["structural"]["list"]:
        entries[noun] = ("structural", noun)
    for noun in table["time"]["list"]:
        entries[noun] = ("time", noun)
    for person in table["persons"]:
        entries[person] = ("person", "người")
    for household in table["households"]:
        entries[household] = ("household", "hộ")
    for written, name in table["measures"].items():
        entries[written] = ("rate" if name in ("%", "‰") else "measure", name)
    for written in table["money"]:
        entries[written] = ("money", "đồng")
    return entries


@lru_cache(maxsize=1)
def _by_first() -> dict[str, tuple[str, ...]]:
    """The units by their first word or sign, the longest first."""
    found: dict[str, list[str]] = {}
    for written in sorted(_entries(), key=len, reverse=True):
        first = _FIRST.match(written)
        if first is not None:
            found.setdefault(first[0], []).append(written)
    return {first: tuple(all_) for first, all_ in found.items()}


@cache
def _beginning(first: str) -> re.Pattern[str] | None:
    """The units that begin with that word; one pattern for all of them takes long to be made."""
    # Signs need no word boundary behind them, words do.
    words = [
        re.escape(w).replace(r"\ ", r"\s+") + (r"(?!\w)" if w[-1].isalnum() else "")
        for w in _by_first().get(first, ())
    ]
    return re.compile("|".join(words)) if words else None


@lru_cache(maxsize=1)
def _magnitudes() -> tuple[re.Pattern[str], dict[str, float]]:
    table: dict[str, float] = load_table("units.toml")["magnitudes"]
    return re.compile(r"\s*(" + "|".join(table) + r")(?!\w)"), table


_FIRST = re.compile(r"\w+|\S")
# A quotation mark may open a name: `05 “Tổ liên gia”`.
_SPACES = re.compile(r"\s*[“\"]?")


def read_unit(low: str, at: int) -> Unit | None:
    """The unit that stands at ``at`` (white space before it allowed) in a lower-case text, or None.

    Magnitudes are part of it: ``triệu đồng`` is đồng by a million, ``nghìn lượt`` lượt by a thousand.
    """
    factor = 1.0
    magnitudes, values = _magnitudes()
    start = behind = at
    while found := magnitudes.match(low, at):
        factor *= values[found[1]]
        at = behind = found.end()
    space = _SPACES.match(low, at)
    at = space.end() if space else at
    first = _FIRST.match(low, at)
    pattern = _beginning(first[0]) if first and first[0] in _by_first() else None
    if pattern is not None and (found := pattern.match(low, at)):
        written = re.sub(r"\s+", " ", found[0])
        kind, name = _entries()[written]
        words = written if kind in ("person", "household", "noun", "structural") else ""
        return Unit(kind, name, factor, found.end(), words)
    if factor > 1 and at > start:
        # `330 triệu` alone is money, `12 nghìn` of something names it behind.
        return Unit(
            "money" if factor >= 1_000_000 else "noun",
            "đồng" if factor >= 1_000_000 else "",
            factor,
            behind,
            "",
        )
    return None
