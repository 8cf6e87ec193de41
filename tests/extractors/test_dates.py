"""Dates as plans write them, and what they are in ISO 8601."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.vietnamese.dates import dateline, days_in, find_dates, iso, match_date, partial
from extractors.vietnamese.text import lower

WRITTEN = [
    ("16/5/2026", "2026-05-16"),
    ("04/5/2025", "2025-05-04"),
    ("16-5-2026", "2026-05-16"),
    ("16.5.2026", "2026-05-16"),
    ("16 / 5 / 2026", "2026-05-16"),
    ("ngày10 /3/2026", "2026-03-10"),
    ("14 tháng 01 năm 2020", "2020-01-14"),
    ("ngày 05 tháng 10 năm 2026", "2026-10-05"),
    ("Ngày 05 tháng 10, năm 2026", "2026-10-05"),
    ("ngày 05 tháng 3 nắm 2026", "2026-03-05"),
    ("tháng 3 nam 2026", "2026-03"),
    ("ngày 30 tháng 4/2026", "2026-04-30"),
    ("tháng 12/2026", "2026-12"),
    ("tháng 12-2026", "2026-12"),
    ("tháng 01 năm 2026", "2026-01"),
    ("ngày 20/06", "--06-20"),
    ("ngày 26 tháng 8", "--08-26"),
    ("ngày     tháng 02 năm 2022", "2022-02"),
    ("ngày … tháng … năm 2026", "2026"),
    ("ngày ..... tháng 7 năm 2026", "2026-07"),
    ("ngày         /3/2026", "2026-03"),
    ("ngày    /    /2026", "2026"),
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_a_date_alone_is_read_whole(text: str, expected: str) -> None:
    assert [tuple(found) for found in find_dates(lower(text))] == [(0, len(text), expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("từ ngày 03/4/2026 đến ngày 05/4/2026", ["2026-04-03", "2026-04-05"]),
        ("Hội nghị ngày 12/3/2026, tổng kết tháng 11/2026.", ["2026-03-12", "2026-11"]),
        ("giai đoạn 2026 - 2030, đạt 12/15 chỉ tiêu", []),
        ("điểm 1.2.2 và 1/3/2", []),
        ("ngày này, tháng này, năm này", []),
        ("ngày  tháng  năm", []),
        ("20/06 hộ", []),
    ],
)
def test_dates_in_a_sentence(text: str, expected: list[str]) -> None:
    assert [found.iso for found in find_dates(lower(text))] == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((5, 10, 2026), "2026-10-05"),
        ((None, 10, 2026), "2026-10"),
        ((None, None, 2026), "2026"),
        ((20, 6, None), "--06-20"),
        ((None, 6, None), "--06"),
        ((20, None, None), None),
        ((20, None, 2026), None),
        ((None, None, None), None),
        ((30, 2, 2026), None),
        ((29, 2, 2026), None),
        ((29, 2, 2028), "2028-02-29"),
        ((29, 2, None), "--02-29"),
        ((1, 13, 2026), None),
        ((0, 1, 2026), None),
    ],
)
def test_iso(parts: tuple[int | None, int | None, int | None], expected: str | None) -> None:
    assert iso(*parts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("30/02/2026", "2026-02"), ("ngày 31/6/2026", "2026-06"), ("12/13/2026", None)],
)
def test_an_impossible_day_leaves_the_month(text: str, expected: str | None) -> None:
    assert [found.iso for found in find_dates(text)] == [expected]
    assert partial(31, 6, 2026) == "2026-06"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An Phú, ngày 05 tháng 3 năm 2026", "2026-03-05"),
        ("An Phú, ngày 05 tháng 3 nắm 2026", "2026-03-05"),
        ("An Phú, ngày tháng năm 2026", "2026"),
        ("An Phú, ngày     tháng 02 năm 2022", "2022-02"),
        ("An Phú, ngày **19** tháng 02 năm 2020", "2020-02-19"),
        ("An Phú, ngày … tháng … năm …", None),
        ("An Phú, ngày ..... tháng ..... năm 20...", None),
        ("An Phú, 16/5/2026", "2026-05-16"),
        ("An Phú", None),
    ],
)
def test_dateline(text: str, expected: str | None) -> None:
    assert dateline(text) == expected


@given(st.dates(datetime.date(1945, 1, 1), datetime.date(2099, 12, 31)), st.sampled_from("/-."))
def test_every_day_is_read_in_every_spelling(day: datetime.date, mark: str) -> None:
    expected = day.isoformat()
    for text in (
        f"{day.day}{mark}{day.month}{mark}{day.year}",
        f"ngày {day.day:02d}{mark}{day.month:02d}{mark}{day.year}",
        f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}",
    ):
        found = match_date(text, 0)
        assert found is not None
        assert (found.end, found.iso) == (len(text), expected)


@given(st.integers(1, 12), st.integers(1900, 2099))
def test_days_in_a_month_are_those_of_the_calendar(month: int, year: int) -> None:
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    assert days_in(month, year) == (following - datetime.timedelta(days=1)).day


@given(st.text(alphabet="ngàythánăm0123456789/-. …", max_size=60))
def test_spans_are_in_order_and_hold_a_date(text: str) -> None:
    small = lower(text)
    end = 0
    for found in find_dates(small):
        assert end <= found.start < found.end <= len(small)
        assert match_date(small[: found.end], found.start) is not None
        end = found.end
