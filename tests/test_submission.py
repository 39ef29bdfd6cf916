"""Handing in: once, as a whole, as nbgrader expects it."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kit.answers import HandedIn, Missing, read
from kit.clock import ZONE
from kit.essays import as_markdown
from kit.submission import finish, hand_in
from kit.workspace import Workspace
from tests.test_workspace import CLOSES, GROUP, MINUTE, OPENS, group

NOW = datetime(2026, 11, 22, 8, 0, 0, tzinfo=ZONE)


def essay_cell(id: str) -> dict[str, Any]:
    mark = {"grade_id": id, "grade": True, "solution": True, "locked": False, "points": 5}
    return {"cell_type": "markdown", "id": id, "metadata": {"nbgrader": mark}, "source": "…"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = group(tmp_path)
    cells = [
        {"cell_type": "markdown", "id": "dau", "metadata": {}, "source": "Bài"},
        essay_cell("viet"),
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "release" / "bai" / "bai.ipynb").write_text(json.dumps(notebook), "utf-8")
    return made


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_submission_has_notebook_answers_and_time(workspace: Workspace) -> None:
    workspace.answers("hv-001", "bai", "0123456789ab").save("a", True, NOW)
    answers = hand_in(workspace, "hv-001", "bai", NOW)
    folder = workspace.path / "submitted" / "hv-001" / "bai"
    assert set(files(folder)) == {"bai.ipynb", "answers.json", "timestamp.txt"}
    assert read(folder / "answers.json") == answers
    assert answers.responses() == {"a": True}
    assert answers.handed_in == "2026-11-22T08:00:00+07:00"
    # nbgrader reads UTC.
    assert (folder / "timestamp.txt").read_text("utf-8") == "2026-11-22 01:00:00.000000 UTC"


def test_essays_are_filled_into_their_cells_and_nothing_else_changes(workspace: Workspace) -> None:
    file = workspace.answers("hv-001", "bai", "0123456789ab")
    file.save("viet", "Một *dòng*\n# hai", NOW)
    hand_in(workspace, "hv-001", "bai", NOW)
    path = workspace.submitted("hv-001", "bai") / "bai.ipynb"
    first, second = json.loads(path.read_text("utf-8"))["cells"]
    assert first["source"] == "Bài"
    assert second["source"] == '<pre style="white-space: pre-wrap">\nMột *dòng*\n# hai</pre>'
    assert second["metadata"] == essay_cell("viet")["metadata"]


def test_an_essay_left_blank_leaves_its_cell_alone(workspace: Workspace) -> None:
    workspace.answers("hv-001", "bai", "0123456789ab").save("viet", "  ", NOW)
    hand_in(workspace, "hv-001", "bai", NOW)
    path = workspace.submitted("hv-001", "bai") / "bai.ipynb"
    assert json.loads(path.read_text("utf-8"))["cells"][1]["source"] == "…"


def test_a_second_hand_in_changes_nothing(workspace: Workspace) -> None:
    first = hand_in(workspace, "hv-001", "bai", NOW)
    before = files(workspace.submitted("hv-001", "bai"))
    assert hand_in(workspace, "hv-001", "bai", NOW + 5 * MINUTE) == first
    assert files(workspace.submitted("hv-001", "bai")) == before
    with pytest.raises(HandedIn):
        workspace.answers("hv-001", "bai", "0123456789ab").save("a", False, NOW)


def test_two_devices_handing_in_at_once_make_one_submission(workspace: Workspace) -> None:
    with ThreadPoolExecutor(4) as devices:
        moments = [NOW + timedelta(seconds=n) for n in range(4)]
        done = list(devices.map(lambda now: hand_in(workspace, "hv-001", "bai", now), moments))
    assert len({answers.handed_in for answers in done}) == 1
    assert len(files(workspace.submitted("hv-001", "bai"))) == 3


def test_a_crash_before_the_end_leaves_no_half_submission_and_is_completed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = os.replace

    def crash(old: Any, new: Any) -> None:
        if Path(new) == workspace.submitted("hv-001", "bai"):
            raise OSError("power")
        rename(old, new)

    workspace.answers("hv-001", "bai", "0123456789ab").save("a", True, NOW)
    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", crash)
        with pytest.raises(OSError, match="power"):
            hand_in(workspace, "hv-001", "bai", NOW)
    assert not workspace.submitted("hv-001", "bai").exists()
    (answers,) = finish(workspace, NOW + MINUTE)
    assert answers.handed_in == NOW.isoformat()
    assert read(workspace.submitted("hv-001", "bai") / "answers.json") == answers
    assert finish(workspace, NOW + MINUTE) == []


def test_answers_overtaken_by_the_closing_hour_count_as_handed_in_then(
    workspace: Workspace,
) -> None:
    workspace.answers("hv-001", "bai", "0123456789ab").save("a", True, OPENS)
    assert finish(workspace, CLOSES - MINUTE) == []
    (answers,) = finish(workspace, CLOSES + MINUTE)
    assert answers.handed_in == CLOSES.isoformat()


def test_a_quiz_only_looked_at_is_not_handed_in_at_closing(workspace: Workspace) -> None:
    workspace.answers("hv-001", "bai", "0123456789ab").place("a", OPENS)
    assert finish(workspace, CLOSES + MINUTE) == []


def test_an_answers_file_that_cannot_be_read_is_left_for_its_learner(workspace: Workspace) -> None:
    file = workspace.answers("hv-001", "bai", "0123456789ab")
    file.save("a", True, OPENS)
    file.path.write_text("{", encoding="utf-8")
    assert finish(workspace, CLOSES + MINUTE) == []
    assert file.path.read_text("utf-8") == "{"


def test_a_quiz_without_a_release_cannot_be_handed_in(tmp_path: Path) -> None:
    workspace = group(tmp_path, GROUP)
    with pytest.raises(Missing):
        hand_in(workspace, "hv-001", "bai", NOW)


def seen(markdown: str) -> str:
    """What a reader of nbgrader's pages sees; all of it stands in one ``pre``."""
    from bs4 import BeautifulSoup
    from nbconvert.filters import markdown2html, strip_files_prefix

    # As nbgrader's templates do; both filters come without types.
    rendered = strip_files_prefix(markdown2html(markdown))  # type: ignore[no-untyped-call]
    page = BeautifulSoup(rendered, "html.parser")
    (shown,) = page.find_all()
    assert shown.name == "pre"
    assert page.get_text().rstrip("\n") == shown.get_text().rstrip("\n")
    return shown.get_text().removeprefix("\n")


@settings(deadline=None)  # the first one imports nbconvert
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.just("\n"), max_size=60)
)
@example("# a\n## b\n===\n---")
@example("- a\n1. b\n1) c\n+ d\n* e")
@example("<script>alert(1)</script> &amp; &lt; <!-- x --> </pre> <b>c</b>")
@example("    bốn khoảng trắng\n\n    nữa\n\n\n<div>\n\n- d")
@example("| a | b |\n|---|---|\n| 1 | 2 |")
@example("[a](b) ![c](d) <https://e> `f` ~~g~~ __h__ \\i\n```\nb\n```\n[a]: b")
@example("\\(x\\) $y$ $$z$$\n\n\\[a\\]\n\\begin{equation}\nb\n\\end{equation}")
@example("https://e.vn/a_b*c*?d=1&e=2 src=files/f [g](/files/h)")
def test_an_essay_is_shown_exactly_as_it_was_typed(text: str) -> None:
    assert seen(as_markdown(text)) == text


def test_a_formula_in_an_essay_is_no_formula() -> None:
    """No renderer finds a delimiter of MathJax, even one that looks before it knows the ``pre``."""
    for text in ("$$x$$", "\\(x\\)", "\\begin{equation}x\\end{equation}"):
        assert not {"$", "\\"} & set(as_markdown(text))


def test_half_a_character_in_an_essay_can_be_written() -> None:
    assert seen(as_markdown("a\ud83db")) == "a?b"
