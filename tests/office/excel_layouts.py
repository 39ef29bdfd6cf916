"""Layouts of workbooks in use, some ugly on purpose: each writes questions its own way.

To add one, write a function and put its name into ``LAYOUTS``. It gets a workbook with one sheet
and a source of chance, writes questions and gives back what must be read.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color, Font, PatternFill

from kit.text.legacy import TCVN3
from tests.office.content import Question, reason_of, single, singles, stem_of

Layout = Callable[[Any, Random], list[Question]]
LETTERS = "ABCDEFGH"
RED, YELLOW = Font(color="FFFF0000"), PatternFill("solid", fgColor="FFFFFF00")
_TO_TCVN3 = {shown: old for old, shown in TCVN3.items()}


def four_columns(book: Any, rng: Random) -> list[Question]:
    """A joined title, heads in the fourth row, a column for each option."""
    sheet = book.active
    sheet["A1"] = "NGÂN HÀNG CÂU HỎI THI NÂNG NGẠCH"
    sheet.merge_cells("A1:G1")
    sheet["A2"] = "(Kèm theo Quyết định số 12/QĐ-UBND)"
    sheet.append([])
    sheet.append(["STT", "Nội dung câu hỏi", "Phương án A", "Phương án B", "Phương án C",
                  "Phương án D", "Đáp án"])  # fmt: skip
    found = singles(rng, 25)
    for n, one in enumerate(found, 1):
        sheet.append([n, one.stem, *one.options, LETTERS[one.key[0]]])
    return found


def one_cell(book: Any, rng: Random) -> list[Question]:
    """Hạng mục, Nội dung, all options in one cell, a line each."""
    sheet = book.active
    sheet.append(["STT", "Hạng mục", "Nội dung", "Phương án trả lời", "Đáp án"])
    found = []
    for n in range(1, 26):
        topic = ("Kế hoạch lựa chọn nhà thầu", "Hợp đồng", "Xử lý tình huống")[n % 3]
        one = replace(single(rng), topic=topic)
        found.append(one)
        marks = ("{}. ", "{}) ", "{}.", "{}/ ", "{}: ")[n % 5]
        lines = [f"{marks.format(LETTERS[k])}{text}" for k, text in enumerate(one.options)]
        between = "\n" if n % 4 else "\n\n"
        sheet.append([n, topic, one.stem, between.join(lines), LETTERS[one.key[0]]])
    return found


def one_line_cells(book: Any, rng: Random) -> list[Question]:
    """The same with options in one line in some cells, small letters, questions over two lines."""
    sheet = book.active
    sheet.append(["TT", "Câu hỏi", "Các phương án", "ĐA"])
    found = []
    for n in range(1, 21):
        one = single(rng, closing=0)
        letters = LETTERS if n % 2 else LETTERS.lower()
        cell = " ".join(f"{letters[k]}. {text}." for k, text in enumerate(one.options))
        one = replace(one, options=tuple(f"{text}." for text in one.options))
        if n % 3 == 0:
            one = replace(one, stem=f"Cho tình huống: {reason_of(rng)}\n{one.stem}")
        found.append(one)
        sheet.append(
            [
                n,
                one.stem,
                cell,
                f"{letters[one.key[0]]}" if n % 4 else f"Đáp án {LETTERS[one.key[0]]}",
            ]
        )
    return found


def two_rows_of_heads(book: Any, rng: Random) -> list[Question]:
    """The head of the options is joined over four columns, with A to D below it."""
    sheet = book.active
    sheet.append(
        ["STT", "Câu hỏi", "Phương án trả lời", None, None, None, "Đáp án đúng", "Căn cứ pháp lý"]
    )
    sheet.append([None, None, "A", "B", "C", "D"])
    sheet.merge_cells("C1:F1")
    for column in "ABGH":
        sheet.merge_cells(f"{column}1:{column}2")
    found = []
    for n in range(1, 21):
        reason = reason_of(rng)
        one = replace(single(rng), explanation=f"Căn cứ pháp lý: {reason}")
        found.append(one)
        sheet.append([n, one.stem, *one.options, LETTERS[one.key[0]], reason])
    return found


def keys_as_numbers(book: Any, rng: Random) -> list[Question]:
    """Lựa chọn 1 to 4, keys 1 to 4 as numbers; levels, points, explanations."""
    sheet = book.active
    sheet.append(["No", "Question", "Lựa chọn 1", "Lựa chọn 2", "Lựa chọn 3", "Lựa chọn 4",
                  "Đáp án đúng (1/2/3/4)", "Mức độ", "Điểm", "Giải thích"])  # fmt: skip
    found = []
    for n in range(1, 21):
        word, level = (("Nhận biết", "nhớ"), ("Thông hiểu", "hiểu"), ("VD", "vận dụng"))[n % 3]
        one = replace(single(rng), level=level, explanation=reason_of(rng))
        found.append(one)
        sheet.append([n, one.stem, *one.options, one.key[0] + 1, word, 0.5, one.explanation])
    return found


def keys_as_texts(book: Any, rng: Random) -> list[Question]:
    """The key repeats the right option."""
    sheet = book.active
    sheet.append(["Câu hỏi", "Option A", "Option B", "Option C", "Option D", "Answer"])
    found = singles(rng, 20, closing=0)
    for one in found:
        sheet.append([one.stem, *one.options, f" {one.options[one.key[0]]} "])
    return found


def rows_for_options(book: Any, rng: Random) -> list[Question]:
    """A row for each option, number and question joined over them, an x beside the right one."""
    sheet = book.active
    sheet.append(["STT", "Nội dung câu hỏi", "Phương án", "Đúng"])
    found = singles(rng, 20, options=3, closing=0)
    for n, one in enumerate(found, 1):
        top = sheet.max_row + 1
        for place, text in enumerate(one.options):
            head = [n, one.stem] if place == 0 else [None, None]
            sheet.append([*head, text, "x" if place in one.key else None])
        for column in "AB":
            sheet.merge_cells(f"{column}{top}:{column}{top + 2}")
    return found


def options_below(book: Any, rng: Random) -> list[Question]:
    """Options below the question in its column, with their letters there or in the first column."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "Đáp án"])
    found = singles(rng, 20, closing=0)
    for n, one in enumerate(found, 1):
        sheet.append([n, one.stem, LETTERS[one.key[0]] if n % 2 else None])
        for place, text in enumerate(one.options):
            cross = "x" if place in one.key and not n % 2 else None
            if n % 3:
                sheet.append([None, f"{LETTERS[place]}. {text}", cross])
            else:
                sheet.append([LETTERS[place].lower(), text, cross])
        sheet.append([])
    return found


def crosses_below(book: Any, rng: Random) -> list[Question]:
    """An x in the row below, under the right option."""
    sheet = book.active
    sheet.append(["TT", "Nội dung", "PA A", "PA B", "PA C", "PA D"])
    found = singles(rng, 15)
    for n, one in enumerate(found, 1):
        sheet.append([n, one.stem, *one.options])
        sheet.append([None, None, *("x" if place in one.key else None for place in range(4))])
    return found


def crosses_beside(book: Any, rng: Random) -> list[Question]:
    """A narrow column without a head behind each option, with an x where it is right."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "A", "", "B", "", "C", "", "D", ""])
    found = singles(rng, 15)
    for n, one in enumerate(found, 1):
        cells: list[str | None] = []
        for place, text in enumerate(one.options):
            cells += [text, "X" if place in one.key else None]
        sheet.append([n, one.stem, *cells])
    return found


def coloured(book: Any, rng: Random) -> list[Question]:
    """No column for keys: the cell of the right option is yellow, or its text red."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "Phương án A", "Phương án B", "Phương án C", "Phương án D"])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    found = singles(rng, 20)
    for n, one in enumerate(found, 1):
        sheet.append([n, one.stem, *one.options])
        cell = sheet.cell(sheet.max_row, 3 + one.key[0])
        if n % 2:
            cell.fill = YELLOW
        else:
            cell.font = RED
    return found


def coloured_lines(book: Any, rng: Random) -> list[Question]:
    """All options in one cell; the line of the right one is red and bold."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "Phương án"])
    found = singles(rng, 20)
    for n, one in enumerate(found, 1):
        parts: list[Any] = []
        for place, text in enumerate(one.options):
            line = f"{LETTERS[place]}. {text}"
            right = place in one.key
            parts.append(
                TextBlock(InlineFont(b=True, color=Color("FFFF0000")), line) if right else line
            )
            parts.append("\n" if place < 3 else "")
        sheet.append([n, one.stem, CellRichText(*(part for part in parts if part))])
    return found


def all_in_one_cell(book: Any, rng: Random) -> list[Question]:
    """Question and options in one cell, the key beside it."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi và phương án trả lời", "Đáp án", "Ghi chú"])
    found = singles(rng, 20)
    for n, one in enumerate(found, 1):
        lines = [f"Câu {n}. {one.stem}"]
        lines += [f"{LETTERS[place]}. {text}" for place, text in enumerate(one.options)]
        sheet.append([n, "\n".join(lines), LETTERS[one.key[0]]])
    return found


def sheets_as_topics(book: Any, rng: Random) -> list[Question]:
    """A sheet for each topic, and one with instructions."""
    book.active.title = "Hướng dẫn điền"
    book.active.append(["Mỗi trang là một chủ đề."])
    found = []
    for topic in ("Văn thư", "Lưu trữ", "Bảo mật"):
        sheet = book.create_sheet(topic)
        sheet.append(["STT", "Câu hỏi", "A", "B", "C", "D", "Key"])
        ours = [replace(one, topic=topic) for one in singles(rng, 8)]
        for n, one in enumerate(ours, 1):
            sheet.append([n, one.stem, *one.options, LETTERS[one.key[0]]])
        found += ours
    return found


def no_heads(book: Any, rng: Random) -> list[Question]:
    """No heads at all."""
    found = singles(rng, 20)
    for n, one in enumerate(found, 1):
        book.active.append([n, one.stem, *one.options, LETTERS[one.key[0]]])
    return found


def one_column(book: Any, rng: Random) -> list[Question]:
    """A paper pasted into one column, a line a cell; the right option is bold."""
    found = singles(rng, 20)
    for n, one in enumerate(found, 1):
        book.active.append([f"Câu {n}: {one.stem}"])
        for place, text in enumerate(one.options):
            book.active.append([f"{LETTERS[place]}. {text}"])
            if place in one.key:
                book.active.cell(book.active.max_row, 1).font = Font(bold=True)
    return found


def typed_values(book: Any, rng: Random) -> list[Question]:
    """Numbers, dates, percentages and formulas in place of texts."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "A", "B", "C", "D", "Đáp án"])
    found = []
    for n in range(1, 17):
        stem = stem_of(rng)
        if n % 4 == 0:
            values: list[Any] = [datetime(2023, month, 27) for month in (1, 4, 10, 12)]  # noqa: DTZ001
            shown, form = ["27/01/2023", "27/04/2023", "27/10/2023", "27/12/2023"], "dd/mm/yyyy"
        elif n % 4 == 1:
            values, shown, form = [0.05, 0.1, 0.15, 0.2], ["5%", "10%", "15%", "20%"], "0%"
        elif n % 4 == 2:
            values, shown, form = [4500.0, 450.0, 45.0, 4.0], ["4.500", "450", "45", "4"], "#,##0"
        else:
            values, shown, form = [3, 5.0, 7, 0.5], ["3", "5", "7", "0,5"], "General"
        sheet.append([n, stem, *values, LETTERS[n % 4]])
        for column in range(3, 7):
            sheet.cell(sheet.max_row, column).number_format = form
        found.append(Question(stem, tuple(shown), (n % 4,)))
    return found


def printed_pages(book: Any, rng: Random) -> list[Question]:
    """Heads again on every page, blank rows, headings of parts between."""
    sheet = book.active
    heads = ["STT", "Câu hỏi", "Đáp án A", "Đáp án B", "Đáp án C", "Đáp án D", "Đáp án đúng"]
    found = []
    n = 0
    for part in ("I. QUY ĐỊNH CHUNG", "II. TỔ CHỨC THỰC HIỆN"):
        sheet.append(heads)
        sheet.append([part])
        for one in singles(rng, 8):
            n += 1
            found.append(replace(one, topic=part))
            sheet.append([n, one.stem, *one.options, LETTERS[one.key[0]].lower()])
            if n % 3 == 0:
                sheet.append([])
    return found


def several_kinds(book: Any, rng: Random) -> list[Question]:
    """Several right answers, true or false, typed answers and essays, with and without a kind."""
    sheet = book.active
    sheet.append(["STT", "Loại câu hỏi", "Câu hỏi", "A", "B", "C", "D", "Đáp án"])
    found = []
    for n in range(1, 21):
        one = single(rng, closing=0)
        key = LETTERS[one.key[0]]
        match n % 5:
            case 0:
                one = replace(one, key=(0, 2), kind="multiple")
                key = ("A, C", "AC", "A;C", "A và C")[n % 4]
            case 1:
                one = replace(
                    one, options=(), key=(), kind="true_false", accept="đúng" if n % 2 else "sai"
                )
                key = "Đúng" if n % 2 else "Sai"
            case 2:
                one = replace(one, options=(), key=(), kind="text", accept="")
                key = "chi bộ"
            case 3:
                one = replace(one, options=(), key=(), kind="essay")
                key = ""
        kind = {"multiple": "Nhiều đáp án", "true_false": "Đúng/Sai", "essay": "Tự luận"}.get(
            one.kind, ""
        )
        sheet.append(
            [n, kind if n % 2 else kind or None, one.stem, *(one.options or [None] * 4), key]
        )
        found.append(one)
    return found


def old_code(book: Any, rng: Random) -> list[Question]:
    """Text of before Unicode in cells."""
    sheet = book.active
    sheet.append(["STT", "Néi dung c©u hái", "A", "B", "C", "D", "§¸p ¸n"])
    found = []
    for n in range(1, 16):
        one = single(rng, closing=0)
        texts = [text[:1] + text[1:].lower() for text in (one.stem, *one.options)]
        texts = [text if text[:1].isascii() else text.lower() for text in texts]
        found.append(replace(one, stem=texts[0], options=tuple(texts[1:])))
        old = ["".join(_TO_TCVN3.get(char, char) for char in text) for text in texts]
        sheet.append([n, *old, LETTERS[one.key[0]]])
    return found


def faulty(book: Any, rng: Random) -> list[Question]:
    """What must not be guessed: no key, a key that is no option, a single option."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "A", "B", "C", "D", "Đáp án"])
    found = []
    for n in range(1, 21):
        one = single(rng, closing=0)
        options: list[str | None] = [*one.options]
        key: str | None = LETTERS[one.key[0]]
        wrong = ""
        match n % 5:
            case 1:
                key, wrong = None, "no_key"
            case 2:
                key, wrong = "E", "unknown_key"
            case 3:
                options, wrong = [one.options[0], None, None, None], "one_answer"
            case 4:
                key, wrong = "Không có trong các phương án", "unknown_key"
        sheet.append([n, one.stem, *options, key])
        found.append(replace(one, wrong=wrong))
    return found


LAYOUTS: dict[str, Layout] = {
    one.__name__: one
    for one in (
        four_columns, one_cell, one_line_cells, two_rows_of_heads, keys_as_numbers, keys_as_texts,
        rows_for_options, options_below, crosses_below, crosses_beside, coloured, coloured_lines,
        all_in_one_cell, sheets_as_topics, no_heads, one_column, typed_values, printed_pages,
        several_kinds, old_code, faulty,
    )
}  # fmt: skip
