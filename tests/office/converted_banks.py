"""Whole banks that came out of converters, or were pasted together: 300 questions in each.

The habits are those of banks that were printed, scanned or saved as PDF and made a Word document
again; the content is invented. To add one, see CONTRIBUTING, *Add a layout of question banks*.
"""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from tests.office.content import Question, reason_of
from tests.office.general import facts, known, knowns
from tests.office.real_banks import LETTERS, options
from tests.office.sheets_of_paper import Paper, Spans

Layout = Callable[[Paper, Random], list[Question]]
PARTS = ("ĐỘNG VẬT", "THỰC VẬT", "SÔNG NGÒI", "LỄ HỘI", "NGHỀ CŨ", "CÂU ĐỐ")
_HEADS = ("HỘI ĐỒNG THI TÌM HIỂU", "NGÂN HÀNG CÂU HỎI KIẾN THỨC CHUNG")


def pages_with_heads(paper: Paper, rng: Random) -> list[Question]:
    """Printed lines as paragraphs; the same two lines stand on every page, in the middle of
    questions and options, with no number; words are parted at their hyphens."""
    found, count = knowns(rng, 300), 0

    def add(text: str, look: str = "") -> None:
        nonlocal count
        for line in textwrap.wrap(text, 64, break_long_words=False):
            if count % 41 == 0:
                for head in _HEADS:
                    paper.add(head)
            count += 1
            paper.add([(line, look)])

    for n, one in enumerate(found, 1):
        if n % 3 == 0:
            case = "trong khuôn khổ hoạt động văn hóa-xã hội được tổ chức ở nhiều điểm trường"
            one = replace(one, stem=f"{one.stem[:-1]} {case}?")
        if n % 4 == 0:
            longer = "như ghi chép của những người đi trước ở các đội Bắc-Nam đã nêu"
            one = replace(one, options=tuple(f"{text}, {longer}" for text in one.options))
        found[n - 1] = one
        add(f"Câu {n}. {one.stem}")
        for place, text in enumerate(one.options):
            add(f"{LETTERS[place]}. {text}", "b" if place in one.key else "")
    return found


def two_columns(paper: Paper, rng: Random) -> list[Question]:
    """A and C beside each other, B and D below; long ones go on in the next line, at their tab."""
    found = knowns(rng, 300)
    for n, one in enumerate(found, 1):
        if n % 3 == 0:
            one = replace(one, options=tuple(f"{text} của người dân" for text in one.options))
            found[n - 1] = one
        paper.add([(f"Câu {n}: ", "b"), one.stem])
        texts = [f"{LETTERS[k]}. {text}" for k, text in enumerate(one.options)]
        for left, right in ((0, 2), (1, 3)) if n % 2 else ((0, 1), (2, 3)):
            if n % 3:
                paper.add(f"{texts[left]}\t{texts[right]}")
                continue
            pair = [texts[k].rpartition(" của ")[::2] for k in (left, right)]
            paper.add("\t".join(first for first, _ in pair))
            paper.add("\t".join(f"của {rest}" for _, rest in pair))
        paper.add(f"Đáp án: {LETTERS[one.key[0]]}")
    return found


def label_alone(paper: Paper, rng: Random) -> list[Question]:
    """*Câu 12:* in bold, the question in the next paragraph; just the letter of the right option
    is underlined. Questions and options begin with years, numbers and initials."""
    starts = ("1945 là năm nhắc trong bài. ", "5 người cùng đi. ", "A. Pa-xtơ kể rằng: ", "", "",
              "I. Niu-tơn và nhóm của ông. ", "Câu chuyện kể rằng: ")  # fmt: skip
    found = knowns(rng, 300)
    for n, one in enumerate(found, 1):
        one = replace(one, stem=starts[n % len(starts)] + one.stem)
        found[n - 1] = one
        paper.add([(f"Câu {n}:", "b")])
        paper.add(one.stem)
        for place, text in enumerate(one.options):
            paper.add([(LETTERS[place], "u" if place in one.key else ""), f". {text}"])
    return found


def keys_in_full(paper: Paper, rng: Random) -> list[Question]:
    """The key repeats the right option: as it stands, with its letter, with other marks around."""
    forms = (
        "Đáp án đúng là: {text}", "Đáp án: {letter}. {text}", "Đáp án đúng: “{text}”.",
        "=> Đáp án đúng là: {letter}. {text}.", "Đáp án: {letter} - {text}", "Trả lời: {text}.",
        "Phương án đúng: {letter}) {text}", "Đáp án đúng là: {lower}.",
    )  # fmt: skip
    found = knowns(rng, 300)
    for n, one in enumerate(found, 1):
        paper.add(f"Câu {n}. {one.stem}")
        options(paper, one, form="{}) ", letters="abcd")
        text = one.options[one.key[0]]
        said = {"text": text, "lower": text[0].lower() + text[1:], "letter": LETTERS[one.key[0]]}
        paper.add(forms[n % len(forms)].format(**said))
        found[n - 1] = replace(one, explanation="")
    return found


def joined_cells(paper: Paper, rng: Random) -> list[Question]:
    """One table: number and question are joined over the rows of their options, an x marks the
    right one; parts are rows that are joined as a whole."""
    rows: list[Sequence[Spans]] = [("STT", "Nội dung câu hỏi", "Phương án trả lời", "Đáp án")]
    found: list[Question] = []
    across, down = list[tuple[int, int, int]](), list[int]()
    for n, one in enumerate(knowns(rng, 300), 1):
        if n % 50 == 1:
            across.append((len(rows), 0, 3))
            rows.append((f"PHẦN {n // 50 + 1}: {PARTS[n // 50]}", "", "", ""))
        down.append(len(rows))
        for k, text in enumerate(one.options):
            first = (str(n), one.stem) if k == 0 else ("", "")
            rows.append((*first, f"{LETTERS[k]}. {text}", "x" if k in one.key else ""))
        found.append(replace(one, topic=f"PHẦN {(n - 1) // 50 + 1}: {PARTS[(n - 1) // 50]}"))
    table = paper.table(rows, merge=across)
    for top in down:
        _join_below(table, top, 4)
    return found


def _join_below(table: Any, top: int, count: int) -> None:
    """Join the first two cells of a row with those below."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for n in range(count):
        for cell in table._tbl.tr_lst[top + n].tc_lst[:2]:
            merge = OxmlElement("w:vMerge")
            if n == 0:
                merge.set(qn("w:val"), "restart")
            cell.get_or_add_tcPr().append(merge)


def keys_by_tens(paper: Paper, rng: Random) -> list[Question]:
    """The keys of all are letters alone, ten in a line, now with the first number and now not."""
    found = knowns(rng, 300)
    for n, one in enumerate(found, 1):
        paper.add([(f"Câu {n}. ", "b"), one.stem])
        options(paper, one)
    paper.add([("ĐÁP ÁN", "b")], centre=True)
    keys = [LETTERS[one.key[0]] for one in found]
    for at in range(0, 300, 10):
        ten = keys[at : at + 10]
        ahead = f"{at + 1}. " if at % 50 == 0 else ""
        paper.add(ahead + ("" if at % 20 else " ").join(ten))
    return found


def parts_without_numbers(paper: Paper, rng: Random) -> list[Question]:
    """No numbers; headings in bold, capitals or plain, instructions and counts above questions.

    A plain line above a question may be part of it: that is told.
    """
    paper.add([("BỘ CÂU HỎI TÌM HIỂU KIẾN THỨC CHUNG", "b")], centre=True)
    found: list[Question] = []
    instructions = ("Chọn phương án đúng nhất", "Hãy chọn câu trả lời đúng trong các câu sau:",
                    "Khoanh tròn vào chữ cái trước đáp án đúng.")  # fmt: skip
    for n, one in enumerate(knowns(rng, 300), 1):
        if n % 30 == 1:
            part = PARTS[n // 30 % len(PARTS)]
            paper.add([(part if n % 60 == 1 else part.capitalize(), "b" if n % 60 != 1 else "")])
            one = replace(one, topic=part if n % 60 == 1 else part.capitalize())
        if n % 20 == 11:
            paper.add(instructions[n % 3])
        stray = f"Nhóm câu hỏi của tổ {n}" if n % 60 == 7 else ""
        for line in filter(None, (stray, one.stem)):
            paper.add(line)
        options(paper, one, look="b")
        if stray:
            one = replace(one, stem=f"{stray}\n{one.stem}", notes=("stem_unsure",))
        found.append(one)
    return found


def boxes_of_truths(paper: Paper, rng: Random) -> list[Question]:
    """Sentences with boxes for right and wrong below or behind them, one of the two ticked."""
    found = facts(rng, 300)
    for n, one in enumerate(found, 1):
        yes, no = ("☒", "☐") if one.accept == "đúng" else ("☐", "☒")
        boxes = (f"{yes} Đúng\t{no} Sai", f"Đúng {yes}   Sai {no}", f"[{'x' * (yes == '☒')}] Đúng"
                 f"  [{'x' * (no == '☒')}] Sai")[n % 3]  # fmt: skip
        if n % 2:
            paper.add(f"Câu {n}. {one.stem}")
            paper.add(boxes)
        else:
            paper.add(f"Câu {n}. {one.stem}\t{boxes}")
    return found


def roman_parts(paper: Paper, rng: Random) -> list[Question]:
    """*Câu I.*, *Câu II (5 điểm):* are parts, in which *1.*, *2.* count on."""
    numerals = ("I", "II", "III", "IV", "V", "VI")
    found: list[Question] = []
    for n, one in enumerate(knowns(rng, 300), 1):
        if n % 50 == 1:
            k = n // 50
            title = f"Câu {numerals[k]}{('.', ' (5 điểm):')[k % 2]} Phần kiến thức về {PARTS[k]}"
            paper.add([(title, "b" * (k % 3 > 0))])
        paper.add(f"{n}. {one.stem}")
        options(paper, one, form="{}/ ", letters="abcd")
        paper.add(f"Đáp án: {LETTERS[one.key[0]]}")
        found.append(replace(one, topic=title))
    return found


def pages_as_tables(paper: Paper, rng: Random) -> list[Question]:
    """Every page is a table of one row: its two columns of print, with whole questions in each."""
    found = knowns(rng, 300)
    texts: list[str] = []
    for n, one in enumerate(found, 1):
        lines = [f"Câu {n}. {one.stem}"]
        for place, text in enumerate(one.options):
            lines.append(f"{'*' * (place in one.key)}{LETTERS[place]}. {text}")
        texts.append("\n".join(lines))
    for at in range(0, 300, 10):
        left, right = texts[at : at + 5], texts[at + 5 : at + 10]
        paper.table([["\n".join(left), "\n".join(right)]])
        paper.add(f"Trang {at // 10 + 1}")
    return found


def reasons_and_notes(paper: Paper, rng: Random) -> list[Question]:
    """Small print behind every question: source, who wrote it, when it was looked at."""
    found = []
    for n in range(1, 301):
        one = known(rng, 3 + n % 2)
        paper.add([(f"Câu hỏi số {n:03}", "bu"), (f" [{('NB', 'TH', 'VD')[n % 3]}]", "i")])
        paper.add([(one.stem, "b")])
        for place, text in enumerate(one.options):
            mark = ("✓ ", "☑ ")[n % 2] if place in one.key else "   "
            paper.add(f"{mark}{LETTERS[place]}. {text}")
        reason = reason_of(rng)
        paper.add([("Trích dẫn: ", "b"), reason])
        found.append(
            replace(
                one, level=("nhớ", "hiểu", "vận dụng")[n % 3], explanation=f"Trích dẫn: {reason}"
            )
        )
    return found


LAYOUTS: dict[str, Layout] = {
    one.__name__: one
    for one in (
        pages_with_heads, two_columns, label_alone, keys_in_full, joined_cells, keys_by_tens,
        parts_without_numbers, boxes_of_truths, roman_parts, pages_as_tables, reasons_and_notes,
    )
}  # fmt: skip
