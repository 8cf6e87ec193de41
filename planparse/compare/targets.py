"""Targets of two plans: paired by what they measure, then judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.plan import Plan
from planparse.compare.align import Pair, Weights, assign, coverage, likeness, opposed
from planparse.compare.judge import Verdict, judge, severity
from planparse.compare.measures import Measure, measures
from planparse.compare.model import Finding, Message
from planparse.compare.places import yardsticks
from planparse.compare.quantity import move, same
from planparse.compare.words import Vocabulary

if TYPE_CHECKING:
    from planparse.compare.align import Matrix

# Rows below this are about different things. Tuned on pairs of plans with known answers.
FLOOR = 0.52
# So much of the parent's indicator must stand in a bullet that is said to have merged it: in the bullet
# whose neighbour it is already paired with, and in any other.
MERGED_BESIDE, MERGED_ELSEWHERE = 0.72, 0.85
# Two rows of one plan from here on say the same thing twice.
REPEATED = 0.9

_INDICATOR, _AROUND, _SECTION = 0.70, 0.22, 0.08
# An indicator of one telling word leaves it to the clause around it.
_THIN_INDICATOR, _THIN_AROUND, _THIN_SECTION = 0.35, 0.53, 0.12
_OPPOSED, _OTHER_UNIT, _OTHER_WAY, _NO_FIGURE = 0.38, 0.12, 0.15, 0.03
_SAME_FIGURE, _SAME_PLACE, _SAME_WORDS = 0.06, 0.01, 0.9
_WHOLE_IN_BULLET = 0.85

_Judge = Callable[[int, int], Verdict]


@dataclass(frozen=True, slots=True)
class _Sides:
    """The prepared targets of both plans and how well each pair of them fits."""

    parent: tuple[Measure, ...]
    local: tuple[Measure, ...]
    scores: Matrix
    covered: Matrix


def compare_targets(parent: Plan, local: Plan, vocabulary: Vocabulary) -> list[Finding]:
    """One finding for each target of the parent, then one for each that only the local plan has."""
    sides = _sides(measures(parent, vocabulary), measures(local, vocabulary))
    pairs = assign(sides.scores, FLOOR)
    owed = yardsticks(parent, local, sides.parent, vocabulary)
    by_parent = {pair.parent: pair for pair in pairs}
    by_local = {pair.local: pair for pair in pairs}

    def verdict(p: int, q: int) -> Verdict:
        return judge(sides.parent[p], sides.local[q], parent.meta, local.meta, owed[p])

    findings: dict[int, Finding] = {}
    for number, row in enumerate(sides.parent):
        if number in by_parent:
            pair = by_parent[number]
            said = verdict(number, pair.local)
            findings[number] = _finding(said, row, sides.local[pair.local], pair.score, number)
    for number, row in enumerate(sides.parent):
        if number not in findings:
            findings[number] = _alone(number, row, sides, by_parent, by_local, verdict)
    result = [findings[number] for number in range(len(sides.parent))]
    for number, row in enumerate(sides.local):
        if number not in by_local:
            twin = _twin(row, sides.local, by_local)
            said = Verdict("added", Message("diff.target.added"))
            see = None
            if twin is not None:
                first = by_local[twin]
                again = verdict(first.parent, number)
                see = _name(first.parent)
                said = Verdict(
                    again.status, Message("diff.target.local-repeats"), again.effect, again.changes
                )
            result.append(_finding(said, None, row, _apart(sides.scores[:, number]), len(result), see))
    return result


def _name(number: int) -> str:
    return f"t{number + 1}"


def _finding(
    said: Verdict, p: Measure | None, q: Measure | None, score: float, number: int, see: str | None = None
) -> Finding:
    rows = [row.target.confidence for row in (p, q) if row is not None]
    return Finding(
        id=_name(number),
        type="target",
        status=said.status,
        severity=severity(said.status, said.effect),
        effect=said.effect,
        changes=said.changes,
        parent=p.target if p else None,
        local=q.target if q else None,
        confidence=round(max(0.0, min(1.0, score)) * min(rows), 3),
        message=said.message,
        share=said.share,
        yardstick=said.yardstick,
        see=see,
    )


def _apart(scores: Matrix) -> float:
    """How sure it is that nothing answers to a row: the nearer the best candidate, the less."""
    best = float(scores.max()) if scores.size else 0.0
    return 1.0 - 0.5 * max(0.0, min(best, FLOOR)) / FLOOR


def _alone(
    number: int,
    row: Measure,
    sides: _Sides,
    by_parent: Mapping[int, Pair],
    by_local: Mapping[int, Pair],
    verdict: _Judge,
) -> Finding:
    """A parent's target without a partner: said before, merged into a bullet, or missing."""
    twin = _twin(row, sides.parent, by_parent)
    if twin is not None:
        pair = by_parent[twin]
        again = verdict(twin, pair.local)
        said = Verdict(
            again.status,
            Message("diff.target.parent-repeats"),
            again.effect,
            again.changes,
            again.share,
            again.yardstick,
        )
        return _finding(said, row, None, pair.score, number, _name(twin))
    merged = _merged_into(number, row, sides, by_local)
    if merged is not None:
        q, first = merged
        said = Verdict("unquantified", Message("diff.target.merged", {"bullet": sides.local[q].target.text}))
        return _finding(said, row, None, float(sides.covered[number, q]), number, _name(first))
    key = "diff.target.missing" if row.target.value is not None else "diff.target.missing-aim"
    return _finding(Verdict("missing", Message(key)), row, None, _apart(sides.scores[number]), number)


def _merged_into(
    number: int, row: Measure, sides: _Sides, by_local: Mapping[int, Pair]
) -> tuple[int, int] | None:
    """The bullet without a number that took in this target too, and the finding which holds the bullet."""
    best: tuple[float, int, int] | None = None
    for q, bullet in enumerate(sides.local):
        if bullet.kind != "none" or q not in by_local or row.kind == "none":
            continue
        first = by_local[q].parent
        beside = sides.parent[first].target.span.block == row.target.span.block
        covered = float(sides.covered[number, q])
        if covered >= (MERGED_BESIDE if beside else MERGED_ELSEWHERE) and (best is None or covered > best[0]):
            best = covered, q, first
    return None if best is None else best[1:]


def _twin(row: Measure, rows: Sequence[Measure], paired: Mapping[int, Pair]) -> int | None:
    """The paired row of the same plan that says the same, if there is one."""
    candidates = [
        number
        for number in paired
        if rows[number] is not row
        and rows[number].kind == row.kind
        and rows[number].target.unit == row.target.unit
        and rows[number].target.per == row.target.per
        and rows[number].target.period == row.target.period
        and same(rows[number].target.value, row.target.value)
        and same(rows[number].target.upper, row.target.upper)
    ]
    if not candidates or row.kind == "none":
        return None
    own = [rows[number].meaning for number in candidates]
    alike = likeness([row.meaning], own, Weights([row.meaning, *own]))[0]
    best = max(range(len(candidates)), key=lambda place: float(alike[place]))
    return candidates[best] if alike[best] >= REPEATED else None


def _sides(parent: tuple[Measure, ...], local: tuple[Measure, ...]) -> _Sides:
    import numpy as np

    if not parent or not local:
        empty = np.zeros((len(parent), len(local)))
        return _Sides(parent, local, empty, empty)
    weights = Weights([row.meaning for row in (*parent, *local)])
    indicator = likeness([p.meaning for p in parent], [q.meaning for q in local], weights)
    around = likeness([p.around for p in parent], [q.around for q in local], weights)
    section = likeness([p.section for p in parent], [q.section for q in local], weights)
    covered = coverage([p.meaning for p in parent], [q.whole for q in local], weights)

    def grid(of: Sequence[object], to: Sequence[object]) -> Matrix:
        """1 where the two are the same."""
        index = {value: number for number, value in enumerate(dict.fromkeys((*of, *to)))}
        left, right = (np.array([index[value] for value in side]) for side in (of, to))
        result: Matrix = (left[:, None] == right[None, :]).astype(float)
        return result

    bare = np.array([q.kind == "none" for q in local])
    indicator = np.where(bare[None, :], np.maximum(indicator, _WHOLE_IN_BULLET * covered), indicator)
    thin = np.array([len(p.meaning.words) < 2 for p in parent])[:, None] | np.array(
        [len(q.meaning.words) < 2 for q in local]
    )
    scores = np.where(
        thin,
        _THIN_INDICATOR * indicator + _THIN_AROUND * around + _THIN_SECTION * section,
        _INDICATOR * indicator + _AROUND * around + _SECTION * section,
    )
    scores -= _OPPOSED * np.minimum(opposed([p.named for p in parent], [q.named for q in local]), 2)
    kinds = grid([p.kind for p in parent], [q.kind for q in local])
    counted = np.array([p.kind != "none" for p in parent])[:, None] & ~bare[None, :]
    units = grid([p.target.unit for p in parent], [q.target.unit for q in local])
    scores -= _OTHER_UNIT * (counted & (units == 0))
    ways = [[{"rise": 1, "fall": -1, "level": 0}[move(row)] for row in side] for side in (parent, local)]
    scores -= _OTHER_WAY * (np.outer(ways[0], ways[1]) == -1)
    scores -= _NO_FIGURE * (np.array([p.kind == "none" for p in parent])[:, None] != bare[None, :])
    figures = [
        [(row.target.value, row.target.upper, row.target.unit) for row in side] for side in (parent, local)
    ]
    common = Counter([*figures[0], *figures[1]])
    # Equal figures tell the more the rarer they are: `100%` is in every second bullet.
    rarity = np.array([min(1.0, 2.0 / common[figure]) for figure in figures[0]])[:, None]
    scores += _SAME_FIGURE * rarity * counted * grid(figures[0], figures[1])
    places = [np.array([row.place for row in side]) for side in (parent, local)]
    scores += _SAME_PLACE * (1.0 - np.abs(places[0][:, None] - places[1][None, :]))
    # The same words are the same thing, even where all of them are noise.
    words = [[(row.target.indicator, row.target.text) for row in side] for side in (parent, local)]
    scores = np.where(grid(words[0], words[1]) == 1, np.maximum(scores, _SAME_WORDS), scores)
    # A rate, a count and an amount of money are three different things, whatever their words.
    forbidden = counted & (kinds == 0)
    return _Sides(parent, local, np.where(forbidden, 0.0, np.minimum(scores, 1.0)), covered)
