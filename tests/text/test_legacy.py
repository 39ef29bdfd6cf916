import unicodedata
from typing import Literal

import pytest

from kit.text import legacy, likelier
from tests.text.syllable_table import syllables
from tests.text.text_cases import arrows, comparisons


@pytest.mark.parametrize(("text", "encoding"), arrows("legacy"))
def test_table_of_encodings(text: str, encoding: str) -> None:
    assert legacy(text) == (None if encoding == "none" else encoding)


def test_no_syllable_of_unicode_raises_the_alarm() -> None:
    """A false alarm would refuse a right answer, so every syllable is tried in every shape."""
    for syllable in syllables():
        for word in (syllable.old, syllable.new):
            shapes = (word, word.upper(), word.title(), unicodedata.normalize("NFD", word))
            assert [legacy(shape) for shape in shapes] == [None] * 4, word


def test_no_answer_of_the_other_tables_raises_the_alarm() -> None:
    for name in ("same", "tones", "docnums"):
        for typed, _, expected in comparisons(name):
            assert legacy(typed) is None
            assert legacy(expected) is None
    for name in ("numbers", "percents", "ranges", "dates", "lists"):
        for typed, _ in arrows(name):
            assert legacy(typed) is None


def test_a_soft_hyphen_is_a_letter_of_tcvn3() -> None:
    """With it, c­¬ng is cương; stripped of it, the word is gone."""
    assert legacy("c\u00ad¬ng") == "TCVN3"
    assert legacy("c¬ng") is None


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("Kh«ng", "TCVN3", True),
        ("quèc gia", "TCVN3", True),
        ("Phòng", "TCVN3", None),
        ("Không", "TCVN3", None),
        ("hái", "TCVN3", None),
        ("café", "TCVN3", None),
        ("hµ", "TCVN3", None),
        ("Hà Nam", "TCVN3", False),
        ("Côn Lôn, Hà Nam", "TCVN3", False),
        ("khoâng", "VNI", True),
        ("Hà Nam", "VNI", False),
    ],
)
def test_a_short_text_beside_others_in_an_old_encoding(
    text: str, code: Literal["TCVN3", "VNI"], told: bool | None
) -> None:
    """Unicode where only that is Vietnamese; nothing where both are, or neither."""
    assert likelier(text, code) is told


CODES: tuple[Literal["TCVN3", "VNI"], ...] = ("TCVN3", "VNI")


def test_no_syllable_of_unicode_is_likelier_in_an_old_encoding() -> None:
    for syllable in syllables():
        told = [likelier(syllable.new, code) for code in CODES]
        assert True not in told, syllable.new
