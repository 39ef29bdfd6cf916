"""kit.reports.items and ``kit items``: figures that agree with the gradebook, nobody's alone."""

import json
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kit.amendments import Wish
from kit.cli import main
from kit.drawing import Slot
from kit.figures.sitting import Answered, Sitting
from kit.gradebook.answered import papers
from kit.gradebook.bulk import grade_group
from kit.gradebook.regrade import carry_out, plan
from kit.kinds.single import Single
from kit.reports.items import item_report, report_of
from kit.workspace import Workspace
from tests.bench.course import NOW, QUIZ, make_group, submit

pytestmark = pytest.mark.kernel

COUNT = 40


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Workspace]:
    """Two groups with graded papers: one paper for everybody, and one for each learner."""
    folder = tmp_path_factory.mktemp("items")
    found = {}
    for drawn in (False, True):
        workspace = make_group(folder / f"to-{drawn}", folder / f"c-{drawn}", "to", drawn)
        submit(workspace, COUNT, seed=3)
        grade_group(workspace, now=NOW)
        found[drawn] = workspace
    return found


def shares(workspace: Workspace) -> dict[str, float]:
    """Slot → share of its points that was earned, by the gradebook's own rows."""
    query = """SELECT b.name, avg(coalesce(g.manual_score, g.auto_score) / c.max_score) FROM grade g
               JOIN base_cell b ON b.id = g.cell_id JOIN grade_cells c ON c.id = b.id
               WHERE c.cell_type = 'code' GROUP BY 1"""
    with closing(sqlite3.connect(workspace.path / "gradebook.db")) as book:
        return dict(book.execute(query))


def test_facility_is_the_gradebooks(made: dict[bool, Workspace]) -> None:
    report = item_report([made[False]], QUIZ)
    assert report is not None
    assert (report.papers, report.drawn, len(report.by_item.items)) == (COUNT, False, 24)
    for stats in report.by_item.items:
        assert stats.facility == pytest.approx(shares(made[False])[stats.id])
    assert report.whole.quiz.alpha is not None


def test_choices_add_up(made: dict[bool, Workspace]) -> None:
    """Everybody chose one option, left it blank, or wrote what is none."""
    report = item_report([made[False]], QUIZ)
    assert report is not None
    tables = [one.table for one in report.by_item.items if one.table]
    assert len(tables) == 17
    for stats in report.by_item.items:
        if stats.table and stats.id.startswith("single"):
            whole = sum(option.n for option in stats.table.options)
            assert whole + stats.table.blank + stats.table.unreadable == COUNT


def test_drawn_questions_are_over_those_who_were_asked(made: dict[bool, Workspace]) -> None:
    """96 questions, 24 of them each; the whole paper is looked at place by place."""
    workspace = made[True]
    report = item_report([workspace], QUIZ)
    assert report is not None
    assert report.drawn
    assert sum(one.n for one in report.by_item.items) == 24 * COUNT
    assert report.by_item.quiz.alpha is None
    assert report.whole.quiz.alpha is not None
    asked = {place.item.id for paper in papers(workspace, QUIZ) for place in paper.places}
    assert {one.id for one in report.by_item.items} == asked
    for stats in report.whole.items:
        assert stats.facility == pytest.approx(shares(workspace)[stats.id])


def test_groups_are_one_sample(made: dict[bool, Workspace], tmp_path: Path) -> None:
    other = Workspace(Path(shutil.copytree(made[False].path, tmp_path / "b")))
    report = item_report([made[False], other], QUIZ)
    assert report is not None
    assert (report.papers, report.by_item.items[0].n) == (2 * COUNT, 2 * COUNT)


def test_a_dropped_question_has_no_figures(made: dict[bool, Workspace], tmp_path: Path) -> None:
    """Its points were given, not earned."""
    workspace = Workspace(Path(shutil.copytree(made[False].path, tmp_path / "to")))
    carry_out(plan(workspace, QUIZ, Wish({"single-1": "full"}), NOW), NOW)
    report = item_report([workspace], QUIZ)
    assert report is not None
    (stats,) = [one for one in report.by_item.items if one.id == "single-1"]
    assert stats.n == 0


def test_nobody_s_answers_are_shown_alone(made: dict[bool, Workspace], tmp_path: Path) -> None:
    """Under five people were asked: no figure, no option, no reading of it."""
    workspace = Workspace(Path(shutil.copytree(made[True].path, tmp_path / "to")))
    for learner in range(6, COUNT):
        shutil.rmtree(workspace.path / "submitted" / f"hv-{learner:05}")
        with sqlite3.connect(workspace.path / "gradebook.db") as book:
            book.execute(
                "DELETE FROM submitted_assignment WHERE student_id = ?", (f"hv-{learner:05}",)
            )
        book.close()
    to = tmp_path / "cau-hoi.xlsx"
    assert kit(workspace.path, "--quiz", QUIZ, "--to", to) == 0
    book_read = load_workbook(to)
    for row in book_read["Câu hỏi"].iter_rows(min_row=2, values_only=True):
        assert row[3] == "dưới 5" or (isinstance(row[3], int) and row[3] >= 5), row
    few = {
        row[0]
        for row in book_read["Câu hỏi"].iter_rows(min_row=2, values_only=True)
        if row[3] == "dưới 5"
    }
    assert few
    assert not few & {
        row[0] for row in book_read["Phương án"].iter_rows(min_row=2, values_only=True)
    }


def test_over_several_groups_no_count_is_of_a_few(
    made: dict[bool, Workspace], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the screen, in Excel and for programs; a trainer sees all of her own group."""
    other = Workspace(Path(shutil.copytree(made[False].path, tmp_path / "b")))
    for learner in range(1, COUNT):
        id = f"hv-{learner:05}"
        shutil.rmtree(other.path / "submitted" / id)
        with sqlite3.connect(other.path / "gradebook.db") as book:
            book.execute("DELETE FROM submitted_assignment WHERE student_id = ?", (id,))
        book.close()
    both, to = [made[False].path, other.path], tmp_path / "cau-hoi.xlsx"
    assert few(counts(made[False].path, capsys=capsys))
    assert not few(counts(*both, capsys=capsys))
    assert kit(*both, "--quiz", QUIZ, "--to", to) == 0
    assert "(*) Không nêu" in capsys.readouterr().out
    book_read = load_workbook(to)
    options = list(book_read["Phương án"].iter_rows(min_row=2, values_only=True))
    assert not few(cell for row in options for cell in (row[4], *row[6:]))
    assert "(*)" in {row[4] for row in options}
    questions = list(book_read["Câu hỏi"].iter_rows(min_row=2, values_only=True))
    assert not few(row[9] for row in questions)
    for row in questions:
        if isinstance(row[4], float) and isinstance(row[3], int):
            assert not few([round(row[4] * row[3]), round((1 - row[4]) * row[3])])
    assert "(*) Không nêu" in str(list(book_read["Nên xem lại"].values))
    assert kit(made[False].path, "--quiz", QUIZ, "--to", to) == 0
    assert few(row[4] for row in load_workbook(to)["Phương án"].iter_rows(2, values_only=True))


def few(values: Iterable[object]) -> list[int]:
    return [one for one in values if isinstance(one, int) and 0 < one < 5]


def counts(*folders: Path, capsys: pytest.CaptureFixture[str]) -> list[object]:
    """All counts of people in what programs get."""
    assert kit(*folders, "--quiz", QUIZ, "--json") == 0
    found = []
    for one in json.loads(capsys.readouterr().out)["items"]:
        found.append(one["n"])
        if table := one.get("table"):
            found += [table["n"], table["blank"], table["unreadable"], *(table["thirds"] or ())]
            for option in table["options"]:
                found += [option["n"], *(option["thirds"] or ())]
    return found


def test_a_few_papers_of_several_groups_have_no_figures(
    made: dict[bool, Workspace], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    groups = []
    for name in ("a", "b"):
        groups.append(Path(shutil.copytree(made[False].path, tmp_path / name)))
        with sqlite3.connect(groups[-1] / "gradebook.db") as book:
            book.execute("DELETE FROM submitted_assignment WHERE student_id > 'hv-00001'")
        book.close()
        for folder in (groups[-1] / "submitted").iterdir():
            if folder.name > "hv-00001":
                shutil.rmtree(folder)
    assert kit(groups[0], "--quiz", QUIZ) == 0
    assert kit(*groups, "--quiz", QUIZ) == 2
    assert "dưới 5 bài đã chấm" in capsys.readouterr().err


@pytest.mark.parametrize("first", [True, False])
def test_a_choice_is_counted_among_those_who_had_these_options(first: bool) -> None:
    """Two letters changed places while the quiz was open: of 8 people 7 knew it, whoever comes."""
    old, new = (
        Single(id="c", kind="single", stem="?", options=options, key=key)
        for options, key in (({"a": "đúng", "b": "sai"}, "a"), ({"a": "sai", "b": "đúng"}, "b"))
    )
    given = [*[(new, "b")] * 5, (new, "a"), *[(old, "a")] * 2]
    found = [
        Sitting("to", f"{n}", (Answered(Slot("c", "c", 1.0), item, one, float(one == item.key)),))
        for n, (item, one) in enumerate(given if first else given[::-1])
    ]
    report = report_of("bai", [], found)
    assert report.items["c"] == new
    (stats,) = report.by_item.items
    assert (stats.n, stats.facility) == (8, 7 / 8)
    assert stats.table is not None
    assert (stats.table.n, stats.table.unreadable) == (6, 0)
    assert [(one.id, one.right, one.n) for one in stats.table.options] == [
        ("a", False, 1), ("b", True, 5),
    ]  # fmt: skip


def kit(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["items", *map(str, arguments)])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_what_is_said(made: dict[bool, Workspace], capsys: pytest.CaptureFixture[str]) -> None:
    """A line a question, and in words what to look at."""
    assert kit(made[False].path, "--quiz", QUIZ) == 0
    said = capsys.readouterr().out
    assert f"{QUIZ}: {COUNT} bài đã chấm của 1 tổ." in said
    assert "single-1" in said
    assert kit(made[False].path, "--quiz", QUIZ, "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert len(data["items"]) == 24
    assert {"quiz", "whole", "findings", "papers", "groups", "items"} == data.keys()


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("--quiz", "khong-co"), "không có bài “khong-co”"),
        (("--quiz", QUIZ, "--to", "x.csv"), "Không biết ghi ra dạng tệp"),
    ],
)
def test_wrong_use_is_told(
    made: dict[bool, Workspace],
    arguments: tuple[str, ...],
    what: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert kit(made[False].path, *arguments) == 2
    assert what in capsys.readouterr().err
