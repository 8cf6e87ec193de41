"""The same plan as text, Word and PDF gives the same rows, and every row stands where its span says."""

from pathlib import Path
from typing import Any

import pytest

from extractors.pipeline import extract
from extractors.plan import Plan
from planparse.readers import read
from tests.extractors.test_pipeline import rows_hold

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))
SHARED = Path(__file__).resolve().parents[2] / "shared"
# Real plans, where they stand beside the checkout.
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))


def facts(plan: Plan) -> dict[str, Any]:
    return {
        "meta": plan.meta,
        "sections": [(s.path, s.kind, s.title) for s in plan.sections],
        "citations": [
            (c.text, c.canonical, c.date, c.issuer, c.pinpoint, c.refers_to) for c in plan.citations
        ],
        "targets": [
            (t.text, t.kind, t.indicator, t.value, t.upper, t.unit, t.per, t.part_of) for t in plan.targets
        ],
        "assignments": [(a.agency, a.task, a.role, a.partners, a.due, a.inline) for a in plan.assignments],
        "deadlines": [(d.text, d.due, d.every) for d in plan.deadlines],
        "allocations": [(a.to, a.indicator, a.value, a.unit) for a in plan.allocations],
    }


@pytest.mark.parametrize("name", NAMES)
def test_text_and_word_give_the_same_rows(name: str) -> None:
    assert facts(extract(read(SAMPLES / f"{name}.docx"))) == facts(extract(read(SAMPLES / f"{name}.txt")))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_text_and_pdf_give_the_same_rows(path: Path) -> None:
    assert facts(extract(read(path))) == facts(extract(read(path.with_suffix(".txt"))))


@pytest.mark.parametrize(
    "path",
    [
        path
        for name in NAMES
        for path in sorted(SAMPLES.glob(f"{name}.*"))
        if path.suffix in (".txt", ".docx", ".pdf")
    ],
    ids=lambda path: path.name,
)
def test_every_row_of_every_sample_stands_where_its_span_says(path: Path) -> None:
    rows_hold(extract(read(path)))


def test_every_row_of_every_real_plan_stands_where_its_span_says() -> None:
    if not SEEDS:
        pytest.skip("no real plans beside the checkout")
    for path in SEEDS:
        rows_hold(extract(read(path)))
