"""The weekly table of many units: the words reports have, and what is hidden in all its forms."""

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kit.clock import ZONE
from kit.figures import Unit, UnitTable, count, upwards
from kit.figures.model import Attempt
from kit.reports.secretary.templates import filled
from kit.reports.secretary.week import (
    Week,
    chat_text,
    paragraph,
    week_before,
    week_of_groups,
    week_values,
    week_xlsx,
    when,
)
from tests.docx_text import lines

MONDAY = datetime(2026, 11, 30, 7, 30, tzinfo=ZONE)


def unit(name: str, members: int, people: int, attempts: int, right: int, mean: float) -> Unit:
    return Unit(name, members, people, attempts, right, mean)


# 378 lớp, với 35.599/35.900 đảng viên, đạt 99,16%: the register of a report in a newspaper.
LARGE = UnitTable(
    (
        unit("Đảng bộ A", 34_000, 33_799, 40_000, 22_000, 0.9),
        unit("Đảng bộ B", 1_900, 1_800, 2_000, 900, 0.8),
    ),
    unit("", 35_900, 35_599, 42_000, 22_900, 0.8952),
)


def week(table: UnitTable, inside: bool = False) -> Week:
    return Week(table, week_before(MONDAY), 0, 0, inside)


def tries(people: int, right: int) -> list[Attempt]:
    return [Attempt("a", f"hv-{n}", 1.0 if n < right else 0.5) for n in range(people)]


def test_last_week_is_from_monday_to_monday() -> None:
    for day in range(7):
        first, last = week_before(MONDAY.replace(day=23 + day, month=11))
        assert (first.weekday(), last.weekday()) == (0, 0)
        assert (first.day, last.day, first.hour, last.minute) == (16, 23, 0, 0)


def test_the_paragraph_is_in_the_register_of_reports() -> None:
    assert paragraph(week(LARGE)) == (
        "Từ ngày 23-11-2026 đến ngày 29-11-2026, có 35.599/35.900 người của 2 đơn vị làm bài trắc "
        "nghiệm, đạt 99,16%, với tổng số 42.000 lượt. Điểm trung bình mỗi lượt được tính là 8,95 "
        "trên 10. "
        "Có 22.900 người làm đúng hết."
    )


def test_a_period_that_is_not_over_says_when_it_was_looked_at() -> None:
    """In all its forms, as figures of it will be others later."""
    period = week_before(MONDAY)
    read = week_of_groups([], None, period, period[1] - timedelta(days=4, hours=4))
    assert when(read).endswith("đến ngày 29-11-2026, tính đến lúc 20:00 ngày 25-11-2026")
    assert when(week_of_groups([], None, period, period[1])).endswith("đến ngày 29-11-2026")


def test_a_chat_gets_short_lines() -> None:
    assert chat_text(week(LARGE)).splitlines()[3:] == [
        "- Đảng bộ A: 33.799/34.000 người (99,41%), 40.000 lượt, 22.000 người đúng hết, điểm TB 9",
        "- Đảng bộ B: 1.800/1.900 người (94,74%), 2.000 lượt, 900 người đúng hết, điểm TB 8",
    ]


@pytest.fixture
def shown() -> Week:
    """A large cell, a middle one, one of three members, one of which nobody took part."""
    units = [("Chi bộ 1", 60, tries(52, 30)), ("Chi bộ 2", 30, tries(20, 3)),
             ("Chi bộ 3", 3, tries(3, 3)), ("Chi bộ 4", 9, [])]  # fmt: skip
    return week(upwards(count(units)))


def test_what_is_hidden_is_hidden_in_word_excel_and_chat(shown: Week, tmp_path: Path) -> None:
    """The cell of three, the middle one with it, as the total would give the three away."""
    values = week_values(shown, "Đảng ủy", "Đảng bộ phường", MONDAY)
    docx = lines(filled(tmp_path, "week", values))
    for row in (
        "1 | Chi bộ 1 | 60 | 52 | 86,67% | 52 | 30 | 7,88",
        "2 | Chi bộ 2 | 30 | (*) | (*) | (*) | (*) | (*)",
        "3 | Chi bộ 3 | 3 | (*) | (*) | (*) | (*) | (*)",
        "4 | Chi bộ 4 | 9 | 0 | – | 0 | 0 | –",
        " | Cộng | 102 | 75 | 73,53% | 75 | 36 | 7,4",
    ):
        assert row in docx
    page = load_workbook(BytesIO(week_xlsx(shown))).worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    assert rows[0] == [1, "Chi bộ 1", 60, 52, 86.67, 52, 30, 7.88]
    assert rows[2] == [3, "Chi bộ 3", 3, *["(*)"] * 5]
    assert rows[3] == [4, "Chi bộ 4", 9, 0, None, 0, 0, None]
    assert "Học viên: số học viên trong danh sách" in " ".join(docx)
    text = chat_text(shown)
    assert "- Chi bộ 3: (*)/3 người" in text
    for said in (text, " ".join(docx)):
        assert "dưới 5 người" in said
        assert "Đơn vị dưới 10 người không ghi tỷ lệ %." in said


def test_word_and_excel_say_the_same_figures(tmp_path: Path) -> None:
    """Almost everybody is not everybody, and halves go up in both."""
    shares = [0.7845] * 35_899
    table = count([("Đảng bộ A", 35_900, [Attempt("a", f"{n}", one)
                                          for n, one in enumerate(shares)])])  # fmt: skip
    found = week(table)
    docx = lines(filled(tmp_path, "week", week_values(found, "", "", MONDAY)))
    assert "1 | Đảng bộ A | 35.900 | 35.899 | 99,99% | 35.899 | 0 | 7,85" in docx
    page = load_workbook(BytesIO(week_xlsx(found))).worksheets[0]
    row = [cell.value for cell in next(page.iter_rows(min_row=2))]
    assert row == [1, "Đảng bộ A", 35_900, 35_899, 99.99, 35_899, 0, 7.85]


def test_work_without_a_name_makes_no_second_person(tmp_path: Path) -> None:
    nameless = [Attempt("a", "an-0", 0.5, anonymous=True)]
    table = count([("Chi bộ 1", 12, [*tries(11, 5), *nameless])])
    for found, people in (
        (week(table, inside=True), "11–12"), (week(upwards(table)), "ít nhất 11"),
    ):  # fmt: skip
        docx = lines(filled(tmp_path, "week", week_values(found, "", "", MONDAY)))
        assert any(line.startswith(f"1 | Chi bộ 1 | 12 | {people} | 91,67% |") for line in docx)
        text = chat_text(found)
        assert f"có {people}/12 người làm bài trắc nghiệm, tỷ lệ tham gia ít nhất 91,67%" in text
        assert "100%" not in text + " ".join(docx)
        assert all("có thể của chính người" in one for one in (text, " ".join(docx)))
        page = load_workbook(BytesIO(week_xlsx(found))).worksheets[0]
        row = [cell.value for cell in next(page.iter_rows(min_row=2))]
        assert row[2:5] == [12, people, 91.67]


def test_what_is_not_graded_is_no_nought(tmp_path: Path) -> None:
    """Neither before anything is scored, nor while a person has still to score a part."""
    raw = [Attempt("a", f"hv-{n}", None) for n in range(6)]
    part = [Attempt("a", f"hv-{n}", 0.5, waiting=True) for n in range(6)]
    done = [Attempt("a", f"hv-{n}", 0.5) for n in range(6)]
    found = week(count([("A", 20, raw), ("B", 20, part), ("C", 20, done), ("D", 20, [])]))
    values = week_values(found, "", "", MONDAY)
    docx = lines(filled(tmp_path, "week", values))
    assert "1 | A | 20 | 6 | 30% | 6 | chưa chấm | –" in docx
    assert "2 | B | 20 | 6 | 30% | 6 | chờ chấm | 5" in docx
    assert "3 | C | 20 | 6 | 30% | 6 | 0 | 5" in docx
    assert "4 | D | 20 | 0 | 0% | 0 | 0 | –" in docx
    page = load_workbook(BytesIO(week_xlsx(found))).worksheets[0]
    rights = [row[6].value for row in page.iter_rows(min_row=2)]
    assert rights == ["chưa chấm", "chờ chấm", 0, 0, "chờ chấm"]
    assert "- A: 6/20 người (30%), 6 lượt\n" in chat_text(found)


def test_a_chat_explains_no_sign_that_it_has_not() -> None:
    """One unit: how many had everything right is hidden, and a chat does not speak of it."""
    found = week(upwards(count([("Chi bộ 1", 60, tries(52, 3))])))
    assert found.table.rows[0].all_correct is None
    assert "(*)" not in chat_text(found)


def test_a_total_that_tells_is_not_told(tmp_path: Path) -> None:
    alone = week(upwards(count([("Chi bộ 3", 3, tries(3, 3))])))
    values = week_values(alone, "", "", MONDAY)
    text = " ".join(lines(filled(tmp_path, "week", values))) + chat_text(alone)
    assert "không nêu ở đây" in text
    assert " | Cộng | 3 | (*) | (*) | (*) | (*) | (*)" in text
    inside = week(count([("Chi bộ 3", 3, tries(3, 3))]), inside=True)
    assert "Chi bộ 3 có 3/3 người làm bài trắc nghiệm, với tổng số 3 lượt." in chat_text(inside)
