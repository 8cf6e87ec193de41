from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.vietnamese.agencies import (
    agencies_before,
    canonical_agency,
    find_agencies,
    is_whole_name,
    split_agencies,
)

# (text, the agencies that its list holds; what follows is the verb)
LISTS = [
    ("Sở Nội vụ chủ trì tham mưu", ["Sở Nội vụ"]),
    ("phòng quản lý đô thị rà soát quy hoạch", ["phòng quản lý đô thị"]),
    ("Ban Quản lý các khu công nghiệp tỉnh báo cáo", ["Ban Quản lý các khu công nghiệp tỉnh"]),
    ("Trung tâm Phục vụ hành chính công xã niêm yết", ["Trung tâm Phục vụ hành chính công xã"]),
    ("Sở Văn hóa, Thể thao và Du lịch chủ trì", ["Sở Văn hóa, Thể thao và Du lịch"]),
    ("Phòng Kinh tế, Hạ tầng và Đô thị, Trạm Y tế lập", ["Phòng Kinh tế, Hạ tầng và Đô thị", "Trạm Y tế"]),
    ("Báo và Phát thanh, Truyền hình tỉnh, Sở Y tế đưa", ["Báo và Phát thanh, Truyền hình tỉnh", "Sở Y tế"]),
    ("Văn phòng HĐND và UBND xã, Công an xã lập danh sách", ["Văn phòng HĐND và UBND xã", "Công an xã"]),
    ("UBND các xã, phường, đặc khu xây dựng kế hoạch", ["UBND các xã, phường, đặc khu"]),
    ("các phòng, ban, đơn vị triển khai", ["các phòng, ban, đơn vị"]),
    ("các sở, ngành, UBND các xã, phường, xác định nhu cầu", ["các sở, ngành", "UBND các xã, phường"]),
    ("các Sở, ban, ngành và tổ chức triển khai", ["các Sở, ban, ngành"]),
    ("các cơ quan, tổ chức có liên quan thực hiện", ["các cơ quan, tổ chức có liên quan"]),
    ("Sở Y tế tổ chức Hội khỏe Phù Đổng", ["Sở Y tế"]),
    ("Phòng Văn hóa - Xã hội duyệt nội dung", ["Phòng Văn hóa - Xã hội"]),
    ("các trường học trên địa bàn tổ chức hội thi", ["các trường học trên địa bàn"]),
    ("các doanh nghiệp đóng trên địa bàn xã tham gia", ["các doanh nghiệp đóng trên địa bàn xã"]),
    ("các ban, ngành, Mặt trận, đoàn thể xã vận động", ["các ban, ngành, Mặt trận, đoàn thể xã"]),
    (
        "các Sở Nội vụ, Tài chính và UBND xã An Bình thẩm định",
        ["các Sở Nội vụ, Tài chính", "UBND xã An Bình"],
    ),
    (
        "các hội (Hội Nông dân, Hội Phụ nữ) và Đoàn xã ra quân",
        ["các hội (Hội Nông dân, Hội Phụ nữ)", "Đoàn xã"],
    ),
    (
        "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên huyện mở lớp",
        ["Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên huyện"],
    ),
    ("Trung tâm Dịch vụ tổng hợp, Hội Nông dân xã hướng", ["Trung tâm Dịch vụ tổng hợp", "Hội Nông dân xã"]),
    ("các trường học, Trạm Y tế phường tổ chức", ["các trường học", "Trạm Y tế phường"]),
    ("các đoàn thể, già làng, người có uy tín vận động", ["các đoàn thể, già làng, người có uy tín"]),
    ("công chức Tài chính - Kế toán tham mưu", ["công chức Tài chính - Kế toán"]),
    ("Phòng Văn hóa - Xã hội chọn nghề phù hợp", ["Phòng Văn hóa - Xã hội"]),
    (
        "phòng Kinh tế và Hạ tầng, Tài chính - Kế hoạch rà soát",
        ["phòng Kinh tế và Hạ tầng", "Tài chính - Kế hoạch"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_a_list_of_agencies_ends_before_the_verb(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_agencies(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ban hành kế hoạch",
        "Phòng, chống ma túy",
        "Hội nghị sơ kết",
        "Báo cáo kết quả",
        "Tổ chức hội nghị",
        "Trường hợp đặc biệt",
        "Bộ máy tinh gọn",
        "Chủ trì, phối hợp với Sở Y tế",
        "",
        "...",
    ],
)
def test_words_that_only_look_like_a_head_open_no_agency(text: str) -> None:
    assert find_agencies(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Tư pháp; UBND các xã, phường, đặc khu", ("Sở Tư pháp", "UBND các xã, phường, đặc khu")),
        ("Các sở, ban, ngành, địa phương", ("Các sở, ban, ngành, địa phương",)),
        ("Công an xã\nBan Chỉ huy Quân sự xã", ("Công an xã", "Ban Chỉ huy Quân sự xã")),
        ("Phòng KT, HT&ĐT; các thôn", ("Phòng KT, HT&ĐT", "các thôn")),
        ("Ông Lê Văn A, bà Trần Thị B", ("Ông Lê Văn A", "bà Trần Thị B")),
        ("  ;\n ", ()),
    ],
)
def test_a_cell_of_partners_is_split_into_single_names(text: str, expected: tuple[str, ...]) -> None:
    assert split_agencies(text) == expected


@pytest.mark.parametrize(
    ("spellings", "name", "level"),
    [
        (["VHXH", "Phòng Văn hóa – Xã hội", "phòng Văn hoá-Xã hội"], "phòng văn hóa - xã hội", None),
        (["phòng Văn hóa - Xã hội phường", "Phòng VH-XH xã"], "phòng văn hóa - xã hội", "ward"),
        (
            ["Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"],
            "sở lao động - thương binh và xã hội",
            "province",
        ),
        (["UBND phường An Bình", "Uỷ ban nhân dân phường"], "ủy ban nhân dân", "ward"),
        (["UBND tỉnh", "Ủy ban nhân dân tỉnh"], "ủy ban nhân dân", "province"),
        (["Đề nghị BHXH huyện", "Bảo hiểm xã hội huyện (cơ quan phối hợp)"], "bảo hiểm xã hội", "district"),
        (["UBND các xã, phường"], "ủy ban nhân dân các xã, phường", "ward"),
    ],
)
def test_spellings_of_one_agency_have_one_name(spellings: list[str], name: str, level: str | None) -> None:
    assert {canonical_agency(spelling) for spelling in spellings} == {(name, level)}


def test_the_agency_in_front_of_a_verb_is_found_from_behind() -> None:
    text = "Hàng năm, cán bộ của phòng Kinh tế, Trạm Y tế"
    names = agencies_before(text, 10, len(text))
    assert names is not None
    assert [text[name.start : name.end] for name in names.items] == ["phòng Kinh tế", "Trạm Y tế"]


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("Sở Nội vụ", True),
        ("Lãnh đạo", False),
        ("Công an xã", True),
        ("Sở Nội vụ chủ trì", False),
        ("abc", False),
    ],
)
def test_a_line_is_one_whole_name(line: str, whole: bool) -> None:
    assert is_whole_name(line) is whole


SOME = "Sở|Phòng|các|UBND|xã,|và|phường|Nội|vụ|chủ|trì|;|:|.|(|)|“|”|-|Báo|tổ|chức|phối|hợp|với|Đề|nghị"
WORDS = st.sampled_from(SOME.split("|"))


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    at = 0
    for start, end in find_agencies(text):
        assert at <= start < end <= len(text)
        assert text[start:end].strip()
        at = end


@given(st.text(max_size=80))
def test_any_text_has_a_canonical_form(text: str) -> None:
    name, _ = canonical_agency(text)
    assert name == canonical_agency(text)[0]
    split_agencies(text)
