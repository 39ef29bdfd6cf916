import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.text import PartialDate, parse_date
from tests.text.text_cases import arrows

FOUR_DIGIT_YEARS = st.dates(min_value=datetime.date(1000, 1, 1))
SHAPES = (
    "{0.day}-{0.month}-{0.year}",
    "{0.day:02}/{0.month:02}/{0.year}",
    "{0.day}.{0.month}.{0.year}",
    "ngày {0.day} tháng {0.month} năm {0.year}",
    "{0.year}-{0.month:02}-{0.day:02}",
)


@pytest.mark.parametrize(("typed", "row"), arrows("dates"))
def test_table_of_dates(typed: str, row: str) -> None:
    date = parse_date(typed)
    if row == "?":
        assert date is None
        return
    year, month, day = (None if part == "*" else int(part) for part in row.split("-"))
    assert date == PartialDate(day, month, year)


@given(FOUR_DIGIT_YEARS, st.sampled_from(SHAPES))
def test_every_day_is_read_in_every_shape(day: datetime.date, shape: str) -> None:
    assert parse_date(shape.format(day)) == PartialDate(day.day, day.month, day.year)


@given(st.text(max_size=12))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    parse_date(text)
