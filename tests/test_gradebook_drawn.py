"""Grading a drawn paper: by the bank, the learner and the group's secret, never by the file."""

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pydantic import JsonValue

from kit.amendments import Drop, Ruling, write_rulings
from kit.answers import Answer, read, to_json
from kit.bank import load
from kit.drawing import booklet, paper
from kit.gradebook import NotScored
from kit.gradebook.assignment import graded_cells, json_text, notebook
from kit.gradebook.bulk.score import Marker
from kit.gradebook.bulk.structure import Assignment, Cell
from kit.gradebook.cell import grade
from kit.gradebook.leaks import leaks
from kit.submission import hand_in
from kit.workspace import Workspace
from tests.banks import bank
from tests.drawn_course import NOW, QUIZ, answer, drawn, make_content, make_workspace
from tests.drawn_course import release as release_quiz

LEARNER, TOKEN = "hv-001", "KHOABIMAT"
MACHINE = {"phan-dem-1": 2.0, "phan-dem-2": 2.0, "phan-y-1": 4.0}
CELLS = {
    **{slot: (points, "code") for slot, points in MACHINE.items()},
    "phan-viet-1": (5, "markdown"),
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "to")
    release_quiz(workspace)
    return workspace


def submitted(workspace: Workspace, learner: str = LEARNER, **changes: Any) -> Path:
    """Hand in, change what the file says, and return the folder in which it is graded."""
    hand_in(workspace, learner, QUIZ, NOW)
    path = workspace.submitted(learner, QUIZ) / "answers.json"
    path.write_text(json.dumps(to_json(replace(read(path), **changes))), encoding="utf-8")
    folder = workspace.path / "autograded" / learner / QUIZ
    folder.mkdir(parents=True)
    return folder


def scores(workspace: Workspace, folder: Path) -> dict[str, float | None]:
    """Slot → points; ``None`` where there is no score."""
    ref = f"{QUIZ}@{workspace.booklet(QUIZ)['version']}"
    found: dict[str, float | None] = {}
    for slot in MACHINE:
        try:
            found[slot] = grade(folder, ref, slot).score
        except NotScored:
            found[slot] = None
    return found


def given(*pairs: tuple[str, Any]) -> dict[str, Answer]:
    return {item: Answer(response, NOW.isoformat()) for item, response in pairs}


def test_right_and_wrong_answers_earn_their_places_points(workspace: Workspace) -> None:
    """An item's own points do not count: dem-5 has seven, its place two."""
    for n in range(12):
        learner = f"hv-{n:03}"
        items = drawn(workspace, learner)
        answer(workspace, learner, {item.id: item.right() for item in items})
        assert scores(workspace, submitted(workspace, learner)) == MACHINE
    answer(workspace, "sai", {item.id: item.wrong() for item in drawn(workspace, "sai")})
    assert set(scores(workspace, submitted(workspace, "sai")).values()) == {0.0}


def test_a_cell_says_which_question_was_drawn(workspace: Workspace) -> None:
    folder = submitted(workspace)
    first = drawn(workspace, LEARNER)[0]
    graded = grade(folder, f"{QUIZ}@{workspace.booklet(QUIZ)['version']}", "phan-dem-1")
    assert graded.note == f"Câu hỏi: {first.stem}"


def test_what_was_shown_and_not_answered_is_blank(workspace: Workspace) -> None:
    """A paper handed in without an answer is nothing but zeros."""
    assert set(scores(workspace, submitted(workspace)).values()) == {0.0}


def test_answers_to_other_questions_count_for_nothing(workspace: Workspace) -> None:
    """Whoever writes a file with the easiest questions of the pool gets no points for them."""
    mine = {item.id for item in drawn(workspace, LEARNER)}
    other = [item for item in workspace.bank(QUIZ).items if item.id not in mine]
    easy = given(*((item.id, item.right()) for item in other if item.scored == "machine"))
    draw = tuple(easy)
    assert set(scores(workspace, submitted(workspace, answers=easy, draw=draw)).values()) == {None}


def test_another_paper_in_the_file_is_held_for_a_person(workspace: Workspace) -> None:
    """An answer to what was drawn is scored; a question never asked is no zero."""
    first, second, third = drawn(workspace, LEARNER)[:3]
    right = given((first.id, first.right()), ("dem-cu", "1"))
    wanted = {"phan-dem-1": 2.0, "phan-dem-2": None, "phan-y-1": None}
    one, two = (make_copy(workspace, name) for name in ("mot", "hai"))
    draw = (first.id, "dem-cu")
    assert scores(one, submitted(one, answers=right, draw=draw)) == wanted
    # Without a word about the paper, an answer to something else says that it was another.
    assert scores(two, submitted(two, answers=right, draw=())) == wanted
    asked = (first.id, second.id, third.id)
    assert scores(workspace, submitted(workspace, answers=right, draw=asked)) == {
        **dict.fromkeys(MACHINE, 0.0), "phan-dem-1": 2.0
    }  # fmt: skip


def test_a_blank_that_was_shown_says_nothing_of_one_that_was_not(workspace: Workspace) -> None:
    """One run scores both, in whichever order: what it keeps of one must not decide the other."""
    names = [f"hv-{n:03}" for n in range(40)]
    first = {name: drawn(workspace, name)[0].id for name in names}
    shown, unseen = next((a, b) for a in names for b in names if a < b and first[a] == first[b])
    kept = {name: read(submitted_file(workspace, name)) for name in (shown, unseen)}
    kept[unseen] = replace(kept[unseen], draw=("dem-cu",))
    for order in ((shown, unseen), (unseen, shown)):
        marker = Marker(workspace, assignment(workspace))
        found = {one: marker.mark(one, json.dumps(to_json(kept[one])).encode()) for one in order}
        assert found[shown].marks["phan-dem-1"].score == 0
        assert found[unseen].marks["phan-dem-1"].score is None


def submitted_file(workspace: Workspace, learner: str) -> Path:
    return submitted(workspace, learner).parents[2] / "submitted" / learner / QUIZ / "answers.json"


def assignment(workspace: Workspace) -> Assignment:
    """The quiz as a gradebook knows it."""
    released = workspace.path / "release" / QUIZ / f"{QUIZ}.ipynb"
    cells = json.loads(released.read_bytes())["cells"]
    sources = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in cells}
    made = {
        slot: Cell(slot, "code", True, "".join(sources[slot]["source"]), "", points, grade=slot)
        for slot, points in MACHINE.items()
    }
    return Assignment("a", QUIZ, None, "n", None, made)


def test_a_lost_secret_is_no_other_paper(workspace: Workspace) -> None:
    """Nobody guesses what was drawn; once the file is back, the same process scores as before."""
    answer(workspace, LEARNER, {item.id: item.right() for item in drawn(workspace, LEARNER)})
    folder = submitted(workspace)
    (workspace.path / "roster.csv").write_text("learner,name,role,code_hash\n", "utf-8")
    ref = f"{QUIZ}@{workspace.booklet(QUIZ)['version']}"
    assert scores(workspace, folder) == MACHINE
    secret = workspace.path / "secret"
    key = secret.read_bytes()
    for spoil in (secret.unlink, lambda: secret.write_text("mất", "utf-8")):
        spoil()
        with pytest.raises(NotScored, match="secret") as caught:
            grade(folder, ref, "phan-y-1")
        assert str(workspace.path) not in str(caught.value)
    secret.write_text("6" * 64, "ascii")
    assert None in scores(workspace, folder).values()
    secret.write_bytes(key)
    assert scores(workspace, folder) == MACHINE


def test_a_key_mended_later_changes_no_draw(workspace: Workspace, tmp_path: Path) -> None:
    """The pool has grown and tags are others meanwhile: who was asked what stays as it was."""
    old = workspace.booklet(QUIZ)["version"]
    learners = [f"hv-{n:03}" for n in range(8)]
    asked = {one: [item.id for item in drawn(workspace, one)] for one in learners}
    folders = {}
    for one in learners:
        answer(workspace, one, {item.id: item.right() for item in drawn(workspace, one)})
        folders[one] = submitted(workspace, one)
    content = make_content(tmp_path)
    file = content / "quizzes" / f"{QUIZ}.yaml"
    text = file.read_text("utf-8").replace("key: 3, tags: {topic: đếm}", "key: 4, tags: {topic: x}")
    more = "  - {id: dem-7, kind: number, stem: Một cộng sáu?, key: 7, tags: {topic: đếm}}\n"
    file.write_text(text.replace("  - {id: dem-6", more + "  - {id: dem-6"), "utf-8")
    new = release_quiz(workspace, content=content)
    rulings = {"dem-2": Ruling(new), "dem-1": Ruling(dropped="full")}
    write_rulings(workspace, QUIZ, {old: rulings})
    for one in learners:
        places = dict(zip(MACHINE, asked[one], strict=False))
        wanted = {slot: 0.0 if places[slot] == "dem-2" else MACHINE[slot] for slot in MACHINE}
        assert scores(workspace, folders[one]) == wanted
    assert any("dem-2" in items for items in asked.values())


@pytest.mark.parametrize(("how", "worth"), [("full", 2.0), ("rescaled", 4 / 3)])
def test_a_question_dropped_later_is_paid_to_whoever_drew_it(
    workspace: Workspace, how: Drop, worth: float
) -> None:
    """Rescaled: by what the other two places were worth, of which the larger was answered right."""
    version = workspace.booklet(QUIZ)["version"]
    write_rulings(workspace, QUIZ, {version: {"dem-1": Ruling(dropped=how)}})
    told = set()
    for n in range(8):
        learner = f"hv-{n:03}"
        items = drawn(workspace, learner)
        answer(workspace, learner, {items[2].id: items[2].right()})
        place = next((k for k, one in enumerate(items[:2], 1) if one.id == "dem-1"), None)
        told.add(place)
        paid = {} if place is None else {f"phan-dem-{place}": pytest.approx(worth, abs=1e-6)}
        wanted = {**dict.fromkeys(MACHINE, 0.0), "phan-y-1": 4.0, **paid}
        assert scores(workspace, submitted(workspace, learner)) == wanted
    assert len(told) > 1


def make_copy(workspace: Workspace, name: str) -> Workspace:
    import shutil

    return Workspace(Path(shutil.copytree(workspace.path, workspace.path.with_name(name))))


def test_the_assignments_cells_are_the_blueprints(tmp_path: Path) -> None:
    """One cell a slot, the same however the pool grows or is mended."""
    content = make_content(tmp_path)
    file = content / "quizzes" / f"{QUIZ}.yaml"

    def made() -> dict[str, Any]:
        read = load(file)
        return notebook(read.quiz, booklet(read.quiz, read.version, Random(1)))

    before = made()
    assert graded_cells(before) == CELLS
    text = file.read_text("utf-8").replace("DAU-dem-1: Một cộng một?", "Một với một?")
    more = "  - {id: dem-7, kind: number, stem: Một cộng sáu?, key: 7, tags: {topic: đếm}}\n"
    file.write_text(text.replace("  - {id: dem-6", more + "  - {id: dem-6"), "utf-8")
    assert graded_cells(made()) == CELLS
    assert {cell["id"] for cell in made()["cells"]} == {cell["id"] for cell in before["cells"]}
    # No question stands in it: which one a learner gets is the learner's own matter.
    assert "DAU" not in json.dumps(before)


def test_the_release_check_covers_the_whole_pool(workspace: Workspace) -> None:
    folder = workspace.path / "release" / QUIZ
    whole_bank = workspace.bank(QUIZ)
    assert leaks(folder, whole_bank) == []
    whole = json.loads((folder / "booklet.json").read_text("utf-8"))
    for n, entry in enumerate(whole["items"]):
        # A plain number is a secret too, but other questions may say it.
        secrets = (one for one in whole_bank.item(entry["id"]).secrets() if TOKEN in one)
        if not (secret := next(secrets, "")):
            continue
        told = [*whole["items"]]
        told[n] = {**entry, "stem": f"{entry['stem']} {secret}"}
        (folder / "booklet.json").write_text(json.dumps({**whole, "items": told}), "utf-8")
        assert [one.code for one in leaks(folder, whole_bank)] == ["release-leaks-key"], entry["id"]


def test_the_number_of_a_place_is_no_key(tmp_path: Path) -> None:
    """``phan-2`` stands in every release, whatever the answers are; a 2 elsewhere is told."""
    items: list[dict[str, JsonValue]] = [
        {"id": id, "kind": "number", "stem": f"Đếm {id}?", "key": "2"} for id in ("a", "b", "c")
    ]
    quiz = bank(items, blueprint=[{"id": "phan", "count": "2"}])
    sheet = booklet(quiz, "0123456789ab", Random(1))
    for name, content in (("booklet.json", sheet), ("q.ipynb", notebook(quiz, sheet))):
        (tmp_path / name).write_bytes(json_text(content))
    assert leaks(tmp_path, quiz) == []
    (tmp_path / "booklet.json").write_bytes(json_text({**sheet, "title": "phan-2 là 2"}))
    assert {one.code for one in leaks(tmp_path, quiz)} == {"release-leaks-key"}


def test_a_learners_draw_needs_the_groups_secret(tmp_path: Path) -> None:
    """Another group, learner or quiz is another draw."""
    one, other = make_workspace(tmp_path / "mot"), make_workspace(tmp_path / "hai")
    (other.path / "secret").write_text("6" * 64, "ascii")
    seeds = {one.seed("a", "x"), one.seed("a", "y"), one.seed("b", "x"), other.seed("a", "x")}
    assert len(seeds) == 4
    assert one.seed("a", "x") == Workspace(one.path).seed("a", "x")


def test_a_pool_is_graded_with_the_points_of_its_places(tmp_path: Path) -> None:
    from tests.drawn_course import FINAL

    workspace = make_workspace(tmp_path / "to")
    version = release_quiz(workspace, FINAL)
    answer(workspace, LEARNER, {i.id: i.right() for i in drawn(workspace, LEARNER, FINAL)}, FINAL)
    hand_in(workspace, LEARNER, FINAL, NOW)
    folder = workspace.path / "autograded" / LEARNER / FINAL
    folder.mkdir(parents=True)
    slots = paper(workspace.bank(FINAL), workspace.seed(FINAL, LEARNER))
    assert {slot.id for slot in slots} == {"phan-dau-1", "phan-dau-2", "phan-cuoi-1"}
    for slot in slots:
        assert grade(folder, f"{FINAL}@{version}", slot.id).score == slot.points
