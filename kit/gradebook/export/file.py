"""The file: group after group, so that no more than one is held at a time."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from kit.clock import spoken
from kit.formats.tables import Add, Column, csv_table, workbook
from kit.gradebook.export.lines import Line, State, lines
from kit.gradebook.export.outline import Outline, Trouble, guarded
from kit.gradebook.export.table import Options, guide, points_in, slots
from kit.wording import t

ENDINGS = (".xlsx", ".csv")

_STEP = 500
"""Rows after which progress is told."""


@dataclass
class Report:
    """What was written."""

    written: bool = False
    """Whether there is a file; not where there was nothing to write."""
    rows: int = 0
    states: Counter[State] = field(default_factory=Counter)
    troubles: list[Trouble] = field(default_factory=list)
    """Groups that could not be read; the file has a row for each of them."""
    empty: list[Path] = field(default_factory=list)
    """Folders of groups without a quiz or without a learner."""


class _Writer(Protocol):
    def line(self, group: Outline, line: Line) -> None: ...
    def trouble(self, trouble: Trouble) -> None: ...


class _Nothing(Exception):
    """There was not one line."""


def export(
    groups: Sequence[Outline | Trouble],
    target: Path,
    options: Options,
    now: datetime,
    advance: Callable[[int], None],
) -> Report:
    """Write the groups' lines to ``target``, which is ``.csv`` or else Excel.

    ``advance`` is told how many rows were done. Raises ``UserError`` if it cannot be written; a
    group that cannot be read is told, in the file as well, and stops no other. Without any line
    nothing is written.
    """
    report = Report()
    writing = _csv if target.suffix.lower() == ".csv" else _excel
    outlines = [group for group in groups if isinstance(group, Outline)]
    try:
        with writing(target, outlines, options, now) as writer:
            for group in groups:
                found = _read(group, options)
                if isinstance(found, Trouble):
                    report.troubles.append(found)
                    writer.trouble(found)
                else:
                    _write(*found, writer, report, advance)
            if not report.rows:
                raise _Nothing
    except _Nothing:
        return report
    report.written = True
    return report


def _read(group: Outline | Trouble, options: Options) -> tuple[Outline, list[Line]] | Trouble:
    if isinstance(group, Trouble):
        return group
    read = partial(lines, group, names=options.names, items=options.items)
    return guarded(group.workspace, lambda: (group, read()))


def _write(
    group: Outline,
    found: Sequence[Line],
    writer: _Writer,
    report: Report,
    advance: Callable[[int], None],
) -> None:
    for number, line in enumerate(found, 1):
        writer.line(group, line)
        if number % _STEP == 0:
            advance(_STEP)
    advance(len(found) % _STEP)
    report.rows += len(found)
    report.states.update(line.state for line in found)
    if not found:
        report.empty.append(group.workspace.path)


@dataclass(frozen=True)
class _Csv:
    options: Options
    slots: Sequence[tuple[str, str]]
    add: Add

    def line(self, group: Outline, line: Line) -> None:
        points = (points_in(line, slot) if quiz == line.quiz else None for quiz, slot in self.slots)
        self.add([*self.options.row(group, line), *points])

    def trouble(self, trouble: Trouble) -> None:
        self.add([*self.options.row_of(trouble), *[None] * len(self.slots)])


@contextmanager
def _csv(
    target: Path, groups: Sequence[Outline], options: Options, _now: datetime
) -> Iterator[_Writer]:
    """One table; the slots of all quizzes are its last columns."""
    known = slots(groups) if options.items else {}
    listed = [(quiz, slot) for quiz, columns in known.items() for slot in columns]
    heads = [Column(f"{quiz}: {slot}", "number") for quiz, slot in listed]
    with csv_table(target, [*options.columns(groups), *heads]) as add:
        yield _Csv(options, listed, add)


@dataclass(frozen=True)
class _Excel:
    options: Options
    add: Add
    items: Mapping[str, tuple[Sequence[str], Add]]
    """Quiz → its slots, and its own sheet."""
    note: Add

    def line(self, group: Outline, line: Line) -> None:
        self.add(self.options.row(group, line))
        if line.items is not None:
            named, add = self.items[line.quiz]
            who = self.options.row_who(group, line)
            add([*who, *(points_in(line, slot) for slot in named)])

    def trouble(self, trouble: Trouble) -> None:
        self.add(self.options.row_of(trouble))
        self.note([f"{trouble.group} ({trouble.folder.name})", trouble.reason])


@contextmanager
def _excel(
    target: Path, groups: Sequence[Outline], options: Options, now: datetime
) -> Iterator[_Writer]:
    """A sheet of all lines, one of each quiz's items, and one that says how to read them."""
    known = slots(groups) if options.items else {}
    with workbook(target) as book:
        fixed = options.names_of_columns.index("state")
        add = book.page(t("gradebook.sheet"), options.columns(groups), fixed)
        who = options.columns_who(groups)
        items = {
            quiz: (
                list(columns),
                book.page(
                    t("gradebook.sheet_items", quiz=quiz), [*who, *columns.values()], len(who)
                ),
            )
            for quiz, columns in known.items()
        }
        heads = ("guide_what", 26), ("guide_how", 110)
        about = [Column(t(f"gradebook.{name}"), width=width) for name, width in heads]
        note = book.page(t("gradebook.guide"), about)
        note([t("gradebook.guide_made"), spoken(now)])
        for row in guide(options):
            note(row)
        yield _Excel(options, add, items, note)
