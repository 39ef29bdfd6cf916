"""Whole banks in Excel, 300 questions each: converted from PDF, kept by several people for years.

The content is invented. To add a layout, see CONTRIBUTING, *Add a layout of question banks*.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from openpyxl.styles import Font

from tests.office.content import Question, reason_of, single
from tests.office.converted_banks import PARTS
from tests.office.general import facts, knowns

Layout = Callable[[Any, Random], list[Question]]
LETTERS = "ABCDEFGH"


def titles_between(book: Any, rng: Random) -> list[Question]:
    """Titles joined over all columns, heads and numbers anew for every part; hidden rows and
    columns, remarks of colleagues; the keys are 1 to 4."""
    sheet = book.active
    heads = ("TT", "Mã", "Nội dung câu hỏi", "PA 1", "PA 2", "PA 3", "PA 4", "Đáp án", "Ghi chú")
    found: list[Question] = []
    for n, one in enumerate(knowns(rng, 300), 1):
        if n % 50 == 1:
            part = f"PHẦN {n // 50 + 1}. {PARTS[n // 50]}"
            for title in ("NGÂN HÀNG CÂU HỎI",) * (n == 1) + (part,):
                sheet.append([title])
                row = sheet.max_row
                sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=9)
            sheet.append(heads)
        remark = "đã duyệt" if n % 9 == 0 else None
        sheet.append(
            [(n - 1) % 50 + 1, f"KT{n:04}", one.stem, *one.options, one.key[0] + 1, remark]
        )
        sheet.row_dimensions[sheet.max_row].hidden = n % 40 == 0
        found.append(replace(one, topic=part))
    sheet.column_dimensions["B"].hidden = True
    return found


def truth_column(book: Any, rng: Random) -> list[Question]:
    """Sentences with *Đ/S* in a column, its source in the next, and who wrote it."""
    sheet = book.active
    sheet.append(["DANH MỤC NHẬN ĐỊNH"])
    sheet.merge_cells("A1:E1")
    sheet.append(["STT", "Nhận định", "Đ/S", "Căn cứ", "Người soạn"])
    found = []
    for n, one in enumerate(facts(rng, 300), 1):
        said = ("Đ", "S") if n % 3 else ("Đúng", "Sai")
        source = reason_of(rng)
        sheet.append([n, one.stem, said[one.accept == "sai"], source, "Tổ 1" if n % 2 else None])
        found.append(replace(one, explanation=f"Căn cứ: {source}"))
    return found


def keys_in_words(book: Any, rng: Random) -> list[Question]:
    """Keys as no two people write them: with their option, as *Phương án 3*, *PA3*, *ý C*."""
    forms = ("{letter}", "{letter}. {text}", "Phương án {number}", "PA{number}", "Câu {letter}",
             "Ý {small}", "({letter})", "{number}", "Đáp án: {letter}", "{text}")  # fmt: skip
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "Phương án 1", "Phương án 2", "Phương án 3", "Phương án 4",
                  "Phương án đúng", "Điểm"])  # fmt: skip
    found = knowns(rng, 300)
    for n, one in enumerate(found, 1):
        k = one.key[0]
        said = {"letter": LETTERS[k], "small": LETTERS[k].lower(), "number": k + 1,
                "text": one.options[k]}  # fmt: skip
        sheet.append([n, one.stem, *one.options, forms[n % len(forms)].format(**said), 1])
    return found


def numbered_options(book: Any, rng: Random) -> list[Question]:
    """All options in one cell, *1)* to *4)*, a line each or in a row; the keys are numbers."""
    sheet = book.active
    sheet.append([])
    sheet.append(["Câu", "Chủ đề", "Nội dung", "Các phương án", "Đáp án (1-4)", "Mức độ", "Nguồn"])
    found = []
    for n, one in enumerate(knowns(rng, 300), 1):
        topic = PARTS[n % 6].capitalize()
        form, gap = (("{}) {}", "\n"), ("{}. {}", "\n"), ("{}) {}", "   "))[n % 3]
        cell = gap.join(form.format(k, text) for k, text in enumerate(one.options, 1))
        source = reason_of(rng)
        sheet.append([f"Câu {n}", topic, one.stem, cell, one.key[0] + 1,
                      ("NB", "TH", "VD")[n % 3], source])  # fmt: skip
        found.append(replace(one, topic=topic, level=("nhớ", "hiểu", "vận dụng")[n % 3]))
    return found


def far_right(book: Any, rng: Random) -> list[Question]:
    """The table begins at D7, and a blank narrow column stands before each option and the key;
    letters are part of the options."""
    sheet = book.active
    sheet["D2"] = "KIẾN THỨC CHUNG"
    heads = {4: "Số TT", 6: "Nội dung câu hỏi", 8: "Đáp án A", 10: "Đáp án B", 12: "Đáp án C",
             14: "Đáp án D", 16: "Đáp án đúng"}  # fmt: skip
    for column, head in heads.items():
        sheet.cell(7, column, head)
    found = knowns(rng, 300)
    for n, one in enumerate(found, 1):
        row = 7 + n + n // 25
        values = [n, one.stem, *(f"{LETTERS[k]}. {text}" for k, text in enumerate(one.options)),
                  LETTERS[one.key[0]].lower()]  # fmt: skip
        for column, value in zip(heads, values, strict=True):
            sheet.cell(row, column, value)
    return found


def printed_lines(book: Any, rng: Random) -> list[Question]:
    """A PDF turned into a sheet: a printed line in each row, long questions over several rows,
    options two by two in two columns, page numbers and heads between; the right one is bold."""
    sheet = book.active
    found, page = knowns(rng, 300), 1

    def add(*cells: tuple[int, str, bool]) -> None:
        nonlocal page
        row = sheet.max_row + 1
        for column, text, bold in cells:
            sheet.cell(row, column, text).font = Font(bold=bold)
        if row % 45 == 0:
            sheet.cell(row + 1, 3, page)
            sheet.cell(row + 2, 1, "Hội thi kiến thức chung")
            page += 1

    for n, one in enumerate(found, 1):
        words = f"Câu {n}. {one.stem}".split()
        half = len(words) // 2
        add((1, " ".join(words[:half]), False))
        add((1, " ".join(words[half:]), False))
        texts = [(f"{LETTERS[k]}. {text}", k in one.key) for k, text in enumerate(one.options)]
        for left in (0, 2):
            add((1, *texts[left]), (5, *texts[left + 1]))
    return found


def labelled_rows(book: Any, rng: Random) -> list[Question]:
    """Two columns: *Câu 1*, *A* … *D*, *Đáp án*, *Giải thích* to the left, their texts right."""
    sheet = book.active
    found = []
    for n, one in enumerate(knowns(rng, 300), 1):
        sheet.append([f"Câu {n}", one.stem])
        for letter, text in zip(LETTERS, one.options, strict=False):
            sheet.append([letter, text])
        sheet.append(["Đáp án", LETTERS[one.key[0]]])
        reason = reason_of(rng)
        sheet.append(["Giải thích", reason])
        sheet.append([])
        found.append(replace(one, explanation=reason))
    return found


def lists_above_rows(book: Any, rng: Random) -> list[Question]:
    """Questions with lists in one cell, their options in the rows below; heads with more words."""
    sheet = book.active
    sheet.append(["Câu", "Nội dung câu hỏi / phương án", "Đáp án đúng", "Căn cứ, điều khoản"])
    found = []
    for n in range(1, 26):
        reason = reason_of(rng)
        mark = ("({}) ", "{}. ", "- ")[n % 3]
        listed = [mark.format(k) + text for k, text in enumerate(("Công khai;", "Kịp thời."), 1)]
        one = single(rng, closing=0)
        one = replace(one, stem="\n".join(("Cho các ý:", *listed, one.stem)))
        sheet.append([f"Câu {n}" if n % 2 else n, one.stem, None, reason])
        for place, text in enumerate(one.options):
            sheet.append([None, f"{LETTERS[place]}. {text}", "x" if place in one.key else None])
        found.append(replace(one, explanation=f"Căn cứ, điều khoản: {reason}"))
    return found


def keys_on_another_sheet(book: Any, rng: Random) -> list[Question]:
    """A sheet for the keys and their reasons, in two groups of columns beside each other."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "A", "B", "C", "D"])
    found = [replace(single(rng, closing=0), explanation=reason_of(rng)) for _ in range(20)]
    for n, one in enumerate(found, 1):
        sheet.append([n, one.stem, *one.options])
    keys = book.create_sheet("Đáp án")
    keys.append(["BẢNG ĐÁP ÁN"])
    keys.append(["Câu", "Đáp án", "Căn cứ"] * 2)
    for n in range(10):
        cells = ([k + 1, LETTERS[found[k].key[0]], found[k].explanation] for k in (n, n + 10))
        keys.append([value for group in cells for value in group])
    return found


def letters_and_points(book: Any, rng: Random) -> list[Question]:
    """A sheet of questions with all their options in a cell, and their points; another one with
    a column *Ký hiệu* for the letters, and *Đ* beside the right option."""
    sheet = book.active
    sheet.title = "Một"
    sheet.append(["Câu hỏi", "Điểm"])
    found = [replace(single(rng, closing=0), topic=("Một", "Hai")[n >= 15]) for n in range(30)]
    for n, one in enumerate(found[:15], 1):
        marks = ["*" * (place in one.key) + LETTERS[place] for place in range(4)]
        lines = [f"{mark}. {text}" for mark, text in zip(marks, one.options, strict=True)]
        sheet.append(["\n".join((f"Câu {n}. {one.stem}", *lines)), 1])
    other = book.create_sheet("Hai")
    other.append(["Stt", "Câu hỏi", "Ký hiệu", "Nội dung phương án", "Đáp án"])
    for n, one in enumerate(found[15:], 1):
        top = other.max_row + 1
        for place, text in enumerate(one.options):
            head = [n, one.stem] if place == 0 else [None, None]
            other.append([*head, LETTERS[place], text, "Đ" if place in one.key else None])
        for column in "AB":
            other.merge_cells(f"{column}{top}:{column}{top + 3}")
    return found


LAYOUTS: dict[str, Layout] = {
    one.__name__: one
    for one in (
        titles_between, truth_column, keys_in_words, numbered_options, far_right, printed_lines,
        labelled_rows, lists_above_rows, keys_on_another_sheet, letters_and_points,
    )
}  # fmt: skip
