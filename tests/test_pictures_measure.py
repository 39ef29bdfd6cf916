"""Breaking text into lines before a browser has seen it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.pictures.measure import balanced, width, wrap

WORDS = st.text(
    alphabet="aăâbcđeêghiklmnoôơpqrstuưvxyáàảãạẮễỨ0123456789-/,", min_size=1, max_size=14
)
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@given(TEXTS, st.floats(40, 400), st.booleans())
def test_no_letter_is_lost_and_no_line_is_too_wide(text: str, room: float, bold: bool) -> None:
    """Whatever the text and the room."""
    for lines in (wrap(text, room, 15, bold), balanced(text, room, 15, bold)):
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(width(line, 15, bold) <= room for line in lines)


@given(TEXTS, st.floats(40, 400))
def test_balanced_takes_no_more_lines(text: str, room: float) -> None:
    """Only their lengths change."""
    assert len(balanced(text, room, 15)) == len(wrap(text, room, 15))


@pytest.mark.parametrize("bold", [False, True])
def test_marks_take_no_room(bold: bool) -> None:
    """Ế is as wide as E, in one piece or in three; ơ is a letter of its own."""
    assert width("Ế", 10, bold) == width("E", 10, bold) == width("E\u0302\u0301", 10, bold)
    assert width("ớ", 10, bold) == width("ơ", 10, bold)


def test_a_number_breaks_after_its_slashes_only_where_it_must() -> None:
    """Never in the middle of a word that fits a line."""
    text = "Nghị định 73/2023/NĐ-CP"
    assert wrap(text, 130, 14) == ["Nghị định", "73/2023/NĐ-CP"]
    assert wrap(text, 75, 14) == ["Nghị định", "73/2023/", "NĐ-CP"]


def test_words_that_belong_together_stay_together() -> None:
    """Names, document numbers, second syllables; no line begins with a dash."""
    assert "Chỉ thị 34-CT/TU" in wrap("Hội nghị quán triệt Chỉ thị 34-CT/TU", 130, 14)
    assert all(
        "Đà Nẵng" in line or "Đà" not in line for line in wrap("ở thành phố Đà Nẵng", 95, 14)
    )
    lines = wrap("Sở Lao động - Thương binh và Xã hội", 90, 14)
    assert not any(line.startswith("-") for line in lines)


def test_lines_end_with_a_comma_where_they_can() -> None:
    """Which reads better than lines of exactly one length."""
    text = "Yêu cầu hành động cụ thể, kết quả cụ thể"
    assert balanced(text, 210, 13.5) == ["Yêu cầu hành động cụ thể,", "kết quả cụ thể"]
