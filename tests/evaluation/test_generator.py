"""Generated plans: the same by the same seed, and what their labels say is what stands in them."""

import csv
import json

import pytest

from corpus.samples.expected import expected
from corpus.samples.markup import SAME_AS_ABOVE
from corpus.samples.render import to_text
from corpus.samples.truth import gold
from evaluation.bench_corpus import corpus as bench
from evaluation.generator import families
from evaluation.group import run
from extractors.document import Document
from extractors.pipeline import extract
from planparse.readers.text import read_text


def sources(*arguments, **options):
    return [one for family in families(*arguments, **options) for one in (family.parent, *family.locals)]


def test_a_seed_gives_the_same_plans_and_more_plans_leave_the_first():
    few = [to_text(source) for source in sources(12, 3, communes=4)]
    more = [to_text(source) for source in sources(17, 3, communes=4)]
    assert len(few) == 12 and len(more) == 17
    assert few[:10] == more[:10]
    assert few != [to_text(source) for source in sources(12, 4, communes=4)]
    assert len({source.name for source in sources(17, 3)}) == 17


@pytest.mark.parametrize("plans", [1, 2, 10, 11])
def test_there_are_as_many_plans_as_wanted(plans):
    assert len(sources(plans)) == plans


@pytest.mark.parametrize("targets", [1, 24, 150])
def test_a_province_has_as_many_targets_as_wanted(targets):
    parent = sources(1, targets=targets)[0]
    found = gold(parent)["targets"]
    assert len(found) == targets
    assert len({row["indicator"] for row in found}) == targets


@pytest.mark.parametrize("seed", range(4))
def test_labels_stand_in_the_text(seed):
    for source in sources(5, seed):
        text = to_text(source)
        labels = gold(source)
        for part in ("citations", "targets", "assignments", "deadlines"):
            assert labels[part] and all(row["quote"] in text for row in labels[part]), part
        assert SAME_AS_ABOVE not in text


def test_extraction_reads_what_the_labels_say():
    for source in sources(6, 9):
        plan = extract(Document(read_text(to_text(source))))
        labels = gold(source)
        assert [(t.value, t.unit, t.comparator) for t in plan.targets] == [
            (row["value"], row["unit"], row["comparator"]) for row in labels["targets"]
        ]
        assert plan.meta.issuer == labels["meta"]["issuer"] and plan.meta.level == labels["meta"]["level"]


def test_each_answer_of_a_commune_has_its_status():
    statuses = set()
    for family in families(40, 1):
        for source in family.locals:
            rows = expected(source, family.parent)["targets"]
            assert len(rows) == len(gold(family.parent)["targets"])
            statuses |= {row["status"][0] for row in rows}
    assert statuses == {"kept", "altered", "missing", "apportioned", "copied"}


@pytest.mark.parametrize("style", ["txt", "docx"])
def test_the_command_writes_plans_labels_and_pairs(tmp_path, style):
    assert run(["generate", "--plans", "5", "--communes", "3", "--format", style, "-o", str(tmp_path)]) == 0
    assert len(list(tmp_path.glob(f"*.{style}"))) == len(list(tmp_path.glob("gold/*.json"))) == 5
    with (tmp_path / "manifest.csv").open(encoding="utf-8", newline="") as file:
        pairs = list(csv.DictReader(file))
    assert [(row["local"], row["parent"]) for row in pairs] == [
        (f"plan-0000{number}.{style}", f"plan-00001.{style}") for number in (2, 3, 4)
    ]
    for row in pairs:
        record = json.loads((tmp_path / "expected" / row["local"].replace(style, "json")).read_text("utf-8"))
        assert record["targets"]
    assert (
        run(["score", "--gold", str(tmp_path / "gold"), "--source", str(tmp_path), "--suffix", f".{style}"])
        == 0
    )


def test_a_small_corpus_keeps_the_bounds_of_the_benchmark():
    figures = list(bench(2_000))
    assert {"rows added", "corpus", "opening"} < {figure.name for figure in figures}
    assert [figure for figure in figures if figure.kept is False] == []
