"""Labels are used as they stand or refused with the row and the reason."""

import json

import pytest

from evaluation.gold import GoldError, cases, load
from tests.evaluation import rows


@pytest.mark.parametrize(
    ("part", "row", "reason"),
    [
        ("targets", {"quote": "80%"}, "targets, row 1: lacks 'kind'"),
        ("targets", rows.target("80%", "lao động", 80, comparator="≥"), "'comparator' is '≥'"),
        ("targets", rows.target("80%", "lao động", 80, kind="unquantified"), "a value must be there"),
        ("targets", rows.target("80%", "lao động", "80"), "'value' must be a number"),
        (
            "targets",
            rows.target("4 - 5 lớp", "lớp nghề", 4, comparator="range"),
            "'upper' and the comparator",
        ),
        ("sections", rows.section("I", "MỤC TIÊU", "title"), "'kind' is 'title'"),
        ("sections", {**rows.section("I", "MỤC TIÊU"), "path": "I"}, "'path' must be a list"),
        ("assignments", rows.duty(" ", "Chủ trì"), "'agency' must be a text"),
        ("deadlines", rows.deadline("hằng tuần", None, "week"), "'every' is 'week'"),
        ("citations", "Nghị định số 5", "is no object"),
    ],
)
def test_a_faulty_row_is_named(part, row, reason):
    with pytest.raises(GoldError) as refused:
        rows.gold(**{part: [row]})
    assert reason in refused.value.line("en")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "is no JSON"),
        ("[]", "is no JSON object"),
        ('{"target": []}', "unknown part 'target'"),
        ('{"targets": {}}', "targets is no list"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path, text, reason):
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=r"plan\.json") as refused:
        load(path)
    assert reason in refused.value.reason()


def test_a_part_that_was_not_labelled_is_none_and_an_empty_one_is_empty():
    labels = rows.gold(targets=[], sections=None)
    assert labels.rows == {"targets": ()}


def test_each_label_has_the_first_document_that_exists(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"targets": []}), encoding="utf-8")
    (tmp_path / "a.txt").touch()
    (tmp_path / "a.docx").touch()
    assert [case.source.name for case in cases(tmp_path, tmp_path, (".docx", ".txt"))] == ["a.docx"]
    assert [case.source.name for case in cases(tmp_path, tmp_path, (".pdf", ".txt"))] == ["a.txt"]


def test_a_label_without_document_and_a_folder_without_labels_are_refused(tmp_path):
    with pytest.raises(GoldError, match=str(tmp_path)):
        cases(tmp_path, tmp_path, (".txt",))
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    with pytest.raises(GoldError) as refused:
        cases(tmp_path, tmp_path, (".txt",))
    assert "a.txt" in refused.value.reason()
