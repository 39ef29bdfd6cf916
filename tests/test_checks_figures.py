"""Numbers, dates and document numbers as they stand in running text."""

from decimal import Decimal

import pytest

from kit.checks.figures import Known, figures
from kit.text import PartialDate


def read(text: str) -> list[str]:
    return [_shown(figure.value) for figure in figures(text)]


def _shown(value: object) -> str:
    if isinstance(value, PartialDate):
        return "/".join(str(part or "_") for part in (value.day, value.month, value.year))
    return str(value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chỉ thị số 34-CT/TU ngày 6-11-2013", ["34-CT/TU", "6/11/2013"]),
        ("Nghị định 73/2023/NĐ-CP ngày 29-9-2023.", ["73/2023/NĐ-CP", "29/9/2023"]),
        ("27/CT-TTg, 03-HD/TU, 25-HD/BTCTW", ["27/CT-TTG", "3-HD/TU", "25-HD/BTCTW"]),
        ("Chiều 6/12, hội nghị", ["6/12/_"]),
        ("sáng 8-1.", ["8/1/_"]),
        ("Tháng 10/2023, tháng 10 năm 2023 và 10-2023", ["_/10/2023"] * 3),
        ("ngày 6 tháng 12 năm 2023", ["6/12/2023"]),
        ("07.12.2023", ["7/12/2023"]),
        ("date 2025-11-18", ["18/11/2025"]),
        ("3/2/1930-3/2/2026", ["3/2/1930", "3/2/2026"]),
        ("gần 4.500 đảng viên, 76 điểm cầu", ["4500", "76"]),
        ("tăng từ 5-7% so với năm 2023", ["5", "7", "2023"]),
        ("99,16%", ["99.16"]),
        ("nhiệm kỳ 2025 – 2030", ["2025", "2030"]),
        ("tháng 12", ["_/12/_"]),
        ("khóa XIII, G20, ba ý, hai bài", []),
    ],
)
def test_figures_are_read_as_what_they_mean(text: str, found: list[str]) -> None:
    assert read(text) == found


def known(text: str, year: int | None = None) -> Known:
    result = Known()
    for figure in figures(text):
        result.add(figure.value, year)
    return result


def states(source: str, text: str, year: int | None = None) -> bool:
    (figure,) = figures(text)
    return known(source, year).states(figure.value)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Chiều 6/12", "ngày 6-12-2023"),
        ("Chiều 6/12", "năm 2023"),
        ("ngày 27-10-2023", "tháng 10-2023"),
        ("gần 4.500", "4500"),
        ("Chỉ thị số 34-CT/TU", "Chỉ thị 34"),
        ("Nghị định số 73/2023/NĐ-CP", "năm 2023"),
    ],
)
def test_a_source_states_what_it_says_in_other_words(source: str, text: str) -> None:
    assert states(source, text, 2023)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Chiều 6/12", "ngày 6-12-2024"),
        ("Chiều 6/12", "ngày 12-6-2023"),
        ("Tháng 10/2023", "ngày 27-10-2023"),
        ("Chỉ thị số 34-CT/TU", "34-CT/TW"),
        ("Chỉ thị số 27/CT-TTg", "27-CT/TTg"),
        ("76 điểm cầu", "6"),
        ("4.500", "45.000"),
    ],
)
def test_a_source_does_not_state_what_is_only_alike(source: str, text: str) -> None:
    assert not states(source, text, 2023)


def test_numbers_of_two_texts_are_joined() -> None:
    both = known("5 và 7")
    both.join(known("9"))
    assert both.numbers == {Decimal(5), Decimal(7), Decimal(9)}
