"""What stands behind numbers, options and questions of Word papers, and is easily lost."""

from pathlib import Path
from typing import Any

import pytest

from kit.formats.exchange import Fate
from tests.test_formats_keys import OPTIONS, asked, codes
from tests.test_formats_lists import only, word

# What stands behind the options


@pytest.mark.parametrize("note", ["Lưu ý: Chợ nghỉ ngày rằm.", "Ghi chú: Theo lệ mới."])
def test_a_note_behind_the_options_explains_them(note: str, tmp_path: Path) -> None:
    imported = word(tmp_path, *asked(1, "Đáp án: B", note), *asked(2, note, "Đáp án: A"))
    assert [item["explanation"] for item in imported.items] == [note, note]
    assert [item["key"] for item in imported.items] == ["b", "a"]


def test_a_note_before_the_options_or_without_any_is_asked(tmp_path: Path) -> None:
    note = "Lưu ý: chỉ kể việc đã làm."
    choice = ("Câu 1. Chợ họp lúc nào?", note, *OPTIONS, "Đáp án: B")
    imported = word(tmp_path, *choice, "Câu 2 (tự luận): Kể một việc.", note, "Gợi ý: cụ thể", note)
    first, second = imported.items
    assert (first["stem"], first.get("explanation")) == (f"Chợ họp lúc nào?\n\n{note}", None)
    assert (second["stem"], second.get("explanation")) == (f"Kể một việc.\n\n{note}", None)
    assert second["rubric"] == ["cụ thể", note]


@pytest.mark.parametrize(
    "line",
    [
        "Thời gian thử việc do hai bên thỏa thuận.", "Thời gian: ngày 3-2-1930.",
        "Chữ ký số là một dạng chữ ký điện tử.", "Ngày thi hành là ngày ký.",
        "Mục lục ngân sách có năm phần.", "Trang 15 của văn kiện nói rõ điều này.",
        "Cộng hòa xã hội chủ nghĩa Việt Nam là một nước độc lập.",
        "Họ và tên người ký ghi dưới chữ ký.",
    ],
)  # fmt: skip
def test_words_like_those_of_a_form_go_on_with_an_explanation(line: str, tmp_path: Path) -> None:
    imported = word(tmp_path, *asked(1, "Đáp án: B", "Giải thích: Có hai ý.", line), *asked(2))
    assert imported.items[0]["explanation"].replace("\\", "") == f"Có hai ý.\n\n{line}"


@pytest.mark.parametrize(
    "line",
    [
        "Thời gian làm bài: 60 phút", "Thời gian: 45 phút (không kể phát đề)", "Trang 2/4",
        "Thời gian 90 phút", "Họ và tên: …………", "Chữ ký giám thị 1:",
        "Lưu ý: Thí sinh không dùng tài liệu.",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Trang 2 - Mã đề 101",
    ],
)  # fmt: skip
def test_the_form_of_a_paper_is_passed_over(line: str, tmp_path: Path) -> None:
    imported = word(tmp_path, line, *asked(1, "Đáp án: B", line), *asked(2, "Đáp án: C", line))
    for item in imported.items:
        assert [*item["options"].values()] == ["Sáng", "Trưa", "Tối"]
        assert "explanation" not in item
    assert not codes(imported, Fate.LOST)


@pytest.mark.parametrize("label", ["Câu {}. ", "{}. ", ""])
def test_a_question_may_begin_like_the_form_of_a_paper(label: str, tmp_path: Path) -> None:
    stems = ("Thời gian thử việc là bao lâu?", "Chữ ký của thí sinh ghi ở đâu?", "Mã đề là gì?")
    lines = [
        line
        for n, stem in enumerate(stems, 1)
        for line in (label.format(n) + stem, *OPTIONS, "Đáp án: B")
    ]
    assert [item["stem"] for item in word(tmp_path, *lines).items] == [*stems]


@pytest.mark.parametrize(
    ("line", "code"),
    [("https://luat.vn/quy-dinh", "unlabelled_reason"), ("a) Chợ nghỉ ngày rằm.", "line_unsure")],
)
def test_a_small_letter_does_not_make_a_line_more_of_an_option(
    line: str, code: str, tmp_path: Path
) -> None:
    imported = word(tmp_path, *asked(1, line, "Đáp án: B"), *asked(2, "Đáp án: C"))
    assert code in [note.code for note in imported.notes]
    listed = word(
        tmp_path, *asked(1)[:3], "C. Những ngày:", "a) Ngày rằm;", "b) Mồng một", "Đáp án: B"
    )
    assert only(listed)["options"]["c"].split("\\\n")[1:] == ["a) Ngày rằm;", "b) Mồng một"]
    assert not codes(listed, Fate.LOST)


def test_questions_that_count_are_no_feet_of_pages(tmp_path: Path) -> None:
    """Nor is an option that names a page, or a question that begins like a label."""
    lines = [
        line
        for n in range(1, 6)
        for line in (f"Câu {n}:", f"Điều {n} quy định gì?", "A. Trang 5", "B. Trang 6", "Đáp án: B")
    ]
    items = word(tmp_path, *lines, "Câu 6. Mức độ: nào là cao nhất?", *OPTIONS, "Đáp án: A").items
    assert [item["stem"] for item in items[:5]] == [f"Điều {n} quy định gì?" for n in range(1, 6)]
    assert items[0]["options"] == {"a": "Trang 5", "b": "Trang 6"}
    assert items[5]["stem"] == "Mức độ: nào là cao nhất?"


@pytest.mark.parametrize("head", ["PHẦN II. LUẬT", "Chương II. Nghĩa vụ", "HẾT", "Trang 2/4"])
def test_without_numbers_a_heading_begins_no_question(head: str, tmp_path: Path) -> None:
    first = ("Chợ họp lúc nào?", *OPTIONS, "Đáp án: B")
    items = word(tmp_path, *first, head, "Chợ nào họp cả ngày?", *OPTIONS, "Đáp án: C").items
    assert [item["stem"] for item in items] == ["Chợ họp lúc nào?", "Chợ nào họp cả ngày?"]


@pytest.mark.parametrize(
    "between", ["Căn cứ: Điều 5", "Giải thích: theo lệ", "HẾT", "PHẦN II. CHỢ"]
)
def test_an_option_that_something_parts_from_the_others_is_told(
    between: str, tmp_path: Path
) -> None:
    lines = ("Câu 1. Chợ họp lúc nào?", "*A. Sáng", "B. Trưa", between, "C. Tối")
    imported = word(tmp_path, *lines, *asked(2, "Đáp án: B"))
    assert {*codes(imported, Fate.LOST)} & {"strange_line", "strange_lines"}


def test_points_behind_the_options_are_the_question_s(tmp_path: Path) -> None:
    assert only(word(tmp_path, *asked(1, "Đáp án: B", "Điểm: 2")))["points"] == "2"


@pytest.mark.parametrize("rule", ["-----------", "* * *", "=====", "_____", "~~~", "- - - - -"])
def test_a_rule_between_questions_is_no_part_of_one(rule: str, tmp_path: Path) -> None:
    imported = word(tmp_path, *asked(1, "Đáp án: B", rule), *asked(2, rule, "Đáp án: A", rule))
    for item in imported.items:
        assert [*item["options"].values()] == ["Sáng", "Trưa", "Tối"]
        assert "explanation" not in item
    assert not codes(imported, Fate.LOST)


GUIDES = ("Câu 1. Nêu được ba việc.", "Câu 2. Kể được:", "- một việc", "- hai việc")


@pytest.mark.parametrize("tables", [False, True])
def test_guides_behind_all_questions_are_no_questions(tables: bool, tmp_path: Path) -> None:
    """They stand under the headings of the parts again, and go to the essays with their numbers."""
    essays = ("Câu 1. Nêu ba việc.", "Câu 2. Kể hai việc.")
    heads = ("I. TRẮC NGHIỆM", "II. TỰ LUẬN")
    questions = (heads[0], *asked(1), *asked(2), heads[1], *essays)
    keys: tuple[Any, ...] = ("1-B 2-C",)
    guides: tuple[Any, ...] = GUIDES
    if tables:
        keys = ([["Câu", "1", "2"], ["Đáp án", "B", "C"]],)
        rows = [["1", "Nêu được ba việc.", "2"], ["2", "Kể được một việc, hai việc", "3"]]
        guides = ([["Câu", "Nội dung", "Điểm"], *rows],)
    for head in ("ĐÁP ÁN VÀ HƯỚNG DẪN CHẤM", "HƯỚNG DẪN CHẤM"):
        items = word(tmp_path, *questions, head, heads[0], *keys, heads[1], *guides).items
        assert [item.get("key") for item in items] == ["b", "c", None, None]
        assert items[2]["rubric"] == ["Nêu được ba việc.", *["(2 điểm)"] * tables]
        assert items[3]["rubric"][-1] == ("(3 điểm)" if tables else "hai việc")


def test_questions_behind_the_keys_of_a_part_are_questions(tmp_path: Path) -> None:
    parts = ("PHẦN I. TRẮC NGHIỆM", *asked(1), *asked(2), *asked(3), "ĐÁP ÁN", "1-B 2-C 3-A")
    essays = ("PHẦN II. TỰ LUẬN", "Câu 1. Nêu ba việc.", "Câu 2. Kể hai việc.")
    items = word(tmp_path, *parts, *essays).items
    assert [item["kind"] for item in items] == ["single"] * 3 + ["essay"] * 2


def test_a_guide_may_have_its_label_in_a_line_of_its_own(tmp_path: Path) -> None:
    first = ("Câu 1. Nêu ba việc.", "Hướng dẫn chấm", "- một")
    second = ("Câu 2. Kể hai việc.", "Biểu điểm", "hai")
    items = word(tmp_path, "TỰ LUẬN", *first, *second).items
    assert [item["rubric"] for item in items] == [["một"], ["hai"]]


def test_short_answers_stand_in_a_list_of_keys(tmp_path: Path) -> None:
    lines = (*asked(1), "Câu 2. Chợ có mấy cổng?", "Câu 3. Chợ ở đâu?")
    for keys in (("Câu 1: B", "Câu 2: 25", "Câu 3: Bến xe"), ("1. B", "2. 2,5", "3. Bến xe")):
        first, second, third = word(tmp_path, *lines, "ĐÁP ÁN", *keys).items
        assert (first["key"], second["key"]) == ("b", keys[1].split()[-1])
        assert third["accept"] == ["Bến xe"]


def test_a_question_without_number_takes_no_key_of_another(tmp_path: Path) -> None:
    lone = ("Chợ nào họp cả ngày?", *OPTIONS)
    imported = word(tmp_path, *asked(1), *lone, *asked(2), *asked(3), "ĐÁP ÁN", "1-A 2-C 3-B")
    assert [item["key"] for item in imported.items] == ["a", "c", "b"]
    assert imported.left_out == (2,)
    damaged = ("C7u. Chợ nào họp cả ngày?", *OPTIONS)
    imported = word(tmp_path, *asked(1), *damaged, *asked(3), *asked(4), "ĐÁP ÁN", "1A 2C 3B 4A")
    assert [item["key"] for item in imported.items] == ["a", "c", "b", "a"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Câu 1 - NB: Chợ họp lúc nào?",),
        ("Câu 1 – Nhận biết: Chợ họp lúc nào?",),
        ("Câu 1:", "(Nhận biết)", "Chợ họp lúc nào?"),
    ],
)
def test_a_level_stands_behind_the_number(lines: tuple[str, ...], tmp_path: Path) -> None:
    item = only(word(tmp_path, *lines, *OPTIONS, "Đáp án: B"))
    assert (item["stem"], item["level"]) == ("Chợ họp lúc nào?", "nhớ")
