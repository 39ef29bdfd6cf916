import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.text import visible
from tests.text.text_strategies import TEXTS


@given(TEXTS | st.text(alphabet=st.characters(), max_size=30))
def test_what_is_shown_can_be_printed_and_written_anywhere(text: str) -> None:
    shown = visible(text)
    assert shown.isprintable()
    shown.encode()
    assert visible(shown) == shown


@pytest.mark.parametrize("text", ["Nguyễn Văn A", "hv-001", "“đỏ” – 5%", "", "nguye\u0302\u0303n"])
def test_what_can_be_seen_stays(text: str) -> None:
    assert visible(text) == text


def test_what_cannot_be_seen_is_told_apart() -> None:
    odd = ["a\nb", "a\tb", "a\u202eb", "a\ud83db", "a\x00b", "ab", "a\u200bb", "a\u00a0b"]
    assert len({visible(text) for text in odd}) == len(odd)
    assert visible("a\nb\u202e") == "a\\nb\\u202e"


def test_what_is_cut_says_so() -> None:
    assert visible("x" * 9, 9) == "x" * 9
    assert visible("x" * 10, 9) == "x" * 8 + "…"
