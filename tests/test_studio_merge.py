"""Two versions of one bank made one: nothing that either side wrote is lost."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.studio.merge import changes, merged
from kit.studio.sheet import Sheet
from kit.studio.split import split
from tests.studio_desk import BANK

BASE = split(BANK, "thu.yaml")


def by_id(sheet: Sheet) -> dict[str, dict[str, Any]]:
    return {piece.id: piece.data for piece in sheet.pieces}


def edited(sheet: Sheet, **stems: str) -> Sheet:
    for piece in sheet.pieces:
        if piece.id in stems:
            sheet = sheet.with_item(piece.uid, {**piece.data, "stem": stems[piece.id]})
    return sheet


def test_without_any_change_there_is_nothing_to_merge() -> None:
    assert changes(BASE, BASE, BASE) == ()
    assert merged(BASE, BASE, BASE, {}).text == BANK


def test_what_one_side_changed_is_taken_and_comments_stay() -> None:
    mine, theirs = (
        edited(BASE, mot="Của tôi"),
        edited(BASE, ba="Của họ").with_around({**BASE.around, "lesson": "01-bai"}),
    )
    made = merged(BASE, mine, theirs, {})
    assert by_id(made)["mot"]["stem"] == "Của tôi"
    assert by_id(made)["ba"]["stem"] == "Của họ"
    assert made.around["lesson"] == "01-bai"
    assert [line for line in BANK.split("\n") if "#" in line] == [
        line for line in made.text.split("\n") if "#" in line
    ]


def test_the_order_is_that_of_whoever_moved_something() -> None:
    moved = BASE.moved(BASE.pieces[2].uid, -2)
    assert [one.id for one in merged(BASE, moved, edited(BASE, mot="x"), {}).pieces] == [
        "ba", "mot", "hai",
    ]  # fmt: skip
    assert [one.id for one in merged(BASE, edited(BASE, mot="x"), moved, {}).pieces] == [
        "ba", "mot", "hai",
    ]  # fmt: skip


def test_a_choice_is_kept_and_a_strange_one_is_none() -> None:
    mine, theirs = edited(BASE, mot="Của tôi"), edited(BASE, mot="Của họ")
    for choice, stems in (
        ("mine", ["Của tôi"]), ("theirs", ["Của họ"]), ("both", ["Của họ", "Của tôi"]),
        ("?", ["Của họ", "Của tôi"]),
    ):  # fmt: skip
        made = merged(BASE, mine, theirs, {"mot": choice})
        assert [one["stem"] for id, one in by_id(made).items() if id.startswith("mot")] == stems
        uids = [piece.uid for piece in made.pieces]
        assert len(set(uids)) == len(uids)


PARTS = split(
    """\
id: phan
items:
  # --- Phần 1 ---
  - id: a1
    kind: essay
  - id: a2
    kind: essay

  # --- Phần 2 ---
  - id: b1
    kind: essay
  - id: b2
    kind: essay

  # --- Phần 3 ---
  - id: c1
    kind: essay
""",
    "phan.yaml",
)


def outline(sheet: Sheet) -> str:
    """Headings and items in one line."""
    lines = (line.strip(" -#") for line in sheet.text.split("\n") if "- id" in line or "#" in line)
    return " ".join(line.removeprefix("id: ").replace("Phần ", "#") for line in lines)


def added(sheet: Sheet, id: str, after: str) -> Sheet:
    return sheet.added({"id": id, "kind": "essay"}, place(sheet, after))[0]


def place(sheet: Sheet, id: str) -> int:
    return next(piece.uid for piece in sheet.pieces if piece.id == id)


def without(sheet: Sheet, *ids: str) -> Sheet:
    for id in ids:
        sheet = sheet.without(place(sheet, id))
    return sheet


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("mine", "theirs", "wanted"),
    [
        (added(PARTS, "x", "a1"), PARTS, "#1 a1 x a2 #2 b1 b2 #3 c1"),
        (added(PARTS, "x", "a1"), added(PARTS, "z", "b2"), "#1 a1 x a2 #2 b1 b2 z #3 c1"),
        (added(PARTS, "x", "a2"), without(PARTS, "a1"), "#1 a2 x #2 b1 b2 #3 c1"),
        (without(PARTS, "b1"), added(PARTS, "x", "a1"), "#1 a1 x a2 #2 b2 #3 c1"),
        (without(PARTS, "a1", "b1"), without(PARTS, "a2", "b2"), "#1 #2 #3 c1"),
        (without(PARTS, "c1"), added(PARTS, "x", "a1"), "#1 a1 x a2 #2 b1 b2 #3"),
        (without(PARTS, "c1"), without(PARTS, "c1", "b2"), "#1 a1 a2 #2 b1 #3"),
        (without(PARTS, "c1"), edited(PARTS, c1="Mới"), "#1 a1 a2 #2 b1 b2 #3 c1"),
        (without(PARTS, "a1", "a2", "b1", "b2", "c1"), added(PARTS, "x", "b1"), "#1 #2 x #3"),
        (PARTS.moved(place(PARTS, "a1"), 1), added(PARTS, "x", "b1"), "#1 a2 a1 #2 b1 x b2 #3 c1"),
    ],
)  # fmt: skip
def test_headings_of_parts_stay_over_their_parts(
    mine: Sheet, theirs: Sheet, wanted: str, turned: bool
) -> None:
    """Whoever added or deleted something: none is displaced, doubled or lost."""
    made = merged(PARTS, theirs, mine, {}) if turned else merged(PARTS, mine, theirs, {})
    assert outline(made) == wanted
    assert split(made.text, "x").document.data == made.document.data


def test_a_heading_that_one_side_wrote_by_hand_is_there() -> None:
    text = PARTS.text.replace("  - id: b2", "\n  # --- Phần 2b ---\n\n  - id: b2")
    theirs, mine = split(text, "phan.yaml"), added(PARTS, "x", "b2")
    assert outline(merged(PARTS, mine, theirs, {})) == "#1 a1 a2 #2 b1 #2b b2 x #3 c1"


def test_items_for_a_bank_that_has_none_are_written() -> None:
    """And somebody else has changed its title meanwhile."""
    base = split("id: moi\ntitle: Mới\nitems: []\n", "moi.yaml")
    mine = base.added({"id": "x", "kind": "essay"}, None)[0]
    made = merged(base, mine, base.with_around({**base.around, "title": "Khác"}), {})
    assert made.text == "id: moi\ntitle: Khác\nitems:\n  - id: x\n    kind: essay\n"


REMARKS = ("# Bộ câu hỏi thử", "# tên tạm", "# Phần hai", "# hết")

EDIT = st.tuples(
    st.sampled_from(["stem", "add", "delete", "move", "title"]),
    st.integers(0, 5),
    st.text("abcdeghi ", min_size=1, max_size=8),
)


def done(sheet: Sheet, edits: list[tuple[str, int, str]], who: str) -> Sheet:
    for n, (what, place, text) in enumerate(edits):
        uids = [piece.uid for piece in sheet.pieces]
        uid = uids[place % len(uids)] if uids else None
        if what == "add":
            data = {"id": f"{who}-{n}", "kind": "essay", "stem": f"{who} {text}"}
            sheet = sheet.added(data, uid)[0]
        elif what == "title":
            sheet = sheet.with_around({**sheet.around, "title": f"{who}{text}"})
        elif uid is not None and what == "stem":
            sheet = sheet.with_item(uid, {**sheet.piece(uid).data, "stem": f"{who} {text} {n}"})
        elif uid is not None and what == "delete":
            sheet = sheet.without(uid)
        elif uid is not None:
            sheet = sheet.moved(uid, place - 2)
    return sheet


def plain(data: dict[str, Any]) -> str:
    return str({key: value for key, value in data.items() if key != "id"})


@settings(max_examples=150)
@given(st.lists(EDIT, max_size=6), st.lists(EDIT, max_size=6))
def test_nothing_that_either_side_wrote_is_lost(
    ours: list[tuple[str, int, str]], others: list[tuple[str, int, str]]
) -> None:
    mine, theirs = done(BASE, ours, "tôi"), done(BASE, others, "họ")
    made = merged(BASE, mine, theirs, {})
    base, there = by_id(BASE), {plain(one) for one in by_id(made).values()}
    for side in (mine, theirs):
        for id, data in by_id(side).items():
            if data != base.get(id):
                assert plain(data) in there
    gone = {id for id in base if id not in by_id(mine) or id not in by_id(theirs)}
    for id in base:
        if id not in gone:
            assert id in by_id(made)
    ids = [piece.id for piece in made.pieces]
    assert len(set(ids)) == len(ids)
    assert split(made.text, "x").document.data == made.document.data
    assert all(made.text.count(comment) == 1 for comment in REMARKS)


def test_a_second_version_of_the_longest_id_has_an_id_of_its_own() -> None:
    """48 characters are allowed."""
    name = "a" * 46 + "-b"
    base = BASE.with_item(BASE.pieces[0].uid, {**BASE.pieces[0].data, "id": name})
    mine, theirs = edited(base, **{name: "Của tôi"}), edited(base, **{name: "Của họ"})
    ids = [piece.id for piece in merged(base, mine, theirs, {}).pieces]
    assert ids[0] == name
    assert len(set(ids)) == 4
    assert max(map(len, ids)) == 48
    assert not any(id.endswith("-") for id in ids)
