"""Many groups from one list of people, Excel or CSV: ``kit new --from``. All of them or none."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from kit.errors import Problem, Problems
from kit.formats import Cell, Line
from kit.formats.csvlines import read as read_csv
from kit.formats.xlsx import read as read_xlsx
from kit.gradebook.choosing import Choice
from kit.gradebook.course import Person, Slip, found, slug
from kit.gradebook.listing import (
    Heads,
    cell_at,
    heading,
    heads_of,
    is_somebody,
    is_total,
    text_of,
    tidy_name,
    words_of,
)
from kit.roster import role_of
from kit.text import fold
from kit.wording import t

COLUMNS = ("group", "name", "role", "office", "unit", "members")
"""``new.list_<column>`` are their heads, with other words for the same between bars."""

MOST_PEOPLE = 100_000
_STAGING = ".making"


@dataclass
class Wanted:
    """A group of the list."""

    name: str
    line: int
    unit: str = ""
    people: list[Person] = field(default_factory=list)
    members: int = 0
    """How many learners, where the list names nobody."""

    @property
    def id(self) -> str:
        """The end of its address, and its folder."""
        return slug(self.name)

    def everybody(self) -> list[Person]:
        """All who get a code: somebody is always there to grade."""
        nameless = [Person(t("new.nameless", n=n)) for n in range(1, self.members + 1)]
        people = self.people + nameless
        if all(person.role == "learner" for person in people):
            people.append(Person(t("new.role_trainer").capitalize(), "trainer"))
        return people


@dataclass(frozen=True)
class Made:
    """A group as it was made, with everybody's code for this one time."""

    id: str
    name: str
    folder: Path
    slips: list[Slip]


def read_list(file: Path, passed: Callable[[str], None] = lambda text: None) -> list[Wanted]:
    """The groups of a list, in its order; raises ``Problems`` with everything that is wrong.

    A row is a person, or with a number in place of a name a group of so many. A cell of the group
    that is empty means the group above, as with merged cells. ``passed`` hears the text of each row
    that is nobody's.
    """
    is_csv = file.suffix.lower() == ".csv"
    lines = read_csv(file) if is_csv else read_xlsx(file, most_lines=MOST_PEOPLE)
    head = next((n for n, line in enumerate(lines) if _columns(line)), None)
    if head is None:
        what, hint = t("new.list_no_heads"), t("new.list_no_heads_hint")
        raise Problems([Problem(str(file), 0, "list-no-heads", what, hint)])
    problems: list[Problem] = []
    rows = [line for line in lines[head:] if line.block == lines[head].block]
    groups = list(_groups(file, rows, problems, passed).values())
    problems += _clashes(file, groups)
    if not groups and not problems:
        what, hint = t("new.list_empty"), t("new.list_no_heads_hint")
        problems.append(Problem(str(file), 0, "list-empty", what, hint))
    if problems:
        raise Problems(problems)
    return groups


def _columns(line: Line) -> dict[str, int]:
    """Where the columns are, if this line has the heads of a list."""
    names = {word: column for column in COLUMNS for word in words_of(f"list_{column}")}
    found: dict[str, int] = {}
    for n, cell in enumerate(line.cells):
        if column := names.get(fold(" ".join(cell.text.split()))):
            found.setdefault(column, n)
    if heads := heads_of(line):
        found["name"] = heads.name[0]
    return found if "group" in found and {"name", "members"} & found.keys() else {}


def _groups(
    file: Path,
    rows: Sequence[Line],
    problems: list[Problem],
    passed: Callable[[str], None],
) -> dict[str, Wanted]:
    """The groups by their names, folded; the first row has the heads."""
    groups: dict[str, Wanted] = {}
    columns, heads = _columns(rows[0]), heading(rows)[1] if heads_of(rows[0]) else None
    above = ""
    for line in rows[1:]:
        if heads_of(line):  # of names in parts below a head over all of them, or of the next page
            continue
        cells = {name: cell_at(line, columns.get(name)) for name in COLUMNS}
        if heads:
            cells["name"] = replace(cells["name"], text=_name_of(line, heads))
        name = " ".join(cells["group"].text.split()) or above
        if _is_nobodys(cells):
            if text := text_of(line):
                passed(text)
            continue
        if not name:
            problems.append(_wrong(file, line.cells[0], "no_group"))
            continue
        above = name
        group = groups.setdefault(fold(name), Wanted(name, line.cells[0].line))
        group.unit = group.unit or cells["unit"].text
        problems += _add(file, group, cells)
    return groups


def _name_of(line: Line, heads: Heads) -> str:
    """The name as it stands there, in one column or in several."""
    parts = (cell_at(line, column).text for column in heads.name)
    return " ".join(part for part in parts if part)


def _is_nobodys(cells: Mapping[str, Cell]) -> bool:
    """Whether a row is a total, a signature, or goes on with the heading above it."""
    group, name, members = (cells[one].text for one in ("group", "name", "members"))
    if name:
        return not is_somebody(tidy_name(name))
    return not (group or members) or is_total(group)


def _add(file: Path, group: Wanted, cells: Mapping[str, Cell]) -> Iterator[Problem]:
    """Put a row's person, or its number, into the group."""
    name, role, members = (cells[one] for one in ("name", "role", "members"))
    if members.text:
        if not members.text.isascii() or not members.text.isdigit() or not int(members.text):
            yield _wrong(file, members, "bad_number")
        elif group.members:
            yield _wrong(file, members, "number_twice", group=group.name)
        else:
            group.members = int(members.text)
    if name.text:
        if (typed := role_of(role.text)) is None:
            yield _wrong(file, role, "bad_role")
        else:
            group.people.append(Person(tidy_name(name.text), typed))
    elif not members.text:
        yield _wrong(file, cells["group"] if cells["group"].line else role, "nobody")


def _wrong(file: Path, cell: Cell, what: str, **values: object) -> Problem:
    given = {"place": cell.place, "text": cell.text, **values}
    message, hint = t(f"new.list_{what}", **given), t(f"new.list_{what}_hint")
    return Problem(str(file), cell.line, f"list-{what.replace('_', '-')}", message, hint)


def _clashes(file: Path, groups: Sequence[Wanted]) -> Iterator[Problem]:
    """Groups whose names are others but make the same address."""
    seen: dict[str, Wanted] = {}
    for group in groups:
        other = seen.setdefault(group.id, group)
        if other is not group:
            what = t("new.list_same_id", name=group.name, other=other.name, id=group.id)
            hint = t("new.list_same_id_hint")
            yield Problem(str(file), group.line, "list-same-id", what, hint)


def found_all(
    groups: Sequence[Wanted],
    to: Path,
    lessons: Sequence[str],
    quizzes: Sequence[str] | Choice,
    rng: Random,
    told: Callable[[int], None] = lambda people: None,
) -> list[Made]:
    """Make every group's folder below ``to``, named like its id; all or none.

    ``rng`` must be ``random.SystemRandom`` outside tests. ``told`` hears how many more people have
    their codes. Raises ``Problems`` if a folder is there already.
    """
    if taken := [to / group.id for group in groups if (to / group.id).exists()]:
        hint = t("new.not_empty_hint")
        what = [t("new.not_empty", path=folder) for folder in taken]
        raise Problems(Problem("", 0, "not-empty", one, hint) for one in what)
    staging = to / _STAGING
    shutil.rmtree(staging, ignore_errors=True)

    def make(group: Wanted) -> Made:
        people = group.everybody()
        place = staging / group.id
        slips = found(place, group.name, group.id, people, lessons, quizzes, rng, group.unit)
        told(len(people))
        return Made(group.id, group.name, to / group.id, slips)

    try:
        # Hashing codes is slow on purpose, and lets other threads work meanwhile.
        with ThreadPoolExecutor() as threads:
            made = list(threads.map(make, groups))
        _put(staging, made)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return made


def _put(staging: Path, made: Sequence[Made]) -> None:
    """Put all folders into their places, or none."""
    placed: list[Path] = []
    try:
        for one in made:
            (staging / one.id).rename(one.folder)
            placed.append(one.folder)
    except BaseException:
        for folder in placed:
            shutil.rmtree(folder, ignore_errors=True)
        raise
