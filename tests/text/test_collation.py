import random

from hypothesis import given
from hypothesis import strategies as st

from kit.text import code_key, person_key, sort_key
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


def test_people_stand_in_the_order_of_their_given_names() -> None:
    """As in any Vietnamese list; the family name decides among those of one given name."""
    names = ["Trần Thị Ánh", "Nguyễn Văn An", "Đỗ An", "Lê Văn Bình", "Đinh Công Đức", "Vũ Dũng"]
    assert sorted(names, key=person_key) == [
        "Đỗ An",
        "Nguyễn Văn An",
        "Trần Thị Ánh",
        "Lê Văn Bình",
        "Vũ Dũng",
        "Đinh Công Đức",
    ]


def test_numbers_in_codes_and_names_go_by_their_value() -> None:
    assert sorted(["hv-1000", "hv-999", "an-1"], key=code_key) == ["an-1", "hv-999", "hv-1000"]
    assert sorted(["Học viên 10", "Học viên 9"], key=person_key) == ["Học viên 9", "Học viên 10"]


@given(st.lists(st.text(max_size=8)))
def test_any_people_can_be_sorted(texts: list[str]) -> None:
    assert sorted(sorted(texts, key=person_key), key=person_key) == sorted(texts, key=person_key)
