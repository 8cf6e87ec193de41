"""Duties that the parent hands out: taken up, altered, missing, added."""

import pytest

from planparse.compare import compare
from planparse.compare.duties import is_done_by_planning
from tests.factories import city, duty, other_ward, plan

WARDS = "Ủy ban nhân dân các xã, phường"
LIST = "Lập danh sách người có nhu cầu học nghề gửi Trung tâm Dịch vụ việc làm."
FUND = "Chủ trì vận động Quỹ “Vì người nghèo”, công khai kết quả sử dụng."


def found(local, parent):
    return [f for f in compare(local, parent).findings if f.type == "assignment"]


def told(local, parent):
    return [(f.status, f.severity, f.effect, f.message.key) for f in found(local, parent)]


KEPT = ("kept", "info", None, "diff.assignment.kept")
KEPT_BY = ("kept", "info", None, "diff.assignment.kept-by")
MISSING = ("missing", "warning", None, "diff.assignment.missing")
ADDED = ("added", "info", None, "diff.assignment.added")


@pytest.mark.parametrize(
    ("parent", "local", "expected"),
    [
        # what the city asks of all wards one of the ward's offices does
        (duty(WARDS, LIST), duty("Phòng Văn hóa - Xã hội", LIST), [KEPT_BY]),
        (
            duty(WARDS, LIST),
            duty("Các tổ dân phố", "Rà soát, lập danh sách người lao động có nhu cầu học nghề gửi Phòng."),
            [KEPT_BY],
        ),
        (duty("UBND phường Bình Khê", LIST), duty("Phòng Văn hóa - Xã hội", LIST), [KEPT_BY]),
        (duty("UBND phường Đông Lĩnh", LIST), None, []),
        (duty(WARDS, LIST), None, [MISSING]),
        (duty("Công an các xã, phường", "Quản lý chặt chẽ người nước ngoài cư trú."), None, [MISSING]),
        # to make a plan is done by making it
        (
            duty(WARDS, "Căn cứ Kế hoạch này, xây dựng kế hoạch thực hiện trên địa bàn, gửi Sở Nội vụ."),
            None,
            [("kept", "info", None, "diff.assignment.kept-itself")],
        ),
        # an office of the city is answered by its mirror, and owes nothing where none answers
        (duty("Sở Nội vụ", LIST), duty("Phòng Văn hóa - Xã hội", LIST), [KEPT_BY]),
        (duty("Sở Nội vụ", LIST), None, []),
        (duty("Ban Quản lý cảng Vân Hải", "Nạo vét luồng vào cảng."), None, []),
        # a body of both levels
        (
            duty("Ủy ban Mặt trận Tổ quốc thành phố", FUND, "lead"),
            duty("Ủy ban MTTQ Việt Nam phường", FUND, "lead"),
            [KEPT],
        ),
        (
            duty("Ủy ban Mặt trận Tổ quốc thành phố", FUND, "lead"),
            None,
            [("missing", "info", None, "diff.assignment.missing-shared")],
        ),
        # another task of the mirror is not that duty
        (
            duty("Sở Tài chính", "Thẩm định dự toán kinh phí của các đơn vị."),
            duty("Phòng Kinh tế", "Vận động hộ dân trồng cây ven đường."),
            [ADDED],
        ),
    ],
)
def test_a_ward_under_its_city(parent, local, expected):
    assert told(plan(duties=[local] if local else []), city(duties=[parent])) == expected


def test_a_duty_taken_up_without_being_handed_out():
    parent = city(duties=[duty(WARDS, LIST)])
    got = found(
        plan(texts=["- Lập danh sách người có nhu cầu học nghề, gửi Trung tâm Dịch vụ việc làm."]), parent
    )
    assert [(f.status, f.message.key, f.local) for f in got] == [
        ("kept", "diff.assignment.kept-elsewhere", None)
    ]
    assert got[0].message.arguments["bullet"].startswith("Lập danh sách")


def test_a_duty_taken_up_in_part_is_left_to_the_reader():
    parent = city(duties=[duty(WARDS, LIST + " Quản lý chặt chẽ người lao động đi làm việc ở nước ngoài.")])
    got = found(
        plan(texts=["Lập danh sách người có nhu cầu học nghề gửi Trung tâm Dịch vụ việc làm."]), parent
    )
    assert [(f.status, f.severity, f.message.key) for f in got] == [
        ("missing", "info", "diff.assignment.missing-perhaps")
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "status", "severity", "effect", "fields"),
    [
        (duty("Phòng Kinh tế", LIST, "lead"), duty("Phòng Kinh tế", LIST, "lead"), "kept", "info", None, []),
        (
            duty("Phòng Kinh tế", LIST, "lead"),
            duty("Phòng Kinh tế", LIST, "coordinate"),
            "altered",
            "warning",
            "weaker",
            ["role"],
        ),
        (
            duty("Phòng Kinh tế", LIST, "coordinate"),
            duty("Phòng Kinh tế", LIST, "lead"),
            "altered",
            "info",
            "stronger",
            ["role"],
        ),
        (
            duty("Phòng Kinh tế", LIST),
            duty("Công an phường", LIST),
            "altered",
            "warning",
            "unclear",
            ["agency"],
        ),
        (
            duty("Phòng Kinh tế", LIST, due="--06-20"),
            duty("Phòng Kinh tế", LIST, due="--07-20"),
            "altered",
            "info",
            "weaker",
            ["due"],
        ),
        (
            duty("Phòng Kinh tế", LIST, due="2026-06-20"),
            duty("Phòng Kinh tế", LIST, due="2026-06-10"),
            "altered",
            "info",
            "stronger",
            ["due"],
        ),
        (
            duty("Phòng Kinh tế", "Lập danh sách người có nhu cầu học nghề, vay vốn, thuê nhà xưởng."),
            duty("Phòng Kinh tế", "Lập danh sách người có nhu cầu học nghề."),
            "altered",
            "info",
            "unclear",
            ["task"],
        ),
    ],
)
def test_two_plans_of_one_level(ours, theirs, status, severity, effect, fields):
    (got,) = found(plan(duties=[theirs]), other_ward(duties=[ours]))
    assert (got.status, got.severity, got.effect) == (status, severity, effect)
    assert [change.field for change in got.changes] == fields


def test_plans_of_one_level_owe_each_other_everything():
    assert told(plan(), other_ward(duties=[duty("Ban Quản lý chợ", LIST)])) == [MISSING]


def test_a_ward_may_share_a_duty_out_among_its_offices():
    parent = city(duties=[duty(WARDS, LIST, "lead")])
    shared = duty("Công an phường", LIST, "coordinate", partners=["Phòng Văn hóa - Xã hội"])
    leads = duty("Phòng Văn hóa - Xã hội", "Quản lý nhà văn hóa của phường.", "lead")
    assert told(plan(duties=[shared, leads]), parent)[0] == KEPT_BY
    alone = duty("Công an phường", LIST, "coordinate", partners=["Sở Nội vụ"])
    assert told(plan(duties=[alone]), parent)[0][:3] == ("altered", "warning", "weaker")


def test_pairs_are_the_best_as_a_whole():
    texts = [
        "Phối hợp với Sở Nội vụ kiểm tra việc thực hiện Kế hoạch tại các trường.",
        "Phối hợp với Sở Nội vụ kiểm tra việc thực hiện Kế hoạch tại các trạm y tế.",
        "Phối hợp với Sở Nội vụ kiểm tra việc thực hiện Kế hoạch tại các chợ.",
    ]
    agencies = ["Phòng Văn hóa - Xã hội", "Trạm Y tế", "Phòng Kinh tế"]
    ours = [duty(agency, text) for agency, text in zip(agencies, texts, strict=True)]
    got = found(plan(duties=ours[::-1]), other_ward(duties=ours))
    assert [f.status for f in got] == ["kept"] * 3
    assert [f.parent.task for f in got] == [f.local.task for f in got] == texts


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("Căn cứ Kế hoạch này xây dựng kế hoạch thực hiện trên địa bàn.", True),
        ("Ban hành kế hoạch cụ thể; triển khai kế hoạch này có hiệu quả.", True),
        ("Xây dựng kế hoạch kiểm tra các cơ sở kinh doanh.", False),
        ("Xây dựng kế hoạch thực hiện; bố trí kinh phí hỗ trợ hộ nghèo sửa nhà.", False),
        ("Lập danh sách người có nhu cầu học nghề.", False),
    ],
)
def test_what_a_plan_does_by_being_there(task, expected):
    assert is_done_by_planning(task) is expected


def test_a_plan_against_itself():
    duties = [
        duty("Phòng Kinh tế", LIST),
        duty("Trạm Y tế", LIST),
        duty("Trạm Y tế", LIST),
        duty(WARDS, FUND),
    ]
    same = city(duties=duties)
    assert {f.status for f in found(same, same)} == {"kept"}


def test_between_plans_of_one_level_a_duty_answers_once():
    text = "Phối hợp với Sở Nội vụ kiểm tra, đôn đốc việc thực hiện Kế hoạch, báo cáo kết quả hằng năm."
    ours = [duty("Trạm Y tế", text), duty("Phòng Kinh tế", text)]
    got = found(plan(duties=ours[1:]), other_ward(duties=ours))
    assert [(f.parent.agency, f.status, f.severity) for f in got] == [
        ("Trạm Y tế", "missing", "warning"),
        ("Phòng Kinh tế", "kept", "info"),
    ]
