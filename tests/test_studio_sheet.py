"""A bank in pieces: put together letter by letter, changed line by line."""

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import UserError
from kit.studio.forms import BANK as BANK_FORM
from kit.studio.forms import applied, form_of
from kit.studio.patch import patch_item
from kit.studio.sheet import Sheet
from kit.studio.split import split
from kit.yaml import compose
from tests.banks import ROOT
from tests.studio_desk import BANK, changed_lines

FILES = [
    *sorted((ROOT / "quizzes").glob("*.yaml")),
    ROOT / "tests" / "cases" / "banks" / "every-kind.yaml",
    *sorted((ROOT / "tests" / "cases" / "drawn" / "quizzes").glob("*.yaml")),
]
BANKS = [file for file in FILES if file.name not in ("sources.yaml", "slogans.yaml")]


def opened(text: str = BANK) -> Sheet:
    return split(text, "thu.yaml")


@cache
def opened_file(file: Path) -> Sheet:
    return split(file.read_text(encoding="utf-8"), file.name)


def uid(sheet: Sheet, id: str) -> int:
    return next(piece.uid for piece in sheet.pieces if piece.id == id)


@pytest.mark.parametrize("file", BANKS, ids=lambda file: file.stem)
def test_every_bank_comes_apart_and_together(file: Path) -> None:
    """Text, data and lines are those of the whole file."""
    text = file.read_text(encoding="utf-8")
    sheet, whole = opened_file(file), compose(text, file.name)
    assert sheet.text == text
    assert sheet.document.data == whole.data
    lines = {place: line for place, line in sheet.document.lines.items() if place}
    assert lines == {place: line for place, line in whole.lines.items() if place}


@pytest.mark.parametrize("file", [BANKS[0], *BANKS[-3:]], ids=lambda file: file.stem)
def test_any_field_of_any_item_changes_its_own_lines_alone(file: Path) -> None:
    """
    A text of each item is changed; the file then differs in lines of that item alone, no comment
    is gone, and all other data are as they were.
    """
    sheet, rng = opened_file(file), Random(file.stem)
    for n, piece in enumerate(sheet.pieces):
        data = piece.data
        key = rng.choice([one for one in data if isinstance(data[one], str) and one != "kind"])
        made = sheet.with_item(piece.uid, {**data, key: "đổi: thành # chữ khác"})
        document = made.document.data
        assert document["items"][n] == {**data, key: "đổi: thành # chữ khác"}
        rest = [one for m, one in enumerate(document["items"]) if m != n]
        assert rest == [one.data for one in sheet.pieces if one.uid != piece.uid]
        gone, came = changed_lines(piece.text, made.pieces[n].text)
        if piece.text.count("\n") == 1:
            continue  # all of it in one line, in brackets: written anew
        assert len(came) == 1
        assert gone[0].lstrip("- ").startswith(f"{key}:")
        assert piece.text.count("#") <= made.pieces[n].text.count("#")


def test_a_change_keeps_comments_order_and_the_other_lines() -> None:
    sheet = opened()
    data = sheet.piece(uid(sheet, "mot")).data
    made = sheet.with_item(uid(sheet, "mot"), {**data, "key": "5.000"})
    assert changed_lines(BANK, made.text) == (
        ["    key: 4.500   # giữ nguyên cách viết"],
        ["    key: 5.000  # giữ nguyên cách viết"],
    )


def test_one_option_is_one_line_and_a_new_field_goes_where_it_belongs() -> None:
    sheet = opened()
    two = uid(sheet, "hai")
    data: dict[str, Any] = sheet.piece(two).data
    options = {**data["options"], "c": "Bốn", "d": "Năm"}
    made = sheet.with_item(two, {**data, "options": options, "points": "2", "level": "nhớ"})
    gone, came = changed_lines(BANK, made.text)
    assert gone == ["      c: Ba"]
    assert came == ["    points: 2", "      c: Bốn", "      d: Năm", "    level: nhớ"]
    assert "      # phương án hay nhầm\n      b: Hai\n" in made.text


def test_options_in_another_order_keep_their_comment() -> None:
    sheet = opened()
    two = uid(sheet, "hai")
    data = sheet.piece(two).data
    turned = {key: data["options"][key] for key in "cba"}
    made = sheet.with_item(two, {**data, "options": turned})
    assert list(made.piece(two).data["options"]) == ["c", "b", "a"]
    assert "# phương án hay nhầm" in made.text


def test_a_field_that_goes_leaves_its_comment() -> None:
    sheet = opened()
    one = uid(sheet, "mot")
    data = {key: value for key, value in sheet.piece(one).data.items() if key != "key"}
    made = sheet.with_item(one, data)
    assert "# giữ nguyên cách viết" in made.text
    assert "key" not in made.piece(one).data


def test_items_come_go_and_move_with_their_own_comments() -> None:
    sheet = opened()
    one, two, three = (uid(sheet, id) for id in ("mot", "hai", "ba"))
    moved = sheet.moved(three, -2)
    assert [piece.id for piece in moved.pieces] == ["ba", "mot", "hai"]
    assert "  # câu dễ nhất\n  - id: mot\n" in moved.text
    assert moved.text.endswith("# hết\n")
    assert moved.moved(three, 2).text == BANK
    left = sheet.without(two)
    assert [piece.id for piece in left.pieces] == ["mot", "ba"]
    assert "# Phần hai" in left.text
    none = sheet.without(one).without(two).without(three)
    assert none.document.data == {**sheet.around, "items": None}
    added, new = none.added({"id": "moi", "kind": "essay", "stem": "Viết."}, None)
    assert added.piece(new).data == {"id": "moi", "kind": "essay", "stem": "Viết."}
    assert "# Phần hai" in added.text


@pytest.mark.parametrize("heading", ["# --- Phần 2 ---", "# ======", "## Phần 2", "# ──── 2 ────"])
def test_a_heading_over_items_is_no_comment_of_the_first(heading: str) -> None:
    """It stays when that item goes or moves, and the item's own comment goes along."""
    text = f"id: a\nitems:\n  - id: x\n\n  {heading}\n  # khó\n  - id: y\n  - id: z\n"
    sheet = split(text, "a.yaml")
    assert sheet.without(1).text == f"id: a\nitems:\n  - id: x\n\n  {heading}\n  - id: z\n"
    moved = f"id: a\nitems:\n  - id: x\n\n  {heading}\n  - id: z\n  # khó\n  - id: y\n"
    assert sheet.moved(1, 1).text == moved


def test_settings_change_their_lines_alone() -> None:
    sheet = opened()
    made = sheet.with_around({**sheet.around, "lesson": "01-bai", "title": "Tên: mới"})
    assert changed_lines(BANK, made.text) == (
        ["title: Bài thử   # tên tạm"],
        ['title: "Tên: mới"  # tên tạm', "lesson: 01-bai"],
    )


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["\n", ""])
def test_line_ends_marks_and_a_missing_last_end_stay(ends: str, mark: str, last: str) -> None:
    text = mark + (BANK.rstrip("\n") + last).replace("\n", ends)
    sheet = split(text, "thu.yaml")
    assert sheet.text == text
    data = sheet.pieces[2].data
    made = sheet.with_item(sheet.pieces[2].uid, {**data, "key": "sai"})
    assert made.text == text.replace("key: true", "key: sai")


@pytest.mark.parametrize(
    "text",
    [
        "id: a\nitems: [{id: a}, {id: b}]\n",
        "id: a\nitems:\n  - &x {id: a, stem: b}\n  - *x\n",
        "id: a\nitems:\n  -\n    id: a\n",
        "{id: a}\n",
    ],
)
def test_what_cannot_be_edited_piece_by_piece_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        split(text, "x.yaml")


def test_an_item_in_one_line_is_written_anew() -> None:
    sheet = split("id: a\nitems:\n  - {id: x, stem: Một} # dòng\n  - id: y\n", "x")
    made = sheet.with_item(0, {"id": "x", "stem": "Hai"})
    assert made.text == "id: a\nitems:\n  # dòng\n  - id: x\n    stem: Hai\n  - id: y\n"


PRINTED = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40)
VALUES = st.recursive(
    PRINTED,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PRINTED, inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60)
@given(value=VALUES, key=st.sampled_from(["stem", "key", "explanation", "options", "moi"]))
def test_whatever_is_written_is_read_back_or_refused(value: Any, key: str) -> None:
    sheet = opened()
    for piece in sheet.pieces:
        data = {**piece.data, key: value}
        try:
            text = patch_item(piece.text, data)
        except UserError:
            continue
        assert compose(text, "").data == [data]
        assert text.count("\n  - ") == piece.text.count("\n  - ")


@pytest.mark.parametrize("file", BANKS, ids=lambda file: file.stem)
def test_every_form_shows_every_field_and_writes_it_back(file: Path) -> None:
    """Nothing in the kit's own banks is foreign, and reading and writing change nothing."""
    sheet = opened_file(file)
    for piece in sheet.pieces:
        for field in form_of(piece.data["kind"]):
            shown = field.read(piece.data)
            assert applied(piece.data, field.write(piece.data, shown)) == piece.data, field.name
    for field in BANK_FORM:
        assert applied(sheet.around, field.write(sheet.around, field.read(sheet.around))) == (
            sheet.around
        )
