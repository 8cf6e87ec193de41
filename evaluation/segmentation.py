"""``python -m evaluation segmentation``: whether word segmentation helps to pair indicators.

Vietnamese writes its syllables apart; underthesea joins those of one word (``đào_tạo``). What is
measured: of the targets of a local plan that a reviewer paired with one of the parent's, how many
find it again as the one that is most alike, and by how much it leads the next, by likeness of words alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

_SAMPLES = Path(__file__).parent.parent / "corpus" / "samples"
# Statuses in which two rows stand against each other.
_PAIRED = {"kept", "altered", "unquantified", "apportioned", "copied"}


@dataclass(frozen=True, slots=True)
class Case:
    """Indicators of two plans, and for rows of the parent the row of the local plan that answers."""

    name: str
    parent: tuple[str, ...]
    local: tuple[str, ...]
    answers: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """Of so many pairs, the share found by the best match, the mean lead over the next best, of 100."""

    pairs: int
    right: float
    lead: float


def _index(rows: Sequence[Mapping[str, Any]], quote: str, used: set[int], near: str) -> int | None:
    """The row of a quote; of several the one whose indicator is most like ``near``."""
    from rapidfuzz import fuzz

    fits = [
        (fuzz.token_set_ratio(near, row["indicator"] or ""), -number)
        for number, row in enumerate(rows)
        if number not in used and quote.startswith(row["quote"][: len(quote)]) and row["quote"]
    ]
    return -max(fits)[1] if fits else None


def load_cases(expected: Path, gold: Path) -> tuple[Case, ...]:
    """The pairs of a folder of expected comparisons, with the indicators of the labels."""
    found: list[Case] = []
    for path in sorted(expected.glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        sides: dict[str, list[Mapping[str, Any]]] = {
            side: [
                row
                for row in json.loads((gold / f"{case[side]}.json").read_text(encoding="utf-8"))["targets"]
                if row["kind"] != "baseline"
            ]
            for side in ("parent", "local")
        }
        answers: dict[int, int] = {}
        for target in case["targets"]:
            if not target.get("local") or not set(target["status"]) & _PAIRED:
                continue
            p = _index(sides["parent"], target["quote"], {*answers}, target["indicator"])
            q = _index(sides["local"], target["local"], {*answers.values()}, target["indicator"])
            if p is not None and q is not None:
                answers[p] = q
        names = {side: tuple(row["indicator"] for row in rows) for side, rows in sides.items()}
        found.append(Case(case["local"], names["parent"], names["local"], answers))
    return tuple(found)


def measure(cases: Sequence[Case], prepare: Callable[[str], str]) -> Figures:
    """How well the most alike local indicator is the one that answers, after both were prepared."""
    from rapidfuzz import fuzz, process

    right = 0
    leads: list[float] = []
    for case in cases:
        local = [prepare(text) for text in case.local]
        for p, q in case.answers.items():
            scores = process.cdist([prepare(case.parent[p])], local, scorer=fuzz.token_set_ratio)[0]
            others = [float(score) for number, score in enumerate(scores) if number != q]
            lead = float(scores[q]) - max(others, default=0.0)
            right += lead > 0
            leads.append(lead)
    pairs = len(leads)
    return Figures(pairs, right / pairs if pairs else 1.0, sum(leads) / pairs if pairs else 0.0)


def _syllables(text: str) -> str:
    from extractors.vietnamese.text import fold_words

    return fold_words(text)


def _segmented(text: str) -> str:
    """Words joined as underthesea joins them."""
    from underthesea import word_tokenize

    return _syllables(str(word_tokenize(text, format="text")))


def _pairs_of_syllables(text: str) -> str:
    """Syllables, and each two neighbours as one more word: what segmentation approximates, for nothing."""
    words = _syllables(text).split()
    return " ".join([*words, *("_".join(two) for two in pairwise(words))])


WAYS: Mapping[str, Callable[[str], str]] = {
    "syllables": _syllables,
    "words (underthesea)": _segmented,
    "syllables and neighbours": _pairs_of_syllables,
}


def _whole_scoring(expected: Path, source: Path, segmented: bool) -> tuple[int, int]:
    """Pairs of the expected comparisons that ``planparse diff`` finds, and how many there are."""
    from dataclasses import replace

    from evaluation.match import fold
    from extractors.plan import Target
    from planparse.compare import compare
    from planparse.load import load

    right = total = 0
    for path in sorted(expected.glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        plans = [load(source / f"{case[side]}.docx") for side in ("local", "parent")]
        if segmented:
            plans = [
                replace(
                    plan,
                    targets=tuple(replace(row, indicator=_words(row.indicator)) for row in plan.targets),
                )
                for plan in plans
            ]
        findings = [f for f in compare(*plans).findings if f.type == "target"]
        for target in case["targets"]:
            if not target.get("local") or not set(target["status"]) & _PAIRED:
                continue
            total += 1
            right += any(
                isinstance(f.parent, Target)
                and isinstance(f.local, Target)
                and f.parent.value == target["value"]
                and fold(f.parent.text).startswith(fold(target["quote"]))
                and fold(f.local.text).startswith(fold(target["local"]))
                for f in findings
            )
    return right, total


def _words(text: str) -> str:
    """Segmented, with the syllables of a word run together so that every tokenizer keeps them one."""
    return _segmented(text).replace("_", "")


def lines(expected: Path, source: Path) -> Iterator[str]:
    """The figures of each way, then those of the whole comparison without and with segmentation."""
    cases = load_cases(expected, source / "gold")
    for name, prepare in WAYS.items():
        one = measure(cases, prepare)
        yield f"{name:26s} best match right {one.right:.3f} of {one.pairs}, lead {one.lead:6.2f}"
    for name, segmented in (("comparison as it is", False), ("comparison on words", True)):
        right, total = _whole_scoring(expected, source, segmented)
        yield f"{name:26s} pairs found      {right / max(1, total):.3f} of {total}"


@click.command()
@click.option("--source", type=click.Path(path_type=Path), default=_SAMPLES, help="Samples with gold/.")
def segmentation(source: Path) -> int:
    """Pairs of indicators with and without word segmentation, on the expected comparisons of the samples."""
    for line in lines(source / "expected", source):
        click.echo(line)
    return 0
