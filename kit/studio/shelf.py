"""The banks of a folder on disk: what there is, reading one, and putting one back as a whole."""

import tempfile
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from kit.bank import NOT_BANKS, Draft, draft_of
from kit.checks.reading import SETS, bank_files
from kit.checks.scope import Scope, find
from kit.durable import write_durably
from kit.errors import UserError
from kit.formats.yaml_bank import new_bank
from kit.sources import NAME, read_library
from kit.studio.sheet import Sheet
from kit.studio.split import split
from kit.text import slug
from kit.textfile import read_bytes
from kit.wording import t
from kit.yaml import compose

_LOCK_SECONDS = 10


@dataclass(frozen=True)
class Title:
    """A bank in the list of banks."""

    name: str
    """Name of its file without the ending."""
    title: str
    items: int


class Changed(Exception):
    """The file is not as it was when it was read; ``sheet`` is what is there now."""

    def __init__(self, sheet: Sheet, content: bytes) -> None:
        self.sheet, self.content = sheet, content
        super().__init__(sheet.name)


@dataclass
class Shelf:
    """A folder of banks, or a single one."""

    folder: Path
    only: str = ""
    """The one bank to work on, where a file was named; its neighbours are still compared."""
    sources: Path | None = None
    """The folder with the texts of the sources."""
    scope: Scope = field(default_factory=lambda: Scope(read_library(None, None)))
    """What ``kit check`` reads in that folder, as it was when it was last looked at."""

    @classmethod
    def at(cls, path: Path, sources: Path | None = None) -> "Shelf":
        """The shelf of a folder of banks, of content that has ``quizzes/``, or of a file.

        Raises ``UserError`` if there is no such folder, or ``sources`` is none.
        """
        if not path.exists():
            raise UserError(t("check.no_such_path", path=path), t("check.no_such_path_hint"))
        if sources is not None and not sources.is_dir():
            hint = t("check.no_such_sources_hint")
            raise UserError(t("check.no_such_sources", path=sources), hint)
        if path.is_file():
            shelf = cls(path.absolute().parent, path.stem, sources)
        else:
            inner = path / "quizzes"
            shelf = cls((inner if inner.is_dir() else path).absolute(), "", sources)
        shelf.look()
        return shelf

    def look(self) -> None:
        """Read the folder anew."""
        if bank_files(self.folder):
            (scope,) = find([self.folder], self.sources)
            self.scope = replace(scope, lessons=(), guides=(), pictures=())
            return
        lists = [one / NAME for one in (self.folder, self.folder.parent) if (one / NAME).is_file()]
        self.scope = Scope(read_library(next(iter(lists), None), self.sources))

    def path(self, name: str) -> Path:
        """A bank's file; raises ``UserError`` for what is none of the folder's."""
        for file in bank_files(self.folder):
            if file.stem == name:
                return file
        raise UserError(t("studio.no_such_bank", bank=name), t("studio.no_such_bank_hint"))

    def titles(self) -> list[Title]:
        """The banks to choose from."""
        read = {Path(one.name).stem: one for one in self.scope.banks}
        names = [file.stem for file in bank_files(self.folder)]
        return [_title(name, read.get(name)) for name in names if self.only in ("", name)]

    def others(self, name: str) -> tuple[Draft, ...]:
        """The folder's other banks, as they were when it was last looked at."""
        return tuple(one for one in self.scope.banks if Path(one.name).stem != name)

    def sets(self) -> Path:
        """The folder of the sets of indicators."""
        return self.folder / SETS

    def open(self, name: str) -> tuple[Sheet, bytes]:
        """A bank and the bytes of its file; raises ``Problems`` and ``UserError``."""
        return _read(self.path(name))

    def save(self, name: str, sheet: Sheet, base: bytes) -> bytes:
        """Put a bank in the place of the file that was read as ``base``; its bytes now.

        Nothing is written that could not be read again. Raises ``Changed`` if the file is another
        one meanwhile; then nothing is written either.
        """
        path, text = self.path(name), sheet.text
        content = text.encode("utf-8")
        if compose(text, str(path)).data != sheet.document.data:
            raise UserError(t("studio.cannot_write"), t("studio.cannot_write_hint"))
        # Two studios on this machine wait for each other between looking and writing.
        digest = sha256(str(path.resolve()).encode()).hexdigest()[:16]
        lock = Path(tempfile.gettempdir()) / f"kit-studio-{digest}.lock"
        with FileLock(lock, timeout=_LOCK_SECONDS):
            there = read_bytes(path)
            if there != base and there != content:
                theirs, _ = _read(path)
                raise Changed(theirs, there)
            if there != content:
                write_durably(path, content)
        self._note(path, sheet)
        return content

    def _note(self, path: Path, sheet: Sheet) -> None:
        """Compare other banks with this one as it is now; the rest of the folder is as it was."""
        read = draft_of(sheet.document, sheet.name, self.folder)
        others = (one for one in self.scope.banks if Path(one.name) != path)
        self.scope = replace(self.scope, banks=tuple(sorted((*others, read), key=_name)))

    def new(self, title: str, today: date) -> str:
        """Make an empty bank; its name. Raises ``UserError`` without a title."""
        id = slug(title)
        if not id:
            raise UserError(t("studio.no_title"), t("studio.no_title_hint"))
        taken = {file.stem for file in bank_files(self.folder)} | {
            Path(name).stem for name in NOT_BANKS
        }
        name, n = id, 2
        while name in taken:
            name, n = f"{id[:44]}-{n}", n + 1
        text = new_bank(name, title, today, [], [t("studio.made_here")])
        write_durably(self.folder / f"{name}.yaml", text.encode("utf-8"))
        self.look()
        return name


def _read(path: Path) -> tuple[Sheet, bytes]:
    content = read_bytes(path)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(t("check.not_utf8"), t("check.not_utf8_hint")) from error
    return split(text, str(path)), content


def _name(read: Draft) -> str:
    return read.name


def _title(name: str, read: Draft | None) -> Title:
    if read is None or not isinstance(read.document.data, dict):
        return Title(name, name, 0)
    return Title(name, str(read.document.data.get("title") or name), len(list(read.entries())))
