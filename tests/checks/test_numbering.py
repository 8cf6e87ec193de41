"""The rules of numbering, as tables of labels."""

import pytest

from extractors.document import Block, Document, Source
from extractors.pipeline import extract
from planparse.checks import check, selected

RULES = selected(["N", "N203"])
WORDS = "Rà soát, tổng hợp và theo dõi kết quả thực hiện."


def found(*lines, ocr=False, ending=WORDS):
    """Codes with the quoted label, of a plan whose labels are given one a line."""
    blocks = [Block("KẾ HOẠCH"), Block("Giảm nghèo năm 2026")]
    for line in lines:
        heading = line.split()[0].rstrip(".)").isupper() or " " in line
        blocks.append(Block(f"{line} NỘI DUNG" if heading and " " not in line else f"{line} {ending}"))
        if heading:
            blocks.append(Block(WORDS))
    problems = check(extract(Document(tuple(blocks), Source(ocr=ocr))), RULES)
    return [f"{p.code} {p.hit.arguments.get('label', '')}".strip() for p in problems]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("I. II. III.", []),
        ("I. 1. 2. 3. II. 1. 2.", []),
        ("I. 1. 3.", ["N101 3"]),
        ("I. III.", ["N101 III"]),
        ("I. 1. a) b) d)", ["N201 1", "N101 d"]),
        ("I. 1. a) b) c) d) đ) e) g) h) 2.", []),
        ("I. 1. a) b) c) d) e) 2.", ["N101 e"]),
        ("I. 1. 2. 2. 3.", ["N102 2"]),
        ("I. 1. 2. 3. 2. 4.", ["N103 2", "N101 4"]),
        ("I. 2. III.", ["N104 2"]),
        ("I. II. 3. IV.", ["N104 3"]),
        ("I. 1. 2. II. 3. 4.", []),
        ("I. 2. II. III.", ["N105 2"]),
        ("I. 1. b) 2.", ["N105 b"]),
        ("I. 1. 2. II. III. 2. 3.", ["N105 2"]),
        ("I. 1. 1.1. 1.2. 2. 2.1. 2.2.", []),
        ("I. 1. 1.1. 1.2. 2. 1.1. 1.2.", ["N106 1.1"]),
        ("I. 1. 1.1. 1.2. 2. 2.2. 2.3.", ["N105 2.2"]),
        ("I. 1. 2. II. 1.", ["N201 1"]),
        ("I. II. III- IV.", ["N202 III"]),
        ("I. a) b)", ["N203 a"]),
    ],
)
def test_lists_of_labels(labels, expected):
    assert sorted(found(*labels.split())) == sorted(expected)


def test_a_scan_tells_d_and_đ_badly_apart():
    assert found("I.", "a)", "b)", "c)", "đ)", ocr=True) == ["N203 a"]


def test_letters_that_the_alphabet_has_not():
    assert "N107 f" in found("I.", "1.", "a)", "b)", "f)", "2.")


def problems(*lines):
    blocks = (Block("KẾ HOẠCH"), Block("Giảm nghèo năm 2026"), *map(Block, lines))
    return [p.quote for p in check(extract(Document(blocks)), selected(["N108"]))]


def test_a_heading_with_nothing_below_it():
    assert problems("I. MỤC TIÊU", WORDS, "II. KINH PHÍ", "III. PHÂN CÔNG", WORDS) == ["II. KINH PHÍ"]
    assert problems("I. MỤC TIÊU", WORDS, "II. PHÂN CÔNG") == ["II. PHÂN CÔNG"]
    # What stands in a subsection, on the same line or in a table is something.
    assert problems("I. MỤC TIÊU", "1. Giảm 12 hộ nghèo.", "II. KINH PHÍ: Từ ngân sách xã.") == []


def test_annexes_number_as_they_like():
    closing = ("Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Lò Văn Pản", "PHỤ LỤC", "DANH MỤC NHIỆM VỤ")
    assert found("I.", "II.") == []
    blocks = [
        "KẾ HOẠCH",
        "Giảm nghèo năm 2026",
        "I. MỤC TIÊU",
        WORDS,
        *closing,
        "2. Cho vay.",
        "1. Dạy nghề.",
    ]
    assert check(extract(Document(tuple(map(Block, blocks)))), RULES) == ()


def test_long_outlines_take_no_time():
    labels = [f"{n % 90 + 1}." for n in range(4000)]
    found(*labels)
