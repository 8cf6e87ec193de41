"""Units: what stands behind a number, and the canonical unit it is counted in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
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
def _lexicon() -> tuple[re.Pattern[str], dict[str, tuple[UnitKind, str]]]:
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
    alternatives = sorted(entries, key=len, reverse=True)
    # Signs need no word boundary behind them, words do.
    words = "|".join(
        re.escape(w).replace(r"\ ", r"\s+") + (r"(?!\w)" if w[-1].isalnum() else "") for w in alternatives
    )
    return re.compile(words), entries


@lru_cache(maxsize=1)
def _magnitudes() -> tuple[re.Pattern[str], dict[str, float]]:
    table: dict[str, float] = load_table("units.toml")["magnitudes"]
    return re.compile(r"\s*(" + "|".join(table) + r")(?!\w)"), table


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
    pattern, entries = _lexicon()
    space = _SPACES.match(low, at)
    at = space.end() if space else at
    if found := pattern.match(low, at):
        written = re.sub(r"\s+", " ", found[0])
        kind, name = entries[written]
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
