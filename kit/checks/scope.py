"""Which files are looked at together: those of one content folder, and their sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kit.bank import Draft, load_draft
from kit.checks.notebook import Lesson, load_lesson
from kit.errors import Problem, Problems, UserError
from kit.sources import NAME, Library, read_library
from kit.wording import t

_NO_BANKS = frozenset({NAME, "group.yaml"})
_PARTS = ("quizzes", "lessons")


@dataclass(frozen=True)
class Scope:
    """What is checked together."""

    library: Library
    banks: tuple[Draft, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    practice: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Every practice bank of the folder, checked or not → its items' ids."""
    known_lessons: frozenset[str] | None = None
    """Names of the folder's lessons; ``None`` if it has no such part."""
    problems: tuple[Problem, ...] = ()
    """Files that could not be read at all."""


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
    for path in paths:
        files.update(dict.fromkeys(_files(path)))
    roots: dict[Path, list[Path]] = {}
    for file in files:
        roots.setdefault(_root(file), []).append(file)
    return [_scope(root, group, texts) for root, group in roots.items()]


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.exists():
        raise UserError(t("check.no_such_path", path=path), t("check.no_such_path_hint"))
    part = path / "quizzes" if (path / "quizzes").is_dir() else path
    banks = _banks(part)
    if not banks:
        raise UserError(t("check.no_banks", path=path), t("check.no_banks_hint"))
    return [*banks, *sorted((path / "lessons").glob("*.ipynb"))]


def _banks(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.glob("*.y*ml")) if file.name not in _NO_BANKS]


def _root(file: Path) -> Path:
    if file.absolute().parent.name not in _PARTS:
        return file.parent
    # Named from inside the part, a file has no path that leads out of it.
    return (file if file.parent.name else file.absolute()).parent.parent


def _scope(root: Path, files: Iterable[Path], texts: Path | None) -> Scope:
    lists = [folder / NAME for folder in (root / "quizzes", root) if (folder / NAME).is_file()]
    beside = root / "sources"
    # Who names a folder of texts means to have them all.
    library = read_library(
        next(iter(lists), None),
        texts or (beside if beside.is_dir() else None),
        all_at_hand=texts is not None,
    )
    found: list[Problem] = []
    banks: list[Draft] = []
    lessons: list[Lesson] = []
    for file in files:
        try:
            if file.suffix == ".ipynb":
                lessons.append(load_lesson(file))
            elif file.name != NAME:
                banks.append(load_draft(file))
        except Problems as error:
            found += error.problems
    folder = root / "lessons"
    known = frozenset(file.stem for file in folder.glob("*.ipynb")) if folder.is_dir() else None
    practice = dict(_practice(root)) if lessons else {}
    return Scope(library, tuple(banks), tuple(lessons), practice, known, tuple(found))


def _practice(root: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """The folder's practice banks, by file name as lessons call them."""
    part = root / "quizzes" if (root / "quizzes").is_dir() else root
    for file in _banks(part):
        try:
            bank = load_draft(file)
        except Problems:
            continue  # told where the bank itself is checked
        if bank.is_practice:
            yield file.stem, frozenset(str(raw.get("id")) for _, raw in bank.entries())
