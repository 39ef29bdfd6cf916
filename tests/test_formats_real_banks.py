"""Ways of writing a bank that published papers have: keys, numbers, headings, what a copy left."""

from pathlib import Path

import pytest

from kit.formats.exchange import Fate, Imported
from tests.test_formats_between import looking, stems
from tests.test_formats_keys import OPTIONS, asked, codes
from tests.test_formats_lists import only, word

BOTH = (*asked(1, "Đáp án: B"), *asked(2, "Đáp án: B"))


def keys(imported: Imported) -> list[str]:
    return [item["key"] for item in imported.items]


def shown(item: dict[str, dict[str, str]]) -> list[str]:
    return [*item["options"].values()]


# Keys


@pytest.mark.parametrize(
    "line",
    [
        "Đáp án B là đúng", "Gợi ý đáp án: B", "Đáp án: B\tĐiều 7", "Đáp án: B [Điều 5]",
        "Chọn đáp án đúng: B", "Đáp án của câu này là B", "Vậy chọn B", "Câu b đúng", "Câu b",
        "Đ/án: B", "Lời giải: Chọn B", "Lời giải. B", "Đáp án và giải thích: B", "<B>", "$ B",
        "=> Trưa", "The correct answer is: Trưa", "Đáp án 2", "Đáp án 2: Quy định tại Điều 1",
    ],
)  # fmt: skip
def test_keys_below_the_options(line: str, tmp_path: Path) -> None:
    imported = word(tmp_path, *asked(1, line))
    assert keys(imported) == ["b"]
    assert stems(imported) == ["Chợ 1 họp lúc nào?"]
    assert codes(imported, Fate.LOST) == []


def test_counted_options_have_counted_keys(tmp_path: Path) -> None:
    lines = ("Câu 1: Chợ nào?", "1. Sáng", "2. Trưa", "3. Tối", "Đáp án 3: Quy định tại Điều 1")
    item = only(word(tmp_path, *lines))
    assert (item["key"], shown(item)) == ("c", ["Sáng", "Trưa", "Tối"])


@pytest.mark.parametrize(
    "form",
    ["{n}. {key} (Điều 5)", "{n}. Đáp án: {key}", "Câu hỏi {n}. Đáp án đúng là: {key}. {text}"],
)
def test_lists_of_keys_with_words(form: str, tmp_path: Path) -> None:
    said = [form.format(n=n, key=key, text=text) for n, key, text in
            ((1, "B", "Trưa"), (2, "C", "Tối"), (3, "A", "Sáng"))]  # fmt: skip
    imported = word(tmp_path, *asked(1), *asked(2), *asked(3), "ĐÁP ÁN", *said)
    assert keys(imported) == ["b", "c", "a"]


@pytest.mark.parametrize(
    "table",
    [
        [["BẢNG ĐÁP ÁN", "", "", ""], ["Câu hỏi", *"123"], ["Trả lời", *"BCA"]],
        [["", *"123"], ["A", "", "", "X"], ["B", "X", "", ""], ["C", "", "X", ""]],
    ],
)
def test_tables_of_keys(table: list[list[str]], tmp_path: Path) -> None:
    imported = word(tmp_path, *asked(1), *asked(2), *asked(3), "ĐÁP ÁN", table)
    assert keys(imported) == ["b", "c", "a"]


@pytest.mark.parametrize("names", [("0", "10"), ("10", "20")])
def test_a_table_of_keys_by_tens(names: tuple[str, str], tmp_path: Path) -> None:
    lines = [line for n in range(1, 14) for line in asked(n)]
    heads = ["", *map(str, range(1, 11))]
    rows = [[names[0], *"ABCABCABCA"], [names[1], *"CBA", *[""] * 7]]
    imported = word(tmp_path, *lines, "ĐÁP ÁN", [heads, *rows])
    assert keys(imported) == [*"abcabcabcacba"]


def test_tens_below_numbers_from_0_are_what_they_say(tmp_path: Path) -> None:
    lines = [line for n in range(10, 23) for line in asked(n)]
    rows = [["10", *"ABCABCABCA"], ["20", *"CBA", *[""] * 7]]
    imported = word(tmp_path, *lines, "ĐÁP ÁN", [["", *map(str, range(10))], *rows])
    assert keys(imported) == [*"abcabcabcacba"]


# Statements


@pytest.mark.parametrize("line", ["(Đúng)", "Đ", "Trả lời: Đúng. Vì chợ họp buổi sáng."])
def test_verdicts_below_statements(line: str, tmp_path: Path) -> None:
    item = only(word(tmp_path, "Câu 1: Chợ họp sáng. Đúng hay sai?", line))
    assert (item["kind"], item["key"]) == ("true_false", "đúng")
    assert item["stem"] == "Chợ họp sáng. Đúng hay sai?"


def test_a_verdict_behind_the_statement(tmp_path: Path) -> None:
    item = only(word(tmp_path, "Câu 1: Chợ họp sáng. Đúng hay sai? Trả lời: Sai"))
    assert (item["stem"], item["key"]) == ("Chợ họp sáng. Đúng hay sai?", "sai")


# Options and numbers


def test_dashes_behind_letters(tmp_path: Path) -> None:
    lines = ("Câu 1. Chợ nào?", "a/- Sáng", "b/- Trưa", "c/- Tối", "Đáp án: b")
    assert shown(only(word(tmp_path, *lines))) == ["Sáng", "Trưa", "Tối"]


def test_a_name_with_its_initial_behind_a_bullet(tmp_path: Path) -> None:
    lines = [
        ("Câu 1. Ai viết?", ""),
        ("• C. Mác", ""),
        ("• Trần Văn Tám", "b"),
        ("• Lý Thị Na", ""),
    ]
    item = only(looking(tmp_path, *lines))
    assert (shown(item), item["key"]) == (["C. Mác", "Trần Văn Tám", "Lý Thị Na"], "b")


def test_bullets_right_before_their_texts(tmp_path: Path) -> None:
    lines = [("Câu 1. Chợ nào?", ""), ("-Sáng", ""), ("-Trưa", "b"), ("-Tối", "")]
    item = only(looking(tmp_path, *lines))
    assert (shown(item), item["key"]) == (["Sáng", "Trưa", "Tối"], "b")


def test_numbers_with_a_part_and_no_mark(tmp_path: Path) -> None:
    lines = []
    for part in (1, 2):
        for n in (1, 2, 3):
            lines += [f"{part}.{n} Chợ {part}{n} ở đâu?", *OPTIONS, "Đáp án: B"]
    assert stems(word(tmp_path, *lines)) == [
        f"Chợ {part}{n} ở đâu?" for part in (1, 2) for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    "label", ["Câu 1… ", "Câu 1 1. ", "Câu 1... ", "Câu 1. . ", "Câu 1: … ", "Câu 1_ ", "Câu 1- . "]
)
def test_what_is_left_of_a_label_is_no_question(label: str, tmp_path: Path) -> None:
    imported = word(tmp_path, f"{label}Chợ nào?", *OPTIONS, "Đáp án: B")
    assert stems(imported) == ["Chợ nào?"]


@pytest.mark.parametrize("stem", ["……… họp vào buổi sáng.", "… họp vào buổi sáng.", "2. Chợ nào?"])
def test_a_gap_or_another_number_behind_a_label_stays(stem: str, tmp_path: Path) -> None:
    [shown_stem] = stems(word(tmp_path, f"Câu 1: {stem}", *OPTIONS, "Đáp án: B"))
    assert shown_stem.replace("\\", "") == stem


@pytest.mark.parametrize("empty", ["-", "…", "…………"])
def test_an_option_without_text_yet_is_told(empty: str, tmp_path: Path) -> None:
    lines = ("Câu 1. Chợ nào?", "A. Sáng", "B. Trưa", f"C. {empty}", "Đáp án: B")
    assert codes(word(tmp_path, *lines), Fate.LOST) == ["filler_option"]


def test_signs_as_options_are_texts(tmp_path: Path) -> None:
    lines = ("Câu 1. Dấu nào?", "A. +", "B. -", "C. =", "Đáp án: B")
    imported = word(tmp_path, *lines)
    assert shown(only(imported))[0] == "+"
    assert codes(imported, Fate.LOST) == []


def test_a_letter_before_a_vietnamese_name_is_told(tmp_path: Path) -> None:
    lines = ("Câu 1. Ai?", "A. Trần Văn Tám", "B. Lý Thị Na", "C. C. Lê Văn Ba", "Đáp án: B")
    assert codes(word(tmp_path, *lines), Fate.LOST) == ["odd_letters"]


def test_an_essay_ends_at_a_rule(tmp_path: Path) -> None:
    lines = ("PHẦN TỰ LUẬN", "Câu 1. Nêu lịch họp chợ.", "----------------", "Người soạn: Tổ 5")
    assert stems(word(tmp_path, *lines)) == ["Nêu lịch họp chợ."]


# Headings below a marked option


@pytest.mark.parametrize(
    "heading",
    ["* VIỆC RUỘNG ĐỒNG", "2. VIỆC RUỘNG ĐỒNG:", "VIỆC RUỘNG ĐỒNG (2 câu)", "Bài: VIỆC RUỘNG ĐỒNG",
     "* Thông hiểu", "2. Thông hiểu:"],
)  # fmt: skip
def test_headings_below_a_bold_option(heading: str, tmp_path: Path) -> None:
    def question(n: int) -> list[tuple[str, str]]:
        return [(f"Câu {n}: Chợ nào?", ""), ("A. Sáng", ""), ("B. Trưa", ""), ("C. Tối", "b")]

    imported = looking(tmp_path, *question(1), (heading, "b"), *question(2), *question(3))
    assert [shown(item)[-1] for item in imported.items] == ["Tối"] * 3
    assert codes(imported, Fate.LOST) == []


def test_a_numbered_heading_that_counts_its_questions_is_none(tmp_path: Path) -> None:
    first = ("1. Việc chợ phiên (2 câu)", "1. Chợ nào?", *OPTIONS, "Đáp án: B")
    second = ("2. Chợ đâu?", *OPTIONS, "Đáp án: C", "2. Việc ruộng đồng (1 câu)")
    imported = word(tmp_path, *first, *second, "1. Ruộng nào?", *OPTIONS, "Đáp án: A")
    assert stems(imported) == ["Chợ nào?", "Chợ đâu?", "Ruộng nào?"]
    assert imported.items[2]["tags"]["topic"].endswith("Việc ruộng đồng (1 câu)")


def test_bullets_above_the_last_line_that_asks_are_no_options(tmp_path: Path) -> None:
    above = ("Câu 1. Chợ có:", "- Hàng gạo;", "- Hàng vải.", "Hàng nào bán sớm?")
    lines = [*above, "- Gạo", "- Vải", "- Nón"]
    item = only(looking(tmp_path, *((line, "b" if line == "- Vải" else "") for line in lines)))
    assert (shown(item), item["key"]) == (["Gạo", "Vải", "Nón"], "b")
    assert "Hàng gạo" in item["stem"]


# What forms and sites leave


def test_the_title_in_the_middle_of_sentences_is_no_part_of_them(tmp_path: Path) -> None:
    lines = ["SỔ TAY CHỢ PHIÊN"]
    for n in range(1, 13):
        broken = n % 4 == 2
        lines += [f"Câu {n}. Chợ phiên thứ {n}", "SỔ TAY CHỢ PHIÊN"] if broken else []
        lines += ["họp lúc nào?"] if broken else [f"Câu {n}. Chợ {n} họp lúc nào?"]
        lines += [*OPTIONS, "Đáp án: B"]
    assert stems(word(tmp_path, *lines))[1] == "Chợ phiên thứ 2 họp lúc nào?"


def test_a_line_that_parts_a_sentence_is_told(tmp_path: Path) -> None:
    broken = ("Câu 1. Chợ phiên làng", "Sổ tay của tổ năm", "họp lúc nào?", *OPTIONS, "Đáp án: B")
    imported = word(tmp_path, *broken, *asked(2, "Đáp án: B"))
    assert [note.question for note in imported.notes if note.code == "stem_parted"] == [1]


def test_pages_of_so_many_in_the_middle_of_sentences(tmp_path: Path) -> None:
    lines = []
    for n in (1, 2, 3):
        lines += [f"Câu {n}. Chợ phiên thứ {n}", "5/74", "họp lúc nào?", *OPTIONS, "Đáp án: B"]
    assert stems(word(tmp_path, *lines))[0] == "Chợ phiên thứ 1 họp lúc nào?"


@pytest.mark.parametrize(
    "line",
    [
        "lOMoARcPSD|12345678", "about:blank 2/32", "Downloaded by Nguyen Van A (a@example.com)",
        "This document is available free of charge on studocu", "Scan to open on Studocu",
        "15:23 14/12/24\tBộ câu hỏi", "- 2 -", "|2", "2 | Trang", "Mã đề 101 - Trang 2/4",
        "https://example.com/doc 2/9", "Chọn một câu trả lời:", "Không gắn cờ",
    ],
)  # fmt: skip
def test_remnants_are_no_part_of_a_question(line: str, tmp_path: Path) -> None:
    imported = word(
        tmp_path, "Câu 1. Chợ phiên", line, "họp lúc nào?", *OPTIONS, "Đáp án: B", *BOTH
    )
    assert stems(imported)[0] == "Chợ phiên họp lúc nào?"
    assert line.split("\t")[0] in " ".join(note.message for note in imported.notes)


def test_a_learning_platforms_copy(tmp_path: Path) -> None:
    lines = ("1. Chợ nào?", "Chọn một câu trả lời:", "a. Sáng", "b. Trưa", "Phản hồi")
    item = only(word(tmp_path, *lines, "Đáp án đúng là: Trưa.", "Vì: Theo Điều 5 quy chế chợ"))
    assert (item["stem"], item["key"], shown(item)) == ("Chợ nào?", "b", ["Sáng", "Trưa"])


@pytest.mark.parametrize(
    "reason",
    ["=> Giải thích: Chợ họp sáng.", "Thông tin thêm: Chợ họp sáng.", "(Sách, trang 12)",
     "“Chợ phiên họp vào buổi trưa ngày rằm” (Điều 6)"],
)  # fmt: skip
def test_reasons_below_marked_options(reason: str, tmp_path: Path) -> None:
    long = "C. " + "chợ họp từ sáng sớm cho đến khi vãn khách " * 2
    lines = [("Câu 1: Chợ nào?", ""), ("A. Sáng", "b"), ("B. Trưa", ""), (long.strip(), "")]
    item = only(looking(tmp_path, *lines, (reason, "")))
    assert shown(item)[-1] == long[3:].strip()
    assert item["explanation"]
