"""``kit build`` with sets of indicators: what a group gets, before and after the official list."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kit.clock import ZONE
from kit.errors import Problems
from kit.gradebook.build import build
from kit.gradebook.config import FILE, config_text
from kit.gradebook.results import ItemResult, Result
from kit.serve import review
from kit.submission import hand_in
from kit.widget import indicators
from kit.workspace import Workspace
from tests.indicator_forms import TEXTS, everything, import_ten, make_content, run

pytestmark = pytest.mark.kernel

QUIZ = "nhan-dien"
OPEN = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)
CLOSED = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)

PRACTICE = """\
format: 1
id: luyen
title: Luyện thử
as_of: 2026-11-22
settings: {mode: practice}
items:
  - id: luyen-mot
    kind: true_false
    stem: "“{dau-hieu/dh-05}” có trong bài báo."
    key: đúng
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = make_content(tmp_path / "noi-dung")
    (folder / "quizzes" / "luyen.yaml").write_text(PRACTICE, "utf-8")
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    folder = tmp_path / "to"
    folder.mkdir()
    group = (
        f"format: 1\nid: to\nname: Tổ\nquizzes:\n  - {{quiz: {QUIZ}, closes: 2026-11-22 21:00}}\n"
    )
    (folder / "group.yaml").write_text(group, "utf-8")
    (folder / FILE).write_text(config_text("to"), "utf-8")
    return Workspace(folder)


def options(workspace: Workspace) -> set[str]:
    booklet: dict[str, Any] = workspace.booklet(QUIZ)
    return {option["text"] for option in booklet["items"][0]["show"]["options"]}


def notes(workspace: Workspace) -> list[str | None]:
    return [item.get("note") for item in workspace.booklet(QUIZ)["items"]]


def test_from_the_press_to_the_official_list(
    content: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Papers, practice, the lesson's list and what is kept follow the active set."""
    build(workspace, content)
    assert notes(workspace) == ["press", "press", None]
    assert "Làm chậm, khiến công việc trễ và ách tắc" in options(workspace)
    first = workspace.booklet(QUIZ)["version"]
    assert "Làm chậm, khiến" in (workspace.path / "practice" / "luyen.yaml").read_text("utf-8")

    import_ten(content)
    assert run("map", "--set", "dh-05=3", "--set", "dh-10=7", "--content", content) == 0
    build(workspace, content)
    assert options(workspace) == {TEXTS[2], TEXTS[6]}
    assert notes(workspace) == [None, "unmapped", None]
    assert TEXTS[2] in (workspace.path / "practice" / "luyen.yaml").read_text("utf-8")
    # What was answered before keeps its words.
    assert workspace.booklet(QUIZ)["version"] != first
    assert "Làm chậm" in str(workspace.bank(QUIZ, first).items[0].present())
    monkeypatch.setenv("KIT_WORKSPACE", str(workspace.path))
    shown = indicators()._repr_html_()
    assert all(text in shown for text in TEXTS)
    assert 'class="kit-banner"' not in shown


def test_a_group_has_the_sets_and_nothing_else_of_them(content: Path, workspace: Workspace) -> None:
    """Copies that were kept, notes and forms stay where the list was imported."""
    (content / "quizzes" / "indicators" / "chi-thi-34.yaml.cu.bak").write_text("x", "utf-8")
    build(workspace, content)
    there = everything(workspace.path / "practice" / "indicators")
    assert sorted(there) == ["chi-thi-34.yaml", "dau-hieu.yaml", "mapping.yaml"]
    given = everything(content / "quizzes" / "indicators")
    assert there.items() <= given.items()


def test_an_altered_list_is_not_built_from(content: Path, workspace: Workspace) -> None:
    build(workspace, content)
    import_ten(content)
    file = content / "quizzes" / "indicators" / "chi-thi-34.yaml"
    file.write_text(file.read_text("utf-8").replace("thử số 3 ", "thử số ba "), "utf-8")
    before = everything(workspace.path)
    with pytest.raises(Problems) as caught:
        build(workspace, content)
    assert [one.code for one in caught.value.problems] == ["indicator-tampered"]
    assert everything(workspace.path) == before


def test_a_result_says_where_the_names_come_from(
    content: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(workspace, content)
    file = workspace.answers("hv-001", QUIZ, workspace.booklet(QUIZ)["version"])
    file.save("tinh-huong", "b", OPEN)
    hand_in(workspace, "hv-001", QUIZ, OPEN)
    lines = tuple(ItemResult(id, 0.0, 1.0, False, False) for id in ("tinh-huong", "ghep", "khac"))
    result = Result(0.0, 3.0, 0.0, False, None, lines)
    monkeypatch.setattr(review, "results", lambda root, learner, quiz: result)
    shown = review.shown(workspace, "hv-001", QUIZ, CLOSED)
    assert [bool(item.note) for item in shown.items] == [True, True, False]
    assert "không phải danh sách" in shown.items[0].note
