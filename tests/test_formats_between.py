"""Lines that stand between questions of a Word paper: none of them slips into a question."""

from pathlib import Path
from typing import Any

import pytest
from docx import Document

from kit.formats.banks import read_questions
from kit.formats.exchange import Fate, Imported
from tests.test_formats_keys import codes
from tests.test_formats_lists import word

FIRST = ("Chợ họp lúc nào?", "A. Sáng", "B. Trưa", "Đáp án: B")
SECOND = ("Chợ bán gì?", "A. Cá", "B. Rau", "Đáp án: A")
STEMS = ["Chợ họp lúc nào?", "Chợ bán gì?"]


def looking(path: Path, *lines: tuple[str, str]) -> Imported:
    """The reading of lines of which some are bold (``b``) or centred (``c``)."""
    document = Document()
    for text, looks in lines:
        paragraph: Any = document.add_paragraph()
        paragraph.add_run(text).bold = "b" in looks
        paragraph.alignment = 1 if "c" in looks else None
    document.save(str(path / "a.docx"))
    return read_questions(path / "a.docx")


def plainly(*lines: str) -> list[tuple[str, str]]:
    return [(line, "") for line in lines]


def stems(imported: Imported) -> list[str]:
    return [item["stem"] for item in imported.items]


# Banks without numbers


@pytest.mark.parametrize(
    "line",
    [
        "Chọn phương án đúng",
        "Chọn phương án trả lời đúng nhất.",
        "Hãy chọn câu trả lời đúng trong các câu sau:",
        "Đồng chí hãy chọn đáp án đúng",
        "Khoanh tròn vào chữ cái trước câu trả lời đúng",
        "Đánh dấu x vào ô trước ý đúng.",
    ],
)
@pytest.mark.parametrize("number", ["", "Câu {}. "])
def test_an_instruction_is_no_part_of_a_question(line: str, number: str, tmp_path: Path) -> None:
    questions = [(number.format(n) + one[0], *one[1:]) for n, one in enumerate((FIRST, SECOND), 1)]
    imported = word(tmp_path, line, *questions[0], line, *questions[1])
    assert stems(imported) == STEMS
    assert imported.items[0]["options"] == {"a": "Sáng", "b": "Trưa"}
    assert "explanation" not in imported.items[0]
    assert codes(imported, Fate.LOST) == []
    assert codes(imported, Fate.TOLD).count("passed_over") == 2


def test_an_instruction_that_asks_is_a_question(tmp_path: Path) -> None:
    one = ("Chọn câu đúng:", "A. Chợ họp sáng", "B. Chợ họp trưa", "Đáp án: B")
    imported = word(tmp_path, *FIRST, *one)
    assert stems(imported) == [STEMS[0], "Chọn câu đúng:"]


@pytest.mark.parametrize(
    ("heading", "looks"), [("CHỢ PHIÊN", ""), ("Chợ phiên", "b"), ("Về chợ phiên", "c")]
)
@pytest.mark.parametrize("more", [(), ("Chọn phương án đúng",)])
def test_a_heading_is_no_part_of_a_question(
    heading: str, looks: str, more: tuple[str, ...], tmp_path: Path
) -> None:
    """Where it looks like one, and the question below it does not."""
    first, others = ("HÁT XOAN", "bc"), plainly(*more)
    imported = looking(
        tmp_path, first, *others, *plainly(*FIRST), (heading, looks), *others, *plainly(*SECOND)
    )
    assert stems(imported) == STEMS
    assert codes(imported, Fate.LOST) == []
    assert [item["tags"]["topic"] for item in imported.items] == ["HÁT XOAN", heading]


@pytest.mark.parametrize("looks", ["", "b"])
def test_a_line_that_may_be_of_the_question_is_told(looks: str, tmp_path: Path) -> None:
    """As it looks like the question below it; a sentence that was broken is none."""
    lines = [("Nhóm của tổ hai", looks), (SECOND[0], looks), *plainly(*SECOND[1:])]
    imported = looking(tmp_path, (FIRST[0], looks), *plainly(*FIRST[1:]), *lines)
    assert stems(imported) == [STEMS[0], f"Nhóm của tổ hai\n\n{STEMS[1]}"]
    [note] = [note for note in imported.notes if note.fate is Fate.LOST]
    assert (note.code, note.question) == ("stem_unsure", 2)
    assert "“Nhóm của tổ hai”" in note.message
    broken = word(tmp_path, *FIRST, "Chợ ở cuối", "xóm bán gì?", *SECOND[1:])
    assert stems(broken) == [STEMS[0], "Chợ ở cuối xóm bán gì?"]
    assert codes(broken, Fate.LOST) == []


# Roman numbers


def test_roman_numbers_are_those_of_questions_where_there_are_no_others(tmp_path: Path) -> None:
    imported = word(
        tmp_path, f"Câu I. {FIRST[0]}", *FIRST[1:], f"CÂU II (2 điểm): {SECOND[0]}", *SECOND[1:]
    )
    assert stems(imported) == STEMS
    assert imported.items[1]["points"] == "2"
    lists = ("1. Chợ họp sáng.", "2. Chợ bán cá.", "Số ý đúng là:")
    with_list = word(
        tmp_path, f"Câu I. {FIRST[0]}", *FIRST[1:], "Câu II. Cho:", *lists, *SECOND[1:]
    )
    assert len(with_list.items) == 2
    lines = ("Câu I. Một?", *FIRST[1:3], "Câu II. Hai?", *SECOND[1:3])
    keyed = word(tmp_path, *lines, "ĐÁP ÁN", "1-B 2-A")
    assert [item["key"] for item in keyed.items] == ["b", "a"]


@pytest.mark.parametrize("label", ["{}. {}", "Câu {}. {}"])
def test_roman_numbers_over_others_are_those_of_parts(label: str, tmp_path: Path) -> None:
    """Their number stays in their name: two parts may have the same one."""
    both = [
        line
        for n, one in enumerate((FIRST, SECOND), 1)
        for line in (label.format(n, one[0]), *one[1:])
    ]
    imported = word(tmp_path, "Câu I. Về chợ", *both, "Câu II. Về chợ", *both)
    assert stems(imported) == STEMS * 2
    topics = [item["tags"]["topic"] for item in imported.items]
    assert topics == ["Câu I. Về chợ"] * 2 + ["Câu II. Về chợ"] * 2


# Pages


def test_a_line_on_every_page_is_no_part_of_what_it_parts(tmp_path: Path) -> None:
    """Though nothing in it counts. A line that always stands in a sentence is a part of it."""
    lines: list[str] = []
    for n in range(1, 9):
        question = [f"Câu {n}. Chợ thứ {n} ở cuối xóm bán", "những gì?", "A. Cá", "B. Rau"]
        head = ["HỘI THI KIẾN THỨC"] * (n % 2)
        lines += [*question[: n // 2 + 1], *head, *question[n // 2 + 1 :]]
        lines += ["C. Gạo", "D. Muối", "Đáp án: B"]
    imported = word(tmp_path, *lines)
    assert stems(imported) == [f"Chợ thứ {n} ở cuối xóm bán những gì?" for n in range(1, 9)]
    assert codes(imported, Fate.LOST) == []
    long = [line for n in range(1, 9) for line in (f"Câu {n}. Vào lúc {n} giờ, Hội",
            "Nông dân xã bán những", "gì?", "A. Cá", "B. Rau", "C. Gạo", "D. Muối", "E. Bánh",
            "F. Quà", "G. Cây", "H. Hoa", "Đáp án: B")]  # fmt: skip
    assert "Hội Nông dân xã" in " ".join(stems(word(tmp_path, *long))[4].split())


def test_options_without_letters_may_say_the_same(tmp_path: Path) -> None:
    """However evenly they stand below each other."""
    names = [a + b for a in "bcdg" for b in ("a mè", "ô lăng", "ê trắm", "u chim")]
    lines: list[tuple[str, str]] = []
    for n, name in enumerate(names, 1):
        lines += plainly(f"Câu {n}. Chợ thứ {n} bán gì?", f"Cá {name}", f"Rau của bà {name}")
        lines += [("Gạo nếp của làng", "b")] if n % 4 == 0 else []
        lines += [(f"Muối kho cá {name}", "b" * (n % 4 > 0))]
    imported = looking(tmp_path, *lines)
    assert [len(item["options"]) for item in imported.items] == [3, 3, 3, 4] * 4


# Columns


def test_options_in_columns_go_on_at_their_tabs(tmp_path: Path) -> None:
    lines = ("A. Nhà của\tC. Vườn của", "người bán cá\tngười mua rau", "B. Ao\tD. Ruộng")
    imported = word(tmp_path, "Câu 1. Chợ ở đâu?", *lines, "và đồng\tvà bãi", "Đáp án: C")
    assert [*imported.items[0]["options"].values()] == [
        "Nhà của người bán cá", "Ao và đồng", "Vườn của người mua rau", "Ruộng và bãi",
    ]  # fmt: skip
    assert codes(imported, Fate.LOST) == []


def test_of_options_in_columns_nobody_knows_which_goes_on(tmp_path: Path) -> None:
    for at in (1, 2):
        lines = ["A. Nhà của\tB. Vườn", "C. Ao của\tD. Ruộng", "Đáp án: A"]
        lines.insert(at, "người bán cá")
        imported = word(tmp_path, "Câu 1. Chợ ở đâu?", *lines)
        assert codes(imported, Fate.LOST) == ["line_unsure"]
