"""Whole banks as they are in use, with the habits and slips of real ones; the content is invented.

Each layout shows a way of writing that was seen in public Vietnamese question banks. To add one,
see CONTRIBUTING, *Add a layout of question banks*.
"""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from tests.office.content import Question, reason_of, single, singles, stem_of
from tests.office.sheets_of_paper import Paper, Spans

Layout = Callable[[Paper, Random], list[Question]]
LETTERS = "ABCDEFGH"
LAWS = ("HIẾN PHÁP 2013", "LUẬT VIÊN CHỨC", "LUẬT CÁN BỘ, CÔNG CHỨC", "CÔNG TÁC VĂN THƯ")


def options(
    paper: Paper, one: Question, *, form: str = "{}. ", letters: str = LETTERS, look: str = ""
) -> None:
    """A line for each option; the right one has the look."""
    for place, text in enumerate(one.options):
        line = form.format(letters[place]) + text
        paper.add([(line, look if place in one.key else "")])


def slipping(paper: Paper, one: Question, rng: Random, look: str) -> Question:
    """The options with one slip of those that no reader stumbles over."""
    texts = [(f"{LETTERS[k]}. {text}", look * (k in one.key)) for k, text in enumerate(one.options)]
    slip = rng.choice(("two in a line", "wrapped", "no space", "other mark", "small", "blank"))
    lines: list[Spans] = [[text] for text in texts]
    if slip == "two in a line":
        lines = [[texts[0]], [texts[1]], [texts[2], ("      ", ""), texts[3]]]
    elif slip == "wrapped":
        words, at = texts[1][0], texts[1][0].rindex(" ")
        lines[1] = [(words[:at], texts[1][1])]
        lines.insert(2, [(words[at + 1 :].lower(), texts[1][1])])
        whole = one.options[1].rpartition(" ")
        shown = f"{whole[0]} {whole[2].lower()}"
        one = replace(one, options=(one.options[0], shown, *one.options[2:]))
    elif slip == "no space":
        lines = [[(text.replace(". ", ".", 1), mark)] for text, mark in texts]
    elif slip == "other mark":
        lines[2] = [(texts[2][0].replace("C. ", rng.choice(("C) ", "C/ ", "C: ", "C- ")), 1),
                     texts[2][1])]  # fmt: skip
    elif slip == "small":
        lines[3] = [("d" + texts[3][0][1:], texts[3][1])]
    else:
        lines.insert(2, "")
    for line in lines:
        paper.add(line)
    return one


def promotion(paper: Paper, rng: Random) -> list[Question]:
    """390 questions in bold, right options red, laws as parts, slips; now and then no key."""
    for line in ("UBND TỈNH …", "HỘI ĐỒNG THI NÂNG NGẠCH", "BỘ CÂU HỎI ÔN TẬP", "(390 câu)"):
        paper.add([(line, "b")], centre=True)
    found: list[Question] = []
    for n in range(1, 391):
        if n % 98 == 1:
            paper.add([(f"PHẦN {['I', 'II', 'III', 'IV'][n // 98]}. {LAWS[n // 98]}", "b")])
        one = single(rng, 3 if rng.random() < 0.1 else 4, closing=0.1)
        label = rng.choice(("Câu {}: ",) * 30 + ("Câu{}: ", "Câu {} ", "câu {}. ", "Câu {}; "))
        paper.add([(label.format(n) + one.stem, "b")])
        if len(one.options) == 4 and rng.random() < 0.08:
            one = slipping(paper, one, rng, "r")
        elif rng.random() < 0.015:
            options(paper, one)
            one = replace(one, wrong="no_key")
        else:
            options(paper, one, look="r")
        if rng.random() < 0.2 and not one.wrong:
            reason = reason_of(rng)
            paper.add([(f"({reason})", "i")])
            one = replace(one, explanation=f"({reason})")
        found.append(one)
    return found


KEYS = (
    ("Đáp án {}",) * 12 + ("Đáp án: {}",) * 12 + ("Đáp án {}.", "ĐA: {}", "Đáp án đúng: {}",
    "Đáp án là {}", "=> {}", "Đáp án : {}", "ĐÁP ÁN: {}", "Đ/A: {}", "Chọn {}", "* Đáp án: {}",
    "Đap án: {}", "Dáp án: {}", "Đáp án; {}", "Ðáp án: {}", "Đáo án {}", "Đáp ám: {}",
    "Phương án {}", "Đáp án……{}", "(Đáp án {})", "Đáp án tham khảo: {}")
)  # fmt: skip


def small_letters(paper: Paper, rng: Random) -> list[Question]:
    """300 questions, ``a)`` and a line for the key in every spelling, typing errors included."""
    paper.add([("Bộ câu hỏi trắc nghiệm về xử lý kỷ luật", "b")], centre=True)
    found = []
    for n in range(1, 301):
        one = single(rng, rng.choice((3, 4, 4, 4)), closing=0)
        paper.add([(f"Câu {n}. ", "b"), one.stem])
        letters = [letter.lower() for letter in LETTERS]
        if rng.random() < 0.1 and len(one.options) == 4:
            texts = [f"{letters[k]}) {text}" for k, text in enumerate(one.options)]
            paper.add("   ".join(texts[:2]))
            paper.add("  ".join(texts[2:]))
        else:
            options(paper, one, form="{}) ", letters="abcd")
        right = LETTERS[one.key[0]]
        chance = rng.random()
        if chance < 0.01:
            one = replace(one, wrong="no_key")
        elif chance < 0.02:
            paper.add("Đáp án: H")
            one = replace(one, wrong="unknown_key")
        elif chance < 0.2:
            cited = f"khoản {rng.randint(1, 9)} Điều {rng.randint(1, 60)} Luật Viên chức"
            form = rng.choice(("Đáp án {} ({})", "Đáp án: {} - {}", "Đáp án {}. {}"))
            paper.add(form.format(right, cited))
            one = replace(one, explanation=cited)
        else:
            paper.add(rng.choice(KEYS).format(right))
        found.append(one)
    return found


def parts_with_keys(paper: Paper, rng: Random) -> list[Question]:
    """300 questions in four parts that each begin at 1, a list of keys at the end of each part."""
    found: list[Question] = []
    for part, law in enumerate(LAWS):
        paper.add([(f"{['I', 'II', 'III', 'IV'][part]}. {law}", "b")])
        ours = singles(rng, 75, closing=0)
        for n, one in enumerate(ours, 1):
            paper.add(f"{n}. {one.stem}")
            if n % 9 == 0:
                paper.add("\t".join(f"{LETTERS[k]}. {text}" for k, text in enumerate(one.options)))
            else:
                options(paper, one)
        keys = [LETTERS[one.key[0]] for one in ours]
        paper.add([("ĐÁP ÁN", "b")], centre=True)
        for at in range(0, 75, 15):
            some = range(at, at + 15)
            if part == 0:
                paper.add(" ".join(f"{n + 1}{keys[n]}" for n in some))
            elif part == 1:
                paper.add("; ".join(f"Câu {n + 1}: {keys[n]}" for n in some))
            elif part == 2:
                paper.add("\t".join(f"{n + 1}-{keys[n].lower()}" for n in some))
        if part == 3:
            rows: list[list[str]] = []
            for at in range(0, 75, 15):
                rows.append(["Câu", *(str(n + 1) for n in range(at, at + 15))])
                rows.append(["ĐA", *keys[at : at + 15]])
            paper.table(rows)
        found += ours
    return found


def key_table_at_the_end(paper: Paper, rng: Random) -> list[Question]:
    """320 questions; behind them a table *Câu | Đáp án* in four pairs of columns."""
    found = singles(rng, 320, closing=0.1)
    for n, one in enumerate(found, 1):
        paper.add([(f"Câu hỏi {n}: ", "b"), one.stem])
        options(paper, one, form="{}.")
    paper.add([("BẢNG ĐÁP ÁN", "b")], centre=True)
    rows = [["Câu", "Đáp án"] * 4]
    for row in range(80):
        cells: list[str] = []
        for column in range(4):
            n = column * 80 + row
            cells += [str(n + 1), LETTERS[found[n].key[0]]]
        rows.append(cells)
    paper.table(rows)
    return found


def was_a_pdf(paper: Paper, rng: Random) -> list[Question]:
    """120 questions; every printed line is a paragraph, feet and heads of pages stand between."""
    found, lines = [], 0
    page = 1

    def add(text: str, look: str = "") -> None:
        nonlocal lines, page
        for line in textwrap.wrap(text, 78, break_long_words=False, break_on_hyphens=False):
            paper.add([(line, look)])
            lines += 1
            if lines % 40 == 0:
                paper.add(str(page))
                paper.add(f"{page}|9 Hội thi “Cán bộ dân vận khéo” năm 2024")
                page += 1

    for n in range(1, 121):
        one = single(rng, closing=0)
        longer = rng.random() < 0.4
        if longer:
            who = "theo đúng trình tự, thủ tục mà cơ quan có thẩm quyền đã ban hành trước đó"
            one = replace(one, options=tuple(f"{text} {who}" for text in one.options))
        add(f"Câu {n}. {one.stem}")
        for place, text in enumerate(one.options):
            add(f"{LETTERS[place]}. {text}", "b" if place in one.key else "")
        found.append(one)
    return found


def without_letters(paper: Paper, rng: Random) -> list[Question]:
    """Taken from an app: ``Câu 7/132:``, options without letters, the right one bold."""
    found = [replace(one, notes=("no_letters",)) for one in singles(rng, 132, closing=0)]
    for n, one in enumerate(found, 1):
        paper.add(f"Câu {n}/132: {one.stem}")
        options(paper, one, form="", look="b")
    return found


def weeks(paper: Paper, rng: Random) -> list[Question]:
    """``1,`` as a number, begun anew each week."""
    found: list[Question] = []
    for week in (1, 2, 3):
        paper.add([(f"Tuần {week}", "b")])
        ours = [replace(one, topic=f"Tuần {week}") for one in singles(rng, 10, closing=0)]
        for n, one in enumerate(ours, 1):
            paper.add(f"{n}, {one.stem}")
            options(paper, one, letters="abcd", look="b")
        found += ours
    return found


def dotted(paper: Paper, rng: Random) -> list[Question]:
    """``1.1:``, ``2.1:``; an @ behind the right option, how many follow under the heading."""
    found: list[Question] = []
    for part, law in enumerate(LAWS, 1):
        paper.add(law)
        paper.add("(12 câu )")
        ours = singles(rng, 12, closing=0)
        for n, one in enumerate(ours, 1):
            paper.add(f"{part}.{n}: {one.stem}")
            for place, text in enumerate(one.options):
                paper.add(f"{LETTERS[place]}. {text}" + " @" * (place in one.key))
        found += [replace(one, topic=law) for one in ours]
    return found


def letters_alone(paper: Paper, rng: Random) -> list[Question]:
    """Pasted from a web page: the letter in one line, its option in the next."""
    found = singles(rng, 30, closing=0)
    for n, one in enumerate(found, 1):
        paper.add(f"Câu {n}:")
        paper.add(one.stem)
        for place, text in enumerate(one.options):
            paper.add(f"{'abcd'[place]}.")
            paper.add([(text, "b" if place in one.key else "")])
    return found


def judged_below(paper: Paper, rng: Random) -> list[Question]:
    """Statements with ĐÚNG or SAI and the reason in the line below."""
    paper.add([("A. NHẬN ĐỊNH ĐÚNG/SAI VÀ GIẢI THÍCH", "b")])
    found = []
    for n in range(1, 31):
        right = rng.random() < 0.5
        reason = reason_of(rng)
        text = f"{stem_of(rng)[5:-1]} là bắt buộc."
        one = Question(text[0].upper() + text[1:], kind="true_false", explanation=reason)
        paper.add(f"{n}. {one.stem}")
        paper.add(f"{'ĐÚNG' if right else 'SAI'}{[',', ':', '.', '–'][n % 4]} {reason}")
        found.append(replace(one, accept="đúng" if right else "sai"))
    return found


def labels_of_all_kinds(paper: Paper, rng: Random) -> list[Question]:
    """Numbers that no two people write alike, ten questions each, as if pasted together."""
    found: list[Question] = []
    forms = (
        "Câu hỏi số {}: ",
        "Câu: {}. ",
        "C{}: ",
        "Câu {}*: ",
        "Hỏi {}: ",
        "CÂU {}/ ",
        "Câu {}.: ",
    )
    for form in forms:
        ours = singles(rng, 10, closing=0)
        for n, one in enumerate(ours, len(found) + 1):
            paper.add([(form.format(n), "b"), one.stem])
            mark = ("{}. ", "- {}. ", "{}, ", "{}; ", "{}.) ", "•{}) ", "{}-", "({}) ")[n % 8]
            options(paper, one, form=mark, look="u")
        found += ours
    return found


def numbers_alone(paper: Paper, rng: Random) -> list[Question]:
    """``12 Theo …``: a number without any mark, options begun by small letters, keys at the end."""
    found = singles(rng, 30, closing=0)
    for n, one in enumerate(found, 1):
        paper.add(f"{n} {one.stem}")
        options(paper, one, form="{}/ ", letters="abcd")
    paper.add([("ĐÁP ÁN", "b")])
    for at in range(0, 30, 10):
        paper.add("  ".join(f"{n + 1}.{'abcd'[found[n].key[0]]}" for n in range(at, at + 10)))
    return found


def look_alikes(paper: Paper, rng: Random) -> list[Question]:
    """Lines of questions that look like numbers, letters or keys, and are none."""
    lines = (
        "Hỏi 3 người nêu trên có quyền gì?", "1, Con liệt sĩ;\n2, Con thương binh.",
        "A, B đều là đối tượng ưu tiên.", "a) Điều 5 quy định quyền;\nb) Điều 6 quy định nghĩa vụ.",
        "Trang 5 của hồ sơ ghi rõ điều này.", "Đáp án nào sau đây là đúng nhất?",
    )  # fmt: skip
    found = []
    for n in range(1, 31):
        one = single(rng, closing=0)
        one = replace(one, stem=f"{one.stem}\n{lines[n % len(lines)]}")
        for row, line in enumerate(one.stem.split("\n")):
            paper.add(line if row else f"Câu {n}. {line}")
        options(paper, one, look="b")
        found.append(one)
    return found


def doubtful_lines(paper: Paper, rng: Random) -> list[Question]:
    """Lines behind and between options that nobody can place for sure: each is told."""
    found = []
    for n in range(1, 21):
        one = single(rng, closing=0)
        paper.add(f"Câu {n}. {one.stem}")
        stray = "Người soạn: Phòng Nội vụ" if n % 2 else "Hội nghị lần thứ ba"
        for place, text in enumerate(one.options):
            paper.add([(f"{LETTERS[place]}. {text}", "u" if place in one.key else "")])
            if place == (1 if n % 4 == 0 else 3) and n % 2 == 0:
                paper.add(stray)
                shown = [*one.options]
                shown[place] = f"{shown[place]} {stray}"
                one = replace(one, options=tuple(shown), notes=("line_unsure",))
        found.append(one)
    return found


def letters_that_count_on(paper: Paper, rng: Random) -> list[Question]:
    """One automatic list of letters for the whole bank: A to D, E to H … AA, BB."""
    found = singles(rng, 60, closing=0)
    letters = paper.numbered(("upperLetter", "%1."))
    for n, one in enumerate(found, 1):
        paper.add([(f"Câu {n}. ", "b"), one.stem])
        for place, text in enumerate(one.options):
            paper.add([(text, "b" if place in one.key else "")], level=(letters, 0))
    return found


def flat(paper: Paper, rng: Random) -> list[Question]:
    """Six questions in a paragraph, as copied from a page; page numbers glued on; keys behind."""
    found = singles(rng, 30, closing=0)
    for at in range(0, 30, 6):
        texts = []
        for n, one in enumerate(found[at : at + 6], at + 1):
            lines = (f"{LETTERS[k]}. {text}" for k, text in enumerate(one.options))
            texts.append(f"Câu {n}: {one.stem} {' '.join(lines)}")
        paper.add(" ".join(texts))
    for n, one in enumerate(more := singles(rng, 10, closing=0), 31):
        paper.add(f"Câu {n}: {one.stem}" + f"Trang {n}" * (n % 4 == 0))
        options(paper, one)
    found += more
    paper.add("ĐÁP ÁN")
    paper.add(" ".join(f"{n}{LETTERS[one.key[0]]}" for n, one in enumerate(found, 1)))
    return found


def damaged_numbers(paper: Paper, rng: Random) -> list[Question]:
    """A bank that was scanned: *Càu 7.*, *C âu 8:*, *Câu 1l.*; what is past reading is told."""
    found = []
    for n in range(1, 61):
        one = single(rng, closing=0)
        label = f"Câu {n}. "
        if n % 6 == 0:
            with_l = f"Câu {n}. ".replace("1", "l")
            label = rng.choice((f"Càu {n}. ", f"C âu {n}: ", f"Cău {n}) ", with_l, f"âu {n}. "))
        if n % 20 == 7:  # nothing shows that this is the number
            label, one = "", replace(one, stem=f"C{n}u. {one.stem}", notes=("no_number",))
        paper.add(f"{label}{one.stem}")
        options(paper, one)
        paper.add(f"Đáp án: {LETTERS[one.key[0]]}")
        found.append(one)
    return found


def keys_with_sources(paper: Paper, rng: Random) -> list[Question]:
    """120 questions; behind them *Câu 7: B (khoản 1 Điều 5)*, a line each."""
    found = singles(rng, 120, closing=0)
    for n, one in enumerate(found, 1):
        paper.add(f"Câu {n}: {one.stem}")
        options(paper, one)
    paper.add([("ĐÁP ÁN", "b")], centre=True)
    for n, one in enumerate(found, 1):
        source = f"khoản {rng.randint(1, 9)} Điều {rng.randint(1, 60)} Luật Viên chức"
        form = ("Câu {}: {} ({})", "Câu {}: Đáp án {} ({})", "Câu {}. {} - {}")[n % 3]
        paper.add(form.format(n, LETTERS[one.key[0]], source))
        found[n - 1] = replace(one, explanation=source)
    return found


def crossed_keys(paper: Paper, rng: Random) -> list[Question]:
    """Keys as a grid with crosses, and statements in a table *Đúng | Sai*, or with *(Đ)* behind."""
    found = singles(rng, 20, closing=0)
    for n, one in enumerate(found, 1):
        paper.add(f"Câu {n}. {one.stem}")
        options(paper, one)
    paper.add([("ĐÁP ÁN", "b")])
    marks = [["x" if k in one.key else "" for k in range(4)] for one in found]
    paper.table([["Câu", *"ABCD"], *([str(n), *row] for n, row in enumerate(marks, 1))])
    rows = [["STT", "Nhận định", "Đúng", "Sai"]]
    judged = []
    for n in range(1, 31):
        right = rng.random() < 0.5
        text = f"Trường hợp {n}: {reason_of(rng)}"
        rows.append([str(n), text, "x" * right, "x" * (not right)])
        judged.append(Question(text, kind="true_false", accept="đúng" if right else "sai"))
    paper.table(rows[:16])
    paper.add([("PHẦN II. CÂU HỎI ĐÚNG/SAI", "b")])
    for n, one in enumerate(judged[15:], 1):
        paper.add(f"Câu {n}. {one.stem} ({'Đ' if one.accept == 'đúng' else 'S'})")
    return [*found, *judged]


def _head(rows: list[Sequence[str]]) -> None:
    rows.append(["STT", "Nội dung câu hỏi", "Phương án trả lời", "Đáp án"])


def long_table(paper: Paper, rng: Random) -> list[Question]:
    """300 questions in one table, its heads on each page, rows for the laws, keys in spellings."""
    rows: list[Sequence[str]] = []
    merge: list[tuple[int, int, int]] = []
    found: list[Question] = []
    _head(rows)
    for n in range(1, 301):
        if n % 75 == 1:
            merge.append((len(rows), 0, 3))
            rows.append([f"{['I', 'II', 'III', 'IV'][n // 75]}. {LAWS[n // 75]}"])
        elif n % 30 == 0:
            _head(rows)
        one = single(rng, closing=0)
        form = rng.choice(("{}. ",) * 9 + ("{}) ", "{}.", "{}: ", "{}/ "))
        cell = "\n".join(form.format(LETTERS[k]) + text for k, text in enumerate(one.options))
        key = rng.choice(("{}",) * 9 + ("{}.", " {} ", "Đáp án {}", "{}/")).format(
            LETTERS[one.key[0]]
        )
        if rng.random() < 0.01:
            key, one = "", replace(one, wrong="no_key")
        rows.append([str(n), one.stem, cell, key])
        found.append(one)
    paper.table(rows, merge=merge)
    return found


LAYOUTS: dict[str, Layout] = {
    one.__name__: one
    for one in (
        promotion, small_letters, parts_with_keys, key_table_at_the_end, was_a_pdf,
        without_letters, weeks, dotted, letters_alone, judged_below, labels_of_all_kinds,
        numbers_alone, look_alikes, doubtful_lines, letters_that_count_on, flat, damaged_numbers,
        keys_with_sources, crossed_keys, long_table,
    )
}  # fmt: skip
