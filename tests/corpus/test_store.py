"""What goes into a corpus comes out the same; adding again updates, removing removes."""

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Corpus, CorpusError
from corpus.fold import folded
from corpus.province import province_of
from corpus.record import plan_of
from extractors.pipeline import extract
from extractors.vietnamese.text import strip_accents
from planparse.compare import compare
from planparse.load import load
from planparse.report.record import comparison_record, plan_record
from tests.corpus.conftest import SAMPLES, plan_of_lines

TABLES = (
    "files", "implements", "blocks", "sections", "citations", "targets", "assignments", "allocations",
    "deadlines", "notices", "comparisons", "findings",
)  # fmt: skip


def count(corpus, table):
    return corpus.query(f"SELECT count(*) FROM {table}").rows[0][0]


def sound(corpus):
    """The file holds together, and the indexes of words hold what the texts do."""
    connection = sqlite3.connect(corpus.path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for index in ("blocks_fts", "targets_fts"):
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    finally:
        connection.rollback()
        connection.close()


def test_a_plan_comes_out_as_it_went_in(filled, plans):
    for held, plan in filled.each_plan():
        assert plan == plans[held.id - 1]
    sound(filled)


@pytest.mark.parametrize("name", ["hai-xuyen-2026.docx", "bach-khe-2026.pdf"])
def test_cells_and_pages_too(tmp_path, name):
    plan = load(SAMPLES / name)
    with Corpus(tmp_path / "a.db") as corpus:
        assert corpus.plan(corpus.add(plan).plan_id) == plan


def test_a_record_is_as_good_as_a_plan(tmp_path, plans):
    record = plan_record(plans[2], blocks=True)
    made = plan_of(record)
    assert plan_record(made, blocks=True)["targets"] == record["targets"]
    assert replace(made, notices=(), document=plans[2].document) == replace(plans[2], notices=())
    with Corpus(tmp_path / "a.db") as corpus:
        assert corpus.add(record).outcome == "added"
        assert corpus.add(plans[2]).outcome == "unchanged"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda r: r.pop("blocks"), "corpus-no-blocks"),
        (lambda r: r.update(schema="planparse/diff/1"), "corpus-bad-record"),
        (lambda r: r.pop("meta"), "corpus-bad-record"),
        (lambda r: r["targets"][0].pop("unit"), "corpus-bad-record"),
        (lambda r: r["targets"][0]["span"].update(block=9999), "corpus-bad-record"),
        (lambda r: r.update(sections=3), "corpus-bad-record"),
    ],
)
def test_a_bad_record_is_refused(tmp_path, plans, change, code):
    record = plan_record(plans[0], blocks=True)
    change(record)
    with Corpus(tmp_path / "a.db") as corpus, pytest.raises(CorpusError) as caught:
        corpus.add(record)
    assert caught.value.code == code


def test_adding_again_changes_nothing(filled, plans):
    before = [count(filled, table) for table in TABLES]
    assert {added.outcome for added in filled.add_many(plans)} == {"unchanged"}
    assert [count(filled, table) for table in TABLES] == before


def test_a_file_that_changed_is_updated_in_its_place(filled, plans):
    source = replace(plans[0].document.source, sha256="0" * 64)
    changed = replace(plans[1], document=replace(plans[1].document, source=source))
    added = filled.add(changed)
    assert (added.outcome, added.plan_id) == ("updated", 1)
    assert filled.plan(1) == changed
    assert len(filled) == 5
    sound(filled)


def test_copies_are_one_plan_until_one_changes(tmp_path, plans):
    with Corpus(tmp_path / "a.db") as corpus:
        first = corpus.add(plans[0], path="a.txt")
        assert corpus.add(plans[0], path="b.txt").plan_id == first.plan_id
        assert [held.paths for held in corpus.plans()] == [("a.txt", "b.txt")]
        other = corpus.add(plans[1], path="b.txt")
        assert [held.paths for held in corpus.plans()] == [("a.txt",), ("b.txt",)]
        assert corpus.add(plans[0], path="b.txt").plan_id == first.plan_id
        assert corpus.find(path="b.txt") == first.plan_id
        assert corpus.find(sha256=plans[1].document.source.sha256) is None, other
        assert corpus.remove("a.txt") == 0
        assert corpus.remove("b.txt") == 1


@pytest.mark.parametrize("how", ["path", "sha256", "id", "folder"])
def test_removing_removes_every_row(tmp_path, plans, how):
    with Corpus(tmp_path / "a.db") as corpus:
        added = corpus.add(plans[2], path="plans/city.txt")
        corpus.add_findings(added.plan_id, added.plan_id, [])
        which = {"path": "plans/city.txt", "sha256": plans[2].document.source.sha256, "id": added.plan_id}
        assert corpus.remove(which.get(how, "plans")) == 1
        assert {table: count(corpus, table) for table in TABLES} == dict.fromkeys(TABLES, 0)
        assert corpus.search("dao tao").hits == ()
        assert corpus.remove("") == 0
        sound(corpus)


def test_findings_of_a_comparison_are_kept(filled, plans):
    record = comparison_record(compare(plans[1], plans[2]))
    written = filled.add_comparison(record)
    assert written == len(record["findings"]) == count(filled, "v_findings")
    told = filled.query("SELECT status, count(*) FROM v_findings WHERE type = 'target' GROUP BY 1").rows
    assert dict(told) == record["summary"]["target"]
    assert filled.add_comparison(record) == written == count(filled, "findings")
    lacking = filled.query("SELECT parent, local_text, block FROM v_findings WHERE status = 'missing'").rows
    assert all(row[1] is None for row in lacking)
    with pytest.raises(CorpusError) as caught:
        filled.add_findings(1, 99, [])
    assert caught.value.code == "corpus-no-such-plan"


def test_text_is_extracted_again(filled, plans):
    filled.add_comparison(comparison_record(compare(plans[1], plans[2])))
    assert [added for _, added in filled.refresh(extract)] == [None] * 5
    assert filled.pairs() == ((2, 3),)
    done = list(filled.refresh(extract, everything=True))
    assert [(held.id, added.outcome) for held, added in done] == [(n, "updated") for n in range(1, 6)]
    assert [plan for _, plan in filled.each_plan()] == plans
    assert filled.pairs() == ()
    sound(filled)


def test_targets_as_a_frame(filled, plans):
    pandas = pytest.importorskip("pandas")
    frame = filled.targets(level="ward")
    assert isinstance(frame, pandas.DataFrame)
    assert len(frame) == sum(len(plan.targets) for plan in plans if plan.meta.level == "ward")
    assert {"indicator", "value", "unit", "page", "block", "start", "end"} <= set(frame.columns)
    with pytest.raises(CorpusError):
        filled.targets(nothing=1)


TEXTS = st.sampled_from(["Giải quyết việc làm cho 500 lao động.", "I. CHỈ TIÊU", "- Đạt 80% hộ.", "hoà bình"])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove"]), st.sampled_from("abc"), st.lists(TEXTS, min_size=1, max_size=3)
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_after_any_steps_each_path_holds_what_it_was_given_last(tmp_path_factory, steps):
    expected = {}
    path = tmp_path_factory.mktemp("steps") / "a.db"
    with Corpus(path) as corpus:
        corpus.prepare()
        for what, name, lines in steps:
            if what == "add":
                corpus.add(plan_of_lines(*lines), path=name)
                expected[name] = tuple(lines)
            else:
                corpus.remove(name)
                expected.pop(name, None)
        held = {
            path: tuple(block.text for block in plan.document.blocks)
            for one, plan in corpus.each_plan()
            for path in one.paths
        }
        assert held == expected
        assert len(corpus) == len(set(expected.values()))
    sound(corpus)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Đào tạo NGHỀ", "dao tao nghe"),
        ("Ủy ban, hoà ước", "uy ban, hoa uoc"),
        ("ÐÀ NẴNG", "da nang"),
        ("Zürich ŭ", "zurich u"),
    ],
)
def test_marks_are_folded(text, bare):
    assert folded(text) == bare


@given(st.text())
def test_folding_leaves_no_mark(text):
    once = folded(text)
    assert strip_accents(once).lower() == once or not text.isascii()
    assert "đ" not in once


@pytest.mark.parametrize(("number", "province"), [(2, "Hải Xuyên"), (0, "Hải Xuyên"), (4, "Hải Xuyên")])
def test_the_province_is_what_the_plan_names(plans, number, province):
    assert province_of(plans[number]) == province
