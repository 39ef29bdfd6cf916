"""Sheets that quiz programs and school platforms give and take, at a real size; the content is
invented.

To add a layout, see CONTRIBUTING, *Add a layout of question banks*.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from tests.office.content import Question, reason_of, single, singles, statements

Layout = Callable[[Any, Random], list[Question]]
LETTERS = "ABCDEFGH"


def _several(one: Question, rng: Random) -> Question:
    """The same question with two or three right options."""
    key = tuple(sorted(rng.sample(range(len(one.options)), rng.choice((2, 2, 3)))))
    return replace(one, key=key, kind="multiple")


def _mixed(rng: Random, count: int) -> list[Question]:
    """Single choices, and now and then one with several right options."""
    found = singles(rng, count)
    return [_several(one, rng) if rng.random() < 0.12 else one for one in found]


def _counted(one: Question) -> str | int:
    numbers = [n + 1 for n in one.key]
    return numbers[0] if len(numbers) == 1 else ",".join(map(str, numbers))


def platform(book: Any, rng: Random) -> list[Question]:
    """A school platform's 22 columns below three rows, keys as numbers before the options."""
    sheet = book.active
    sheet["H1"], sheet["H2"] = "IMPORT CÂU HỎI", "(Chú ý: các cột bôi đỏ là bắt buộc)"
    sheet.append([])
    sheet.append(["STT", "Loại câu hỏi", "Độ khó", "Mức độ nhận thức", "Đơn vị kiến thức",
                  "Là câu hỏi con của câu hỏi chùm?", "Nội dung câu hỏi", "Đáp án đúng",
                  *(f"Đáp án {n}" for n in range(1, 9)), "Tags (phân cách nhau bằng dấu ;)",
                  "Giải thích", "Đảo đáp án", "Tính điểm mỗi đáp án đúng"])  # fmt: skip
    found = _mixed(rng, 320)
    for n, one in enumerate(found, 1):
        kind = f"Trắc nghiệm {'nhiều' if len(one.key) > 1 else 1} đáp án"
        blank = [None] * (8 - len(one.options))
        sheet.append([n, kind, "Dễ", "Thông hiểu", "Bài 1", None, one.stem, _counted(one),
                      *one.options, *blank, "ôn tập;quý 1", reason_of(rng), "Có"])  # fmt: skip
    return found


def quiz_game(book: Any, rng: Random) -> list[Question]:
    """A game's template: a title, heads of two lines, the seconds before the key."""
    sheet = book.active
    sheet.append(["Blooket\nImport Template"])
    sheet.append(["Question #", "Question Text", "Answer 1", "Answer 2", "Answer 3\n(Optional)",
                  "Answer 4\n(Optional)", "Time Limit (sec)\n(Max: 300 seconds)",
                  "Correct Answer(s)\n(Only include Answer #)"])  # fmt: skip
    found = _mixed(rng, 60)
    for n, one in enumerate(found, 1):
        sheet.append([n, one.stem, *one.options, 20, _counted(one)])
    return found


def from_zero(book: Any, rng: Random) -> list[Question]:
    """A program's fields as heads; keys count from 0; essays have nothing but their question."""
    sheet = book.active
    sheet.append(["type", "question", *(f"choice{n}" for n in range(1, 5)), "correct", "points"])
    found = singles(rng, 330)
    for n, one in enumerate(found):
        if n % 40 == 39:
            found[n] = replace(one, options=(), key=(), kind="essay")
            sheet.append(["essay", one.stem, *[None] * 5, 20])
        else:
            sheet.append(["multiple_choice", one.stem, *one.options, one.key[0], 10])
    return found


def fields(book: Any, rng: Random) -> list[Question]:
    """Heads in one word without marks, the key before the options."""
    sheet = book.active
    sheet.append(["MaCauHoi", "NoiDung", "MonHoc", "DoKho", "DapAnDung",
                  *(f"LuaChon{letter}" for letter in "ABCD"), "GiaiThich"])  # fmt: skip
    found = _mixed(rng, 310)
    for n, one in enumerate(found, 1):
        key = ";".join(LETTERS[k] for k in one.key)
        sheet.append([f"CH{n:03}", one.stem, "Chính trị", n % 3 + 1, key, *one.options,
                      reason_of(rng)])  # fmt: skip
    return found


def verdicts(book: Any, rng: Random) -> list[Question]:
    """A column for each option says whether it is right."""
    sheet = book.active
    sheet.append(["content", "type", *(f"option{n}" for n in range(1, 5)),
                  *(f"isCorrect{n}" for n in range(1, 5)), "explanation"])  # fmt: skip
    found = _mixed(rng, 60)
    for one in found:
        said = [n in one.key for n in range(4)]
        sheet.append([one.stem, one.kind, *one.options, *said, reason_of(rng)])
    return found


def option_rows(book: Any, rng: Random) -> list[Question]:
    """A row for each option, the question again in each of them."""
    sheet = book.active
    sheet.append(["STT", "Nội dung câu hỏi", "Nội dung đáp án", "Đúng/Sai"])
    found = _mixed(rng, 60)
    for n, one in enumerate(found, 1):
        for k, option in enumerate(one.options):
            sheet.append([n, one.stem, option, "Đúng" if k in one.key else "Sai"])
    return found


def three_parts(book: Any, rng: Random) -> list[Question]:
    """Options between bars; keys from 0 in the first part, statements in the second."""
    sheet = book.active
    sheet.append(["Phần", "Nội dung câu hỏi", "Đáp án (P1: 0/1/2/3, P2: Đ,S,Đ,S)",
                  "Tùy chọn (Cách nhau bởi dấu |)", "Link Ảnh (Tuỳ chọn)"])  # fmt: skip
    found = [*singles(rng, 40), *(statements(rng) for _ in range(10))]
    for one in found:
        truths = ",".join("Đ" if n in one.key else "S" for n in range(4))
        key = str(one.key[0]) if one.kind == "single" else truths
        sheet.append([1 if one.kind == "single" else 2, one.stem, key, " | ".join(one.options)])
    return found


def without_heads(book: Any, rng: Random) -> list[Question]:
    """No heads; the last column repeats the right option."""
    found = [single(rng) for _ in range(60)]
    for n, one in enumerate(found, 1):
        book.active.append([n, one.stem, *one.options, one.options[one.key[0]]])
    return found


LAYOUTS: dict[str, Layout] = {
    one.__name__: one
    for one in (platform, quiz_game, from_zero, fields, verdicts, option_rows, three_parts,
                without_heads)
}  # fmt: skip
