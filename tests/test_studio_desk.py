"""A trainer's work: filling in, taking back, saving, and a second trainer at the same bank."""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.bank import load
from kit.kinds import KINDS
from kit.studio import shelf as shelves
from kit.studio.findings import draft
from kit.studio.forms import NEW, OWN, as_kind, form_of, shown
from kit.studio.preview import item_of
from kit.yaml import compose
from tests.banks import ROOT
from tests.studio_desk import BANK, Trainer, changed_lines, folder_with


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "quizzes")


@pytest.fixture
def trainer(folder: Path) -> Trainer:
    return Trainer(folder).ask("look").ask("open", bank="thu")


def on_disk(folder: Path) -> str:
    return (folder / "thu.yaml").read_text(encoding="utf-8")


def test_what_is_typed_is_on_disk_after_saving_and_nothing_else_has_changed(
    trainer: Trainer, folder: Path
) -> None:
    trainer.choose("hai").set("stem", "Chọn hai").ask("save")
    assert changed_lines(BANK, on_disk(folder)) == (
        ['    stem: "Chọn: một"'],
        ["    stem: Chọn hai"],
    )
    assert "Đã lưu" in trainer.said["said"]
    assert trainer.view["can"]["save"] is False


def test_typing_on_in_a_field_is_one_step_and_a_pause_makes_another(trainer: Trainer) -> None:
    trainer.clock.step = timedelta(milliseconds=400)
    for text in ("M", "Mộ", "Một"):
        trainer.set("stem", text)
    trainer.clock.step = timedelta(minutes=1)
    trainer.set("stem", "Một hai")
    assert trainer.ask("undo").value("stem") == "Một"
    assert trainer.ask("undo").value("stem") == "Một nghìn viết bằng chữ số?"
    assert trainer.text == BANK
    assert trainer.ask("redo").ask("redo").value("stem") == "Một hai"


def test_what_is_typed_into_a_form_that_is_still_shown_is_for_its_own_item(
    trainer: Trainer, folder: Path
) -> None:
    """The next item, or bank, was chosen and its form is not there yet."""
    (folder / "kia.yaml").write_text(BANK.replace("id: thu\n", "id: kia\n"), "utf-8")
    shown = trainer.choose("hai").view["form"]
    typed = {"field": "stem", "value": "Chọn hai", "bank": shown["bank"], "uid": shown["uid"]}
    trainer.choose("ba").ask("set", **typed)
    assert trainer.desk.piece.id == "ba"
    assert changed_lines(BANK, trainer.text) == (
        ['    stem: "Chọn: một"'],
        ["    stem: Chọn hai"],
    )
    trainer.ask("open", bank="kia").ask("set", **typed | {"value": "Chọn ba"})
    assert trainer.text == BANK.replace("id: thu\n", "id: kia\n")
    assert "stem: Chọn ba" in trainer.ask("open", bank="thu").text
    trainer.ask("set", **typed | {"uid": 99})
    assert "trouble" in trainer.said


def test_every_edit_can_be_taken_back_and_done_again(trainer: Trainer) -> None:
    trainer.choose("hai")
    edits: list[tuple[str, dict[str, Any]]] = [
        ("set", {"field": "topic", "value": "thử"}),
        ("copy", {}),
        ("move", {"by": -1}),
        ("kind", {"kind": "multiple"}),
        ("add", {"kind": "cloze"}),
        ("delete", {}),
        ("choose", {"uid": None}),
        ("set", {"field": "title", "value": "Tên khác"}),
    ]
    texts = [trainer.text]
    for do, message in edits:
        trainer.ask(do, **message)
        assert "trouble" not in trainer.said, do
        if do != "choose":
            texts.append(trainer.text)
    assert len(set(texts)) == len(texts) - 1  # what was added was deleted again
    for text in reversed(texts[:-1]):
        assert trainer.ask("undo").text == text
    for text in texts[1:]:
        assert trainer.ask("redo").text == text
    assert trainer.view["can"]["redo"] is False


def test_a_deleted_item_comes_back_with_its_comments(trainer: Trainer) -> None:
    trainer.choose("mot").ask("delete")
    assert trainer.ids == ["hai", "ba"]
    assert "Hoàn tác" in trainer.said["said"]
    assert trainer.ask("undo").text == BANK
    assert trainer.value("id") == "mot"


def test_a_copy_has_an_id_of_its_own_and_stands_behind(trainer: Trainer) -> None:
    trainer.choose("mot").ask("copy").ask("copy")
    assert trainer.ids == ["mot", "mot-2", "mot-2-2", "hai", "ba"]


def test_a_new_item_is_called_after_its_question_until_somebody_names_it(trainer: Trainer) -> None:
    trainer.ask("add", kind="essay").set("stem", "Vì sao cần họp đúng giờ?")
    assert trainer.said["id"] == "vi-sao-can-hop-dung-gio"
    trainer.set("id", "hop-dung-gio").set("stem", "Vì sao cần họp?")
    assert "id" not in trainer.said
    assert "hop-dung-gio" in trainer.ids


def test_old_items_keep_their_id(trainer: Trainer) -> None:
    trainer.choose("mot").set("stem", "Hỏi điều khác?")
    assert trainer.ids == ["mot", "hai", "ba"]


def test_settings_are_filled_in_like_an_item(trainer: Trainer, folder: Path) -> None:
    trainer.ask("choose", uid=None).set("mode", "practice").set("review_during", ["score"])
    trainer.set("shuffle_items", "yes").set("title", "Bài thử hai").ask("save")
    quiz = load(folder / "thu.yaml").quiz
    assert (quiz.settings.mode, quiz.settings.shuffle_items) == ("practice", True)
    assert quiz.settings.review.during == ("score",)
    assert "# tên tạm" in on_disk(folder)


def test_settings_show_what_holds_where_the_file_says_nothing(folder: Path) -> None:
    text = BANK.replace("settings: {mode: test}\n", "")
    (folder / "thu.yaml").write_text(text, encoding="utf-8")
    trainer = Trainer(folder).ask("open", bank="thu").ask("choose", uid=None)
    names = ("mode", "shuffle_items", "shuffle_options")
    assert [trainer.value(name) for name in names] == ["test", "no", "yes"]
    trainer.set("mode", "test").set("shuffle_items", "no")
    assert trainer.text == text
    trainer.set("mode", "practice").set("shuffle_items", "yes").set("shuffle_items", "")
    assert trainer.desk.bank.sheet.around["settings"] == {"mode": "practice"}


def test_the_one_bank_that_was_asked_for_is_open_at_once(folder: Path) -> None:
    assert Trainer(folder).ask("look").view["bank"] == ""
    trainer = Trainer(folder / "thu.yaml").ask("look")
    assert (trainer.view["bank"], trainer.ids) == ("thu", ["mot", "hai", "ba"])
    trainer.set("stem", "Gõ dở").ask("look")  # the page was loaded again
    assert trainer.value("stem") == "Gõ dở"


def test_findings_stand_at_their_field(trainer: Trainer) -> None:
    trainer.choose("hai").set("options", [{"id": "a", "text": ""}, {"id": "b", "text": "Hai"}])
    found = {one["field"] for one in trainer.view["findings"]}
    assert {"options", "explanation", "cite", "topic"} <= found
    (row,) = [row for row in trainer.view["rows"] if row["uid"] == trainer.view["uid"]]
    assert row["faults"] == {"stops": 2, "others": 3}


def test_what_must_be_mended_is_told_apart_and_comes_first(trainer: Trainer) -> None:
    """In the list, in its filter, at the field, and where one is led to."""
    trainer.choose("ba").set("key", "có lẽ").ask("choose", uid=None)
    faults = {row["id"]: row["faults"]["stops"] for row in trainer.view["rows"]}
    assert faults == {"mot": 0, "hai": 0, "ba": 1}
    assert all(row["faults"]["others"] for row in trainer.view["rows"])
    trainer.ask("find", only="stopping")
    assert [row["id"] for row in trainer.view["rows"]] == ["ba"]
    assert [trainer.ask("to_fault").desk.piece.id for _ in range(2)] == ["ba", "ba"]
    assert {one["field"] for one in trainer.view["findings"] if one["stops"]} == {"key"}
    trainer.set("key", "true").ask("to_fault")
    assert trainer.desk.piece.id == "mot"
    trainer.choose("mot").set("key", "nhiều")
    assert "key" in {one["field"] for one in trainer.view["findings"]}


def test_findings_name_their_rows(trainer: Trainer) -> None:
    rows = [{"text": one, "key": "đúng"} for one in ("Một", "", "Ba", "")]
    rows[2]["key"] = ""
    trainer.ask("add", kind="cluster").set("statements", rows)
    said = {one["message"] for one in trainer.view["findings"] if one["field"] == "statements"}
    assert said == {"Chưa chọn đúng hay sai (dòng 3).", "Có chỗ đang để trống (dòng 2, 4)."}


@pytest.mark.parametrize(
    ("kind", "field", "said"),
    [("single", "options", "“Đúng”"), ("matching", "pairs", "Thêm dòng"),
     ("text", "accept", "Thêm dòng"),
     ("ordering", "sequence", "Thêm dòng"), ("set", "wordings", "Thêm dòng")],
)  # fmt: skip
def test_where_no_field_is_yet_the_message_says_what_to_press(
    trainer: Trainer, kind: str, field: str, said: str
) -> None:
    trainer.ask("add", kind=kind).ask("save")
    found = [one for one in trainer.view["findings"] if one["field"] == field]
    assert any(said in one["hint"] for one in found)


def test_what_a_new_item_lacks_is_said_when_it_is_saved(trainer: Trainer) -> None:
    """Until then only of fields that something was put into; how much there is to do is said."""

    def fields() -> set[str]:
        return {one["field"] for one in trainer.view["findings"]}

    assert trainer.view["stopping"] == 0
    trainer.ask("add", kind="single")
    assert fields() == set()
    assert 0 < trainer.view["stopping"] < trainer.view["left"]
    trainer.set("stem", "Vì sao?").set("options", [{"id": "a", "text": "Một", "right": True}])
    assert fields() == {"options"}
    trainer.ask("save")
    assert {"options", "explanation", "cite", "topic"} <= fields()


def test_what_a_new_item_lacks_is_said_when_somebody_comes_back(trainer: Trainer) -> None:
    trainer.ask("add", kind="single")
    new = trainer.view["uid"]
    trainer.choose("mot").ask("choose", uid=new)
    assert {"options", "explanation"} <= {one["field"] for one in trainer.view["findings"]}
    trainer.ask("add", kind="single").ask("to_fault")
    assert trainer.view["findings"]


def test_the_next_item_with_something_to_mend(trainer: Trainer) -> None:
    whole = len(trainer.view["findings"])
    assert whole
    assert [trainer.ask("to_fault").desk.piece.id for _ in range(3)] == ["hai", "ba", "mot"]
    trainer.ask("choose", uid=None).ask("to_fault")
    assert trainer.desk.piece.id == "mot"


def test_a_faulty_draft_is_saved_readable_and_said_to_be_faulty(
    trainer: Trainer, folder: Path
) -> None:
    trainer.ask("add", kind="single").ask("save")
    assert trainer.view["left"] > 0
    assert trainer.said["said"].startswith("Đã lưu lúc")
    assert len(compose(on_disk(folder), "x").data["items"]) == 4


def test_what_cannot_be_written_is_refused_at_its_field_and_nothing_changes(
    trainer: Trainer,
) -> None:
    trainer.ask("add", kind="matching").set("pairs", [{"left": "Một", "beside": "1"}])
    before = trainer.text
    trainer.set("pairs", [{"left": "Một", "beside": "1"}, {"left": "Một", "beside": "2"}])
    assert "giống nhau" in trainer.said["refused"]
    assert trainer.said["field"] == "pairs"
    assert trainer.text == before


def test_a_disk_that_refuses_is_told_and_nothing_is_lost(
    trainer: Trainer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(shelves, "write_durably", full)
    trainer.choose("hai").set("stem", "Chọn hai").ask("save")
    assert "Chưa lưu được" in trainer.said["trouble"]
    assert on_disk(folder) == BANK
    assert trainer.view["can"]["save"] is True
    monkeypatch.undo()
    assert "Chọn hai" in trainer.ask("save").text
    assert "Chọn hai" in on_disk(folder)


def test_a_new_bank_takes_its_first_item(tmp_path: Path) -> None:
    trainer = Trainer(tmp_path).ask("look").ask("new_bank", title="Bài kiểm tra số 1")
    assert trainer.view["bank"] == "bai-kiem-tra-so-1"
    trainer.ask("add", kind="true_false").set("stem", "Hai hơn một.").set("key", "đúng")
    trainer.ask("save")
    quiz = load(tmp_path / "bai-kiem-tra-so-1.yaml").quiz
    assert [item.kind for item in quiz.items] == ["true_false"]
    assert trainer.ask("new_bank", title="  ").said["trouble"]


@pytest.mark.parametrize("name", ["sources", "slogans", "group"])
def test_a_new_bank_never_takes_the_name_of_another_file(tmp_path: Path, name: str) -> None:
    trainer = Trainer(tmp_path).ask("new_bank", title=name)
    assert trainer.view["bank"] == f"{name}-2"


def test_looking_for_words_and_labels(trainer: Trainer) -> None:
    def found(**wanted: str) -> list[str]:
        return [row["id"] for row in trainer.ask("find", **wanted).view["rows"]]

    assert found(query="mot nghin") == ["mot"]
    assert found(query="một") == ["mot", "hai", "ba"]
    assert found(kind="single") == ["hai"]
    assert found(query="không có đâu") == []
    trainer.choose("ba").set("topic", "số").set("level", "nhớ")
    assert found(topic="số") == found(level="nhớ") == ["ba"]
    assert "số" in trainer.view["topics"]
    assert set(found(only="faulty")) == {"mot", "hai", "ba"}


def test_near_duplicates_are_shown_across_banks(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    other = BANK.replace("id: thu\n", "id: kia\n").replace("- id: ", "- id: k-")
    (folder / "kia.yaml").write_text(other.replace("Hai hơn một.", "Hai HƠN một !"), "utf-8")
    trainer = Trainer(folder).ask("open", bank="thu").choose("ba")
    (twin,) = trainer.view["twins"]
    assert (twin["bank"], twin["id"]) == ("kia", "k-ba")
    assert twin["score"] >= 85
    trainer.set("stem", "Một câu hoàn toàn khác về chuyện khác?")
    assert trainer.view["twins"] == []
    trainer.choose("hai")
    rows = trainer.ask("find", only="twins").view["rows"]
    assert [row["id"] for row in rows] == ["mot", "hai"]


def test_messages_no_page_of_ours_sends_change_nothing(trainer: Trainer) -> None:
    for message in (
        {"do": "set", "field": "no", "value": 1}, {"do": "choose", "uid": 99},
        {"do": "kind", "kind": "?"}, {"do": "open", "bank": "../thu"}, {"do": "add"},
        {"do": "set", "field": "stem"}, {"do": "pick", "source": "x"}, {"do": "?"}, {},
        {"do": "set", "field": "options", "value": "?"}, {"do": "merge", "choices": 1},
    ):  # fmt: skip
        trainer.page.receive({**message, "n": 1})
    assert trainer.page.receive("?") == []
    assert [one for one in trainer.ids] == ["mot", "hai", "ba"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_item_of_every_kind_can_be_written_and_read(trainer: Trainer, kind: str) -> None:
    trainer.ask("add", kind=kind)
    names = [one["name"] for one in trainer.view["form"]["fields"]]
    assert names == [field.name for field in form_of(kind)]
    assert not any(one["foreign"] for one in trainer.view["form"]["fields"])
    trainer.ask("kind", kind="single" if kind == "essay" else "essay").ask("undo")
    assert trainer.desk.piece.data["kind"] == kind


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_of_any_kind_can_become_any_other(kind: str) -> None:
    """What all kinds share stays; what the new form could not show goes; nothing is foreign."""
    bank = compose((ROOT / "tests/cases/banks/every-kind.yaml").read_text("utf-8"), "x").data
    for item in bank["items"]:
        made = as_kind(item, kind)
        assert (made["id"], made["kind"], made["stem"]) == (item["id"], kind, item["stem"])
        assert not any(one["foreign"] for one in shown(form_of(kind), made)), item["id"]
        if item["kind"] == kind:
            assert made == item


def test_every_kind_has_a_form_with_all_its_keys() -> None:
    """Whoever adds a kind or a field to one is told here to add it to its form."""
    assert set(OWN) == set(KINDS)
    assert set(NEW) <= set(KINDS)
    for kind, model in KINDS.items():
        shown = {key for field in form_of(kind) for key in field.keys}
        assert shown == set(model.model_fields) - {"kind", "note"}, kind


def test_the_learners_view_is_that_of_the_real_desk(trainer: Trainer) -> None:
    trainer.choose("ba")
    preview = trainer.view["preview"]
    assert preview["booklet"]["items"][0]["show"] == {}
    (reply,) = trainer.page.receive(
        {"quiz": {"do": "answer", "n": 1, "item": "ba", "response": True}}
    )
    assert reply["quiz"]["saved"] == 1
    (reply,) = trainer.page.receive({"quiz": {"do": "check", "n": 2, "item": "ba"}})
    assert reply["quiz"]["feedback_of"]["outcome"] == "right"
    trainer.set("key", "")
    assert trainer.view["preview"] is None


def test_the_learners_view_holds_no_key(trainer: Trainer) -> None:
    trainer.choose("mot")
    assert "4.500" not in str(trainer.view["preview"])
    item = item_of(trainer.desk.piece.data)
    assert item is not None
    assert item.right() == "4.500"


def test_two_trainers_at_one_bank_lose_nothing(folder: Path) -> None:
    """
    A and B open a bank. A saves first. B changed another item, one that A changed too, deleted
    one that A changed, and added one: B is told, sees both versions and saves what came of it.
    """
    a, b = (Trainer(folder).ask("open", bank="thu") for _ in range(2))
    a.choose("hai").set("stem", "Của A").choose("ba").set("explanation", "Vì A.")
    a.ask("add", kind="essay").set("stem", "A thêm").ask("save")
    b.choose("mot").set("points", "2").choose("hai").set("stem", "Của B")
    b.choose("ba").ask("delete").ask("add", kind="survey").set("stem", "B thêm").ask("save")
    assert on_disk(folder) == a.text
    shown = {one["name"]: one for one in b.view["merge"]}
    assert set(shown) == {"mot", "hai", "ba", "a-them", "b-them"}
    offered = {name: [one["side"] for one in change["choices"]] for name, change in shown.items()}
    assert offered == {
        "mot": [], "a-them": [], "b-them": [],
        "hai": ["both", "mine", "theirs"], "ba": ["theirs", "mine"],
    }  # fmt: skip
    assert [one["word"] for one in shown["ba"]["choices"]] == ["keep_theirs", "keep_deleted"]
    assert {name: change["what"] for name, change in shown.items()} == {
        "mot": "merge_by_mine", "hai": "merge_by_both", "ba": "merge_gone_mine",
        "a-them": "merge_new_theirs", "b-them": "merge_new_mine",
    }  # fmt: skip
    assert {"label": "Câu hỏi", "mine": "Của B", "theirs": "Của A"} in shown["hai"]["parts"]
    b.ask("merge", choices={})
    data = {one["id"]: one for one in compose(on_disk(folder), "x").data["items"]}
    assert set(data) == {"mot", "hai", "hai-2", "ba", "a-them", "b-them"}
    assert (data["hai"]["stem"], data["hai-2"]["stem"]) == ("Của A", "Của B")
    assert (data["mot"]["points"], data["ba"]["explanation"]) == ("2", "Vì A.")
    assert b.view["merge"] == []
    assert b.text == on_disk(folder)
    assert "# câu dễ nhất" in b.text
    # A saves again, and is asked in her turn only about what is new to her.
    a.choose("mot").set("level", "nhớ").ask("save")
    assert {one["name"] for one in a.view["merge"]} == {"mot", "hai-2", "b-them"}
    a.ask("merge", choices={"mot": "both"})
    assert {"mot", "mot-2"} <= set(a.ids)


def test_what_one_side_deleted_is_said_to_go(folder: Path) -> None:
    a, b = (Trainer(folder).ask("open", bank="thu") for _ in range(2))
    a.choose("mot").ask("delete").ask("save")
    b.choose("ba").ask("delete").ask("save")
    assert {one["name"]: one["what"] for one in b.view["merge"]} == {
        "mot": "merge_deleted_theirs", "ba": "merge_deleted_mine",
    }  # fmt: skip
    assert b.ask("merge", choices={}).ids == ["hai"]


@pytest.mark.parametrize(("choice", "stem"), [("mine", "Của B"), ("theirs", "Của A")])
def test_one_version_is_kept_where_somebody_chose_it(folder: Path, choice: str, stem: str) -> None:
    a, b = (Trainer(folder).ask("open", bank="thu") for _ in range(2))
    a.choose("hai").set("stem", "Của A").ask("choose", uid=None).set("title", "Tên A").ask("save")
    b.choose("hai").set("stem", "Của B").ask("choose", uid=None).set("title", "Tên B").ask("save")
    choices = {one["name"]: choice for one in b.view["merge"]}
    b.ask("merge", choices=choices)
    data = compose(on_disk(folder), "x").data
    assert [one["stem"] for one in data["items"]][1] == stem
    assert data["title"] == ("Tên B" if choice == "mine" else "Tên A")
    assert len(data["items"]) == 3


def test_a_merge_can_be_left_and_a_third_save_in_between_is_seen(folder: Path) -> None:
    a, b = (Trainer(folder).ask("open", bank="thu") for _ in range(2))
    a.choose("hai").set("stem", "Của A").ask("save")
    b.choose("mot").set("points", "2").ask("save").ask("leave_merge")
    assert b.view["merge"] == []
    assert on_disk(folder) == a.text
    b.ask("save")
    a.choose("ba").set("stem", "A lần nữa").ask("save")
    b.ask("merge", choices={})
    assert "ba" in {one["name"] for one in b.view["merge"]}
    b.ask("merge", choices={})
    assert all(part in on_disk(folder) for part in ("Của A", "A lần nữa", "points: 2"))


def test_the_kits_own_check_and_the_studio_say_the_same(trainer: Trainer, folder: Path) -> None:
    from kit.checks import check

    trainer.choose("mot").set("key", "?").ask("save")
    told = {one.code for one in check([folder / "thu.yaml"]).problems}
    assert {one.code for one in trainer.desk.found()} == told
    assert draft(trainer.desk.bank.sheet, folder).problems


@pytest.mark.parametrize(
    "name",
    [
        "no-items", "duplicate-id", "not-a-mapping", "unknown-kind", "missing", "key-twice",
        "bad-gap", "empty", "unknown-key", "no-effect", "bad-value", "many-at-once",
    ],
)  # fmt: skip
def test_a_faulty_bank_can_be_opened_and_worked_on(tmp_path: Path, name: str) -> None:
    """What is wrong is told, what the form cannot show stays, and a new item can be added."""
    text = (ROOT / "tests" / "bad" / f"{name}.yaml").read_text(encoding="utf-8")
    trainer = Trainer(folder_with(tmp_path, text)).ask("open", bank="thu")
    assert trainer.view["left"] > 0
    for piece in trainer.desk.bank.sheet.pieces:
        trainer.ask("choose", uid=piece.uid)
        assert "trouble" not in trainer.said
    trainer.ask("add", kind="single").set("stem", "Câu mới?").ask("save")
    assert trainer.view["left"] > 0
    assert trainer.said["said"].startswith("Đã lưu lúc")
    old, new = compose(text, "x").data["items"] or [], compose(on_disk(tmp_path), "x").data["items"]
    assert [one for one in new if one in old] == old
    assert len(new) == len(old) + 1


@pytest.mark.parametrize("name", ["yaml", "not-utf8", "not-a-bank"])
def test_what_is_no_bank_is_told_and_left_alone(tmp_path: Path, name: str) -> None:
    content = (ROOT / "tests" / "bad" / f"{name}.yaml").read_bytes()
    (folder_with(tmp_path) / "kia.yaml").write_bytes(content)
    trainer = Trainer(tmp_path).ask("open", bank="thu").ask("open", bank="kia")
    assert trainer.said["trouble"]
    assert trainer.view["bank"] == "thu"
    assert (tmp_path / "kia.yaml").read_bytes() == content


def test_the_line_of_what_is_no_yaml_is_told(tmp_path: Path) -> None:
    content = (ROOT / "tests" / "bad" / "yaml.yaml").read_bytes()
    (folder_with(tmp_path) / "kia.yaml").write_bytes(content)
    told = Trainer(tmp_path).ask("open", bank="kia").said["trouble"]
    assert told.startswith("Dòng 8 của tệp: Tệp không đúng cú pháp YAML: có dấu hai chấm")


COMMANDS = st.one_of(
    st.builds(lambda kind: ("add", {"kind": kind}), st.sampled_from([*KINDS])),
    st.builds(lambda kind: ("kind", {"kind": kind}), st.sampled_from([*KINDS])),
    st.builds(lambda by: ("move", {"by": by}), st.sampled_from([1, -1])),
    st.sampled_from([("copy", {}), ("delete", {}), ("undo", {}), ("redo", {}), ("save", {})]),
    st.builds(lambda uid: ("choose", {"uid": uid}), st.integers(0, 5) | st.none()),
    st.builds(
        lambda field, value: ("set", {"field": field, "value": value}),
        st.sampled_from(["stem", "key", "explanation", "topic", "points", "id", "title", "lesson"]),
        st.text(max_size=30),
    ),
    st.builds(
        lambda field, rows: ("set", {"field": field, "value": rows}),
        st.sampled_from(["options", "statements", "pairs", "gaps", "accept", "cite", "wordings"]),
        st.lists(
            st.dictionaries(
                st.sampled_from(["id", "text", "key", "left", "beside", "answer", "wordings"]),
                st.text(max_size=12),
            ),
            max_size=3,
        ),
    ),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commands=st.lists(COMMANDS, max_size=12))
def test_whatever_a_trainer_does_the_file_stays_readable(
    tmp_path: Path, commands: list[tuple[str, dict[str, Any]]]
) -> None:
    """No command breaks the page; the text is what the sheet says; all can be taken back."""
    trainer = Trainer(folder_with(tmp_path)).ask("open", bank="thu")
    for do, message in commands:
        trainer.ask(do, **message)
        assert "Có lỗi của chương trình" not in trainer.said.get("trouble", ""), (do, message)
        sheet = trainer.desk.bank.sheet
        assert compose(trainer.text, "x").data == sheet.document.data
        assert [piece.data for piece in sheet.pieces] == (sheet.document.data["items"] or [])
    while trainer.desk.bank.history.before:
        trainer.ask("undo")
    assert trainer.text == BANK
    trainer.close()


def test_what_is_wrong_is_said_without_keys_and_lines(trainer: Trainer) -> None:
    """A trainer sees fields, so no message names a key of YAML, and none begins with a place."""
    trainer.ask("add", kind="multiple").set("options", [{"text": "Một", "right": True}])
    trainer.ask("add", kind="number").set("key", "nhiều").set("points", "x")
    trainer.ask("add", kind="cluster").set("steps", [{"text": "0"}]).set("level", "khó")
    trainer.ask("add", kind="cloze").set("text", "Không có chỗ trống [[g9]].")
    said = [text for one in trainer.desk.found() for text in (one.message, one.hint)]
    assert len(said) > 20
    keys = r"\b(key|options|explanation|cite|tags|topic|level|steps|gaps|points|items):?\b"
    assert [text for text in said if re.search(keys, text)] == []
    assert [text for text in said if text.startswith("“")] == []


@pytest.mark.parametrize(
    "name",
    [
        "answer-twice", "bad-gap", "bad-steps", "bad-words", "blueprint-in-practice",
        "duplicate-id", "extra-is-key", "gap-not-in-text", "input-with-options",
        "limit-in-practice", "needs-too-many", "never-drawn", "no-effect", "one-option",
        "one-right-entry", "option-twice", "single-in-disguise", "survey-points", "unknown-gap",
        "unknown-option", "unreadable-key",
    ],
)  # fmt: skip
def test_the_way_out_is_said_in_words_of_the_form(tmp_path: Path, name: str) -> None:
    """Of whatever is wrong with an item: no key of YAML, no line."""
    text = (ROOT / "tests" / "bad" / f"{name}.yaml").read_text(encoding="utf-8")
    trainer = Trainer(folder_with(tmp_path, text)).ask("open", bank="thu")
    found = [one for one in trainer.desk.found() if one.code == name]
    assert found
    keys = "key|kind|mode|input|options|tags|topic|level|steps|gaps|accept|extra|need|words|unit"
    for one in found:
        assert not re.search(rf"\b(khóa|ở dòng \d|{keys})\b", f"{one.message} {one.hint}"), one
