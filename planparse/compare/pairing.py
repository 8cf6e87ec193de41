"""Which target of the local plan answers to which of its parent: scores, one assignment, and its doubts.

A score is between 0 and 1. It is made of how alike the indicators are, the clauses about the figures, the
bullets and the sections, less what speaks against the pair; then of the company that the two keep: whose
neighbours belong together belongs together the more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse.compare.align import Pair, Weights, assign, coverage, likeness, opposed
from planparse.compare.measures import Measure, same_unit, second_nouns, unit_name
from planparse.compare.quantity import move, same

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from planparse.compare.align import Matrix

# Rows below the upper floor are about different things, unless nothing else comes near either of
# them: then the lower floor is enough. Tuned on pairs of plans with known answers.
FLOOR, LOWER_FLOOR = 0.52, 0.36
# Rows that name different forms of a contrast must be alike in all the rest.
OPPOSED_FLOOR = 0.60
# By so much a pair must lead all others of its row and column to be held to the lower floor.
LEAD = 0.12
# An assignment that would be as good but for this much makes a pair doubtful.
DOUBT = 0.05
# The runner-up is among the best few, if there is one at all.
_CANDIDATES = 5

_INDICATOR, _AROUND, _SECTION = 0.70, 0.22, 0.08
# An indicator of one telling word leaves it to the clause and the bullet around it.
_THIN_INDICATOR, _THIN_AROUND, _THIN_BULLET, _THIN_SECTION = 0.35, 0.35, 0.20, 0.10
_OPPOSED, _OTHER_UNIT, _OTHER_WAY, _NO_FIGURE, _OTHER_RHYTHM = 0.38, 0.12, 0.15, 0.03, 0.03
_SAME_FIGURE, _SAME_PLACE, _SAME_WORDS = 0.06, 0.01, 0.9
# What stands in the other's clause as a whole is nearly as good as what stands in its indicator.
_WITHIN_CLAUSE, _WHOLE_IN_BULLET = 0.85, 0.85
_OWN_SHARE = 0.25
_COMPANY, _ROUNDS = 0.10, 2
_LOOSE = 0.3


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that might be another one: the local row that fits nearly as well, and by how much less."""

    local: int
    loss: float


@dataclass(frozen=True, slots=True)
class Pairing:
    """The targets of both plans, how well each two of them fit, and who belongs to whom.

    ``covered`` is how much of each indicator of the parent stands in the clause of each local row.
    """

    parent: tuple[Measure, ...]
    local: tuple[Measure, ...]
    scores: Matrix
    covered: Matrix
    pairs: tuple[Pair, ...]

    def by_parent(self) -> Mapping[int, Pair]:
        """The pairs by their row of the parent."""
        return {pair.parent: pair for pair in self.pairs}

    def by_local(self) -> Mapping[int, Pair]:
        """The pairs by their row of the local plan."""
        return {pair.local: pair for pair in self.pairs}

    def doubts(self) -> Mapping[int, Doubt]:
        """For rows of the parent whose partner is not sure, the local row that might be it instead.

        What counts is the whole: a candidate that has a partner of its own must give it up for that.
        """
        import numpy as np

        by_local = self.by_local()
        found: dict[int, Doubt] = {}
        for pair in self.pairs:
            row = self.scores[pair.parent]
            # The other side of an exchange gains at most what a perfect pair is better than it is now.
            for candidate in np.argsort(-row)[:_CANDIDATES]:
                other = int(candidate)
                if other == pair.local or row[other] < LOWER_FLOOR:
                    continue
                loss = pair.score - float(row[other])
                owner = by_local.get(other)
                if owner is not None:
                    swapped = float(self.scores[owner.parent, pair.local])
                    loss += owner.score - (swapped if swapped >= LOWER_FLOOR else 0.0)
                if loss < DOUBT and (pair.parent not in found or loss < found[pair.parent].loss):
                    found[pair.parent] = Doubt(other, loss)
        return found


def pair_targets(
    parent: tuple[Measure, ...], local: tuple[Measure, ...], owed: Sequence[float | None] = ()
) -> Pairing:
    """The one assignment of local targets to the parent's that is best as a whole.

    ``owed`` is for each row of the parent the local unit's own share by the parent's table, None without one.
    """
    import numpy as np

    if not parent or not local:
        empty = np.zeros((len(parent), len(local)))
        return Pairing(parent, local, empty, empty, ())
    scores, covered, against = _scores(parent, local)
    if any(value is not None for value in owed):
        scores = _with_shares(scores, parent, local, owed)
    together = scores
    for _ in range(_ROUNDS):
        guess = assign(together, LOWER_FLOOR)
        together = np.where(scores > _LOOSE, scores + _COMPANY * _company(guess, parent, local), scores)
    # A pair that stands alone needs less than one that has rivals.
    lead = together - np.maximum(_best_other(together, 1), _best_other(together, 0))
    floors = FLOOR - (FLOOR - LOWER_FLOOR) * np.clip(lead / LEAD, 0.0, 1.0)
    floors = np.where(against, OPPOSED_FLOOR, floors)
    standing = np.where(together >= floors, together, 0.0)
    pairs = assign(standing, LOWER_FLOOR)
    return Pairing(parent, local, np.minimum(together, 1.0), covered, _capped(pairs))


def _with_shares(
    scores: Matrix, parent: Sequence[Measure], local: Sequence[Measure], owed: Sequence[float | None]
) -> Matrix:
    """The scores, better where the local figure is just what the parent's table gives the local unit."""
    import numpy as np

    own = Counter(row.target.value for row in local)
    shares = np.zeros(scores.shape)
    for number, value in enumerate(owed):
        for place, row in enumerate(local):
            if value is not None and same(row.target.value, value) and row.kind == parent[number].kind:
                shares[number, place] = _OWN_SHARE / own[row.target.value]
    result: Matrix = np.where(scores > 0, np.clip(scores + shares, 0.0, 1.0), 0.0)
    return result


def _capped(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    return tuple(Pair(pair.parent, pair.local, min(1.0, pair.score)) for pair in pairs)


def _best_other(scores: Matrix, axis: int) -> Matrix:
    """For each cell the best of its row (axis 1) or column (axis 0) without itself."""
    import numpy as np

    size = scores.shape[axis]
    if size < 2:
        return np.zeros_like(scores)
    top = np.partition(scores, size - 2, axis=axis)
    first = np.take(top, [size - 1], axis=axis)
    second = np.take(top, [size - 2], axis=axis)
    return np.where(scores >= first, second, first)


def _company(guess: Sequence[Pair], parent: Sequence[Measure], local: Sequence[Measure]) -> Matrix:
    """How far the neighbours of two rows belong together as far as is known, 0 to 1.

    Neighbours are the rows right before and behind, and the whole that a row is a part of.
    """
    import numpy as np

    partner = np.full(len(parent), -9, dtype=np.int64)
    for pair in guess:
        partner[pair.parent] = pair.local
    total = np.zeros((len(parent), len(local)))
    places = np.arange(len(local))
    for step in (-1, 1):
        shifted = np.full(len(parent), -9, dtype=np.int64)
        source = partner[1:] if step == 1 else partner[:-1]
        if step == 1:
            shifted[:-1] = source
        else:
            shifted[1:] = source
        known = shifted >= 0
        near = np.abs(shifted[:, None] - step - places[None, :])
        total += 0.5 * np.where(known[:, None], np.clip(1.0 - near / 3.0, 0.0, 1.0), 0.0)
    wholes = [_wholes(side) for side in (parent, local)]
    for number, whole in enumerate(wholes[0]):
        if whole >= 0 and partner[whole] >= 0:
            total[number] += 0.5 * (np.array(wholes[1]) == partner[whole])
    return np.minimum(total, 1.0)


def _wholes(rows: Sequence[Measure]) -> list[int]:
    """For each row the number of the row that it is a part of, -1 where it is none."""
    number = {row.target.id: place for place, row in enumerate(rows)}
    return [number.get(row.target.part_of or "", -1) for row in rows]


def _grid(of: Sequence[Hashable], to: Sequence[Hashable]) -> Matrix:
    """1 where the two are the same."""
    import numpy as np

    index = {value: number for number, value in enumerate(dict.fromkeys((*of, *to)))}
    left, right = (np.array([index[value] for value in side]) for side in (of, to))
    result: Matrix = (left[:, None] == right[None, :]).astype(float)
    return result


def _scores(
    parent: tuple[Measure, ...], local: tuple[Measure, ...]
) -> tuple[Matrix, Matrix, NDArray[np.bool_]]:
    """How well each two rows fit by themselves, how much of each parent's indicator a local clause holds.

    Last: where the two name different forms of a contrast (`hộ nghèo`, `hộ cận nghèo`).
    """
    import numpy as np

    weights = Weights([row.meaning for row in (*parent, *local)])
    indicator = likeness([p.meaning for p in parent], [q.meaning for q in local], weights)
    around = likeness([p.around for p in parent], [q.around for q in local], weights)
    bullet = likeness([p.bullet for p in parent], [q.bullet for q in local], weights)
    section = likeness([p.section for p in parent], [q.section for q in local], weights)
    covered = coverage([p.meaning for p in parent], [q.whole for q in local], weights)
    covering = coverage([q.meaning for q in local], [p.whole for p in parent], weights).T
    bare = np.array([q.kind == "none" for q in local])
    indicator = np.maximum(indicator, _WITHIN_CLAUSE * np.sqrt(covered * covering))
    indicator = np.where(bare[None, :], np.maximum(indicator, _WHOLE_IN_BULLET * covered), indicator)
    thin = np.array([len(p.meaning.words) < 2 for p in parent])[:, None] | np.array(
        [len(q.meaning.words) < 2 for q in local]
    )
    scores = np.where(
        thin,
        _THIN_INDICATOR * indicator + _THIN_AROUND * around + _THIN_BULLET * bullet + _THIN_SECTION * section,
        _INDICATOR * indicator + _AROUND * around + _SECTION * section,
    )
    contrasts = opposed([p.named for p in parent], [q.named for q in local])
    scores -= _OPPOSED * np.minimum(contrasts, 2)
    kinds = _grid([p.kind for p in parent], [q.kind for q in local])
    counted = np.array([p.kind != "none" for p in parent])[:, None] & ~bare[None, :]
    units = _grid([unit_name(p.target) for p in parent], [unit_name(q.target) for q in local])
    listed = [place for place, row in enumerate(local) if second_nouns(row)]
    for number in (number for number, row in enumerate(parent) if second_nouns(row)):
        for place in listed:
            units[number, place] = same_unit(parent[number], local[place])
    scores -= _OTHER_UNIT * (counted & (units == 0))
    rhythms = _grid([p.rhythm for p in parent], [q.rhythm for q in local])
    scores -= _OTHER_RHYTHM * (counted & (rhythms == 0))
    ways = [[{"rise": 1, "fall": -1, "level": 0}[move(row)] for row in side] for side in (parent, local)]
    scores -= _OTHER_WAY * (np.outer(ways[0], ways[1]) == -1)
    scores -= _NO_FIGURE * (np.array([p.kind == "none" for p in parent])[:, None] != bare[None, :])
    figures = [
        [(row.target.value, row.target.upper, row.target.unit) for row in side] for side in (parent, local)
    ]
    common = Counter([*figures[0], *figures[1]])
    # Equal figures tell the more the rarer they are: `100%` is in every second bullet.
    rarity = np.array([min(1.0, 2.0 / common[figure]) for figure in figures[0]])[:, None]
    scores += _SAME_FIGURE * rarity * counted * _grid(figures[0], figures[1])
    places = [np.array([row.place for row in side]) for side in (parent, local)]
    scores += _SAME_PLACE * (1.0 - np.abs(places[0][:, None] - places[1][None, :]))
    # The same words are the same thing, even where all of them are noise.
    words = [[(row.target.indicator, row.target.text) for row in side] for side in (parent, local)]
    scores = np.where(_grid(words[0], words[1]) == 1, np.maximum(scores, _SAME_WORDS), scores)
    # A rate, a count and an amount of money are three different things, whatever their words.
    scores = np.where(counted & (kinds == 0), 0.0, np.clip(scores, 0.0, 1.0))
    return scores, covered, contrasts > 0
