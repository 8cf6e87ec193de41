import pytest

from extractors.layout import lay_out, type_and_title
from extractors.vietnamese.text import lower
from tests.extractors.builders import document

LINES = [
    ("ỦY BAN NHÂN DÂN", "letterhead"),
    ("XÃ TÂN PHÚ", "letterhead"),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "letterhead"),
    ("Số: 12/KH-UBND", "letterhead"),
    ("Tân Phú, ngày 05 tháng 3 năm 2026", "letterhead"),
    ("KẾ HOẠCH", "title"),
    ("Chuyển đổi số năm 2026", "title"),
    ("trên địa bàn xã Tân Phú", "title"),
    ("(Kèm theo Tờ trình số 02/TTr-VHXH ngày 01/3/2026)", "title"),
    ("Thực hiện Kế hoạch số 45/KH-UBND ngày 10/02/2026 của UBND tỉnh;", "opening"),
    ("UBND xã ban hành Kế hoạch như sau:", "opening"),
    ("I. MỤC TIÊU", "body"),
    ("- Phấn đấu 90% hộ dân dùng dịch vụ số.", "body"),
    ("Trên đây là Kế hoạch chuyển đổi số năm 2026./.", "body"),
    ("Nơi nhận:", "closing"),
    ("- Lưu: VT.", "closing"),
    ("TM. ỦY BAN NHÂN DÂN", "closing"),
    ("CHỦ TỊCH", "closing"),
    ("Lê Văn Tám", "closing"),
    ("PHỤ LỤC", "appendix"),
    ("(Kèm theo Kế hoạch số 12/KH-UBND)", "appendix"),
]


def zones(*texts: str) -> list[str]:
    made = document(*texts)
    return list(lay_out(made, tuple(lower(text) for text in texts)))


def test_the_components_of_form_in_their_order() -> None:
    assert zones(*(text for text, _ in LINES)) == [zone for _, zone in LINES]


def test_a_plan_without_numbers_begins_behind_its_announcement() -> None:
    texts = [
        "KẾ HOẠCH",
        "Ra quân vệ sinh môi trường",
        "UBND xã triển khai như sau:",
        "- Thu gom rác.",
        "Nơi nhận:",
    ]
    assert zones(*texts) == ["title", "title", "opening", "body", "closing"]


def test_a_first_title_line_may_begin_as_openings_do() -> None:
    texts = [
        "KẾ HOẠCH",
        "Thực hiện Nghị quyết số 06/NQ-HĐND",
        "Thực hiện Kế hoạch số 5/KH-UBND, UBND xã",
        "I. MỤC TIÊU",
    ]
    assert zones(*texts) == ["title", "title", "opening", "body"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KẾ HOẠCH", ("kế hoạch", "")),
        ("KẾ HOẠCH\nChuyển đổi số", ("kế hoạch", "Chuyển đổi số")),
        ("KẾ HOẠCH LIÊN TỊCH", ("kế hoạch liên tịch", "")),
        ("CHƯƠNG TRÌNH HÀNH ĐỘNG", ("chương trình hành động", "")),
        ("Kế hoạch này có hiệu lực", None),
        ("KẾT QUẢ", None),
    ],
)
def test_the_type_line_is_in_capitals(text: str, expected: tuple[str, str] | None) -> None:
    assert type_and_title(text) == expected


def test_an_empty_document_has_no_zones() -> None:
    assert zones() == []
