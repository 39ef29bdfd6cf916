"""Ordinary banks in which a sign, a number or a word may be taken for a key, and is none."""

from pathlib import Path

import pytest

from kit.formats.exchange import Fate
from tests.test_formats_keys import codes
from tests.test_formats_lists import excel, only, word
from tests.test_formats_own_signs import marked, shown


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [("[x]", "[ ]", "aba"), ("☑", "☐", "aba"), ("✓", "✗", "aba"), ("#", "$", "")],
)
def test_of_two_options_an_empty_box_is_never_the_right_one(
    right: str, wrong: str, found: str, tmp_path: Path
) -> None:
    """And of two signs that nobody knows neither is."""
    lines = []
    for n, first in enumerate((True, False, True), 1):
        signs = (right, wrong) if first else (wrong, right)
        lines += [f"Câu {n}. Chợ {n} họp lúc nào?", f"{signs[0]} A. Sáng", f"{signs[1]} B. Tối"]
    imported = word(tmp_path, *lines)
    assert [item["key"] for item in imported.items if "key" in item] == [*found]
    assert found or len(codes(imported, Fate.LEFT_OUT) + codes(imported, Fate.LOST)) == 3


def test_a_sign_before_letters_that_nobody_else_has_is_told(tmp_path: Path) -> None:
    assert codes(word(tmp_path, *marked("#{letter}. {text}")), Fate.TOLD) == ["own_sign_first"]


@pytest.mark.parametrize("last", ["Tất cả đều đúng", "Ý kiến này đúng"])
def test_a_word_that_ends_an_option_is_no_sign(last: str, tmp_path: Path) -> None:
    lines = []
    for n in range(1, 5):
        lines += [f"Câu {n}. Chợ {n} họp lúc nào?", "A. Sáng", "B. Tối", f"C. {last}"]
    imported = word(tmp_path, *lines)
    assert imported.items == ()
    assert codes(imported, Fate.LEFT_OUT) == ["no_key"] * 4


@pytest.mark.parametrize("said", ["A, C. Vì Điều 5", "A, C (Điều 5)", "A và C vì Điều 5"])
def test_a_reason_behind_several_letters_leaves_them_all(said: str, tmp_path: Path) -> None:
    item = only(
        word(tmp_path, "Câu 1. Chợ họp lúc nào?", "A. Sáng", "B. Trưa", "C. Tối", f"Đáp án: {said}")
    )
    assert (item["kind"], item["key"]) == ("multiple", ["a", "c"])
    assert "Điều 5" in item["explanation"]


def test_a_number_that_an_option_says_may_be_that_option(tmp_path: Path) -> None:
    lines = ("Câu 1. Chợ họp mấy phiên?", "A. 2", "B. 3", "C. 4", "D. 5", "Đáp án: 3 (Điều 9)")
    assert codes(word(tmp_path, *lines), Fate.LEFT_OUT) == ["key_two_ways"]


@pytest.mark.parametrize(
    ("texts", "key"), [(("19/5", "3/2", "2/9"), "3/2"), (("1/2", "2/3", "3/4"), "2/3")]
)
def test_a_day_or_a_part_is_no_choice_between_two(
    texts: tuple[str, ...], key: str, tmp_path: Path
) -> None:
    row = ["Chợ họp ngày nào?", *texts, key]
    assert only(excel(tmp_path, ["Câu hỏi", "A", "B", "C", "Đáp án"], row))["key"] == "b"


def test_1_and_0_are_words_where_options_are_true_and_false(tmp_path: Path) -> None:
    rows = [[f"Chợ {n} họp buổi sáng.", "Đúng", "Sai", n % 2] for n in range(1, 7)]
    imported = excel(tmp_path, ["Câu hỏi", "A", "B", "Đáp án"], *rows)
    assert [item["key"] for item in imported.items] == ["đúng"] * 3
    assert len(codes(imported, Fate.LEFT_OUT)) == 3


def test_options_that_are_called_answers_are_no_keys(tmp_path: Path) -> None:
    lines = ("Câu 1. Chợ họp lúc nào?", "Đáp án 1: Sáng", "Đáp án 2: Tối")
    imported = word(tmp_path, *lines)
    assert imported.items == ()
    assert codes(imported, Fate.LEFT_OUT) == ["no_options_for"]


def test_numbers_below_zero_keep_their_sign(tmp_path: Path) -> None:
    lines = ("Câu 1. Giá đổi ra sao?", "A. - 5%", "B. - 3%", "C. - 2%", "Đáp án: B")
    assert shown(word(tmp_path, *lines)) == [["- 5%", "- 3%", "- 2%"]]


def test_a_bold_basis_below_a_key_is_no_heading(tmp_path: Path) -> None:
    lines = (
        "Câu 1. Chợ họp lúc nào?", "A. Sáng", "B. Tối", "Đáp án: A", "**- Điều 12 Nội quy chợ**",
        "Câu 2. Chợ ở đâu?", "A. Bến", "B. Gò", "Đáp án: B",
    )  # fmt: skip
    imported = word(tmp_path, *lines)
    assert [item.get("topic") for item in imported.items] == [None, None]


def test_an_hour_of_a_day_and_a_word_alone_are_no_remnants_of_a_page(tmp_path: Path) -> None:
    lines = (
        "Câu 1. Xếp theo giờ:", "11:30 30/4/1975: chợ đóng cửa.", "Việc nào trước?",
        "A. Sáng", "B. Tối", "Đáp án: A",
    )  # fmt: skip
    assert "11:30 30/4/1975" in only(word(tmp_path, *lines))["stem"]
    options = ("Câu 1. Sổ chợ thuộc loại nào?", "Công khai", "Nội bộ", "Mật", "Đáp án: B")
    imported = word(tmp_path, *options)
    assert "passed_over" not in codes(imported, Fate.LOST) + codes(imported, Fate.TOLD)
