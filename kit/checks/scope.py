"""Which files are looked at together: those of one content folder, and their sources."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from kit import pictures, slogans
from kit.bank import Draft
from kit.checks.guide import Guide
from kit.checks.notebook import Lesson
from kit.checks.prose import Prose, of_guide, of_item, of_lesson, of_sheet
from kit.checks.reading import (
    PICTURES,
    SETS,
    bank_files,
    practice_items,
    read_banks,
    read_guides,
    read_lessons,
    read_sheets,
)
from kit.checks.runs import Index, Run
from kit.checks.sheet import Sheet
from kit.errors import Problem, UserError
from kit.indicators.sets import PRESS
from kit.sources import NAME, Library, read_library
from kit.wording import t
from kit.yaml import compose

_PARTS = ("quizzes", "lessons")


@dataclass(frozen=True)
class Scope:
    """What is checked together."""

    library: Library
    banks: tuple[Draft, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    guides: tuple[Guide, ...] = ()
    """Texts for trainers beside the lessons, if any lesson is looked at."""
    slogans: Sheet | None = None
    pictures: tuple[Sheet, ...] = ()
    """Those of the folder's lessons, if any lesson is looked at."""
    sets: tuple[Sheet, ...] = ()
    """The sets of indicators."""
    practice: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Every practice bank of the folder, checked or not → its items' ids."""
    known_lessons: frozenset[str] | None = None
    """Names of the folder's lessons; ``None`` if it has no such part."""
    named: bool = False
    """Whether somebody asks for single files, so that their folder's lists are read beside them."""
    complete: bool = False
    """Whether all banks and lessons of the folder are looked at, so that "nowhere" means it."""
    problems: tuple[Problem, ...] = ()
    """Files that could not be read at all."""

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The data files that belong to lessons."""
        return (*((self.slogans,) if self.slogans else ()), *self.pictures)

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """The texts of items, lessons, guides, slogans and pictures."""
        known = frozenset(self.library.known)
        items = ((bank, at, raw) for bank in self.banks for at, raw in bank.entries())
        return tuple(
            chain(
                chain.from_iterable(of_item(bank, at, raw) for bank, at, raw in items),
                chain.from_iterable(of_lesson(lesson, known) for lesson in self.lessons),
                chain.from_iterable(of_guide(guide, known) for guide in self.guides),
                chain.from_iterable(map(of_sheet, self.sheets)),
            )
        )

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What may be said whole: titles of sources and documents, slogans and their parts."""
        listed = self.library.document.data if self.library.document else None
        data = listed if isinstance(listed, dict) else {}
        found = [*_texts_of(data, "sources", "title"), *_texts_of(data, "documents", "title")]
        said = self.slogans.document.data if self.slogans else None
        parts = _texts_of(said if isinstance(said, dict) else {}, "slogans", "parts")
        return (*found, *self.slogan_texts.values(), *parts)

    @cached_property
    def slogan_texts(self) -> Mapping[str, str]:
        """Id of a slogan → its words."""
        data = self.slogans.document.data if self.slogans else None
        entries = data.get("slogans") if isinstance(data, dict) else None
        return {
            str(one.get("id")): str(one.get("text"))
            for one in (entries if isinstance(entries, list) else ())
            if isinstance(one, dict) and one.get("text")
        }

    @cached_property
    def runs(self) -> tuple[tuple[Prose, Run], ...]:
        """Each text that shares a run of words with a source, with its longest one."""
        index = Index(self.library.texts, self.titles)
        # The words of the official list are the document's, not an author's.
        signs = chain.from_iterable(of_sheet(one) for one in self.sets if one.stem == PRESS)
        found = ((one, index.longest(one.text)) for one in (*self.prose, *signs))
        return tuple((one, run) for one, run in found if run)


def _texts_of(data: Mapping[str, Any], part: str, key: str) -> Iterator[str]:
    entries = data.get(part)
    for entry in entries if isinstance(entries, list) else ():
        value = entry.get(key) if isinstance(entry, dict) else None
        yield from (
            part
            for part in (value if isinstance(value, list) else [value])
            if isinstance(part, str)
        )


def find(paths: Sequence[Path], texts: Path | None) -> list[Scope]:
    """The files that the paths name, by content folder.

    A folder stands for its banks, or those of its ``quizzes``, and its ``lessons``. Raises
    ``UserError`` for a path that does not exist, a folder without banks, or ``texts`` that is no
    folder.
    """
    if texts is not None and not texts.is_dir():
        message = t("check.no_such_sources", path=texts)
        raise UserError(message, t("check.no_such_sources_hint"))
    files: dict[Path, None] = {}
    whole: set[Path] = set()
    for path in paths:
        found = _files(path)
        files.update(dict.fromkeys(found))
        whole.update(map(_root, found if path.is_dir() else ()))
    roots: dict[Path, list[Path]] = {}
    for file in files:
        roots.setdefault(_root(file), []).append(file)
    return [
        replace(_scope(root, group, texts), named=root not in whole)
        for root, group in roots.items()
    ]


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.exists():
        raise UserError(t("check.no_such_path", path=path), t("check.no_such_path_hint"))
    banks = bank_files(_quizzes(path))
    if not banks:
        raise UserError(t("check.no_banks", path=path), t("check.no_banks_hint"))
    return [*banks, *sorted((path / "lessons").glob("*.ipynb"))]


def _quizzes(root: Path) -> Path:
    return root / "quizzes" if (root / "quizzes").is_dir() else root


def _root(file: Path) -> Path:
    """The content folder that a file belongs to, as the user would name it."""
    whole, up = file.absolute().parent, 0
    for parts in ((PICTURES, SETS), _PARTS):
        if whole.name in parts:
            whole, up = whole.parent, up + 1
    # Named from inside a part, a file has no path that leads out of it.
    return (file.parents[up] if up < len(file.parents) else whole) if up else file.parent


def _scope(root: Path, files: Sequence[Path], texts: Path | None) -> Scope:
    lists = [folder / NAME for folder in (root / "quizzes", root) if (folder / NAME).is_file()]
    beside = root / "sources"
    # Who names a folder of texts means to have them all.
    library = read_library(
        next(iter(lists), None),
        texts or (beside if beside.is_dir() else None),
        all_at_hand=texts is not None,
    )
    found: list[Problem] = []
    banks = read_banks(files, found)
    lessons = tuple(read_lessons(files, found))
    quizzes, shown = _quizzes(root), root / "lessons"
    names = frozenset(file.stem for file in shown.glob("*.ipynb")) if shown.is_dir() else None
    drawn = (
        sorted((shown / PICTURES).glob("*.yaml"))
        if lessons
        else [file for file in files if file.absolute().parent.name == PICTURES]
    )
    listed = read_sheets([quizzes / slogans.NAME], slogans.draft, found)
    return Scope(
        library=library,
        banks=tuple(banks.values()),
        lessons=lessons,
        guides=tuple(read_guides(sorted(shown.glob("*.md")) if lessons else [], found)),
        slogans=next(listed, None),
        pictures=tuple(read_sheets(drawn, pictures.draft, found)),
        sets=tuple(read_sheets(sorted((quizzes / SETS).glob("*.yaml")), compose, found)),
        practice=dict(practice_items(bank_files(quizzes), banks)) if lessons else {},
        known_lessons=names,
        complete=_whole(root) <= {*map(Path.absolute, files)},
        problems=tuple(found),
    )


def _whole(root: Path) -> set[Path]:
    return {*map(Path.absolute, (*bank_files(_quizzes(root)), *(root / "lessons").glob("*.ipynb")))}
