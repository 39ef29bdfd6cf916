"""What the key of a question says, and what statements say of themselves."""

from pathlib import Path

import pytest

from kit.formats.exchange import Fate, Imported
from tests.test_formats_lists import cluster, excel, only, word

OPTIONS = ("A. Sáng", "B. Trưa", "C. Tối")


def asked(number: int, *below: str) -> tuple[str, ...]:
    return f"Câu {number}. Chợ {number} họp lúc nào?", *OPTIONS, *below


def codes(imported: Imported, fate: Fate) -> list[str]:
    return [note.code for note in imported.notes if note.fate is fate]


# What the key says


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (("(1) Sáng", "(2) Trưa", "Đáp án: (2)"), "b"),
        ((*OPTIONS, "=> B đúng"), "b"),
        ((*OPTIONS, "B là đáp án đúng."), "b"),
        ((*OPTIONS[:2], "C. Tối (đúng nhất)"), "c"),
        (("Phương án 1: Sáng", "Phương án 2: Trưa", "Phương án đúng: 2"), "b"),
        (("PA A. Sáng", "PA B. Trưa", "Đáp án: B"), "b"),
    ],
)
def test_ways_to_give_the_key(lines: tuple[str, ...], key: str, tmp_path: Path) -> None:
    item = only(word(tmp_path, "Câu 1. Chợ họp lúc nào?", *lines))
    assert (item["key"], [*item["options"].values()][:2]) == (key, ["Sáng", "Trưa"])


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ((), None),
        (("Đáp án: B", "Đáp án: C"), None),
        (("Đáp án: 1", "Đáp án: B"), "b"),
        (("Đáp án: Sáng", "Đáp án: 3"), "b"),
    ],
)
def test_a_number_among_numbers_counts_options_where_others_do(
    others: tuple[str, ...], expected: str | None, tmp_path: Path
) -> None:
    """Else nobody knows whether it is the second option, or the one that says 2."""
    lines = [line for n, key in enumerate(others, 2) for line in asked(n, key)]
    imported = word(tmp_path, "Câu 1. Mấy?", "A. 4", "B. 3", "C. 2", "D. 1", "Đáp án: 2", *lines)
    if expected:
        assert imported.items[0]["key"] == expected
        return
    assert imported.left_out == (1,)
    [note] = [note for note in imported.notes if note.question == 1]
    assert (note.code, note.place) == ("key_two_ways", "đoạn 6")


def test_a_number_that_others_repeat_is_the_option_of_that_text(tmp_path: Path) -> None:
    year = ("Câu 1. Năm nào?", "A. 1945", "B. 1954", "Đáp án: 1954")
    two = ("Câu 2. Mấy?", "A. 3", "B. 1", "C. 2", "Đáp án: 2")
    assert [item["key"] for item in word(tmp_path, *year, *two).items] == ["b", "c"]
    same = ("Câu 1. Mấy?", "A. 1", "B. 2", "C. 3", "Đáp án: 2")
    assert only(word(tmp_path, *same))["key"] == "b"


@pytest.mark.parametrize(
    "key", ["Chọn B vì {}", "Đáp án B do {}", "Chọn đáp án B. {}", "Chọn B: {}"]
)
def test_a_reason_stands_behind_the_key(key: str, tmp_path: Path) -> None:
    item = only(word(tmp_path, *asked(1, key.format("chợ ấy chỉ họp vào buổi trưa"))))
    assert [*item["options"].values()] == ["Sáng", "Trưa", "Tối"]
    assert item["key"] == "b"
    assert "chợ ấy chỉ họp vào buổi trưa" in item["explanation"]


@pytest.mark.parametrize(
    ("key", "told"), [((), "no_key"), (("Đáp án: A, B, C",), "order_as_given"),
                      (("Đáp án: 1-2-3",), "order_as_given")]
)  # fmt: skip
def test_an_order_that_stands_there_already_is_to_be_looked_at(
    key: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    """It may be the right one; or all entries are right."""
    steps = ("A. Đào", "B. Trồng", "C. Tưới")
    imported = word(tmp_path, "Câu 1. Sắp xếp các bước trồng cây:", *steps, *key)
    [note] = imported.notes
    assert (note.code, note.fate is Fate.TOLD) == (told, False)


def test_an_order_without_any_key_is_to_be_looked_at_though_its_kind_is_named(
    tmp_path: Path,
) -> None:
    steps = ("A. Đào", "B. Trồng", "C. Tưới", "Loại câu: Sắp thứ tự")
    imported = word(tmp_path, "Câu 1. Các bước trồng cây:", *steps)
    assert only(imported)["sequence"] == ["Đào", "Trồng", "Tưới"]
    assert codes(imported, Fate.LOST) == ["order_as_given"]


# Statements


@pytest.mark.parametrize(
    ("right", "wrong"), [("(Đ) ", "(S) "), ("[Đúng] ", "[Sai] "), ("Đ  ", "S  "), ("(Đ) - ", "(S)")]
)
@pytest.mark.parametrize("wrapped", [False, True])
def test_a_judgement_may_stand_before_the_letter(
    right: str, wrong: str, wrapped: bool, tmp_path: Path
) -> None:
    lines = [f"{right}a) Chợ họp sáng", f"{wrong}b) Chợ bán cá", f"{right}c) Chợ có mái"]
    more = ["và họp cả chiều"] if wrapped else []
    item = only(word(tmp_path, "Câu 1. Về chợ phiên:", lines[0], *more, *lines[1:]))
    first = "Chợ họp sáng và họp cả chiều" if wrapped else "Chợ họp sáng"
    assert cluster(item) == [(first, "đúng"), ("Chợ bán cá", "sai"), ("Chợ có mái", "đúng")]


def test_a_statement_without_judgement_is_told(tmp_path: Path) -> None:
    lines = ("a) Chợ họp sáng (Đ)", "b) Chợ bán cá (S)", "c) Chợ có mái", "d) Chợ thu phí (Đ)")
    imported = word(tmp_path, "Câu 1. Về chợ phiên:", *lines)
    assert "not_all_judged" in codes(imported, Fate.LOST)


# One key or the other


@pytest.mark.parametrize("key", ["A/B", "A hoặc B", "a hay b", "Đáp án A / B", "A or B"])
def test_a_key_of_one_or_the_other_is_for_its_author_to_decide(key: str, tmp_path: Path) -> None:
    heads = ["Câu hỏi", "A", "B", "C", "Đáp án"]
    imported = excel(tmp_path, heads, ["Chợ họp lúc nào?", "Sáng", "Trưa", "Tối", key])
    [note] = imported.notes
    assert (imported.items, note.code, note.place) == ((), "key_either", "ô E2")


def test_a_question_that_is_said_to_have_several_keys_has_both(tmp_path: Path) -> None:
    heads = ["Câu hỏi", "A", "B", "C", "Đáp án", "Loại câu hỏi"]
    row = ["Chợ họp lúc nào?", "Sáng", "Trưa", "Tối", "A/B", "Nhiều đáp án"]
    assert only(excel(tmp_path, heads, row))["key"] == ["a", "b"]
