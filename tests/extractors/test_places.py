import pytest

from extractors.vietnamese.places import successor


@pytest.mark.parametrize(
    ("old", "province", "new"),
    [
        ("Phường Láng Thượng", "Thành phố Hà Nội", "Láng"),
        ("xã Đông Yên, huyện An Biên", "tỉnh Kiên Giang", "An Biên"),
        ("Thị trấn Thứ Ba, huyện An Biên", "tỉnh Kiên Giang", "An Biên"),
        # the province of today, whose wards came from two provinces
        ("Thị trấn Thứ Ba", "tỉnh An Giang", "An Biên"),
        # two communes of one name in one province went to different places
        ("Xã Vĩnh Phú", "tỉnh An Giang", None),
        ("Phường Cẩm Trạch", "Thành phố Hải Xuyên", None),
        ("Sở Nội vụ", "Thành phố Hà Nội", None),
        ("Tổng cộng", "Thành phố Hà Nội", None),
    ],
)
def test_an_old_unit_belongs_to_one_of_today(old: str, province: str, new: str | None) -> None:
    assert successor(old, province) == new
