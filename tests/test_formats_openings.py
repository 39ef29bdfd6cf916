"""What the first pages of other banks have: columns, counted lessons, a platform's words."""

from pathlib import Path

import pytest

from kit.formats.exchange import Fate
from tests.test_formats_between import stems
from tests.test_formats_keys import OPTIONS, asked, codes
from tests.test_formats_lists import only, word
from tests.test_formats_real_banks import keys, shown


@pytest.mark.parametrize(
    "rows",
    [("A. Sáng C. Tối", "B. Trưa D. Đêm"), ("a. Sáng. c. Tối.", "b. Trưa. d. Đêm.")],
)
def test_columns_one_space_apart(rows: tuple[str, str], tmp_path: Path) -> None:
    imported = word(tmp_path, "Câu 1: Chợ nào?", *rows, "Đáp án: D", *asked(2, "Đáp án: B"))
    assert [one.strip(".") for one in shown(imported.items[0])] == ["Sáng", "Trưa", "Tối", "Đêm"]
    assert keys(imported) == ["d", "b"]
    assert codes(imported, Fate.LOST) == []


def test_names_with_initials_are_no_columns(tmp_path: Path) -> None:
    rows = ("A. Sách của C. Mác", "B. Sách của D. Hume")
    lines = ("Câu 1: Sách nào?", *rows, "Đáp án: B", "Câu 2: Chợ nào?", *OPTIONS, "D. Đêm")
    imported = word(tmp_path, *lines, "Đáp án: C")
    assert shown(imported.items[0]) == ["Sách của C. Mác", "Sách của D. Hume"]


@pytest.mark.parametrize(
    "head",
    ["BÀI 1 (6 CÂU) PHIÊN CHỢ VÀ BẾN THUYỀN", "Bài 1: Phiên chợ (6 câu)", "Bài 1 (6 câu hỏi). Chợ"],
)
def test_lessons_that_count_their_questions(head: str, tmp_path: Path) -> None:
    lines = [head]
    for n in (1, 2):
        lines += [f"{n}. Chợ {n} họp lúc nào?", *OPTIONS, "Đáp án: B"]
    imported = word(tmp_path, *lines)
    assert stems(imported) == ["Chợ 1 họp lúc nào?", "Chợ 2 họp lúc nào?"]
    assert codes(imported, Fate.LOST) == []


def test_judgements_with_a_colon_before_options(tmp_path: Path) -> None:
    lines = ("1. Chợ nào họp sáng?", "– (S): Chợ phiên", "– (Đ) : Chợ quê", "– (S): Chợ đêm")
    item = only(word(tmp_path, *lines))
    assert (item["key"], shown(item)) == ("b", ["Chợ phiên", "Chợ quê", "Chợ đêm"])


def test_a_platforms_words_below_the_number(tmp_path: Path) -> None:
    lines: list[str] = []
    for n in (1, 2):
        lines += [f"Câu hỏi {n}", "Câu trả lời đúng", "Điểm 1,00 ngoài khoảng 1,00"]
        lines += ["Đánh dấu để làm sau", "Mô tả câu hỏi", f"Chợ {n} họp lúc nào?", *OPTIONS]
        lines += ["Phản hồi", "Đáp án đúng là: Trưa"]
    imported = word(tmp_path, *lines)
    assert stems(imported) == ["Chợ 1 họp lúc nào?", "Chợ 2 họp lúc nào?"]
    assert keys(imported) == ["b", "b"]


def test_key_and_reason_have_a_heading_each_time(tmp_path: Path) -> None:
    lines: list[str] = []
    for n in (1, 2):
        lines += [*asked(n), "Đáp án và lời giải", "Đáp án:B", "Lời giải: Chợ họp trưa."]
    imported = word(tmp_path, *lines)
    assert [shown(item) for item in imported.items] == [["Sáng", "Trưa", "Tối"]] * 2
    assert [item.get("explanation") for item in imported.items] == ["Chợ họp trưa."] * 2
    assert codes(imported, Fate.LOST) == []


@pytest.mark.parametrize("letters", ["ABC", "abc"])
def test_letters_without_a_mark(letters: str, tmp_path: Path) -> None:
    options = [f"{a} {text}" for a, text in zip(letters, ("Sáng", "Trưa", "Tối"), strict=True)]
    lines: list[str] = []
    for n in (1, 2, 3):
        lines += [f"Câu {n} Chợ {n} họp lúc nào?", *options, "Đáp án: B"]
    imported = word(tmp_path, *lines)
    assert [shown(item) for item in imported.items] == [["Sáng", "Trưa", "Tối"]] * 3
    assert keys(imported) == ["b"] * 3


def test_words_that_are_letters_begin_no_options(tmp_path: Path) -> None:
    judged = ("A đúng vì chợ họp sáng", "B sai vì trưa nắng", "C sai vì tối trời")
    lines = [line for n in (1, 2) for line in (*asked(n, "Đáp án: A"), "Vì sao?", *judged)]
    imported = word(tmp_path, *lines)
    assert [shown(item) for item in imported.items] == [["Sáng", "Trưa", "Tối"]] * 2


def test_letters_alone_behind_a_dash(tmp_path: Path) -> None:
    lines: list[str] = []
    for n in (1, 2):
        lines += [f"{n}. Chợ {n} họp lúc nào?", "- A", "Sáng", "- B", "Trưa", "- C", "Tối"]
        lines += ["Đáp án: B"]
    imported = word(tmp_path, *lines)
    assert [shown(item) for item in imported.items] == [["Sáng", "Trưa", "Tối"]] * 2
    assert keys(imported) == ["b", "b"]


def test_padded_numbers_without_a_mark(tmp_path: Path) -> None:
    lines: list[str] = []
    for n in (1, 2, 4):
        lines += [f"0{n} Chợ {n} họp lúc nào?", "a Sáng", "b Trưa", "c Tối", "Đáp án: B"]
    imported = word(tmp_path, *lines)
    assert stems(imported) == [f"Chợ {n} họp lúc nào?" for n in (1, 2, 4)]
    assert codes(imported, Fate.LOST) == ["numbers_missing"]
