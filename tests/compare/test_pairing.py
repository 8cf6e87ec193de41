"""Which target answers to which: by what it measures, as a whole, never by the number alone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.compare import compare
from planparse.errors import PlanparseError
from tests.factories import aim, bare, city, other_ward, plan, share

JOBS = "giải quyết việc làm mới cho lao động"


def statuses(local, parent):
    return [f.status for f in compare(local, parent).findings if f.type == "target"]


APART = [
    # other people
    (
        aim("90%", "hộ cận nghèo tham gia bảo hiểm y tế", 90),
        aim("90%", "hộ nghèo tham gia bảo hiểm y tế", 90),
    ),
    (
        aim("50%", "thanh niên có nhu cầu được đào tạo nghề", 50),
        aim("50%", "người cao tuổi có nhu cầu được đào tạo nghề", 50),
    ),
    # alike in all but the people
    (
        aim("96%", "học sinh có thẻ bảo hiểm y tế", 96),
        aim("96%", "người cao tuổi có thẻ bảo hiểm y tế", 96),
    ),
    (
        aim("120 triệu đồng", "vận động Quỹ “Khuyến học”", 12e7, "đồng"),
        aim("120 triệu đồng", "vận động Quỹ “Đền ơn đáp nghĩa”", 12e7, "đồng"),
    ),
    # other qualities of the same people
    (aim("30%", "tỷ lệ lao động có bằng cấp, chứng chỉ", 30), aim("75%", "tỷ lệ lao động qua đào tạo", 75)),
    (aim("99%", "hồ sơ giải quyết trước hạn", 99), aim("99%", "hồ sơ giải quyết trễ hạn", 99)),
    (
        aim("95%", "người dân tham gia bảo hiểm y tế", 95),
        aim("95%", "lực lượng lao động tham gia bảo hiểm xã hội", 95),
    ),
    (
        aim("4 xã", "xã đạt chuẩn nông thôn mới kiểu mẫu", 4, "xã"),
        aim("4 xã", "xã đạt chuẩn nông thôn mới nâng cao", 4, "xã"),
    ),
    (
        aim("90%", "dân số nông thôn sử dụng nước sạch", 90),
        aim("90%", "dân số thành thị sử dụng nước sạch", 90),
    ),
    (
        aim("60%", "trường tiểu học đạt chuẩn quốc gia", 60),
        aim("60%", "trường mầm non đạt chuẩn quốc gia", 60),
    ),
    (
        aim("10 lớp", "mở lớp đào tạo nghề nông nghiệp", 10, "lớp"),
        aim("10 lớp", "mở lớp đào tạo nghề phi nông nghiệp", 10, "lớp"),
    ),
    # another kind of quantity
    (
        aim("100 triệu đồng", "hỗ trợ vay vốn khởi nghiệp", 1e8, "đồng"),
        aim("100 người", "hỗ trợ vay vốn khởi nghiệp", 100, "người"),
    ),
    (
        aim("20 lao động", "mở lớp đào tạo nghề cho lao động", 20, "người"),
        aim("20%", "lao động qua đào tạo nghề", 20),
    ),
    # nothing in common but the number
    (
        aim("100%", "khu dân cư có nhà văn hóa", 100),
        aim("100%", "đối tượng được tư vấn chính sách học nghề", 100),
    ),
    (
        aim("500 hộ", "hộ gia đình được vay vốn ưu đãi", 500, "hộ"),
        aim("500 lao động", "đào tạo nghề trình độ sơ cấp", 500, "người"),
    ),
    (
        aim("95%", "đám cưới thực hiện nếp sống văn minh", 95),
        aim("90%", "đám tang thực hiện nếp sống văn minh", 90),
    ),
]


@pytest.mark.parametrize(("local", "parent"), APART)
def test_kept_apart(local, parent):
    assert statuses(plan(local), other_ward(parent)) == ["missing", "added"]


TOGETHER = [
    (
        aim("2.000 tấn", "thóc, ngô cả năm thu", 2000, "tấn"),
        aim("2.200 tấn", "sản lượng lương thực có hạt", 2200, "tấn"),
    ),
    (
        aim("90%", "hồ sơ dân nộp qua mạng", 90),
        aim("95%", "tỷ lệ hồ sơ nộp trực tuyến", 95),
    ),
    (
        aim("5.000 lượt", "khám, chữa bệnh cho người dân", 5000, "lượt"),
        aim("6.000 lượt", "số lượt khám chữa bệnh cho nhân dân", 6000, "lượt"),
    ),
    (
        aim("20 người", "đưa lao động đi làm việc có thời hạn ở nước ngoài", 20, "người"),
        aim("25 người", "xuất khẩu lao động", 25, "người"),
    ),
    (
        aim("90%", "tỷ lệ dịch vụ công trực tuyến toàn trình được cung cấp", 90),
        aim("95%", "DVCTT toàn trình được cung cấp", 95),
    ),
    (
        aim("3 HTX", "thành lập mới hợp tác xã nông nghiệp", 3, "hợp tác xã"),
        aim("4 HTX", "thành lập HTX nông nghiệp", 4, "hợp tác xã"),
    ),
    (
        aim("98%", "chất thải rắn sinh hoạt được thu gom và xử lý", 98),
        aim("99%", "tỷ lệ thu gom, xử lý rác thải sinh hoạt", 99),
    ),
    (
        aim("60%", "trường học các cấp đạt chuẩn quốc gia", 60),
        aim("65%", "tỷ lệ trường đạt chuẩn quốc gia", 65),
    ),
    (
        aim("2.000 tấn", "sản lượng thủy sản nuôi trồng", 2000, "tấn"),
        aim("2.200 tấn", "tổng sản lượng nuôi trồng thuỷ sản", 2200, "tấn"),
    ),
    (
        aim("80%", "tỷ lệ hộ gia đình đạt danh hiệu gia đình văn hóa", 80),
        aim("85%", "số hộ đạt danh hiệu “Gia đình văn hoá”", 85),
    ),
    (aim("85%", "việc tang theo nếp sống mới", 85), aim("90%", "đám tang thực hiện nếp sống văn minh", 90)),
    (
        aim("55%", "học sinh biết bơi", 55),
        aim("60%", "trẻ em trong độ tuổi đi học biết bơi", 60),
    ),
    (
        aim("35%", "bà con rèn luyện thân thể đều đặn", 35),
        aim("40%", "dân số tập luyện thể dục, thể thao thường xuyên", 40),
    ),
    (
        aim("50%", "hộ dùng nước máy", 50),
        aim("55%", "hộ dùng nước từ công trình cấp nước tập trung", 55),
    ),
    (
        aim("02 nhà", "khởi công mới nhà văn hóa tại thôn Đông", 2, "nhà văn hóa"),
        aim("48 nhà", "nhà văn hóa thôn xây mới", 48, "nhà văn hóa"),
    ),
    (aim("1.500 tờ", "phát tờ rơi", 1500, "tờ rơi"), aim("50.000 tờ", "cấp phát tờ rơi", 50000, "tờ")),
]


@pytest.mark.parametrize(("local", "parent"), TOGETHER)
def test_brought_together(local, parent):
    assert statuses(plan(local), other_ward(parent)) == ["altered"]


def test_one_best_assignment_not_a_greedy_one():
    """Each local row is nearest to the first row of the parent; as a whole each has its own."""
    parent = other_ward(
        aim("75%", "tỷ lệ lao động qua đào tạo", 75),
        aim("30%", "tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ", 30),
        aim("40%", "tỷ lệ lao động nữ qua đào tạo", 40),
    )
    local = plan(
        aim("41%", "lao động nữ qua đào tạo", 41),
        aim("31%", "lao động qua đào tạo có bằng cấp, chứng chỉ", 31),
        aim("76%", "lao động qua đào tạo", 76),
    )
    found = compare(local, parent).findings
    assert [(f.parent.value, f.local.value) for f in found] == [(75, 76), (30, 31), (40, 41)]


def test_order_makes_no_difference():
    aims = [
        aim("75%", "tỷ lệ lao động qua đào tạo", 75),
        aim("100%", "hồ sơ giải quyết đúng hạn", 100),
        aim("2%", "tỷ lệ hộ nghèo", 2),
        bare("Củng cố mạng lưới y tế cơ sở"),
    ]
    assert set(statuses(plan(*reversed(aims)), other_ward(*aims))) == {"kept"}


MERGED = "Người dân được tuyên truyền chính sách vay vốn, hỗ trợ lãi suất cho hộ có nhu cầu mở rộng sản xuất."
BOTH = "100% người dân được tuyên truyền chính sách vay vốn; hỗ trợ lãi suất cho 80% hộ có nhu cầu mở rộng sản xuất."


def test_a_bullet_that_merged_two_numbers_and_dropped_both():
    parent = other_ward(
        aim("100%", "người dân được tuyên truyền chính sách vay vốn", 100, bullet=BOTH),
        aim("80%", "hỗ trợ lãi suất cho hộ có nhu cầu mở rộng sản xuất", 80, bullet=BOTH),
        aim("60%", "hộ có nhu cầu vay vốn được giải ngân trong 10 ngày", 60),
    )
    found = compare(plan(bare(MERGED)), parent).findings
    assert [f.status for f in found] == ["unquantified", "unquantified", "missing"]
    holder = next(f for f in found[:2] if f.local is not None)
    other = next(f for f in found[:2] if f.local is None)
    assert other.see == holder.id and holder.see is None


def test_a_bullet_that_took_in_a_second_target_with_the_same_figure():
    parent = other_ward(
        aim("100%", "chất thải y tế được thu gom, xử lý", 100),
        aim("100%", "chất thải nguy hại được thu gom, xử lý", 100),
    )
    both = "chất thải y tế và chất thải nguy hại được thu gom, xử lý"
    found = compare(plan(aim("100%", both, 100)), parent).findings
    assert [f.status for f in found] == ["kept", "kept"]
    other = next(f for f in found if f.local is None)
    assert other.see == next(f.id for f in found if f.local is not None)
    # Each for itself stays what it is.
    alone = compare(plan(aim("100%", "chất thải y tế được thu gom, xử lý", 100)), parent).findings
    assert sorted(f.status for f in alone) == ["kept", "missing"]


def test_a_pair_that_may_be_another_one_names_it():
    parent = other_ward(aim("80%", "hộ dân tham gia phân loại rác", 80))
    local = plan(
        aim("60%", "hộ dân tham gia phân loại rác thải tại chợ", 60),
        aim("70%", "hộ dân tham gia phân loại rác thải tại nhà", 70),
    )
    (finding,) = (f for f in compare(local, parent).findings if f.parent is not None)
    assert finding.runner_up is not None
    assert {finding.local.value, finding.runner_up.value} == {60, 70}


def test_a_sure_pair_has_no_runner_up():
    rows = [aim("80%", "hộ dân tham gia phân loại rác", 80), aim("2%", "tỷ lệ hộ nghèo", 2)]
    assert all(f.runner_up is None for f in compare(plan(*rows), other_ward(*rows)).findings)


def test_rows_that_stand_alone_on_both_sides_need_less_in_common():
    """`chết đuối` and `đuối nước` share little, but nothing else is near either of them."""
    parent = other_ward(
        aim("5 vụ", "số vụ trẻ em tử vong do đuối nước hằng năm trên địa bàn", 5, "vụ"),
        aim("90%", "hồ sơ giải quyết đúng hạn", 90),
    )
    local = plan(
        aim("91%", "hồ sơ giải quyết đúng hạn", 91),
        aim("4 vụ", "trẻ em bị đuối nước", 4, "vụ"),
    )
    assert statuses(local, parent) == ["altered", "altered"]


def test_neighbours_that_belong_together_bring_a_pair_together():
    money = ["tổng kinh phí", "ngân sách tỉnh", "ngân sách xã", "xã hội hóa"]
    parent = other_ward(
        *(aim(f"{n} tỷ đồng", name, n * 1e9, "đồng") for n, name in enumerate(money, start=5))
    )
    names = ["tổng nhu cầu vốn", "vốn ngân sách tỉnh", "vốn ngân sách xã", "nguồn huy động khác"]
    local = plan(*(aim(f"{n} tỷ đồng", name, n * 1e9, "đồng") for n, name in enumerate(names, start=2)))
    assert statuses(local, parent)[:3] == ["altered"] * 3


TWICE = [
    # figure, indicator here, indicator there, is it the same target again
    ("118,5 tỷ đồng", 118.5e9, "đồng", "thu ngân sách", "Chi cục Thuế: phối hợp thu ngân sách", True),
    ("20 hợp tác xã", 20, "hợp tác xã", "thành lập hợp tác xã", "hướng dẫn thành lập hợp tác xã", True),
    ("100%", 100, "%", "hộ nghèo có nhu cầu được vay vốn", "hộ nghèo được hỗ trợ vay vốn", False),
    ("2 lớp", 2, "lớp", "mở lớp xóa mù chữ", "mở lớp dạy nghề", False),
]


@pytest.mark.parametrize(("text", "value", "unit", "here", "there", "again"), TWICE)
def test_how_alike_a_repetition_must_be_depends_on_its_figure(text, value, unit, here, there, again):
    parent = other_ward(aim(text, here, value, unit), aim(text, there, value, unit))
    found = [f for f in compare(plan(aim(text, here, value, unit)), parent).findings if f.type == "target"]
    assert found[0].status == "kept"
    assert found[1].status == ("kept" if again else "missing")


def test_aims_of_one_list_are_no_repetition_of_each_other():
    loans = "thuộc hộ nghèo có nhu cầu và đủ điều kiện theo quy định được vay vốn tín dụng ưu đãi"
    aims = (aim("100%", f"hộ {loans}", 100), aim("100%", f"sinh viên {loans}", 100))
    found = [
        f for f in compare(plan(aims[0]), other_ward(*aims, section="s1")).findings if f.type == "target"
    ]
    assert [f.status for f in found] == ["kept", "missing"]


def test_a_figure_that_is_the_units_own_share_tells_its_partner():
    parent = city(
        aim("20.500 lao động", "giải quyết việc làm mới cho lao động", 20500, "người"),
        allocations=[share("Phường Bình Khê", "Lao động được giải quyết việc làm mới (người)", 185)],
    )
    local = plan(
        aim("185 lao động", "lao động của phường đi làm ăn ổn định", 185, "người"),
        aim("120 lao động", "lao động của phường theo học lớp nghề", 120, "người"),
    )
    first = next(f for f in compare(local, parent).findings if f.type == "target")
    assert (first.status, first.local.value) == ("kept", 185)


def test_a_target_repeated_later_in_the_parent_is_not_missing():
    twice = aim("500 lao động", JOBS, 500, "người")
    parent = other_ward(
        twice, aim("500 lao động", JOBS, 500, "người", bullet="Phòng Lao động: " + JOBS + " 500 lao động")
    )
    found = compare(plan(twice), parent).findings
    assert [f.status for f in found] == ["kept", "kept"]
    assert sorted((f.local is None, f.see is None) for f in found) == [(False, True), (True, False)]


def test_a_target_repeated_in_the_local_plan_is_not_added():
    twice = aim("500 lao động", JOBS, 500, "người")
    local = plan(
        twice, aim("500 lao động", JOBS, 500, "người", bullet="Phòng Lao động: " + JOBS + " 500 lao động")
    )
    found = compare(local, other_ward(twice)).findings
    assert [f.status for f in found] == ["kept", "kept"]
    assert found[1].parent is None and found[1].see == found[0].id


def test_baselines_are_not_compared():
    past = plan(aim("5%", "tỷ lệ hộ nghèo", 5))
    past = replace(past, targets=tuple(replace(t, kind="baseline") for t in past.targets))
    assert compare(past, past).findings == ()


WORDS = [
    "tỷ lệ",
    "lao động",
    "hộ nghèo",
    "được",
    "đào tạo",
    "nước sạch",
    "trường học",
    "hồ sơ",
    "trẻ em",
    "vay vốn",
    "100%",
    "của",
]
INDICATORS = st.lists(st.sampled_from(WORDS), min_size=0, max_size=6).map(" ".join)
AIMS = st.builds(
    lambda words, value, unit: (
        aim(f"{value} {unit}", words, value, unit) if value else aim(words or "mục tiêu", words)
    ),
    INDICATORS,
    st.integers(0, 5),
    st.sampled_from(["%", "người", "đồng", "hộ"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(AIMS, max_size=8), st.lists(AIMS, max_size=8))
def test_every_target_stands_in_exactly_one_finding(ours, theirs):
    parent, local = city(*ours), plan(*theirs)
    found = compare(local, parent).findings
    assert sorted(f.parent.id for f in found if f.parent) == sorted(t.id for t in parent.targets)
    assert sorted(f.local.id for f in found if f.local) == sorted(t.id for t in local.targets)
    assert len({f.id for f in found}) == len(found)
    assert all(f.see is None or f.see in {g.id for g in found} for f in found)


@settings(max_examples=60, deadline=None)
@given(st.lists(AIMS, max_size=8))
def test_a_plan_against_itself_keeps_everything(aims):
    same = city(*aims)
    assert {f.status for f in compare(same, same).findings} <= {"kept"}


def test_more_targets_than_any_plan_has_are_refused():
    one = plan(aim("5 người", JOBS, 5, "người"), path="hostile.txt")
    many = replace(one, targets=one.targets * 4000)
    with pytest.raises(PlanparseError) as refused:
        compare(many, many)
    assert (refused.value.code, refused.value.path) == ("too-many-targets", "hostile.txt")
