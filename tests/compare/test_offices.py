"""Agencies of two levels: the same office, its mirror a level lower, a local government."""

import pytest

from extractors.plan import Meta
from planparse.compare.offices import is_local_government, is_office_of, office

WARD = Meta(issuer="Ủy ban nhân dân phường Bình Khê", level="ward")
DISTRICT = Meta(issuer="Ủy ban nhân dân huyện Sơn Lâm", level="district")


@pytest.mark.parametrize(
    ("agency", "meta", "expected"),
    [
        ("UBND các xã, phường", WARD, True),
        ("Ủy ban nhân dân các xã, phường, đặc khu", WARD, True),
        ("UBND cấp xã", WARD, True),
        ("Ủy ban nhân dân xã, phường, thị trấn", WARD, True),
        ("Chủ tịch UBND xã", WARD, True),
        ("Các xã, phường", WARD, True),
        ("xã, phường", WARD, True),
        ("Các sở, ban, ngành và Ủy ban nhân dân các xã, phường", WARD, True),
        ("các cơ quan, đơn vị, địa phương", WARD, True),
        ("UBND phường Bình Khê", WARD, True),
        ("UBND phường Đông Lĩnh, phường Bình Khê", WARD, True),
        ("UBND phường Đông Lĩnh", WARD, False),
        ("UBND các huyện, thị xã", WARD, False),
        ("UBND các huyện, thị xã, thành phố", DISTRICT, True),
        ("UBND các xã, thị trấn", DISTRICT, False),
        ("Sở Nội vụ", WARD, False),
        ("Hội Phụ nữ các phường", WARD, False),
        ("Các tổ chức chính trị - xã hội", WARD, False),
        ("Các trường học trên địa bàn phường", WARD, False),
        ("UBND các xã, phường", Meta(), False),
    ],
)
def test_a_local_government(agency, meta, expected):
    assert is_local_government(agency, meta) is expected


@pytest.mark.parametrize(
    ("agency", "expected"),
    [
        ("Công an các xã, phường", True),
        ("Phòng Văn hóa - Xã hội các xã, phường", True),
        ("Công an phường Bình Khê", True),
        ("Công an phường Đông Lĩnh", False),
        ("Công an thành phố", False),
        ("Sở Y tế", False),
    ],
)
def test_an_office_of_the_local_governments(agency, expected):
    assert is_office_of(agency, WARD) is expected


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("Sở Nội vụ", "Phòng Văn hóa - Xã hội", True),
        ("Sở Giáo dục và Đào tạo", "phòng Văn hóa – Xã hội phường", True),
        ("Sở Tài chính", "Phòng Kinh tế, Hạ tầng và Đô thị", True),
        ("Sở Tài chính", "Phòng Kinh tế", True),
        ("Sở Tài chính", "Phòng Tài chính - Kế hoạch", True),
        ("Sở Tư pháp", "Văn phòng HĐND và UBND", True),
        ("Công an tỉnh", "Công an phường", True),
        ("Trung tâm Phục vụ hành chính công tỉnh", "Trung tâm Phục vụ hành chính công phường", True),
        ("Hội Liên hiệp Phụ nữ tỉnh", "Hội Phụ nữ phường", True),
        ("Tỉnh đoàn", "Đoàn Thanh niên phường", True),
        ("Sở Lao động - Thương binh và Xã hội", "Phòng Lao động - Thương binh và Xã hội", True),
        ("Sở Tài chính", "Phòng Văn hóa - Xã hội", False),
        ("Công an tỉnh", "Phòng Kinh tế", False),
        ("Hội Bảo trợ trẻ em thành phố", "Hội Bảo trợ trẻ em thành phố", True),
    ],
)
def test_a_mirror(above, below, expected):
    assert office(above).mirrors(office(below)) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Phòng Văn hóa - Xã hội", "phòng Văn hóa – Xã hội", True),
        ("Bảo hiểm xã hội cơ sở Sơn Lâm", "Bảo hiểm xã hội cơ sở Vân Hải", True),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", "Kinh tế hạ tầng đô thị", True),
        ("Sở Nội vụ", "Sở Y tế", False),
        ("Lãnh đạo Sở Tài chính", "Lãnh đạo Sở Xây dựng", False),
        ("Nhà máy nước Vân Hải", "Ban Quản lý cảng", False),
    ],
)
def test_the_same_office_of_one_level(one, other, expected):
    assert office(one).is_same(office(other)) is expected
