"""What a plan says without setting a target: sentences of its body that name no figure of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.document import Span
from extractors.layout import lay_out
from extractors.plan import Plan
from extractors.vietnamese.text import lower
from planparse.compare.align import Weights, coverage, opposed
from planparse.compare.measures import Measure
from planparse.compare.words import Meaning, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

# So much of an indicator must stand in one sentence, and so many telling words must it have for that.
COVERED, WORDS = 0.8, 3
# A sentence longer than this talks about everything.
_LONGEST = 400
_CLAUSE = re.compile(r"[^;\n.]+(?:\.(?!\s|$)[^;\n.]*)*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the body, with what it means."""

    span: Span
    meaning: Meaning


def passages(plan: Plan, vocabulary: Vocabulary) -> tuple[Passage, ...]:
    """The sentences and clauses of the body in which no target or baseline stands; titles are none."""
    document = plan.document
    taken: dict[int, list[tuple[int, int]]] = {}
    for target in plan.targets:
        taken.setdefault(target.span.block, []).append((target.span.start, target.span.end))
    titles = {s.span.block for s in plan.sections if s.kind == "heading"}
    zones = lay_out(document, tuple(lower(block.text) for block in document.blocks))
    found: list[Passage] = []
    for number, block in enumerate(document.blocks):
        if zones[number] != "body" or number in titles:
            continue
        for clause in _CLAUSE.finditer(block.text):
            start, end = clause.span()
            if end - start > _LONGEST or any(a < end and b > start for a, b in taken.get(number, ())):
                continue
            found.append(Passage(document.span(number, start, end), vocabulary.meaning(clause[0])))
    return tuple(found)


def said_in_passing(rows: Sequence[Measure], found: Sequence[Passage]) -> tuple[Passage | None, ...]:
    """For each row the sentence that names what it measures, where one does."""
    import numpy as np

    if not rows or not found:
        return (None,) * len(rows)
    aims, said = [row.meaning for row in rows], [passage.meaning for passage in found]
    named = [row.named for row in rows]
    scores = coverage(aims, said, Weights([*aims, *said])) - opposed(named, said)
    best = np.argmax(scores, axis=1)
    return tuple(
        found[best[number]]
        if scores[number, best[number]] >= COVERED and len(row.meaning.words) >= WORDS
        else None
        for number, row in enumerate(rows)
    )
