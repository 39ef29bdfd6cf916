"""Keys as letters alone: read where they can be for nothing else, told where they might be."""

from pathlib import Path

import pytest

from kit.formats.exchange import Fate, Imported
from tests.test_formats_keys import asked, codes
from tests.test_formats_lists import word

FIVE = tuple(line for n in range(1, 6) for line in asked(n))
TWELVE = tuple(line for n in range(1, 13) for line in asked(n))
ESSAY = ("Câu 6. Nêu cách giữ vệ sinh chợ.",)


def keys(imported: Imported) -> str:
    """The keys of all questions; a dash for one that was left out."""
    found = [str(item.get("key", "")) for item in imported.items]
    for number in imported.left_out:
        found.insert(number - 1, "-")
    return "".join(found)


@pytest.mark.parametrize(
    "lines",
    [
        ("ĐÁP ÁN", "BACAB"),
        ("ĐÁP ÁN", "B A C A B"),
        ("ĐÁP ÁN", "b, a, c, a, b"),
        ("BẢNG ĐÁP ÁN", "B", "A", "C", "A", "B"),
        ("Đáp án:", "BA", "CAB"),
        ("Đáp án: BACAB",),
        ("Đáp án: B A C A B",),
        ("BACAB",),
        ("B. A. C. A. B.",),
        ("Đáp án:", "1. BACA", "5. B"),
        ("1. BACAB",),
        ("ĐÁP ÁN", "1", "2", "3", "4", "5", "B", "A", "C", "A", "B"),
        ("ĐÁP ÁN", "1", "B", "2", "A", "3", "C", "4", "A", "5", "B"),
        ("ĐÁP ÁN", "1.", "B", "2.", "A", "3.", "C", "4.", "A", "5.", "B"),
        ("--- HẾT ---", "ĐÁP ÁN", "B A C A B"),
    ],
)
def test_letters_as_many_as_questions_are_their_keys(
    lines: tuple[str, ...], tmp_path: Path
) -> None:
    imported = word(tmp_path, *FIVE, *lines)
    assert keys(imported) == "bacab"
    assert codes(imported, Fate.LOST) == []
    assert "keys_in_order" in codes(imported, Fate.TOLD)
    assert [item["options"]["c"] for item in imported.items] == ["Tối"] * 5


@pytest.mark.parametrize(
    "lines",
    [
        ("ĐÁP ÁN", "BACA"),
        ("ĐÁP ÁN", "BACABA"),
        ("ĐÁP ÁN", "2. BACAB"),
        ("ĐÁP ÁN", "1", "B", "3", "A", "2", "C", "4", "A", "5", "B"),
        ("ĐÁP ÁN", "2", "1", "3", "4", "5", "B", "A", "C", "A", "B"),
        ("ĐÁP ÁN ĐỀ 1", "BACAB", "ĐÁP ÁN ĐỀ 2", "CACAB"),
        ("ĐÁP ÁN", "1A 2B", "CAB"),
        ("ĐÁP ÁN", "A B C", "A B C", "A B C", "A B C", "A B C"),
    ],
)
def test_letters_that_might_be_for_others_are_told(lines: tuple[str, ...], tmp_path: Path) -> None:
    imported = word(tmp_path, *FIVE, *lines)
    assert len(imported.left_out) >= 3
    assert "strange_lines" in codes(imported, Fate.LOST)


@pytest.mark.parametrize("line", ["Đáp án: ABC", "Đáp án: A, B"])
def test_different_letters_below_a_question_are_its_own(line: str, tmp_path: Path) -> None:
    """Though there are as many as questions."""
    three = tuple(one for n in range(1, 4) for one in asked(n))
    imported = word(tmp_path, *three, line)
    assert imported.left_out == (1, 2)
    assert imported.items[0]["kind"] == "multiple"


def test_a_letter_below_the_last_question_is_its_key(tmp_path: Path) -> None:
    """As the letters in the lines below *Đáp án:* are of the others."""
    lines = [line for n, key in enumerate("BAC", 1) for line in asked(n, "Đáp án:", key)]
    imported = word(tmp_path, *lines)
    assert keys(imported) == "bac"
    assert codes(imported, Fate.LOST) == []


def test_each_part_has_a_list_of_its_own(tmp_path: Path) -> None:
    imported = word(
        tmp_path, "PHẦN I. SÁNG", *FIVE, "ĐÁP ÁN", "BACAB", "PHẦN II. TRƯA", *FIVE, "ĐÁP ÁN",
        "CCCBA",
    )  # fmt: skip
    assert keys(imported) == "bacabcccba"
    assert codes(imported, Fate.LOST) == []


def test_lists_of_parts_behind_all_of_them_are_told(tmp_path: Path) -> None:
    """The first one is as long as the second part, and not for it."""
    imported = word(
        tmp_path, "PHẦN I. SÁNG", *FIVE, "PHẦN II. TRƯA", *FIVE, "ĐÁP ÁN PHẦN I", "BACAB",
        "ĐÁP ÁN PHẦN II", "CCCBA",
    )  # fmt: skip
    assert keys(imported) == "----------"
    assert "strange_lines" in codes(imported, Fate.LOST)


def test_questions_without_options_have_no_letter(tmp_path: Path) -> None:
    imported = word(tmp_path, *FIVE, "PHẦN II. TỰ LUẬN", *ESSAY, "ĐÁP ÁN", "BACAB")
    assert [item["kind"] for item in imported.items] == ["single"] * 5 + ["essay"]
    assert [item["key"] for item in imported.items[:5]] == [*"bacab"]


def test_numbers_between_letters_must_be_those_of_the_questions(tmp_path: Path) -> None:
    """Twelve in lines of ten; and as they stand in a list that was printed in columns."""
    right = word(tmp_path, *TWELVE, "ĐÁP ÁN", "1. BACABBACAB", "11. CC")
    assert keys(right) == "bacabbacabcc"
    wrong = word(tmp_path, *TWELVE, "ĐÁP ÁN", "1. BACABBACAB", "12. CC")
    assert len(wrong.left_out) == 12
