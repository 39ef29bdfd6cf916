"""Habits of banks that boards, schools and contests publish, and that a reader once stumbled over.

The content is invented. To add a layout, see ``word_layouts``.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.office.content import Question, reason_of, single, singles, stem_of
from tests.office.general import known, knowns
from tests.office.sheets_of_paper import Paper

Layout = Callable[[Paper, Random], list[Question]]
LETTERS = "ABCDEFGH"


def options(paper: Paper, one: Question, form: str = "{}. ", letters: str = LETTERS) -> None:
    """A plain line for each option."""
    for place, text in enumerate(one.options):
        paper.add(form.format(letters[place]) + text)


def essay(rng: Random) -> Question:
    """A question to be answered in writing."""
    return Question(f"Đồng chí hãy trình bày trách nhiệm của {stem_of(rng)[5:-1]}.", kind="essay")


_PARTS = (
    ("A. TRẮC NGHIỆM (7 điểm)", "B. TỰ LUẬN (3 điểm)"),
    ("I. PHẦN TRẮC NGHIỆM (7,0 điểm)", "II. PHẦN TỰ LUẬN (3,0 điểm)"),
    ("A. PHẦN TRẮC NGHIỆM: 7 điểm", "B. PHẦN TỰ LUẬN: 3 điểm"),
    ("PHẦN I. TRẮC NGHIỆM KHÁCH QUAN", "PHẦN II. TỰ LUẬN"),
)
_GUIDES = ("ĐÁP ÁN VÀ HƯỚNG DẪN CHẤM", "HƯỚNG DẪN CHẤM", "HƯỚNG DẪN CHẤM ĐỀ SỐ 3", "ĐÁP ÁN")


def exams_with_guides(paper: Paper, rng: Random) -> list[Question]:
    """Four exams in one file, each with its own keys and guides behind its questions."""
    found: list[Question] = []
    for n, (first, second) in enumerate(_PARTS):
        paper.add([(f"ĐỀ SỐ {n + 1}", "b")], centre=True)
        paper.add("Họ và tên học viên: ………………")
        paper.add([(first, "b")])
        ours = singles(rng, 8, closing=0)
        for k, one in enumerate(ours, 1):
            paper.add([(f"Câu {k}: ", "b"), one.stem])
            options(paper, one)
        paper.add([(second, "b")])
        asked = essay(rng)
        number = 9 if n % 2 else 1
        paper.add([(f"Câu {number} ", "b"), f"(3 điểm): {asked.stem}"])
        paper.add([(_GUIDES[n], "b")], centre=True)
        paper.add([(first, "b")])
        keys = [LETTERS[one.key[0]] for one in ours]
        paper.table([["Câu", *map(str, range(1, 9))], ["Đáp án", *keys]])
        paper.add([(second, "b")])
        paper.add([(f"Câu {number}. ", "b"), "Yêu cầu nêu được:"])
        paper.add(reason := reason_of(rng))
        paper.add("1945. Cách mạng tháng Tám")
        guide = f"Yêu cầu nêu được:\n{reason}\nCách mạng tháng Tám"  # a list's number is no text
        found += [*ours, replace(asked, rubric=guide)]
    return found


def exams_that_count(paper: Paper, rng: Random) -> list[Question]:
    """The same with numbers alone, that go on in the essays, and keys in lines."""
    found: list[Question] = []
    for n in range(3):
        paper.add([(f"ĐỀ THI SỐ {n + 1:02}", "b")], centre=True)
        paper.add([("I. TRẮC NGHIỆM (6 điểm)", "b")])
        ours = singles(rng, 8, closing=0)
        for k, one in enumerate(ours, 1):
            paper.add(f"{k}. {one.stem}")
            options(paper, one, letters="abcd")
        paper.add([("II. TỰ LUẬN (4 điểm)", "b")])
        asked = [essay(rng), essay(rng)]
        for k, one in enumerate(asked, 9):
            paper.add(f"{k}. {one.stem}")
        paper.add([("HƯỚNG DẪN CHẤM", "b")], centre=True)
        paper.add([("I. TRẮC NGHIỆM (6 điểm)", "b")])
        paper.add("; ".join(f"{k}-{'abcd'[one.key[0]]}" for k, one in enumerate(ours, 1)))
        paper.add([("II. TỰ LUẬN (4 điểm)", "b")])
        for k, one in enumerate(asked, 9):
            paper.add(f"{k}. Nêu được các ý:")
            paper.add("1945. Cách mạng tháng Tám (0,5 điểm)")
            guide = "Nêu được các ý:\nCách mạng tháng Tám (0,5 điểm)"
            asked[k - 9] = replace(one, rubric=guide)
        found += [*ours, *asked]
    return found


def keys_of_the_last_part(paper: Paper, rng: Random) -> list[Question]:
    """Two parts that begin at 1; the first is highlighted, the keys of the second stand behind."""
    paper.add([("I. PHẦN THI KHỞI ĐỘNG", "b")])
    first = singles(rng, 15, closing=0)
    for n, one in enumerate(first, 1):
        paper.add(f"{n}/ {one.stem}")
        for place, text in enumerate(one.options):
            paper.add([(f"{LETTERS[place]}. {text}", "h" if place in one.key else "")])
    paper.add([("II. PHẦN THI TĂNG TỐC", "b")])
    second = singles(rng, 10, closing=0)
    for n, one in enumerate(second, 1):
        paper.add(f"{n}) {one.stem}")
        options(paper, one, form="{}- ")
    paper.add([("ĐÁP ÁN PHẦN THI TĂNG TỐC", "b")], centre=True)
    keys = [LETTERS[one.key[0]] for one in second]
    paper.table([[*map(str, range(1, 11))], keys])
    return [*first, *second]


def a_solution_each(paper: Paper, rng: Random) -> list[Question]:
    """*Lời giải* in a line of its own below every question, chapters that begin at 1."""
    found: list[Question] = []
    for chapter in ("CHỦ ĐỀ 1: NHÀ NƯỚC", "CHỦ ĐỀ 2: ĐOÀN THỂ"):
        paper.add([(chapter, "b")], centre=True)
        for n in range(1, 13):
            one = single(rng, closing=0)
            if n % 4 == 0:
                one = replace(one, stem=f"Cho các ý:\n1. Công khai;\n2. Minh bạch.\n{one.stem}")
            first, *others = one.stem.split("\n")
            paper.add([(f"Câu {n}. ", "b"), first])
            for line in others:
                paper.add(line)
            options(paper, one)
            paper.add([("Lời giải", "b")], centre=True)
            paper.add([(f"Chọn {LETTERS[one.key[0]]}", "b")])
            found.append(one)
    return found


def keys_in_words(paper: Paper, rng: Random) -> list[Question]:
    """Behind all questions *Câu 2: B. Hà Nội*, or the letter alone, under *PHẦN ĐÁP ÁN*."""
    found = singles(rng, 20, closing=0)
    for n, one in enumerate(found, 1):
        paper.add(f"Câu {n}: {one.stem}")
        options(paper, one)
    paper.add([("PHẦN ĐÁP ÁN", "b")], centre=True)
    for n, one in enumerate(found, 1):
        letter, text = LETTERS[one.key[0]], one.options[one.key[0]]
        paper.add((f"Câu {n}: {letter}. {text}", f"Câu {n}: {letter}")[n % 3 == 0])
    return found


def several_without_colon(paper: Paper, rng: Random) -> list[Question]:
    """*=> Đáp án a, c*: several letters behind a word without any mark."""
    found = []
    for n in range(1, 21):
        one = replace(single(rng, closing=0), key=(0, 2), kind="multiple")
        paper.add(f"Câu {n}. {one.stem}")
        options(paper, one, letters="abcd")
        between = (", ", " và ", ",", "; ")[n % 4]
        paper.add(f"{('=> Đáp án', 'Đáp án', 'Chọn')[n % 3]} a{between}c")
        found.append(one)
    return found


def web_form(paper: Paper, rng: Random) -> list[Question]:
    """Copied from a form: a star behind each question, its points below, circles before letters."""
    found = []
    for n, one in enumerate(knowns(rng, 20), 1):
        paper.add(f"{n}. {one.stem} *")
        if n % 2:
            paper.add(("(1 điểm)", "0/1 điểm")[n % 3 == 0])
        options(paper, one, form="○ {}. ")
        paper.add(f"Câu trả lời đúng: {LETTERS[one.key[0]]}")
        found.append(one)
    return found


def sentences_alike(paper: Paper, rng: Random) -> list[Question]:
    """Cases in the same words, with numbers that go up here and there, as those of pages do."""
    found = []
    for n in range(1, 31):
        one = known(rng)
        more = f"Ông gửi đơn lần {n % 7} đến xã, kèm {n // 2 + n % 3} trang tài liệu."
        one = replace(one, stem=f"Ông A hỏi xã về {n} việc.\n{more}\n{one.stem}")
        for k, line in enumerate(one.stem.split("\n")):
            paper.add(line if k else f"Câu {n}. {line}")
        options(paper, one)
        paper.add(f"Đáp án: {LETTERS[one.key[0]]}")
        found.append(one)
    return found


def run_together(paper: Paper, rng: Random) -> list[Question]:
    """*Câu 12.98/QĐ-UBND*, *Câu 2l.*, *Câu 2O.*, a letter twice in one line."""
    found = []
    for n in range(1, 41):
        one = single(rng, closing=0)
        label = f"Câu {n}."
        if n % 10 == 2:
            one = replace(one, stem=f"{n + 40}/QĐ-UBND là văn bản nào? {one.stem}")
        elif n % 10 in (0, 1):
            label = label.replace("1", "l").replace("0", "O")
        paper.add(f"{label}{one.stem}")
        texts = [f"{LETTERS[k]}. {text}" for k, text in enumerate(one.options)]
        if n % 8 == 3:
            texts[3] = f"C. {one.options[3]}"
            paper.add("     ".join(texts[:2]))
            paper.add("     ".join(texts[2:]))
            one = replace(one, key=(n % 2,))
        else:
            options(paper, one)
        paper.add(f"Đáp án: {LETTERS[one.key[0]]}")
        found.append(one)
    return found


def keys_side_by_side(paper: Paper, rng: Random) -> list[Question]:
    """Behind all questions a table *Câu | Đáp án | Căn cứ*, twice beside each other."""
    found = singles(rng, 20, closing=0)
    for n, one in enumerate(found, 1):
        paper.add(f"Câu {n}. {one.stem}")
        options(paper, one, letters="abcd")
    paper.add([("PHỤ LỤC: ĐÁP ÁN BỘ CÂU HỎI", "b")], centre=True)
    rows = [["Câu", "Đáp án", "Căn cứ"] * 2]
    reasons = [reason_of(rng) for _ in found]
    for n in range(10):
        cells = ((str(k + 1), "abcd"[found[k].key[0]], reasons[k]) for k in (n, n + 10))
        rows.append([text for group in cells for text in group])
    paper.table(rows)
    return [replace(one, explanation=why) for one, why in zip(found, reasons, strict=True)]


def boxes(paper: Paper, rng: Random) -> list[Question]:
    """Boxes before options, the right one ticked, below lists with dashes and numbers."""
    found = []
    for n in range(1, 21):
        texts = (("26/3", "10/10", "01/7", "3"), ("C. Mác", "V.I. Lênin", "Ph. Ăngghen", "Ai khác"))
        one = Question(stem_of(rng), texts[n % 2], (n % 4,))
        mark = ("- ", "{}. ", "({}) ")[n % 3]
        listed = [mark.format(k) + text for k, text in enumerate(("Công khai;", "Kịp thời."), 1)]
        one = replace(one, stem="\n".join(("Cho các ý:", *listed, one.stem)))
        for row, line in enumerate(one.stem.split("\n")):
            paper.add(line if row else f"Câu {n}. {line}")
        for place, text in enumerate(one.options):
            paper.add(f"{'☒' if place in one.key else '☐'} {text}")
        found.append(one)
    return found


def counted_parts(paper: Paper, rng: Random) -> list[Question]:
    """*2. Nêu gương (10 câu)* over each part; essays with lists below *Trả lời:*."""
    found: list[Question] = []
    for part, name in enumerate(("Điều lệ", "Nêu gương", "Dân vận"), 1):
        topic = f"{part}. {name} (8 câu)"
        paper.add([(topic, "b")])
        for one in singles(rng, 8, closing=0):
            paper.add([(f"Câu {len(found) + 1}: ", "b"), one.stem])
            for place, text in enumerate(one.options):
                paper.add([(f"{LETTERS[place]}. ", "b" if place in one.key else ""), text])
            found.append(replace(one, topic=topic))
    paper.add([("PHẦN II. CÂU HỎI TỰ LUẬN", "b")])
    for n in range(25, 31):
        asked = replace(essay(rng), rubric="Nâng cao nhận thức.\na) Ở tỉnh;\nb) Ở xã.")
        paper.add([(f"Câu {n}. ", "b"), asked.stem])
        paper.add([(("Trả lời:", "Gợi ý trả lời:")[n % 2], "bi")])
        for line in ("1. Nâng cao nhận thức.", "a) Ở tỉnh;", "b) Ở xã."):
            paper.add(line)
        found.append(asked)
    return found


LAYOUTS: dict[str, Layout] = {
    one.__name__: one
    for one in (
        exams_with_guides, exams_that_count, keys_of_the_last_part, a_solution_each,
        keys_in_words, several_without_colon, web_form, sentences_alike, run_together,
        keys_side_by_side, boxes, counted_parts,
    )
}  # fmt: skip
