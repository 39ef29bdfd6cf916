"""kit.gradebook.build: banks and lessons become a workspace; kernel-marked: nbgrader runs."""

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from kit import marking
from kit.bank import load, version_of
from kit.begun import note_beginning
from kit.errors import Problems, UserError
from kit.gradebook import leaks
from kit.gradebook.build import Built, build
from kit.gradebook.config import database_url
from kit.gradebook.database import create, engine, has_submissions, recorded_cells
from kit.kept import unsalted
from kit.roster import secret
from kit.submission import hand_in
from kit.workspace import Workspace
from tests.gradebook_course import (
    CONTENT,
    NOW,
    QUIZ,
    TOKEN,
    answers_of,
    copied,
    make_content,
    make_workspace,
    write_work,
)

pytestmark = pytest.mark.kernel


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, book_url: str) -> Workspace:
    workspace = make_workspace(tmp_path_factory.mktemp("build") / "to", book_url)
    build(workspace, CONTENT)
    return workspace


@pytest.fixture
def workspace(built: Workspace, tmp_path: Path) -> Workspace:
    """A built workspace of the test's own."""
    return copied(built, tmp_path / "to")


def everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def edit(content: Path, old: str, new: str) -> None:
    path = content / "quizzes" / f"{QUIZ}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_release_is_a_notebook_and_a_booklet(built: Workspace) -> None:
    """Nothing else is handed out, and no byte of it or of the source holds a planted token."""
    release = everything(built.path / "release")
    assert set(release) == {f"{QUIZ}/{QUIZ}.ipynb", f"{QUIZ}/booklet.json"}
    for data in (*release.values(), *everything(built.path / "source").values()):
        assert TOKEN not in data.decode().casefold()


def test_the_gradebook_holds_no_key(built: Workspace) -> None:
    """Cells name bank and item only, so even the gradebook cannot leak a key."""
    assert TOKEN not in (built.path / "gradebook.db").read_bytes().decode("latin-1").casefold()


def test_the_bank_is_kept_for_the_grader_alone(built: Workspace) -> None:
    """Banks with keys can be read by their owner only."""
    kept = built.bank_file(QUIZ, built.booklet(QUIZ)["version"])
    bank = (CONTENT / "quizzes" / f"{QUIZ}.yaml").read_bytes()
    assert unsalted(kept.read_bytes()) == bank != kept.read_bytes()
    if os.name == "posix":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_the_version_of_a_bank_tells_nothing_of_its_key(built: Workspace, tmp_path: Path) -> None:
    """It stands in learners' files, and options are mixed by it: whoever has the bank but for its
    key must not find that by trying. Nor does it come from one group to another.
    """
    typed = load(CONTENT / "quizzes" / f"{QUIZ}.yaml").version
    here = built.booklet(QUIZ)["version"]
    other = make_workspace(tmp_path / "other")
    assert secret(other.path) != secret(built.path)
    there = build(other, CONTENT)[0].version
    assert len({typed, here, there}) == 3
    for group, version in ((built, here), (other, there)):
        assert version_of(group.bank_file(QUIZ, version).read_bytes()) == version
        assert group.bank(QUIZ) == load(CONTENT / "quizzes" / f"{QUIZ}.yaml").quiz
        assert build(group, CONTENT) == [Built(QUIZ, version, False)]


def test_all_groups_of_a_city_share_one_reading_of_a_bank(built: Workspace, tmp_path: Path) -> None:
    """What makes each group's file another one is a line of its own, no part of the bank."""
    other = make_workspace(tmp_path / "other")
    build(other, CONTENT)
    marking._parsed.cache_clear()
    one, two = (marking.kept_bank(g, QUIZ, g.booklet(QUIZ)["version"]) for g in (built, other))
    assert one is two
    assert marking._parsed.cache_info().misses == 1


def test_what_an_older_kit_has_released_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once somebody has begun: nobody's paper changes because the kit does. Else it is salted."""
    workspace = make_workspace(tmp_path / "to")
    with monkeypatch.context() as older:
        older.setattr("kit.gradebook.build.salted", lambda content, key: content)
        (before,) = build(workspace, CONTENT)
    assert before.version == load(CONTENT / "quizzes" / f"{QUIZ}.yaml").version
    untouched = shutil.copytree(workspace.path, tmp_path / "untouched")
    assert build(Workspace(untouched), CONTENT)[0].version != before.version
    note_beginning(workspace.work("hv-001", QUIZ), NOW)
    assert build(workspace, CONTENT) == [Built(QUIZ, before.version, False)]
    content = make_content(tmp_path)
    edit(content, "Chọn số **lớn nhất**.", "Chọn số **bé nhất**.")
    assert build(workspace, content)[0].version != load(
        content / "quizzes" / f"{QUIZ}.yaml"
    ).version  # fmt: skip


def test_lessons_and_practice_banks_are_copied(built: Workspace) -> None:
    """A lesson's notebook and the banks of its practice items come along."""
    assert (built.path / "lessons" / "00-thu.ipynb").is_file()
    assert [path.name for path in (built.path / "practice").iterdir()] == ["tu-luyen.yaml"]


def test_building_again_changes_nothing(workspace: Workspace) -> None:
    """An unchanged bank leaves every byte, the gradebook's too, as it was."""
    before = everything(workspace.path)
    version = workspace.booklet(QUIZ)["version"]
    assert build(workspace, CONTENT) == [Built(QUIZ, version, False)]
    assert everything(workspace.path) == before


def test_a_missing_release_is_made_again(workspace: Workspace) -> None:
    """What a crash left out is completed by the next build."""
    before = everything(workspace.path / "release")
    shutil.rmtree(workspace.path / "release")
    assert build(workspace, CONTENT)[0].changed
    assert everything(workspace.path / "release") == before


@pytest.mark.databases
def test_every_foreign_key_has_an_index(built: Workspace) -> None:
    """formgrader's joins find their rows without reading whole tables; repeating is harmless."""
    from sqlalchemy import inspect

    create(built.path)
    create(built.path)
    inspector = inspect(engine(database_url(built.path)))
    made = {
        index["name"]
        for table in inspector.get_table_names()
        for index in inspector.get_indexes(table)
    }
    assert {
        "ix_kit_grade_notebook_id",
        "ix_kit_comment_notebook_id",
        "ix_kit_submitted_notebook_assignment_id",
        "ix_kit_submitted_assignment_student_id",
        "ix_kit_base_cell_notebook_id",
        "ix_kit_source_cell_notebook_id",
        "ix_kit_notebook_assignment_id",
    } <= made


def test_a_change_of_words_is_a_new_version(workspace: Workspace, tmp_path: Path) -> None:
    """After a hand-in wording and keys may change; both versions are kept."""
    old = workspace.booklet(QUIZ)["version"]
    write_work(workspace, answers_of(workspace, "hv-001", {}))
    hand_in(workspace, "hv-001", QUIZ, NOW)
    content = make_content(tmp_path)
    edit(content, "Chọn số **lớn nhất**.", "Chọn số **bé nhất**.")
    edit(content, "key: b", "key: a")
    new = build(workspace, content)[0].version
    assert new != old
    assert workspace.booklet(QUIZ)["version"] == new
    assert all(workspace.bank_file(QUIZ, version).is_file() for version in (old, new))


@pytest.mark.databases
def test_other_cells_are_free_until_somebody_begins(workspace: Workspace, tmp_path: Path) -> None:
    """Points and items may change as long as nobody has answered."""
    content = make_content(tmp_path)
    edit(content, "points: 6", "points: 4")
    build(workspace, content)
    assert recorded_cells(workspace.path, QUIZ)["sap-xep"] == (4.0, "code")


@pytest.mark.databases
@pytest.mark.parametrize(
    ("old", "new", "item"),
    [
        ("points: 6", "points: 4", "sap-xep"),
        ("id: dung-sai", "id: dung-hay-sai", "dung-hay-sai, dung-sai"),
        ("kind: true_false\n    stem: Hai cộng hai là bốn.\n    key: đúng",
         "kind: essay\n    stem: Hai cộng hai?", "dung-sai"),
    ],
)  # fmt: skip
def test_other_cells_are_refused_once_somebody_began(
    workspace: Workspace, tmp_path: Path, old: str, new: str, item: str
) -> None:
    """A begun quiz keeps its items and points; the problem names the way out."""
    write_work(workspace, answers_of(workspace, "hv-001", {}))
    content = make_content(tmp_path)
    edit(content, old, new)
    before = everything(workspace.path)
    with pytest.raises(Problems) as caught:
        build(workspace, content)
    (problem,) = caught.value.problems
    assert problem.code == "quiz-begun"
    assert item in problem.message
    assert f"{QUIZ}-v2" in problem.hint
    assert everything(workspace.path) == before


def test_all_problems_come_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    """A missing lesson, a missing bank and a faulty one are told together."""
    content = make_content(tmp_path)
    edit(content, "key: b", "key: z")
    workspace = make_workspace(tmp_path / "to")
    group = workspace.path / "group.yaml"
    text = group.read_text(encoding="utf-8").replace("[00-thu]", "[99-khong-co]")
    group.write_text(f"{text}  - quiz: khong-co\n", encoding="utf-8")
    before = everything(workspace.path)
    with pytest.raises(Problems) as caught:
        build(workspace, content)
    assert {problem.code for problem in caught.value.problems} == {
        "no-lesson",
        "no-bank",
        "unknown-option",
    }
    assert len(caught.value.problems) == 3
    assert everything(workspace.path) == before


def test_a_test_item_in_practice_is_refused(tmp_path: Path) -> None:
    """Practice tells its keys at once, so a test's item in it stops the build."""
    content = make_content(tmp_path)
    edit(content, "Hai cộng hai là bốn.", "Ba cộng ba là sáu.")
    with pytest.raises(Problems) as caught:
        build(make_workspace(tmp_path / "to"), content)
    assert [problem.code for problem in caught.value.problems] == ["in-practice"]


def test_a_leak_takes_the_release_away(workspace: Workspace, tmp_path: Path) -> None:
    """If what nbgrader made tells a key, the build fails and nothing stays released."""
    config = workspace.path / "nbgrader_config.py"
    header = tmp_path / "header.ipynb"
    cell = {"cell_type": "markdown", "id": "h", "metadata": {}, "source": "KHOABIMAT-tra-loi"}
    text = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    header.write_text(json.dumps(text), encoding="utf-8")
    with open(config, "a", encoding="utf-8") as file:
        file.write(f"c.IncludeHeaderFooter.header = {str(header)!r}\n")
    content = make_content(tmp_path)
    edit(content, "Bài thử đủ", "Bài thử có đủ")
    with pytest.raises(Problems) as caught:
        build(workspace, content)
    assert {problem.code for problem in caught.value.problems} == {"release-leaks-key"}
    assert not (workspace.path / "release" / QUIZ).exists()
    assert not (workspace.path / ".building").exists()


def test_a_quiz_that_the_group_lacks_is_a_wrong_use(built: Workspace) -> None:
    """The message lists the quizzes there are."""
    with pytest.raises(UserError, match=QUIZ):
        build(built, CONTENT, ["khong-co"])


@pytest.mark.databases
def test_a_fresh_gradebook_has_no_submissions(built: Workspace) -> None:
    """A build alone freezes nothing."""
    assert not has_submissions(built.path, QUIZ)
    assert leaks.leaks(built.path / "release" / QUIZ, built.bank(QUIZ)) == []
