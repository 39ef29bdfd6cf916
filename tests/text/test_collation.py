import random

from hypothesis import given
from hypothesis import strategies as st

from kit.text import sort_key
from tests.text.text_cases import lines


def test_the_table_is_in_order_whatever_order_it_comes_in() -> None:
    entries = lines("order")
    shuffled = random.Random(1).sample(entries, len(entries))
    assert sorted(shuffled, key=sort_key) == entries


def test_da_nang_stands_between_dung_and_em() -> None:
    assert sorted(["Em", "Đà Nẵng", "Hà Nội", "Dung"], key=sort_key) == [
        "Dung",
        "Đà Nẵng",
        "Em",
        "Hà Nội",
    ]


def test_letters_outrank_tones() -> None:
    """Tones are looked at only when all letters are equal: bà con stands after ba con."""
    assert sorted(["bà con", "ba con", "bà cha", "bá cơ"], key=sort_key) == [
        "bà cha",
        "ba con",
        "bà con",
        "bá cơ",
    ]


@given(st.lists(st.text(max_size=8)))
def test_any_texts_can_be_sorted_and_the_order_is_total(texts: list[str]) -> None:
    once = sorted(texts, key=sort_key)
    assert sorted(reversed(texts), key=sort_key) == once
