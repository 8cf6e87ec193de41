"""What belongs to what: how alike phrases are, and the best assignment of one list to another."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from planparse.compare.words import Meaning, Tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

# How much the three views of likeness count: shared words, the shorter within the longer, letters.
_SHARED, _WITHIN, _LETTERS = 0.6, 0.2, 0.2
# Of an endless paragraph so many words are compared by letter, which costs the product of the lengths.
_LETTERS_OF = 200
# So many terms are multiplied out at a time, which bounds the memory.
_TERMS_AT_ONCE = 1024
# A pair of neighbouring words tells less that is new than a word does.
_PAIR_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of the parent and one of the local plan, by index, and how well they fit (0 to 1)."""

    parent: int
    local: int
    score: float


class Weights:
    """How much each word tells among these phrases: the rarer the more."""

    def __init__(self, meanings: Sequence[Meaning]) -> None:
        self._seen = Counter(term for meaning in meanings for term in meaning.terms)
        self._count = len(meanings)

    @cached_property
    def _known(self) -> Mapping[str, float]:
        return {term: self._weight(term) for term in self._seen}

    def _weight(self, term: str) -> float:
        weight = 1.0 + math.log((self._count + 1) / (self._seen[term] + 1))
        return weight * _PAIR_WEIGHT if " " in term else weight

    def of(self, term: str) -> float:
        """At least 1 for a word, half of that for a pair of words."""
        known = self._known.get(term)
        return self._weight(term) if known is None else known


def _shared(left: Sequence[Meaning], right: Sequence[Meaning], weights: Weights) -> Matrix:
    """The weight of the terms that each phrase on the left has in common with each on the right."""
    import numpy as np

    rows: dict[str, tuple[list[int], list[int]]] = {}
    for side, meanings in enumerate((left, right)):
        for number, meaning in enumerate(meanings):
            for term in meaning.terms:
                rows.setdefault(term, ([], []))[side].append(number)
    # In order: floating sums must not depend on the order of a set, which differs in every process.
    common = sorted(term for term, sides in rows.items() if all(sides))
    result: Matrix = np.zeros((len(left), len(right)))
    for first in range(0, len(common), _TERMS_AT_ONCE):
        terms = common[first : first + _TERMS_AT_ONCE]
        presence = np.zeros((len(left), len(terms))), np.zeros((len(right), len(terms)))
        for column, term in enumerate(terms):
            for side in (0, 1):
                presence[side][rows[term][side], column] = 1.0
        result += (presence[0] * [weights.of(term) for term in terms]) @ presence[1].T
    return result


def _sizes(meanings: Sequence[Meaning], weights: Weights) -> Matrix:
    import numpy as np

    # Summed in order: a set of words has another order in every process.
    return np.array([math.fsum(weights.of(term) for term in meaning.terms) for meaning in meanings])


def _once(meanings: Sequence[Meaning]) -> tuple[list[Meaning], list[int]]:
    """Each phrase once, and for each row which of them it is: rows of one section share its title."""
    places: dict[Tokens, int] = {}
    index = [places.setdefault(meaning.words, len(places)) for meaning in meanings]
    first = {place: meaning for meaning, place in zip(reversed(meanings), reversed(index), strict=True)}
    return [first[place] for place in range(len(places))], index


def likeness(left: Sequence[Meaning], right: Sequence[Meaning], weights: Weights) -> Matrix:
    """How alike each phrase on the left is to each on the right, 0 to 1."""
    import numpy as np

    if not left or not right:
        return np.zeros((len(left), len(right)))
    (rows, down), (columns, across) = _once(left), _once(right)
    result: Matrix = _likeness(rows, columns, weights)[np.ix_(down, across)]
    return result


def _likeness(left: Sequence[Meaning], right: Sequence[Meaning], weights: Weights) -> Matrix:
    import numpy as np
    from rapidfuzz import fuzz, process

    shared = _shared(left, right, weights)
    sizes = _sizes(left, weights)[:, None], _sizes(right, weights)[None, :]
    dice = 2 * shared / np.maximum(sizes[0] + sizes[1], 1e-9)
    within = shared / np.maximum(np.minimum(*sizes), 1e-9)
    sorted_left, sorted_right = (
        [" ".join(sorted(m.words[:_LETTERS_OF])) for m in side] for side in (left, right)
    )
    letters = process.cdist(sorted_left, sorted_right, scorer=fuzz.ratio, dtype=np.float32) / 100.0
    empty = (sizes[0] == 0) | (sizes[1] == 0)
    result: Matrix = np.where(empty, 0.0, _SHARED * dice + _WITHIN * within + _LETTERS * letters)
    return result


def coverage(inner: Sequence[Meaning], outer: Sequence[Meaning], weights: Weights) -> Matrix:
    """How much of each phrase on the left stands in each text on the right, 0 to 1."""
    import numpy as np

    if not inner or not outer:
        return np.zeros((len(inner), len(outer)))
    (rows, down), (columns, across) = _once(inner), _once(outer)
    found = _shared(rows, columns, weights) / np.maximum(_sizes(rows, weights)[:, None], 1e-9)
    result: Matrix = found[np.ix_(down, across)]
    return result


def opposed(left: Sequence[Meaning], right: Sequence[Meaning]) -> Matrix:
    """In how many contrasts each phrase on the left names another form than the one on the right."""
    import numpy as np

    total = np.zeros((len(left), len(right)))
    names = sorted({name for meaning in (*left, *right) for name in meaning.contrasts})
    for name in names:
        forms = {
            f: 1 << n
            for n, f in enumerate(sorted({f for m in (*left, *right) for f in m.contrasts.get(name, ())}))
        }
        masks = [
            np.array([sum(forms[f] for f in m.contrasts.get(name, ())) for m in side], dtype=np.int64)
            for side in (left, right)
        ]
        a, b = masks[0][:, None], masks[1][None, :]
        total += (a != 0) & (b != 0) & ((a & b) == 0)
    return total


def assign(scores: Matrix, floor: float) -> tuple[Pair, ...]:
    """The one assignment of rows to columns that is best as a whole, without pairs below ``floor``.

    What counts is how far a pair rises above the floor: one good pair is worth more than two that
    are barely passable.
    """
    import lap
    import numpy as np

    if scores.size == 0:
        return ()
    # The solver minimises, and takes the finite cost of each pair; no gain at all is the dearest.
    gain = np.maximum(scores - floor, 0.0)
    _, partner, _ = lap.lapjv(gain.max() - gain, extend_cost=True)
    return tuple(
        Pair(row, int(column), float(scores[row, column]))
        for row, column in enumerate(partner)
        if column >= 0 and scores[row, column] >= floor
    )


def apart(scores: Matrix, floor: float) -> float:
    """How sure it is that nothing answers to a row with these scores: the nearer the best, the less."""
    best = float(scores.max()) if scores.size else 0.0
    return 1.0 - 0.5 * max(0.0, min(best, floor)) / floor
