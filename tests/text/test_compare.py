import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kit.text import Match, bare, equal, fold, has_marks, same
from tests.text.text_cases import comparisons
from tests.text.text_strategies import TEXTS

SIGNS = {"==": Match.EXACT, "~~": Match.SPELLING, "..": Match.BARE, "!=": Match.NONE}
WORDS = ("không", "chưa", "làm", "đúng", "hoà", "hòa", "kỷ", "kỉ", "luật", "10", "Khong", "Chưa,")
SENTENCES = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
ANY = st.one_of(SENTENCES, TEXTS)


@pytest.mark.parametrize(("typed", "sign", "expected"), comparisons("same"))
def test_table_of_comparisons(typed: str, sign: str, expected: str) -> None:
    assert same(typed, expected) is SIGNS[sign]
    assert equal(typed, expected) is (SIGNS[sign] >= Match.SPELLING)


@pytest.mark.parametrize(("one", "sign", "other"), comparisons("tones"))
def test_tone_places_are_exact_matches(one: str, sign: str, other: str) -> None:
    assert same(one, other) is SIGNS[sign]


def test_a_nearer_match_is_greater() -> None:
    assert Match.NONE < Match.BARE < Match.SPELLING < Match.EXACT


@given(ANY)
def test_every_text_equals_itself_composed_or_not(text: str) -> None:
    assert same(text, text) is Match.EXACT
    assert same(unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)) is (
        Match.EXACT
    )


@given(ANY, ANY)
def test_equal_is_symmetric_and_agrees_with_same(one: str, other: str) -> None:
    assert equal(one, other) is equal(other, one)
    assert equal(one, other) is (same(one, other) >= Match.SPELLING)


@given(SENTENCES, SENTENCES, SENTENCES)
def test_equal_is_transitive(one: str, two: str, three: str) -> None:
    if equal(one, two) and equal(two, three):
        assert equal(one, three)


@given(ANY, ANY)
def test_texts_with_different_digits_never_match(one: str, other: str) -> None:
    assume([c for c in one if c.isdigit()] != [c for c in other if c.isdigit()])
    assert same(one, other) is Match.NONE


@given(ANY, st.sampled_from("0123456789"), st.sampled_from("0123456789"), ANY)
def test_one_digit_changed_is_no_match(before: str, one: str, other: str, after: str) -> None:
    assume(one != other)
    assert same(before + one + after, before + other + after) is Match.NONE


@given(SENTENCES, SENTENCES)
def test_texts_with_different_negations_are_never_equal(one: str, other: str) -> None:
    assume(_negations(one) != _negations(other))
    assert not equal(one, other)


@given(SENTENCES, st.sampled_from(["không", "chưa"]), SENTENCES)
def test_a_negation_more_is_another_text(before: str, negation: str, after: str) -> None:
    plain = f"{before} {after}"
    assert same(f"{before} {negation} {after}", plain) is Match.NONE
    assert same(plain, f"{before} {negation} {after}") is Match.NONE


@given(ANY)
def test_what_is_typed_without_marks_matches_bare_at_least(text: str) -> None:
    assert same(bare(text), text) >= Match.BARE


@given(ANY, ANY)
def test_bare_needs_a_typed_text_without_marks(typed: str, expected: str) -> None:
    if same(typed, expected) is Match.BARE:
        assert not has_marks(typed)
        assert has_marks(expected)


def _negations(text: str) -> list[str]:
    return re.findall(r"\b(?:không|chưa)\b", fold(text))
