"""Layouts of Word documents in use, some ugly on purpose: each writes questions its own way.

To add one, write a function and put its name into ``LAYOUTS``. It gets a paper and a source of
chance, writes questions and gives back what must be read.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from random import Random

from kit.text.legacy import TCVN3, VNI
from tests.office.content import Question, reason_of, single, singles, statements, stem_of
from tests.office.sheets_of_paper import Paper

Layout = Callable[[Paper, Random], list[Question]]
LETTERS = "ABCDEFGH"
_TO_TCVN3 = {shown: old for old, shown in TCVN3.items()}
_TO_VNI = {shown: old for old, shown in VNI.items()}
_TO_VNI |= {shown.upper(): old.upper() for old, shown in VNI.items()}


def underlined(paper: Paper, rng: Random) -> list[Question]:
    """``Câu 1:``, an option a line, the right one underlined as a whole; a title and HẾT."""
    paper.add("ỦY BAN NHÂN DÂN PHƯỜNG", centre=True)
    paper.add([("NGÂN HÀNG CÂU HỎI TRẮC NGHIỆM", "b")], centre=True)
    paper.add("Thời gian làm bài: 60 phút")
    found = singles(rng, 20)
    for n, one in enumerate(found, 1):
        paper.add([(f"Câu {n}: ", "b"), one.stem])
        for letter, (place, text) in zip(LETTERS, enumerate(one.options), strict=False):
            looks = "u" if place in one.key else ""
            paper.add([(f"{letter}. {text}", looks)])
        paper.add("")
    paper.add("--------- HẾT ---------", centre=True)
    return found


def letters_only(paper: Paper, rng: Random) -> list[Question]:
    """Bold questions, all letters bold and blue; only the letter of the right one is underlined."""
    found = singles(rng, 20)
    for n, one in enumerate(found, 1):
        paper.add([(f"Câu {n}. {one.stem}", "b")])
        for place, text in enumerate(one.options):
            looks = "bBu" if place in one.key else "bB"
            paper.add([(f"{LETTERS[place]}.", looks), f" {text}"])
    return found


def two_by_two(paper: Paper, rng: Random) -> list[Question]:
    """Options two by two with tabs between, the right one red."""
    found = singles(rng, 20)
    for n, one in enumerate(found, 1):
        paper.add(f"Câu {n}/ {one.stem}")
        parts = [
            (f"{LETTERS[place]}. {text}", "r" if place in one.key else "")
            for place, text in enumerate(one.options)
        ]
        paper.add([parts[0], "\t\t", parts[1]])
        paper.add([parts[2], "\t", parts[3]])
    return found


def one_line(paper: Paper, rng: Random) -> list[Question]:
    """Short options in one line with tabs or spaces, long ones below each other; highlighted."""
    found = []
    for n in range(1, 21):
        one = single(rng)
        if n % 2:
            years = sorted(rng.sample(range(1930, 2025), 4))
            one = Question(f"{stem_of(rng)[:-1]} (ghi năm)?", tuple(map(str, years)), (n % 4,))
        found.append(one)
        paper.add([(f"CÂU {n}: ", "b"), one.stem])
        parts = [
            (f"{LETTERS[place]}) {text}", "h" if place in one.key else "")
            for place, text in enumerate(one.options)
        ]
        if n % 2:
            gap = "\t" if n % 3 else "      "
            paper.add([parts[0], gap, parts[1], gap, parts[2], gap, parts[3]])
        else:
            for part in parts:
                paper.add([part])
    return found


def answer_lines(paper: Paper, rng: Random) -> list[Question]:
    """``1.`` and ``a)``, a line with the key in many spellings, reasons with a label."""
    ways = ("Đáp án: {}", "ĐÁP ÁN {}", "Đáp án đúng là: {}", "Đ/A: {}", "=> {}", "Chọn {}",
            "Trả lời: {}.", "Đáp án {}", "ĐA: {}", "→ Chọn đáp án {}")  # fmt: skip
    found = []
    for n in range(1, 21):
        one = single(rng, closing=0)
        paper.add(f"{n}. {one.stem}")
        for place, text in enumerate(one.options):
            paper.add(f"{LETTERS[place].lower()}) {text}")
        letter = LETTERS[one.key[0]]
        paper.add(ways[n % len(ways)].format(letter.lower() if n % 4 == 0 else letter))
        reason = None
        if n % 2:
            reason = reason_of(rng)
            paper.add(f"{('Giải thích', 'Lời giải', 'Hướng dẫn giải')[n % 3]}: {reason}")
        found.append(replace(one, explanation=reason))
    return found


def automatic(paper: Paper, rng: Random) -> list[Question]:
    """Numbers and letters are automatic and in no text; the right option is bold."""
    numbers = paper.numbered(("decimal", "Câu %1:"))
    letters = paper.numbered(("upperLetter", "%1."))
    found = singles(rng, 20)
    for one in found:
        paper.add([(one.stem, "b")], level=(numbers, 0))
        own = paper.again(letters)
        for place, text in enumerate(one.options):
            paper.add([(text, "b" if place in one.key else "")], level=(own, 0))
    return found


def two_levels(paper: Paper, rng: Random) -> list[Question]:
    """One list of two levels, ``1.`` and ``A.``; keys in tables of two rows at the end."""
    levels = paper.numbered(("decimal", "%1."), ("upperLetter", "%2."))
    found = singles(rng, 25)
    for one in found:
        paper.add(one.stem, level=(levels, 0))
        for text in one.options:
            paper.add(text, level=(levels, 1))
    paper.add([("BẢNG ĐÁP ÁN", "b")], centre=True)
    for begin in range(0, 25, 10):
        part = found[begin : begin + 10]
        numbers = [str(begin + n) for n in range(1, len(part) + 1)]
        keys = [LETTERS[one.key[0]] for one in part]
        paper.table([["Câu", *numbers], ["Đáp án", *keys]])
        paper.add("")
    return found


def key_lists(paper: Paper, rng: Random) -> list[Question]:
    """Two parts that both begin at 1, a list of keys behind each."""
    found = []
    for part, title in enumerate(("PHẦN I. LUẬT", "PHẦN II. NGHỊ ĐỊNH")):
        paper.add([(title, "b")])
        ours = [replace(one, topic=title) for one in singles(rng, 10)]
        for n, one in enumerate(ours, 1):
            paper.add(f"Câu {n}. {one.stem}")
            for place, text in enumerate(one.options):
                paper.add(f"{LETTERS[place]}.{text}" if part else f"{LETTERS[place]}. {text}")
        paper.add("ĐÁP ÁN")
        marks = ("{}-{}", "{}.{}") if part else ("{}{}", "Câu {}: {}")
        pairs = [marks[n > 5].format(n, LETTERS[one.key[0]]) for n, one in enumerate(ours, 1)]
        paper.add("; ".join(pairs[:5]))
        paper.add("   ".join(pairs[5:]))
        found += ours
    return found


def lists_in_stems(paper: Paper, rng: Random) -> list[Question]:
    """Stems of several paragraphs with lists of their own, stars before the right option."""
    found = []
    for n in range(1, 21):
        heads = rng.sample(("Viên chức là công dân.", "Tuyển dụng qua thi tuyển.", "Ký hợp đồng có "
                            "thời hạn.", "Được biệt phái.", "Có thời gian tập sự."), 4)  # fmt: skip
        marks = ("{}. ", "({}) ", "{}) ")[n % 3]
        lines = [f"{marks.format(k)}{text}" for k, text in enumerate(heads, 1)]
        if n % 5 == 0:
            lines = [f"{'abcd'[k]}) {text}" for k, text in enumerate(heads)]
        stem = "\n".join(("Cho các nhận định sau:", *lines, "Số nhận định đúng là:"))
        one = Question(stem, ("1", "2", "3", "4"), (n % 4,))
        found.append(one)
        first, *others = stem.split("\n")
        paper.add(f"{n}. {first}")
        for other in others:
            paper.add(other)
        for place, text in enumerate(one.options):
            paper.add(f"{'*' if place in one.key else ''}{LETTERS[place]}. {text}")
    return found


def soft_breaks(paper: Paper, rng: Random) -> list[Question]:
    """A whole question in one paragraph, its lines parted by Shift+Enter; *(đúng)* behind."""
    marks = (" (đúng)", " (Đ)", " (đ).", "*", " ✓", " @", " [x]")
    found = singles(rng, 21)
    for n, one in enumerate(found, 1):
        lines = [f"Câu hỏi {n}: {one.stem}"]
        for place, text in enumerate(one.options):
            mark = marks[n % len(marks)] if place in one.key else ""
            lines.append(f"{LETTERS[place]}. {text}{mark}")
        paper.add("\n".join(lines))
    return found


def table_of_questions(paper: Paper, rng: Random) -> list[Question]:
    """A table with a column for each option; the second table has no heads."""
    found = singles(rng, 20)
    rows = [[str(n), one.stem, *one.options, LETTERS[one.key[0]]] for n, one in enumerate(found, 1)]
    heads = ["STT", "Nội dung câu hỏi", "Phương án A", "Phương án B", "Phương án C", "Phương án D",
             "Đáp án đúng"]  # fmt: skip
    paper.add("PHỤ LỤC")
    paper.table([heads, *rows[:12]])
    paper.add("")
    paper.table(rows[12:])
    return found


def options_in_a_cell(paper: Paper, rng: Random) -> list[Question]:
    """A table with all options in one cell, its heads below a row that is joined."""
    found = []
    rows: list[list[str]] = [
        ["BỘ CÂU HỎI", "", "", ""],
        ["TT", "Câu hỏi", "Phương án trả lời", "Đáp án"],
    ]
    topic = ""
    merge = [(0, 0, 3)]
    for n in range(1, 21):
        if n in (1, 11):
            topic = f"{'I' if n == 1 else 'II'}. {('LUẬT VIÊN CHỨC', 'LUẬT ĐẤU THẦU')[n > 1]}"
            merge.append((len(rows), 0, 3))
            rows.append([topic, "", "", ""])
        one = replace(single(rng), topic=topic)
        found.append(one)
        cell = "\n".join(f"{LETTERS[k]}. {text}" for k, text in enumerate(one.options))
        rows.append([str(n), one.stem, cell, LETTERS[one.key[0]]])
    paper.table(rows, merge=merge)
    return found


def cells_side_by_side(paper: Paper, rng: Random) -> list[Question]:
    """Options in small tables of two by two, or one by four; the right one shaded."""
    found = singles(rng, 20)
    for n, one in enumerate(found, 1):
        paper.add([(f"Câu {n}. ", "b"), one.stem])
        parts = [
            [(f"{LETTERS[place]}. {text}", "g" if place in one.key else "")]
            for place, text in enumerate(one.options)
        ]
        paper.table([parts[:2], parts[2:]] if n % 2 else [parts])
    return found


def unlabelled_reasons(paper: Paper, rng: Random) -> list[Question]:
    """Below the key stands a law in italics, without any label, with a list in it."""
    found = []
    for n in range(1, 21):
        one = single(rng, closing=0)
        paper.add([(f"Câu {n}: ", "b"), (one.stem, "b")])
        for place, text in enumerate(one.options):
            paper.add(f"{LETTERS[place].lower()}) {text};")
        one = replace(one, options=tuple(f"{text};" for text in one.options))
        paper.add([(f"Đáp án {LETTERS[one.key[0]]}", "b")])
        reason = reason_of(rng)
        lines = [reason]
        if n % 3 == 0:
            lines += ["a) Thi tuyển;", "b) Xét tuyển."]
        for line in lines:
            paper.add([(line, "i")])
        found.append(replace(one, explanation="\n".join(lines)))
    return found


def old_fonts(paper: Paper, rng: Random) -> list[Question]:
    """.VnTime and VNI-Times in places, Unicode in others."""
    found = singles(rng, 20)
    for n, one in enumerate(found, 1):
        table, font = (_TO_TCVN3, ".VnTime") if n % 3 else (_TO_VNI, "VNI-Times")
        small = n % 3 != 0  # capitals have a font of their own in TCVN3
        texts = [one.stem, *one.options]
        if small:
            texts = [
                text[:1] + text[1:].lower() if text[:1].isascii() else text.lower()
                for text in texts
            ]
            one = replace(one, stem=texts[0], options=tuple(texts[1:]))
        found[n - 1] = one
        old = ["".join(table.get(char, char) for char in text) for text in texts]
        paper.add([(f"Câu {n}. ", "b")])
        paper.fill(paper.document.paragraphs[-1], old[0], font)
        for place, text in enumerate(old[1:]):
            line = paper.add(f"{LETTERS[place]}. ")
            paper.fill(line, [(text, "u" if place in one.key else "")], font)
    return found


def from_a_mac(paper: Paper, rng: Random) -> list[Question]:
    """Decomposed letters, hard spaces, Cyrillic А В С, changes nobody accepted, runs in pieces."""
    found = singles(rng, 20)
    for n, one in enumerate(found, 1):
        paper.add(unicodedata.normalize("NFD", f"Câu\u00a0{n}:\u00a0{one.stem}"))
        for place, text in enumerate(one.options):
            letter = "АВСD"[place]
            middle = len(text) // 2
            looks = "u" if place in one.key else ""
            line = paper.add(
                [(f"{letter}. ", looks), (unicodedata.normalize("NFD", text[:middle]), looks)]
            )
            if n % 3 == 0 and place == 1:
                paper.inserted(line, " nhưng không phải thế", struck=True)
                paper.inserted(line, text[middle:])
            else:
                paper.fill(line, [(text[middle:], looks)])
    return [
        replace(one, options=one.options) for one in found
    ]  # fmt: skip


def exam_of_2025(paper: Paper, rng: Random) -> list[Question]:
    """Three parts that each begin at 1: choices, four statements each, short answers."""
    found = []
    paper.add(
        [
            ("PHẦN I. Câu trắc nghiệm nhiều phương án lựa chọn.", "b"),
            " Thí sinh trả lời từ câu 1 đến câu 8.",
        ]
    )
    for n, one in enumerate(singles(rng, 8), 1):
        paper.add([(f"Câu {n}. ", "b"), one.stem])
        for place, text in enumerate(one.options):
            paper.add([(f"{LETTERS[place]}.", "u" if place in one.key else ""), f" {text}"])
        found.append(one)
    paper.add(
        [
            ("PHẦN II. Câu trắc nghiệm đúng sai.", "b"),
            " Trong mỗi ý a), b), c), d), chọn đúng hoặc sai.",
        ]
    )
    for n in range(1, 5):
        one = statements(rng)
        paper.add([(f"Câu {n}. ", "b"), one.stem])
        said = ["Đúng" if k in one.key else "Sai" for k in range(4)]
        for k, text in enumerate(one.options):
            paper.add(f"{'abcd'[k]}) {text}")
        if n % 2:
            paper.add("Đáp án: " + ", ".join(f"{'abcd'[k]}) {said[k]}" for k in range(4)))
        else:
            paper.add("Đáp án: " + "".join(word[0] for word in said))
        found.append(one)
    paper.add([("PHẦN III. Câu trắc nghiệm trả lời ngắn.", "b")])
    for n in range(1, 5):
        number = str(rng.randint(10, 99))
        one = Question(f"Có bao nhiêu {stem_of(rng)[5:-1]}?", kind="number", accept=number)
        paper.add([(f"Câu {n}. ", "b"), one.stem])
        paper.add(f"Đáp án: {number}")
        found.append(one)
    paper.add("-------- HẾT --------")
    paper.add("- Thí sinh không được sử dụng tài liệu.")
    paper.add("- Giám thị không giải thích gì thêm.")
    return found


def passages(paper: Paper, rng: Random) -> list[Question]:
    """Texts that several questions share, and solutions behind all of them."""
    found: list[Question] = []
    n = 0
    for part in range(4):
        passage = f"Tình huống {part + 1}: {reason_of(rng)}"
        first, last = n + 1, n + 4
        lead = f"Đọc tình huống sau và trả lời các câu hỏi từ câu {first} đến câu {last}:"
        paper.add([(lead, "i")])
        paper.add(passage)
        for one in singles(rng, 4):
            n += 1
            paper.add([(f"Câu {n}. ", "b"), one.stem])
            for place, text in enumerate(one.options):
                paper.add(f"{LETTERS[place]}. {text}")
            found.append(replace(one, stem=f"{lead}\n{passage}\n{one.stem}"))
    paper.add("HẾT")
    paper.add([("HƯỚNG DẪN GIẢI CHI TIẾT", "b")], centre=True)
    for k, one in enumerate(found, 1):
        reason = reason_of(rng)
        paper.add([(f"Câu {k}. ", "b"), f"Chọn {LETTERS[one.key[0]]}"])
        paper.add(reason)
        found[k - 1] = replace(one, explanation=reason)
    return found


def without_numbers(paper: Paper, rng: Random) -> list[Question]:
    """No numbers at all: bold questions, options with letters, a key below."""
    found = singles(rng, 20, options=3, closing=0)
    for one in found:
        paper.add([(one.stem, "b")])
        for place, text in enumerate(one.options):
            paper.add(f"{LETTERS[place]}. {text}")
        paper.add(f"Đáp án: {LETTERS[one.key[0]]}")
        paper.add("")
    return found


def lone_letters(paper: Paper, rng: Random) -> list[Question]:
    """``1.`` and ``a.``; the key is a letter alone in its line. Chapters and levels above."""
    found: list[Question] = []
    for chapter in (1, 2):
        title = f"Chương {chapter}: {('Những vấn đề chung', 'Quyền và nghĩa vụ')[chapter - 1]}"
        paper.add([(title, "b")])
        for level, shown in (("nhớ", "I. Mức độ nhận biết"), ("hiểu", "II. Mức độ thông hiểu")):
            paper.add([(shown, "b")])
            for one in singles(rng, 5, closing=0):
                paper.add(f"{len(found) + 1}. {one.stem}")
                for place, text in enumerate(one.options):
                    paper.add(f"{LETTERS[place].lower()}. {text}")
                paper.add(LETTERS[one.key[0]].lower())
                found.append(replace(one, topic=title, level=level))
    return found


def ugly(paper: Paper, rng: Random) -> list[Question]:
    """Every slip at once: labels in many spellings, letters missing or double, marks mixed."""
    labels = ("Câu{}: ", "Câu {}. ", "CÂU {}/ ", "câu {} - ", "Câu  {} : ", "Câu {}.", "Câu {})")
    found: list[Question] = []
    for n in range(1, 31):
        one = single(rng, closing=0)
        looks = ("u", "r", "h", "b")[n % 4]
        letters = ["A. ", "B. ", "C. ", "D. "]
        if n % 7 == 0:
            letters[2] = ""  # lost
        elif n % 7 == 3:
            letters[3] = "C. "  # twice
        elif n % 7 == 5:
            letters = ["A.", "B.", "C.", "D."]
        paper.add([(labels[n % len(labels)].format(n), "b"), f"{one.stem} "])
        for place, text in enumerate(one.options):
            right = looks if place in one.key else ""
            if n % 5 == 0 and place == 1:
                middle = text.find(" ")
                paper.add([(f"{letters[place]}{text[:middle]}", right)])
                paper.add([(text[middle + 1 :][:1].lower() + text[middle + 2 :], right)])
                words = text[:middle] + " " + text[middle + 1 :][:1].lower() + text[middle + 2 :]
                one = replace(one, options=(one.options[0], words, *one.options[2:]))
            else:
                paper.add([(f"{letters[place]}{text}", right)])
        if n % 6 == 0:
            paper.add("")
            paper.add(f"Trang {n // 6}")
        found.append(one)
    return found


def weak_spaces(paper: Paper, rng: Random) -> list[Question]:
    """All in one line, single spaces between: question and options; a tick before the right one."""
    found = []
    for n in range(1, 21):
        years = tuple(str(year) for year in rng.sample(range(1930, 2025), 4))
        one = Question(f"{stem_of(rng)[:-1]}, năm nào?", years, (n % 4,))
        options = " ".join(f"{LETTERS[place]}. {text}" for place, text in enumerate(one.options))
        if n % 2:
            paper.add(f"Câu {n}. {one.stem} {options}")
        else:
            paper.add(f"Câu {n}. {one.stem}")
            paper.add(options)
        paper.add(f"Đáp án: {LETTERS[one.key[0]]}")
        found.append(one)
    return found


def hidden_places(paper: Paper, rng: Random) -> list[Question]:
    """Options in text boxes, links and fields; hidden notes, heads and feet of pages."""
    paper.document.sections[0].header.paragraphs[0].text = "Phòng Nội vụ"
    paper.document.sections[0].footer.paragraphs[0].text = "Trang 1"
    found = singles(rng, 12)
    for n, one in enumerate(found, 1):
        line = paper.add([(f"Câu {n}. ", "b"), one.stem, ("ghi chú của người soạn", "v")])
        texts = [f"{LETTERS[place]}. {text}" for place, text in enumerate(one.options)]
        if n % 3 == 0:
            paper.box(line, texts)
        else:
            for text in texts:
                paper.add(text)
        paper.add(f"[Đáp án: {LETTERS[one.key[0]]}]")
    return found


def dashes(paper: Paper, rng: Random) -> list[Question]:
    """Options begin with dashes or bullets; the right one is bold."""
    bullets = paper.numbered(("bullet", "•"))
    found = singles(rng, 20, closing=0)
    for n, one in enumerate(found, 1):
        paper.add(f"Câu {n}: {one.stem}")
        for place, text in enumerate(one.options):
            looks = "b" if place in one.key else ""
            if n % 2:
                paper.add([(f"- {text}", looks)])
            else:
                paper.add([(text, looks)], level=(bullets, 0))
    return found


def levels_and_points(paper: Paper, rng: Random) -> list[Question]:
    """Levels and points between number and question; labelled lines; several right answers."""
    found = []
    for n in range(1, 21):
        one = single(rng, closing=0)
        if n % 4 == 0:
            one = replace(one, key=(0, 2), kind="multiple", notes=("several_letters",))
        code, level = (("NB", "nhớ"), ("TH", "hiểu"), ("VD", "vận dụng"))[n % 3]
        head = (f"Câu {n} ({code}): ", f"Câu {n}. [{code}] ", f"Câu {n} (0,5 điểm). ")[n % 3]
        paper.add([(head, "b"), one.stem])
        for place, text in enumerate(one.options):
            paper.add(f"{LETTERS[place]}. {text}")
        paper.add("Đáp án: " + (", ", " và ", "")[n % 3].join(LETTERS[k] for k in one.key))
        topic = None
        if n % 3 == 2:
            paper.add(f"Mức độ: {('Nhận biết', 'Thông hiểu', 'Vận dụng')[n % 3]}")
            paper.add("Chủ đề: Văn thư")
            topic = "Văn thư"
        found.append(replace(one, level=level, topic=topic))
    return found


def essays(paper: Paper, rng: Random) -> list[Question]:
    """Questions to be answered in writing, some with a model answer."""
    paper.add([("CÂU HỎI TỰ LUẬN", "b")], centre=True)
    found = []
    for n in range(1, 11):
        stem = f"Đồng chí hãy trình bày trách nhiệm của {stem_of(rng)[5:-1]}."
        one = Question(stem, kind="essay")
        paper.add([(f"Câu {n}", "b"), f" (2 điểm). {stem}"])
        if n % 2:
            reason = reason_of(rng)
            paper.add([("Gợi ý trả lời:", "b")])
            paper.add(reason)
            one = replace(one, explanation="", rubric=reason)
        found.append(one)
    return found


def faulty(paper: Paper, rng: Random) -> list[Question]:
    """What must not be guessed: no key, two keys, a key that is no option, options lost."""
    found = []
    for n in range(1, 21):
        one = single(rng, closing=0)
        paper.add(f"Câu {n}. {one.stem}")
        shown = one.options
        wrong = ("", "no_key", "key_contradicts", "unknown_key", "", "no_options_for")[n % 6]
        if wrong == "no_options_for":
            paper.add("(phương án trong hình bên)")
            shown = ()
        for place, text in enumerate(shown):
            looks = "u" if place in one.key and wrong != "no_key" else ""
            paper.add([(f"{LETTERS[place]}. {text}", looks)])
        if wrong == "key_contradicts":
            paper.add(f"Đáp án: {LETTERS[(one.key[0] + 1) % 4]}")
        elif wrong == "unknown_key":
            paper.add("Đáp án: G")
        elif wrong == "no_options_for":
            paper.add("Đáp án: A")
        found.append(replace(one, wrong=wrong))
    return found


LAYOUTS: dict[str, Layout] = {
    one.__name__: one
    for one in (
        underlined, letters_only, two_by_two, one_line, answer_lines, automatic, two_levels,
        key_lists, lists_in_stems, soft_breaks, table_of_questions, options_in_a_cell,
        cells_side_by_side, unlabelled_reasons, old_fonts, from_a_mac, exam_of_2025, passages,
        without_numbers, lone_letters, ugly, weak_spaces, hidden_places, dashes,
        levels_and_points, essays, faulty,
    )
}  # fmt: skip
