"""Speed of a corpus: adding records, opening, queries by facts, and search in words without marks."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.plan import Plan

# What must hold, on a corpus of 1 million targets: rows a second, and milliseconds.
ADDED, FILTERED, SEARCHED, OPENED = 5_000, 100, 150, 50
BYTES_OF_TARGET = 50
_TARGETS, _PARAGRAPHS = 100, 20
_BASES = 40

_FILTERS: tuple[dict[str, Any], ...] = (
    {"kind": "target", "unit": "người", "min": 500, "period": 2024, "indicator": "việc làm", "level": "ward",
     "cites": "74/2025/QH15"},
    {"kind": "target", "unit": "người", "min": 500},
    {"unit": "%", "max": 20},
    {"min": 5_000_000_000_000},
    {"min": 100},
    {"unit": "người", "min": 500_000_000},
    {"kind": "target", "level": "province", "period": (2026, 2030)},
    {"indicator": "vay von", "unit": "người", "max": 100},
    {"indicator": "khong co gi nhu vay"},
    {"cites": "74/2025/QH15", "kind": "citation"},
)  # fmt: skip
_SEARCHES = ("dao tao nghe", "giai quyet viec lam", "ho ngheo", "trien khai thuc hien ke hoach", "khu vuc 2")


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in words, and whether it keeps its bound (None where it has none)."""

    name: str
    text: str
    kept: bool | None = None


def _bases() -> list[Plan]:
    """Some generated plans as they are extracted, thinned out to the paragraphs that hold targets."""
    from corpus.samples.render import to_text
    from evaluation.generator import families
    from extractors.document import Document
    from extractors.pipeline import extract
    from planparse.readers.text import read_text

    sources = [
        source
        for family in families(_BASES, 1, targets=_TARGETS, clauses=12)
        for source in (family.parent, *family.locals)
    ]
    return [_dense(extract(Document(read_text(to_text(source))))) for source in sources]


def _dense(plan: Plan) -> Plan:
    """The plan with one paragraph for five targets: those with targets first, then others in their order."""
    blocks = plan.document.blocks
    told = {row.span.block for row in plan.targets}
    others = [at for at in range(len(blocks)) if at not in told]
    # The opening, with what it cites, always stands at the top.
    more = others[8 : 8 + max(4, _PARAGRAPHS - len(told))]
    at_of = {old: new for new, old in enumerate(sorted(told | set(more)))}

    def kept(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(
            replace(row, span=replace(row.span, block=at_of[row.span.block]))
            for row in rows
            if row.span.block in at_of
        )

    document = replace(plan.document, blocks=tuple(blocks[old] for old in at_of), notices=())
    return replace(
        plan,
        document=document,
        notices=(),
        sections=kept(plan.sections),
        citations=kept(plan.citations),
        targets=kept(plan.targets),
        assignments=kept(plan.assignments),
        deadlines=kept(plan.deadlines),
    )


def _copies(targets: int) -> Iterator[Plan]:
    """Plans until they hold so many targets: the bases in turn, each copy with figures of its own."""
    bases, random = _bases(), Random(7)
    made = number = 0
    while made < targets:
        base = bases[number % len(bases)]
        number += 1
        factor = random.uniform(0.5, 3.0)
        rows = tuple(
            replace(row, value=None if row.value is None else round(row.value * factor))
            for row in base.targets
        )
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        source = replace(base.document.source, path=f"plans/{number:06d}.txt", sha256=digest)
        meta = replace(base.meta, number=f"{number % 300}/KH-UBND")
        yield replace(base, document=replace(base.document, source=source), meta=meta, targets=rows)
        made += len(rows)


def _milliseconds(work: Callable[[], object], runs: int = 5) -> float:
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return median(taken)


def corpus(targets: int) -> Iterator[Figure]:
    """A corpus of so many targets, in a file of its own."""
    from corpus import Corpus

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.db"
        rows = 0
        spent = 0.0
        with Corpus(path) as store:
            batch: list[Plan] = []
            waiting = _copies(targets)
            ended = False
            while not ended:
                plan = next(waiting, None)
                ended = plan is None
                if plan is not None:
                    batch.append(plan)
                if batch and (ended or len(batch) == 200):
                    start = time.perf_counter()
                    rows += sum(added.rows for added in store.add_many(batch))
                    spent += time.perf_counter() - start
                    batch = []
            start = time.perf_counter()
            store.close()
            spent += time.perf_counter() - start
        yield Figure("rows added", f"{rows / spent:,.0f} a second", rows / spent >= ADDED)
        with Corpus(path) as store:
            counts = [
                store.query(f"SELECT count(*) FROM {table}").rows[0][0] for table in ("targets", "blocks")
            ]
        size = path.stat().st_size / 1_000_000
        yield Figure("corpus", f"{counts[0]:,} targets, {counts[1]:,} paragraphs, {size:,.0f} MB")
        yield from _asked(path)


def _asked(path: Path) -> Iterator[Figure]:
    from corpus import Corpus

    def opened() -> None:
        with Corpus(path) as store:
            store.reader.execute("SELECT id FROM plans LIMIT 1").fetchone()

    taken = _milliseconds(opened)
    yield Figure("opening", f"{taken:.1f} ms", taken < OPENED)
    with Corpus(path) as store:
        for filters in _FILTERS:
            taken = _milliseconds(lambda filters=filters: store.search(**filters))  # type: ignore[misc]
            told = " ".join(f"--{name} {value}" for name, value in filters.items())
            yield Figure(told[:47], f"{taken:.1f} ms", taken < FILTERED)
        for words in _SEARCHES:
            taken = _milliseconds(lambda words=words: store.search(words, limit=20))  # type: ignore[misc]
            yield Figure(words, f"{taken:.1f} ms", taken < SEARCHED)
