from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.readers.sentences import continues, ends_sentence, glue, starts_item

LONG = "Tổ chức các buổi đọc sách ngoài trời tại công viên và sân trường"  # as long as a line of print


@pytest.mark.parametrize(
    "text",
    [
        "1. Mục tiêu", "12. Các khu phố", "1.2. Mục tiêu cụ thể", "3.1 Rà soát", "1/ Phòng đọc",
        "1- Phòng đọc", "I. MỤC TIÊU", "IV. KINH PHÍ", "I- MỤC TIÊU", "a) Chủ trì", "đ) Theo dõi",
        "b. Kiểm tra", "c/. Tên đơn vị", "- Mở mới 06 phòng đọc", "-Mở mới", "+ Tuyên truyền",
        "– Vận động", "* Lưu ý", "- 100% khu phố", "(1) Người cao tuổi", "(2). Học sinh",
        "Chương II", "PHỤ LỤC I", "Điều 5. Phạm vi",
    ],
)  # fmt: skip
def test_a_label_or_bullet_opens_a_block(text: str) -> None:
    assert starts_item(text)


@pytest.mark.parametrize(
    "text",
    [
        "và các khu phố", "1.250 hộ gia đình", "12,5% dân số", "2026. Trong đó",
        "79-NQ/TW ngày 06/01/2026", "05/TB-SVH ngày 13/01/2026", "15/3/2026 về việc",
        "Điều 5 Luật Thư viện", "Chương trình đọc sách", "khoản 1", "Ủy ban nhân dân", "/KH-UBND",
        "IC14) đoạn thi công", "80 - 100 phòng đọc",
    ],
)  # fmt: skip
def test_other_lines_do_not(text: str) -> None:
    assert not starts_item(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Vận động các hộ gia đình", "tham gia tủ sách"),
        ("Vận động các hộ gia đình", "(nhất là hộ trẻ) tham gia"),
        (LONG + " của", "Phòng Văn hóa"),
        (LONG + ", các", "Sở, ngành"),
        (LONG + " theo Quyết định số", "12/QĐ-UBND"),
        (LONG + " (theo Đề cương tại", "Phụ lục II kèm theo) trước tháng 6"),
        (LONG + " tại thư viện,", "Ủy ban nhân dân các xã"),
        ("Thực hiện Kế hoạch số 2466/KH-", "UBND của tỉnh"),
        ("theo Nghị định số 93/2024/NĐ-", "CP ngày 05/8/2024"),
        ("phát triển kinh tế", "- xã hội của phường"),
        ("Phòng Văn hóa", "- Xã hội"),
        ("giai đoạn 2026", "- 2030"),
        ("Sông Mây, ngày 12 tháng 02 năm", "2026"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM"),
        ("đạt từ 75%", "- 80% số khu phố"),
        ("II. NHIỆM VỤ VÀ GIẢI PHÁP PHÁT TRIỂN ĐƯỜNG SÁCH TRÊN ĐỊA BÀN", "PHƯỜNG SÔNG MÂY"),
    ],
)
def test_a_sentence_goes_on(before: str, after: str) -> None:
    assert continues(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Vận động các hộ gia đình;", "tham gia tủ sách"),
        ("như sau:", "mở phòng đọc"),
        ("Mở 06 phòng đọc.", "trong đó"),
        ("Mục tiêu cụ thể", "a) mở phòng đọc"),
        ("Mục tiêu cụ thể", "- mở phòng đọc"),
        ("KẾ HOẠCH", "triển khai công tác đọc sách"),
        ("ỦY BAN NHÂN DÂN", "PHƯỜNG SÔNG MÂY"),
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("Sông Mây, ngày    tháng    năm 2026", "KẾ HOẠCH"),
        ("2. Mục tiêu cụ thể", "Mở 06 phòng đọc"),
        ("đạt 100%", "- 90% khu phố có phòng đọc"),
        ("Phát triển đường sách năm 2026", "(kèm theo Quyết định số 12/QĐ-UBND)"),
        (LONG + " của phường", "Trên đây là Kế hoạch của phường"),
        ("Căn cứ " + LONG + ",", "Ủy ban nhân dân phường ban hành"),
    ],
)
def test_a_sentence_has_ended(before: str, after: str) -> None:
    assert not continues(before, after)


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("của", "phường", "của phường"),
        ("2466/KH-", "UBND", "2466/KH-UBND"),
        ("số 1105/", "KH-UBND", "số 1105/KH-UBND"),
        ("Vượt/", "Đạt", "Vượt/ Đạt"),
        ("Văn hóa -", "Xã hội", "Văn hóa - Xã hội"),
        ("", "phường", "phường"),
    ],
)
def test_halves_are_glued(before: str, after: str, whole: str) -> None:
    assert glue(before, after) == whole


def test_a_sentence_ends_before_a_closing_mark() -> None:
    assert ends_sentence("“Mỗi nhà một tủ sách.”") and not ends_sentence("“Mỗi nhà một tủ sách”")


@given(st.text(), st.text())
def test_no_text_breaks_the_rules(before: str, after: str) -> None:
    assert continues(before, after) in {True, False}
    assert glue(before, after).replace(" ", "") == (before + after).replace(" ", "")
