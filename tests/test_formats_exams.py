"""Several exams in one Word file, headings that look like options, and lines below a reason."""

from pathlib import Path

import pytest

from kit.formats.exchange import Fate
from kit.formats.paper import part_names
from kit.formats.paper.line import Line
from kit.formats.paper.part_names import PartName
from kit.formats.paper.read import read_paper
from kit.formats.rich import plain_text
from tests.test_formats_between import looking
from tests.test_formats_keys import OPTIONS, asked, codes
from tests.test_formats_lists import only, word

PARTS = ("A. TRẮC NGHIỆM", "B. TỰ LUẬN")
ESSAY = "Câu 3. Nêu ba việc."
KEYS = [["Câu", "1", "2"], ["Đáp án", "B", "C"]]

# Exams


@pytest.mark.parametrize("guides", ["HƯỚNG DẪN CHẤM", "ĐÁP ÁN", "ĐÁP ÁN VÀ BIỂU ĐIỂM"])
@pytest.mark.parametrize("name", ["ĐỀ SỐ {}", "Thời gian làm bài: {}0 phút", ""])
def test_each_exam_has_its_own_keys_and_guides(guides: str, name: str, tmp_path: Path) -> None:
    lines = []
    for n, keys in ((1, "1-B; 2-C"), (2, "1-C; 2-A")):
        questions = (PARTS[0], *asked(1), *asked(2), PARTS[1], ESSAY)
        lines += [*filter(None, [name.format(n)]), *questions, guides]
        lines += [PARTS[0], keys, PARTS[1], f"Câu 3. Việc của đề {n}."]
    imported = word(tmp_path, *lines)
    assert [item.get("key") for item in imported.items] == ["b", "c", None, "c", "a", None]
    essays = [item for item in imported.items if item["kind"] == "essay"]
    assert [item["rubric"] for item in essays] == [["Việc của đề 1."], ["Việc của đề 2."]]
    assert codes(imported, Fate.LOST) == []


def test_exams_of_essays_alone_are_told_apart_by_their_names(tmp_path: Path) -> None:
    lines = [
        line
        for n in (1, 2, 3)
        for line in (f"ĐỀ SỐ {n}", f"Câu 1. Nêu việc {n}.", "Câu 2. Kể thêm.", "HƯỚNG DẪN CHẤM",
                     f"Câu 1. Ý của việc {n}.", "Câu 2. Ý khác.")
    ]  # fmt: skip
    items = word(tmp_path, *lines).items
    assert [item["stem"] for item in items[::2]] == [f"Nêu việc {n}." for n in (1, 2, 3)]
    assert [item["rubric"] for item in items[::2]] == [[f"Ý của việc {n}."] for n in (1, 2, 3)]


def test_exams_may_have_their_keys_at_the_end_of_the_file(tmp_path: Path) -> None:
    questions = [line for n in (1, 2) for line in (f"ĐỀ SỐ {n}", *asked(1), *asked(2))]
    keys = ("ĐÁP ÁN", "ĐỀ SỐ 1", "1-B 2-C", "ĐỀ SỐ 2", "1-C 2-A")
    items = word(tmp_path, *questions, *keys).items
    assert [item["key"] for item in items] == ["b", "c", "c", "a"]


@pytest.mark.parametrize("year", ["1945. Cách mạng tháng Tám.", "1975. Thống nhất."])
def test_a_year_in_a_guide_is_no_further_question(year: str, tmp_path: Path) -> None:
    lines = ("I. TRẮC NGHIỆM", "1. Chợ nào?", *OPTIONS, "2. Chợ đâu?", *OPTIONS)
    essay = ("II. TỰ LUẬN", "3. Nêu ba việc.")
    keys = ("HƯỚNG DẪN CHẤM", "I. TRẮC NGHIỆM", "1-B 2-C", "II. TỰ LUẬN", "3. Nêu được:", year)
    items = word(tmp_path, *lines, *essay, *keys).items
    assert [item.get("key") for item in items] == ["b", "c", None]
    assert items[2]["rubric"] == ["Nêu được:", year]


TABLE = [["Câu", "Nội dung", "Điểm"], ["1", "Nêu được ba việc.", "2"], ["2", "Kể hai việc.", "3"]]


@pytest.mark.parametrize("guides", ["HƯỚNG DẪN CHẤM", "ĐÁP ÁN VÀ BIỂU ĐIỂM"])
def test_guides_may_stand_in_a_table_right_below_their_heading(guides: str, tmp_path: Path) -> None:
    essays = ("TỰ LUẬN", "Câu 1. Nêu ba việc.", "Câu 2. Kể thêm.")
    imported = word(tmp_path, *essays, guides, TABLE)
    assert [item["kind"] for item in imported.items] == ["essay", "essay"]
    assert [item["rubric"][0] for item in imported.items] == [TABLE[1][1], TABLE[2][1]]
    assert codes(imported, Fate.LOST) == []


def test_a_table_of_further_questions_holds_no_guides(tmp_path: Path) -> None:
    more = [["Câu", "Nội dung", "Điểm"], ["3", "Nêu thêm.", "2"], ["4", "Kể thêm.", "3"]]
    essays = ("TỰ LUẬN", "Câu 1. Nêu ba việc.", "Câu 2. Kể thêm.", "HƯỚNG DẪN CHẤM")
    assert len(word(tmp_path, *essays, more).items) == 4


def test_a_question_behind_the_keys_is_one(tmp_path: Path) -> None:
    lines = (PARTS[0], *asked(1), *asked(2), "ĐÁP ÁN", PARTS[0], "1-B 2-C", PARTS[1], ESSAY)
    assert [item["kind"] for item in word(tmp_path, *lines).items] == ["single", "single", "essay"]


# Headings


@pytest.mark.parametrize(
    "heads",
    [
        PARTS, ("A. Trắc nghiệm (7 điểm)", "B. Tự luận (3 điểm)"),
        ("PHẦN I. TRẮC NGHIỆM", "PHẦN II. TỰ LUẬN"),
        ("I. PHẦN TRẮC NGHIỆM (7 điểm)", "II. PHẦN TỰ LUẬN (3 điểm)"),
        ("A. PHẦN TRẮC NGHIỆM: 7 điểm", "B. PHẦN TỰ LUẬN: 3 điểm"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("label", ["Câu {}. ", "{}. "])
def test_parts_with_letters_are_no_options(
    heads: tuple[str, str], label: str, tmp_path: Path
) -> None:
    lines = (label.format(1) + "Chợ nào?", *OPTIONS, label.format(2) + "Chợ đâu?", *OPTIONS)
    essay = label.format(3) + "Nêu ba việc."
    imported = word(
        tmp_path, heads[0], *lines, heads[1], essay, "ĐÁP ÁN", heads[0], KEYS, heads[1],
        label.format(3) + "Ba việc.",
    )  # fmt: skip
    assert [item.get("key") for item in imported.items] == ["b", "c", None]
    assert imported.items[2]["rubric"] == ["Ba việc."]
    assert codes(imported, Fate.LOST) == []


def test_a_kind_of_exam_may_be_an_option(tmp_path: Path) -> None:
    item = only(word(tmp_path, "Câu 1. Thi thế nào?", "A. Trắc nghiệm", "B. Tự luận", "Đáp án: B"))
    assert item["options"] == {"a": "Trắc nghiệm", "b": "Tự luận"}


def test_headings_upon_headings_take_time_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many names of exams stand below what announces guides for them."""
    compared = 0
    is_same = PartName.is_same

    def counted(one: PartName, other: PartName) -> bool:
        nonlocal compared
        compared += 1
        return is_same(one, other)

    part_names.part_name.cache_clear()
    monkeypatch.setattr(PartName, "is_same", counted)
    for headings in (
        [line for n in range(500) for line in ("HƯỚNG DẪN CHẤM", f"ĐỀ SỐ {n}")],
        [line for n in range(500) for line in ("ĐÁP ÁN", f"PHẦN {n % 20}. CHỦ ĐIỂM {n}")],
        ["HƯỚNG DẪN CHẤM", *(f"ĐỀ SỐ {n % 2}" for n in range(1000))],
    ):
        compared = 0
        texts = ("Câu 1. Mấy?", "A. Chín", "B. Mười", "Đáp án: B", *headings)
        lines = [Line(plain_text(text), f"đoạn {n}", n) for n, text in enumerate(texts, 1)]
        assert len(read_paper(lines)[0]) == 1
        assert compared <= 200 * len(lines)


# Keys


def test_keys_of_one_part_are_for_the_one_that_has_no_others(tmp_path: Path) -> None:
    first = [("PHẦN I", "b"), ("Câu 1. Chợ nào?", ""), (OPTIONS[0], "b"), (OPTIONS[1], "")]
    second = [("PHẦN II", "b"), ("Câu 1. Chợ đâu?", ""), *((line, "") for line in OPTIONS)]
    keys = [("ĐÁP ÁN PHẦN II", "b"), ("Câu 1: C", "")]
    items = looking(tmp_path, *first, *second, *keys).items
    assert [item["key"] for item in items] == ["a", "c"]


@pytest.mark.parametrize("word_ahead", ["Đáp án", "=> Đáp án", "Chọn", "ĐA", "Đáp án đúng là"])
@pytest.mark.parametrize("between", [", ", " và ", ",", "; ", " & "])
def test_several_letters_need_no_colon(word_ahead: str, between: str, tmp_path: Path) -> None:
    imported = word(tmp_path, *asked(1, f"{word_ahead} a{between}c"))
    assert only(imported)["key"] == ["a", "c"]


# Lines below a reason


@pytest.mark.parametrize("ahead", ["Giải thích: Theo lệ.", "Căn cứ: Điều 5.", "Lưu ý: Lệ mới."])
@pytest.mark.parametrize("key", ["Đáp án: B"])
def test_a_stray_line_below_a_reason_is_told(ahead: str, key: str, tmp_path: Path) -> None:
    stray = "Người soạn Nguyễn Văn Bồng"
    imported = word(tmp_path, *asked(1, key, ahead, stray), *asked(2, key, ahead))
    [note] = [note for note in imported.notes if note.fate is Fate.LOST]
    assert (note.code, note.question, note.place) == ("reason_unsure", 1, "đoạn 7")
    assert stray in note.message


@pytest.mark.parametrize(
    "more", ["“Chợ họp ngày rằm”", "- Điều 6;", "Theo Điều 6 quy chế chợ.", "và ngày mồng một."]
)
def test_what_goes_on_with_a_reason_is_no_stray_line(more: str, tmp_path: Path) -> None:
    imported = word(tmp_path, *asked(1, "Đáp án: B", "Giải thích: Theo lệ.", more), *asked(2))
    assert "reason_unsure" not in codes(imported, Fate.LOST)


def test_where_reasons_are_long_no_line_is_stray(tmp_path: Path) -> None:
    reason = ("Đáp án: B", "Giải thích: Theo lệ.", "Người mua đến từ sớm.")
    imported = word(tmp_path, *(line for n in range(1, 9) for line in asked(n, *reason)))
    assert codes(imported, Fate.LOST) == []
    assert len(imported.items) == 8


def test_a_signature_is_no_reason(tmp_path: Path) -> None:
    imported = word(tmp_path, *asked(1, "Đáp án: B"), "Nơi nhận:", "- Lưu VT.", "CHÁNH VĂN PHÒNG")
    assert "explanation" not in only(imported)
    assert only(imported)["options"]["c"] == "Tối"
