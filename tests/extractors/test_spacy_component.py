"""spaCy finds the component by its name, and every row keeps its exact place in the text."""

import subprocess
import sys
import unicodedata

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.pipeline import extract
from extractors.spacy_component import GROUPS, create, lines_of

TEXT = """UBND PHƯỜNG BÌNH KHÊ
Số: 12/KH-UBND

KẾ HOẠCH
Phát triển nghề đan lát năm 2026

Căn cứ Nghị định số 61/2015/NĐ-CP ngày 09/7/2015 của Chính phủ;

I. CHỈ TIÊU

- Mở ít nhất 12 lớp dạy nghề, trong đó 03 lớp cho người khuyết tật.
- Phấn đấu 80% hộ làm nghề được vay vốn.

II. TỔ CHỨC THỰC HIỆN

1. Phòng Kinh tế
- Chủ trì, phối hợp với Hội Nông dân triển khai Kế hoạch; báo cáo trước ngày 15/11/2026.
"""


@pytest.fixture(scope="module")
def nlp():
    # The factory is registered when the module is imported, so that a checkout works uninstalled too.
    assert create is not None
    language = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    language.add_pipe("planparse")
    return language


def _rows(doc, group):
    """The exact stretches of a group."""
    values = [span._.planparse for span in doc.spans[group]]
    return [doc.text[value["start"] : value["end"]] for value in values]


def test_every_group_is_there(nlp):
    doc = nlp(TEXT)
    assert set(doc.spans) == set(GROUPS)
    assert _rows(doc, "sections") == ["I. CHỈ TIÊU", "II. TỔ CHỨC THỰC HIỆN", "1. Phòng Kinh tế"]
    assert _rows(doc, "citations") == ["Nghị định số 61/2015/NĐ-CP ngày 09/7/2015 của Chính phủ"]
    assert _rows(doc, "targets") == ["ít nhất 12 lớp", "03 lớp", "80%"]
    assert _rows(doc, "deadlines") == ["trước ngày 15/11/2026"]
    assert _rows(doc, "agencies") == ["Phòng Kinh tế", "Hội Nông dân"]


def test_spans_carry_what_was_read(nlp):
    doc = nlp(TEXT)
    first = doc.spans["targets"][0]
    assert first.label_ == "target"
    assert (first._.planparse["value"], first._.planparse["comparator"]) == (12, ">=")
    assert doc.spans["citations"][0]._.planparse["canonical"].endswith("61/2015/NĐ-CP")
    assert [span.label_ for span in doc.spans["agencies"]] == ["agency", "partner"]
    assert doc._.planparse["meta"]["number"] == "12/KH-UBND"


def test_a_span_within_a_token_is_widened_and_its_offsets_stay(nlp):
    doc = nlp(TEXT)
    (span,) = doc.spans["deadlines"]
    assert span.text == "trước ngày 15/11/2026."
    assert doc.text[span._.planparse["start"] : span._.planparse["end"]] == "trước ngày 15/11/2026"


def test_groups_can_be_chosen():
    language = spacy.blank("xx")
    language.add_pipe("planparse", config={"groups": ["targets"]})
    assert set(language(TEXT).spans) == {"targets"}


def test_an_unknown_group_is_refused():
    with pytest.raises(ValueError, match="no such group: numbers"):
        spacy.blank("xx").add_pipe("planparse", config={"groups": ["numbers"]})


def test_a_text_without_anything_has_empty_groups(nlp):
    for text in ("", "\n \n", "Xin chào."):
        assert {len(group) for group in nlp(text).spans.values()} == {0}


def test_documents_can_be_stored(nlp):
    doc = nlp(TEXT)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert _rows(again, "targets") == _rows(doc, "targets")


def test_decomposed_letters_and_wide_gaps_keep_the_places_of_the_text(nlp):
    text = unicodedata.normalize("NFD", TEXT).replace(" lớp".translate({}), " lớp")
    text = text.replace("12 ", "12 \u00a0 ")
    doc = nlp(text)
    assert [unicodedata.normalize("NFC", " ".join(row.split())) for row in _rows(doc, "targets")] == [
        "ít nhất 12 lớp",
        "03 lớp",
        "80%",
    ]


@given(st.text(alphabet="aâ\u0302\u0301 \u00a0\t\n\r-1%.đ", max_size=60))
def test_offsets_lead_back_into_the_text(text):
    lines = lines_of(text)
    for number, block in enumerate(lines.document.blocks):
        assert unicodedata.is_normalized("NFC", block.text)
        places = [lines.offset(number, at) for at in range(len(block.text) + 1)]
        assert places == sorted(places)
        stretch = text[places[0] : places[-1]]
        assert " ".join(unicodedata.normalize("NFC", stretch).split()) == " ".join(block.text.split())


@settings(max_examples=25)
@given(st.lists(st.sampled_from([*TEXT.splitlines(), "\t", "100% hộ, 5 xã"]), max_size=12).map("\n".join))
def test_the_component_says_what_the_pipeline_says(nlp, text):
    doc = nlp(text)
    plan = extract(lines_of(text).document)
    assert _rows(doc, "targets") == [target.text for target in plan.targets]
    assert _rows(doc, "citations") == [citation.text for citation in plan.citations]


def test_importing_the_extractors_loads_no_spacy():
    code = "import sys, extractors.pipeline; print('spacy' in sys.modules, 'extractors.spacy_component' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
