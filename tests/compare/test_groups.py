"""Beneficiaries of the parent that the local plan leaves out."""

import pytest

from planparse.compare import compare
from planparse.compare.model import Group
from tests.factories import aim, city, heading, plan

LOANS = "{} có nhu cầu được vay vốn tín dụng chính sách"


def loans(*groups, more=""):
    """A target for these groups; ``more`` stands beside it in its bullet."""
    names = ", ".join(groups)
    indicator = LOANS.format(names)
    return aim("100%", indicator, 100, group=groups, bullet=f"100% {indicator}.{more}")


def found(local, parent):
    return [f for f in compare(local, parent).findings if f.type == "group"]


def told(local, parent):
    return [(f.status, f.severity, (f.parent or f.local).name) for f in found(local, parent)]


def test_a_group_dropped_from_a_target():
    parent = city(loans("hộ nghèo", "hộ cận nghèo", "người khuyết tật"))
    local = plan(loans("hộ cận nghèo", "người khuyết tật"), texts=["Phường còn 120 hộ nghèo."])
    got = found(local, parent)
    assert [(f.status, f.severity, f.parent.name) for f in got] == [
        ("missing", "warning", "hộ nghèo"),
        ("kept", "info", "hộ cận nghèo"),
        ("kept", "info", "người khuyết tật"),
    ]
    assert got[0].see == "t1" and got[0].parent.targets == ("t0",)
    row = got[0].parent
    assert isinstance(row, Group) and parent.document.text_of(row.span) == row.text == "hộ nghèo"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("người dân tộc thiểu số",), ("đồng bào dân tộc thiểu số",)),
        (("hộ nghèo",), ("người nghèo",)),
        (("trẻ em mồ côi",), ("trẻ em",)),
        (("hộ nghèo", "người khuyết tật"), ("nhóm lao động ưu tiên",)),
        (("bộ đội xuất ngũ",), ("quân nhân xuất ngũ",)),
    ],
)
def test_another_name_or_a_wider_one_leaves_nobody_out(ours, theirs):
    assert {status for status, _, _ in told(plan(loans(*theirs)), city(loans(*ours)))} <= {"kept", "added"}


def test_a_narrower_group_leaves_the_others_out():
    assert ("missing", "warning", "trẻ em") in told(plan(loans("trẻ em mồ côi")), city(loans("trẻ em")))


def test_a_group_that_the_parent_names_beside_the_wider_one_counts_for_itself():
    parent = city(loans("người cao tuổi", "nhóm lao động ưu tiên"))
    assert ("missing", "warning", "người cao tuổi") in told(plan(loans("nhóm lao động ưu tiên")), parent)


def test_a_group_named_elsewhere_in_the_bullet_is_not_left_out():
    local = plan(loans("hộ nghèo", more=" Ưu tiên hộ có người khuyết tật."))
    parent = city(loans("hộ nghèo", "người khuyết tật"))
    assert {status for status, _, _ in told(local, parent)} == {"kept"}


def test_one_group_is_one_finding_however_often_it_is_left_out():
    homes = "{} được hỗ trợ xây mới, sửa chữa nhà ở"
    both, one = ("hộ nghèo", "hộ cận nghèo"), ("hộ cận nghèo",)
    parent = city(loans(*both), aim("80%", homes.format(", ".join(both)), 80, group=both))
    local = plan(loans(*one), aim("80%", homes.format(one[0]), 80, group=one))
    got = [f for f in found(local, parent) if f.status == "missing"]
    assert [(f.parent.name, f.parent.targets) for f in got] == [("hộ nghèo", ("t0", "t1"))]


def test_a_group_that_the_whole_plan_forgets():
    parent = city(loans("thanh niên"), aim("12 lớp", "lớp dạy bơi", 12, "lớp"))
    local = plan(aim("2 lớp", "lớp dạy bơi", 2, "lớp"))
    (got,) = found(local, parent)
    assert (got.status, got.severity, got.message.key) == ("missing", "warning", "diff.group.missing")
    # named anywhere, it is not forgotten: the target that is missing says the rest
    local = plan(aim("2 lớp", "lớp dạy bơi", 2, "lớp"), texts=["Vận động thanh niên tham gia."])
    assert told(local, parent) == [("kept", "info", "thanh niên")]


def test_the_lists_of_two_sections_of_beneficiaries():
    from dataclasses import replace

    def with_list(make, text):
        made = make(texts=["II. ĐỐI TƯỢNG", text])
        title = replace(heading("II", "ĐỐI TƯỢNG"), span=made.document.span(0, 0, 0))
        return replace(made, sections=(title,))

    parent = with_list(city, "Người khuyết tật, người cao tuổi, hộ nghèo trên địa bàn.")
    local = with_list(plan, "Người khuyết tật, hộ nghèo trên địa bàn.")
    assert told(local, parent) == [
        ("kept", "info", "người khuyết tật"),
        ("missing", "warning", "người cao tuổi"),
        ("kept", "info", "hộ nghèo"),
    ]


def test_an_added_group_is_information():
    assert told(plan(loans("hộ nghèo", "phụ nữ")), city(loans("hộ nghèo"))) == [
        ("kept", "info", "hộ nghèo"),
        ("added", "info", "phụ nữ"),
    ]


def test_everybody_and_enterprises_are_no_group():
    assert told(plan(loans("hộ nghèo")), city(loans("hộ nghèo", "người lao động", "hợp tác xã"))) == [
        ("kept", "info", "hộ nghèo")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "do Đoàn Thanh niên đứng ra tổ chức",
        "do Hội Liên hiệp Phụ nữ phường quản lý",
        "do Hội Người cao tuổi giám sát",
        "từ Quỹ “Vì người nghèo”",
    ],
)
def test_the_name_of_an_organisation_is_no_group(text):
    low = text.lower()
    groups = [name for name in ("thanh niên", "phụ nữ", "người cao tuổi", "người nghèo") if name in low]
    one = aim("12 lớp", f"lớp dạy bơi {text}", 12, "lớp", group=tuple(groups))
    assert told(plan(aim("2 lớp", "lớp dạy bơi", 2, "lớp")), city(one)) == []
    # ... and does not stand for the group either
    assert (
        told(plan(aim("2 lớp", "lớp dạy bơi", 2, "lớp"), texts=[text]), city(loans(*groups)))[0][0]
        == "missing"
    )
