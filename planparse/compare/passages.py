"""What a plan says without setting a target: sentences of its body that name no figure of their own."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.document import Span
from extractors.layout import lay_out
from extractors.plan import Plan
from extractors.vietnamese.text import lower
from planparse.compare.align import Weights, coverage, likeness, opposed
from planparse.compare.measures import lineages
from planparse.compare.pairing import Pairing
from planparse.compare.words import Meaning, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

# So much of an indicator must stand in one sentence: in the bullet that holds the answer to a neighbour,
# in one close by, and in another one of the section that answers to its own. So many telling words must it
# have where it stands alone.
COVERED_BESIDE, COVERED_NEAR, COVERED, WORDS = 0.65, 0.72, 0.8, 3
_CLOSE = 2
# Neighbours stand no further apart than this; sections answer to each other from here on.
_NEAR, _SECTION = 2, 0.5
# Sentences from here on are the same one.
_SAME = 0.8
# A sentence longer than this talks about everything.
_LONGEST = 400
_CLAUSE = re.compile(r"[^;\n.]+(?:\.(?!\s|$)[^;\n.]*)*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the body, with what it means and what its section is about."""

    span: Span
    meaning: Meaning
    section: Meaning


def passages(plan: Plan, vocabulary: Vocabulary) -> tuple[Passage, ...]:
    """The sentences and clauses of the body in which no target or baseline stands; titles are none."""
    document = plan.document
    taken: dict[int, list[tuple[int, int]]] = {}
    for target in plan.targets:
        taken.setdefault(target.span.block, []).append((target.span.start, target.span.end))
    titles = {s.span.block for s in plan.sections if s.kind == "heading"}
    zones = lay_out(document, tuple(lower(block.text) for block in document.blocks))
    starts = sorted((s.span.block, s.span.start, s.id) for s in plan.sections)
    titled = {section: vocabulary.title(title) for section, title in lineages(plan).items()}
    nowhere = vocabulary.title("")
    found: list[Passage] = []
    for number, block in enumerate(document.blocks):
        if zones[number] != "body" or number in titles:
            continue
        for clause in _CLAUSE.finditer(block.text):
            start, end = clause.span()
            if end - start > _LONGEST or any(a < end and b > start for a, b in taken.get(number, ())):
                continue
            place = bisect_right(starts, (number, start, "\U0010ffff"))
            section = titled[starts[place - 1][2]] if place else nowhere
            found.append(Passage(document.span(number, start, end), vocabulary.meaning(clause[0]), section))
    return tuple(found)


def said_in_passing(
    alone: Sequence[int], local: Sequence[Passage], parent: Sequence[Passage], sides: Pairing
) -> tuple[Passage | None, ...]:
    """For each row of the parent without a partner the local sentence that still names what it measures.

    A plan speaks of most things somewhere: only what stands where the target should stand counts, and
    only what the parent does not say as well, beside its target.
    """
    import numpy as np

    found = _own(local, parent) if alone else []
    if not alone or not found:
        return (None,) * len(alone)
    rows = [sides.parent[number] for number in alone]
    aims, said = [row.meaning for row in rows], [passage.meaning for passage in found]
    scores = coverage(aims, said, Weights([*aims, *said])) - opposed([row.named for row in rows], said)
    titles = [row.section for row in rows], [passage.section for passage in found]
    together = likeness(*titles, Weights([*titles[0], *titles[1]])) >= _SECTION
    by_parent = sides.by_parent()
    blocks = np.array([passage.span.block for passage in found])
    result: list[Passage | None] = []
    for place, number in enumerate(alone):
        near = range(max(0, number - _NEAR), min(len(sides.parent), number + _NEAR + 1))
        answers = [by_parent[n].local for n in near if n in by_parent]
        homes = np.array([sides.local[q].target.span.block for q in answers], dtype=np.int64)
        away = np.abs(blocks[:, None] - homes[None, :]).min(axis=1) if answers else blocks + _CLOSE + 1
        beside = away == 0
        floors = np.where(beside, COVERED_BESIDE, np.where(away <= _CLOSE, COVERED_NEAR, 2.0))
        floors = np.where(together[place], np.minimum(floors, COVERED), floors)
        fits = scores[place] >= floors
        best = int(np.argmax(np.where(fits, scores[place], -1.0)))
        enough = len(rows[place].meaning.words) >= WORDS or bool(beside[best])
        result.append(found[best] if fits[best] and enough else None)
    return tuple(result)


def _own(local: Sequence[Passage], parent: Sequence[Passage]) -> list[Passage]:
    """The local sentences that the parent does not hold too."""
    theirs = {frozenset(passage.meaning.words) for passage in parent}
    rest = [passage for passage in local if frozenset(passage.meaning.words) not in theirs]
    if not rest or not parent:
        return rest
    sides = [passage.meaning for passage in rest], [passage.meaning for passage in parent]
    alike = likeness(*sides, Weights([*sides[0], *sides[1]])).max(axis=1)
    return [passage for passage, score in zip(rest, alike, strict=True) if score < _SAME]
