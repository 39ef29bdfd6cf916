"""kit.formats.excel.shown: what a cell shows of a number or a date, as its author sees it."""

from datetime import datetime

import pytest

from kit.formats.excel.shown import shown


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (2.5, "0", "3"),
        (3.5, "0", "4"),
        (-0.5, "0", "-1"),
        (0.125, "0%", "13%"),
        (1.005, "0.00", "1,01"),
        (1234.5, "#,##0", "1.235"),
        (1.2345, "0.0##", "1,235"),
        (3.0, "0.##", "3"),
        (5, "00", "05"),
        (10, "000", "010"),
        (5, '0" ngày"', "5 ngày"),
        (5, '"Câu "0', "Câu 5"),
        (5, 'General" người"', "5 người"),
        (4500, "_-* #,##0 [$₫-42A]_-", "4.500 ₫"),
        (4500, "_(* #,##0.00_)", "4.500,00"),
        (0.1, "General", "0,1"),
        (7.0, "General", "7"),
        (5, "@", "5"),
        (1e300, "0", f"1{'0' * 300}"),
    ],
)
def test_numbers(value: float, form: str, text: str) -> None:
    """A half is rounded away from zero, as Excel does."""
    assert shown(value, form) == text


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("dd/mm/yyyy", "27/10/2023"),
        ("mm-dd-yy", "27/10/2023"),
        ("mm/dd/yyyy", "27/10/2023"),
        ("[$-F800]dddd, mmmm dd, yyyy", "27/10/2023"),
        ('"ngày" dd "tháng" mm "năm" yyyy', "ngày 27 tháng 10 năm 2023"),
        ("dd\\-mm\\-yyyy", "27-10-2023"),
        ("mm/yyyy", "10/2023"),
        ("General", "27/10/2023"),
    ],
)
def test_dates(form: str, text: str) -> None:
    """The day first, whatever country the format is of; its words stay."""
    assert shown(datetime(2023, 10, 27), form) == text  # noqa: DTZ001
    hour = datetime(2023, 10, 27, 9, 30)  # noqa: DTZ001
    assert shown(hour, form) == f"{text} 09:30"
