from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.text import (
    parse_number,
    percent_places,
    round_number,
    round_percent,
    write_number,
    write_percent,
)
from tests.text.text_cases import arrows


@pytest.mark.parametrize(("typed", "row"), arrows("written"))
def test_table_of_written_numbers(typed: str, row: str) -> None:
    number, percent = (part.strip() for part in row.split("|"))
    assert write_number(Fraction(typed)) == number
    assert write_percent(Fraction(typed)) == percent


@pytest.mark.parametrize(("typed", "row"), arrows("written"))
def test_a_float_is_written_as_the_number_it_is_shown_as(typed: str, row: str) -> None:
    assert write_number(float(Fraction(typed))) == row.partition(" | ")[0]


@given(st.decimals(-(10**12), 10**12, places=2))
def test_what_is_written_is_read_back(value: Decimal) -> None:
    quantity = parse_number(write_number(value))
    assert quantity is not None
    assert quantity.readings == (value,)


@given(st.integers(1, 10**6), st.data())
def test_only_everybody_is_a_hundred_percent_and_only_nobody_none(
    whole: int, data: st.DataObject
) -> None:
    part = data.draw(st.integers(0, whole))
    written = write_percent(Fraction(100 * part, whole))
    assert (written == "100%") == (part == whole)
    assert (written == "0%") == (part == 0)


@given(st.integers(-1000, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_a_cell_has_the_number_that_is_written(part: int, whole: int, places: int) -> None:
    percent = Fraction(100 * part, whole)
    assert f"{write_number(round_percent(percent, places), places)}%" == (
        write_percent(percent, places)
    )
    rounded = round_number(percent, places)
    assert write_number(rounded, places) == write_number(percent, places)


def test_halves_are_rounded_up_in_a_cell_as_in_a_sentence() -> None:
    assert [round_number(one) for one in (7.845, -7.845, 0.125)] == [7.85, -7.85, 0.13]


@given(st.integers(1, 10**6), st.data())
def test_with_these_decimals_any_program_tells_almost_all_from_all(
    whole: int, data: st.DataObject
) -> None:
    percent = Fraction(100 * data.draw(st.integers(0, whole)), whole)
    places = percent_places(percent, 1)
    rounded = round(percent, places)
    assert (rounded == 100, rounded == 0) == (percent == 100, percent == 0)
    if places > 1:  # and with no more than that
        assert round(percent + Fraction(1, 10**12), places - 1) in (0, 100)


def test_decimals_are_as_many_as_asked_for() -> None:
    assert write_percent(Fraction("87.654321"), 5) == "87,65432%"
    assert write_number(2.5, 0) == "3"


@given(st.decimals(-(10**12), 10**12, places=2))
def test_english_has_dot_and_comma_the_other_way_round(value: Decimal) -> None:
    for write in (write_number, write_percent):
        swapped = write(value).translate(str.maketrans(".,", ",."))
        assert write(value, lang="en") == swapped
    assert write_number(Decimal("1234.5"), lang="en") == "1,234.5"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("inf"), Decimal("nan")])
def test_what_is_no_number_is_not_written(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match=r"(?i)nan|inf"):
        write_number(value)
