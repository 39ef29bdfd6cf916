"""Banks as YAML that people read: what is added stands beside what was there."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.bank import parse
from kit.errors import UserError
from kit.formats.yaml_bank import new_bank, with_items
from kit.text import nfc
from kit.yaml import read

DAY = date(2026, 11, 22)
ITEM = {"id": "mot", "kind": "true_false", "stem": "Một.", "key": "đúng"}
OTHER = {"id": "hai", "kind": "single", "stem": "Hai?", "options": {"a": "x", "b": "y"}, "key": "a"}


def test_a_bank_as_people_write_it() -> None:
    items = [
        {
            "key": ["a", "b"], "kind": "multiple", "id": "mot", "rule": "net-correct",
            "stem": "Theo bài báo, những việc nào sau đây được nêu là việc phải làm ngay trong năm "
            "2024 của thành phố?",
            "options": {"a": "Có: dấu", "b": "# thăng", "c": "null"},
            "explanation": "Dòng một\n\nDòng hai", "points": 2,
            "cite": [{"source": "dn", "paragraph": 5, "phrase": "x"}],
        }
    ]  # fmt: skip
    assert new_bank("bai", "Bài", DAY, items, ["Lời dẫn."]) == (
        "# yaml-language-server: $schema=./bank.schema.json\n"
        "# Lời dẫn.\n\nformat: 1\nid: bai\ntitle: Bài\nas_of: 2026-11-22\n\nitems:\n"
        "  - id: mot\n    kind: multiple\n    stem: >-\n"
        "      Theo bài báo, những việc nào sau đây được nêu là việc phải làm ngay trong năm 2024"
        " của thành\n      phố?\n"
        "    points: 2\n"
        '    options:\n      a: "Có: dấu"\n      b: "# thăng"\n      c: "null"\n'
        "    key: [a, b]\n    rule: net-correct\n"
        "    explanation: |-\n      Dòng một\n\n      Dòng hai\n"
        "    cite:\n      - source: dn\n        paragraph: 5\n        phrase: x\n"
    )


TEXTS = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
        | st.sampled_from(" \n:#-'\"[]{},&*!|>%@`~?"),
        min_size=1,
        max_size=150,
    )
    .map(lambda text: nfc(text).strip())
    .filter(bool)
)


@given(st.dictionaries(TEXTS, TEXTS, min_size=1, max_size=2), st.lists(TEXTS, max_size=3))
def test_any_text_comes_back(pairs: dict[str, str], texts: list[str]) -> None:
    item = {"id": "x", "pairs": pairs, "accept": texts, "groups": [texts, ["a"]]}
    data = read(new_bank("x", "y", DAY, [item], ["# \u2028 lạ"]), "x").data
    [made] = data["items"]
    assert made["pairs"] == pairs
    assert (made["accept"] or []) == texts
    assert (made["groups"][0] or []) == texts


OLD = """\
# Đầu tệp
format: 1
id: q
title: Bài  # tên
as_of: 2026-11-22
items:
- id: cu
  # chú thích trong câu
  kind: true_false
  stem: "Cũ."
  key: sai

# cuối các câu
settings: {mode: practice}
"""


def test_items_are_added_where_they_belong_and_nothing_else_changes() -> None:
    text = with_items(OLD, "q.yaml", [ITEM, OTHER])
    assert [item.id for item in parse(text, "q.yaml")[0].items] == ["cu", "mot", "hai"]
    before, after = OLD.split("  key: sai\n")
    assert text.startswith(f"{before}  key: sai\n\n- id: mot\n  kind: true_false\n")
    assert text.endswith(after)


def test_items_are_added_at_the_end_of_a_file() -> None:
    text = new_bank("q", "Bài", DAY, [ITEM], [])
    twice = with_items(text, "q.yaml", [OTHER])
    assert twice == new_bank("q", "Bài", DAY, [ITEM, OTHER], [])
    assert parse(twice.rstrip("\n"), "q.yaml")[0].items
    without_end = with_items(text.rstrip("\n"), "q.yaml", [OTHER])
    assert parse(without_end, "q.yaml")[0] == parse(twice, "q.yaml")[0]


@pytest.mark.parametrize("items", ["items: [{id: a}]", "items:", "pool: [a]", "title: x"])
def test_a_bank_without_a_list_to_add_to_is_refused(items: str) -> None:
    with pytest.raises(UserError) as caught:
        with_items(f"format: 1\n{items}\n", "q.yaml", [ITEM])
    assert caught.value.hint
