from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.text import Quantity, Range, parse_number, parse_percent, parse_range
from tests.text.text_cases import arrows

UNITS = ("đảng viên", "điểm cầu", "biểu hiện", "năm")
WHOLE = st.integers(min_value=-(10**12), max_value=10**12)


@pytest.mark.parametrize(("typed", "row"), arrows("numbers"))
def test_table_of_numbers(typed: str, row: str) -> None:
    quantity = parse_number(typed, UNITS)
    if row == "?":
        assert quantity is None
        return
    value, note, other = ([part.strip() for part in row.split("|")] + ["", ""])[:3]
    assert quantity is not None
    assert quantity.readings == tuple(Decimal(text) for text in (value, other) if text)
    assert quantity.note == (note or None)


@pytest.mark.parametrize(("typed", "row"), arrows("percents"))
def test_table_of_percentages(typed: str, row: str) -> None:
    quantity = parse_percent(typed)
    if row == "?":
        assert quantity is None
        return
    assert quantity is not None
    assert quantity.value == Decimal(row.rstrip("%"))
    assert quantity.percent is row.endswith("%")


@pytest.mark.parametrize(("typed", "row"), arrows("ranges"))
def test_table_of_ranges(typed: str, row: str) -> None:
    found = parse_range(typed, ("ngày", "%"))
    if row == "?":
        assert found is None
        return
    ends, _, unit = row.partition(" ")
    low, high = ends.split("..")
    assert found is not None
    assert (found.low, found.high) == (Decimal(low), Decimal(high))
    assert (found.unit, found.percent) == (unit or None, unit == "%")


def test_the_word_and_the_unit_are_kept_in_the_authors_spelling() -> None:
    assert parse_number("GAN 4.500  Dang Vien", UNITS) == Quantity(
        Decimal(4500), approx=True, unit="đảng viên", qualifier="gần"
    )
    assert parse_number("76") == Quantity(Decimal(76))


def test_the_word_before_a_range_is_kept() -> None:
    found = parse_range("khoang 5-7%")
    assert found is not None
    assert found.qualifier == "khoảng"


def test_a_range_with_commas_has_both_readings() -> None:
    found = parse_range("4,500-5,000")
    assert found is not None
    assert found.readings == (
        (Decimal("4.5"), Decimal(5)),
        (Decimal(4500), Decimal(5000)),
    )


def test_a_range_without_units_allows_a_percent_sign_and_one_with_units_only_these() -> None:
    assert parse_range("5-7%") == Range(Decimal(5), Decimal(7), "%", True)
    assert parse_range("5-7 phần trăm", ["%"]) == Range(Decimal(5), Decimal(7), "%", True)
    assert parse_range("5-7%", ["ngày"]) is None


def test_a_reading_the_wrong_way_round_is_left_out() -> None:
    """900 to 1,5 is no range, so the comma meant thousands."""
    assert parse_range("900-1,500") == Range(Decimal(900), Decimal(1500))


@given(WHOLE)
def test_a_whole_number_reads_the_same_with_dots_spaces_or_nothing(value: int) -> None:
    grouped = f"{value:,}"
    for text in (str(value), grouped.replace(",", "."), grouped.replace(",", " ")):
        quantity = parse_number(text)
        assert quantity is not None
        assert quantity.readings == (Decimal(value),)


@given(WHOLE)
def test_english_commas_are_among_the_readings(value: int) -> None:
    quantity = parse_number(f"{value:,}")
    assert quantity is not None
    assert Decimal(value) in quantity.readings


@given(WHOLE, st.integers(min_value=0, max_value=99))
def test_a_decimal_comma_is_read(value: int, cents: int) -> None:
    quantity = parse_number(f"{value},{cents:02}")
    assert quantity is not None
    assert quantity.readings == (Decimal(f"{value}.{cents:02}"),)


def test_a_text_of_pages_is_no_number_and_is_turned_down_at_once() -> None:
    assert parse_number("5 " * 10_000) is None
    assert parse_range("5 đến " * 3_000 + "-") is None


@given(st.text(max_size=12))
def test_no_text_makes_the_readers_fail(text: str) -> None:
    for read in (parse_number, parse_percent, parse_range):
        read(text)
