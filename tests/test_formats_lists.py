"""Statements to judge, columns to pair, steps in order, and essays, as trainers write them."""

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook

from kit.formats.banks import read_questions
from kit.formats.exchange import Imported

Table = list[list[str]]

STATEMENTS = ("Chợ họp buổi sáng.", "Chợ bán cá.", "Chợ có mái che.", "Chợ thu phí.")
TRUTHS = ("đúng", "sai", "đúng", "sai")
PLAIN = [f"{letter}) {text}" for letter, text in zip("abcd", STATEMENTS, strict=True)]


def word(path: Path, *parts: str | Table) -> Imported:
    document = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), len(part[0]))
        for row, texts in zip(table.rows, part, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(path / "a.docx"))
    return read_questions(path / "a.docx")


def excel(path: Path, *rows: list[Any]) -> Imported:
    book = Workbook()
    page: Any = book.active
    for row in rows:
        page.append(row)
    book.save(path / "a.xlsx")
    return read_questions(path / "a.xlsx")


def only(imported: Imported) -> dict[str, Any]:
    """The only question, without its id."""
    [item] = imported.items
    return {name: value for name, value in item.items() if name != "id"}


def cluster(item: dict[str, Any]) -> list[tuple[str, str]]:
    assert item["kind"] == "cluster"
    return [(one["text"], one["key"]) for one in item["statements"].values()]


# Statements


@pytest.mark.parametrize(
    ("signs", "below"),
    [
        (("{} (Đ)", "{} (S)"), ()),
        (("{} (Đúng)", "{} (Sai)"), ()),
        (("{} [Đ]", "{} [S]"), ()),
        (("{} – Đúng", "{} – Sai"), ()),
        (("{} Đ", "{} S"), ()),
        (("{} Đúng.", "{} Sai."), ()),
        (("{}\tĐ", "{}\tS"), ()),
        (("{}", "{}"), ("Đáp án: a) Đ; b) S; c) Đ; d) S",)),
        (("{}", "{}"), ("Đáp án: ĐSĐS",)),
        (("{}", "{}"), ("a - Đ, b - S, c - Đ, d - S",)),
        (("{}", "{}"), ("Lời giải: a đúng, b sai, c đúng, d sai",)),
        (("{}", "{}"), ("ĐÁP ÁN", "Câu 1: a-Đ b-S c-Đ d-S")),
        (("{}", "{}"), ("ĐÁP ÁN", "1. ĐSĐS")),
    ],
)
def test_statements_that_are_judged_are_a_cluster(
    signs: tuple[str, str], below: tuple[str, ...], tmp_path: Path
) -> None:
    """The layout of the national exam of 2025; the marks are no part of a statement."""
    lines = [signs[key == "sai"].format(text) for text, key in zip(PLAIN, TRUTHS, strict=True)]
    imported = word(tmp_path, "Câu 1. Về chợ phiên:", *lines, *below)
    item = only(imported)
    assert cluster(item) == [*zip(STATEMENTS, TRUTHS, strict=True)]
    assert "explanation" not in item
    assert imported.left_out == ()


def test_statements_stand_in_one_line_or_in_a_table(tmp_path: Path) -> None:
    line = "  ".join(f"{text} ({key[0].upper()})" for text, key in zip(PLAIN, TRUTHS, strict=True))
    item = only(word(tmp_path, f"Câu 1. Về chợ: {line}"))
    assert cluster(item) == [*zip(STATEMENTS, TRUTHS, strict=True)]
    crosses = [["X", ""] if key == "đúng" else ["", "X"] for key in TRUTHS]
    rows = [[text, *cross] for text, cross in zip(PLAIN, crosses, strict=True)]
    item = only(word(tmp_path, "Câu 1. Về chợ:", [["Phát biểu", "Đúng", "Sai"], *rows]))
    assert item["stem"] == "Về chợ:"
    assert cluster(item) == [*zip(STATEMENTS, TRUTHS, strict=True)]


@pytest.mark.parametrize("turned", [False, True])
def test_a_table_of_keys_has_a_column_for_each_statement(turned: bool, tmp_path: Path) -> None:
    questions = [line for n in (1, 2) for line in (f"Câu {n}. Về chợ số {n}:", *PLAIN)]
    table = [["Câu", "a", "b", "c", "d"], ["1", "Đ", "S", "S", "Đ"], ["2", "S", "Đ", "Đ", "S"]]
    table = [list(column) for column in zip(*table, strict=True)] if turned else table
    imported = word(tmp_path, *questions, "BẢNG ĐÁP ÁN", table)
    found = [[key for _, key in cluster(item)] for item in imported.items]
    assert found == [["đúng", "sai", "sai", "đúng"], ["sai", "đúng", "đúng", "sai"]]


def test_options_with_one_right_answer_stay_a_choice(tmp_path: Path) -> None:
    """And options that combine judgements are options."""
    one = word(tmp_path, "Câu 1. Nhà ở đâu?", "A. Ở xã (Đ)", "B. Ở phố (S)", "C. Ở bến (S)")
    assert only(one)["kind"] == "single"
    small = word(tmp_path, "Câu 1. Nhà ở nơi nào?", "a) Xã (Đ)", "b) Phố (S)", "c) Bến (S)")
    assert only(small)["kind"] == "single"
    lines = ("A. Đúng – Đúng", "B. Đúng – Sai", "C. Sai – Đúng", "D. Sai – Sai")
    both = word(tmp_path, "Câu 1. Hai ý trên đúng hay sai?", *lines, "Đáp án: B")
    assert only(both)["options"]["b"] == "Đúng – Sai"


def test_excel_rows_may_hold_judged_statements(tmp_path: Path) -> None:
    heads = ["STT", "Câu hỏi", "A", "B", "C", "D", "Đáp án"]
    marked = [f"{text} ({key[0].upper()})" for text, key in zip(STATEMENTS, TRUTHS, strict=True)]
    imported = excel(
        tmp_path,
        heads,
        ["1", "Về chợ", *STATEMENTS, "a-Đ b-S c-Đ d-S"],
        ["2", "Về chợ phiên", *marked, ""],
    )
    for item in imported.items:
        assert cluster(item) == [*zip(STATEMENTS, TRUTHS, strict=True)]
    assert len(imported.items) == 2


# Two columns, and steps

LEFT, RIGHT = ("1. Sách", "2. Gạo", "3. Thuốc"), ("a. Hiệu thuốc", "b. Thư viện", "c. Chợ")
PAIRS = {"Sách": "Thư viện", "Gạo": "Chợ", "Thuốc": "Hiệu thuốc"}


KEYED = [
    ["Cột A", "Cột B", "Đáp án"],
    ["Sách", "Hiệu thuốc", "1-b"],
    ["Gạo", "Thư viện", "2-c"],
    ["Thuốc", "Chợ", "3-a"],
]


@pytest.mark.parametrize(
    "parts",
    [
        ("Cột A", *LEFT, "Cột B:", *RIGHT, "Đáp án: 1-b, 2-c, 3-a"),
        (*LEFT, *RIGHT, "Đáp án: 1b 2c 3a"),
        (*LEFT, *RIGHT, "1-b; 2-c; 3-a"),
        (*LEFT, *RIGHT, "ĐÁP ÁN", "Câu 1: 1-b, 2-c, 3-a"),
        (*map("\t\t".join, zip(LEFT, RIGHT, strict=True)), "Đáp án: 1→b, 2→c, 3→a"),
        ([["Cột A", "Cột B"], *map(list, zip(LEFT, RIGHT, strict=True))], "Đáp án: 1b, 2c, 3a"),
        (KEYED,),
    ],
)
def test_two_columns_are_paired(parts: tuple[Any, ...], tmp_path: Path) -> None:
    """Whether they stand below or beside each other, and wherever the key is."""
    imported = word(tmp_path, "Câu 1. Nối cho đúng:", *parts)
    item = only(imported)
    assert (item["kind"], item["stem"], item["pairs"]) == ("matching", "Nối cho đúng:", PAIRS)
    assert imported.left_out == ()


def test_an_entry_without_partner_is_there_too(tmp_path: Path) -> None:
    item = only(word(tmp_path, "Câu 1. Ghép:", *LEFT, *RIGHT, "d. Ga", "Đáp án: 1-b, 2-c, 3-a"))
    assert item["extra"] == ["Ga"]


@pytest.mark.parametrize(
    ("key", "code"), [((), "no_pairs"), (("Đáp án: 1-b, 2-c",), "unclear_pairs")]
)
def test_columns_without_a_whole_key_are_told(
    key: tuple[str, ...], code: str, tmp_path: Path
) -> None:
    imported = word(tmp_path, "Câu 1. Nối cột A với cột B:", *LEFT, *RIGHT, *key)
    assert imported.items == ()
    assert [(note.code, note.question) for note in imported.notes] == [(code, 1)]


def test_options_of_pairs_are_options(tmp_path: Path) -> None:
    options = ("A. 1-a, 2-b", "B. 1-b, 2-a", "C. 1-a, 2-a", "D. 1-b, 2-b")
    lists = ("1. Lúa", "2. Cá", "a. Ao", "b. Ruộng")
    item = only(word(tmp_path, "Câu 1. Nối cho đúng:", *lists, *options, "Đáp án: B"))
    assert (item["kind"], item["options"]["b"]) == ("single", "1-b, 2-a")


@pytest.mark.parametrize(
    ("signs", "key"),
    [
        ("1234", "Đáp án: 2-4-3-1"),
        ("ABCD", "Đáp án: B-D-C-A"),
        ("abcd", "Đáp án: b → d → c → a"),
        ("abcd", "Đáp án: BDCA"),
        ("abcd", "Đáp án: b, d, c, a"),
    ],
)
def test_steps_are_put_in_order(signs: str, key: str, tmp_path: Path) -> None:
    """How the key was read is told."""
    steps = ("Tưới nước", "Đào hố", "Lấp đất", "Đặt cây")
    lines = [f"{sign}. {step}" for sign, step in zip(signs, steps, strict=True)]
    imported = word(tmp_path, "Câu 1. Sắp xếp các bước trồng cây:", *lines, key)
    item = only(imported)
    assert item["sequence"] == ["Đào hố", "Đặt cây", "Lấp đất", "Tưới nước"]
    assert [note.code for note in imported.notes] == ["read_as_order"]


def test_all_letters_in_their_order_are_several_right_answers(tmp_path: Path) -> None:
    lines = ("Câu 1. Những việc cần làm:", "A. Quét", "B. Lau", "C. Rửa", "Đáp án: A, B, C")
    assert only(word(tmp_path, *lines))["kind"] == "multiple"


def test_excel_has_columns_and_steps_too(tmp_path: Path) -> None:
    """A column for each side, or both lists in the question's cell."""
    both = "\n".join(("Nối cột A với cột B", *LEFT, *RIGHT))
    heads = ["STT", "Câu hỏi", "A", "B", "C", "Đáp án"]
    imported = excel(
        tmp_path,
        heads,
        ["1", both, "", "", "", "1-b; 2-c; 3-a"],
        ["2", "Sắp xếp các bước nấu cơm", "Vo gạo", "Đong gạo", "Bật nồi", "2-1-3"],
    )
    assert imported.items[0]["pairs"] == PAIRS
    assert imported.items[1]["sequence"] == ["Đong gạo", "Vo gạo", "Bật nồi"]
    sides = excel(
        tmp_path,
        ["STT", "Câu hỏi", "Cột A", "Cột B", "Đáp án"],
        ["1", "Nối cho đúng", "\n".join(LEFT), "\n".join(RIGHT), "1-b, 2-c, 3-a"],
        ["2", "Nối tiếp", "Sách", "Hiệu thuốc", "1-b, 2-c, 3-a"],
        ["", "", "Gạo", "Thư viện", ""],
        ["", "", "Thuốc", "Chợ", ""],
    )
    assert [item["pairs"] for item in sides.items] == [PAIRS, PAIRS]


# Essays


@pytest.mark.parametrize("label", ["Gợi ý", "Gợi ý trả lời", "Hướng dẫn chấm", "Đáp án"])
def test_a_hint_guides_whoever_grades_an_essay(label: str, tmp_path: Path) -> None:
    """A criterion a line; nothing of it is shown to learners, and no length is asked for."""
    item = only(
        word(
            tmp_path,
            "Câu 1 (tự luận): Nêu cách giữ vệ sinh khu phố.",
            f"{label}: Nêu được hai việc.",
            "- Quét dọn hằng tuần (1 điểm)",
            "- Phân loại rác (1 điểm)",
        )
    )
    assert item == {
        "kind": "essay",
        "stem": "Nêu cách giữ vệ sinh khu phố.",
        "rubric": ["Nêu được hai việc.", "Quét dọn hằng tuần (1 điểm)", "Phân loại rác (1 điểm)"],
    }


def test_what_is_said_in_brackets_is_no_part_of_the_question(tmp_path: Path) -> None:
    """The kind goes, its points stay; other brackets are the author's."""
    lines = ("(tự luận, 2 điểm) Nêu một đề xuất.", "(Theo báo cáo) Nêu một việc đã làm.")
    imported = word(
        tmp_path, "PHẦN II. TỰ LUẬN", f"Câu 1. {lines[0]}", "Gợi ý: cụ thể", f"Câu 2. {lines[1]}"
    )
    first, second = imported.items
    assert (first["stem"], first["points"]) == ("Nêu một đề xuất.", "2")
    assert second["stem"] == lines[1]


def test_a_hint_in_excel_guides_too(tmp_path: Path) -> None:
    """With a cell for the key that is blank; a choice's explanation stays one."""
    imported = excel(
        tmp_path,
        ["STT", "Câu hỏi", "A", "B", "Đáp án", "Giải thích"],
        ["1", "Một với một?", "Một", "Hai", "B", "Gợi ý: đếm"],
        ["2", "(Tự luận) Viết về khu phố", "", "", "", "Gợi ý: nêu ba việc"],
    )
    first, second = imported.items
    assert first["explanation"] == "đếm"
    assert (second["kind"], second["stem"]) == ("essay", "Viết về khu phố")
    assert second["rubric"] == ["nêu ba việc"]
    assert imported.notes == ()


# What is said of it


def test_excel_is_spoken_of_in_cells_and_columns(tmp_path: Path) -> None:
    """And Word in lines; neither in keys of a bank."""
    rows = [["STT", "Câu hỏi", "A", "B", "Đáp án"], ["1", "Một với một?", "Một", "Hai", ""]]
    [note] = excel(tmp_path, *rows).notes
    assert (note.code, note.place) == ("no_key", "ô E2")
    assert "cột Đáp án" in note.message
    assert "cột “Đáp án”" in note.hint
    [note] = word(tmp_path, "Câu 1. Một với một?", "A. Một", "B. Hai").notes
    assert (note.code, note.place) == ("no_key", "đoạn 1")
    assert "dòng “Đáp án: B”" in note.hint


def test_a_file_names_its_bank(tmp_path: Path) -> None:
    """By the heading over its questions; names of parts and of schools are none."""
    question = ("Câu 1. Một với một?", "A. Một", "B. Hai", "Đáp án: B")
    assert word(tmp_path, "NGÂN HÀNG CÂU HỎI VỀ KHU PHỐ", *question).title == (
        "NGÂN HÀNG CÂU HỎI VỀ KHU PHỐ"
    )
    assert word(tmp_path, "PHẦN I. TRẮC NGHIỆM", *question).title == ""
    assert word(tmp_path, "Các câu sau dành cho buổi tới", *question).title == ""
    heads = ["STT", "Câu hỏi", "A", "B", "Đáp án"]
    row = ["1", "Một với một?", "Một", "Hai", "B"]
    assert excel(tmp_path, ["Câu hỏi về khu phố"], heads, row).title == "Câu hỏi về khu phố"
    assert excel(tmp_path, heads, row).title == ""


@pytest.mark.parametrize(
    "above",
    [
        ("ĐẢNG ỦY XÃ ĐỒNG MÍT",), ("ĐẢNG BỘ TỈNH BÌNH AN", "TRUNG TÂM CHÍNH TRỊ"),
        ("UBND XÃ ĐỒNG MÍT", "Số: 12-KH/ĐU", "Đồng Mít, ngày 5 tháng 8 năm 2025"),
        ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "(Kèm theo Công văn số 5)"),
    ],
)  # fmt: skip
def test_an_office_is_no_title_above_a_heading(above: tuple[str, ...], tmp_path: Path) -> None:
    question = ("Câu 1. Một với một?", "A. Một", "B. Hai", "Đáp án: B")
    lines = (*(line.upper() for line in above), "CÂU HỎI VỀ KHU PHỐ", *question)
    assert word(tmp_path, *lines).title == "CÂU HỎI VỀ KHU PHỐ"
    assert word(tmp_path, above[0], *question).title == above[0]
