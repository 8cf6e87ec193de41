"""The texts that speed is measured on are what they say they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import texts
from evaluation.bench import BENCHMARKS, Result
from extractors.document import Block, Document


@given(st.text(min_size=1, max_size=10), st.integers(1, 500))
def test_a_text_is_as_long_as_asked(unit, amount):
    unit = unit.encode("utf-8", "ignore").decode() or "a"
    assert abs(texts.size(texts.repeated(unit, amount)) - amount) <= max(amount, texts.size(unit))


@given(st.text(alphabet="ab \t", min_size=1), st.integers(1, 20))
def test_pieces_hold_every_word_of_a_text(text, length):
    joined = "".join("".join(texts.pieces(text, length)).split())
    assert joined == "".join(text.split())


def test_hostile_text_stands_where_targets_and_duties_are_looked_for():
    document = texts.in_places(["số"] * 6)
    assert [block.text for block in document.blocks].count("- số") == 4
    assert any(block.text == "II. TỔ CHỨC THỰC HIỆN" for block in document.blocks)


@pytest.mark.parametrize("unit", texts.HOSTILE.values())
def test_no_hostile_text_breaks_the_extraction(unit):
    from extractors.pipeline import extract

    text = texts.repeated(unit, 2000)
    for document in (texts.in_places(texts.whole(text)), texts.bare(texts.pieces(text, 12))):
        extract(document)


def test_normal_text_is_documents_in_turn():
    one = Document((Block("Kế hoạch"),))
    assert texts.normal((one,), 25) == (one, one, one)


def test_a_benchmark_without_its_library_says_so(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "eyecite", None)
    assert list(BENCHMARKS["eyecite"](1000)) == [
        Result("eyecite", "not installed: pip install 'planparse[bench]'")
    ]


def test_opinions_cite_at_the_density_of_opinions():
    text = texts.opinions(100_000)
    assert 250 < len(text) / (text.count(" U.S. ") + text.count("F.3d") + text.count("Id. at")) < 500
