"""Reading bank files: all that is wrong with one is found at once, with its line.

What is checked here is whether the file *is* a bank (shape, types, ids, keys, a blueprint that
can be drawn); whether it is a good one, and whether its citations hold, is ``kit.checks``'
business.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kit.blueprint import faults
from kit.entries import KEYS, read_items
from kit.errors import Problem, Problems
from kit.indicators.files import names_beside
from kit.indicators.fill import fill
from kit.kept import as_kept, put_together, unsalted
from kit.kinds import Bank
from kit.pool import Pool, gather
from kit.textfile import decode, read_bytes, read_text
from kit.validation import problem, problems
from kit.yaml import Document, compose
from kit.yaml import Path as Place

NOT_BANKS = frozenset({"sources.yaml", "slogans.yaml", "group.yaml"})
"""YAML files that may lie where banks lie."""


@dataclass(frozen=True)
class BankFile:
    """A bank that was read, and where its parts stand in the file."""

    path: Path
    quiz: Bank
    """Of a pool: its banks' items, each with its ``origin``."""
    version: str
    """First 12 hex digits of the SHA-256 of ``content``."""
    document: Document
    content: bytes
    """The bank as it is kept, which depends on no other file: as typed, with Unix line ends, or
    put together (JSON, which is YAML) where other files are part of it."""


@dataclass(frozen=True)
class Draft:
    """A bank file as far as it could be read: what is right in a faulty one is still looked at."""

    name: str
    """What problems call the file."""
    document: Document
    quiz: Bank | None
    """``None`` if anything is wrong."""
    problems: tuple[Problem, ...]
    whole: Mapping[str, Any] | None = None
    """The bank's data with all that other files add to it; ``None`` if they add nothing."""

    @property
    def id(self) -> str:
        """Id of the quiz; empty if there is none."""
        return str(self._head().get("id") or "")

    @property
    def is_practice(self) -> bool:
        """Whether its key may be shown at once."""
        settings = self._head().get("settings")
        return isinstance(settings, dict) and settings.get("mode") == "practice"

    @property
    def is_pool(self) -> bool:
        """Whether it takes its items from other banks."""
        return bool(self._head().get("pool"))

    def entries(self) -> Iterator[tuple[Place, Mapping[str, Any]]]:
        """Its own items as typed, right or not, with their places; none of a pool's."""
        raw_items = self._head().get("items")
        for n, raw in enumerate(raw_items if isinstance(raw_items, list) else ()):
            if isinstance(raw, dict):
                yield ("items", n), raw

    def problem(self, code: str, at: Place, /, **params: object) -> Problem:
        """A problem at a place of this file, worded by the catalogue."""
        return problem(self.name, self.document, code, at, params)

    def _head(self) -> Mapping[str, Any]:
        return self.document.data if isinstance(self.document.data, dict) else {}


def version_of(content: bytes) -> str:
    """The version of a bank with these bytes; line ends do not matter."""
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest()[:12]


def load(path: Path) -> BankFile:
    """Read one bank file, and the ones it is made of; raises ``Problems`` with all that is wrong.

    Whoever keeps or moves a bank keeps the result's ``content`` and not the file's bytes.
    """
    content = read_bytes(path)
    read = draft(decode(content, str(path)), str(path), path.parent)
    quiz = _right(read)
    kept = content.replace(b"\r\n", b"\n") if read.whole is None else as_kept(read.whole)
    return BankFile(path, quiz, version_of(kept), read.document, kept)


def parse_kept(content: bytes, name: str) -> Bank:
    """Read a bank from its kept bytes; raises ``Problems``."""
    text = decode(unsalted(content), name)
    whole = put_together(text)
    return parse(text, name)[0] if whole is None else _right(draft_of(Document(whole), name))


def load_kept(path: Path) -> Bank:
    """A kept bank, in memory until the file's time or size changes; raises ``Problems``."""
    try:
        stat = path.stat()
    except OSError:
        return load(path).quiz
    return _load(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=32)
def _load(path: Path, _changed: int, _size: int) -> Bank:
    return parse_kept(read_bytes(path), str(path))


def load_draft(path: Path, part: Callable[[Path], Draft] | None = None) -> Draft:
    """Read one bank file as far as it goes; raises ``Problems`` if it is no YAML at all.

    ``part`` reads a bank of a pool, for whoever has read those already.
    """
    return draft(read_text(path), str(path), path.parent, part)


def parse(text: str, name: str) -> tuple[Bank, Document]:
    """Read a bank from text; ``name`` is what problems call the file."""
    read = draft(text, name)
    return _right(read), read.document


def _right(read: Draft) -> Bank:
    if read.problems or read.quiz is None:
        raise Problems(read.problems)
    return read.quiz


def draft(
    text: str,
    name: str,
    folder: Path | None = None,
    part: Callable[[Path], Draft] | None = None,
) -> Draft:
    """Read a bank from text as far as it goes; raises ``Problems`` if it is no YAML at all.

    ``folder`` is where the banks of a pool lie; without it there are none. ``part`` reads them.
    """
    return draft_of(compose(text, name), name, folder, part)


def draft_of(
    typed: Document,
    name: str,
    folder: Path | None = None,
    part: Callable[[Path], Draft] | None = None,
) -> Draft:
    """Like ``draft``, for a document that has been read already."""
    found: list[Problem] = []
    document = fill(typed, names_beside(folder), name, found)
    found += document.twice
    if not isinstance(document.data, dict):
        found.append(problem(name, document, "not-a-bank", (), {}))
        return Draft(name, document, None, tuple(found))
    # The words of indicators stand in other files: then the bank is kept as filled in.
    whole = document.data if document is not typed else None
    pool = _pool(name, document, folder, part, found) if document.data.get("pool") else None
    items = pool.items if pool else read_items(name, document, found)
    complete = not found
    if head := _head(name, document, found):
        made = {"pool": (), "origin": pool.origin} if pool else {}
        head = head.model_copy(update={**made, "items": tuple(items)})
        found += _blueprint_problems(head, complete, name, document)
    if found:
        return Draft(name, document, None, tuple(found))
    return Draft(name, document, head, (), pool.data(document.data) if pool else whole)


def _head(name: str, document: Document, found: list[Problem]) -> Bank | None:
    """The bank but for its items, if that is right."""
    # One item that is right, so that only the head can be wrong.
    stand_in = {"id": "x", "kind": "true_false", "stem": "x", "key": "true"}
    try:
        return Bank.model_validate({**document.data, "items": [stand_in]})
    except ValidationError as error:
        found += problems(error, name, document, known=KEYS)
    return None


def _pool(
    name: str,
    document: Document,
    folder: Path | None,
    part: Callable[[Path], Draft] | None,
    found: list[Problem],
) -> Pool:
    files = sorted(folder.glob("*.yaml")) if folder else []
    banks = {file.stem: file for file in files if file.name not in NOT_BANKS}
    return gather(name, document, banks, part or _part, found)


def _part(path: Path) -> Draft:
    """A bank of a pool. One that is a pool too is not followed: it may lead back to itself."""
    document = compose(read_text(path), str(path))
    if isinstance(document.data, dict) and document.data.get("pool"):
        return Draft(str(path), document, None, ())
    return draft_of(document, str(path), path.parent)


def _blueprint_problems(
    quiz: Bank, complete: bool, name: str, document: Document
) -> Iterator[Problem]:
    if quiz.blueprint and quiz.settings.mode == "practice":
        yield problem(name, document, "blueprint-in-practice", ("blueprint",), {})
    for key in ("time_limit", "attempts") if quiz.settings.mode == "practice" else ():
        if getattr(quiz.settings, key) is not None:
            yield problem(name, document, "limit-in-practice", ("settings", key), {"key": key})
    if not quiz.blueprint and quiz.origin:
        yield problem(name, document, "missing", ("blueprint",), {"key": "blueprint"})
    entries = [(quiz.bank_of(item.id), item) for item in quiz.items]
    for one in faults(quiz.blueprint, entries, complete):
        yield problem(name, document, one.code, ("blueprint", *one.at), dict(one.params))
