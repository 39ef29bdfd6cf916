"""Keys and options in tables of Word papers that another reading of the same cells would lose."""

from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from kit.formats.exchange import Fate
from tests.test_formats_keys import OPTIONS, asked, codes
from tests.test_formats_lists import LEFT, PAIRS, RIGHT, cluster, only, word

# Keys in tables

GRID = [["1", "2", "3"], ["b", "c", "a"]]
PAIRED = ("Nối cột A với cột B:", *LEFT, *RIGHT)


@pytest.mark.parametrize("heads", [(), ("Cột A", "Cột B"), ("Câu", "Đáp án")])
@pytest.mark.parametrize("before", [1, 2, 5])
def test_a_grid_below_two_columns_is_their_key(
    heads: tuple[str, ...], before: int, tmp_path: Path
) -> None:
    """Also where its numbers are those of all questions; no other question gets a key of it."""
    questions = [line for n in range(1, before + 1) for line in asked(n)]
    grid = [[head, *row] for head, row in zip(heads, GRID, strict=True)] if heads else GRID
    last = f"Câu {before + 1}. {PAIRED[0]}"
    imported = word(tmp_path, *questions, last, *PAIRED[1:], grid)
    assert only(imported)["pairs"] == PAIRS
    assert imported.left_out == (*range(1, before + 1),)


def test_a_table_with_the_numbers_of_all_questions_is_for_all_of_them(tmp_path: Path) -> None:
    """Though the last one has lines with just these numbers."""
    listed = ("Số ý đúng về chợ là:", "(1) Họp sáng", "(2) Bán cá", "(3) Có mái")
    last = (f"Câu 3. {listed[0]}", *listed[1:], "A. Một", "B. Hai", "C. Ba")
    imported = word(tmp_path, *asked(1), *asked(2), *last, [["1", "2", "3"], ["B", "C", "A"]])
    assert [item["key"] for item in imported.items] == ["b", "c", "a"]


def test_a_list_of_keys_has_those_of_all_kinds(tmp_path: Path) -> None:
    """Pairs and orders in a cell are keys of their question, and no list for others."""
    steps = ("A. Tưới", "B. Đào", "C. Lấp")
    questions = (
        *asked(1),
        *asked(2),
        f"Câu 3. {PAIRED[0]}",
        *PAIRED[1:],
        "Câu 4. Xếp các bước trồng cây:",
        *steps,
    )
    keys = ["B", "A", "1-b, 2-c, 3-a", "B-A-C"]
    down = [["Câu", "Đáp án"], *([str(n), key] for n, key in enumerate(keys, 1))]
    for table in (down, [list(row) for row in zip(*down, strict=True)]):
        first, second, third, fourth = word(tmp_path, *questions, table).items
        assert (first["key"], second["key"]) == ("b", "a")
        assert third["pairs"] == PAIRS
        assert fourth["sequence"] == ["Đào", "Tưới", "Lấp"]


def test_short_answers_stand_in_a_row_below_their_numbers(tmp_path: Path) -> None:
    """The third part of an exam of 2025."""
    short = (
        "Câu 1. Chợ có mấy cổng?",
        "Câu 2. Bao nhiêu phần trăm sạp còn trống?",
        "Câu 3. Ở đâu?",
    )
    table = [["Câu", "1", "2", "3"], ["Đáp án", "4", "3,5", "Bến xe"]]
    imported = word(tmp_path, "PHẦN III. TRẢ LỜI NGẮN", *short, "ĐÁP ÁN", table)
    assert [item.get("key") or item["accept"] for item in imported.items] == [
        "4",
        "3,5",
        ["Bến xe"],
    ]


@pytest.mark.parametrize(
    "line", ["1-3: BCA", "Câu 1 đến câu 3: B C A", "1→3. B, C, A", "Đáp án chương I: 1B 2C 3A"]
)
def test_keys_of_several_questions_in_a_row(line: str, tmp_path: Path) -> None:
    imported = word(tmp_path, *asked(1), *asked(2), *asked(3), line)
    assert [item["key"] for item in imported.items] == ["b", "c", "a"]
    assert not codes(imported, Fate.LOST)


# Options in tables

TEXTS = ("đất liền", "trời xanh", "biển cả", "núi non")


@pytest.mark.parametrize("width", [1, 2, 4])
@pytest.mark.parametrize("form", ["{}", "{}.", "({})"])
def test_letters_of_options_have_cells_of_their_own(form: str, width: int, tmp_path: Path) -> None:
    cells = [[form.format(letter), text] for letter, text in zip("ABCD", TEXTS, strict=True)]
    table = [[*chain(*cells[n : n + width])] for n in range(0, 4, width)]
    numbers = [*chain(*([cells[n][0], str(n + 5)] for n in range(4)))]
    imported = word(
        tmp_path,
        "Câu 1. Cái gì cao nhất?",
        table,
        "Đáp án: D",
        "Câu 2. Bao nhiêu?",
        [numbers],
        "Đáp án: B",
    )
    first, second = imported.items
    assert ([*first["options"].values()], first["key"]) == ([*TEXTS], "d")
    assert ([*second["options"].values()], second["key"]) == (["5", "6", "7", "8"], "b")
    assert not codes(imported, Fate.LOST)


def test_a_cell_beside_an_option_says_whether_it_is_right(tmp_path: Path) -> None:
    crossed = [["A", "đất", ""], ["B", "trời", "x"], ["C", "biển", ""]]
    judged = [["a", "Chợ họp sáng.", "Đ"], ["b", "Chợ bán cá.", "S"], ["c", "Chợ có mái.", "Đúng"]]
    imported = word(tmp_path, "Câu 1. Cái gì xanh?", crossed, "Câu 2. Về chợ:", judged)
    first, second = imported.items
    assert (first["kind"], first["key"]) == ("single", "b")
    assert [key for _, key in cluster(second)] == ["đúng", "sai", "đúng"]


def test_every_question_has_a_table(tmp_path: Path) -> None:
    """Its number, its letters and its labels in the first column."""
    parts: list[Any] = []
    for n, right in ((1, "B"), (2, "A")):
        options = [[text[0], text[3:]] for text in OPTIONS]
        parts += [
            [[f"Câu {n}", f"Chợ {n} họp lúc nào?"], *options, ["Đáp án", right],
             ["Giải thích", f"Theo lệ {n}."]]
        ]  # fmt: skip
    imported = word(tmp_path, *parts, [*chain(*parts)])
    found = [(item["stem"], item["key"], item["explanation"]) for item in imported.items]
    expected = [
        ("Chợ 1 họp lúc nào?", "b", "Theo lệ 1."),
        ("Chợ 2 họp lúc nào?", "a", "Theo lệ 2."),
    ]
    assert found == expected * 2


@pytest.mark.parametrize(
    "table",
    [
        [["Ý", "Nội dung", "Đ/S"], ["a", "Họp sáng", "Đ"], ["b", "Bán cá", "S"],
         ["c", "Có mái", "Đúng"]],
        [["Mệnh đề", "Đúng", "Sai"], ["a) Họp sáng", "Đ", ""], ["b) Bán cá", "", "S"],
         ["c) Có mái", "X", ""]],
        [["", "Phát biểu", "Đúng", "Sai"], ["a", "Họp sáng", "x", ""], ["b", "Bán cá", "", "x"],
         ["c", "Có mái", "x", ""]],
    ],
)  # fmt: skip
def test_statements_have_cells_for_what_they_are(table: list[list[str]], tmp_path: Path) -> None:
    """One column with Đ and S, or two with crosses or with these letters."""
    imported = word(tmp_path, "Câu 1. Về chợ phiên:", table, *asked(2, "Đáp án: B"))
    assert cluster(imported.items[0]) == [
        ("Họp sáng", "đúng"),
        ("Bán cá", "sai"),
        ("Có mái", "đúng"),
    ]
    assert imported.questions == 2


def test_a_row_of_a_table_names_the_part_of_its_keys(tmp_path: Path) -> None:
    table = [["PHẦN I", "", ""], ["1", "2", "3"], ["B", "C", "A"]]
    imported = word(tmp_path, *asked(1), *asked(2), *asked(3), "ĐÁP ÁN", table)
    assert [item["key"] for item in imported.items] == ["b", "c", "a"]


def test_options_stand_behind_their_letters_in_a_labelled_table(tmp_path: Path) -> None:
    table = [["Câu 1", "Chợ họp lúc nào?"], ["", "A. Sáng"], ["", "B. Trưa"], ["ĐA", "B"]]
    item = only(word(tmp_path, table))
    assert ([*item["options"].values()], item["key"]) == (["Sáng", "Trưa"], "b")
