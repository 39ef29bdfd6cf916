"""kit.ungraded: notes of hand-ins that wait to be scored."""

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kit.submission import hand_in
from kit.ungraded import forget, is_noted, note, noted, stamps
from kit.workspace import Workspace
from tests.serving import make_group

QUIZ = "thu-nghiem"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_a_hand_in_leaves_a_note(tmp_path: Path) -> None:
    """After the submission is in its place; the note goes when it is scored."""
    workspace = make_group(tmp_path / "g")
    assert noted(workspace) == []
    hand_in(workspace, "hv-001", QUIZ, NOW)
    assert noted(workspace) == [("hv-001", QUIZ)]
    assert is_noted(workspace, "hv-001", QUIZ)
    forget(workspace, stamps(workspace, noted(workspace)))
    assert not is_noted(workspace, "hv-001", QUIZ)
    hand_in(workspace, "hv-001", QUIZ, NOW)
    assert noted(workspace) == []


def test_a_note_that_cannot_be_written_loses_no_hand_in(tmp_path: Path) -> None:
    """Scoring looks at the submissions themselves."""
    workspace = make_group(tmp_path / "g")
    (workspace.path / "work").mkdir()
    (workspace.path / "work" / ".ungraded").write_bytes(b"")
    hand_in(workspace, "hv-001", QUIZ, NOW)
    assert workspace.submitted("hv-001", QUIZ).is_dir()
    assert noted(workspace) == []


def test_what_is_no_note_is_passed_over(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    note(workspace, "hv-002", "bai-2")
    (tmp_path / "work" / ".ungraded" / "gi-do").write_bytes(b"")
    forget(workspace, stamps(workspace, [("hv-9", "bai-9")]))
    assert noted(workspace) == [("hv-002", "bai-2")]


def test_a_note_that_was_made_anew_stays(tmp_path: Path) -> None:
    """A submission that is replaced while the former one is scored is scored, too."""
    workspace, hand = Workspace(tmp_path), ("hv-002", "bai-2")
    note(workspace, *hand)
    seen = stamps(workspace, [hand])
    file = tmp_path / "work" / ".ungraded" / "hv-002@bai-2"
    note(workspace, *hand)
    os.utime(file, ns=(seen[hand] + 1, seen[hand] + 1))
    forget(workspace, seen)
    assert noted(workspace) == [hand]
    forget(workspace, stamps(workspace, [hand]))
    assert noted(workspace) == []
