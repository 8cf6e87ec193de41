"""Deadlines, paired by what is due."""

import pytest

from planparse.compare import compare
from planparse.compare.due import compare_days, compare_rhythms
from tests.factories import city, due, duty, other_ward, plan

WARDS = "Ủy ban nhân dân các xã, phường"
REPORT = "Ủy ban nhân dân các xã, phường báo cáo kết quả giảm nghèo về Sở Nội vụ {}."
OWN = "Phòng Văn hóa - Xã hội tổng hợp, báo cáo kết quả giảm nghèo về Sở Nội vụ {}."


def found(local, parent):
    return [f for f in compare(local, parent).findings if f.type == "deadline"]


def told(local, parent):
    return [(f.status, f.severity, f.effect) for f in found(local, parent)]


def at(sentence, text, day=None, every=None):
    return due(sentence.format(text), text, day, every)


@pytest.mark.parametrize(
    ("parent", "local", "effect"),
    [
        ("--06-20", "--06-20", None),
        ("--06-20", "--06-15", "stronger"),
        ("--06-20", "--07-01", "weaker"),
        ("2026-03-31", "2026-04-02", "weaker"),
        ("2026-03-31", "2026-04", "weaker"),
        ("2026-03", "2026-03-15", None),
        ("2027-01-15", "2026-12-31", "stronger"),
        ("--12-05", "2026-12-15", "weaker"),
        # the report of a year may be due in January
        ("--12-05", "--01-15", "weaker"),
        ("--01-15", "--12-05", "stronger"),
        ("--12-05", "2026-12-05", None),
        ("--12-05", "2026", "unclear"),
        ("--12-05", None, "weaker"),
        (None, "--12-05", None),
    ],
)
def test_days(parent, local, effect):
    assert compare_days(parent, local) == effect


@pytest.mark.parametrize(
    ("parent", "local", "effect"),
    [
        ("quarter", "quarter", None),
        ("quarter", "year", "weaker"),
        ("half-year", "month", "stronger"),
        ("year", None, "unclear"),
        (None, "year", None),
    ],
)
def test_rhythms(parent, local, effect):
    assert compare_rhythms(parent, local) == effect


@pytest.mark.parametrize(
    ("parent", "local", "expected"),
    [
        (("trước ngày 20/6", "--06-20"), ("trước ngày 20/6", "--06-20"), ("kept", "info", None)),
        (("trước ngày 20/6", "--06-20"), ("trước ngày 30/6", "--06-30"), ("altered", "warning", "weaker")),
        # a ward is due before its city reports
        (("trước ngày 20/6", "--06-20"), ("trước ngày 15/6", "--06-15"), ("altered", "info", "stronger")),
        (
            ("hằng quý", None, "quarter"),
            ("hằng năm", None, "year"),
            ("altered", "warning", "weaker"),
        ),
        (
            ("định kỳ 6 tháng (trước ngày 20/6)", "--06-20", "half-year"),
            ("định kỳ 6 tháng", None, "half-year"),
            ("altered", "warning", "weaker"),
        ),
        (
            ("định kỳ 6 tháng (trước ngày 20/6)", "--06-20", "half-year"),
            ("định kỳ hằng quý", None, "quarter"),
            ("altered", "info", "unclear"),
        ),
        # two days of the year are the rhythm
        (
            ("định kỳ 6 tháng (trước ngày 20/6)", "--06-20", "half-year"),
            ("trước ngày 20/6 hằng năm", "--06-20", "year"),
            ("kept", "info", None),
        ),
    ],
)
def test_what_the_wards_owe(parent, local, expected):
    assert told(plan(dues=[at(OWN, *local)]), city(dues=[at(REPORT, *parent)])) == [expected]


def test_a_missing_deadline():
    parent = city(dues=[at(REPORT, "trước ngày 20/6", "--06-20")])
    assert told(plan(), parent) == [("missing", "warning", None)]
    # what another office of the city owes is not the ward's
    office = "Sở Y tế báo cáo số trẻ em được khám sàng lọc về Bộ Y tế {}."
    assert told(plan(), city(dues=[at(office, "trước ngày 20/6", "--06-20")])) == []
    # ... but is between plans of one level
    assert told(plan(), other_ward(dues=[at(office, "trước ngày 20/6", "--06-20")])) == [
        ("missing", "warning", None)
    ]


def test_two_rhythms_of_one_mention_are_missed_once():
    sentence = REPORT.format("định kỳ 6 tháng và hằng năm")
    both = [due(sentence, "định kỳ 6 tháng và hằng năm", None, every) for every in ("half-year", "year")]
    assert told(plan(), city(dues=both)) == [("missing", "warning", None)]


def test_the_same_day_is_not_the_same_deadline():
    parent = city(dues=[at(REPORT, "trước ngày 20/6", "--06-20")])
    other = due("Trạm Y tế khám sức khỏe cho học sinh trước ngày 20/6.", "trước ngày 20/6", "--06-20")
    assert told(plan(dues=[other]), parent) == [("missing", "warning", None), ("added", "info", None)]


def test_an_earlier_report_inside_the_ward_does_not_stand_for_the_one_to_the_city():
    parent = city(dues=[at(REPORT, "trước ngày 20/6", "--06-20")])
    inside = "Các tổ dân phố gửi danh sách hộ nghèo về Phòng Văn hóa - Xã hội {}."
    local = plan(dues=[at(inside, "trước ngày 20/6", "--06-20"), at(OWN, "trước ngày 25/6", "--06-25")])
    got = found(local, parent)
    assert [(f.status, f.local.text) for f in got] == [
        ("altered", "trước ngày 25/6"),
        ("added", "trước ngày 20/6"),
    ]


def test_a_quarterly_report_answers_for_the_yearly_one_too():
    sentence = REPORT.format("định kỳ 6 tháng và hằng năm")
    both = [due(sentence, "định kỳ 6 tháng và hằng năm", None, every) for every in ("half-year", "year")]
    got = found(plan(dues=[at(OWN, "định kỳ hằng quý", None, "quarter")]), city(dues=both))
    assert [(f.status, f.effect, f.see) for f in got] == [
        ("altered", "stronger", None),
        ("altered", "stronger", "d1"),
    ]


def test_a_day_answers_to_a_day_and_a_bare_rhythm_to_a_rhythm():
    text = "UBND các xã báo cáo kết quả giảm nghèo định kỳ 6 tháng, năm (báo cáo năm trước ngày {})."

    def dated(day, iso):
        sentence = text.format(day)
        return [
            due(sentence, "định kỳ 6 tháng, năm", None, "half-year"),
            due(sentence, "định kỳ 6 tháng, năm", None, "year"),
            due(sentence, f"trước ngày {day}", iso, "year"),
        ]

    got = found(plan(dues=dated("5/11", "--11-05")), other_ward(dues=dated("05/12", "--12-05")))
    assert [(f.status, f.effect) for f in got] == [
        ("kept", None),
        ("kept", None),
        ("altered", "stronger"),
    ]


PLANNING = "xây dựng kế hoạch thực hiện trên địa bàn, gửi Sở Nội vụ trước ngày 31/3/2026."


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2026-03-02", ("kept", "info", None)),
        ("2026-03-31", ("kept", "info", None)),
        ("2026-04-02", ("altered", "warning", "weaker")),
        ("2026-04", ("altered", "warning", "weaker")),
        ("2026", ("altered", "info", "unclear")),
        (None, ("altered", "info", "unclear")),
    ],
)
def test_the_day_by_which_the_plan_itself_is_due(date, expected):
    parent = city(
        duties=[duty(WARDS, PLANNING, due="2026-03-31")],
        dues=[due(PLANNING, "trước ngày 31/3/2026", "2026-03-31")],
    )
    assert told(plan(date=date), parent) == [expected]


def test_a_plan_against_itself():
    sentence = REPORT.format("định kỳ 6 tháng và hằng năm")
    dues = [
        *(due(sentence, "định kỳ 6 tháng và hằng năm", None, every) for every in ("half-year", "year")),
        due("Hoàn thành trước ngày 30/6/2026.", "trước ngày 30/6/2026", "2026-06-30"),
        due("Phòng Kinh tế rà soát quỹ đất trước ngày 30/6/2026.", "trước ngày 30/6/2026", "2026-06-30"),
    ]
    same = city(dues=dues)
    assert {f.status for f in found(same, same)} == {"kept"}
