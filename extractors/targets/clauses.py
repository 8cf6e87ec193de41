"""What a quantity measures: the clause around it, its topic, its direction and its rhythm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.targets.quantities import Quantity

_SENTENCE_END = re.compile(
    r"(?<![.\s][A-ZĐ])(?<!TP)(?<!Tp)(?<!Ths)(?<!ThS)[.!?]+(?=\s+[\"“(]?[A-ZÀ-ỸĐ\d])|\n"
)
_BULLET = re.compile(r"\s*(?:[-–—+*•●○▪✓►]|\(\s*(?:\d{1,2}|[a-zđ])\s*\)\s*[.:]?)\s*")


def body_start(text: str, label_end: int = 0) -> int:
    """Where the words of a bullet begin, behind its label, dash or bracketed number."""
    found = _BULLET.match(text, label_end)
    return found.end() if found else label_end


def sentences(text: str, start: int) -> list[tuple[int, int]]:
    """The sentences of a text from ``start``, as offsets."""
    cuts = [start]
    cuts += [found.end() for found in _SENTENCE_END.finditer(text, start)]
    cuts.append(len(text))
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


_COMMA = re.compile(r",\s+|\s+và\s+|\s*[(;]\s*|;\s*|:\s+")
_PART = re.compile(r"[,;(.]?\s*trong\s+(?:số\s+)?(?:đó|này)\s*(?::|,|là|có)?\s*")


@dataclass(frozen=True, slots=True)
class Clause:
    """The stretch of a sentence that belongs to one quantity.

    ``part`` says that it stands under `trong đó`; ``joined`` that nothing parts it from the quantity
    before it (``05 lớp cho 150 học viên``), so that both share their head.
    """

    start: int
    end: int
    part: bool
    joined: bool = False


def clauses(low: str, start: int, end: int, quantities: Sequence[Quantity]) -> list[Clause]:
    """The stretches of one sentence that its quantities share out among them, in order."""
    cuts = [start]
    joins = [False]
    for left, right in pairwise(quantities):
        cut = right.start if right.unit.name == "lần" else _cut(low, left.end, right.start)
        cuts.append(left.end if cut == right.start else cut)
        joins.append(cut == right.start)
    cuts.append(end)
    # Looked for once: a sentence may hold thousands of figures.
    cues = list(_PART.finditer(low, start, quantities[-1].start)) if quantities else []
    seen = 0
    found: list[Clause] = []
    for place, quantity in enumerate(quantities):
        a = cuts[place]
        # Where nothing parts two quantities the words between them name both.
        b = (
            quantities[place + 1].start
            if place + 1 < len(quantities) and joins[place + 1]
            else cuts[place + 1]
        )
        while seen < len(cues) and cues[seen].end() <= quantity.start:
            seen += 1
        part = seen > 0 and place > 0 and quantities[0].end <= cues[seen - 1].start() + 1
        # What stands before `trong đó` belongs to the whole, not to the part.
        for cue in _PART.finditer(low, a, quantity.start):
            a = cue.end()
        if following := _PART.search(low, quantity.end, b):
            b = following.start()
        found.append(Clause(a, b, part, joins[place]))
    return found


def _cut(low: str, left: int, right: int) -> int:
    """Where the words between two quantities part: what is left of it belongs to the first."""
    between = low[left:right]
    if semis := list(re.finditer(";", between)):
        return left + semis[-1].end() if not between[semis[-1].end() :].strip(" ,") else left + semis[0].end()
    first = re.match(r"\s*(?:,|\s+và\s|\(|\)\s*,?|\s*:)", between)
    if first:
        return left + first.end()
    marks = list(_COMMA.finditer(between))
    # `… hộ cận nghèo và 50 % …`: the last mark whose tail is not bare connecting words.
    for mark in reversed(marks):
        return left + mark.end()
    return right
