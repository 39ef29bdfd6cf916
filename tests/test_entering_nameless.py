"""A table that is entered again: sheets without a name are the same sheets, not new ones."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kit.answers import read
from kit.entering.looking import Desk
from kit.printings import known_printings
from kit.privacy.erase import erase
from kit.workspace import Workspace
from tests.drawn_course import QUIZ
from tests.paper_course import make_paper_group, on_paper
from tests.paper_course import printed as record
from tests.test_cli_paper import WHEN, kit, table

NAMED, FIRST = 9, 10
"""Rows of the table: the last of two people, and the first one without a name."""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.chdir(tmp_path)
    workspace = make_paper_group(tmp_path / "to")
    record(workspace, QUIZ)
    return workspace


def put(
    workspace: Workspace, path: Path, row: int, who: str = "ẩn danh", how: str = "right"
) -> None:
    """Type a sheet without a name into a row of the table."""
    book = load_workbook(path)
    page: Any = book.active
    paper = Desk(workspace, QUIZ).paper("101")
    given = {q.item.id: getattr(q.item, how)() for q in paper.questions}
    for column, text in enumerate([who, "", "101", "", *on_paper(paper, given).values()], 1):
        page.cell(row, column).value = text if who and text else None
    book.save(path)


def filled(workspace: Workspace, path: Path, *sheets: tuple[str, str]) -> Path:
    """A table with two people, and these sheets without a name below them."""
    table(workspace, path)
    for n, (who, how) in enumerate(sheets):
        put(workspace, path, FIRST + n, who, how)
    return path


def enter(workspace: Workspace, path: Path, *more: str) -> int:
    return kit("enter", workspace.path, QUIZ, "--from", path, *more)


def handed_in(workspace: Workspace) -> dict[str, Any]:
    """Learner → answers, of all that was entered."""
    folders = (workspace.path / "submitted").glob(f"*/{QUIZ}/answers.json")
    return {file.parent.parent.name: read(file).responses() for file in folders}


@pytest.mark.parametrize("numbers", [("ẩn danh", "Ẩn danh"), ("ẩn danh 1", "Ẩn danh số 2")])
def test_the_same_table_again_enters_nothing(
    workspace: Workspace, tmp_path: Path, numbers: tuple[str, ...], capsys: Any
) -> None:
    """Two sheets without a name may well have the same answers: they are two."""
    path = filled(workspace, tmp_path / "nhap.xlsx", *((who, "right") for who in numbers))
    assert enter(workspace, path) == 0
    before = handed_in(workspace)
    assert len(before) == 4
    capsys.readouterr()
    assert enter(workspace, path) == 0
    said = capsys.readouterr().out
    assert handed_in(workspace) == before
    assert said.count("đã nhập từ trước, không đổi") == 4
    assert "Phiếu ẩn danh (ô A10): đã nhập từ trước" in said
    assert "AN-" not in said


def test_one_sheet_is_corrected_and_none_doubled(
    workspace: Workspace, tmp_path: Path, capsys: Any
) -> None:
    path = filled(workspace, tmp_path / "nhap.xlsx", ("ẩn danh", "right"), ("ẩn danh", "wrong"))
    assert enter(workspace, path) == 0
    before = handed_in(workspace)
    put(workspace, path, FIRST + 1, how="right")
    capsys.readouterr()
    assert enter(workspace, path) == 1
    assert "ô A11: Phiếu ẩn danh này đã nhập lần trước" in capsys.readouterr().err
    assert handed_in(workspace) == before
    assert enter(workspace, path, "--replace", "gõ nhầm") == 0
    said = capsys.readouterr().out
    assert "Phiếu ẩn danh (ô A11): mã đề 101, trả lời 4/4 câu; bài cũ được giữ" in said
    after = handed_in(workspace)
    assert after.keys() == before.keys()
    (changed,) = [learner for learner in after if after[learner] != before[learner]]
    assert changed.startswith("an-")
    assert enter(workspace, path) == 0
    assert handed_in(workspace) == after


def test_rows_may_move_and_new_ones_come(workspace: Workspace, tmp_path: Path, capsys: Any) -> None:
    """What a sheet says is known in another row; a row more is a sheet more."""
    path = filled(workspace, tmp_path / "nhap.xlsx", ("ẩn danh", "right"), ("ẩn danh", "wrong"))
    assert enter(workspace, path) == 0
    before = handed_in(workspace)
    put(workspace, path, FIRST, how="wrong")
    put(workspace, path, FIRST + 1, how="right")
    put(workspace, path, FIRST + 2, how="wrong")
    assert enter(workspace, path) == 0
    after = handed_in(workspace)
    assert len(after) == len(before) + 1
    assert before.items() <= after.items()
    put(workspace, path, FIRST, "")
    capsys.readouterr()
    assert enter(workspace, path) == 0
    assert "1 phiếu ẩn danh đã nhập từ tệp này không còn trong tệp" in capsys.readouterr().out
    assert handed_in(workspace) == after


def test_what_may_be_new_or_old_is_asked_about(
    workspace: Workspace, tmp_path: Path, capsys: Any
) -> None:
    """One gone from its row, two others in rows of their own; a number says that they are new."""
    path = filled(workspace, tmp_path / "nhap.xlsx", ("ẩn danh", "right"))
    assert enter(workspace, path) == 0
    put(workspace, path, FIRST, "")
    for row in (FIRST + 1, FIRST + 2):
        put(workspace, path, row, how="wrong")
    capsys.readouterr()
    assert enter(workspace, path) == 1
    said = capsys.readouterr().err
    assert all(f"ô A{row}: Chưa rõ phiếu ẩn danh này" in said for row in (FIRST + 1, FIRST + 2))
    for number, row in enumerate((FIRST + 1, FIRST + 2), 7):
        put(workspace, path, row, f"ẩn danh {number}", "wrong")
    assert enter(workspace, path) == 0
    assert len(handed_in(workspace)) == 5


def test_another_session_is_another_file(workspace: Workspace, tmp_path: Path, capsys: Any) -> None:
    """The same file with another hour is asked about; another file with the same hour and the very
    same sheet, too."""
    path = filled(workspace, tmp_path / "nhap.xlsx", ("ẩn danh", "right"))
    assert enter(workspace, path) == 0
    capsys.readouterr()
    assert enter(workspace, path, "--at", "2026-11-22 06:30") == 1
    assert f"ô B5: Các phiếu ẩn danh của tệp này đã nhập với giờ nộp {WHEN}" in (
        capsys.readouterr().err
    )
    copy = tmp_path / "nhap-2.xlsx"
    copy.write_bytes(path.read_bytes())
    assert enter(workspace, copy) == 1
    assert "Đã nhập từ tệp nhap.xlsx" in capsys.readouterr().err
    assert len(handed_in(workspace)) == 3
    assert enter(workspace, copy, "--at", "2026-11-22 06:30") == 0
    assert len(handed_in(workspace)) == 4


def test_the_record_of_a_sheet_goes_with_its_owners_data(
    workspace: Workspace, tmp_path: Path
) -> None:
    """And named sheets are kept without any row."""
    path = filled(workspace, tmp_path / "nhap.xlsx", ("ẩn danh", "right"))
    assert enter(workspace, path) == 0
    entries = known_printings(workspace.papers_file(QUIZ)).entries
    assert [(one.file, one.sheet) for one in entries] == [("", ""), ("", ""), ("nhap.xlsx", "10")]
    erase(workspace, entries[-1].learner)
    assert len(known_printings(workspace.papers_file(QUIZ)).entries) == 2
