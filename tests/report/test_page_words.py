"""The change within a phrase: which words each side has for itself, and the clause that is quoted."""

import pytest

from planparse.report.page.words import clause, compare_words, plain


def _clause(text, row=""):
    start = text.index(row)
    return clause(text, start, start + len(row))


def _shown(pieces):
    """Changed words in square brackets."""
    return "".join(f"[{piece.text}]" if piece.changed else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("parent", "local", "left", "right"),
    [
        (
            "Tỷ lệ lao động có việc làm đạt ít nhất 50%",
            "Tỷ lệ lao động có việc làm",
            "Tỷ lệ lao động có việc làm [đạt ít nhất 50%]",
            "Tỷ lệ lao động có việc làm",
        ),
        ("giảm xuống dưới 2,5%", "giảm xuống dưới 2%", "giảm xuống dưới [2,5%]", "giảm xuống dưới [2%]"),
        ("Mở 12 lớp nghề", "mở 12 lớp nghề", "Mở 12 lớp nghề", "mở 12 lớp nghề"),
        ("hoà giải ở cơ sở", "hòa giải ở cơ sở", "hoà giải ở cơ sở", "hòa giải ở cơ sở"),
        # A word that stays between two changes belongs to them: no patchwork.
        (
            "trước ngày 15 tháng 6 hằng năm thì báo cáo kết quả",
            "sau ngày 20 tháng 6 hằng năm thì báo cáo kết quả",
            "[trước ngày 15] tháng 6 hằng năm thì báo cáo kết quả",
            "[sau ngày 20] tháng 6 hằng năm thì báo cáo kết quả",
        ),
        # Sentences about other things are not told apart word by word.
        ("mở lớp dạy bơi", "trồng 5 ha rừng", "mở lớp dạy bơi", "trồng 5 ha rừng"),
        ("", "có", "", "có"),
    ],
)
def test_words_that_the_other_side_lacks(parent, local, left, right):
    mine, theirs = compare_words(_clause(parent), _clause(local))
    assert (_shown(mine), _shown(theirs)) == (left, right)


@pytest.mark.parametrize(
    ("text", "row", "quoted"),
    [
        (
            "- Mở 3 lớp; giảm 5 hộ nghèo; trồng 2 ha rừng.",
            "5 hộ nghèo",
            "giảm 5 hộ nghèo",
        ),
        ("- Thu 1.500 đồng. Mở 3 lớp. Hết.", "3 lớp", "Mở 3 lớp"),
        ("Theo Nghị định 5/2020/NĐ-CP, mở 3 lớp", "3 lớp", "Theo Nghị định 5/2020/NĐ-CP, mở 3 lớp"),
        ("Mục\nGiảm 2% hộ nghèo\nTrồng rừng", "2%", "Giảm 2% hộ nghèo"),
        ("đạt(80%)hộ", "80%", "đạt(80%)hộ"),
        ("3 lớp", "3 lớp", "3 lớp"),
    ],
)
def test_the_clause_around_a_row(text, row, quoted):
    found = _clause(text, row)
    assert found.text == quoted
    assert found.text[found.start : found.end] == row


def test_the_row_stands_out_in_its_clause():
    pieces = plain(_clause("Mở ít nhất 3 lớp trong năm", "ít nhất 3 lớp"))
    assert [piece.text for piece in pieces if piece.strong] == ["ít nhất 3 lớp"]


@pytest.mark.parametrize("text", ["a " * 500_000, "x" * 1_000_000, "; " * 300_000, "\u202e" * 100_000])
def test_quotations_of_endless_lines_are_short(text):
    middle = len(text) // 2
    quoted = clause(text, middle, middle + 10)
    assert len(quoted.text) < 9000
    whole = clause(text, 0, len(text))
    compare_words(quoted, whole)
    assert len(whole.text) < 9000
