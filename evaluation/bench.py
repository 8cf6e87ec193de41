"""``python -m evaluation bench``: speed as ratios within one run, so that any machine can judge it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extractors.document import Document

_SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
_MEGABYTE = 1_000_000
# What must hold: rates in MB/s of UTF-8, the others are ratios.
RATE, SLOWER, EYECITE, START = 2.0, 3.0, 10.0, 2.5
# A text whose part takes so many times what the whole of a normal one takes is not read to its end.
_HOPELESS = 12.0
_PARTS = (16, 8, 4, 2, 1)


@dataclass(frozen=True, slots=True)
class Result:
    """One line of a benchmark; ``kept`` is None where there is nothing to hold it to."""

    name: str
    figure: str
    kept: bool | None = None


def _documents() -> tuple[Document, ...]:
    from planparse.readers import read

    return tuple(read(path) for path in sorted(_SAMPLES.glob("*.txt")))


def _rate(documents: tuple[Document, ...], runs: int = 3) -> float:
    """MB/s of extraction."""
    from evaluation.texts import weight
    from evaluation.timing import seconds
    from extractors.pipeline import extract

    def work() -> None:
        for document in documents:
            extract(document)

    return sum(map(weight, documents)) / _MEGABYTE / seconds(work, runs)


def _rows(document: Document) -> int:
    from extractors.pipeline import extract

    plan = extract(document)
    return len(plan.sections) + len(plan.citations) + len(plan.targets) + len(plan.assignments)


def _normal_rate(documents: tuple[Document, ...], amount: int) -> float:
    from evaluation.texts import normal

    return _rate(normal(documents, amount))


def extraction(amount: int) -> Iterator[Result]:
    """The rate on normal text, and how much slower each hostile text is, in three shapes.

    A text of nothing but figures or labels gives a row for every few bytes: its rows are told with it.
    """
    from evaluation.texts import HOSTILE, bare, in_places, pieces, repeated, running_text, whole

    documents = _documents()
    rate = _normal_rate(documents, amount)
    yield Result("normal text", f"{rate:.2f} MB/s", rate >= RATE)
    texts: dict[str, Callable[[int], str]] = {
        name: lambda size, unit=unit: repeated(unit, size)  # type: ignore[misc]
        for name, unit in HOSTILE.items()
    }
    texts["endless line"] = lambda size: running_text(documents, size)
    shapes: dict[str, Callable[[str], Document]] = {
        "three endless blocks": lambda text: in_places(whole(text)),
        "blocks of 80": lambda text: in_places(pieces(text, 80)),
        "blocks of 12, no headings": lambda text: bare(pieces(text, 12)),
    }
    for name, make in texts.items():
        for shape, put in shapes.items():
            slower = size = 0.0
            for part in _PARTS:
                size = amount / part
                document = put(make(int(size)))
                slower = rate / _rate((document,), runs=1)
                if slower / part > _HOPELESS:
                    break
            read = "" if size == amount else f", at {size / _MEGABYTE:.2f} MB already"
            # What keeps the bound needs no explanation.
            rows = f", {_rows(document)} rows" if slower > SLOWER else ""
            yield Result(f"{name}, {shape}", f"{slower:.2f} × slower{read}{rows}", slower <= SLOWER)


def eyecite(amount: int) -> Iterator[Result]:
    """Extraction of whole plans against eyecite's of citations, on the same number of bytes."""
    try:
        from eyecite import get_citations
    except ImportError:
        yield Result("eyecite", "not installed: pip install 'planparse[bench]'")
        return
    from evaluation.texts import opinions, size
    from evaluation.timing import seconds

    # Its rate does not depend on the length, and whole megabytes take it long.
    text = opinions(min(amount, _MEGABYTE // 5))
    found = len(get_citations(text))
    theirs = size(text) / _MEGABYTE / seconds(lambda: get_citations(text), runs=2)
    ours = _normal_rate(_documents(), amount)
    yield Result("eyecite", f"{theirs:.3f} MB/s, one citation in {size(text) // max(1, found)} bytes")
    yield Result("planparse against eyecite", f"{ours / theirs:.1f} ×", ours / theirs >= EYECITE)


def start(amount: int) -> Iterator[Result]:
    """``planparse --help`` as a whole process against a process that imports click and ends."""
    from evaluation.timing import process_seconds

    base = process_seconds(("-c", "import click"))
    own = process_seconds(("-m", "planparse", "--help"))
    yield Result("python -c 'import click'", f"{base:.3f} s")
    yield Result("planparse --help", f"{own:.3f} s, {own / base:.2f} ×", own / base <= START)


def readers(amount: int) -> Iterator[Result]:
    """The readers of PDF and Word against pdfplumber and python-docx; they take files of one size."""
    from evaluation.bench_readers import readers as measured

    return measured()


def comparison(amount: int) -> Iterator[Result]:
    """`planparse diff` against importing python-docx, and the pairing of many targets."""
    from evaluation.bench_compare import comparison as measured

    return (Result(figure.name, figure.text, figure.kept) for figure in measured())


def page(amount: int) -> Iterator[Result]:
    """The interactive page of a pair of 60 pages: its size, and when Chromium has it ready."""
    from evaluation.bench_page import page as measured

    return (Result(figure.name, figure.text, figure.kept) for figure in measured())


def corpus(amount: int) -> Iterator[Result]:
    """A corpus with a target for every 50 bytes: ``--megabytes 50`` is one of a million targets."""
    from evaluation.bench_corpus import BYTES_OF_TARGET
    from evaluation.bench_corpus import corpus as measured

    figures = measured(amount // BYTES_OF_TARGET)
    return (Result(figure.name, figure.text, figure.kept) for figure in figures)


def batch(amount: int) -> Iterator[Result]:
    """Many pairs with two workers against one; the megabytes asked for are a hundred plans each."""
    from evaluation.bench_batch import batches as measured

    return measured(amount)


BENCHMARKS: dict[str, Callable[[int], Iterator[Result]]] = {
    "extraction": extraction,
    "eyecite": eyecite,
    "start": start,
    "readers": readers,
    "comparison": comparison,
    "page": page,
    "corpus": corpus,
    "batch": batch,
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(BENCHMARKS)))
@click.option("--megabytes", default=1.0, show_default=True, help="Size of each text.")
@click.option("--strict", is_flag=True, help="Exit code 1 where a bound is not kept.")
def bench(names: tuple[str, ...], megabytes: float, strict: bool) -> int:
    """Measure speed; without a name all of them run, one after the other."""
    broken = 0
    for name in names or BENCHMARKS:
        click.echo(f"{name}:")
        for result in BENCHMARKS[name](int(megabytes * _MEGABYTE)):
            broken += result.kept is False
            mark = {True: "ok", False: "MISSED", None: ""}[result.kept]
            click.echo(f"  {result.name:48s} {result.figure:40s} {mark}".rstrip())
    return int(strict and bool(broken))
