"""More workbooks as they are in use: habits of schools and contests that a reader stumbles over.

To add a layout, see CONTRIBUTING, *Add a layout of question banks*.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from openpyxl.styles import Font

from kit.text.legacy import TCVN3
from tests.office.content import Question, reason_of, single, singles, statements, stem_of

Layout = Callable[[Any, Random], list[Question]]
LETTERS = "ABCDEFGH"
_TO_TCVN3 = {shown: old for old, shown in TCVN3.items()}


def letters_beside(book: Any, rng: Random) -> list[Question]:
    """No heads; a letter for the level before the question, points behind the key."""
    found = singles(rng, 40)
    for n, one in enumerate(found, 1):
        level = rng.choice("ABC")
        book.active.append([n, level, one.stem, *one.options, LETTERS[one.key[0]], 1])
    return found


def digits_beside(book: Any, rng: Random) -> list[Question]:
    """No heads and no numbers; keys as numbers of options, and points in every row."""
    found = singles(rng, 40)
    for one in found:
        book.active.append([one.stem, *one.options, one.key[0] + 1, 1])
    return found


def two_keys(book: Any, rng: Random) -> list[Question]:
    """No heads, and two columns of letters that differ: nobody knows which are the keys."""
    found = [replace(one, wrong="no_key") for one in singles(rng, 20)]
    for n, one in enumerate(found, 1):
        book.active.append([n, one.stem, *one.options, rng.choice("ABCD"), rng.choice("ABCD")])
    return found


def key_first(book: Any, rng: Random) -> list[Question]:
    """The key before the question."""
    sheet = book.active
    sheet.append(["STT", "Đáp án", "Nội dung câu hỏi", "a", "b", "c", "d"])
    found = singles(rng, 30)
    for n, one in enumerate(found, 1):
        sheet.append([n, LETTERS[one.key[0]].lower(), one.stem, *one.options])
    return found


def questions_alone(book: Any, rng: Random) -> list[Question]:
    """No numbers: a question alone in its row, its options below it, an x beside the right one."""
    sheet = book.active
    sheet.append(["Nội dung câu hỏi", "Đáp án"])
    found = []
    for part in ("PHẦN I. QUY ĐỊNH CHUNG", "PHẦN II. TỔ CHỨC THỰC HIỆN"):
        sheet.append([part])
        for one in singles(rng, 15, closing=0):
            found.append(replace(one, topic=part))
            sheet.append([one.stem])
            for place, text in enumerate(one.options):
                sheet.append([f"{LETTERS[place]}. {text}", "x" if place in one.key else None])
            if rng.random() < 0.3:
                sheet.append([])
    return found


def numbers_in_stems(book: Any, rng: Random) -> list[Question]:
    """*Câu 5:* in the question's own cell, now and then over two rows; the right option is red."""
    sheet = book.active
    sheet.append(["Câu hỏi", "Đáp án", "Ghi chú"])
    found = []
    for n in range(1, 31):
        one = single(rng, closing=0)
        if n % 3 == 0:
            case = f"Cho tình huống: {reason_of(rng)}"
            one = replace(one, stem=f"{case}\n{one.stem}")
        found.append(one)
        first, *more = one.stem.split("\n")
        sheet.append([f"Câu {n}: {first}"])
        for line in more:
            sheet.append([line])
        for place, text in enumerate(one.options):
            sheet.append([f"{'abcd'[place]}) {text}"])
            if place in one.key:
                sheet.cell(sheet.max_row, 1).font = Font(color="FFFF0000")
    return found


def wrapped_questions(book: Any, rng: Random) -> list[Question]:
    """Questions broken over two rows, with the number and the key in the first."""
    sheet = book.active
    sheet.append(["STT", "Nội dung", "Đáp án"])
    found = []
    for n in range(1, 31):
        one = single(rng, closing=0)
        if n % 2:
            one = replace(one, stem=f"Cho tình huống: {reason_of(rng)}\n{one.stem}")
        found.append(one)
        first, *more = one.stem.split("\n")
        sheet.append([n, first, LETTERS[one.key[0]]])
        for line in more:
            sheet.append([None, line])
        for place, text in enumerate(one.options):
            sheet.append([None, f"{LETTERS[place]}. {text}"])
    return found


def blank_rows_between(book: Any, rng: Random) -> list[Question]:
    """No numbers and no letters: only blank rows part the questions; an x is beside the right."""
    sheet = book.active
    sheet.append(["Nội dung", "Đúng"])
    found = singles(rng, 30, closing=0)
    for one in found:
        sheet.append([one.stem])
        for place, text in enumerate(one.options):
            sheet.append([text, "x" if place in one.key else None])
        sheet.append([])
    return found


def judged_list(book: Any, rng: Random) -> list[Question]:
    """No heads: statements below a question, Đ or S in the next cell."""
    sheet = book.active
    found = [statements(rng) for _ in range(15)]
    for n, one in enumerate(found, 1):
        sheet.append([f"Câu {n}. {one.stem}"])
        for place, text in enumerate(one.options):
            said = ("Đ", "S") if n % 2 else ("Đúng", "Sai")
            sheet.append([f"{'abcd'[place]}) {text}", said[place not in one.key]])
    return found


def judged_rows(book: Any, rng: Random) -> list[Question]:
    """The same with heads, the letters in the column of the numbers."""
    sheet = book.active
    sheet.append(["TT", "Nội dung câu hỏi", "Đáp án"])
    found = [statements(rng) for _ in range(15)]
    for n, one in enumerate(found, 1):
        sheet.append([n, one.stem])
        for place, text in enumerate(one.options):
            sheet.append(["abcd"[place], text, "Đ" if place in one.key else "S"])
    return found


def judged_columns(book: Any, rng: Random) -> list[Question]:
    """The same with a column each for *Đúng* and *Sai*."""
    sheet = book.active
    sheet.append(["STT", "Nội dung", "Đúng", "Sai"])
    found = [statements(rng) for _ in range(15)]
    for n, one in enumerate(found, 1):
        sheet.append([n, one.stem])
        for place, text in enumerate(one.options):
            crosses = ("x", None) if place in one.key else (None, "x")
            sheet.append([None, f"{'abcd'[place]}. {text}", *crosses])
    return found


def keys_beside_questions(book: Any, rng: Random) -> list[Question]:
    """A paper in one column, the key in the cell beside each question."""
    found = singles(rng, 25, closing=0)
    for n, one in enumerate(found, 1):
        book.active.append([f"Câu {n}. {one.stem}", LETTERS[one.key[0]]])
        for place, text in enumerate(one.options):
            book.active.append([f"{LETTERS[place]}. {text}"])
    return found


def keys_on_a_sheet(book: Any, rng: Random) -> list[Question]:
    """The keys of all questions on a sheet of their own."""
    sheet = book.active
    sheet.title = "Câu hỏi"
    sheet.append(["STT", "Câu hỏi", "A", "B", "C", "D"])
    found = singles(rng, 60)
    for n, one in enumerate(found, 1):
        sheet.append([n, one.stem, *one.options])
    keys = book.create_sheet("Đáp án")
    keys.append(["BẢNG ĐÁP ÁN"])
    keys.append(["Câu", "Đáp án"])
    for n, one in enumerate(found, 1):
        keys.append([n, LETTERS[one.key[0]]])
    return found


def keys_to_the_right(book: Any, rng: Random) -> list[Question]:
    """A list of keys beside the table, whose rows are not those of the questions."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "A", "B", "C", "D", None, "Câu", "Đáp án"])
    found = []
    for part in ("PHẦN I", "PHẦN II"):
        sheet.append([part])
        for one in singles(rng, 15):
            found.append(replace(one, topic=part))
            sheet.append([len(found), one.stem, *one.options])
    for n, one in enumerate(found, 1):
        sheet.cell(n + 1, 8).value = n
        sheet.cell(n + 1, 9).value = LETTERS[one.key[0]]
    return found


def wrong_options(book: Any, rng: Random) -> list[Question]:
    """A column for the right answer, and others for the wrong ones."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "Đáp án đúng", "Đáp án sai 1", "Đáp án sai 2", "Đáp án sai 3"])
    found = [replace(one, key=(0,)) for one in singles(rng, 30, closing=0)]
    for n, one in enumerate(found, 1):
        sheet.append([n, one.stem, *one.options])
    return found


def semicolons(book: Any, rng: Random) -> list[Question]:
    """All options in one cell without letters, with semicolons between; the key repeats one."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "Các phương án trả lời", "Đáp án đúng"])
    found = []
    for n in range(1, 26):
        one = single(rng, closing=0)
        one = replace(one, options=tuple(text.replace("; ", ", ") for text in one.options))
        found.append(one)
        sheet.append([n, one.stem, "; ".join(one.options), one.options[one.key[0]]])
    return found


def answers_alone(book: Any, rng: Random) -> list[Question]:
    """A question and its answer, without any options."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "Trả lời"])
    found = []
    for n in range(1, 21):
        one = Question(stem_of(rng), kind="text")
        found.append(one)
        sheet.append([n, one.stem, f"{rng.randint(2, 90)} ngày làm việc"])
    return found


def game(book: Any, rng: Random) -> list[Question]:
    """The form of a quiz game, with remarks in its heads and a time for each question."""
    sheet = book.active
    sheet["B2"] = "Quiz template"
    sheet["B3"] = "Add questions, at least two answer alternatives, time limit and correct answers"
    heads = [None, "Question - max 120 characters"]
    heads += [f"Answer {n} - max 75 characters" for n in range(1, 5)]
    heads += ["Time limit (sec) – 5, 10, 20, 30", "Correct answer(s) - choose at least one"]
    for column, text in enumerate(heads, 1):
        sheet.cell(8, column).value = text
    found = []
    for n in range(1, 21):
        one = single(rng, closing=0)
        if n % 4 == 0:
            one = replace(one, key=(0, 2), kind="multiple")
        found.append(one)
        sheet.append([n, one.stem, *one.options, 20, ",".join(str(k + 1) for k in one.key)])
    return found


def two_beside_two(book: Any, rng: Random) -> list[Question]:
    """A beside B and C beside D, in the rows below a question."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", None, "Đáp án"])
    found = singles(rng, 20, closing=0)
    for n, one in enumerate(found, 1):
        texts = [f"{LETTERS[place]}. {text}" for place, text in enumerate(one.options)]
        sheet.append([n, one.stem, None, LETTERS[one.key[0]]])
        sheet.append([None, *texts[:2]])
        sheet.append([None, *texts[2:]])
    return found


def crosses_at_the_end(book: Any, rng: Random) -> list[Question]:
    """Narrow columns A to D behind those of the options, with an x in the right one."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", *(f"Đáp án {letter}" for letter in "ABCD"), *"ABCD"])
    found = singles(rng, 20)
    for n, one in enumerate(found, 1):
        sheet.append(
            [n, one.stem, *one.options, *("x" if k in one.key else None for k in range(4))]
        )
    return found


def letters_in_cells(book: Any, rng: Random) -> list[Question]:
    """A row for each option, its letter in a cell of its own; the rest is joined over them."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "Phương án", None, "Đáp án"])
    found = singles(rng, 20, closing=0)
    for n, one in enumerate(found, 1):
        top = sheet.max_row + 1
        for place, text in enumerate(one.options):
            head = [n, one.stem] if place == 0 else [None, None]
            key = LETTERS[one.key[0]] if place == 0 else None
            sheet.append([*head, LETTERS[place], text, key])
        for column in "ABE":
            sheet.merge_cells(f"{column}{top}:{column}{top + 3}")
    return found


def remarks_with_crosses(book: Any, rng: Random) -> list[Question]:
    """A column with a head of its own behind the options, in which an x means something else."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "A", "B", "C", "D", "Đã rà soát", "Đáp án"])
    found = singles(rng, 20)
    for n, one in enumerate(found, 1):
        sheet.append([n, one.stem, *one.options, "x" if n % 2 else None, LETTERS[one.key[0]]])
    return found


def unknown_head(book: Any, rng: Random) -> list[Question]:
    """An odd word over the numbers; the first question's cells look like heads: 1 and B."""
    sheet = book.active
    sheet.append(["Thứ tự trong bộ đề", "Câu hỏi và phương án trả lời", "Đáp án"])
    found = singles(rng, 20, closing=0)
    found[0] = replace(found[0], key=(1,))
    for n, one in enumerate(found, 1):
        lines = [one.stem, *(f"{LETTERS[k]}. {text}" for k, text in enumerate(one.options))]
        sheet.append([n, "\n".join(lines), LETTERS[one.key[0]]])
    return found


def topics_joined(book: Any, rng: Random) -> list[Question]:
    """Topics joined over many rows, three to five options, several keys, points."""
    sheet = book.active
    sheet.append(["TT", "Chuyên đề", "Nội dung", "A", "B", "C", "D", "E", "Đáp án", "Điểm"])
    found = []
    for n in range(1, 41):
        topic = ("Công tác tổ chức", "Công tác kiểm tra")[n > 20]
        one = replace(single(rng, rng.choice((3, 4, 5)), closing=0), topic=topic)
        key = LETTERS[one.key[0]]
        if n % 5 == 0:
            one, key = replace(one, key=(0, 2), kind="multiple"), ("A, C", "A và C", "AC")[n % 3]
        found.append(one)
        texts = [*one.options, *[None] * (5 - len(one.options))]
        sheet.append([n, topic if n in (1, 21) else None, one.stem, *texts, key, 0.25])
    sheet.merge_cells("B2:B21")
    sheet.merge_cells("B22:B41")
    return found


def letterhead(book: Any, rng: Random) -> list[Question]:
    """A letterhead above the heads, and a signature below the last row."""
    sheet = book.active
    for left, right in (
        ("ĐẢNG BỘ PHƯỜNG A", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("BAN TUYÊN GIÁO", "Ngày 02 tháng 9 năm 2025"),
    ):
        sheet.append([left, None, None, None, right])
    sheet.append(["CÂU HỎI TRẮC NGHIỆM CUỘC THI TÌM HIỂU"])
    sheet.append([])
    sheet.append(["STT", "CÂU HỎI", "PHƯƠNG ÁN TRẢ LỜI", None, None, None, "ĐÁP ÁN"])
    sheet.append([None, None, "A", "B", "C", "D"])
    sheet.append(["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"])
    found = singles(rng, 30)
    for n, one in enumerate(found, 1):
        sheet.append([f"{n:02}", one.stem, *one.options, LETTERS[one.key[0]]])
    sheet.append([])
    sheet.append([None, None, None, None, None, "TM. BAN TỔ CHỨC"])
    sheet.append([None, None, None, None, None, "Nguyễn Văn A"])
    return found


def one_old_row(book: Any, rng: Random) -> list[Question]:
    """Unicode, but for one row that was copied from an old file; short options have marks that
    TCVN3 has, too."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "A", "B", "C", "D", "Đáp án"])
    found = []
    for n in range(1, 31):
        one = replace(single(rng, closing=0), options=("Phòng", "Không", "Hà Nam", "Côn Lôn"))
        texts = [one.stem, *one.options]
        if n == 7:
            texts = [text[:1] + text[1:].lower() for text in texts]
            one = replace(one, stem=texts[0], options=tuple(texts[1:]))
            texts = ["".join(_TO_TCVN3.get(char, char) for char in text) for text in texts]
        found.append(one)
        sheet.append([n, *texts, LETTERS[one.key[0]]])
    return found


def rounded_numbers(book: Any, rng: Random) -> list[Question]:
    """Numbers whose format shows them otherwise: rounded, with zeros or words around them."""
    sheet = book.active
    sheet.append(["STT", "Câu hỏi", "A", "B", "C", "D", "Đáp án"])
    forms: dict[str, tuple[list[float], list[str]]] = {
        "0": ([2.5, 3.5, 4.5, 0.5], ["3", "4", "5", "1"]),
        "00": ([5, 10, 15, 7], ["05", "10", "15", "07"]),
        "0%": ([0.125, 0.375, 0.5, 0.995], ["13%", "38%", "50%", "100%"]),
        "0.0##": ([1.25, 1.2, 1.2345, 1], ["1,25", "1,2", "1,235", "1,0"]),
        '0" ngày"': ([5, 10, 15, 20], ["5 ngày", "10 ngày", "15 ngày", "20 ngày"]),
        "#,##0\\ [$₫-42A]": ([4500, 450, 1e6, 0], ["4.500 ₫", "450 ₫", "1.000.000 ₫", "0 ₫"]),
    }
    found = []
    for n in range(1, 25):
        form, (values, shown) = [*forms.items()][n % len(forms)]
        stem = stem_of(rng)
        sheet.append([n, stem, *values, LETTERS[n % 4]])
        for column in range(3, 7):
            sheet.cell(sheet.max_row, column).number_format = form
        sheet.cell(sheet.max_row, 1).number_format = rng.choice(("00", '"Câu "0'))
        found.append(Question(stem, tuple(shown), (n % 4,)))
    return found


LAYOUTS: dict[str, Layout] = {
    one.__name__: one
    for one in (
        letters_beside, digits_beside, two_keys, key_first, questions_alone, numbers_in_stems,
        wrapped_questions, blank_rows_between, judged_list, judged_rows, judged_columns,
        keys_beside_questions, keys_on_a_sheet, keys_to_the_right, wrong_options, semicolons,
        answers_alone, game, two_beside_two, crosses_at_the_end, letters_in_cells,
        remarks_with_crosses, unknown_head, topics_joined, letterhead, one_old_row, rounded_numbers,
    )
}  # fmt: skip
