"""Names and everyday words that look like signs of a question's form, in Word and Excel."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from kit.formats.banks import read_questions
from tests.test_formats_lists import excel, only, word

TEACHERS = ("Hồ Chí Minh", "V.I. Lênin", "C. Mác", "Ph. Ăngghen")


def test_initials_of_an_option_are_kept(tmp_path: Path) -> None:
    """In the place where the same letter would be the option's own."""
    options = [f"{letter}. {name}" for letter, name in zip("ABCD", TEACHERS, strict=True)]
    item = only(word(tmp_path, "Câu 1. Ai viết bộ Tư bản?", *options, "Đáp án: C"))
    assert tuple(item["options"].values()) == TEACHERS
    assert item["key"] == "c"
    rows = [["x" if name == "C. Mác" else "", name] for name in TEACHERS]
    head, first = ["STT", "Nội dung", "Đáp án"], ["1", "Ai viết bộ Tư bản?", ""]
    item = only(excel(tmp_path, head, first, *(["", name, tick] for tick, name in rows)))
    assert tuple(item["options"].values()) == TEACHERS
    assert item["key"] == "c"


def test_letters_typed_behind_automatic_ones_stand_once(tmp_path: Path) -> None:
    options = [f"{letter}. {letter}. {name}" for letter, name in zip("ABCD", TEACHERS, strict=True)]
    item = only(word(tmp_path, "Câu 1. Ai viết bộ Tư bản?", *options, "Đáp án: C"))
    assert tuple(item["options"].values()) == TEACHERS


def test_numbers_with_a_nought_in_front_are_those_of_the_list_of_keys(tmp_path: Path) -> None:
    lines = []
    for n in ("01", "02", "03"):
        lines += [f"Câu {n}. Chợ {n} họp lúc nào?", "A. Sáng", "B. Trưa", "C. Tối"]
    for keys in ("1-A 2-C 3-B", "01-A 02-C 03-B"):
        read = word(tmp_path, *lines, "BẢNG ĐÁP ÁN", keys)
        assert [one["key"] for one in read.items] == ["a", "c", "b"]


def test_a_line_that_begins_with_a_name_is_no_heading(tmp_path: Path) -> None:
    line = "V.I. Lênin đã nói về việc học như vậy."
    read = word(
        tmp_path, "Câu 1. Phân tích ý sau:", line, "Gợi ý: nêu hai ý.",
        "Câu 2. Chợ họp lúc nào?", "A. Sáng", "B. Tối", "Đáp án: A",
    )  # fmt: skip
    assert line in read.items[0]["stem"]
    assert "topic" not in read.items[1]


def test_ranking_and_linking_are_no_ordering_and_no_pairing(tmp_path: Path) -> None:
    """All four are right; and statements that options name by number stay in the stem."""
    stem = "Câu 1. Việc xếp loại đảng viên căn cứ vào những gì?"
    item = only(word(tmp_path, stem, "A. Một", "B. Hai", "C. Ba", "D. Bốn", "Đáp án: A, B, C, D"))
    assert item["kind"] == "multiple"
    item = only(
        word(
            tmp_path, "Câu 1. Những việc nào thuộc chuyển đổi số?", "1) Kết nối dữ liệu",
            "2) Số hóa hồ sơ", "3) In thêm giấy", "A. 1 và 2", "B. 2 và 3", "C. 1 và 3",
            "D. Cả ba", "ĐÁP ÁN", "1-A",
        )
    )  # fmt: skip
    assert (item["kind"], item["key"]) == ("single", "a")
    assert "Kết nối dữ liệu" in item["stem"]


@pytest.mark.parametrize(
    "head",
    [["Câu", "101", "102"], ["Câu", "Mã đề 101", "102", "103", "104"], ["", "Đề 1", "Đề số 2"]],
)
def test_keys_of_several_codes_side_by_side_are_told_and_not_guessed(
    head: list[str], tmp_path: Path
) -> None:
    """In Word and on a sheet of Excel; with one code they are the paper's keys."""
    lines = []
    for n in (1, 2, 3):
        lines += [f"Câu {n}. Chợ {n} họp lúc nào?", "A. Sáng", "B. Trưa", "C. Tối"]
    keys = [[str(n), *("ABCD"[(n + m) % 3] for m in range(len(head) - 1))] for n in (1, 2, 3)]
    read = word(tmp_path, *lines, [head, *keys])
    assert read.items == ()
    assert any(note.code == "several_codes" and head[-1] in note.message for note in read.notes)
    book = Workbook()
    pages: list[Any] = [book.active, book.create_sheet("ĐÁP ÁN")]
    for row in (["Câu hỏi", "A", "B", "Đáp án"], ["Chợ họp lúc nào?", "Sáng", "Tối", "B"]):
        pages[0].append(row)
    for row in (head, *keys):
        pages[1].append(row)
    book.save(tmp_path / "b.xlsx")
    read = read_questions(tmp_path / "b.xlsx")
    assert [item["key"] for item in read.items] == ["b"]
    assert "several_codes" in [note.code for note in read.notes]
    read = word(tmp_path, *lines, [head[:2], *(row[:2] for row in keys)])
    assert [item["key"] for item in read.items] == ["b", "c", "a"]
