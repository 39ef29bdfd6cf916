"""Where one question of a Word paper ends and the next begins, and whose key is whose."""

from pathlib import Path

import pytest

from kit.formats.exchange import Fate
from tests.test_formats_between import looking, stems
from tests.test_formats_keys import OPTIONS, asked, codes
from tests.test_formats_lists import only, word

FOUR = ("A. Sáng", "B. Trưa", "C. Tối", "D. Khuya")
REASON = "Căn cứ: Điều 5 quy chế chợ."


# Keys of several parts in one list


def parts(keys: list[list[str]]) -> list[str | list[list[str]]]:
    first = ("PHẦN I. CHỢ", *asked(1), "Câu 2. Chợ nào?", "A. Chợ phiên", *asked(3))
    second = ("PHẦN II. RUỘNG", *asked(1), *asked(2), *asked(3))
    tables = [[["Câu", *"123"], row] for row in keys]
    return [*first, *second, "ĐÁP ÁN", *tables]


def test_keys_of_a_part_stay_in_it_though_a_question_lost_its_options(tmp_path: Path) -> None:
    rows = [["Đáp án", *"BAC"], ["Đáp án", *"CAB"]]
    imported = word(tmp_path, *parts(rows))
    assert [item["key"] for item in imported.items] == ["b", "c", "c", "a", "b"]
    assert imported.left_out == (2,)


def test_keys_that_do_not_agree_with_the_parts_are_told(tmp_path: Path) -> None:
    """The second part begins with 2 by mistake, so that only the list begins anew."""
    first = ("PHẦN I. CHỢ", *asked(1), *asked(2), *asked(3))
    second = ("PHẦN II. RUỘNG", *asked(2), *asked(3), *asked(4))
    imported = word(tmp_path, *first, *second, "ĐÁP ÁN", "1-B 2-C 3-A", "1-A 2-B 3-C")
    told = {note.question for note in imported.notes if note.code == "key_of_part"}
    assert told >= {2, 3, 4, 5}


# Where a question begins


@pytest.mark.parametrize("heading", ["", "B. VIỆC RUỘNG ĐỒNG"])
def test_a_part_that_begins_behind_a_reason_is_not_lost(heading: str, tmp_path: Path) -> None:
    def question(n: int, stem: str) -> tuple[str, ...]:
        return f"{n}. {stem}", *OPTIONS, "Đáp án: B", REASON

    first = ("A. VIỆC CHỢ PHIÊN", *question(1, "Chợ nào?"), *question(2, "Chợ đâu?"))
    second = (*filter(None, [heading]), *question(1, "Ruộng nào?"), *question(2, "Ruộng đâu?"))
    imported = word(tmp_path, *first, *second)
    assert stems(imported) == ["Chợ nào?", "Chợ đâu?", "Ruộng nào?", "Ruộng đâu?"]
    assert [*imported.items[1]["options"].values()] == ["Sáng", "Trưa", "Tối"]


def test_parts_named_by_letters_are_no_options(tmp_path: Path) -> None:
    first = ("A. VIỆC CHỢ PHIÊN", *asked(1, "Đáp án: B"))
    second = ("B. VIỆC RUỘNG ĐỒNG", *asked(2, "Đáp án: A"))
    third = ("C. VIỆC LÀNG XÃ", *asked(3))
    fourth = ("D. VIỆC NƯỚC NON", *asked(4))
    imported = word(tmp_path, *first, *second, *third, *fourth, "ĐÁP ÁN", "3-C 4-A")
    assert [item["tags"]["topic"] for item in imported.items][1:] == [
        second[0],
        third[0],
        fourth[0],
    ]
    assert all(len(item["options"]) == 3 for item in imported.items)
    assert codes(imported, Fate.LOST) == []


def test_an_option_in_capitals_is_one(tmp_path: Path) -> None:
    lines = ("A. Một", "B. Hai", "C. Ba", "D. VIỆT NAM", "Đáp án: D")
    imported = word(tmp_path, "Câu 1. Nước nào?", *lines, *asked(2, "Đáp án: A"))
    assert imported.items[0]["options"]["d"] == "VIỆT NAM"


def test_lessons_over_numbers_are_no_questions(tmp_path: Path) -> None:
    lines = [
        line
        for part in (1, 2)
        for line in (
            f"BÀI {part}: VIỆC THỨ {part}",
            *(one for n in (1, 2, 3) for one in (f"{n}. Chợ {part}{n}?", *OPTIONS, "Đáp án: B")),
        )
    ]
    imported = word(tmp_path, *lines)
    assert stems(imported) == [f"Chợ {part}{n}?" for part in (1, 2) for n in (1, 2, 3)]


@pytest.mark.parametrize("mark", [".", ")", " -"])
@pytest.mark.parametrize("label", ["Câu {}. ", "{}. "])
def test_roman_numbers_below_each_other_in_a_question_are_its_list(
    mark: str, label: str, tmp_path: Path
) -> None:
    listed = [f"{roman}{mark} Chợ họp phiên {n}" for n, roman in enumerate(("I", "II", "III"), 1)]
    lines = (label.format(2) + "Cho các ý:", *listed, "Mấy ý đúng?", *OPTIONS, "Đáp án: B")
    imported = word(tmp_path, label.format(1) + "Chợ nào?", *OPTIONS, "Đáp án: A", *lines)
    assert [item["key"] for item in imported.items] == ["a", "b"]
    assert imported.items[1]["stem"].count("họp phiên") == 3


def test_a_list_behind_options_is_no_question_and_is_told(tmp_path: Path) -> None:
    """The number before it lost its dot, so that the list seems to stand behind the question."""
    lost = ("21 Xét các ý:", "1. Chợ họp", "2. Chợ bán", "3. Chợ mua", "Mấy ý?", *OPTIONS)
    lines = [line for n in (19, 20) for line in (f"{n}. Chợ {n}?", *OPTIONS, "Đáp án: B")]
    imported = word(tmp_path, *lines, *lost, "Đáp án: C", "22. Chợ 22?", *OPTIONS, "Đáp án: A")
    assert stems(imported) == ["Chợ 19?", "Chợ 20?", "Mấy ý?", "Chợ 22?"]
    assert codes(imported, Fate.LOST) == ["reason_unsure", "no_number"]


@pytest.mark.parametrize("label", ["Câu {}. ", "Câu hỏi {}: "])
def test_a_question_may_stand_behind_the_last_option_of_another(label: str, tmp_path: Path) -> None:
    lines = [f"{label.format(n)}Chợ {n}?" for n in (1, 2, 3)]
    glued = (*OPTIONS[:2], f"C. Tối {lines[1]}")
    imported = word(tmp_path, lines[0], *glued, *OPTIONS, lines[2], *OPTIONS, "ĐÁP ÁN", "1A 2B 3C")
    assert stems(imported) == ["Chợ 1?", "Chợ 2?", "Chợ 3?"]
    assert [item["key"] for item in imported.items] == ["a", "b", "c"]


@pytest.mark.parametrize("label", ["Câu 2: Câu 2. ", "Câu 2.2. "])
def test_a_number_typed_twice_is_no_part_of_the_question(label: str, tmp_path: Path) -> None:
    first = [line for n in range(1, 2) for line in asked(n, "Đáp án: B")]
    rest = [line for n in range(3, 14) for line in asked(n, "Đáp án: B")]
    imported = word(tmp_path, *first, f"{label}Chợ nào?", *OPTIONS, "Đáp án: A", *rest)
    assert imported.items[1]["stem"] == "Chợ nào?"


def test_options_of_another_question_behind_a_reason_are_told(tmp_path: Path) -> None:
    lines = ("Chợ họp và", "chợ bán gì?", *OPTIONS)
    imported = word(tmp_path, *asked(1, "Đáp án: B", REASON, *lines), *asked(2, "Đáp án: A"))
    assert {*codes(imported, Fate.LOST)} & {"strange_line", "no_number"}


# Options


def test_an_option_without_its_dot_is_no_heading(tmp_path: Path) -> None:
    lines = [("Câu 1. Năm nào?", ""), ("A. 1930", ""), ("B. 1945", "b"), ("C 1960", "")]
    rest = [("Câu 2. Năm nào?", ""), ("A. 1930", ""), ("B. 1945", "b"), ("C. 1960", "")]
    imported = looking(tmp_path, *lines, *rest)
    assert [[*item["options"].values()] for item in imported.items] == [
        ["1930", "1945", "1960"]
    ] * 2


@pytest.mark.parametrize("line", ["C. Tối D. Khuya", "C. Tối; D. Khuya"])
def test_the_last_option_may_stand_behind_another(line: str, tmp_path: Path) -> None:
    others = (*asked_four(1), *asked_four(2))
    item = word(tmp_path, *others, "Câu 3. Lúc nào?", *FOUR[:2], line, "Đáp án: D").items[2]
    assert item["options"]["d"] == "Khuya"
    assert item["key"] == "d"


def asked_four(n: int) -> tuple[str, ...]:
    return f"Câu {n}. Chợ {n} họp lúc nào?", *FOUR, "Đáp án: A"


@pytest.mark.parametrize("line", ["C. Tối        D khuya", "C. Tối muộn d) khuya"])
def test_a_letter_inside_an_option_is_told_where_one_is_missing(line: str, tmp_path: Path) -> None:
    others = (*asked_four(1), *asked_four(2))
    imported = word(tmp_path, *others, "Câu 3. Lúc nào?", *FOUR[:2], line, "Đáp án: A")
    assert "odd_letters" in codes(imported, Fate.LOST)


def test_a_line_without_letter_where_one_is_missing_is_told(tmp_path: Path) -> None:
    others = (*asked_four(1), *asked_four(2))
    imported = word(tmp_path, *others, "Câu 3. Lúc nào?", *FOUR[:3], "lúc khuya", "Đáp án: A")
    assert "line_unsure" in codes(imported, Fate.LOST)


@pytest.mark.parametrize("mark", ["..", ". .", ".:", ".)", ")."])
def test_a_mark_typed_twice_is_no_part_of_an_option(mark: str, tmp_path: Path) -> None:
    item = only(word(tmp_path, "Câu 1. Lúc nào?", "A. Sáng", f"B{mark} Trưa", "Đáp án: B"))
    assert item["options"] == {"a": "Sáng", "b": "Trưa"}


@pytest.mark.parametrize(
    ("text", "told"), [("C. Mác", False), ("C. 30 ngày", True), ("C. Trong vòng mười ngày", True)]
)
def test_a_letter_typed_twice_is_told_unless_it_is_an_initial(
    text: str, told: bool, tmp_path: Path
) -> None:
    lines = ("Câu 1. Ai viết?", "A. Một", "B. Hai", f"C. {text}", "Đáp án: C")
    assert ("odd_letters" in codes(word(tmp_path, *lines), Fate.LOST)) == told


def test_a_number_alone_inside_a_question_is_told(tmp_path: Path) -> None:
    imported = word(tmp_path, "Câu 1. Lúc nào?", "7", *OPTIONS, "Đáp án: B", *asked(2))
    assert "strange_line" in codes(imported, Fate.LOST)


def test_a_number_below_options_that_are_numbers_is_no_page(tmp_path: Path) -> None:
    years = ("A. 1930", "B. 1945", "C. 1975", "1986", "Đáp án: A")
    imported = word(tmp_path, *asked_four(1), *asked_four(2), "Câu 3. Năm nào?", *years)
    assert "line_unsure" in codes(imported, Fate.LOST)


def test_capitals_in_a_line_are_the_options_of_a_list_of_small_letters(tmp_path: Path) -> None:
    """Also in the last question, behind which no number goes on."""
    listed = ("a) Chợ họp", "b) Chợ bán", "c) Chợ mua", "Mấy ý đúng?")
    lines = ("Câu 2. Cho các ý:", *listed, "A. Một\tB. Hai", "C. Ba\tD. Bốn", "Đáp án: C")
    item = word(tmp_path, *asked_four(1), *lines).items[1]
    assert [*item["options"].values()] == ["Một", "Hai", "Ba", "Bốn"]
