import sys
import unicodedata

import pytest
from hypothesis import given

from kit.text import bare, fold, has_marks, nfc
from tests.text.syllable_table import syllables
from tests.text.text_cases import comparisons
from tests.text.text_strategies import TEXTS


@pytest.mark.parametrize(("one", "sign", "other"), comparisons("tones"))
def test_both_tone_places_of_an_open_syllable_fold_to_one_and_no_others_do(
    one: str, sign: str, other: str
) -> None:
    assert (fold(one) == fold(other)) is (sign == "==")


def test_the_tone_table_has_at_least_forty_words() -> None:
    assert sum(sign == "==" for _, sign, _ in comparisons("tones")) >= 40


def test_of_all_syllables_only_the_two_spellings_of_one_syllable_meet() -> None:
    """Old and new spelling fold alike; no two syllables that are written differently do."""
    written: dict[str, str] = {}
    count = 0
    for syllable in syllables():
        assert fold(syllable.old) == fold(syllable.new)
        assert written.setdefault(fold(syllable.new), syllable.new) == syllable.new
        count += 1
    assert count > 12_000


def test_only_open_oa_oe_uy_are_rewritten_among_all_syllables() -> None:
    for syllable in syllables():
        if syllable.rhyme not in ("oa", "oe", "uy") or syllable.onset == "qu":
            assert fold(syllable.new) == syllable.new


@pytest.mark.parametrize("word", ["chloé", "canoë", "quý", "giá", "tuyên", "hoàn", "hoà2", "xhoà"])
def test_words_that_are_no_open_syllable_keep_their_letters(word: str) -> None:
    assert fold(word) == word


def test_every_character_is_folded_once_and_for_all() -> None:
    """Folding twice changes nothing, whatever character of Unicode stands in the text."""
    characters = [
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(char) not in ("Cn", "Co", "Cs")
    ]
    for start in range(0, len(characters), 64):
        chunk = characters[start : start + 64]
        for text in (" ".join(chunk), "".join(f"hoà{char}oá" for char in chunk)):
            assert fold(fold(text)) == fold(text)
            assert bare(bare(text)) == bare(text)


@given(TEXTS)
def test_fold_and_bare_are_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert bare(bare(text)) == bare(text)


@given(TEXTS)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(nfc(text)) == fold(text)


@given(TEXTS)
def test_fold_keeps_every_digit(text: str) -> None:
    assert [c for c in fold(text) if c.isdigit()] == [c for c in text if c.isdigit()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("đùn đẩy", "dun day"), ("Ðà Nẵng.", "da nang"), ("kỷ luật", "ky luat"), ("café", "cafe")],
)
def test_bare_takes_every_mark_off(text: str, expected: str) -> None:
    assert bare(text) == expected


@pytest.mark.parametrize("text", ["đ", "Đ", "Ð", "à", "a\u0300", "ư", "kỷ luật", "café"])
def test_has_marks_sees_any_diacritic(text: str) -> None:
    assert has_marks(text)


@pytest.mark.parametrize("text", ["", "ky luat", "10 – 19", "“ab”", "a\u00a0b", "KY LUAT"])
def test_has_marks_is_not_misled_by_other_characters(text: str) -> None:
    assert not has_marks(text)


@given(TEXTS)
def test_nothing_bare_has_marks(text: str) -> None:
    assert not has_marks(bare(text))
