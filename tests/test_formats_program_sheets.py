"""Sheets that quiz programs give and take: their heads, and how they write the right option."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from kit.formats.banks import read_questions
from kit.formats.draft.from_zero import said_by_head
from kit.formats.exchange import Fate, Imported
from kit.formats.rows.roles import role_of
from tests.test_formats_keys import codes
from tests.test_formats_lists import cluster, excel, only

OPTIONS = ["Sáng", "Trưa", "Tối", "Đêm"]
ASKED = [f"Chợ {name} họp lúc nào?" for name in ("Giồng", "Ông Tạ", "Bến", "Nổi", "Gò", "Đầm")]


def keys(imported: Imported) -> list[Any]:
    return [item["key"] for item in imported.items]


# Heads


@pytest.mark.parametrize(
    "heads",
    [
        ("NoiDung", "DapAnDung", "LuaChonA", "LuaChonB", "LuaChonC", "LuaChonD"),
        ("noi_dung", "dap_an_dung", "dap_an_a", "dap_an_b", "dap_an_c", "dap_an_d"),
        ("noidungcauhoi", "dapandung", "dapana", "dapanb", "dapanc", "dapand"),
        ("questionText", "correctAnswer", "optionA", "optionB", "optionC", "optionD"),
        ("content", "correct_option", "option1", "option2", "option3", "option4"),
        ("Question Text", "Correct", "(A) Option", "(B) Option", "(C) Option", "(D) Option"),
        ("Câu hỏi / Question", "Đáp án/Key", *(f"Phương án {x} / Mệnh đề {x}" for x in "ABCD")),
    ],
)
def test_heads_as_programs_write_them(heads: tuple[str, ...], tmp_path: Path) -> None:
    imported = excel(tmp_path, [*heads], [ASKED[0], "B", *OPTIONS])
    item = only(imported)
    assert [*item["options"].values()] == OPTIONS
    assert (item["key"], imported.notes) == ("b", ())


@pytest.mark.parametrize("head", ["C. Mác", "Tổ 1", "Đáp án / Gợi ý", "Mức độ/Nguồn", "Ngày/Tháng"])
def test_what_is_no_head_of_an_option_or_a_key(head: str) -> None:
    assert role_of(head) == ""


# Keys that count from 0


@pytest.mark.parametrize(("head", "told"), [("correct", 1), ("Đáp án đúng (0-3)", 1)])
def test_keys_count_from_0(head: str, told: int, tmp_path: Path) -> None:
    rows = [[stem, *OPTIONS, str(n)] for stem, n in zip(ASKED, (1, 0, 3, 2, 1, 0), strict=True)]
    imported = excel(tmp_path, ["Câu hỏi", "A", "B", "C", "D", head], *rows)
    assert keys(imported) == [*"badcba"]
    assert codes(imported, Fate.TOLD) == ["key_from_zero"] * told


def test_several_keys_count_from_0(tmp_path: Path) -> None:
    rows = [[stem, *OPTIONS, key] for stem, key in zip(ASKED[:3], ("0,2", "1", "3"), strict=True)]
    imported = excel(tmp_path, ["Câu hỏi", "A", "B", "C", "D", "Đáp án"], *rows)
    assert keys(imported) == [["a", "c"], "b", "d"]


def test_a_head_says_that_keys_count_from_1(tmp_path: Path) -> None:
    rows = [[stem, *OPTIONS, key] for stem, key in zip(ASKED[:3], "012", strict=True)]
    imported = excel(tmp_path, ["Câu hỏi", "A", "B", "C", "D", "Đáp án đúng (1-4)"], *rows)
    assert keys(imported) == ["a", "b"]
    assert codes(imported, Fate.LEFT_OUT) == ["unknown_key"]


def test_a_single_0_among_numbers_of_all_options_is_a_slip(tmp_path: Path) -> None:
    numbers = [0, *[4, 1, 4, 2, 4, 3, 4, 1, 4, 4]]
    rows = [[f"Chợ số {n} họp lúc nào?", *OPTIONS, str(key)] for n, key in enumerate(numbers)]
    imported = excel(tmp_path, ["Câu hỏi", "A", "B", "C", "D", "Đáp án"], *rows)
    assert keys(imported) == [*"dadbdcdadd"]
    assert codes(imported, Fate.LEFT_OUT) == ["unknown_key"]
    assert codes(imported, Fate.LOST) == []


def test_where_nobody_knows_where_keys_count_from_it_is_told(tmp_path: Path) -> None:
    rows = [[stem, *OPTIONS, key] for stem, key in zip(ASKED, "012434", strict=True)]
    imported = excel(tmp_path, ["Câu hỏi", "A", "B", "C", "D", "Đáp án"], *rows)
    assert codes(imported, Fate.LOST) == ["key_from_where"] * 6


@pytest.mark.parametrize(
    ("head", "zero"),
    [
        ("Đáp án (0,5 điểm)", None),
        ("Đáp án (1,5 đ)", None),
        ("Đáp án (P1: 0/1/2/3, P2: Đ/S)", True),
        ("Correct answer (from 0)", True),
        ("Đáp án (0=A, 1=B)", True),
        ("Đáp án đúng (1/2/3/4)", False),
    ],
)
def test_what_a_head_says_of_its_numbers(head: str, zero: bool | None) -> None:
    assert said_by_head(head) is zero


# Each option has a column that says whether it is right


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        (("isCorrect1", "isCorrect2", "isCorrect3"), ("FALSE", "TRUE", "FALSE")),
        (("ISCORRECT1", "ISCORRECT2", "ISCORRECT3"), ("0", "1", "0")),
        (("Điểm A", "Điểm B", "Điểm C"), ("0", "1", "0")),
        (("Đúng/Sai 1", "Đúng/Sai 2", "Đúng/Sai 3"), ("S", "Đ", "S")),
    ],
)
@pytest.mark.parametrize("beside", [True, False])
def test_a_column_for_each_option_says_whether_it_is_right(
    heads: tuple[str, ...], said: tuple[str, ...], beside: bool, tmp_path: Path
) -> None:
    def row(options: list[str], marks: tuple[str, ...]) -> list[str]:
        pairs = zip(options, marks, strict=True)
        return [one for pair in pairs for one in pair] if beside else [*options, *marks]

    first = ["Câu hỏi", *row([f"Phương án {x}" for x in "ABC"], heads)]
    imported = excel(tmp_path, first, [ASKED[0], *row(OPTIONS[:3], said)])
    item = only(imported)
    assert (item["key"], [*item["options"].values()]) == ("b", OPTIONS[:3])
    assert imported.notes == ()


def test_points_that_are_no_verdict_are_told(tmp_path: Path) -> None:
    heads = ["Câu hỏi", "Phương án A", "Điểm A", "Phương án B", "Điểm B"]
    imported = excel(tmp_path, heads, [ASKED[0], "Sáng", "0,5", "Trưa", "2"])
    assert codes(imported, Fate.LEFT_OUT) == ["no_key"]
    assert codes(imported, Fate.LOST) == ["column_unused"] * 2


# A row for each option


@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize(
    ("heads", "said"),
    [
        (("STT", "Câu hỏi", "Phương án", "Đúng"), ("FALSE", "TRUE", "FALSE")),
        (("question_id", "question", "answer", "is_correct"), ("0", "1", "0")),
        (("STT", "Câu hỏi", "Nội dung đáp án", "Đúng/Sai"), ("Không", "Có", "Không")),
    ],
)
def test_a_row_for_each_option_may_repeat_the_question(
    heads: tuple[str, ...], said: tuple[str, ...], again: bool, tmp_path: Path
) -> None:
    rows = [
        [*([str(n), stem] if again or k == 0 else ["", ""]), option, mark]
        for n, stem in enumerate(ASKED[:2], 1)
        for k, (option, mark) in enumerate(zip(OPTIONS[:3], said, strict=True))
    ]
    imported = excel(tmp_path, [*heads], *rows)
    assert [item["stem"] for item in imported.items] == ASKED[:2]
    assert keys(imported) == ["b", "b"]
    assert imported.notes == ()


def test_where_most_questions_have_one_right_option_others_have_several(tmp_path: Path) -> None:
    rows = []
    for n, stem in enumerate(ASKED):
        rights = {0, 2} if n == 4 else {n % 3}
        for k, option in enumerate(OPTIONS[:3]):
            first = ["", ""] if k else [str(n + 1), stem]
            rows.append([*first, option, "Đúng" if k in rights else "Sai"])
    imported = excel(tmp_path, ["STT", "Câu hỏi", "Phương án", "Đúng/Sai"], *rows)
    assert keys(imported) == ["a", "b", "c", "a", ["a", "c"], "c"]
    assert codes(imported, Fate.TOLD) == ["several_letters"]


# Kinds, options in one cell, no heads


def test_statements_that_are_called_true_or_false(tmp_path: Path) -> None:
    heads = ["Câu hỏi", "Mệnh đề a", "Mệnh đề b", "Mệnh đề c", "Đáp án", "Loại câu"]
    imported = excel(tmp_path, heads, ["Xét các ý về chợ:", *OPTIONS[:3], "Đ;S;Đ", "Đúng/Sai"])
    truths = ["đúng", "sai", "đúng"]
    assert cluster(only(imported)) == [*zip(OPTIONS[:3], truths, strict=True)]


def test_options_between_bars_may_hold_semicolons(tmp_path: Path) -> None:
    row = [ASKED[0], "Sáng; trưa | Tối | Đêm", "1"]
    item = only(excel(tmp_path, ["Câu hỏi", "Tùy chọn (cách nhau bởi |)", "Đáp án"], row))
    assert ([*item["options"].values()], item["key"]) == (["Sáng; trưa", "Tối", "Đêm"], "a")


@pytest.mark.parametrize("number", [True, False])
@pytest.mark.parametrize("first", [True, False])
def test_without_heads_a_column_repeats_the_right_options(
    number: bool, first: bool, tmp_path: Path
) -> None:
    rows = []
    for n, stem in enumerate(ASKED):
        options, key = OPTIONS[n % 2 :] + OPTIONS[: n % 2], OPTIONS[n % 4]
        cells = [key, *options] if first else [*options, key]
        rows.append([*([str(n + 1)] if number else []), stem, *cells])
    imported = excel(tmp_path, *rows)
    right = [item["options"][item["key"]] for item in imported.items]
    assert right == [OPTIONS[n % 4] for n in range(len(ASKED))]
    assert all(len(item["options"]) == 4 for item in imported.items)


def test_without_heads_a_column_that_repeats_now_and_then_is_no_key(tmp_path: Path) -> None:
    rows = [[str(n + 1), stem, *OPTIONS, OPTIONS[0] if n % 2 else "Chiều"]
            for n, stem in enumerate(ASKED)]  # fmt: skip
    imported = excel(tmp_path, *rows)
    assert imported.items == ()


def test_without_heads_a_table_that_nobody_can_read_is_told(tmp_path: Path) -> None:
    rows = [[stem, "Sáng sớm", "Gần trưa", "Chập tối", "Chiều"] for stem in ASKED]
    extra = ["Câu 1. Chợ bán gì?", "A. Cá", "B. Rau", "C. Gạo", "Đáp án: A"]
    imported = excel(tmp_path, *([one] for one in extra), *rows)
    assert "table_unclear" in codes(imported, Fate.LOST)


def test_a_question_to_write_an_answer_to_keeps_its_points(tmp_path: Path) -> None:
    stem = "Cho các ý sau:\n1. Chợ họp sáng.\n2. Chợ họp tối.\nÝ nào đúng?"
    row = ["1", stem, "Chợ họp sáng", "Trả lời ngắn"]
    item = only(excel(tmp_path, ["STT", "Nội dung câu hỏi", "Đáp án đúng", "Loại câu hỏi"], row))
    assert (item["kind"], item["accept"]) == ("text", ["Chợ họp sáng"])
    assert "Chợ họp tối" in item["stem"]


# Numbers and letters before texts


@pytest.mark.parametrize("numbers", [True, False])
def test_numbers_before_questions_are_no_text(numbers: bool, tmp_path: Path) -> None:
    first = ["STT"] if numbers else []
    rows = [[*([str(n)] if numbers else []), f"{n}. {stem}", *OPTIONS, "B"]
            for n, stem in enumerate(ASKED, 1)]  # fmt: skip
    imported = excel(tmp_path, [*first, "Câu hỏi", "A", "B", "C", "D", "Đáp án"], *rows)
    assert [item["stem"] for item in imported.items] == ASKED
    assert imported.notes == ()


def test_a_number_before_one_question_is_its_text(tmp_path: Path) -> None:
    rows = [[stem, *OPTIONS, "B"] for stem in ("3. Chợ nào?", *ASKED)]
    imported = excel(tmp_path, ["Câu hỏi", "A", "B", "C", "D", "Đáp án"], *rows)
    assert "Chợ nào?" in imported.items[0]["stem"] != "Chợ nào?"


def test_numbers_before_all_options_are_no_text(tmp_path: Path) -> None:
    heads = ["Câu hỏi", "Đáp án 1", "Đáp án 2", "Đáp án 3", "Đáp án đúng"]
    counted = [f"{n}. {text}" for n, text in enumerate(OPTIONS[:3], 1)]
    item = only(excel(tmp_path, heads, [ASKED[0], *counted, "2"]))
    assert ([*item["options"].values()], item["key"]) == (OPTIONS[:3], "b")
    odd = only(excel(tmp_path, heads, [ASKED[0], "1. Sáng", "2. Trưa", "Tối", "2"]))
    assert "1" in odd["options"]["a"]


@pytest.mark.parametrize("key", ["Đáp án đúng: B", "Chọn B", "(B)", "Câu B", "B.\n", "Đáp án B"])
def test_words_around_the_letter_of_a_key(key: str, tmp_path: Path) -> None:
    heads = ["Câu hỏi", "A", "B", "C", "D", "Đáp án"]
    assert only(excel(tmp_path, heads, [ASKED[0], *OPTIONS, key]))["key"] == "b"


def test_a_head_says_which_options_are_right(tmp_path: Path) -> None:
    heads = ["Câu hỏi", "Phương án 1 (đúng)", "Phương án 2", "Phương án 3"]
    assert only(excel(tmp_path, heads, [ASKED[0], *OPTIONS[:3]]))["key"] == "a"


@pytest.mark.parametrize("apart", [True, False])
def test_without_heads_a_text_of_an_option_in_a_cell_is_the_key(
    apart: bool, tmp_path: Path
) -> None:
    cell = "\n".join(f"{letter}. {text}" for letter, text in zip("ABCD", OPTIONS, strict=True))
    rows = [
        [str(n), *([stem, cell] if apart else [f"{stem}\n{cell}"]), OPTIONS[n % 4]]
        for n, stem in enumerate(ASKED)
    ]
    imported = excel(tmp_path, *rows)
    assert keys(imported) == [*"abcdab"]
    assert [item["stem"] for item in imported.items] == ASKED


def test_a_list_of_keys_may_join_letters_with_a_word(tmp_path: Path) -> None:
    book = Workbook()
    page: Any = book.active
    for n, stem in enumerate(ASKED[:3], 1):
        page.append([n, stem])
        for letter, text in zip("ABC", OPTIONS, strict=False):
            page.append([None, f"{letter}. {text}"])
    book.create_sheet("Đáp án").append(["1-B", "2-A và C", "3-C"])
    book.save(tmp_path / "a.xlsx")
    assert keys(read_questions(tmp_path / "a.xlsx")) == ["b", ["a", "c"], "c"]


@pytest.mark.parametrize("first", [True, False])
def test_without_heads_a_fifth_option_is_one_though_it_is_seldom(
    first: bool, tmp_path: Path
) -> None:
    signs = [f"{letter}) " if first else "" for letter in "abcde"]
    rows = []
    for n, stem in enumerate(ASKED):
        texts = [*OPTIONS, *(["Chiều"] if n == 2 else [""])]
        options = [f"{sign}{text}" if text else "" for sign, text in zip(signs, texts, strict=True)]
        rows.append([stem, *(["B", *options] if first else [*options, "B"])])
    if first:
        rows = [[str(n), row[1], row[0], *row[2:]] for n, row in enumerate(rows, 1)]
    imported = excel(tmp_path, *rows)
    assert [len(item["options"]) for item in imported.items] == [4, 4, 5, 4, 4, 4]
    assert codes(imported, Fate.LOST) == []


@pytest.mark.parametrize("key", ["(B)", "B.", "Đáp án B", "В"])
def test_without_heads_a_key_beside_a_question_may_have_words_around(
    key: str, tmp_path: Path
) -> None:
    rows = []
    for n, stem in enumerate(ASKED[:3], 1):
        rows.append([str(n), stem, key])
        rows += [["", f"{letter}. {text}"] for letter, text in zip("ABC", OPTIONS, strict=False)]
    assert keys(excel(tmp_path, *rows)) == ["b"] * 3


def test_a_question_without_number_and_key_is_one_of_its_own(tmp_path: Path) -> None:
    options = [[f"{letter}. {text}"] for letter, text in zip("ABC", OPTIONS, strict=False)]
    rows = [[ASKED[0], "B"], *options, [ASKED[1]], *options, [ASKED[2], "A"], *options]
    imported = excel(tmp_path, ["Câu hỏi", "Đáp án"], *rows)
    assert ([item["stem"] for item in imported.items], keys(imported)) == (
        [ASKED[0], ASKED[2]], ["b", "a"]
    )  # fmt: skip
    assert codes(imported, Fate.LEFT_OUT) == ["no_key"]


@pytest.mark.parametrize(
    "listed",
    [[["1-Đáp án B", "2 - Đáp án A", "3. Đáp án C"]], [["1", "2", "3"], ["Đáp án B", "A", "C"]]],
)
def test_entries_of_a_list_of_keys_may_have_words(listed: list[list[str]], tmp_path: Path) -> None:
    book = Workbook()
    page: Any = book.active
    page.append(["STT", "Câu hỏi", "A", "B", "C"])
    for n, stem in enumerate(ASKED[:3], 1):
        page.append([n, stem, *OPTIONS[:3]])
    sheet = book.create_sheet("Key")
    for row in listed:
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert keys(read_questions(tmp_path / "a.xlsx")) == ["b", "a", "c"]


def test_without_heads_options_without_letters_stand_in_lines_of_a_cell(tmp_path: Path) -> None:
    rows = [[str(n), stem, "\n".join(OPTIONS), "Đáp án C"] for n, stem in enumerate(ASKED, 1)]
    imported = excel(tmp_path, *rows)
    assert keys(imported) == ["c"] * len(ASKED)
    assert [*imported.items[0]["options"].values()] == OPTIONS


def test_without_heads_keys_repeat_options_without_their_letters(tmp_path: Path) -> None:
    signs = zip("ABCD", OPTIONS, strict=True)
    options = [f"{letter}. {text}" for letter, text in signs]
    rows = [[str(n), stem, *options, OPTIONS[n % 4]] for n, stem in enumerate(ASKED)]
    assert keys(excel(tmp_path, *rows)) == [*"abcdab"]


def test_a_number_that_is_an_option_counts_from_0_like_the_others(tmp_path: Path) -> None:
    rows = [[stem, *OPTIONS, key] for stem, key in zip(ASKED[:3], "031", strict=True)]
    rows += [["Chợ có mấy cổng?", "1", "0", "3", "2", "0"]]
    imported = excel(tmp_path, ["Câu hỏi", "A", "B", "C", "D", "correct"], *rows)
    assert keys(imported) == [*"adba"]
    assert codes(imported, Fate.TOLD) == ["key_from_zero", "key_counted"]


def test_two_questions_with_the_same_sentence_are_two(tmp_path: Path) -> None:
    rows = [[ASKED[0], " | ".join(OPTIONS), "A"], [ASKED[0], "Tết | Rằm | Hè", "B"]]
    imported = excel(tmp_path, ["Câu hỏi", "Các lựa chọn", "Đáp án"], *rows)
    assert [len(item["options"]) for item in imported.items] == [4, 3]
    statements = [[ASKED[0], "Sáng; Tối", "Đ,S"], [ASKED[0], "Tết; Hè", "S,Đ"]]
    assert len(excel(tmp_path, ["Câu hỏi", "Các ý", "Đáp án"], *statements).items) == 2


def test_without_heads_signatures_below_say_nothing_of_columns(tmp_path: Path) -> None:
    rows = [[str(n), stem, *OPTIONS, "B"] for n, stem in enumerate(ASKED, 1)]
    signed = [[*[""] * 6, "TM. BAN TỔ CHỨC"], [*[""] * 6, "Nguyễn Văn A"]]
    assert keys(excel(tmp_path, ["ÔN TẬP"], [""], *rows, [""], *signed)) == ["b"] * len(ASKED)


def test_points_in_a_question_do_not_put_it_to_the_one_above(tmp_path: Path) -> None:
    below = [["", f"{letter}. {text}"] for letter, text in zip("ABC", OPTIONS, strict=False)]
    stem = "Cho các ý sau:\n1. Chợ họp sáng.\n2. Chợ họp tối.\nÝ nào đúng?"
    rows = [["1", ASKED[0], "B"], *below, ["", stem, "C"], *below, ["3", ASKED[2], "A"], *below]
    imported = excel(tmp_path, ["STT", "Câu hỏi", "Đáp án"], *rows)
    assert keys(imported) == ["b", "c", "a"]


@pytest.mark.parametrize("signed", ["NGƯỜI LẬP BIỂU", "TM. BAN TỔ CHỨC", "An Phú, ngày 2 tháng 9"])
@pytest.mark.parametrize("cell", [True, False])
def test_who_signed_is_no_part_of_the_last_question(
    signed: str, cell: bool, tmp_path: Path
) -> None:
    whole = "\n".join([ASKED[0], "A. Sáng", "B. Trưa"])
    row, kind = (whole, "B") if cell else ("Chợ họp buổi sáng.", "Đúng")
    rows = [["1", row, kind], ["", ""], ["", signed], ["", "Nguyễn Văn A"]]
    imported = excel(tmp_path, ["STT", "Nội dung câu hỏi", "Đáp án"], *rows)
    assert "Nguyễn" not in str(only(imported))
    assert codes(imported, Fate.LOST) == ["strange_lines"] * 2
