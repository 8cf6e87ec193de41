import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.vietnamese.numbers import format_number, parse_number, parse_spelled, said_once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("02", 2),
        ("1.870", 1870),
        ("12.000.500", 12000500),
        ("2,5", 2.5),
        ("0,05", 0.05),
        ("1.250,75", 1250.75),
        ("2.5", 2.5),
        ("3,125", 3.125),
        ("1,234,567", 1234567),
        ("1.2.3", None),
        ("12/5", None),
        ("", None),
        ("9" * 40, None),
    ],
)
def test_a_number_is_read_in_vietnamese_notation(text: str, expected: float | None) -> None:
    assert parse_number(text) == expected


def test_a_comma_before_three_digits_divides_thousands_where_things_are_counted() -> None:
    assert parse_number("10,000", counted=True) == 10000
    assert parse_number("0,125", counted=True) == 0.125


@given(st.integers(min_value=0, max_value=10**12))
def test_grouping_digits_changes_no_value(value: int) -> None:
    assert parse_number(f"{value:,}".replace(",", ".")) == value


@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=99))
def test_a_decimal_comma_reads_back(whole: int, cents: int) -> None:
    assert parse_number(f"{whole},{cents:02d}") == pytest.approx(whole + cents / 100)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("mười", 10),
        ("hai mươi lăm", 25),
        ("một trăm", 100),
        ("một trăm linh năm", 105),
        ("ba nghìn hai trăm", 3200),
        ("hai triệu rưỡi", 2500000),
        ("một tỷ hai trăm triệu", 1200000000),
        ("hai ba", None),
        ("trăm", None),
        ("hộ nghèo", None),
    ],
)
def test_a_number_in_words_is_read(words: str, expected: float | None) -> None:
    assert parse_spelled(words) == expected


@given(st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False))
def test_a_figure_that_is_written_is_read_as_it_was(value) -> None:
    assert parse_number(format_number(float(value))) == pytest.approx(float(value), abs=1e-4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đạt chín mươi phần trăm (90%) số hộ", "đạt                      90%  số hộ"),
        ("giảm một phẩy năm phần trăm (1,5%)", "giảm                         1,5% "),
        ("đạt 90% (chín mươi phần trăm)", "đạt 90% (chín mươi phần trăm)"),
    ],
)
def test_what_is_said_in_words_and_in_digits_is_said_once(text: str, expected: str) -> None:
    assert said_once(text) == expected
    assert len(said_once(text)) == len(text)
