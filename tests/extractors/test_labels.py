import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Block
from extractors.labels import LETTERS, Style, bullet_of, letter_value, read_label, roman_value


@pytest.mark.parametrize(
    ("text", "style", "name", "rest"),
    [
        ("I. MỤC TIÊU", Style.ROMAN, "I", "MỤC TIÊU"),
        ("IV.NHIỆM VỤ", Style.ROMAN, "IV", "NHIỆM VỤ"),
        ("II- GIẢI PHÁP", Style.ROMAN, "II", "GIẢI PHÁP"),
        ("III/ KINH PHÍ", Style.ROMAN, "III", "KINH PHÍ"),
        ("A. PHẦN CHUNG", Style.CAPITAL, "A", "PHẦN CHUNG"),
        ("1. Mục đích", Style.ARABIC, "1", "Mục đích"),
        ("10.Phòng Kinh tế", Style.ARABIC, "10", "Phòng Kinh tế"),
        ("2) Yêu cầu", Style.ARABIC_BRACKET, "2", "Yêu cầu"),
        ("3/ Kinh phí", Style.ARABIC, "3", "Kinh phí"),
        ("1. 100% hộ nghèo được hỗ trợ", Style.ARABIC, "1", "100% hộ nghèo được hỗ trợ"),
        ("1.1. Mục tiêu chung", Style.DECIMAL, "1.1", "Mục tiêu chung"),
        ("6.2 Đối với đơn vị", Style.DECIMAL, "6.2", "Đối với đơn vị"),
        ("2.1.3. Nhiệm vụ", Style.DECIMAL, "2.1.3", "Nhiệm vụ"),
        ("2.12. 100% thôn có nhà văn hóa", Style.DECIMAL, "2.12", "100% thôn có nhà văn hóa"),
        ("a) Chỉ đạo", Style.LETTER, "a", "Chỉ đạo"),
        ("đ) Phối hợp", Style.LETTER, "đ", "Phối hợp"),
        ("b. Kiểm tra", Style.LETTER, "b", "Kiểm tra"),
        ("a/. Tên công ty", Style.LETTER, "a", "Tên công ty"),
        ("Chương II. QUY ĐỊNH", Style.CHAPTER, "Chương II", "QUY ĐỊNH"),
        ("Điều 12. Trách nhiệm", Style.ARTICLE, "Điều 12", "Trách nhiệm"),
        ("Phần thứ nhất", Style.PART, "Phần thứ nhất", ""),
        ("Mục 3. Tổ chức", Style.DIVISION, "Mục 3", "Tổ chức"),
    ],
)
def test_a_label_and_the_text_behind_it(text: str, style: Style, name: str, rest: str) -> None:
    label = read_label(text)
    assert label is not None
    assert (label.style, label.name, text[label.end :]) == (style, name, rest)


@pytest.mark.parametrize(
    "text",
    [
        "1.870 hộ nghèo",
        "12.000 lao động",
        "2,5% tổng số hộ",
        "30/6/2026 hoàn thành",
        "3/H01, điện thoại 0900",
        "- Tuyên truyền",
        "+ Tập huấn",
        "(1). Người khuyết tật",
        "100% học sinh",
        "Điều kiện thực hiện",
        "Mục tiêu chung",
        "Phần lớn hộ dân",
        "TM. ỦY BAN NHÂN DÂN",
        "",
    ],
)
def test_these_begin_with_no_label(text: str) -> None:
    assert read_label(text) is None


def test_points_run_in_the_vietnamese_alphabet() -> None:
    assert [letter_value(c) for c in "abcdđeg"] == [1, 2, 3, 4, 5, 6, 7]
    assert letter_value("f") is None


@given(st.integers(min_value=1, max_value=39))
def test_roman_numerals_read_back(value: int) -> None:
    tens, ones = divmod(value, 10)
    numeral = "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][ones]
    assert roman_value(numeral) == value


@given(st.text(alphabet="IVXLC" + LETTERS + ".()1234567890 -/", max_size=30))
def test_no_text_raises_and_the_end_lies_in_the_text(text: str) -> None:
    label = read_label(text)
    assert label is None or 0 < label.end <= len(text)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Block("Mở 06 phòng đọc.", label="-"), "-"),
        (Block("Mở 06 phòng đọc.", label="+"), "+"),
        (Block("Mở 06 phòng đọc.", label="1."), ""),
        (Block("- Mở 06 phòng đọc."), ""),
    ],
)
def test_a_bullet_may_stand_in_the_label_alone(block: Block, expected: str) -> None:
    assert bullet_of(block) == expected
