"""What belongs to what: how alike phrases are, and the best assignment of one list to another."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planparse.compare.words import Meaning

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

# How much the three views of likeness count: shared words, the shorter within the longer, letters.
_SHARED, _WITHIN, _LETTERS = 0.6, 0.2, 0.2
# Of an endless paragraph so many words are compared by letter, which costs the product of the lengths.
_LETTERS_OF = 200
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

    def of(self, term: str) -> float:
        """At least 1 for a word, half of that for a pair of words."""
        weight = 1.0 + math.log((self._count + 1) / (self._seen[term] + 1))
        return weight * _PAIR_WEIGHT if " " in term else weight


def _shared(left: Sequence[Meaning], right: Sequence[Meaning], weights: Weights) -> Matrix:
    """The weight of the terms that each phrase on the left has in common with each on the right."""
    import numpy as np
    from scipy.sparse import csr_array

    terms = sorted({t for m in left for t in m.terms} & {t for m in right for t in m.terms})
    column = {term: number for number, term in enumerate(terms)}

    def presence(meanings: Sequence[Meaning], weight: Sequence[float]) -> csr_array:
        found = [sorted(column[t] for t in meaning.terms if t in column) for meaning in meanings]
        ends = np.cumsum([0, *map(len, found)])
        columns = np.array([number for numbers in found for number in numbers], dtype=np.int64)
        values = np.array([weight[number] for number in columns], dtype=np.float64)
        return csr_array((values, columns, ends), shape=(len(meanings), len(terms)))

    weighted = presence(left, [weights.of(term) for term in terms])
    result: Matrix = (weighted @ presence(right, [1.0] * len(terms)).T).toarray()
    return result


def _sizes(meanings: Sequence[Meaning], weights: Weights) -> Matrix:
    import numpy as np

    # Summed in order: a set of words has another order in every process.
    return np.array([math.fsum(weights.of(term) for term in meaning.terms) for meaning in meanings])


def likeness(left: Sequence[Meaning], right: Sequence[Meaning], weights: Weights) -> Matrix:
    """How alike each phrase on the left is to each on the right, 0 to 1."""
    import numpy as np
    from rapidfuzz import fuzz, process

    if not left or not right:
        return np.zeros((len(left), len(right)))
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
    result: Matrix = _shared(inner, outer, weights) / np.maximum(_sizes(inner, weights)[:, None], 1e-9)
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
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if scores.size == 0:
        return ()
    gain = np.maximum(scores - floor, 0.0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return tuple(
        Pair(int(i), int(j), float(scores[i, j]))
        for i, j in zip(rows, columns, strict=True)
        if scores[i, j] >= floor
    )
