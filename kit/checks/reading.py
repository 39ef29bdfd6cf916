"""Reading the files of a content folder: what cannot be read is noted, and reading goes on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Protocol

from kit.bank import NOT_BANKS, Draft, load_draft
from kit.checks.guide import Guide
from kit.checks.notebook import Lesson, load_lesson
from kit.checks.sheet import Sheet
from kit.errors import Problem, Problems
from kit.indicators.files import read_cached
from kit.indicators.fill import as_written, fill
from kit.textfile import read_bytes, read_text
from kit.yaml import Document

PICTURES, SETS = "pictures", "indicators"
"""Folders of the lessons' pictures and of the sets of indicators."""


def bank_files(folder: Path) -> list[Path]:
    """The bank files of a folder, in order."""
    return [file for file in sorted(folder.glob("*.y*ml")) if file.name not in NOT_BANKS]


def read_banks(files: Iterable[Path], found: list[Problem]) -> dict[Path, Draft]:
    """Those of the files that are banks; problems are added to ``found``."""
    part = cache(load_draft)
    banks: dict[Path, Draft] = {}
    for file in files:
        folder = file.absolute().parent.name
        if file.suffix == ".ipynb" or file.name in NOT_BANKS or folder in (PICTURES, SETS):
            continue
        try:
            # The banks of a pool are read once, with the others.
            pooled = b"\npool:" in read_bytes(file)
            draft = load_draft(file, part) if pooled else part(file)
            banks[file] = in_own_words(draft, file.parent / SETS)
        except Problems as error:
            found += error.problems
    return banks


def in_own_words(draft: Draft, sets: Path) -> Draft:
    """The rules are about an author's words; those of the official list are not the author's."""
    if draft.document.typed is None or read_cached(sets).sets.active is None:
        return draft
    names = as_written(read_cached(sets).sets)
    return replace(draft, document=fill(draft.document.typed, names, draft.name, []))


def read_lessons(files: Iterable[Path], found: list[Problem]) -> Iterator[Lesson]:
    """Those of the files that are notebooks; problems are added to ``found``."""
    for file in files:
        if file.suffix == ".ipynb":
            try:
                yield load_lesson(file)
            except Problems as error:
                found += error.problems


def read_guides(files: Iterable[Path], found: list[Problem]) -> Iterator[Guide]:
    """Texts for trainers; problems are added to ``found``."""
    for file in files:
        try:
            yield Guide(str(file), read_text(file))
        except Problems as error:
            found += error.problems


class _Read(Protocol):
    """What a file's own reader makes of it."""

    @property
    def document(self) -> Document: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...


def read_sheets(
    files: Iterable[Path], read: Callable[[str, str], _Read | Document], found: list[Problem]
) -> Iterator[Sheet]:
    """The data files that are there, each as ``read`` makes it of its text and name."""
    for file in files:
        if not file.is_file():
            continue
        try:
            draft = read(read_text(file), str(file))
        except Problems as error:
            found += error.problems
            continue
        if isinstance(draft, Document):
            # What is wrong with a set is told by the rules about sets.
            yield Sheet(str(file), file.stem, draft)
        else:
            yield Sheet(str(file), file.stem, draft.document, draft.problems)


def practice_items(
    files: Sequence[Path], read: Mapping[Path, Draft]
) -> Iterator[tuple[str, frozenset[str]]]:
    """The practice banks among the files, by file name as lessons call them; some are read."""
    for file in files:
        try:
            bank = read.get(file) or load_draft(file)
        except Problems:
            continue  # told where the bank itself is checked
        if bank.is_practice:
            yield file.stem, frozenset(str(raw.get("id")) for _, raw in bank.entries())
