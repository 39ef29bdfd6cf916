import unicodedata

import pytest

from kit.text import legacy
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
