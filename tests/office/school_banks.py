"""Banks of schools and contests: tables of letters, keys of all kinds, notes, rules, initials."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from tests.office.content import Question, reason_of, single, singles, statements, stem_of
from tests.office.real_banks import LETTERS, options
from tests.office.sheets_of_paper import Paper, Spans

Layout = Callable[[Paper, Random], list[Question]]
NAMES = ("C. Mác", "Ph. Ăngghen", "V. I. Lê-nin", "D. Ri-các-đô", "Hồ Chí Minh", "A. Xmít",
         "H. Xanh Xi-mông", "G. V. Plê-kha-nốp")  # fmt: skip
THINGS = ("sổ tay", "công văn", "biên bản", "tờ trình", "kế hoạch", "quyết định", "giấy mời")


def cells_of_letters(paper: Paper, rng: Random) -> list[Question]:
    """Options in tables with a cell for each letter; underlined, a cross, or a line for the key."""
    found = singles(rng, 30)
    for n, one in enumerate(found, 1):
        paper.add([(f"Câu {n}. ", "b"), one.stem])
        key = one.key[0]
        cells: list[list[Spans]] = [
            [[(f"{LETTERS[k]}{'.' * (n % 2)}", "u" if n % 3 == 1 and k == key else "")], text]
            for k, text in enumerate(one.options)
        ]
        if n % 3 == 0:
            paper.table([[*cell, "x" if k == key else ""] for k, cell in enumerate(cells)])
            continue
        width = (1, 2, 4)[n % 4 % 3]
        rows = [[part for cell in cells[at : at + width] for part in cell]
                for at in range(0, 4, width)]  # fmt: skip
        paper.table(rows)
        if n % 3 == 2:
            paper.add(f"Đáp án: {LETTERS[key]}")
    return found


def a_table_each(paper: Paper, rng: Random) -> list[Question]:
    """Every question is a table of two columns: its number, its letters, key, reason and level."""
    found = []
    for n in range(1, 31):
        one = replace(single(rng, rng.choice((3, 4)), closing=0), level="hiểu", explanation="")
        rows: list[Sequence[Spans]] = [(f"Câu {n}", one.stem)]
        rows += [(LETTERS[k], text) for k, text in enumerate(one.options)]
        rows.append(("Đáp án" if n % 2 else "ĐÁP ÁN:", LETTERS[one.key[0]]))
        if n % 3:
            reason = reason_of(rng)
            rows.append(("Giải thích", reason))
            one = replace(one, explanation=reason)
        rows.append(("Mức độ", "Thông hiểu"))
        paper.table(rows)
        paper.add("")
        found.append(one)
    return found


def keys_of_three_parts(paper: Paper, rng: Random) -> list[Question]:
    """The exam of 2025 with all keys behind: a table for each part, short answers in the third."""
    parts = [singles(rng, 12, closing=0), [statements(rng) for _ in range(4)], []]
    for _ in range(6):
        number = rng.choice((str(rng.randint(10, 99)), f"{rng.randint(1, 9)},{rng.randint(1, 9)}"))
        stem = f"Có bao nhiêu phần trăm {stem_of(rng)[5:-1]}?"
        parts[2].append(Question(stem, kind="number", accept=number))
    heads = (
        "PHẦN I. Câu trắc nghiệm nhiều phương án lựa chọn",
        "PHẦN II. Câu trắc nghiệm đúng sai",
        "PHẦN III. Câu trắc nghiệm trả lời ngắn",
    )
    for head, ours in zip(heads, parts, strict=True):
        paper.add([(head, "b")])
        for n, one in enumerate(ours, 1):
            paper.add([(f"Câu {n}. ", "b"), one.stem])
            options(paper, one, form="{}) ", letters="abcd" if one.kind == "cluster" else LETTERS)
    paper.add("------ HẾT ------")
    paper.add([("ĐÁP ÁN", "b")], centre=True)
    for head, ours in zip(("PHẦN I", "PHẦN II", "PHẦN III"), parts, strict=True):
        paper.add([(head, "b")])
        said = [one.accept or "".join("ĐS"[k not in one.key] for k in range(4))
                if one.kind != "single" else LETTERS[one.key[0]] for one in ours]  # fmt: skip
        paper.table([["Câu", *(str(n + 1) for n in range(len(ours)))], ["Đáp án", *said]])
    return [one for ours in parts for one in ours]


def grids_of_pairs(paper: Paper, rng: Random) -> list[Question]:
    """Between choices stand two columns to be paired, with a grid as key; no choice gets it."""
    found = []
    for n in range(1, 31):
        if n % 5:
            one = single(rng, closing=0)
            paper.add(f"Câu {n}: {one.stem}")
            options(paper, one)
            paper.add(f"Đáp án: {LETTERS[one.key[0]]}")
            found.append(one)
            continue
        things, order = rng.sample(THINGS, 4), rng.sample(range(4), 4)
        uses = [f"dùng ở nơi thứ {text}" for text in rng.sample(THINGS, 4)]
        paper.add(f"Câu {n}: Nối mỗi ý ở cột A với một ý ở cột B cho đúng lượt {n}:")
        rows = [[f"{k + 1}. {things[k]}", f"{'abcd'[k]}. {uses[k]}"] for k in range(4)]
        paper.table([["Cột A", "Cột B"], *rows])
        grid = [["1", "2", "3", "4"], ["abcd"[k] for k in order]]
        paper.table([["Cột A", *grid[0]], ["Cột B", *grid[1]]] if n % 2 else grid)
        pairs = tuple(f"{things[k]} → {uses[order[k]]}" for k in range(4))
        stem = f"Nối mỗi ý ở cột A với một ý ở cột B cho đúng lượt {n}:"
        found.append(Question(stem, pairs, kind="matching"))
    return found


def ruled(paper: Paper, rng: Random) -> list[Question]:
    """Lines drawn between questions; the level stands in a line of its own below the number."""
    found = []
    rules = ("-" * 40, "* * *", "=" * 20, "_" * 30, "- - - - - -", "~~~~~~", "…" * 20)
    for n in range(1, 31):
        one = single(rng, closing=0)
        level = ("nhớ", "hiểu", "vận dụng")[n % 3]
        paper.add([(f"Câu {n:02}:", "b")])
        if n % 2:
            paper.add(f"({('Nhận biết', 'Thông hiểu', 'Vận dụng')[n % 3]})")
            one = replace(one, level=level)
        paper.add(one.stem)
        options(paper, one, form="{}/ ")
        paper.add(f"Đáp án đúng: {LETTERS[one.key[0]]}")
        paper.add(rules[n % len(rules)])
        found.append(one)
    return found


STARTS = (
    "Thời gian thử việc của viên chức lần {} được tính thế nào?",
    "Chữ ký số trên văn bản lần {} là gì?",
    "Họ và tên người ký văn bản lần {} ghi ở đâu?",
    "Ngày thi hành quyết định lần {} là ngày nào?",
    "Mục lục ngân sách lần {} do ai ban hành?",
    "Thời gian làm bài thi lần {} tối đa là:",
)


def notes_behind(paper: Paper, rng: Random) -> list[Question]:
    """Notes, points and what goes on with a reason; words that also stand on forms of papers."""
    paper.add("Thời gian làm bài: 60 phút")
    paper.add("Họ và tên: ……………………………… Lớp: ……")
    found = []
    for n in range(1, 31):
        one = single(rng, closing=0)
        one = replace(one, stem=STARTS[n % len(STARTS)].format(n))
        paper.add(f"Câu {n}. {one.stem}")
        options(paper, one, look="u")
        reason = reason_of(rng)
        lines = (
            (f"Lưu ý: {reason}",),
            (f"Giải thích: {reason}", "Thời gian được tính từ ngày ký.", f"Ghi chú: lần {n}."),
            (f"Ghi chú: {reason}",),
        )[n % 3]
        for line in lines:
            paper.add(line)
        said = "\n".join(lines).removeprefix("Giải thích: ")
        if n % 4 == 0:
            paper.add("Điểm: 2")
        if n % 7 == 0:
            paper.add(f"Trang {n // 7}/4")
        found.append(replace(one, explanation=said))
    paper.add("Lưu ý: Thí sinh không được sử dụng tài liệu.")
    return found


def keys_in_spans(paper: Paper, rng: Random) -> list[Question]:
    """*1-10: ABCD…*, ten keys in a run; in other chapters *Đáp án chương II: 1A 2B …*."""
    found: list[Question] = []
    for part in range(1, 4):
        paper.add([(f"Chương {'I' * part}. Những vấn đề chung", "b")])
        ours = singles(rng, 20, closing=0)
        for n, one in enumerate(ours, 1):
            paper.add(f"{n}. {one.stem}")
            options(paper, one)
        keys = [LETTERS[one.key[0]] for one in ours]
        if part == 2:
            pairs = " ".join(f"{n}{key}" for n, key in enumerate(keys, 1))
            paper.add(f"Đáp án chương {'I' * part}: {pairs}")
        for at in (0, 10) if part != 2 else ():
            gap = " " if part == 1 else ""
            paper.add(f"{at + 1}-{at + 10}: {gap.join(keys[at : at + 10])}")
        found += ours
    return found


def chosen_because(paper: Paper, rng: Random) -> list[Question]:
    """The key and its reason are one sentence: *Chọn B vì …*."""
    ways = (
        "Chọn B vì {}", "Đáp án B, vì {}", "Đáp án B. {}", "=> Chọn B: {}",
        "Chọn đáp án B do {}", "Đáp án: B - {}",
    )  # fmt: skip
    found = []
    for n in range(1, 31):
        one = single(rng, closing=0)
        paper.add(f"Câu hỏi {n}. {one.stem}")
        options(paper, one, form="{}. ", letters="abcd" if n % 2 else LETTERS)
        reason = reason_of(rng)
        said = ways[n % len(ways)].format(reason)
        paper.add(said.replace("B", LETTERS[one.key[0]], 1))
        ahead = next((f"{word} " for word in ("vì", "do") if f" {word} {{" in ways[n % 6]), "")
        found.append(replace(one, explanation=ahead + reason))
    return found


def initials(paper: Paper, rng: Random) -> list[Question]:
    """Automatic numbers and letters; questions and options begin with initials."""
    numbers, letters = paper.numbered(("decimal", "%1.")), paper.numbered(("upperLetter", "%1."))
    found = []
    for n in range(1, 31):
        one = Question(f"{rng.choice(NAMES)} cùng ai viết lời tựa lần {n}?",
                       tuple(rng.sample(NAMES, 4)), (n % 4,))  # fmt: skip
        paper.add(one.stem, level=(numbers, 0))
        own = paper.again(letters)
        for place, text in enumerate(one.options):
            paper.add([(text, "b" if place in one.key else "")], level=(own, 0))
        found.append(one)
    return found


def numbers_as_keys(paper: Paper, rng: Random) -> list[Question]:
    """All keys are numbers of options; some options are numbers themselves."""
    found = []
    for n in range(1, 31):
        one = single(rng, closing=0)
        if n % 3 == 0:
            one = replace(one, stem=f"{one.stem[:-1]} (ghi số)?", options=("4", "3", "2", "1"))
        paper.add(f"Câu {n}. {one.stem}")
        options(paper, one, letters="abcd", form="{}) ")
        paper.add(f"Đáp án: {one.key[0] + 1}")
        found.append(one)
    return found


def judged_ahead(paper: Paper, rng: Random) -> list[Question]:
    """*(Đ) a) …*: what each statement is stands before its letter."""
    found = []
    for n in range(1, 16):
        one = statements(rng)
        paper.add(f"Câu {n}. {one.stem}")
        for k, text in enumerate(one.options):
            said = ("(Đ) {}) {}", "(S) {}) {}")[k not in one.key]
            paper.add(said.format("abcd"[k], text))
        found.append(one)
    return found


def named_options(paper: Paper, rng: Random) -> list[Question]:
    """*Phương án A: …* or *PA 1. …* in place of letters."""
    found = []
    for n in range(1, 31):
        one = single(rng, closing=0)
        paper.add(f"Câu {n}. {one.stem}")
        name = ("Phương án {}: ", "Phương án {}. ", "PA {}: ")[n % 3]
        options(paper, one, form=name, letters="1234" if n % 2 else LETTERS)
        right = one.key[0] + 1 if n % 2 else LETTERS[one.key[0]]
        paper.add(f"{('Đáp án', 'Phương án đúng')[n % 2]}: {right}")
        found.append(one)
    return found


def rounds(paper: Paper, rng: Random) -> list[Question]:
    """A contest: packs that begin at 1 again, points with the number, typed answers."""
    found: list[Question] = []
    for pack in range(1, 5):
        paper.add([(f"GÓI CÂU HỎI SỐ {pack}", "b")], centre=True)
        for n in range(1, 9):
            if n % 4 == 0:
                name = f"{rng.choice(THINGS)} số {pack}{n}"
                one = Question(
                    f"Văn bản nào được nhắc ở lượt {pack}.{n}?", kind="text", accept=name
                )
            else:
                one = single(rng, closing=0)
            paper.add([(f"Câu {n} ({n % 3 + 1}0 điểm): ", "b"), one.stem])
            options(paper, one)
            paper.add(f"Đáp án: {one.accept or LETTERS[one.key[0]]}")
            found.append(one)
    return found


def exam_with_guides(paper: Paper, rng: Random) -> list[Question]:
    """Choices and essays; behind them keys and guides for grading, under the same headings."""
    choices = singles(rng, 12, closing=0)
    essays = []
    for _ in range(4):
        stem = f"Đồng chí hãy trình bày trách nhiệm của {stem_of(rng)[5:-1]}."
        guide = "\n\n".join(("Nêu được các ý sau:", reason_of(rng), reason_of(rng)))
        essays.append(Question(stem, kind="essay", rubric=guide, explanation=""))
    heads = ("I. PHẦN TRẮC NGHIỆM (6 điểm)", "II. PHẦN TỰ LUẬN (4 điểm)")
    paper.add([(heads[0], "b")])
    for n, one in enumerate(choices, 1):
        paper.add(f"Câu {n}. {one.stem}")
        options(paper, one)
    paper.add([(heads[1], "b")])
    for n, one in enumerate(essays, 1):
        paper.add(f"Câu {n} (1 điểm). {one.stem}")
        paper.add("." * 60)
    paper.add([("ĐÁP ÁN VÀ HƯỚNG DẪN CHẤM", "b")], centre=True)
    paper.add([(heads[0], "b")])
    paper.add("  ".join(f"{n}-{LETTERS[one.key[0]]}" for n, one in enumerate(choices, 1)))
    paper.add([(heads[1], "b")])
    for n, one in enumerate(essays, 1):
        first, *others = str(one.rubric).split("\n\n")
        paper.add(f"Câu {n}. {first}")
        for line in others:
            paper.add(f"- {line}")
    return [*choices, *essays]


def question_and_key(paper: Paper, rng: Random) -> list[Question]:
    """A table without heads: question and options in one cell, the key in the next."""
    found = singles(rng, 30, closing=0)
    rows: list[list[Any]] = []
    for n, one in enumerate(found, 1):
        lines = [f"Câu {n}. {one.stem}"]
        lines += [f"{LETTERS[k]}. {text}" for k, text in enumerate(one.options)]
        rows.append(["\n".join(lines), LETTERS[one.key[0]]])
    paper.table(rows)
    return found


LAYOUTS: dict[str, Layout] = {
    one.__name__: one
    for one in (
        cells_of_letters, a_table_each, keys_of_three_parts, grids_of_pairs, ruled, notes_behind,
        keys_in_spans, chosen_because, initials, numbers_as_keys, judged_ahead, named_options,
        rounds, exam_with_guides, question_and_key,
    )
}  # fmt: skip
