"""The commands of ``kit privacy``: what they say, write and refuse."""

import json
import os
from pathlib import Path

import pytest
from docx import Document

from kit.cli import main
from kit.practised import FOLDER, cards_of
from kit.privacy.papers import SECTIONS
from kit.roster import read_roster
from kit.served import alone
from kit.workspace import Workspace
from tests.gradebook_course import NOW
from tests.test_privacy import MARK, MINE, NAME, files_with, made, workspace

__all__ = ["made", "workspace"]

pytestmark = pytest.mark.kernel


def kit(*arguments: object) -> int:
    """The command's exit code."""
    with pytest.raises(SystemExit) as ended:
        main(["privacy", *map(str, arguments)])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def register(workspace: Workspace) -> list[tuple[str, str]]:
    file = workspace.path / "privacy.jsonl"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [(one["act"], one["learner"]) for one in map(json.loads, lines)]


def test_show_prints_or_writes(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The hash of the personal code is nobody's to see; each showing is registered."""
    assert kit("show", workspace.path, MINE) == 0
    assert NAME in capsys.readouterr().out
    to = tmp_path / "cua-toi.txt"
    assert kit("show", workspace.path, NAME, "--to", to) == 0
    assert to.read_text("utf-8-sig").startswith(f"Dữ liệu về {NAME}")
    assert "trao tận tay" in capsys.readouterr().out
    assert kit("show", workspace.path, MINE, "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["work"][0]["remarks"][-1]["text"] == f"Lời phê {MARK}"
    (member,) = [one for one in read_roster(workspace.path / "roster.csv") if one.name == NAME]
    assert member.code_hash not in json.dumps(data)
    assert register(workspace) == [("shown", MINE)] * 3


def test_a_name_is_corrected(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """The personal code stays the same."""
    file = workspace.path / "roster.csv"
    before = read_roster(file)[0]
    assert kit("correct", workspace.path, MINE, "--name", " Nguyễn  Thị Đúng ") == 0
    after = read_roster(file)[0]
    assert (after.name, after.code_hash) == ("Nguyễn Thị Đúng", before.code_hash)
    assert kit("correct", workspace.path, MINE, "--name", " ") == 2


def test_delete_asks_first(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody can be asked, it takes ``--yes``; copies elsewhere are spoken of."""
    assert kit("delete", workspace.path, MINE) == 0
    assert "Chưa xóa gì." in capsys.readouterr().out
    assert files_with(workspace.path, MARK)
    assert kit("delete", workspace.path, MINE, "--yes") == 0
    said = capsys.readouterr().out
    assert "Bản sao lưu" in said
    assert "đã bỏ tên khỏi danh sách" in said
    assert files_with(workspace.path, MARK, NAME) == []
    assert register(workspace) == [("deleted", MINE)]


def test_the_question_says_that_the_person_leaves_the_roster(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked before, not told after; an anonymous learner is on no roster."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda: "không")
    before = read_roster(workspace.path / "roster.csv")
    assert kit("delete", workspace.path, MINE) == 0
    said = capsys.readouterr().out
    assert f"{NAME} ({MINE}) và bỏ tên khỏi danh sách?" in said
    assert "không đăng nhập được nữa và không còn được tính" in said
    assert read_roster(workspace.path / "roster.csv") == before
    assert kit("delete", workspace.path, "an-0123456789abcdef") == 0
    said = capsys.readouterr().out
    assert "(không có tên) (an-0123456789abcdef)?" in said
    assert "khỏi danh sách" not in said


def test_nothing_is_deleted_under_an_open_page(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would write again what was just deleted."""
    with alone(workspace.path):
        assert kit("delete", workspace.path, MINE, "--yes") == 2
    assert "Ctrl-C" in capsys.readouterr().err
    assert files_with(workspace.path, MARK)


def test_retain_says_what_is_over_and_deletes_it(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Everything here was handed in on one day, with one day to be kept."""
    assert kit("retain", workspace.path) == 0
    assert "chưa có gì quá hạn giữ 90 ngày" in capsys.readouterr().out
    file = workspace.path / "group.yaml"
    for path in workspace.path.rglob("answers.json"):
        path.write_text(path.read_text("utf-8").replace("2026-", "2024-"), encoding="utf-8")
    assert kit("retain", workspace.path) == 0
    assert "bài của 2 người đã quá hạn" in capsys.readouterr().out
    assert kit("retain", workspace.path, "--json", "--yes") == 0
    assert len(json.loads(capsys.readouterr().out)) == 2
    assert files_with(workspace.path, MARK) == []
    assert register(workspace) == [("retention", "")]
    assert file.exists()


def test_who_practised_is_not_told_to_whoever_cleans_up(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was not practised for so long goes, too: how many, not who."""
    file = cards_of(workspace, MINE).path
    cards_of(workspace, MINE).practised("x", "good", NOW.date())
    for path in file.parent.iterdir():
        os.utime(path, (1_600_000_000, 1_600_000_000))
    assert kit("retain", workspace.path) == 0
    assert "ôn tập riêng của học viên: bài của 1 người" in capsys.readouterr().out
    assert kit("retain", workspace.path, "--json", "--yes") == 0
    (line,) = json.loads(capsys.readouterr().out)
    assert (line["quiz"], line["learner"]) == (FOLDER, "")
    assert not file.parent.exists()


def test_papers_are_drafts_that_nobody_s_work_is_lost_to(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """All sections, filled in as far as the group is known; a second draft has its own name."""
    assert kit("papers", workspace.path) == 0
    for name, sections in SECTIONS.items():
        file = {"assessment": "danh-gia-tac-dong", "incident": "bien-ban-su-co"}[name]
        text = "\n".join(
            one.text for one in Document(str(workspace.path / f"{file}.docx")).paragraphs
        )
        assert all(f"{n}. " in text for n in range(1, len(sections) + 1))
        assert "Tổ thử" in text
        assert "{" not in text
    before = (workspace.path / "danh-gia-tac-dong.docx").read_bytes()
    assert kit("papers", workspace.path) == 0
    assert (workspace.path / "danh-gia-tac-dong.docx").read_bytes() == before
    assert (workspace.path / "danh-gia-tac-dong-2.docx").exists()


def test_a_folder_that_is_no_group_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kit("show", tmp_path, MINE) == 2
    assert "không phải thư mục của một tổ" in capsys.readouterr().err
