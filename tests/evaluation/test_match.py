"""Which row answers which, and when an attribute is right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.match import ATTRIBUTES, FITS, agreement, alike, fold, pair, same_number, symbol
from tests.evaluation import rows


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND phường", "Ủy ban nhân dân phường"),
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
        ("Văn hoá – Xã hội", "Văn hóa - Xã hội"),
        ("Văn hóa-Xã hội", "Văn hóa -  Xã hội"),
        ("“Giảm nghèo”", '"giảm nghèo"'),
        ("các xã.", "các xã;"),
        ("TP Vân Hải", "thành phố Vân Hải"),
    ],
)
def test_spelling_makes_no_difference(one, other):
    assert fold(one) == fold(other)


def test_numbers_of_documents_are_compared_without_spaces():
    assert symbol("134 /KH-UBND") == symbol("134/kh-ubnd")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(80, 80.0, True), (0.1 + 0.2, 0.3, True), (80, 81, False), (None, 80, False), ("80", 80, False)],
)
def test_figures(one, other, same):
    assert same_number(one, other) is same


def test_nothing_is_like_nothing_only():
    assert alike(None, "")
    assert not alike(None, "Vân Hải")


@pytest.mark.parametrize(
    ("part", "gold", "changed", "fits"),
    [
        ("sections", rows.section("III.2", "Chỉ tiêu"), {"title": "Khác hẳn"}, True),
        ("sections", rows.section("III.2", "Chỉ tiêu"), {"path": ["II", "2"]}, False),
        ("citations", rows.citation("Nghị định số 9", "nghị định", "9"), {"type": "quyết định"}, False),
        ("citations", rows.citation("Nghị định số 9", "nghị định", "9"), {"number": " 9"}, True),
        ("citations", rows.citation("Luật Trẻ em", "luật", None, name="Trẻ em"), {"name": "Việc làm"}, False),
        ("targets", rows.target("đạt 80%", "hộ dùng nước sạch", 80), {"indicator": "nước sạch"}, True),
        ("targets", rows.target("đạt 80%", "hộ dùng nước sạch", 80), {"value": 81}, False),
        ("targets", rows.target("đạt 80%", "hộ dùng nước sạch", 80), {"unit": "hộ"}, False),
        ("targets", rows.target("đạt 80%", "hộ dùng nước sạch", 80), {"upper": 90}, False),
        ("targets", rows.target("Quan tâm chăm sóc", "a", None), {"kind": "target", "value": 1}, False),
        ("assignments", rows.duty("Phòng Kinh tế", "Chủ trì lập kế hoạch"), {"agency": "Trạm Y tế"}, False),
        ("assignments", rows.duty("Phòng Kinh tế", "Chủ trì lập kế hoạch"), {"task": "Báo cáo quý"}, False),
        ("deadlines", rows.deadline("trước ngày 05/6", "--06-05"), {"due": "--06-06"}, False),
    ],
)
def test_rows_fit_by_what_makes_them_the_same(part, gold, changed, fits):
    assert (FITS[part](gold, rows.found(gold, **changed)) > 0) is fits


@pytest.mark.parametrize(
    ("part", "gold", "changed", "wrong"),
    [
        ("targets", rows.target("80%", "hộ", 80), {"comparator": ">="}, {"comparator"}),
        ("targets", rows.target("80%", "hộ", 80), {"indicator": "người có việc làm"}, {"indicator"}),
        ("citations", rows.citation("a", "luật", "9"), {"issuer": "Chính phủ"}, {"issuer"}),
        ("citations", rows.citation("a", "luật", "9", pinpoint={"điều": "1", "khoản": None}),
         {"pinpoint": {"điều": "1"}}, set()),
        ("assignments", rows.duty("A", "b", partners=["Công an", "Trạm Y tế"]),
         {"partners": ["Công an"]}, {"partners"}),
        ("sections", rows.section("I", "MỤC TIÊU"), {"kind": "item", "title": None}, {"kind", "title"}),
    ],
)  # fmt: skip
def test_attributes(part, gold, changed, wrong):
    other = rows.found(gold, **changed)
    assert {name for name, right in ATTRIBUTES[part].items() if right(gold, other) < 1} == wrong


def test_lists_of_names_agree_by_their_share():
    assert agreement([], []) == 1
    assert agreement(["Công an xã", "Trạm Y tế"], ["Công an xã"]) == pytest.approx(2 / 3)


def test_a_quote_that_stands_twice_is_told_apart_by_order():
    labels = [rows.target("100%", "trẻ em", 100), rows.target("100%", "trẻ em", 100)]
    others = [rows.found(row) for row in labels]
    assert pair(labels, others, FITS["targets"]).pairs == ((0, 0), (1, 1))


def test_a_firm_label_goes_before_an_optional_one():
    labels = [rows.target("100%", "trẻ em", 100, optional=True), rows.target("100%", "trẻ em", 100)]
    assert pair(labels, [rows.found(labels[1])], FITS["targets"]).pairs == ((1, 0),)


@given(st.integers(0, 5), st.integers(0, 5))
def test_every_row_is_paired_once_or_left(many, others):
    labels = [rows.target("100%", "trẻ em", 100) for _ in range(many)]
    paired = pair(labels, [rows.found(rows.target("100%", "trẻ em", 100))] * others, FITS["targets"])
    assert len(paired.pairs) == min(many, others)
    assert len(paired.pairs) + len(paired.missed) == many
    assert len(paired.pairs) + len(paired.extra) == others
