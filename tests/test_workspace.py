"""A group's folder: its settings, where things lie, what a learner may do and see when."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from kit.clock import ZONE
from kit.errors import Problems, UserError
from kit.plan import Group, Plan
from kit.workspace import Workspace

OPENS = datetime(2026, 11, 22, 7, 30, tzinfo=ZONE)
CLOSES = datetime(2026, 11, 29, 21, 0, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)

GROUP = """\
format: 1
id: to-12
name: Chi bộ tổ dân phố 12
lessons: [01-bai]
quizzes:
  - quiz: bai
    opens: 2026-11-22 7:30
    closes: 2026-11-29 21:00
  - quiz: mo
"""

BANK = """\
format: 1
id: bai
title: Bài
as_of: 2026-11-22
items:
  - {id: a, kind: true_false, stem: x, key: sai}
"""


def group(folder: Path, text: str = GROUP) -> Workspace:
    (folder / "group.yaml").write_text(text, encoding="utf-8")
    for quiz in ("bai", "mo"):
        (folder / "release" / quiz).mkdir(parents=True, exist_ok=True)
        booklet = {"quiz": quiz, "version": "0123456789ab"}
        (folder / "release" / quiz / "booklet.json").write_text(json.dumps(booklet), "utf-8")
        (folder / "banks").mkdir(exist_ok=True)
        bank = folder / "banks" / f"{quiz}@0123456789ab.yaml"
        bank.write_text(BANK.replace("id: bai", f"id: {quiz}"), "utf-8")
    return Workspace(folder)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return group(tmp_path)


def test_a_group_is_read_with_its_hours_in_vietnams_time(workspace: Workspace) -> None:
    plan = workspace.plan("bai")
    assert (plan.opens, plan.closes) == (OPENS, CLOSES)
    assert workspace.group.name == "Chi bộ tổ dân phố 12"
    assert (workspace.group.language, workspace.group.retention_days) == ("vi", 90)
    with pytest.raises(KeyError):
        workspace.plan("khac")


def test_a_workspace_is_found_from_any_folder_inside(workspace: Workspace) -> None:
    inside = workspace.path / "release" / "bai"
    assert Workspace.around(inside) == workspace
    assert Workspace.around(workspace.path.parent) is None


def test_a_folder_without_settings_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        _ = Workspace(tmp_path).group


def test_faulty_settings_give_every_problem_with_its_line(tmp_path: Path) -> None:
    text = GROUP.replace("id: to-12", "id: Tổ 12").replace("21:00", "25:00") + "color: đỏ\n"
    with pytest.raises(Problems) as caught:
        _ = group(tmp_path, text).group
    found = [(one.line, one.code) for one in caught.value.problems]
    assert found == [(2, "bad-id"), (8, "bad-value"), (10, "unknown-key")]


def test_names_that_windows_keeps_for_devices_are_told(tmp_path: Path) -> None:
    """Folders are called by the ids of group and quiz."""
    text = GROUP.replace("id: to-12", "id: aux").replace("quiz: bai", "quiz: com1")
    with pytest.raises(Problems) as caught:
        _ = group(tmp_path, text).group
    assert {one.code for one in caught.value.problems} == {"device-name"}
    assert len(caught.value.problems) == 2


def test_a_quiz_that_was_not_built_is_wrong_use(workspace: Workspace) -> None:
    with pytest.raises(UserError):
        workspace.booklet("khac")


@pytest.mark.parametrize("learner", ["", "../hv", "HV", "a/b", ".", "hv 1", "-hv", "a" * 49])
def test_a_learners_folder_cannot_be_anywhere_else(workspace: Workspace, learner: str) -> None:
    with pytest.raises(ValueError, match="learner"):
        workspace.work(learner, "bai")


def test_the_bank_is_the_released_version(workspace: Workspace) -> None:
    assert workspace.bank("bai").id == "bai"
    assert workspace.bank("bai", "0123456789ab").id == "bai"


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (OPENS - MINUTE, "soon"),
        (OPENS, "open"),
        (CLOSES - MINUTE, "open"),
        (CLOSES, "closed"),
        (CLOSES + 100 * MINUTE, "closed"),
    ],
)
def test_a_quiz_is_open_from_its_opening_until_its_closing_hour(
    workspace: Workspace, now: datetime, state: str
) -> None:
    assert workspace.state("bai", "hv-001", now) == state


def test_without_hours_a_quiz_is_always_open(workspace: Workspace) -> None:
    assert workspace.state("mo", "hv-001", OPENS - 1_000_000 * MINUTE) == "open"


def test_handed_in_is_handed_in_whatever_the_hour(workspace: Workspace) -> None:
    workspace.answers("hv-001", "bai", "0123456789ab").hand_in(OPENS)
    assert workspace.state("bai", "hv-001", OPENS) == "handed_in"
    assert workspace.state("bai", "hv-001", CLOSES) == "handed_in"
    assert workspace.state("bai", "hv-002", OPENS) == "open"


def test_nothing_is_shown_before_hand_in_and_the_key_only_after_closing(
    workspace: Workspace,
) -> None:
    assert workspace.review("bai", "hv-001", OPENS) == frozenset()
    workspace.answers("hv-001", "bai", "0123456789ab").hand_in(OPENS)
    assert workspace.review("bai", "hv-001", OPENS) == frozenset(), "her file alone says nothing"
    workspace.submitted("hv-001", "bai").mkdir(parents=True)
    assert workspace.review("bai", "hv-001", OPENS) == {"score"}
    assert workspace.review("bai", "hv-001", CLOSES) == {"score", "right", "explanation"}


def test_a_quiz_that_never_closes_never_shows_its_key(workspace: Workspace) -> None:
    workspace.submitted("hv-001", "mo").mkdir(parents=True)
    assert workspace.review("mo", "hv-001", CLOSES + 1_000_000 * MINUTE) == {"score"}


def test_a_group_may_show_less_than_the_bank_says(tmp_path: Path) -> None:
    text = GROUP.replace("    closes:", "    review: {after_close: [score]}\n    closes:")
    assert group(tmp_path, text).review("bai", "hv-001", CLOSES) == {"score"}


@pytest.mark.parametrize(("typed", "most"), [("3", 3), ("unlimited", 0), ("không giới hạn", 0)])
def test_how_often_a_quiz_may_be_done_is_said_in_words(typed: str, most: int) -> None:
    """0 may mean that nobody is to begin, so it is refused where people type it."""
    assert Plan.model_validate({"quiz": "a", "attempts": typed}).attempts == most
    with pytest.raises(ValidationError, match="count"):
        Plan.model_validate({"quiz": "a", "attempts": "0"})


@pytest.mark.parametrize(
    "typed",
    [
        "29-11-2026 21:00", "29/11/2026 21:00", "2026-11-29 21:00", "21:00 ngày 29-11-2026",
        "29/11/2026 21h00", "2026-11-29T21:00",
    ],
)  # fmt: skip
def test_a_day_is_typed_as_the_pages_show_it(workspace: Workspace, typed: str) -> None:
    """And as an editor with the schema takes it; four digits at the end: the day is first."""
    file = workspace.path / "group.yaml"
    file.write_text(GROUP.replace("closes: 2026-11-29 21:00", f"closes: {typed}"), "utf-8")
    plan = Workspace(workspace.path).plan("bai")
    assert plan.closes == CLOSES
    assert _fits_the_schema(typed)


@pytest.mark.parametrize(
    "typed", ["29-11-2026", "29-11-26 21:00", "11-29-2026 21:00", "2026", "29-11-2026 25:00"]
)
def test_half_a_moment_closes_nothing(workspace: Workspace, typed: str) -> None:
    """A day alone would be its midnight, and months do not come first."""
    file = workspace.path / "group.yaml"
    file.write_text(GROUP.replace("closes: 2026-11-29 21:00", f"closes: {typed}"), "utf-8")
    with pytest.raises(Problems, match="22-11-2026 07:30"):
        _ = Workspace(workspace.path).group


def _fits_the_schema(typed: str) -> bool:
    found = Group.model_json_schema()["$defs"]["Plan"]["properties"]["closes"]
    (moment,) = (one for one in found["anyOf"] if one["type"] == "string")
    assert "format" not in moment
    return re.search(moment["pattern"], typed) is not None
