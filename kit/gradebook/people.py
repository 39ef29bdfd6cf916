"""The people of one group, from a list in Excel or text: ``kit new --names``, ``codes --add``."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kit.errors import Problem, Problems
from kit.formats import Cell, Line
from kit.formats.xlsx import read as read_xlsx
from kit.gradebook.course import Person
from kit.gradebook.listing import (
    NOTHING,
    Heads,
    cell_at,
    has_letters,
    heading,
    heads_of,
    is_signature,
    is_somebody,
    text_of,
    tidy_name,
)
from kit.roster import Role, role_of
from kit.text import fold
from kit.textfile import read_table
from kit.wording import t

_MOST_PEOPLE = 5_000
_EXCEL = (".xlsx", ".xlsm", ".xls")


@dataclass
class Found:
    """What a list holds."""

    people: list[Person] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    """Texts of the rows that are nobody's, without headings and numbers alone."""
    offices: list[str] = field(default_factory=list)
    """Offices of people who are learners here."""
    problems: list[Problem] = field(default_factory=list)


def read_people(file: Path) -> Found:
    """The people of a file: Excel, or text in UTF-8 or UTF-16, with a heading or one name a line.

    Raises ``Problems`` with everything that is wrong, for a list of nobody too.
    """
    excel = file.suffix.lower() in _EXCEL
    lines = read_xlsx(file, most_lines=_MOST_PEOPLE) if excel else _lines(_text_of(file))
    found = _people(str(file), lines)
    if not found.people and not found.problems:
        what, hint = t("new.no_names", path=file), t("new.no_names_hint")
        found.problems.append(Problem(str(file), 0, "no-names", what, hint))
    if found.problems:
        raise Problems(found.problems)
    return found


def _text_of(file: Path) -> str:
    try:
        return read_table(file)
    except Problems as error:
        hint = t("new.names_not_text_hint")
        found = [replace(p, hint=hint) if p.code == "not-utf8" else p for p in error.problems]
        raise Problems(found) from error


def namesakes(people: Sequence[Person]) -> dict[str, int]:
    """Names that several people have, as the first of them writes it, with how many."""
    count = Counter(fold(one.name) for one in people)
    names = {fold(one.name): one.name for one in reversed(people)}
    return {names[name]: many for name, many in count.items() if many > 1}


def people_typed(texts: Iterable[str]) -> list[Person]:
    """People as typed, ``name`` or ``name, role``; raises ``Problems``."""
    people: list[Person] = []
    problems: list[Problem] = []
    for text in texts:
        found = _people("", _lines(" ".join(text.split())))
        if len(found.people) != 1:
            what, hint = t("new.nobody_typed", text=text), t("new.nobody_typed_hint")
            found.problems.append(Problem("", 0, "no-names", what, hint))
        people += found.people
        problems += (replace(one, line=0) for one in found.problems)  # typed, not a file's
    if problems:
        raise Problems(problems)
    return people


def _lines(text: str) -> list[Line]:
    """Lines of text as rows: tabulator, semicolon or comma between the cells."""
    lines = []
    for row, written in enumerate(text.splitlines(), 1):
        mark = next((one for one in "\t;" if one in written), ",")
        cells = tuple(
            Cell(value.strip(), t("new.list_line", row=row), row)
            for value in next(csv.reader([written], delimiter=mark), [])
        )
        if any(cell.text for cell in cells):
            lines.append(Line(cells, 1))
    return lines


def _people(file: str, lines: Sequence[Line]) -> Found:
    found = Found()
    rows, heads = heading(lines)
    ended = False
    for n, line in enumerate(lines):
        if n in rows or heads_of(line):  # Excel may repeat the heading on each page
            continue
        listed = heads is None or (n >= rows.stop and line.block == lines[rows.start].block)
        name = _name(line, heads) if listed and not ended else ""
        if is_somebody(name):
            found.people.append(Person(name, _role(file, line, heads, found)))
            continue
        # Below a signature's title stands the name of who signs.
        ended = ended or bool(heads and found.people and is_signature(line, heads))
        if text := text_of(line):
            found.passed.append(text)
    return found


def _name(line: Line, heads: Heads | None) -> str:
    if heads:
        return heads.name_of(line)
    return tidy_name(next((cell.text for cell in line.cells if has_letters(cell.text)), ""))


def _role(file: str, line: Line, heads: Heads | None, found: Found) -> Role:
    """The person's role; what is none is noted in ``found``, and counts as a learner's.

    An office in the Party is none: a cell's secretary studies and is counted with its members.
    """
    cell = cell_at(line, heads.role) if heads else _typed_role(line)
    if cell.text:
        role = role_of(cell.text)
        if role is None:
            given = {"place": cell.place, "text": cell.text}
            what, hint = t("new.list_bad_role", **given), t("new.list_bad_role_hint")
            found.problems.append(Problem(file, cell.line, "list-bad-role", what, hint))
        return role or "learner"
    office = cell_at(line, heads.office).text if heads else ""
    if role_of(office) != "learner" and office not in found.offices:
        found.offices.append(office)
    return "learner"


def _typed_role(line: Line) -> Cell:
    """What stands behind a name in a plain list; dates and numbers are passed over."""
    texts = [cell for cell in line.cells if has_letters(cell.text)][1:]
    return next((one for one in texts if not any(map(str.isdigit, one.text))), NOTHING)
