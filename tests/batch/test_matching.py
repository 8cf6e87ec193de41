"""Plans are matched to the parents that they carry out, level by level."""

import pytest

from planparse.batch.matching import Head, Named, Parents
from planparse.errors import PlanparseError
from tests.batch.plans import batch, ward
from tests.cli.conftest import CITY

PROVINCE = "Ủy ban nhân dân tỉnh An Sơn"
VAN_HAI, DONG_TRIEU = "Ủy ban nhân dân thành phố Vân Hải", "Ủy ban nhân dân thành phố Đông Triều"
CITY_HEAD = Head("7/KH-UBND", VAN_HAI, "province", "2026-01-12")


def head(*implements, level="ward", number="5/KH-UBND", issuer="Ủy ban nhân dân phường Bình Khê"):
    return Head(number, issuer, level, "2026-03-01", tuple(implements))


def parent_of(local, *candidates):
    heads = [("local", local), *((f"c{number}", one) for number, one in enumerate(candidates))]
    try:
        return Parents(heads).of("local", local, "x.docx")
    except PlanparseError as error:
        return error.code


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (Named("7/KH-UBND"), "c0"),
        (Named("07 /KH-UBND"), "c0"),
        (Named("7/KH-UBND", "2026-01-12", VAN_HAI), "c0"),
        (Named("7/KH-UBND", "2026-01"), "c0"),
        (Named("7/KH-UBND", "2025-01-12"), "no-parent"),
        (Named("7/KH-UBND", None, DONG_TRIEU), "no-parent"),
        (Named("8/KH-UBND"), "no-parent"),
    ],
)
def test_by_number_and_by_date_and_issuer_where_they_are_known(named, expected):
    assert parent_of(head(named), CITY_HEAD) == expected


def test_cities_number_alike_so_the_issuer_decides():
    other = Head("7/KH-UBND", DONG_TRIEU, "province", "2026-01-12")
    assert parent_of(head(Named("7/KH-UBND", None, DONG_TRIEU)), CITY_HEAD, other) == "c1"
    assert parent_of(head(Named("7/KH-UBND")), CITY_HEAD, other) == "ambiguous-parent"


def test_one_plan_in_two_formats_is_one_plan():
    assert parent_of(head(Named("7/KH-UBND")), CITY_HEAD, CITY_HEAD) == "c0"


def test_of_a_province_and_a_city_the_nearer_one():
    district = Head("9/KH-UBND", "Ủy ban nhân dân huyện Hạ Lâm", "district", "2026-02-01")
    assert parent_of(head(Named("7/KH-UBND"), Named("9/KH-UBND")), CITY_HEAD, district) == "c1"


def test_a_plan_that_names_nothing():
    assert parent_of(head(), CITY_HEAD) == "names-no-parent"


def test_a_plan_does_not_carry_out_itself_nor_a_lower_one():
    assert parent_of(head(Named("5/KH-UBND"))) == "no-parent"
    lower = Head("7/KH-UBND", "Ủy ban nhân dân phường Kim Trúc", "ward", "2026-01-12")
    assert parent_of(head(Named("7/KH-UBND"), level="province"), lower) == "no-parent"


def province():
    return (
        CITY.replace("THÀNH PHỐ VÂN HẢI", "TỈNH AN SƠN").replace("thành phố Vân Hải", "tỉnh An Sơn")
        .replace("Số: 7/", "Số: 3/").replace("12.000 lao động", "90.000 lao động")
    )  # fmt: skip


def city():
    told = (
        "Thực hiện Kế hoạch số 3/KH-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh An Sơn;\n\nCăn cứ Nghị định"
    )
    return CITY.replace("Căn cứ Nghị định", told)


def test_a_folder_becomes_a_tree(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    texts = {
        "a-ward": ward("Bình Khê"), "b-ward": ward("Đông Lĩnh"), "city": city(), "province": province(),
        "stray": ward("Hạ Vân", number=99),
    }  # fmt: skip
    for name, text in texts.items():
        (source / f"{name}.txt").write_text(text, encoding="utf-8")
    result, done = batch(source, tmp_path / "out")
    pairs = {(pair.file.rpartition("/")[2], pair.parent.rpartition("/")[2]) for pair in result.overview.pairs}
    assert pairs == {("a-ward.txt", "city.txt"), ("b-ward.txt", "city.txt"), ("city.txt", "province.txt")}
    assert [(f.file.rpartition("/")[2], f.error.code) for f in result.overview.failures] == [
        ("stray.txt", "no-parent")
    ]
    # Everything is taken up by the next run.
    again, done = batch(source, tmp_path / "out", resume=True)
    assert (again.fresh, done) == (0, [])


def test_several_parents_are_given(tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    (source / "ward.txt").write_text(ward("Bình Khê"), encoding="utf-8")
    (tmp_path / "city.txt").write_text(city(), encoding="utf-8")
    (tmp_path / "province.txt").write_text(province(), encoding="utf-8")
    result, _ = batch(source, tmp_path / "out", tmp_path / "city.txt", tmp_path / "province.txt")
    assert [pair.parent for pair in result.overview.pairs] == [str(tmp_path / "city.txt")]
