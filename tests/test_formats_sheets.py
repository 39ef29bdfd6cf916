"""Habits of Excel sheets and of converted papers, and what looks like them and is none."""

from pathlib import Path

import pytest

from kit.formats.exchange import Fate
from kit.formats.paper.line import Line
from kit.formats.paper.side_by_side import columns_joined
from kit.formats.rich import plain_text
from tests.test_formats_keys import codes
from tests.test_formats_lists import excel, only, word

HEADS = ["STT", "Câu hỏi", "Phương án", "Đáp án"]


@pytest.mark.parametrize("said", [("Đ", "S"), ("Đúng", "Sai"), ("đ.", "s.")])
@pytest.mark.parametrize("head", ["Đ/S", "Đúng/Sai", "ĐS", "Đúng / Sai"])
def test_a_column_says_which_sentences_are_right(
    said: tuple[str, str], head: str, tmp_path: Path
) -> None:
    rows = [["1", "Chợ họp buổi sáng.", said[0]], ["2", "Chợ bán cá mè.", said[1]]]
    imported = excel(tmp_path, ["STT", "Nhận định", head], *rows)
    assert [(item["kind"], item["key"]) for item in imported.items] == [
        ("true_false", "đúng"),
        ("true_false", "sai"),
    ]


@pytest.mark.parametrize(
    "cell",
    ["1) Sáng\n2) Trưa\n3) Tối", "1. Sáng\n2. Trưa\n3. Tối", "1) Sáng   2) Trưa\t3) Tối"],
)
@pytest.mark.parametrize("head", ["Đáp án", "Đáp án (1-3)", "Đáp án đúng (ghi số)"])
def test_options_are_counted_in_a_cell(cell: str, head: str, tmp_path: Path) -> None:
    imported = excel(tmp_path, [*HEADS[:3], head], ["1", "Chợ họp lúc nào?", cell, "2"])
    assert only(imported)["options"] == {"a": "Sáng", "b": "Trưa", "c": "Tối"}
    assert only(imported)["key"] == "b"


def test_what_does_not_count_on_is_one_option(tmp_path: Path) -> None:
    cell = "A. Điều 5,   2. và 3. của luật\nB. Không có"
    imported = excel(tmp_path, HEADS, ["1", "Chợ họp theo đâu?", cell, "A"])
    assert only(imported)["options"]["b"] == "Không có"
    assert len(only(imported)["options"]) == 2


def test_labels_stand_beside_their_texts(tmp_path: Path) -> None:
    rows = [["Câu 1", "Chợ họp lúc nào?"], ["A", "Sáng"], ["B", "Trưa"], ["Đáp án", "B"]]
    item = only(excel(tmp_path, *rows, ["Giải thích", "Chợ họp trưa."], []))
    assert (item["stem"], item["key"]) == ("Chợ họp lúc nào?", "b")
    assert item["explanation"] == "Chợ họp trưa."


def test_a_key_beside_a_short_question_is_no_text_of_it(tmp_path: Path) -> None:
    rows = [["Câu 1. Mấy giờ?", "B"], ["A. Một"], ["B. Hai"], ["Câu 2. Ở đâu?", "A"]]
    imported = excel(tmp_path, *rows, ["A. Chợ"], ["B. Xóm"])
    assert [(item["stem"], item["key"]) for item in imported.items] == [
        ("Mấy giờ?", "b"),
        ("Ở đâu?", "a"),
    ]


def test_a_part_is_named_above_the_heads(tmp_path: Path) -> None:
    """Where others are named between the questions; a lone one is the name of the sheet."""
    one, two = ["1", "Mấy giờ?", "A. Một\nB. Hai", "A"], ["2", "Ở đâu?", "A. Chợ\nB. Xóm", "B"]
    parts = excel(tmp_path, ["PHẦN 1. GIỜ"], HEADS, one, ["PHẦN 2. NƠI"], two)
    assert [item["tags"]["topic"] for item in parts.items] == ["PHẦN 1. GIỜ", "PHẦN 2. NƠI"]
    alone = excel(tmp_path, ["PHẦN 1. GIỜ"], HEADS, one, two)
    assert not any("tags" in item for item in alone.items)


@pytest.mark.parametrize(
    ("boxes", "key"),
    [
        ("☒ Đúng  ☐ Sai", "đúng"),
        ("☐ Đúng\t☑ Sai.", "sai"),
        ("Đúng □ / Sai ■", "sai"),
        ("[ ] Đ   [x] S", "sai"),
        ("(x) Đúng ( ) Sai", "đúng"),
        ("Sai ☐  Đúng ✓", "đúng"),
    ],
)
@pytest.mark.parametrize("beside", [False, True])
def test_boxes_say_whether_a_sentence_is_right(
    boxes: str, key: str, beside: bool, tmp_path: Path
) -> None:
    lines = [f"Câu 1. Chợ họp sáng. {boxes}"] if beside else ["Câu 1. Chợ họp sáng.", boxes]
    item = only(word(tmp_path, *lines))
    assert (item["kind"], item["stem"], item["key"]) == ("true_false", "Chợ họp sáng.", key)


@pytest.mark.parametrize("boxes", ["☐ Đúng  ☐ Sai", "☒ Đúng  ☒ Sai"])
def test_boxes_without_a_verdict_are_told(boxes: str, tmp_path: Path) -> None:
    imported = word(tmp_path, "Câu 1. Chợ họp sáng.", boxes)
    assert codes(imported, Fate.LOST) + codes(imported, Fate.LEFT_OUT)
    assert not any(item["kind"] == "true_false" for item in imported.items)


@pytest.mark.parametrize("key", ["“Trưa”.", '"Trưa"', "‘trưa’", "«Trưa»"])
def test_a_key_in_quotation_marks_is_its_option(key: str, tmp_path: Path) -> None:
    item = only(word(tmp_path, "Câu 1. Lúc nào?", "A. Sáng", "B. Trưa", f"Đáp án: {key}"))
    assert item["key"] == "b"


@pytest.mark.parametrize(
    ("numbers", "twice"),
    [((1, 2, 3, 4), False), ((1, 2, 2, 4), True), ((1, 2, 1, 2), False)],
)
def test_a_list_of_keys_stands_beside_rows_that_are_not_its_own(
    numbers: tuple[int, ...], twice: bool, tmp_path: Path
) -> None:
    """Headings shift its rows. A number typed twice gives nobody another one's key."""
    parted = len({*numbers[:2], *numbers[2:]}) == 2
    own = [1, 2, *((1, 2) if parted else (3, 4))]
    asked = [[str(own[n]), f"Chợ {'abcd'[n]} họp lúc nào?", "Sáng", "Trưa"] for n in range(4)]
    left = [["PHẦN I"], *asked[:2], ["PHẦN II"], *asked[2:]]
    keys = [[str(number), "AB"[n % 2]] for n, number in enumerate(numbers)]
    rows = [
        [*row, *[""] * (4 - len(row)), *(keys[n] if n < 4 else [])] for n, row in enumerate(left)
    ]
    imported = excel(tmp_path, ["STT", "Câu hỏi", "A", "B", "Câu", "Đáp án"], *rows)
    found = {"abcd".index(item["stem"][4]): item["key"] for item in imported.items}
    assert all(key == "ab"[n % 2] for n, key in found.items())
    codes_of_keys = ("no_key", "key_contradicts")
    told = {note.question - 1 for note in imported.notes if note.code in codes_of_keys}
    assert {0, 1, 2, 3} - found.keys() <= told
    assert twice == ("key_contradicts" in codes(imported, Fate.LEFT_OUT))


def test_a_picture_in_columns_that_go_on_is_told(tmp_path: Path) -> None:
    lines = [
        Line(plain_text("A. Nhà văn\tB. Vườn hoa"), "đoạn 1", 0),
        Line(plain_text("hóa của thôn\tcủa xã"), "đoạn 2", 1, lost=("picture",)),
    ]
    [made] = columns_joined(lines)
    assert isinstance(made, Line)
    assert made.lost == ("picture",)
