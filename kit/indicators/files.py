"""The folder ``indicators/`` beside the banks: read as a whole, whatever is wrong with it told."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from kit.errors import Problem, Problems
from kit.indicators.fill import Names, names_of
from kit.indicators.sets import (
    MAPPING,
    OFFICIAL,
    PRESS,
    Entry,
    OfficialSet,
    PressSet,
    Sets,
    Sign,
    SignMap,
    official_faults,
    press_faults,
)
from kit.model import Fault, Frozen
from kit.textfile import read_text
from kit.validation import problem, problems
from kit.yaml import Document, compose

FOLDER = "indicators"
FILES = tuple(f"{name}.yaml" for name in (OFFICIAL, PRESS, MAPPING))

_KEYS = frozenset(
    key for model in (PressSet, OfficialSet, SignMap, Sign, Entry) for key in model.model_fields
)

_Model = TypeVar("_Model", bound=Frozen)


@dataclass(frozen=True)
class Folder:
    """What was read."""

    sets: Sets
    problems: tuple[Problem, ...]


class _Reader:
    """Reads the files of one folder and collects what is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.unreadable: set[str] = set()

    def name(self, file: str) -> str:
        return str(self.folder / f"{file}.yaml")

    def document(self, file: str) -> Document:
        """The file's data; that it cannot be read at all is told and remembered."""
        path = self.folder / f"{file}.yaml"
        try:
            document = compose(read_text(path), str(path))
        except Problems as error:
            self.problems += error.problems
            self.unreadable.add(file)
            return Document(None)
        self.problems += document.twice
        return document

    def model(self, file: str, document: Document, model: type[_Model]) -> _Model | None:
        """The file's content if it has the right shape."""
        if file in self.unreadable:
            return None
        try:
            return model.model_validate(document.data or {})
        except ValidationError as error:
            self.problems += problems(error, self.name(file), document, known=_KEYS)
            return None

    def add(self, file: str, document: Document, faults: Iterable[Fault]) -> bool:
        """Tell what is wrong with a file; whether anything was."""
        new = [
            problem(self.name(file), document, one.code, one.at, dict(one.params)) for one in faults
        ]
        self.problems += new
        return bool(new)


def read_folder(folder: Path) -> Folder:
    """The sets of a folder ``indicators``; nothing is raised, all that is wrong is in the result.

    A faulty official set is never the active one.
    """
    reader = _Reader(folder)
    typed, entered = reader.document(PRESS), reader.document(OFFICIAL)
    press = reader.model(PRESS, typed, PressSet)
    if press:
        reader.add(PRESS, typed, press_faults(press))
    official = reader.model(OFFICIAL, entered, OfficialSet)
    faulty = bool(official and reader.add(OFFICIAL, entered, official_faults(official)))
    trusted = bool(official and official.status == "official" and not faulty)
    mapping = _mapping(reader, press)
    sets = Sets(press, official, mapping, trusted)
    return Folder(sets, tuple(reader.problems))


def _mapping(reader: _Reader, press: PressSet | None) -> dict[str, int | None]:
    if not (reader.folder / f"{MAPPING}.yaml").is_file():
        return {}
    document = reader.document(MAPPING)
    mapping = reader.model(MAPPING, document, SignMap)
    if mapping is None:
        return {}
    known = {sign.id for sign in press.indicators} if press else set()
    for sign in mapping.signs:
        if press and sign not in known:
            params = {"sign": sign, "known": ", ".join(sorted(known))}
            at = ("signs", sign)
            reader.problems.append(
                problem(reader.name(MAPPING), document, "unknown-sign", at, params)
            )
    return {**mapping.signs}


def names_beside(banks: Path | None) -> Names | None:
    """The words of the indicators for the banks of a folder; ``None`` if it has no sets."""
    folder = banks / FOLDER if banks else None
    if folder is None or not folder.is_dir():
        return None
    return names_of(read_cached(folder).sets)


def read_cached(folder: Path) -> Folder:
    """``read_folder``, kept in memory until a file's time or size changes."""
    return _read(folder, tuple(map(_stamp, (folder / name for name in FILES))))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=16)
def _read(folder: Path, _changed: tuple[tuple[int, int], ...]) -> Folder:
    return read_folder(folder)
