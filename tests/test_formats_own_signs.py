"""How authors mark right options and number questions in banks that are handed around."""

from pathlib import Path

import pytest

from kit.formats.exchange import Fate, Imported
from tests.test_formats_between import stems
from tests.test_formats_keys import asked, codes
from tests.test_formats_lists import word

TEXTS = ("Sáng", "Trưa", "Tối")
RIGHT = (1, 0, 2, 1)
"""The right option of each of four questions."""


def marked(form: str, other: str = "{letter}. {text}", letters: str = "ABC") -> list[str]:
    """Four questions whose right options are written in one form, and all others in another."""
    lines = []
    for n, right in enumerate(RIGHT, 1):
        lines.append(f"Câu {n}. Chợ {n} họp lúc nào?")
        for place, text in enumerate(TEXTS):
            shape = form if place == right else other
            lines.append(shape.format(letter=letters[place], text=text))
    return lines


def keys(imported: Imported) -> list[str]:
    return [item["key"] for item in imported.items]


def shown(imported: Imported) -> list[list[str]]:
    return [[*item["options"].values()] for item in imported.items]


# Signs of an author's own


@pytest.mark.parametrize(
    "form",
    [
        "{letter}. {text} -> ĐÚNG", "{letter}. {text} x", "{letter}. {text} #",
        "{letter}. {text} $", "{letter}. {text} (Đ/A)", "{letter}. {text} – đúng",
        "{letter}. {text}/Đ", "{letter}. {text} <--", "{letter}. {text} (+)", "{letter}. {text} //",
        "#{letter}. {text}", "x {letter}. {text}", "=> {letter}. {text}", "> {letter}. {text}",
        "$ {letter}. {text}", "+ {letter}. {text}", "@{letter}. {text}",
    ],
)  # fmt: skip
def test_a_sign_that_one_option_of_each_question_has_is_its_key(form: str, tmp_path: Path) -> None:
    imported = word(tmp_path, *marked(form))
    assert keys(imported) == ["b", "a", "c", "b"]
    assert shown(imported) == [[*TEXTS]] * 4
    assert codes(imported, Fate.LOST) == []


@pytest.mark.parametrize(
    ("right", "wrong"), [("[x]", "[ ]"), ("(x)", "( )"), ("■", "□"), ("Đ", "S"), ("Đ.", "S.")]
)
def test_boxes_before_letters(right: str, wrong: str, tmp_path: Path) -> None:
    lines = marked(f"{right} {{letter}}. {{text}}", f"{wrong} {{letter}}. {{text}}")
    imported = word(tmp_path, *lines)
    assert keys(imported) == ["b", "a", "c", "b"]
    assert shown(imported) == [[*TEXTS]] * 4


def test_a_sign_that_all_options_have_is_none(tmp_path: Path) -> None:
    imported = word(tmp_path, *marked("# {letter}. {text}", "# {letter}. {text}"))
    assert codes(imported, Fate.LEFT_OUT) == ["no_key"] * 4


def test_a_sign_beside_keys_stays_in_the_text(tmp_path: Path) -> None:
    lines = []
    for n in range(1, 5):
        lines += [f"Câu {n}. Chợ {n} họp lúc nào?", "A. Sáng #", "B. Trưa", "C. Tối", "Đáp án: B"]
    imported = word(tmp_path, *lines)
    assert keys(imported) == ["b"] * 4
    assert shown(imported)[0] == ["Sáng #", "Trưa", "Tối"]


def test_an_own_sign_behind_options_is_told(tmp_path: Path) -> None:
    imported = word(tmp_path, *marked("{letter}. {text} #"))
    assert [note.code for note in imported.notes if note.code == "own_sign"] == ["own_sign"]


# Remarks beside the number


@pytest.mark.parametrize(
    ("label", "level"),
    [
        ("[NB] Câu 1:", "nhớ"), ("(TH) Câu 1.", "hiểu"), ("Câu 1 - Mức 2:", "hiểu"),
        ("Câu 1 (TH, 0,5đ):", "hiểu"), ("Câu 1. (NB1)", "nhớ"), ("Câu 1 (M1):", "nhớ"),
        ("Câu 1. VD:", "vận dụng"), ("Câu 1 (NB) (1 điểm):", "nhớ"),
    ],
)  # fmt: skip
def test_levels_beside_the_number(label: str, level: str, tmp_path: Path) -> None:
    imported = word(tmp_path, f"{label} Chợ 1 họp lúc nào?", *asked(2, "Đáp án: B")[1:])
    assert stems(imported) == ["Chợ 1 họp lúc nào?"]
    assert imported.items[0]["level"] == level


@pytest.mark.parametrize("remark", ["(đã sửa):", "(Chương 1):", "(*).", "* :", ": (*)"])
def test_remarks_beside_the_number_are_no_question(remark: str, tmp_path: Path) -> None:
    imported = word(tmp_path, f"Câu 1 {remark} Chợ 1 họp lúc nào?", *asked(2, "Đáp án: B")[1:])
    assert stems(imported) == ["Chợ 1 họp lúc nào?"]


def test_a_remark_beside_the_number_is_told(tmp_path: Path) -> None:
    imported = word(tmp_path, "Câu 1 (đã sửa): Chợ nào?", *asked(2, "Đáp án: B")[1:])
    assert [note.message for note in imported.notes if note.code == "label_remark"] != []


def test_words_in_brackets_behind_the_mark_are_the_question(tmp_path: Path) -> None:
    imported = word(tmp_path, "Câu 1: (Điều 5) Chợ nào?", *asked(2, "Đáp án: B")[1:])
    assert stems(imported) == ["(Điều 5) Chợ nào?"]


def test_a_label_typed_behind_the_number(tmp_path: Path) -> None:
    imported = word(tmp_path, "Câu 1: Câu hỏi: Chợ nào?", *asked(2, "Đáp án: B")[1:])
    assert stems(imported) == ["Chợ nào?"]
