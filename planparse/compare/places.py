"""Levels of government, names of units, and the share that a parent's table gives the local unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.plan import Allocation, Meta, Plan
from extractors.vietnamese.places import successor
from extractors.vietnamese.text import strip_accents
from planparse.compare.align import Weights, assign, coverage, likeness
from planparse.compare.measures import Measure
from planparse.compare.words import Tokens, Vocabulary, bare_name, table

RANKS = {"central": 0, "province": 1, "district": 2, "ward": 3}
# So far a column and a target must read alike; less is enough where the column's total is the target.
_COLUMN, _COLUMN_WITH_TOTAL, _COLUMN_BY_TOTAL = 0.6, 0.35, 0.1
# A total from here on is no chance likeness.
_TELLING = 100
# `Ủy ban nhân dân thành phố Hà Nội` → `thành phố Hà Nội`.
PROVINCE = re.compile(r"^.*?(?=(?:tỉnh|thành phố)\s)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def is_lower(local: Meta, parent: Meta) -> bool:
    """Whether the local plan is of a lower level than its parent; unknown levels count as the same."""
    if local.level is None or parent.level is None:
        return False
    return RANKS[local.level] > RANKS[parent.level]


def _bare(text: str) -> tuple[str | None, Tokens]:
    level, name = bare_name(text)
    plain = tuple(strip_accents(word) for word in name)
    return (None if level is None else strip_accents(level)), plain


def unit_key(text: str) -> tuple[str | None, Tokens]:
    """Level and name of a unit, without accents: `1. P. Long Vĩnh` and `Phường Long Vĩnh` are the same."""
    return _bare(_unlabelled(text))


def names_unit(to: str, meta: Meta) -> bool:
    """Whether a row of a table (`Phường 1`, `1. P. Long Vĩnh`) is the unit that issued the plan."""
    level, name = _bare(_unlabelled(to))
    # The place names no level: `Thị trấn Vũ Khê` is not the district that has its seat there.
    own_level, own_name = _bare(meta.issuer or meta.place or "")
    return bool(name) and name == own_name and (level is None or own_level is None or level == own_level)


def _unlabelled(to: str) -> str:
    text = re.sub(r"^\s*\d+\s*[.)]\s*(?=\D)", "", to)
    return re.sub(
        r"^\s*(P|X|TT|TX|TP)\s*\.\s*",
        lambda found: {"P": "phường ", "X": "xã ", "TT": "thị trấn ", "TX": "thị xã ", "TP": "thành phố "}[
            found[1].upper()
        ],
        text,
        flags=re.IGNORECASE,
    )


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of an allocation table: the local unit's cell and the totals of the column."""

    cell: Allocation
    totals: tuple[float, ...]


def _same_unit(measure: Measure, cell: Allocation) -> bool:
    mine, theirs = (measure.target.unit or "").lower(), (cell.unit or "").lower()
    if not theirs:
        return measure.kind != "none"
    rate = table()["units"]["rate"]
    money = table()["units"]["money"]
    return all((mine in units) == (theirs in units) for units in (rate, money))


def _columns(parent: Plan, local: Plan) -> tuple[_Column, ...]:
    levels = (parent.meta.level, local.meta.level)
    if None not in levels and not is_lower(local.meta, parent.meta):
        return ()
    own = [cell for cell in parent.allocations if names_unit(cell.to, local.meta)]
    own = own or _of_merged_units(parent, local)
    heads = {cell.indicator for cell in own}
    sums: dict[str, list[float]] = {head: [] for head in heads}
    for cell in parent.allocations:
        if cell.indicator in heads and is_total(cell.to):
            sums[cell.indicator].append(cell.value)
    return tuple(_Column(cell, tuple(sums[cell.indicator])) for cell in own)


def _of_merged_units(parent: Plan, local: Plan) -> list[Allocation]:
    """The cells of the old units that the local one was made of in 2025, counts and amounts added up."""
    province = parent.meta.issuer or ""
    if parent.meta.level != "province" or local.meta.level != "ward":
        return []
    rates = table()["units"]["rate"]
    sums: dict[str, Allocation] = {}
    for cell in parent.allocations:
        if (cell.unit or "").lower() in rates:
            continue
        new = successor(_unlabelled(cell.to), PROVINCE.sub("", province))
        if new is None or not names_unit(new, local.meta):
            continue
        before = sums.get(cell.indicator)
        if before is not None:
            cell = replace(before, to=f"{before.to} + {cell.to}", value=before.value + cell.value)
        sums[cell.indicator] = cell
    return list(sums.values())


def is_total(to: str) -> bool:
    """Whether a row of a table gives the sum of the others, by its name."""
    plain = strip_accents(to).lower()
    return any(word in plain for word in ("tong", "cong", "toan "))


def yardsticks(
    parent: Plan, local: Plan, rows: Sequence[Measure], vocabulary: Vocabulary
) -> tuple[Allocation | None, ...]:
    """For each target of the parent the cell of its allocation table that is the local unit's share."""
    columns = _columns(parent, local)
    if not columns:
        return (None,) * len(rows)
    heads = [vocabulary.meaning(_without_measure(column.cell.indicator)) for column in columns]
    aims = [row.meaning for row in rows]
    weights = Weights([*aims, *heads])
    # A heading is short: what counts as much as likeness is that the target says it.
    scores = (likeness(aims, heads, weights) + coverage(heads, aims, weights).T) / 2
    years = {year for year in _span(local) if year}
    for number, row in enumerate(rows):
        for place, column in enumerate(columns):
            fits = row.kind != "none" and _same_unit(row, column.cell)
            scores[number, place] = _fit(float(scores[number, place]), row, column, years) if fits else 0.0
    # A column belongs to one target, and a target to one column.
    chosen = {pair.parent: columns[pair.local].cell for pair in assign(scores, _COLUMN)}
    said = {_key(rows[number]): cell for number, cell in chosen.items()}
    return tuple(said.get(_key(row)) for row in rows)


def _without_measure(heading: str) -> str:
    """A column's heading without its unit: `Lao động đi làm việc ở nước ngoài (người)`."""
    return re.sub(r"\s*\([^()]*\)", "", heading).strip() or heading


def _key(row: Measure) -> tuple[Tokens, float | None, str | None]:
    """A target that the parent repeats has the same cell."""
    return row.meaning.words, row.target.value, row.target.unit


def _fit(score: float, row: Measure, column: _Column, years: set[int]) -> float:
    """How well a column is the target's; where the column's total is the target's figure, it nearly is."""
    meant = row.target.value in column.totals
    # `870 nhà` is the total `870` of a column of nhà, however the column is headed.
    telling = meant and (row.target.value or 0.0) >= _TELLING and row.target.unit == column.cell.unit
    if score < (_COLUMN_BY_TOTAL if telling else _COLUMN_WITH_TOTAL):
        return 0.0
    if column.totals:
        score += 0.55 if telling else 0.3 if meant else -0.1
    return score + _year_fit(column.cell.indicator, years)


def _span(plan: Plan) -> tuple[int | None, int | None]:
    period = plan.meta.period
    return (None, None) if period is None else (period.start, period.end)


def _year_fit(head: str, years: set[int]) -> float:
    """A column of one year is the plan's where the plan is of that year, else the total column is."""
    named = {int(year) for year in _YEAR.findall(head)}
    if not named:
        return 0.05
    return 0.2 if named == years else -0.2
