"""Workbooks as they are in use, at their real size, with habits and slips; the content is invented.

To add a layout, see CONTRIBUTING, *Add a layout of question banks*.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from openpyxl.styles import Font

from tests.office.content import Question, reason_of, single, singles

Layout = Callable[[Any, Random], list[Question]]
LETTERS = "ABCDEFGH"
LAWS = ("HIẾN PHÁP 2013", "LUẬT VIÊN CHỨC", "LUẬT CÁN BỘ, CÔNG CHỨC", "CÔNG TÁC VĂN THƯ")


def keyed(one: Question, rng: Random) -> str:
    """The key as it happens to be typed."""
    form = rng.choice(
        ("{}",) * 12 + (" {}", "{} ", "{}.", "{})", "Đáp án {}", "{}/", "Câu {}", "ý {}")
    )
    return form.format(rng.choice((LETTERS, LETTERS, "abcdefgh"))[one.key[0]])


def promotion(book: Any, rng: Random) -> list[Question]:
    """390 rows: a title, rows for laws, blank rows, keys in all spellings, some missing."""
    sheet = book.active
    sheet["A1"] = "BỘ CÂU HỎI TRẮC NGHIỆM KIẾN THỨC CHUNG"
    sheet.merge_cells("A1:H1")
    sheet["A2"] = "(Tổng số: 390 câu)"
    sheet.merge_cells("A2:H2")
    sheet.append(["STT", "Câu hỏi", "Đáp án A", "Đáp án B", "Đáp án C", "Đáp án D", "Đáp án đúng",
                  "Căn cứ"])  # fmt: skip
    found: list[Question] = []
    for n in range(1, 391):
        if n % 98 == 1:
            law = LAWS[n // 98]
            sheet.append([f"{['I', 'II', 'III', 'IV'][n // 98]}. {law}"])
            sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1,
                              end_column=8)  # fmt: skip
        one = single(rng, 3 if rng.random() < 0.06 else 4, closing=0.1)
        key = keyed(one, rng)
        chance = rng.random()
        if chance < 0.01:
            key, one = "", replace(one, wrong="no_key")
        elif chance < 0.02:
            key, one = "E", replace(one, wrong="unknown_key")
        texts = [*one.options, *[None] * (4 - len(one.options))]
        cell = f" {one.stem}\n" if rng.random() < 0.05 else one.stem
        sheet.append([n, cell, *texts, key, reason_of(rng) if rng.random() < 0.5 else None])
        if rng.random() < 0.02:
            sheet.append([])
        found.append(one)
    return found


def one_cell(book: Any, rng: Random) -> list[Question]:
    """300 rows: all options in one cell, by line ends or blanks, letters in many spellings."""
    sheet = book.active
    sheet.append(["TT", "Nội dung câu hỏi", "Các đáp án", "Đáp án đúng", "Ghi chú"])
    found = []
    for n in range(1, 301):
        one = single(rng, closing=0)
        form = rng.choice(
            ("{}. ",) * 10 + ("{}) ", "{}.", "{}- ", "{}/ ", "{}: ", "{}, ", "- {}. ")
        )
        letters = "abcd" if rng.random() < 0.2 else LETTERS
        texts = [form.format(letters[k]) + text for k, text in enumerate(one.options)]
        between = rng.choice(("\n", "\n", "\n", "\n\n", " \n", "\n  "))
        if rng.random() < 0.1 and form in ("{}. ", "{}) "):
            between = rng.choice(("   ", ".  "))
            dot = "." if between[0] == "." else ""
            options = tuple(text + dot * (k < 3) for k, text in enumerate(one.options))
            one = replace(one, options=options)
        sheet.append([n, one.stem, between.join(texts), keyed(one, rng)])
        found.append(one)
    return found


def taken_from_a_system(book: Any, rng: Random) -> list[Question]:
    """330 rows as a program writes them: ID, tl1 to tl4, the key as a number of the option."""
    sheet = book.active
    sheet.append(["ID", "Câu hỏi", "Tl1", "Tl2", "Tl3", "Tl4", "Đáp án"])
    found = singles(rng, 330, closing=0.1)
    for n, one in enumerate(found, 1):
        sheet.append([n, one.stem, *one.options, one.key[0] + 1])
    return found


def laws_in_sheets(book: Any, rng: Random) -> list[Question]:
    """A sheet for each law, numbers begun anew, each with heads of its own taste."""
    heads = (
        ["STT", "Nội dung", "Phương án A", "Phương án B", "Phương án C", "Phương án D", "ĐÁP ÁN"],
        ["Câu", "Câu hỏi", "A", "B", "C", "D", "Đ/A"],
        ["TT", "NỘI DUNG CÂU HỎI", "a", "b", "c", "d", "Phương án đúng"],
        ["Số TT", "Nội dung câu hỏi", "PA1", "PA2", "PA3", "PA4", "Đáp án\n(A/B/C/D)"],
    )
    found: list[Question] = []
    for law, head in zip(LAWS, heads, strict=True):
        sheet = book.create_sheet(law.title())
        sheet.append([law])
        sheet.append(head)
        ours = [replace(one, topic=law.title()) for one in singles(rng, 25, closing=0)]
        for n, one in enumerate(ours, 1):
            sheet.append([f"Câu {n}" if n % 2 else n, one.stem, *one.options, keyed(one, rng)])
        found += ours
    del book["Sheet"]
    return found


def first_is_right(book: Any, rng: Random) -> list[Question]:
    """No key anywhere, as the first option is meant to be right: told, and not guessed."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "Phương án 1", "Phương án 2", "Phương án 3", "Phương án 4"])
    found = [replace(one, wrong="no_key") for one in singles(rng, 20, closing=0)]
    for n, one in enumerate(found, 1):
        sheet.append([n, one.stem, *one.options])
    return found


def lines_in_rows(book: Any, rng: Random) -> list[Question]:
    """120 questions over five rows each; the right option is bold or has an x."""
    sheet = book.active
    sheet.append(["STT", "NỘI DUNG", "ĐÁP ÁN"])
    found = singles(rng, 120, closing=0)
    for n, one in enumerate(found, 1):
        sheet.append([n, one.stem])
        for place, text in enumerate(one.options):
            right = place in one.key
            sheet.append([None, f"{LETTERS[place]}. {text}", "x" if right and n % 2 else None])
            if right and n % 2 == 0:
                sheet.cell(sheet.max_row, 2).font = Font(bold=True, color="FFFF0000")
    return found


def odd_heads(book: Any, rng: Random) -> list[Question]:
    """Sheets whose heads are known by what stands below them, or by an unusual word."""
    heads = ("Đ.án", "KQ", "Ghi đáp án", "Chọn", "Trả lời", "Đúng", "Gợi ý đáp án")
    options = ("P/A {}", "Phương án {}", "Nội dung {}", "PA {}", "Câu trả lời {}", "{})", "Ý {}")
    found: list[Question] = []
    for key, option in zip(heads, options, strict=True):
        sheet = book.create_sheet(f"Phần {len(found)}")
        sheet.append(["STT", "Câu hỏi", *(option.format(letter) for letter in "ABCD"), key])
        ours = singles(rng, 10, closing=0)
        for n, one in enumerate(ours, 1):
            sheet.append([n, one.stem, *one.options, LETTERS[one.key[0]]])
        found += ours
    del book["Sheet"]
    return found


LAYOUTS: dict[str, Layout] = {
    one.__name__: one
    for one in (promotion, one_cell, taken_from_a_system, laws_in_sheets, first_is_right,
                lines_in_rows, odd_heads)
}  # fmt: skip
