"""Speed of the comparison: the whole command against importing python-docx, and pairing alone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.plan import Plan

_SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
# What must hold: the first a ratio, the second in seconds of processor time.
COMMAND, PAIRING = 5.0, 1.0
_TARGETS = 500


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in words, and whether it keeps its bound (None where it has none)."""

    name: str
    text: str
    kept: bool | None = None


def _many(plan: Plan, order: random.Random) -> Plan:
    """The plan with its targets repeated to the number wanted, each copy about another place."""
    from dataclasses import replace

    rows = [row for row in plan.targets if row.kind != "baseline"]
    found = [
        replace(row, id=f"{row.id}-{copy}", indicator=f"{row.indicator} khu vực {copy}", part_of=None)
        for copy in range(_TARGETS // len(rows) + 1)
        for row in rows
    ][:_TARGETS]
    order.shuffle(found)
    return replace(plan, targets=tuple(found))


def comparison() -> Iterator[Figure]:
    """`planparse diff` of two plans of some ten pages, and 500 targets against 500."""
    from evaluation.timing import process_seconds, seconds
    from planparse.compare.targets import compare_targets
    from planparse.compare.words import Vocabulary
    from planparse.load import load

    pair = [str(_SAMPLES / f"{name}.docx") for name in ("bach-khe-2026", "hai-xuyen-2026")]
    base = process_seconds(("-c", "import docx"))
    own = process_seconds(("-m", "planparse", "diff", *pair, "--fail-on", "never"))
    yield Figure("python -c 'import docx'", f"{base:.3f} s")
    yield Figure("planparse diff of two docx", f"{own:.3f} s, {own / base:.2f} ×", own / base <= COMMAND)

    order = random.Random(5)
    local, parent = (_many(load(path), order) for path in pair)
    vocabulary = Vocabulary((local.meta, parent.meta))
    taken = seconds(lambda: compare_targets(parent, local, vocabulary))
    yield Figure(f"{_TARGETS} targets against {_TARGETS}", f"{taken:.2f} s", taken <= PAIRING)
