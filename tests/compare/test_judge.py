"""What became of a target: status, effect and severity, case by case."""

import pytest

from extractors.plan import Period
from planparse.compare import compare
from tests.factories import Aim, aim, bare, city, other_ward, plan, share

JOBS = "giải quyết việc làm mới cho lao động"
POOR = "tỷ lệ hộ nghèo"
TRAINED = "tỷ lệ lao động qua đào tạo"


def one(local: Aim, parent: Aim, *, below: bool = False, **more: object):
    """The finding on the parent's only target."""
    above = city if below else other_ward
    found = [f for f in compare(plan(local), above(parent, **more)).findings if f.type == "target"]
    assert len(found) == 1, found
    return found[0]


KEPT = [
    # wording, place names, verbs of commitment
    (
        aim("12.000 lao động", f"phấn đấu {JOBS}", 12000, "người"),
        aim("12.000 lao động", JOBS, 12000, "người"),
    ),
    (
        aim("80%", "tỉ lệ người lao động đã qua đào tạo trên địa bàn phường", 80),
        aim("80%", "Tỷ lệ lao động qua đào tạo toàn thành phố", 80),
    ),
    (
        aim("500 người", "tạo việc làm mới", 500, "người"),
        aim("500 lao động", "giải quyết việc làm mới cho người lao động", 500, "người"),
    ),
    (aim("95%", "người dân tham gia BHYT", 95), aim("95%", "tỷ lệ dân số tham gia bảo hiểm y tế", 95)),
    (
        aim("100%", "bảo đảm hồ sơ TTHC được giải quyết đúng thời hạn", 100),
        aim("100%", "hồ sơ thủ tục hành chính giải quyết đúng hạn", 100),
    ),
    (
        bare("Nâng cao chất lượng dạy nghề cho nông dân"),
        bare("Nâng cao chất lượng đào tạo nghề cho nông dân"),
    ),
    # rhythm and period that come to the same
    (aim("500 lao động", JOBS, 500, "người", per="year"), aim("2.500 lao động", JOBS, 2500, "người")),
    (aim("2.500 lao động", JOBS, 2500, "người"), aim("500 lao động", JOBS, 500, "người", per="year")),
    (
        aim("40 buổi", "tuyên truyền chính sách", 40, "buổi", per="year"),
        aim("10 buổi", "tuyên truyền chính sách", 10, "buổi", per="quarter"),
    ),
    # the year of the sentence is the year of the plan
    (aim("80%", TRAINED, 80), aim("80%", TRAINED, 80, period=Period(None, 2030))),
]


@pytest.mark.parametrize(("local", "parent"), KEPT)
def test_kept(local, parent):
    finding = one(local, parent)
    assert (finding.status, finding.effect, finding.severity) == ("kept", None, "info")
    assert finding.changes == ()


ALTERED = [
    # value, by direction
    (aim("70%", TRAINED, 70), aim("75%", TRAINED, 75), "weaker", {"value"}),
    (aim("80%", TRAINED, 80), aim("75%", TRAINED, 75), "stronger", {"value"}),
    (aim("3%", POOR, 3), aim("2%", POOR, 2), "weaker", {"value"}),
    (aim("1%", POOR, 1), aim("2%", POOR, 2), "stronger", {"value"}),
    (
        aim("dưới 3%", "tỷ lệ thất nghiệp", 3, comparator="<"),
        aim("dưới 2,5%", "tỷ lệ thất nghiệp", 2.5, comparator="<"),
        "weaker",
        {"value"},
    ),
    (
        aim("90%", "hộ nghèo được hỗ trợ tiếp cận thông tin", 90),
        aim("95%", "hộ nghèo được hỗ trợ tiếp cận thông tin", 95),
        "weaker",
        {"value"},
    ),
    # a fall by so much
    (
        aim("1%", POOR, 1, direction="decrease", bullet="Mỗi năm giảm 1% tỷ lệ hộ nghèo"),
        aim("1,5%", POOR, 1.5, direction="decrease", bullet="Mỗi năm giảm 1,5% tỷ lệ hộ nghèo"),
        "weaker",
        {"value"},
    ),
    # and a level that it falls to
    (
        aim("1%", POOR, 1, direction="decrease", bullet="Giảm tỷ lệ hộ nghèo xuống còn 1%"),
        aim("1,5%", POOR, 1.5, direction="decrease", bullet="Giảm tỷ lệ hộ nghèo xuống còn 1,5%"),
        "stronger",
        {"value"},
    ),
    # comparator
    (
        aim("khoảng 50%", TRAINED, 50, comparator="~"),
        aim("ít nhất 50%", TRAINED, 50, comparator=">="),
        "weaker",
        {"comparator"},
    ),
    (
        aim("ít nhất 50%", TRAINED, 50, comparator=">="),
        aim("khoảng 50%", TRAINED, 50, comparator="~"),
        "stronger",
        {"comparator"},
    ),
    (aim("50%", TRAINED, 50), aim("ít nhất 50%", TRAINED, 50, comparator=">="), "unclear", {"comparator"}),
    (
        aim("khoảng 3%", POOR, 3, comparator="~"),
        aim("dưới 3%", POOR, 3, comparator="<"),
        "weaker",
        {"comparator"},
    ),
    # ranges by both ends
    (
        aim("70 - 75%", TRAINED, 70, upper=75),
        aim("75 - 80%", TRAINED, 75, upper=80),
        "weaker",
        {"value", "upper"},
    ),
    (
        aim("70 - 85%", TRAINED, 70, upper=85),
        aim("75 - 80%", TRAINED, 75, upper=80),
        "unclear",
        {"value", "upper"},
    ),
    (aim("80%", TRAINED, 80), aim("75 - 80%", TRAINED, 75, upper=80), "stronger", {"value", "upper"}),
    # period
    (
        aim("80%", TRAINED, 80, period=Period(None, 2030)),
        aim("80%", TRAINED, 80, period=Period(None, 2028)),
        "weaker",
        {"period"},
    ),
    (
        aim("80%", TRAINED, 80, period=Period(None, 2027)),
        aim("80%", TRAINED, 80, period=Period(None, 2028)),
        "stronger",
        {"period"},
    ),
    # value down, date forward: nobody can tell
    (
        aim("70%", TRAINED, 70, period=Period(None, 2027)),
        aim("80%", TRAINED, 80, period=Period(None, 2030)),
        "unclear",
        {"value", "period"},
    ),
    # rhythm
    (
        aim("400 lao động", JOBS, 400, "người", per="year"),
        aim("2.500 lao động", JOBS, 2500, "người"),
        "weaker",
        {"value", "per"},
    ),
    (
        aim("500 lao động", JOBS, 500, "người"),
        aim("500 lao động", JOBS, 500, "người", per="year"),
        "weaker",
        {"per"},
    ),
    # unit
    (
        aim("200 hộ", "vay vốn phát triển sản xuất", 200, "hộ"),
        aim("200 người", "vay vốn phát triển sản xuất", 200, "người"),
        "unclear",
        {"unit"},
    ),
    # a number where the parent has none
    (aim("80%", TRAINED, 80), bare("Nâng tỷ lệ lao động qua đào tạo"), "stronger", {"value"}),
]


@pytest.mark.parametrize(("local", "parent", "effect", "fields"), ALTERED)
def test_altered(local, parent, effect, fields):
    finding = one(local, parent)
    assert (finding.status, finding.effect) == ("altered", effect)
    assert finding.severity == ("error" if effect == "weaker" else "warning")
    assert {change.field for change in finding.changes} == fields


def test_dropping_the_number_is_unquantified():
    finding = one(bare("Nâng tỷ lệ lao động qua đào tạo của phường"), aim("75%", TRAINED, 75))
    assert (finding.status, finding.severity) == ("unquantified", "error")


@pytest.mark.parametrize(
    ("local", "status", "share_"),
    [
        (aim("600 lao động", JOBS, 600, "người"), "apportioned", 0.05),
        (aim("12.000 lao động", JOBS, 12000, "người"), "copied", None),
        (aim("15.000 lao động", JOBS, 15000, "người"), "altered", None),
    ],
)
def test_a_lower_level_takes_its_share_of_a_count(local, status, share_):
    finding = one(local, aim("12.000 lao động", JOBS, 12000, "người"), below=True)
    assert finding.status == status
    assert finding.share == (pytest.approx(share_) if share_ else None)
    assert finding.severity == {"apportioned": "info", "copied": "warning", "altered": "warning"}[status]


def test_shares_are_taken_on_one_rhythm():
    finding = one(
        aim("100 lao động", JOBS, 100, "người", per="year"),
        aim("10.000 lao động", JOBS, 10000, "người"),
        below=True,
    )
    assert (finding.status, finding.share) == ("apportioned", pytest.approx(0.05))


def test_the_same_figure_in_another_rhythm_is_no_copy():
    finding = one(
        aim("02 tin", "phát tin về bình đẳng giới", 2, "tin", per="quarter"),
        aim("02 tin", "phát tin về bình đẳng giới", 2, "tin", per="month"),
        below=True,
    )
    assert (finding.status, finding.effect) == ("altered", "weaker")


def test_money_is_shared_out_too():
    parent = aim("50 tỷ đồng", "huy động Quỹ vì người nghèo", 50e9, "đồng")
    finding = one(aim("800 triệu đồng", "vận động Quỹ vì người nghèo", 8e8, "đồng"), parent, below=True)
    assert (finding.status, finding.share) == ("apportioned", pytest.approx(0.016))


@pytest.mark.parametrize(
    ("local", "parent", "status"),
    [
        # rates are compared as they are
        (aim("70%", TRAINED, 70), aim("75%", TRAINED, 75), "altered"),
        (aim("75%", TRAINED, 75), aim("75%", TRAINED, 75), "kept"),
        # so is what is owed to each head or by each unit
        (
            aim("80 triệu đồng", "thu nhập bình quân đầu người", 8e7, "đồng"),
            aim("90 triệu đồng", "thu nhập bình quân đầu người", 9e7, "đồng"),
            "altered",
        ),
        (
            aim("01 mô hình", "mỗi phường xây dựng mô hình giảm nghèo", 1, "mô hình"),
            aim("01 mô hình", "mỗi xã, phường xây dựng mô hình giảm nghèo", 1, "mô hình"),
            "kept",
        ),
        (
            aim("01 mô hình", "mỗi xóm xây dựng mô hình sáng, xanh, sạch, đẹp", 1, "mô hình"),
            aim("01 mô hình", "mỗi xóm xây dựng mô hình sáng, xanh, sạch, đẹp", 1, "mô hình"),
            "kept",
        ),
        # how often something is done is the same everywhere
        (
            aim("02 lần", "ra quân tổng vệ sinh", 2, "lần", per="month"),
            aim("02 lần", "ra quân tổng vệ sinh", 2, "lần", per="month"),
            "kept",
        ),
        (
            aim("2,0 con", "tổng tỷ suất sinh", 2, "con"),
            aim("2,1 con", "tổng tỷ suất sinh", 2.1, "con"),
            "altered",
        ),
        (
            aim("2 buổi", "tuyên truyền", 2, "buổi", bullet="tuyên truyền 2 buổi/thôn"),
            aim("3 buổi", "tuyên truyền", 3, "buổi", bullet="tuyên truyền 3 buổi/thôn"),
            "altered",
        ),
    ],
)
def test_what_is_not_shared_out(local, parent, status):
    assert one(local, parent, below=True).status == status


def test_same_level_is_never_apportioned():
    assert (
        one(aim("600 lao động", JOBS, 600, "người"), aim("900 lao động", JOBS, 900, "người")).status
        == "altered"
    )


ALLOCATED = [
    share("Phường Bình Khê", "Số lao động được giải quyết việc làm mới", 700),
    share("Phường Bình Khê 2", "Số lao động được giải quyết việc làm mới", 300),
    share("Toàn thành phố", "Số lao động được giải quyết việc làm mới", 12000),
]


@pytest.mark.parametrize(
    ("value", "status", "effect", "severity"),
    [
        (700, "kept", None, "info"),
        (600, "altered", "weaker", "error"),
        (800, "altered", "stronger", "warning"),
    ],
)
def test_the_parents_table_is_the_yardstick(value, status, effect, severity):
    finding = one(
        aim(f"{value} lao động", JOBS, value, "người"),
        aim("12.000 lao động", JOBS, 12000, "người"),
        below=True,
        allocations=ALLOCATED,
    )
    assert (finding.status, finding.effect, finding.severity) == (status, effect, severity)
    assert finding.yardstick is not None and finding.yardstick.value == 700
    assert [(c.parent, c.local) for c in finding.changes] == ([] if status == "kept" else [(700, value)])


@pytest.mark.parametrize(
    "to",
    [
        "Phường Bình Khê",
        "phường Bình Khê",
        "P. Bình Khê",
        "3. Phường Bình Khê",
        "Bình Khê",
        "UBND phường Bình Khê",
        "PHƯỜNG BÌNH KHÊ",
    ],
)
def test_the_row_of_the_local_unit_is_found(to):
    cell = share(to, "Giải quyết việc làm", 700)
    finding = one(
        aim("700 lao động", JOBS, 700, "người"),
        aim("12.000 lao động", JOBS, 12000, "người"),
        below=True,
        allocations=[cell],
    )
    assert finding.yardstick == cell


def test_the_seat_of_a_district_is_not_the_district():
    cell = share("Thị trấn Bình Khê", "Giải quyết việc làm", 700)
    local = plan(
        aim("900 lao động", JOBS, 900, "người"), issuer="Ủy ban nhân dân huyện Bình Khê", level="district"
    )
    above = city(aim("12.000 lao động", JOBS, 12000, "người"), allocations=[cell])
    assert next(f for f in compare(local, above).findings if f.type == "target").status == "apportioned"


def test_between_plans_of_one_level_the_table_is_no_yardstick():
    finding = one(
        aim("12.000 lao động", JOBS, 12000, "người"),
        aim("12.000 lao động", JOBS, 12000, "người"),
        allocations=ALLOCATED,
    )
    assert (finding.status, finding.yardstick) == ("kept", None)


@pytest.mark.parametrize(
    ("local", "parent"),
    [
        # a floor turned into a ceiling, and back
        (aim("dưới 70%", TRAINED, 70, comparator="<"), aim("trên 70%", TRAINED, 70, comparator=">")),
        (aim("trên 3%", POOR, 3, comparator=">"), aim("dưới 3%", POOR, 3, comparator="<")),
        # between two ceilings the figure decides
        (aim("dưới 5%", POOR, 5, comparator="<"), aim("không quá 3%", POOR, 3, comparator="<=")),
        # an ill that persons suffer from
        (
            aim("17%", "trẻ dưới 5 tuổi bị suy dinh dưỡng thể thấp còi", 17),
            aim("16%", "tỷ lệ trẻ dưới 5 tuổi suy dinh dưỡng thể thấp còi", 16),
        ),
    ],
)
def test_weaker_for_certain(local, parent):
    finding = one(local, parent)
    assert (finding.status, finding.effect, finding.severity) == ("altered", "weaker", "error")


def test_a_year_of_its_own_is_not_earlier_than_that_of_the_parents_title():
    finding = one(aim("80%", TRAINED, 80, period=Period(2026, 2026)), aim("80%", TRAINED, 80))
    assert finding.status == "kept"


@pytest.mark.parametrize(
    ("local", "parent", "status"),
    [
        # hamlets by another word, and two nouns that both plans name
        (
            aim("5 bản", "bản đạt chuẩn văn hóa", 5, "bản"),
            aim("280 thôn", "thôn, bản đạt chuẩn văn hóa", 280, "thôn"),
            "apportioned",
        ),
        (
            aim(
                "120 cơ sở",
                "cơ sở cam kết tuyển dụng",
                120,
                "cơ sở",
                bullet="120 cơ sở, doanh nghiệp cam kết tuyển dụng",
            ),
            aim(
                "120 doanh nghiệp",
                "doanh nghiệp cam kết tuyển dụng",
                120,
                "doanh nghiệp",
                bullet="120 doanh nghiệp, cơ sở cam kết tuyển dụng",
            ),
            "copied",
        ),
        # so much for each is no share
        (
            aim("14 tiêu chí", "tiêu chí nông thôn mới bình quân một xã", 14, "tiêu chí"),
            aim("15 tiêu chí", "tiêu chí nông thôn mới bình quân một xã", 15, "tiêu chí"),
            "altered",
        ),
    ],
)
def test_what_is_counted(local, parent, status):
    assert one(local, parent, below=True).status == status


@pytest.mark.parametrize("to", ["Xã Bình Khê", "Phường Bình Khê Đông", "Phường Bình", "Tổng cộng"])
def test_other_rows_are_not_taken_for_it(to):
    cell = share(to, "Giải quyết việc làm", 700)
    finding = one(
        aim("700 lao động", JOBS, 700, "người"),
        aim("12.000 lao động", JOBS, 12000, "người"),
        below=True,
        allocations=[cell],
    )
    assert finding.yardstick is None


def test_other_columns_are_not_taken_for_it():
    cell = share("Phường Bình Khê", "Số hợp tác xã thành lập mới", 3, "hợp tác xã")
    finding = one(
        aim("700 lao động", JOBS, 700, "người"),
        aim("12.000 lao động", JOBS, 12000, "người"),
        below=True,
        allocations=[cell],
    )
    assert finding.status == "apportioned"


def test_the_column_of_the_plans_year_is_taken():
    cells = [
        share("Phường Bình Khê", f"Giải quyết việc làm / Năm {year}", 100 + year % 10)
        for year in range(2026, 2031)
    ]
    local = plan(aim("107 lao động", JOBS, 107, "người"), period=(2027, 2027))
    finding = compare(local, city(aim("12.000 lao động", JOBS, 12000, "người"), allocations=cells)).findings[
        0
    ]
    assert (finding.status, finding.yardstick) == ("kept", cells[1])


def test_the_rows_of_the_units_that_merged_into_the_local_one_are_added_up():
    """The parent's table of before July 2025 lists units that are one today."""
    cells = [
        share("Thị trấn Thứ Ba", "Giải quyết việc làm", 300),
        share("Xã Đông Yên", "Giải quyết việc làm", 250),
        share("Xã Hưng Yên", "Giải quyết việc làm", 150),
        share("Xã Đông Hưng", "Giải quyết việc làm", 999),
    ]
    local = plan(aim("700 lao động", JOBS, 700, "người"), issuer="Ủy ban nhân dân xã An Biên")
    province = city(
        aim("12.000 lao động", JOBS, 12000, "người"),
        issuer="Ủy ban nhân dân tỉnh Kiên Giang",
        allocations=cells,
    )
    (finding,) = compare(local, province).findings
    assert finding.status == "kept"
    assert finding.yardstick is not None
    assert (finding.yardstick.to, finding.yardstick.value) == (
        "Thị trấn Thứ Ba + Xã Đông Yên + Xã Hưng Yên",
        700,
    )


def test_a_one_year_plan_takes_a_step_on_the_way():
    """A plan of 2027 that names its own year has not brought the date of the period forward."""
    parent = other_ward(aim("100%", "điểm phức tạp được triệt xóa", 100, period=Period(2026, 2030)))
    local = plan(
        aim("100%", "điểm phức tạp được triệt xóa", 100, period=Period(2027, 2027)), period=(2027, 2027)
    )
    (finding,) = compare(local, parent).findings
    assert finding.status == "kept"


def test_a_level_holds_with_or_without_its_rhythm():
    parent = other_ward(aim("100%", "hộ nghèo có thẻ bảo hiểm y tế", 100, per="year"))
    (finding,) = compare(plan(aim("100%", "hộ nghèo có thẻ bảo hiểm y tế", 100)), parent).findings
    assert finding.status == "kept"


def test_a_rate_that_falls_by_so_much_a_year_needs_its_rhythm():
    fall = {"direction": "decrease"}
    parent = other_ward(aim("1%", POOR, 1, per="year", bullet="Mỗi năm giảm 1% tỷ lệ hộ nghèo", **fall))
    local = plan(aim("1%", POOR, 1, bullet="Giảm 1% tỷ lệ hộ nghèo", **fall), period=None)
    (finding,) = compare(local, parent).findings
    assert finding.status == "altered"


@pytest.mark.parametrize(
    ("bullet", "status"),
    [
        ("Mỗi xã, phường tổ chức 03 hội nghị tuyên truyền", "altered"),
        ("Tổ chức 03 hội nghị tuyên truyền mỗi xã", "altered"),
        # what stands behind the comma is about the next figure
        ("Tổ chức 03 hội nghị tuyên truyền, mỗi xã cử đại diện dự", "apportioned"),
    ],
)
def test_mỗi_makes_a_norm_of_its_own_figure_only(bullet, status):
    parent = aim(
        "250 hội nghị", "tổ chức hội nghị tuyên truyền", 250, "hội nghị", bullet=bullet.replace("03", "250")
    )
    local = aim("03 hội nghị", "tổ chức hội nghị tuyên truyền", 3, "hội nghị", bullet=bullet)
    assert one(local, parent, below=True).status == status


def test_an_amount_of_billions_is_no_norm():
    what = "hỗ trợ thêm mức đóng bảo hiểm xã hội tự nguyện"
    finding = one(
        aim("1,1 tỷ đồng", what, 1.1e9, "đồng"), aim("32 tỷ đồng", what, 3.2e10, "đồng"), below=True
    )
    assert finding.status == "apportioned"
