import pytest

from kit.text.syllables import is_syllable
from tests.text.syllable_table import syllables


def test_every_syllable_made_by_the_rules_is_one() -> None:
    for syllable in syllables():
        assert is_syllable(syllable.old, tones_too=True)
        assert is_syllable(syllable.new, tones_too=True)


@pytest.mark.parametrize("word", ["", "b", "ng", "ct", "date", "für", "chloé", "cácnguồn", "34"])
def test_other_words_are_not(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("word", ["tôt", "bồt", "tốf", "à\u0301"])
def test_with_tones_a_stop_needs_sac_or_nang_and_there_is_one_tone_only(word: str) -> None:
    assert not is_syllable(word, tones_too=True)
