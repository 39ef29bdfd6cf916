"""Unsaved work: each page has its own, and what a page leaves behind is there again."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.banks import ROOT
from tests.studio_desk import BANK, Trainer, folder_with


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "quizzes")


def on_disk(folder: Path) -> str:
    return (folder / "thu.yaml").read_text(encoding="utf-8")


def files(folder: Path) -> int:
    return len([*folder.glob(".thu.*.draft")])


def opened(folder: Path) -> Trainer:
    return Trainer(folder).ask("look").ask("open", bank="thu")


def test_unsaved_work_is_there_again_after_the_page_was_closed(folder: Path) -> None:
    first = opened(folder).choose("mot").set("stem", "Chưa lưu").close()
    assert on_disk(folder) == BANK
    again = Trainer(folder).ask("look")
    assert again.view["banks"][0]["unsaved"] is True
    again.ask("open", bank="thu")
    assert "Đã mở lại" in again.said["said"]
    assert again.view["offers"] == []
    assert again.text == first.text
    assert again.ask("undo").text == BANK
    again.ask("redo").ask("save")
    assert on_disk(folder) == first.text
    assert [file.name for file in folder.iterdir()] == ["thu.yaml"]


def test_unsaved_work_on_a_bank_that_others_saved_is_merged(folder: Path) -> None:
    opened(folder).choose("mot").set("stem", "Chưa lưu").close()
    other = BANK.replace("Hai hơn một.", "Ba hơn một.")
    (folder / "thu.yaml").write_text(other, encoding="utf-8")
    again = opened(folder).ask("save")
    assert {one["name"] for one in again.view["merge"]} == {"mot", "ba"}
    again.ask("merge", choices={})
    assert "Chưa lưu" in on_disk(folder)
    assert "Ba hơn một." in on_disk(folder)


def test_two_pages_of_one_account_keep_their_words_apart(folder: Path) -> None:
    """Neither page shows, saves or forgets what is typed at the other; both come to the file."""
    a, b = opened(folder), opened(folder)
    a.choose("mot").set("stem", "Của A")
    b.ask("open", bank="thu").choose("ba").set("stem", "Của B")
    assert "Của A" not in b.text
    assert files(folder) == 2
    a.ask("save")
    assert "Của B" not in on_disk(folder)
    assert files(folder) == 1
    b.choose("ba").set("explanation", "Vì vậy.").ask("undo").ask("undo")
    assert files(folder) == 0
    b.ask("redo").close()
    c = opened(folder)
    assert "Của B" in c.text
    c.ask("save").ask("merge", choices={})
    assert "Của A" in on_disk(folder)
    assert "Của B" in on_disk(folder)


def test_what_a_page_that_is_still_open_has_is_offered_and_stays_there(folder: Path) -> None:
    a = opened(folder).choose("mot").set("stem", "Của A")
    b = opened(folder)
    assert b.text == BANK
    (offer,) = b.view["offers"]
    assert (offer["there"], offer["time"][-10:]) == (True, "29-11-2026")
    b.choose("ba").set("stem", "Của B").ask("take", draft=offer["draft"])
    assert "Của A" in b.text
    assert "Của B" in b.text
    assert b.view["uid"] == b.desk.bank.sheet.pieces[2].uid
    assert b.view["offers"] == []
    assert files(folder) == 2
    assert "Của A" not in b.ask("undo").text
    b.ask("redo").ask("save")
    # Who is still at that page is asked about nothing: it is in the file already.
    a.ask("save")
    assert [one["name"] for one in a.view["merge"]] == ["ba"]
    assert a.view["merge"][0]["choices"] == []
    a.ask("merge", choices={})
    assert on_disk(folder) == b.text
    assert files(folder) == 0


def test_several_pages_that_went_down_with_the_machine_lose_nothing(folder: Path) -> None:
    """The latest is on the page, the others are offered; where both changed one item, both stay."""
    a, b = opened(folder), opened(folder)
    a.choose("mot").set("stem", "Của A").ask("add", kind="essay").set("stem", "A thêm")
    b.clock.at += timedelta(hours=1)
    b.choose("mot").set("stem", "Của B")
    a.close(), b.close()
    c = opened(folder)
    assert "Của B" in c.text
    (offer,) = c.view["offers"]
    assert offer["there"] is False
    c.ask("take", draft=offer["draft"])
    assert "hai bản" in c.said["said"]
    assert c.ids == ["mot", "mot-2", "a-them", "hai", "ba"]
    assert files(folder) == 1  # what came of both, until it is saved
    c.ask("save")
    assert [file.name for file in folder.iterdir()] == ["thu.yaml"]


def test_a_process_that_was_killed_leaves_its_words(folder: Path) -> None:
    code = """
import os, sys
from pathlib import Path
from tests.studio_desk import Trainer
Trainer(Path(sys.argv[1])).ask("open", bank="thu").choose("mot").set("stem", "Trước khi tắt")
os._exit(9)
"""
    command = [sys.executable, "-X", "utf8", "-c", code, str(folder)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
    again = opened(folder)
    assert "Đã mở lại" in again.said["said"]
    assert again.value("stem") == "Trước khi tắt"
    assert files(folder) == 1


def test_a_draft_of_before_there_was_one_a_page_is_opened(folder: Path) -> None:
    first = opened(folder).choose("mot").set("stem", "Bản cũ").close()
    (file,) = folder.glob(".thu.*.draft")
    who = file.name.split(".")[2]
    file.rename(folder / f".thu.{who}.draft")
    assert opened(folder).text == first.text


def test_what_is_of_no_use_any_more_is_cleaned_away(folder: Path) -> None:
    opened(folder).choose("mot").set("stem", "Đã có trong tệp").ask("undo").ask("redo").close()
    (file,) = folder.glob(".thu.*.draft")
    kept = json.loads(file.read_text("utf-8"))
    (folder / "thu.yaml").write_text(kept["text"], encoding="utf-8")
    again = opened(folder)
    assert "said" not in again.said
    assert files(folder) == 0
    again.set("stem", "Rất lâu rồi").close()
    late = Trainer(folder)
    late.clock.at += timedelta(days=200)
    late.ask("open", bank="thu")
    assert "Rất lâu rồi" not in late.text
    assert files(folder) == 0


def test_a_disk_that_refuses_to_keep_takes_nothing_away(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "full")

    opened(folder).choose("mot").set("stem", "Phải còn").close()
    monkeypatch.setattr("kit.studio.drafts.write_durably", full)
    assert opened(folder).value("stem") == "Phải còn"
    assert files(folder) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[1]", b'{"format": 1, "base": "x: [", "text": "", "at": "2026-11-29"}'],
)
def test_a_draft_that_cannot_be_read_changes_nothing(folder: Path, content: bytes) -> None:
    opened(folder).choose("mot").set("stem", "Thử").close()
    (file,) = folder.glob(".thu.*.draft")
    file.write_bytes(content)
    trainer = opened(folder)
    assert trainer.text == BANK
    assert trainer.view["can"]["save"] is False
    assert trainer.view["offers"] == []


def test_a_bank_with_a_longer_name_has_its_own(folder: Path) -> None:
    (folder / "thu.hai.yaml").write_text(BANK.replace("id: thu", "id: kia"), encoding="utf-8")
    Trainer(folder).ask("open", bank="thu.hai").choose("mot").set("stem", "Của bộ kia").close()
    assert opened(folder).text == BANK
    assert Trainer(folder).ask("open", bank="thu.hai").value("stem") == "Của bộ kia"


def test_taking_everything_back_forgets_the_draft(folder: Path) -> None:
    trainer = opened(folder).choose("mot").set("stem", "Thử")
    assert files(folder) == 1
    trainer.ask("undo")
    assert files(folder) == 0
