"""Many local plans of one parent, rolled up."""

import pytest

from planparse.compare import compare
from planparse.compare.rollup import Answer, Asked, Fate, Sheet, fates, roll_up, sheet
from tests.factories import aim, bare, city, plan, share

JOBS = Asked("t0", "12.000", "giải quyết việc làm", 12000, None, "người", "=", None, "sum")
RATE = Asked("t1", "80%", "tỷ lệ lao động qua đào tạo", 80, None, "%", "=", None, "level")
AIM = Asked("t2", "nâng cao chất lượng", "nâng cao chất lượng", None, None, None, None, None, "aim")


def asked(*rows, units=(), level="province", issuer="Ủy ban nhân dân thành phố Vân Hải"):
    return Sheet(issuer, "7/KH-UBND", level, None, rows, tuple(units))


def answer(unit, *told, date="2026-03-02", plan=None):
    return Answer(plan or unit, unit, tuple(told), date)


def fate(status, value=None, effect=None, target="t0", **more):
    return Fate(target, status, effect, value, **more)


def line(*answers, row=JOBS):
    return roll_up(asked(row), answers).lines[0]


def test_sum_share_and_coverage():
    found = line(
        answer("Phường A", fate("apportioned", 5000)),
        answer("Phường B", fate("kept", 4340)),
        answer("Phường C", fate("missing")),
        answer("Phường D", fate("unquantified")),
    )
    assert (found.total, round(found.share, 4), found.coverage) == (9340, 0.7783, 0.5)
    assert (found.committed, found.silent) == (("Phường A", "Phường B"), ("Phường C", "Phường D"))


def test_the_parents_own_figure_pasted_in_is_no_commitment():
    found = line(answer("Phường A", fate("copied", 12000)), answer("Phường B", fate("apportioned", 600)))
    assert (found.total, found.copied, found.committed) == (600, ("Phường A",), ("Phường B",))


def test_rates_do_not_add_up():
    found = line(
        answer("Phường A", fate("altered", 70, "weaker", "t1")),
        answer("Phường B", fate("kept", 80, target="t1")),
        answer("Phường C", fate("altered", 90, "stronger", "t1")),
        row=RATE,
    )
    assert (found.total, found.share, found.values, found.median) == (None, None, (70, 80, 90), 80)
    assert (found.weaker, found.stronger) == (("Phường A",), ("Phường C",))


def test_an_aim_without_a_figure_is_covered_where_it_is_named():
    found = line(
        answer("Phường A", fate("kept", target="t2")),
        answer("Phường B", fate("missing", target="t2")),
        row=AIM,
    )
    assert (found.coverage, found.total, found.committed) == (0.5, None, ("Phường A",))


def test_a_unit_counts_once_with_the_latest_plan_that_names_a_figure():
    found = roll_up(
        asked(JOBS),
        (
            answer("Phường A", fate("apportioned", 500), date="2026-04-01", plan="final"),
            answer("P. A", fate("apportioned", 400), date="2026-03-01", plan="draft"),
            answer("Phường A", fate("missing"), date="2026-05-01", plan="annex"),
        ),
    )
    assert found.lines[0].total == 500
    assert found.several == ("Phường A",)


def test_a_ward_and_a_commune_of_one_name_are_two():
    assert line(answer("Phường A", fate("kept", 1)), answer("Xã A", fate("kept", 2))).total == 3


def test_plans_of_unknown_units_are_told_apart_by_their_files():
    assert line(answer("", fate("kept", 1), plan="a"), answer("", fate("kept", 2), plan="b")).total == 3


def test_no_plans_at_all():
    found = line()
    assert (found.total, found.share, found.coverage, found.median) == (0, 0, 0.0, None)


def test_a_parent_that_asks_for_nothing_has_no_share():
    zero = Asked("t0", "0", "tai nạn", 0, None, "vụ", "=", None, "sum")
    assert line(answer("Phường A", fate("kept", 0)), row=zero).share is None


@pytest.mark.parametrize(
    ("units", "plans", "expected"),
    [
        (("Phường A", "Xã B", "Phường C"), ("Phường A", "Xã B"), ("Phường C",)),
        (("1. P. A", "X. B"), ("phường A", "Xã B"), ()),
        (("Phường A",), ("Xã A",), ("Phường A",)),
        (("Phường A",), ("A",), ()),
        (("A", "B"), ("Phường A",), ("B",)),
    ],
)
def test_units_of_the_allocation_table_without_a_plan(units, plans, expected):
    assert roll_up(asked(units=units), [answer(name) for name in plans]).without_plan == expected


def test_the_units_of_the_tables_are_told_once_and_without_the_total():
    cells = [
        share("Phường A", "Lao động", 5), share("Phường A", "Hộ", 5), share("Xã B", "Lao động", 6),
        share("Toàn thành phố", "Lao động", 11), share("Sở Nội vụ", "Lao động", 1),
    ]  # fmt: skip
    assert sheet(city(allocations=cells)).units == ("Phường A", "Xã B")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (aim("12.000 lao động", "giải quyết việc làm", 12000, "người"), "sum"),
        (aim("20 tỷ đồng", "huy động vốn", 20, "tỷ đồng"), "sum"),
        (aim("80%", "tỷ lệ lao động qua đào tạo", 80), "level"),
        (bare("Nâng cao chất lượng nguồn nhân lực"), "aim"),
    ],
)
def test_what_adds_up(target, expected):
    assert [row.reckoning for row in sheet(city(target)).asked] == [expected]


JOBS_AIM = aim("12.000 lao động", "giải quyết việc làm mới cho lao động", 12000, "người")


def fates_of(local, parent):
    return [(one.status, one.value, one.scaled) for one in fates(compare(local, parent))]


def test_what_becomes_of_each_target_in_the_order_of_the_parent():
    parent = city(
        JOBS_AIM, aim("80%", "tỷ lệ lao động qua đào tạo", 80), bare("nâng cao chất lượng dạy nghề")
    )
    local = plan(
        aim("75%", "tỷ lệ lao động qua đào tạo", 75),
        aim("600 lao động", "giải quyết việc làm mới cho lao động", 600, "người"),
    )
    assert fates_of(local, parent) == [
        ("apportioned", 600, False),
        ("altered", 75, False),
        ("missing", None, False),
    ]


def test_a_figure_a_year_counts_for_all_years_where_the_parent_names_the_whole():
    local = plan(aim("120 lao động", "giải quyết việc làm mới cho lao động", 120, "người", per="year"))
    assert fates_of(local, city(JOBS_AIM)) == [("apportioned", 600, True)]


def test_a_figure_for_the_whole_counts_by_the_year_where_the_parent_does():
    parent = city(aim("2.400 lao động", "giải quyết việc làm mới cho lao động", 2400, "người", per="year"))
    local = plan(aim("600 lao động", "giải quyết việc làm mới cho lao động", 600, "người"))
    assert fates_of(local, parent) == [("apportioned", 120, True)]


def test_what_the_parents_table_gives_the_unit_is_owed():
    parent = city(
        JOBS_AIM, allocations=[share("Phường Bình Khê", "giải quyết việc làm mới cho lao động", 700)]
    )
    local = plan(aim("600 lao động", "giải quyết việc làm mới cho lao động", 600, "người"))
    (found,) = fates(compare(local, parent))
    assert (found.status, found.effect, found.owed, found.value) == ("altered", "weaker", 700, 600)
