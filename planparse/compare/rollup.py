"""Many local plans of one parent: for each of its targets what they commit together, and who does not.

The rows are small on purpose: of each comparison only its `Fate`s are kept, so that thousands of plans can be
rolled up in little memory.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from extractors.plan import Meta, Plan, Target
from extractors.vietnamese.places import successor
from planparse.compare.measures import Measure, measures
from planparse.compare.model import Comparison, Effect, Finding, Status
from planparse.compare.places import PROVINCE, is_lower, is_total, unit_key
from planparse.compare.quantity import footing, is_norm
from planparse.compare.words import Vocabulary

Reckoning = Literal["sum", "level", "aim"]
"""How the local figures of a target go together: counts and amounts add up, rates and norms do not."""

_SILENT: frozenset[Status] = frozenset(("missing", "unquantified"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One target of the parent, as far as a roll-up needs it; ``id`` is that of the plan's record."""

    id: str
    text: str
    indicator: str
    value: float | None
    upper: float | None
    unit: str | None
    comparator: str | None
    direction: str | None
    reckoning: Reckoning


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a parent asks: its targets, and the units that its allocation tables give a share."""

    issuer: str | None
    number: str | None
    level: str | None
    title: str | None
    asked: tuple[Asked, ...]
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fate:
    """What one local plan made of one target of its parent.

    ``value`` is the local figure on the parent's footing (its rhythm, its years): where these differ,
    ``scaled`` says so. ``owed`` is the cell of the parent's allocation table.
    """

    target: str
    status: Status
    effect: Effect | None = None
    value: float | None = None
    owed: float | None = None
    scaled: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One local plan: the unit that it is of, and what it made of each target. ``date`` is ISO."""

    plan: str
    unit: str
    fates: tuple[Fate, ...]
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One target of the parent over all local plans; the tuples name units.

    ``total`` is the sum of what they commit, ``share`` that as a part of what is asked. ``coverage`` is the
    part of the units that name the target with its figure (or at all, where it has none). Who pasted in the
    parent's own figure is ``copied`` and not part of the sum. ``values`` are the figures that count, sorted.
    """

    asked: Asked
    committed: tuple[str, ...]
    missing: tuple[str, ...]
    unquantified: tuple[str, ...]
    weaker: tuple[str, ...]
    stronger: tuple[str, ...]
    copied: tuple[str, ...]
    scaled: tuple[str, ...]
    values: tuple[float, ...]
    total: float | None
    share: float | None
    coverage: float

    @property
    def silent(self) -> tuple[str, ...]:
        """Who names no figure: who left the target out, and who kept it without its number."""
        return (*self.missing, *self.unquantified)

    @property
    def median(self) -> float | None:
        """The figure in the middle."""
        return statistics.median(self.values) if self.values else None


@dataclass(frozen=True, slots=True)
class RollUp:
    """All local plans of one parent. ``several`` are the units with more than one plan."""

    sheet: Sheet
    lines: tuple[Line, ...]
    answers: tuple[Answer, ...]
    without_plan: tuple[str, ...]
    several: tuple[str, ...] = field(default=())


def sheet(parent: Plan) -> Sheet:
    """What a parent asks of those below it."""
    return Sheet(
        issuer=parent.meta.issuer,
        number=parent.meta.number,
        level=parent.meta.level,
        title=parent.meta.title,
        asked=tuple(
            Asked(
                id=row.target.id,
                text=row.target.text,
                indicator=row.target.indicator,
                value=row.target.value,
                upper=row.target.upper,
                unit=row.target.unit,
                comparator=row.target.comparator,
                direction=row.target.direction,
                reckoning=_reckoning(row),
            )
            for row in measures(parent, Vocabulary((parent.meta,)))
        ),
        units=_units(parent),
    )


def _reckoning(row: Measure) -> Reckoning:
    if row.kind == "none":
        return "aim"
    return "level" if row.kind == "rate" or is_norm(row) else "sum"


def _units(parent: Plan) -> tuple[str, ...]:
    """The units of the allocation tables, each once; where some are named with their level, only those."""
    names: dict[object, tuple[bool, str]] = {}
    for cell in parent.allocations:
        if not is_total(cell.to):
            key = unit_key(cell.to)
            names.setdefault(key, (key[0] is not None, cell.to))
    levelled = any(has_level for has_level, _ in names.values())
    return tuple(name for has_level, name in names.values() if has_level or not levelled)


def fates(comparison: Comparison) -> tuple[Fate, ...]:
    """What the local plan made of each target of its parent, in the order of the parent."""
    vocabulary = Vocabulary((comparison.local.meta, comparison.parent.meta))
    sides = _by_id(comparison.parent, vocabulary), _by_id(comparison.local, vocabulary)
    findings = {finding.id: finding for finding in comparison.findings if finding.type == "target"}
    return tuple(_fates(comparison, sides, findings))


def _by_id(plan: Plan, vocabulary: Vocabulary) -> Mapping[str, Measure]:
    return {row.target.id: row for row in measures(plan, vocabulary)}


def _fates(
    comparison: Comparison,
    sides: tuple[Mapping[str, Measure], Mapping[str, Measure]],
    findings: Mapping[str, Finding],
) -> Iterator[Fate]:
    metas = comparison.parent.meta, comparison.local.meta
    for finding in findings.values():
        if not isinstance(finding.parent, Target):
            continue
        owed = None if finding.yardstick is None else finding.yardstick.value
        local = finding.local
        if local is None and finding.see is not None and finding.status not in _SILENT:
            # A target that the parent repeats, or that a local bullet merged with another: look there.
            local = findings[finding.see].local if finding.see in findings else None
        value, scaled = None, False
        if isinstance(local, Target) and local.value is not None and finding.status not in _SILENT:
            pair = sides[0].get(finding.parent.id), sides[1].get(local.id)
            value, scaled = _value(pair, local.value, metas)
        yield Fate(finding.parent.id, finding.status, finding.effect, value, owed, scaled)


def _value(
    pair: tuple[Measure | None, Measure | None], value: float, metas: tuple[Meta, Meta]
) -> tuple[float, bool]:
    """The local figure in the rhythm and for the years of the parent's, and whether that changed it."""
    parent, local = pair
    if parent is None or local is None or not is_lower(metas[1], metas[0]):
        return value, False
    base = footing(parent, local, *metas)
    if base is None or _reckoning(parent) != "sum" or base.parent == base.local or not base.parent:
        return value, False
    return value * base.local / base.parent, True


def roll_up(asked: Sheet, answers: Iterable[Answer]) -> RollUp:
    """The local plans of one parent together, in the order given.

    Of a unit with several plans the one of the latest date that names a figure counts in the sums.
    """
    given = tuple(answers)
    by_unit: dict[object, list[Answer]] = {}
    for answer in given:
        by_unit.setdefault(_key(answer), []).append(answer)
    plans = {answer.plan: {fate.target: fate for fate in answer.fates} for answer in given}
    groups = [sorted(group, key=lambda one: one.date or "") for group in by_unit.values()]
    return RollUp(
        sheet=asked,
        lines=tuple(_line(row, groups, plans) for row in asked.asked),
        answers=given,
        without_plan=_without_plan(asked, given),
        several=tuple(group[-1].unit for group in groups if len(group) > 1),
    )


def _key(answer: Answer) -> object:
    level, name = unit_key(answer.unit)
    return (level, name) if name else answer.plan


def _line(row: Asked, groups: Sequence[Sequence[Answer]], plans: Mapping[str, Mapping[str, Fate]]) -> Line:
    told: dict[str, list[str]] = {
        name: []
        for name in ("committed", "missing", "unquantified", "weaker", "stronger", "copied", "scaled")
    }
    values: list[float] = []
    named = 0
    for group in groups:
        fate, unit = _of_group(row, group, plans), group[-1].unit
        if fate is None:
            continue
        if fate.effect in ("weaker", "stronger"):
            told[fate.effect].append(unit)
        if fate.status in ("missing", "unquantified", "copied"):
            told[fate.status].append(unit)
        else:
            told["committed"].append(unit)
            if fate.value is not None:
                values.append(fate.value)
            if fate.scaled:
                told["scaled"].append(unit)
        named += fate.status != "missing" and (row.value is None or fate.status != "unquantified")
    total = sum(sorted(values)) if row.reckoning == "sum" else None
    return Line(
        asked=row,
        committed=tuple(told["committed"]),
        missing=tuple(told["missing"]),
        unquantified=tuple(told["unquantified"]),
        weaker=tuple(told["weaker"]),
        stronger=tuple(told["stronger"]),
        copied=tuple(told["copied"]),
        scaled=tuple(told["scaled"]),
        values=tuple(sorted(values)),
        total=total,
        share=total / row.value if total is not None and row.value else None,
        coverage=named / len(groups) if groups else 0.0,
    )


def _of_group(row: Asked, group: Sequence[Answer], plans: Mapping[str, Mapping[str, Fate]]) -> Fate | None:
    """What a unit made of a target: the last of its plans that gives a figure speaks, else the last."""
    found = [fate for answer in group if (fate := plans[answer.plan].get(row.id)) is not None]
    return next((fate for fate in reversed(found) if fate.value is not None), found[-1] if found else None)


def _without_plan(asked: Sheet, answers: Sequence[Answer]) -> tuple[str, ...]:
    """The units of the allocation tables that no plan is of; an old unit counts as the one it is in now."""
    have = {unit_key(answer.unit) for answer in answers}
    names = {name for _, name in have}
    bare = {name for level, name in have if level is None}
    province = PROVINCE.sub("", asked.issuer or "")

    def has_plan(unit: str) -> bool:
        level, name = unit_key(unit)
        return (level, name) in have or name in bare or (level is None and name in names)

    def merged(unit: str) -> bool:
        new = successor(unit, province) if asked.level == "province" else None
        return new is not None and has_plan(new)

    return tuple(unit for unit in asked.units if not has_plan(unit) and not merged(unit))
