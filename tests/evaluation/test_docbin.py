"""Labels and extracted rows as training data."""

import pytest
import spacy
from spacy.tokens import DocBin

from evaluation.gold import cases
from evaluation.group import run
from evaluation.locate import locate, text_of
from extractors.document import Block, Document
from planparse.readers import read
from tests.evaluation import rows


def _texts_of(gold, *blocks):
    document = Document(tuple(map(Block, blocks)))
    places, lost = locate(gold, document)
    text = text_of(document)
    return [(p.part, p.label, text[p.start : p.end]) for p in places], [row for _, row in lost]


def test_quotes_are_found_in_order_and_duties_to_their_end():
    labels = rows.gold(
        targets=[rows.target("100%", "a", 100), rows.target("100%", "b", 100)],
        assignments=[rows.duty("Trạm Y tế", "Phối hợp với", "coordinate")],
        sections=[rows.section("I", "MỤC TIÊU"), rows.section("I.1", None, "item")],
    )
    found, lost = _texts_of(
        labels, "I. MỤC TIÊU", "1. Có 100% trẻ em và 100%  hộ", "- Phối hợp  với Công an."
    )
    assert lost == []
    assert found == [
        ("sections", "heading", "I. MỤC TIÊU"),
        ("sections", "item", "1. "),
        ("targets", "target", "100%"),
        ("targets", "target", "100%"),
        ("assignments", "coordinate", "Phối hợp  với Công an."),
    ]


def test_two_rhythms_of_one_mention_stand_at_one_place():
    labels = rows.gold(
        deadlines=[
            rows.deadline("Định kỳ 06 tháng và hằng năm", None, "half-year"),
            rows.deadline("Định kỳ 06 tháng và hằng năm", None, "year"),
        ]
    )
    found, lost = _texts_of(labels, "- Định kỳ 06 tháng và hằng năm, báo cáo kết quả.")
    assert (len(found), lost) == (2, [])


def test_a_quote_that_stands_nowhere_is_told():
    found, lost = _texts_of(rows.gold(deadlines=[rows.deadline("trước 5/6", "--06-05")]), "Không có gì.")
    assert (found, [row["quote"] for row in lost]) == ([], ["trước 5/6"])


@pytest.mark.parametrize("more", [[], ["--extracted"], ["--language", "xx"]])
def test_the_file_holds_the_rows_as_span_groups(folder, more):
    out = folder / "train.spacy"
    call = ["docbin", "--gold", str(folder / "gold"), "--source", str(folder), "-o", str(out), *more]
    assert run(call) == 0
    (doc,) = DocBin().from_disk(out).get_docs(spacy.blank("xx").vocab)
    assert {name: len(group) for name, group in doc.spans.items()} == {
        "sections": 3,
        "citations": 0,
        "targets": 2,
        "assignments": 1,
        "allocations": 0,
        "deadlines": 1,
        "sc": 7,
    }
    assert [span.text for span in doc.spans["targets"]] == ["ít nhất 12 lớp", "80%"]
    assert {span.label_ for span in doc.spans["sc"]} == {"SECTION", "TARGET", "ASSIGNMENT", "DEADLINE"}


def test_every_label_of_the_samples_stands_in_its_text():
    from evaluation.score import SAMPLES

    for case in cases(SAMPLES / "gold", SAMPLES, (".txt",)):
        _, lost = locate(case.gold, read(case.source))
        assert lost == ()
