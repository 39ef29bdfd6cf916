"""kit.dashboard: figures that are the gradebook's, nobody's alone, the same as files."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure
from openpyxl import load_workbook

from kit.amendments import Wish
from kit.cli import main
from kit.clock import local
from kit.dashboard import dashboard
from kit.dashboard.export import TABLES, made, write_files
from kit.dashboard.model import Choice, Panel, Table, View
from kit.dashboard.page import Dashboard
from kit.dashboard.panels import PANELS
from kit.dashboard.plots import bars, svg, upright
from kit.dashboard.reading import newest, read_city
from kit.dashboard.shared import discussed, open_to_all, shared_html
from kit.errors import UserError
from kit.figures import HIDDEN
from kit.formats.tables import Value
from kit.gradebook.database import reading
from kit.gradebook.regrade import carry_out, plan
from kit.text import write_number
from kit.workspace import Workspace
from tests.bench.city import ABSENT, make_city
from tests.bench.course import NOW

pytestmark = pytest.mark.kernel

SIZES, FIRST, SECOND = (3, 12, 30), "do-luong", "bai-hai"


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three groups with two quizzes; one of them has three people who took part."""
    return make_city(tmp_path_factory.mktemp("city"), SIZES, (FIRST, SECOND))


def view(places: list[Path], **choice: object) -> View:
    return View(read_city(places, NOW), replace(Choice(FIRST), **choice))  # type: ignore[arg-type]


def panel(found: View, name: str) -> Panel:
    shown = dict(PANELS)[name](found)
    assert shown is not None
    return shown


def table(found: View, name: str, number: int = 0) -> Table:
    return panel(found, name).tables[number]


def rows(found: View, name: str, number: int = 0) -> list[tuple[Value, ...]]:
    return list(table(found, name, number).rows)


def asked(place: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(place / "gradebook.db")) as book:
        return list(book.execute(query))


def test_participation_is_the_gradebooks(places: list[Path]) -> None:
    """In one's own group all is told: 30 of 33 people, 30 hand-ins of one quiz, 60 of both."""
    found = view(places[2:])
    ((handed,),) = asked(places[2], "SELECT count(*) FROM submitted_assignment")
    assert handed == 60
    assert rows(found, "turnout") == [("Chi bộ 3", 33, 30, 30 / 33, 30)]
    assert rows(found, "turnout", 1) == [("Chi bộ 3", 33, 30, 30 / 33, 60)]


def test_upward_a_group_of_three_is_not_told(places: list[Path]) -> None:
    """Nor by the total less the others: with it another group is left out."""
    assert rows(view(places), "turnout") == [
        ("Chi bộ 1", 3 + ABSENT, *[HIDDEN] * 3),
        ("Chi bộ 2", 12 + ABSENT, *[HIDDEN] * 3),
        ("Chi bộ 3", 30 + ABSENT, 30, 30 / 33, 30),
        ("Tất cả", 45 + 3 * ABSENT, 45, 45 / 54, 45),
    ]
    names = [row[:2] for row in rows(view(places), "topics")]
    assert names == [("Chi bộ 3", 30), ("Gộp: Chi bộ 1, Chi bộ 2", 15), ("Tất cả", 45)]


def test_every_paper_is_in_one_tenth(places: list[Path]) -> None:
    """30 papers; the mean that is said is the gradebook's, over what a machine scores."""
    found = view(places[2:])
    assert sum(int(str(n)) for _, n in rows(found, "spread")) == 30
    query = """SELECT sum(g.auto_score) / sum(c.max_score) FROM grade g
               JOIN grade_cells c ON c.id = g.cell_id
               JOIN submitted_notebook s ON s.id = g.notebook_id
               JOIN submitted_assignment a ON a.id = s.assignment_id
               JOIN assignment q ON q.id = a.assignment_id
               WHERE c.cell_type = 'code' AND q.name = 'do-luong' GROUP BY a.id"""
    shares = [float(str(share)) for (share,) in asked(places[2], query)]
    mean = f"{100 * sum(shares) / 30:.1f}".replace(".", ",").removesuffix(",0")
    assert f"trung bình {mean}% số điểm" in panel(found, "spread").text[1]


def test_the_heat_map_is_the_gradebooks(places: list[Path]) -> None:
    """Of each topic the mean share of its points, looked up by the ids of its questions."""
    found = view(places[2:])
    heads = [column.head for column in table(found, "topics").columns[2:]]
    bank = Workspace(places[2]).bank(FIRST)
    (row,) = rows(found, "topics")
    for head, share in zip(heads, row[2:], strict=True):
        ids = [item.id for item in bank.items if item.tags.topic == head and item.kind != "essay"]
        query = f"""SELECT avg(part) FROM (
            SELECT sum(g.auto_score) / sum(c.max_score) AS part FROM grade g
            JOIN base_cell b ON b.id = g.cell_id JOIN grade_cells c ON c.id = b.id
            JOIN submitted_notebook s ON s.id = g.notebook_id
            JOIN submitted_assignment a ON a.id = s.assignment_id
            JOIN assignment q ON q.id = a.assignment_id
            WHERE q.name = 'do-luong' AND b.name IN ({", ".join(map(repr, ids))}) GROUP BY a.id)"""
        ((expected,),) = asked(places[2], query)
        assert share == pytest.approx(expected), head


def test_gain_is_over_pairs_and_pools_the_small(places: list[Path]) -> None:
    found = rows(view(places, before=FIRST, after=SECOND), "gain")
    assert [row[:2] for row in found] == [
        ("Chi bộ 3", 30),
        ("Gộp: Chi bộ 1, Chi bộ 2", 15),
        ("Tất cả", 45),
    ]
    for _, _, before, after, gain, low, high in found:
        assert isinstance(before, float)
        assert isinstance(after, float)
        assert gain == pytest.approx(after - before)
        assert isinstance(low, float)
        assert isinstance(high, float)
        assert low < after - before < high
    assert dict(PANELS)["gain"](view(places)) is None
    few = panel(view(places[:1], before=FIRST, after=SECOND), "gain")
    assert few.tables == ()
    assert "Chưa đủ 5 người" in few.text[0]


def test_times_are_those_of_the_answers(places: list[Path]) -> None:
    """The course's answers come every 25 seconds, the first one late."""
    medians = [row[3] for row in rows(view(places[2:]), "pace")]
    assert max(medians) > 100  # type: ignore[type-var, operator]
    assert medians.count(25) == len(medians) - 1


def test_the_hardest_questions_come_with_what_was_chosen(places: list[Path]) -> None:
    found = view(places[2:])
    facilities = [row[4] for row in rows(found, "items")]
    assert facilities == sorted(facilities)  # type: ignore[type-var]
    assert len(facilities) == 10
    shown = {row[0] for row in rows(found, "items", 1)}
    assert shown <= {row[0] for row in rows(found, "items")}
    for id in shown:
        chosen = [row for row in rows(found, "items", 1) if row[0] == id]
        if str(id).startswith("single"):
            assert sum(int(str(row[3])) for row in chosen) == 30
            assert [row[2] for row in chosen].count("đúng") == 1


def numbers(value: object) -> Iterator[str]:
    yield from re.findall(r"hv-\d+|Người Thứ", json.dumps(value, ensure_ascii=False, default=str))


def test_no_count_under_five_and_no_person_goes_upward(places: list[Path]) -> None:
    """No cell of any table over several groups is a count of one to four, nor anybody's id."""
    found = made(view(places, before=FIRST, after=SECOND, names=True))
    assert {one.id for one in found} == {"turnout", "spread", "topics", "pace", "items", "gain"}
    counts = [
        value
        for one in found
        for shown in one.tables
        for row in shown.rows
        for value, column in zip(row, shown.columns, strict=True)
        if column.form == "number" and isinstance(value, int) and "giây" not in column.head
    ]
    assert len(counts) > 50
    assert [n for n in counts if 0 < n < 5] == []
    assert not [*numbers([(one.text, one.tables) for one in found])]
    assert not [*numbers([plot.alt for one in found for plot in one.plots])]


def test_what_is_told_of_options_gives_nothing_away(places: list[Path]) -> None:
    """Where one option is right: the others' counts are known in sum, and hide two or none."""
    found = view(places)
    seen = 0
    for row in rows(found, "items"):
        options = [one for one in rows(found, "items", 1) if one[0] == row[0]]
        if not options or not str(row[0]).startswith("single"):
            continue
        hidden = [one for one in options if one[3] == HIDDEN]
        right = [one for one in options if one[2]]
        seen += 1
        if isinstance(row[4], float):
            assert right[0][3] == round(row[4] * 45)
            told = sum(int(str(one[3])) for one in options if one not in hidden)
            assert len(hidden) != 1
            assert not hidden or 45 - told >= 5
        else:
            assert len(hidden) == len(options)
    assert seen > 3


def test_names_only_where_they_were_asked_for(places: list[Path]) -> None:
    """By codes, or by names beside them; never a score, and nothing of it across groups."""
    codes = table(view(places[2:]), "people")
    assert [column.head for column in codes.columns] == ["Mã học viên", "Bài để đo", "Bài để đo"]
    assert len(codes.rows) == 33
    assert ("hv-00000", "Đã nộp", "Đã nộp") in codes.rows
    assert ("hv-00032", "Chưa nộp", "Chưa nộp") in codes.rows
    named = table(view(places[2:], names=True), "people")
    assert ("hv-00032", "Người Thứ 32", "Chưa nộp", "Chưa nộp") in named.rows
    assert dict(PANELS)["people"](view(places, names=True)) is None


def test_it_is_right_after_a_regrade(places: list[Path], tmp_path: Path) -> None:
    """
    A page in memory, looked over again: a dropped question is in no figure any more, and the other
    group's papers are those that were read before.
    """
    copies = [Path(shutil.copytree(one, tmp_path / one.name)) for one in places[1:]]
    before = read_city(copies, NOW)
    old = before.sittings(FIRST)
    assert read_city(copies, NOW, before).same(before)
    asked = Workspace(copies[0])
    with reading(asked.path):  # somebody else who reads leaves an empty log beside the gradebook
        assert (asked.path / "gradebook.db-wal").exists()
        assert read_city(copies, NOW, before).same(before)
    carry_out(plan(asked, FIRST, Wish(drop={"single-1": "rescaled"}), NOW), NOW)
    after = read_city(copies, NOW, before)
    assert not after.same(before)
    new = after.sittings(FIRST)
    marks = [one.mark for sat in new for one in sat.places if one.item.id == "single-1"]
    assert marks.count(None) == 12
    assert len(marks) == 42
    assert [a is b for a, b in zip(old, new, strict=True)] == [False] * 12 + [True] * 30


def test_files_say_what_the_page_says(places: list[Path], tmp_path: Path) -> None:
    """Each table is a sheet, each plot an SVG and a PNG; the page needs nothing beside itself."""
    found = view(places[2:], before=FIRST, after=SECOND)
    written = write_files(found, tmp_path / "out")
    assert {one.name for one in written} == {one.name for one in (tmp_path / "out").iterdir()}
    book = load_workbook(tmp_path / "out" / TABLES)
    tables = [one for shown in made(found) for one in shown.tables]
    assert len(book.sheetnames) == len(tables) + 1
    for name, shown in zip(book.sheetnames, tables, strict=False):
        lines = list(book[name].iter_rows(values_only=True))
        assert list(lines[0]) == [column.head for column in shown.columns]
        assert lines[1:] == [pytest.approx(row) for row in shown.rows]
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert {one[:5] for one in re.findall(r'(?:src|href)="([^"]*)', page)} == {"data:"}
    assert page.count("<figure>") == page.count('alt="') == len(written) // 2 - 1 == 5
    for path in tmp_path.glob("out/*.svg"):
        tree = ElementTree.parse(path)
        assert "http://" not in "".join(tree.getroot().itertext())
    assert all(one.read_bytes()[:4] == b"\x89PNG" for one in tmp_path.glob("out/*.png"))


@pytest.mark.parametrize("most", [1, 2, 7, 1_234])
def test_papers_are_counted_whole_and_numbers_are_written_as_in_vietnam(most: int) -> None:
    """No half papers beside one or two of them, and no point where a comma belongs."""
    figure = Figure()
    upright(figure, ["a", "b"], [most, 0], "x", "y")
    (axes,) = figure.axes
    ticks = [float(one) for one in axes.get_yticks()]
    assert all(one.is_integer() for one in ticks)
    assert len({*ticks}) == len(ticks) > 1
    labels = [axes.yaxis.get_major_formatter()(one, 0) for one in ticks]
    assert labels == [write_number(one) for one in ticks]
    seconds = Figure()
    bars(seconds, ["a"], [2.5], "x", share=False)
    assert seconds.axes[0].xaxis.get_major_formatter()(0.5, 0) == "0,5"


def test_the_same_figures_give_the_same_picture(places: list[Path]) -> None:
    (plot,) = panel(view(places), "topics").plots
    assert svg(plot) == svg(plot)


def opened(place: Path, **hours: Any) -> Workspace:
    """The group with another plan for its first quiz."""
    settings = json.loads((place / "group.yaml").read_text(encoding="utf-8"))
    settings["quizzes"][0] |= hours
    (place / "group.yaml").write_text(json.dumps(settings), encoding="utf-8")
    return Workspace(place)


def test_the_room_sees_the_right_answers_only_when_all_may(
    places: list[Path], tmp_path: Path
) -> None:
    """Not while the quiz is open, nor for one group that is still at it; no person in any case."""
    copies = [Path(shutil.copytree(one, tmp_path / one.name)) for one in places[1:]]
    assert discussed(view(copies), NOW) == ()
    assert "Bài này chưa đóng" in shared_html(view(copies), NOW)
    closes = NOW + timedelta(hours=1)
    opened(copies[0], closes=f"{local(closes):%Y-%m-%d %H:%M}")
    later = datetime(2030, 1, 1, tzinfo=NOW.tzinfo)
    (first, second) = read_city(copies, NOW).groups
    assert open_to_all(first, FIRST, NOW) == frozenset()
    assert open_to_all(first, FIRST, later) == {"score", "right", "explanation"}
    assert open_to_all(second, FIRST, later) == frozenset()
    assert discussed(view(copies), later) == ()  # the second group is still at it
    alone = view(copies[:1])
    assert discussed(alone, NOW) == ()
    assert all(one.right for one in discussed(alone, later))
    html = shared_html(alone, later)
    assert html.count("kd-right") == 5
    assert not [*numbers(html)]
    opened(copies[0], review={"after_close": ["score"]})
    shut = discussed(view(copies[:1]), later)
    assert len(shut) == 5
    assert not any(one.right or one.explanation or one.citations for one in shut)
    assert "kd-right" not in shared_html(view(copies[:1]), later)


def test_the_widget_shows_all_panels_and_another_choice(places: list[Path]) -> None:
    page = dashboard(*places)
    assert isinstance(page, Dashboard)
    page.wait()
    assert "Gộp: Chi bộ 1, Chi bộ 2" in page.panel("topics")
    assert page.panel("people") == page.panel("gain") == ""
    assert "<img" in page.panel("items")


def test_groups_cannot_be_chosen_among(places: list[Path]) -> None:
    """What two choices show could be taken from each other, and tell of a few people."""
    page = dashboard(*places)
    assert isinstance(page, Dashboard)
    page.wait()
    kinds = {type(one).__name__ for one in page.children}
    assert "Dropdown" in kinds
    assert "SelectMultiple" not in kinds
    assert "Muốn xem riêng một tổ" in page.children[0].value
    alone = dashboard(places[2])
    assert isinstance(alone, Dashboard)
    assert "Muốn xem riêng một tổ" not in alone.children[0].value


def test_the_sign_of_what_is_hidden_is_explained_where_it_stands(places: list[Path]) -> None:
    """Beside every table that has it, and only there where one group shows all."""
    note = "(*) Không nêu"
    for one in made(view(places)):
        shown = any(HIDDEN in row for table in one.tables for row in table.rows)
        assert not shown or any(note in line for line in one.text), one.id
    for one in made(view(places[2:])):
        assert not any(HIDDEN in row for table in one.tables for row in table.rows)
        assert not any(note in line for line in one.text)


def test_what_cannot_be_shown_is_said(places: list[Path], tmp_path: Path) -> None:
    """A folder that is none; a group that cannot be read stops no other one."""
    with pytest.raises(UserError, match=re.escape(str(tmp_path))):
        read_city([tmp_path], NOW)
    with pytest.raises(UserError):
        read_city([], NOW)
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "group.yaml").write_text("id: [", encoding="utf-8")
    city = read_city([*places[2:], broken], NOW)
    assert [one.folder for one in city.troubles] == [broken]
    assert city.upward
    assert newest(city) == SECOND


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    return int(ended.value.code or 0)


def test_the_command_writes_a_folder(
    places: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("dashboard", *places, "--to", tmp_path / "out", "--quiz", FIRST) == 0
    said = capsys.readouterr().out
    assert "index.html" in said
    assert (tmp_path / "out" / "index.html").is_file()
    assert run("dashboard", *places, "--to", tmp_path / "no", "--quiz", "bai-la") == 2
    assert run("dashboard", *places, "--to", tmp_path / "no", "--names") == 2
    assert run("dashboard", places[0], "--quiz", FIRST) == 2
    assert run("dashboard", places[0], "--to", tmp_path / "no", "--before", FIRST) == 2
    assert not (tmp_path / "no").exists()
