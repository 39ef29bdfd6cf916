"""Slips in the rows of a workbook: what is broken, blank or out of place is read, or told."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from kit.formats.banks import read_questions
from kit.formats.exchange import Fate, Imported
from tests.test_formats_keys import codes
from tests.test_formats_lists import excel, only

HEADS = ["STT", "Câu hỏi", "A", "B", "C", "Đáp án"]
ONE = ["1", "Chợ họp lúc nào?", "Sáng", "Trưa", "Tối", "B"]
TWO = ["2", "Chợ bán thứ gì?", "Cá", "Gạo", "Rau", "C"]
CELL = ["STT", "Câu hỏi", "Phương án", "Đáp án"]


def stems(imported: Imported) -> list[str]:
    return [item["stem"] for item in imported.items]


@pytest.mark.parametrize("heads", [HEADS, CELL])
def test_a_sentence_goes_on_in_the_next_row(heads: list[str], tmp_path: Path) -> None:
    one = [*ONE[:2], *(ONE[2:] if heads is HEADS else ["A. Sáng\nB. Trưa", "B"])]
    one[1] = "Chợ họp"
    two = [*TWO[:2], *(TWO[2:] if heads is HEADS else ["A. Cá\nB. Gạo", "A"])]
    imported = excel(tmp_path, heads, one, ["", "lúc nào?"], two)
    assert stems(imported) == ["Chợ họp lúc nào?", "Chợ bán thứ gì?"]


@pytest.mark.parametrize("text", ["Xem lại các câu sau.", "Vào lúc nào?"])
def test_a_text_between_questions_is_no_heading_for_sure(text: str, tmp_path: Path) -> None:
    imported = excel(tmp_path, HEADS, ONE, ["", text], TWO)
    assert stems(imported) == ["Chợ họp lúc nào?", "Chợ bán thứ gì?"]
    assert codes(imported, Fate.LOST) == ["strange_lines"]


def test_a_text_between_rows_of_options_is_none(tmp_path: Path) -> None:
    options = [["", "A. Sáng"], ["", "B. Trưa"]]
    rows = [["1", "Chợ họp lúc nào?", "B"], *options, ["", "Các câu sau khó hơn"]]
    imported = excel(tmp_path, ["STT", "Câu hỏi", "Đáp án"], *rows, ["2", "Ai bán?", "A"], *options)
    assert [[*item["options"].values()] for item in imported.items] == [["Sáng", "Trưa"]] * 2
    assert codes(imported, Fate.LOST) == ["strange_lines"]


@pytest.mark.parametrize("number", ["2", ""])
def test_a_question_without_its_number_is_one_of_its_own(number: str, tmp_path: Path) -> None:
    below = [["", "A. Sáng"], ["", "B. Trưa"]]
    rows = [["1", "Chợ họp lúc nào?", "B"], *below, [number, "Ai bán?", "B"], *below]
    assert len(excel(tmp_path, ["STT", "Câu hỏi", "Đáp án"], *rows).items) == 2
    cells = [["1", "Chợ họp lúc nào?", "A. Một\nB. Hai", "B"], [number, "Ai?", "A. Ba\nB. Tư", "B"]]
    assert len(excel(tmp_path, CELL, *cells).items) == 2


def test_a_blank_option_is_told(tmp_path: Path) -> None:
    imported = excel(tmp_path, HEADS, ["1", "Chợ họp lúc nào?", "Sáng", "", "Tối", "C"])
    assert only(imported)["options"] == {"a": "Sáng", "b": "Tối"}
    assert (only(imported)["key"], codes(imported, Fate.LOST)) == ("b", ["option_blank"])


@pytest.mark.parametrize("texts", [("A. Sáng", "B. Trưa", "Tối"), ("A. Sáng", "B. Trưa", "B. Tối")])
def test_letters_before_most_options_are_no_text(texts: tuple[str, ...], tmp_path: Path) -> None:
    imported = excel(tmp_path, HEADS, ["1", "Chợ họp lúc nào?", *texts, "C"])
    assert [*only(imported)["options"].values()] == ["Sáng", "Trưa", "Tối"]
    assert codes(imported, Fate.LOST) == ["odd_letters"]


def test_bullets_are_the_signs_of_options_in_a_cell(tmp_path: Path) -> None:
    cell = "- Trần Phú\n- C. Mác\n- V.I. Lênin"
    item = only(excel(tmp_path, CELL, ["1", "Ai viết?", cell, "B"]))
    assert ([*item["options"].values()], item["key"]) == (["Trần Phú", "C. Mác", "V.I. Lênin"], "b")


def test_letters_between_semicolons_are_those_of_options(tmp_path: Path) -> None:
    cell = "A. Sáng; B. Trưa; C. Tối; D. Đêm; E. Cả A, B, C đều sai"
    item = only(excel(tmp_path, CELL, ["1", "Lúc nào?", cell, "B"]))
    texts = [text.rstrip(";") for text in item["options"].values()]
    assert texts == ["Sáng", "Trưa", "Tối", "Đêm", "Cả A, B, C đều sai"]


def test_a_signature_below_is_no_option(tmp_path: Path) -> None:
    rows = [["1", "Mấy giờ?", "A. Một\nB. Hai", "B"], [], ["", "", "TM. BAN TỔ CHỨC"]]
    imported = excel(tmp_path, CELL, *rows)
    assert only(imported)["options"] == {"a": "Một", "b": "Hai"}
    assert codes(imported, Fate.LOST)


@pytest.mark.parametrize("said", ["{}", "Đáp án {}", "({})", "{}."])
@pytest.mark.parametrize("beside", [False, True])
def test_keys_of_a_list_may_have_words_around(said: str, beside: bool, tmp_path: Path) -> None:
    """Rows of a list beside the questions are never theirs."""
    asked = [[str(n), f"Chợ {n} họp lúc nào?", "Sáng", "Trưa"] for n in (1, 2, 3)]
    keys = [[str(n), said.format("BАB"[n - 1])] for n in (1, 2, 3)]  # the second is Cyrillic
    book = Workbook()
    page: Any = book.active
    page.append(["STT", "Câu hỏi", "A", "B", *(["Câu", "Đáp án"] if beside else [])])
    left = [["PHẦN I"], *asked]
    for n, row in enumerate(left):
        entry = keys[n] if beside and n < 3 else []
        page.append([*row, *[""] * (4 - len(row)), *entry])
    if not beside:
        sheet: Any = book.create_sheet("Đáp án")
        for row in keys:
            sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert [item["key"] for item in read_questions(tmp_path / "a.xlsx").items] == ["b", "a", "b"]


def test_letters_below_no_head_are_those_of_options(tmp_path: Path) -> None:
    heads = ["STT", "Câu hỏi", "", "Câu trả lời", "Đúng"]
    rows = [["1", "Mấy giờ?", "A", "Một", ""], ["", "", "B", "Hai", "x"]]
    more = [["2", "Ở đâu?", "A", "Chợ", "x"], ["", "", "B", "Xóm", ""]]
    found = excel(tmp_path, heads, *rows, *more).items
    assert [(item["options"]["a"], item["key"]) for item in found] == [("Một", "b"), ("Chợ", "a")]


def test_heads_may_stand_over_a_row_of_letters_alone(tmp_path: Path) -> None:
    heads = [["Nội dung", "Phương án", "", "", "Đáp án"], ["", "A", "B", "C", ""]]
    imported = excel(tmp_path, *heads, ["Chợ họp lúc nào?", "Sáng", "Trưa", "Tối", "Trưa"])
    assert only(imported)["key"] == "b"


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("A. Trần Phú; B. C. Mác", ["Trần Phú", "C. Mác"]),
        ("A. Sổ; biên bản; B. C. Mác; C. D. Đimitơrốp", ["Sổ; biên bản", "C. Mác", "D. Đimitơrốp"]),
        ("A. Sáng | B. C. Mác | C. Tối", ["Sáng", "C. Mác", "Tối"]),
    ],
)
def test_an_initial_between_semicolons_is_no_letter_of_an_option(
    cell: str, texts: list[str], tmp_path: Path
) -> None:
    item = only(excel(tmp_path, CELL, ["1", "Ai viết?", cell, "B"]))
    assert [*item["options"].values()] == texts


def test_an_option_behind_the_last_semicolon_is_one(tmp_path: Path) -> None:
    item = only(excel(tmp_path, CELL, ["1", "Lúc nào?", "A. Sáng; B. Trưa C. Tối", "B"]))
    assert [text.rstrip(";") for text in item["options"].values()] == ["Sáng", "Trưa", "Tối"]


def test_small_letters_begin_options_of_a_cell_where_all_do(tmp_path: Path) -> None:
    item = only(excel(tmp_path, CELL, ["1", "Lúc nào?", "sáng\ntrưa\ntối", "B"]))
    assert [*item["options"].values()] == ["sáng", "trưa", "tối"]


def test_a_line_that_seems_to_go_on_with_an_option_is_told(tmp_path: Path) -> None:
    imported = excel(tmp_path, CELL, ["1", "Lúc nào?", "Sáng\ntrưa\nTối\nĐêm", "B"])
    assert [*only(imported)["options"].values()] == ["Sáng trưa", "Tối", "Đêm"]
    assert codes(imported, Fate.LOST) == ["line_unsure"]
