import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.text import split_list
from tests.text.text_cases import arrows


@pytest.mark.parametrize(("typed", "row"), arrows("lists"))
def test_table_of_lists(typed: str, row: str) -> None:
    assert split_list(typed) == [entry.strip() for entry in row.split("|") if entry.strip()]


@given(st.lists(st.sampled_from(["kỷ cương", "5 xây", "trung thực", "va chạm"])))
def test_any_separator_gives_the_entries_back(entries: list[str]) -> None:
    for separator in (", ", ";", "\n", " và ", ",\n"):
        assert split_list(separator.join(entries)) == entries


@given(st.text())
def test_no_entry_is_blank(text: str) -> None:
    assert all(entry == entry.strip() and entry for entry in split_list(text))
