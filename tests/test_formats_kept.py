"""What a hasty reading of papers, sheets and Aiken files drops, or takes for something else."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from kit.formats.banks import read_questions
from kit.formats.exchange import Fate
from tests.test_formats_keys import asked, codes
from tests.test_formats_lists import Table, excel, only, word

# Parts behind the keys of a part

FIRST, SECOND = ("Câu {}. Trình bày khái niệm.", "Câu {}. Phân tích ý nghĩa.")


@pytest.mark.parametrize("chapters", [("CHƯƠNG I", "CHƯƠNG II"), ("", "")])
@pytest.mark.parametrize("numbers", [(1, 1, 1, 1), (1, 2, 3, 4)])
def test_essays_behind_the_keys_of_each_chapter_are_questions(
    chapters: tuple[str, str], numbers: tuple[int, ...], tmp_path: Path
) -> None:
    a, b, c, d = numbers
    lines: list[str] = []
    for chapter, choice, essay, text in zip(chapters, (a, c), (b, d), (FIRST, SECOND), strict=True):
        lines += [chapter] if chapter else []
        lines += ["PHẦN A. TRẮC NGHIỆM", *asked(choice), "ĐÁP ÁN", f"{choice}-B"]
        lines += ["PHẦN B. TỰ LUẬN", text.format(essay)]
    items = word(tmp_path, *lines).items
    assert [item["stem"] for item in items[1::2]] == ["Trình bày khái niệm.", "Phân tích ý nghĩa."]
    assert not any("rubric" in item for item in items)
    assert [item.get("key") for item in items] == ["b", None, "b", None]


@pytest.mark.parametrize("number", [1, 4])
def test_a_second_part_of_essays_behind_the_keys_is_asked(number: int, tmp_path: Path) -> None:
    parts = ("I. TỰ LUẬN", FIRST.format(1), "II. TRẮC NGHIỆM", *asked(2), *asked(3))
    keys = ("ĐÁP ÁN TRẮC NGHIỆM", "2-B 3-A")
    imported = word(tmp_path, *parts, *keys, "III. TỰ LUẬN", SECOND.format(number))
    assert [item["kind"] for item in imported.items] == ["essay", "single", "single", "essay"]
    assert not any("rubric" in item for item in imported.items)
    assert "strange_lines" not in codes(imported, Fate.LOST)


@pytest.mark.parametrize(
    ("heads", "again"),
    [
        (
            ("I. PHẦN TRẮC NGHIỆM (6 điểm)", "II. TỰ LUẬN"),
            ("PHẦN A. TRẮC NGHIỆM", "PHẦN B: TỰ LUẬN"),
        ),
        (("PHẦN I. TRẮC NGHIỆM", "PHẦN II. TỰ LUẬN"), ("PHẦN I", "PHẦN II")),
        (("ĐỀ SỐ 1", "II. TỰ LUẬN"), ("ĐỀ SỐ 1", "II. TỰ LUẬN")),
    ],
)
def test_guides_under_the_parts_again_may_name_them_otherwise(
    heads: tuple[str, str], again: tuple[str, str], tmp_path: Path
) -> None:
    questions = (heads[0], *asked(1), *asked(2), heads[1], FIRST.format(1), SECOND.format(2))
    guides = (again[0], "1-B 2-C", again[1], "Câu 1. Nêu đủ.", "Câu 2. Kể được.")
    items = word(tmp_path, *questions, "ĐÁP ÁN", *guides).items
    assert [item.get("rubric") for item in items] == [None, None, ["Nêu đủ."], ["Kể được."]]
    assert [item.get("key") for item in items] == ["b", "c", None, None]


# Keys beside the questions, with numbers of their own


def test_numbers_of_options_are_no_numbers_of_questions(tmp_path: Path) -> None:
    first = (["1", "Chợ họp lúc nào?", "1", "Sáng", ""], ["", "", "2", "Trưa", "x"])
    second = (["2", "Chợ bán gì?", "1", "Cá", "x"], ["", "", "2", "Rau", ""])
    heads = ["STT", "Câu hỏi", "TT", "Đáp án", "Đúng"]
    imported = excel(tmp_path, heads, *first, *second)
    assert [(item["options"], item["key"]) for item in imported.items] == [
        ({"a": "Sáng", "b": "Trưa"}, "b"),
        ({"a": "Cá", "b": "Rau"}, "a"),
    ]
    assert not codes(imported, Fate.LOST)


def test_what_a_list_of_keys_has_besides_is_told(tmp_path: Path) -> None:
    """A key without number, one with another number than a question's, a remark, a bare number."""
    beside = (
        ["1", "A"],
        ["2", "B"],
        ["3a", "C"],
        ["", "D"],
        ["Câu 2 sửa", ""],
        ["6", ""],
        ["Câu 7 (sửa)", "B"],
    )
    rows = [[str(n), f"Chợ {n} ở đâu?", "Sông", "Núi", *two] for n, two in enumerate(beside, 1)]
    imported = excel(tmp_path, ["STT", "Câu hỏi", "A", "B", "Câu", "Đáp án"], *rows)
    assert [item["key"] for item in imported.items] == ["a", "b", "b"]
    told = [(note.place, note.message) for note in imported.notes if note.code == "strange_lines"]
    assert [place for place, _ in told] == ["ô E4", "ô F5", "ô E6", "ô E7", "ô E8"]
    assert ["3a" in told[0][1], "C" in told[0][1], "sửa" in told[2][1]] == [True] * 3


def test_what_stands_over_the_keys_on_a_sheet_of_their_own_is_told(tmp_path: Path) -> None:
    book = Workbook()
    page: Any = book.active
    for row in (["STT", "Câu hỏi", "A", "B"], [1, "Chợ ở đâu?", "Sông", "Núi"]):
        page.append(row)
    page.append([2, "Chợ bán gì?", "Cá", "Rau"])
    keys: Any = book.create_sheet("Khóa")
    for row in (["BẢNG ĐÁP ÁN"], ["Ghi chú: câu 2 bỏ"], [1, "B"], ["PHẦN II"], [2, "A"]):
        keys.append(row)
    book.save(tmp_path / "a.xlsx")
    imported = read_questions(tmp_path / "a.xlsx")
    assert [item["key"] for item in imported.items] == ["b", "a"]
    told = [note for note in imported.notes if note.code == "passed_over"]
    assert [note.place for note in told] == ["ô Khóa!A1", "ô Khóa!A2", "ô Khóa!A4"]
    assert "câu 2 bỏ" in told[1].message


# Options that are taken for keys, tables for options


@pytest.mark.parametrize(
    "options", [("A Đúng", "B Sai"), ("A đúng.", "B  sai."), ("A\tĐúng", "B\tSai")]
)
def test_right_and_wrong_are_options_without_a_dot_behind_their_letters(
    options: tuple[str, str], tmp_path: Path
) -> None:
    """Below other options the same words are the key."""
    first = ("Câu 1. Chợ họp buổi sáng.", *options, "Đáp án: B")
    imported = word(tmp_path, *first, *asked(2, "B đúng"), *asked(3, "A sai", "C đúng"))
    assert [item["key"] for item in imported.items] == ["sai", "b", "c"]
    assert [item["kind"] for item in imported.items] == ["true_false", "single", "single"]
    assert "explanation" not in imported.items[0]
    behind = ("A đúng", "B sai")
    imported = word(tmp_path, *asked(1, *behind), *asked(2, "Đáp án: A", "Giải thích:", *behind))
    assert [[*item["options"].values()] for item in imported.items] == [["Sáng", "Trưa", "Tối"]] * 2


@pytest.mark.parametrize("options", [("A. Tổ A", "B. Tổ B"), ("A. Tổ A\tB. Tổ B",)])
def test_a_table_above_the_options_is_what_the_question_is_about(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    """Though its rows have the names A and B."""
    table: Table = [["A", "10 người"], ["B", "12 người"]]
    first, second = "Câu 1. Tổ nào đông hơn?", "Câu 2. Tổ nào đông nhất?"
    both = (*options, "Đáp án: B", second)
    imported = word(tmp_path, first, table, *both, table, "Đáp án: A", *asked(3, "B"))
    assert [[*item["options"].values()] for item in imported.items] == [
        ["Tổ A", "Tổ B"], ["10 người", "12 người"], ["Sáng", "Trưa", "Tối"]
    ]  # fmt: skip
    assert "| A | 10 người |" in imported.items[0]["stem"]
    assert [item["key"] for item in imported.items] == ["b", "a", "b"]


@pytest.mark.parametrize("dots", [("…………………",), ("......................", "................")])
@pytest.mark.parametrize("options", [(), ("A. 3-2", "B. 4-2")])
def test_dots_between_the_words_of_a_question_are_its_gap(
    dots: tuple[str, ...], options: tuple[str, ...], tmp_path: Path
) -> None:
    lines = ("Câu 1. Đảng ra đời ngày", *dots, "tại Hương Cảng.", *options)
    item = only(word(tmp_path, *lines, f"Đáp án: {'A' if options else '3-2'}"))
    told = " ".join(item["stem"].replace("\\", "").split())
    assert told == f"Đảng ra đời ngày {' '.join(dots)} tại Hương Cảng."


@pytest.mark.parametrize("behind", ["Gợi ý: cụ thể", "Câu 2. Kể hai việc.", "PHẦN II", "Kể thêm."])
def test_dots_to_write_on_are_no_part_of_a_question(behind: str, tmp_path: Path) -> None:
    imported = word(tmp_path, "TỰ LUẬN", "Câu 1. Nêu ba việc.", "……………", "……………", behind)
    assert "…" not in imported.items[0]["stem"]
    assert "passed_over" in codes(imported, Fate.TOLD)


# Keys that may be read in two ways


def test_a_number_as_key_that_other_questions_decide_is_told(tmp_path: Path) -> None:
    """With its place, and the option that was taken; a number that fits only once needs no word."""
    numbers = ("Câu 1. Mấy?", "A. 2", "B. 3", "C. 4", "D. 5", "Đáp án: 2")
    for decides, right in (("4", "B"), ("9", "A")):
        other = ("Câu 2. Mấy cổng?", "A. 7", "B. 8", "C. 9", "D. 6", f"Đáp án: {decides}")
        imported = word(tmp_path, *numbers, *other)
        assert imported.items[0]["key"] == right.lower()
        [note] = [note for note in imported.notes if note.code == "key_counted"]
        assert (note.fate, note.question, note.place) == (Fate.TOLD, 1, "đoạn 6")
        assert "“2”" in note.message
        assert f" {right}" in note.message
    imported = word(tmp_path, *numbers[:-1], "Đáp án: B", *other)
    assert not imported.notes


def test_a_long_list_of_keys_that_fit_no_question_says_that_it_goes_on(tmp_path: Path) -> None:
    keys = " ".join(f"{n}-A" for n in range(2, 40))
    imported = word(tmp_path, *asked(1), "ĐÁP ÁN", f"1-B {keys}")
    [note] = [note for note in imported.notes if note.code == "keys_left"]
    assert "2-A, 3-A" in note.message
    assert "…" in note.message
