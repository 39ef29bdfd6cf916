"""Slips and habits of Word papers that once gave a question another one's key or options."""

from pathlib import Path

import pytest

from kit.formats.exchange import Fate
from tests.test_formats_keys import OPTIONS, asked, codes
from tests.test_formats_lists import only, word

TEXTS = {"a": "Sáng", "b": "Trưa", "c": "Tối", "d": "Khuya"}


@pytest.mark.parametrize(
    "lines",
    [
        ("A. Sáng\t\t✓ B. Trưa", "C. Tối\t\tD. Khuya"),
        ("(a) Sáng\t\t*(b) Trưa", "(c) Tối\t\t(d)Khuya"),
        ("A - Sáng      *B - Trưa", "C - Tối      D -Khuya"),
        ("a- Sáng\tb- Trưa", "c- Tối\td- Khuya", "→ b"),
        ("A. Sáng      B. Trưa", "C. Tối      C. Khuya", "Đáp án: B"),
        ("A. Sáng", "B. Trưa", "C. Tối", "D. Khuya", "Đáp án В"),  # a Cyrillic letter
    ],
)
def test_options_in_a_line_have_their_own_signs(lines: tuple[str, ...], tmp_path: Path) -> None:
    item = only(word(tmp_path, "Câu 1. Chợ họp lúc nào?", *lines))
    assert (item["options"], item["key"]) == (TEXTS, "b")


@pytest.mark.parametrize("line", ["d-07 ngày", "d -07 ngày", "d - 07 ngày"])
def test_a_dash_may_touch_a_number(line: str, tmp_path: Path) -> None:
    lines = ("a - 05 ngày", "b - 15 ngày", "c- 20 ngày", line)
    item = only(word(tmp_path, "Câu 1. Bao lâu?", *lines, "Đáp án: d"))
    assert [*item["options"].values()] == ["05 ngày", "15 ngày", "20 ngày", "07 ngày"]
    assert item["key"] == "d"


def test_dashes_that_touch_their_options_hide_no_question(tmp_path: Path) -> None:
    days = ("A- 05 ngày", "B- 15 ngày", "C- 20 ngày", "D- 30 ngày")
    first = ("1) Mấy ngày?", *days, "Đáp án: A", "Căn cứ: Điều 5")
    second = ("2 ) Năm nào?", "A-1945", "B- 1954", "C- 1975", "D- 1986", "Đáp án: B")
    third = ("3) Năm nào?", "A- 2014\tB- 2015", "C-2012\tD-2022", "Đáp án: D")
    small = [line.lower() for line in third]
    items = word(tmp_path, *first, *second, *third, "4) Năm nào?", *small[1:]).items
    assert [item["key"] for item in items] == ["a", "b", "d", "d"]
    for item in items[2:]:
        assert [*item["options"].values()] == ["2014", "2015", "2012", "2022"]


@pytest.mark.parametrize("key", ["=> {}", "→ {}", "=> Chọn {}", "-> Đáp án {}"])
@pytest.mark.parametrize("said", ["A, C", "a và c", "A,C."])
def test_an_arrow_may_lead_to_several_letters(key: str, said: str, tmp_path: Path) -> None:
    assert only(word(tmp_path, *asked(1, key.format(said))))["key"] == ["a", "c"]


def test_a_key_that_repeats_an_option_about_others_is_one(tmp_path: Path) -> None:
    options = ("A. Chỉ A", "B. A và B", "C. Không ai")
    item = only(word(tmp_path, "Câu 1. Ai đúng?", *options, "Đáp án: B. A và B"))
    assert item["key"] == "b"


@pytest.mark.parametrize("label", ["Câu 2Bà A hỏi gì?", "Câu 2l.Chợ nào?", "Câu 2 . Chợ nào?"])
def test_a_number_may_touch_what_follows(label: str, tmp_path: Path) -> None:
    number = "21" if "l" in label else "2"
    first = f"Câu {int(number) - 1}. Chợ đâu?"
    imported = word(tmp_path, first, *OPTIONS, "Đáp án: A", label, *OPTIONS, "Đáp án: B")
    assert [item["key"] for item in imported.items] == ["a", "b"]
    assert imported.items[1]["stem"].startswith(("Bà A", "Chợ nào"))


def test_a_list_in_a_question_counts_no_questions(tmp_path: Path) -> None:
    """Though the question has the number of one of its entries, behind one that is explained."""
    first = ("1. Chợ đâu?", *OPTIONS, "Đáp án: A", "Căn cứ: Điều 5")
    lines = ("2. Cho các ý:", "1. Chợ họp;", "2. Chợ bán;", "3. Chợ mua.", "Mấy ý đúng?")
    imported = word(tmp_path, *first, *lines, *OPTIONS, "Đáp án: B", "3. Chợ nào?", *OPTIONS)
    assert [item["key"] for item in imported.items] == ["a", "b"]
    assert imported.left_out == (3,)
    assert imported.items[1]["stem"].count("Chợ") == 3


@pytest.mark.parametrize("label", ["{}. ", "{}/ ", "Câu {}: "])
def test_keys_in_words_are_for_the_part_before_them(label: str, tmp_path: Path) -> None:
    """However its questions are counted; the part behind them begins where its heading stands."""
    parts = []
    for part, keys in (("PHẦN I. CHỢ", "BC"), ("PHẦN II. RUỘNG", "AB")):
        questions = (label.format(n) + f"{part} thứ {n} ra sao?" for n in (1, 2))
        parts += [part, *(line for one in questions for line in (one, *OPTIONS)), "ĐÁP ÁN"]
        parts += [f"Câu {n}. {OPTIONS['ABC'.index(key)]}" for n, key in enumerate(keys, 1)]
    imported = word(tmp_path, *parts)
    assert [item["key"] for item in imported.items] == ["b", "c", "a", "b"]
    assert codes(imported, Fate.LOST) == []


def test_keys_in_words_may_count_on_from_another_part(tmp_path: Path) -> None:
    first = ("PHẦN I", *asked(1, "Đáp án: A"), *asked(2, "Đáp án: A"))
    second = ("PHẦN II", *asked(3), *asked(4), "ĐÁP ÁN", "Câu 3. B. Trưa", "Câu 4. C. Tối")
    assert [item["key"] for item in word(tmp_path, *first, *second).items] == ["a", "a", "b", "c"]
