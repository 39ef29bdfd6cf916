"""Lists of keys beside the questions or on a sheet of their own, with parts and slips."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from kit.formats.banks import read_questions
from kit.formats.exchange import Fate, Imported
from tests.test_formats_lists import excel

HEADS = ["STT", "Câu hỏi", "A", "B", "C"]
KEYS = "ABCABCAB"
"""Of two parts with four questions each."""


def asked(numbers: Sequence[int | str]) -> list[list[Any]]:
    """A question for each number, and the heads of the parts."""
    rows: list[list[Any]] = []
    for n, number in enumerate(numbers):
        if n in (0, 4):
            rows.append([f"PHẦN {'I' * (1 + n // 4)}"])
        rows.append([number, f"Chợ {'abcdefgh'[n]} họp lúc nào?", "Sáng", "Trưa", "Tối"])
    return rows


def beside(path: Path, numbers: Sequence[int | str], keys: Sequence[tuple[int, str]]) -> Imported:
    rows = asked(numbers)
    rows += [[]] * (len(keys) - len(rows))
    full = [[*row, *[""] * (6 - len(row))] for row in rows]
    entries = [[*row, *keys[n]] if n < len(keys) else row for n, row in enumerate(full)]
    return excel(path, [*HEADS, "", "Câu", "Đáp án"], *entries)


def with_sheet(path: Path, numbers: Sequence[int | str], *listed: Sequence[Any]) -> Imported:
    """Questions with these numbers, and these rows on a sheet of their own."""
    book = Workbook()
    page: Any = book.active
    for row in [HEADS, *asked(numbers)]:
        page.append(row)
    more: Any = book.create_sheet("Đáp án")
    for entry in listed:
        more.append(entry)
    book.save(path / "a.xlsx")
    return read_questions(path / "a.xlsx")


def on_a_sheet(
    path: Path, numbers: Sequence[int | str], keys: Sequence[tuple[int, str]]
) -> Imported:
    return with_sheet(path, numbers, ("Câu", "Đáp án"), *keys)


def found(imported: Imported) -> dict[int, str]:
    """Place of a question → its key; every other question is told."""
    keys = {"abcdefgh".index(item["stem"][4]): item["key"].upper() for item in imported.items}
    told = {note.question - 1 for note in imported.notes if note.fate is Fate.LEFT_OUT}
    assert told == {*range(8)} - keys.keys()
    return keys


TWICE = [1, 2, 3, 4, 1, 2, 3, 4]


@pytest.mark.parametrize("read", [beside, on_a_sheet])
@pytest.mark.parametrize(
    ("numbers", "listed", "unsure"),
    [
        (TWICE, TWICE, set()),
        (TWICE, [1, 2, 2, 4, 1, 2, 3, 4], {1, 2}),
        (TWICE, [1, 2, 3, 4, 1, 3, 3, 4], {5, 6}),
        (TWICE, [2, 1, 3, 4, 1, 2, 3, 4], set()),
        ([1, 2, 3, 3, 1, 2, 3, 4], TWICE, {2, 3}),
        ([1, 2, "", 4, 1, 2, 3, 4], TWICE, set()),
        ([1, 2, "", "", 1, 2, 3, 4], TWICE, set()),
        ([1, 2, 3, 4, 5, 6, 6, 8], [1, 2, 3, 4, 5, 6, 7, 8], {5, 6}),
        ([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 3, 5, 6, 7, 8], {2, 3}),
    ],
)
def test_a_number_that_stands_twice_gives_nobody_another_ones_key(
    read: Any, numbers: list[int | str], listed: list[int], unsure: set[int], tmp_path: Path
) -> None:
    """The parts of a list are for those of the questions; what is unsure is told."""
    keys = [*zip(listed, KEYS, strict=True)]
    if listed[:2] == [2, 1]:  # entries in another order
        keys[:2] = [(2, KEYS[1]), (1, KEYS[0])]
    imported = read(tmp_path, numbers, keys)
    assert found(imported) == {n: key for n, key in enumerate(KEYS) if n not in unsure}


def test_a_list_for_one_of_two_parts_is_for_nobody(tmp_path: Path) -> None:
    imported = on_a_sheet(tmp_path, TWICE, [*zip(range(1, 5), KEYS[:4], strict=True)])
    assert found(imported) == {}
    assert "keys_left" in [note.code for note in imported.notes]


def test_the_keys_of_two_parts_stand_side_by_side(tmp_path: Path) -> None:
    rows = [[n + 1, KEYS[n], n + 1, KEYS[n + 4]] for n in range(4)]
    assert found(with_sheet(tmp_path, TWICE, *rows)) == dict(enumerate(KEYS))


def test_a_reason_in_the_list_is_for_its_own_part(tmp_path: Path) -> None:
    rows = [[number, KEYS[n], f"Lý do {n}"] for n, number in enumerate(TWICE)]
    imported = with_sheet(tmp_path, TWICE, ["Câu", "Đáp án", "Giải thích"], *rows)
    reasons = [item["explanation"] for item in imported.items]
    assert reasons == [f"Lý do {n}" for n in range(8)]


def test_a_key_that_is_no_option_is_told_at_its_cell_in_the_list(tmp_path: Path) -> None:
    imported = on_a_sheet(tmp_path, [*range(1, 9)], [(n + 1, "ABCE"[n % 4]) for n in range(8)])
    told = [note for note in imported.notes if note.fate is Fate.LEFT_OUT]
    assert [(note.code, note.place) for note in told] == [
        ("unknown_key", "ô Đáp án!B5"),
        ("unknown_key", "ô Đáp án!B9"),
    ]


def test_a_column_without_a_place_is_told_once(tmp_path: Path) -> None:
    """With how many cells it has, and the first of them."""
    rows = [
        [str(n), f"Chợ {n} họp lúc nào?", "Sáng", "Trưa", "A", f"Tổ {n % 2}"] for n in range(1, 31)
    ]
    imported = excel(tmp_path, ["STT", "Câu hỏi", "A", "B", "Đáp án", "Người soạn"], *rows)
    [note] = imported.notes
    assert (note.code, note.place) == ("column_unused", "ô F1")
    assert "30 ô" in note.message
    assert "ô F2, ô F3, ô F4 …" in note.message
    assert "“Tổ 1”, “Tổ 0”" in note.message
