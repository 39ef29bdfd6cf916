"""kit.amendments: which later key may score an earlier answer, and what is kept of it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kit.amendments import (
    AmendedBank,
    Drop,
    Ruling,
    Rulings,
    Wish,
    amended_bank,
    propose,
    read_rulings,
    write_rulings,
)
from kit.answers import Answer, Answers
from kit.bank import parse
from kit.drawing import drawer
from kit.marking import score_slot
from kit.model import Quiz
from kit.plainfile import Unreadable
from kit.workspace import Workspace

SINGLE = {"id": "mot", "kind": "single", "stem": "Chọn.", "options": {"a": "1", "b": "2"}}
ITEMS: dict[str, dict[str, Any]] = {
    "mot": {**SINGLE, "key": "a"},
    "hai": {"id": "hai", "kind": "true_false", "stem": "Đúng không?", "key": "đúng"},
    "ba": {"id": "ba", "kind": "number", "stem": "Mấy?", "key": "3"},
}


def bank(**changes: Mapping[str, Any] | None) -> Quiz:
    """The three items, some of them changed or, with ``None``, left out."""
    items = [
        {key: value for key, value in {**item, **(changes.get(id) or {})}.items() if value}
        for id, item in ITEMS.items()
        if changes.get(id, {}) is not None
    ]
    head = {"format": "1", "id": "bai", "title": "Bài", "as_of": "2026-11-22"}
    return parse(json.dumps({**head, "items": items}), "bai.yaml")[0]


def proposed(
    current: Rulings | None = None, *, wish: Wish | None = None, **changes: Mapping[str, Any] | None
) -> tuple[Rulings, tuple[str, ...], tuple[str, ...]]:
    """What is to be decided when the second version has these changes."""
    versions = {"cu": bank(), "moi": bank(**changes)}
    made = propose(current or {}, versions, "moi", {"cu"}, wish or Wish())
    return made.rulings, made.mended, made.reworded


def test_a_mended_key_scores_earlier_answers() -> None:
    """Only the item that changed, and only in the earlier version."""
    assert proposed(mot={"key": "b"}) == ({"cu": {"mot": Ruling("moi")}}, ("mot",), ())


def test_nothing_changed_nothing_decided() -> None:
    assert proposed() == ({}, (), ())


def test_a_better_explanation_is_taken_without_a_word() -> None:
    """It is shown with the result, and no score depends on it."""
    rulings, mended, reworded = proposed(mot={"explanation": "Vì thế."})
    assert (rulings, mended, reworded) == ({"cu": {"mot": Ruling("moi")}}, (), ())


@pytest.mark.parametrize(
    "change",
    [
        {"stem": "Không chọn.", "key": "b"},
        {"options": {"a": "2", "b": "1"}, "key": "b"},
        {"options": {"a": "1", "b": "2", "c": "3"}, "key": "b"},
        {"kind": "survey", "key": None},
    ],
)
def test_another_question_is_scored_as_it_was(change: Mapping[str, Any]) -> None:
    """A key is not put to a question, or to options, that it was not made for."""
    assert proposed(mot=change) == ({}, (), ("mot",))


def test_a_typo_is_the_trainer_s_to_tell() -> None:
    wish = Wish(also=frozenset({"mot"}))
    rulings, mended, reworded = proposed(mot={"stem": "Hãy chọn.", "key": "b"}, wish=wish)
    assert (rulings, mended, reworded) == ({"cu": {"mot": Ruling("moi")}}, ("mot",), ())


def test_what_was_reworded_keeps_the_last_key_that_fitted() -> None:
    """A key that was mended before the question became another one."""
    before = {"cu": {"mot": Ruling("giua")}}
    assert proposed(before, mot={"stem": "Khác.", "key": "b"})[0] == before


def test_an_item_that_is_gone_is_scored_as_it_was() -> None:
    """It was withdrawn from the pool, which says nothing against who was asked it."""
    assert proposed(mot=None) == ({}, (), ())


@pytest.mark.parametrize("how", ["full", "rescaled"])
def test_a_dropped_item_is_dropped_for_all_who_were_asked_it(how: Drop) -> None:
    """In every version that has it, and until it is to count again."""
    dropped = {"mot": Ruling(dropped=how)}
    rulings = proposed(wish=Wish(drop={"mot": how}))[0]
    assert rulings == {"cu": dropped, "moi": dropped}
    assert proposed(rulings)[0] == rulings
    assert proposed(rulings, wish=Wish(keep=frozenset({"mot"})))[0] == {}
    again = proposed(rulings, mot={"key": "b"}, wish=Wish(keep=frozenset({"mot"})))[0]
    assert again == {"cu": {"mot": Ruling("moi")}}


def test_a_dropped_item_of_a_whole_paper_earns_just_its_points() -> None:
    """As Moodle exports them, with seven decimals: rounded up they would be more than there are."""
    asked = bank(mot={"points": "0.6666667"})
    given = Answers("bai", "cu", "an", "", {"hai": Answer("đúng", ""), "ba": Answer("3", "")})
    dropped = AmendedBank(asked, asked, {"mot": "rescaled"})
    assert score_slot(dropped, drawer(asked)(""), given, "mot").score == 0.6666667


def test_a_drop_reaches_later_versions_that_ask_the_same() -> None:
    """Whoever hands in later is paid as well; where the key was mended, the question counts."""
    current = {"cu": {"mot": Ruling(dropped="full")}}
    same = proposed(current, hai={"explanation": "Vì thế."})[0]
    assert same["moi"] == {"mot": Ruling(dropped="full")}
    mended = proposed(current, mot={"key": "b"})[0]
    assert mended == current


def test_what_was_dropped_and_reworded_can_count_again() -> None:
    current = {"cu": {"mot": Ruling(dropped="full")}}
    keep = Wish(keep=frozenset({"mot"}))
    assert proposed(current, wish=keep, mot={"stem": "Khác."})[0] == {}


def test_what_was_asked_for_is_not_asked_again() -> None:
    """A typo that the trainer has told once stays told."""
    change = {"stem": "Hãy chọn.", "key": "b"}
    rulings = proposed(mot=change, wish=Wish(also=frozenset({"mot"})))[0]
    again, _, reworded = proposed(rulings, mot=change)
    assert (again, reworded) == (rulings, ())


def test_a_version_nobody_handed_in_is_ruled_without_a_word() -> None:
    """Somebody may still have it on the screen."""
    versions = {"cu": bank(), "giua": bank(hai={"key": "sai"}), "moi": bank()}
    made = propose({}, versions, "moi", {"cu"}, Wish())
    assert made.rulings == {"giua": {"hai": Ruling("moi")}}
    assert made.mended == ()


def test_the_draw_s_bank_and_the_key_s_bank() -> None:
    """What was asked stays; what it is scored by is the later item."""
    versions = {"cu": bank(), "moi": bank(mot={"key": "b"})}
    rulings = {"cu": {"mot": Ruling("moi"), "ba": Ruling(dropped="full")}}
    found = amended_bank(rulings, "cu", versions.__getitem__)
    assert found.asked == versions["cu"]
    assert found.scored.item("mot") == versions["moi"].item("mot")
    assert found.scored.item("hai") == versions["cu"].item("hai")
    assert found.dropped == {"ba": "full"}
    assert amended_bank(rulings, "moi", versions.__getitem__).scored == versions["moi"]


def test_an_item_that_the_later_version_lacks_is_said() -> None:
    versions = {"cu": bank(), "moi": bank(mot=None)}
    with pytest.raises(Unreadable, match="mot"):
        amended_bank({"cu": {"mot": Ruling("moi")}}, "cu", versions.__getitem__)


def test_rulings_are_kept(tmp_path: Path) -> None:
    """And a group without a file has none."""
    workspace = Workspace(tmp_path)
    (tmp_path / "banks").mkdir()
    assert read_rulings(workspace, "bai") == {}
    rulings = {"cu": {"mot": Ruling("moi"), "ba": Ruling(dropped="rescaled")}}
    write_rulings(workspace, "bai", rulings)
    assert read_rulings(workspace, "bai") == rulings


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[]", "null", '{"format": 2, "versions": {}}', '{"format": 1}',
        '{"format": 1, "versions": []}', '{"format": 1, "versions": {"cu": {"mot": {}}}}',
        '{"format": 1, "versions": {"cu": {"mot": {"key": "x", "dropped": "full"}}}}',
        '{"format": 1, "versions": {"cu": {"mot": {"dropped": "half"}}}}',
        '{"format": 1, "versions": {"cu": {"mot": {"other": "x"}}}}',
        '{"format": 1, "versions": {"cu": {"mot": "x"}}}',
    ],
)  # fmt: skip
def test_a_damaged_file_is_never_taken_for_none(tmp_path: Path, content: str) -> None:
    """Else a mended key would silently become the old one again."""
    workspace = Workspace(tmp_path)
    workspace.amendments_file("bai").parent.mkdir()
    workspace.amendments_file("bai").write_text(content, encoding="utf-8")
    with pytest.raises(Unreadable):
        read_rulings(workspace, "bai")
