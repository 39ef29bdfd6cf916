"""Reading bank files: all that is wrong with one is found at once, with its line.

What is checked here is whether the file *is* a bank (shape, types, ids, keys); whether it is a
good one, and whether its citations hold, is ``kit.checks``' business.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from kit.errors import Problem, Problems
from kit.kinds import KINDS, AnyItem, Bank
from kit.model import Citation, Item, Review, Settings, Tags
from kit.textfile import decode, read_bytes, read_text
from kit.validation import problem, problems
from kit.yaml import Document, compose
from kit.yaml import Path as Place

_ITEM: TypeAdapter[Item] = TypeAdapter(AnyItem)

_MODELS: tuple[type[BaseModel], ...] = (Bank, Settings, Review, Citation, Tags, *KINDS.values())
_KEYS = frozenset(field for model in _MODELS for field in model.model_fields)


@dataclass(frozen=True)
class BankFile:
    """A bank that was read, and where its parts stand in the file."""

    path: Path
    quiz: Bank
    version: str
    """First 12 hex digits of the SHA-256 of the file's bytes."""
    document: Document


@dataclass(frozen=True)
class Draft:
    """A bank file as far as it could be read: what is right in a faulty one is still looked at."""

    name: str
    """What problems call the file."""
    document: Document
    quiz: Bank | None
    """``None`` if anything is wrong."""
    problems: tuple[Problem, ...]

    @property
    def id(self) -> str:
        """Id of the quiz; empty if there is none."""
        return str(self._head().get("id") or "")

    @property
    def is_practice(self) -> bool:
        """Whether its key may be shown at once."""
        settings = self._head().get("settings")
        return isinstance(settings, dict) and settings.get("mode") == "practice"

    def entries(self) -> Iterator[tuple[Place, Mapping[str, Any]]]:
        """The items as typed, right or not, with their places."""
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
    """Read one bank file; raises ``Problems`` with everything that is wrong."""
    content = read_bytes(path)
    quiz, document = parse(decode(content, str(path)), str(path))
    return BankFile(path, quiz, version_of(content), document)


def load_cached(path: Path) -> BankFile:
    """``load``, kept in memory until the file's time or size changes; raises ``Problems``."""
    try:
        stat = path.stat()
    except OSError:
        return load(path)
    return _load(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=32)
def _load(path: Path, _changed: int, _size: int) -> BankFile:
    return load(path)


def load_draft(path: Path) -> Draft:
    """Read one bank file as far as it goes; raises ``Problems`` if it is no YAML at all."""
    return draft(read_text(path), str(path))


def parse(text: str, name: str) -> tuple[Bank, Document]:
    """Read a bank from text; ``name`` is what problems call the file."""
    read = draft(text, name)
    if read.problems or read.quiz is None:
        raise Problems(read.problems)
    return read.quiz, read.document


def draft(text: str, name: str) -> Draft:
    """Read a bank from text as far as it goes; raises ``Problems`` if it is no YAML at all."""
    document = compose(text, name)
    found = list(document.twice)
    if not isinstance(document.data, dict):
        found.append(problem(name, document, "not-a-bank", (), {}))
        return Draft(name, document, None, tuple(found))
    head = {key: value for key, value in document.data.items() if key != "items"}
    found += _head_problems(head, name, document)
    items = _items(name, document, found)
    if found:
        return Draft(name, document, None, tuple(found))
    return Draft(name, document, Bank.model_validate({**head, "items": items}), ())


def _head_problems(head: Mapping[str, Any], name: str, document: Document) -> Iterator[Problem]:
    try:
        # One item that is right, so that only the head can be wrong.
        stand_in = {"id": "x", "kind": "true_false", "stem": "x", "key": "true"}
        Bank.model_validate({**head, "items": [stand_in]})
    except ValidationError as error:
        yield from problems(error, name, document, known=_KEYS)


def _items(name: str, document: Document, found: list[Problem]) -> list[Item]:
    raw_items = document.data.get("items")
    if not isinstance(raw_items, list) or not raw_items:
        found.append(problem(name, document, "no-items", ("items",), {}))
        return []
    items: list[Item] = []
    seen: dict[str, int] = {}
    for n, raw in enumerate(raw_items):
        item = _item(raw, n, name, document, found)
        id = raw.get("id") if isinstance(raw, dict) else None
        if isinstance(id, str) and id in seen:
            params = {"id": id, "line": seen[id]}
            found.append(problem(name, document, "duplicate-id", ("items", n, "id"), params))
        elif isinstance(id, str):
            seen[id] = document.line(("items", n, "id"))
        if item:
            items.append(item)
    return items


def _item(raw: Any, n: int, name: str, document: Document, found: list[Problem]) -> Item | None:
    at = ("items", n)
    if not isinstance(raw, dict):
        found.append(problem(name, document, "not-a-mapping", at, {}))
        return None
    if str(raw.get("kind")) not in KINDS:
        params = {"key": "kind", "kind": str(raw.get("kind")), "kinds": ", ".join(KINDS)}
        code = "unknown-kind" if "kind" in raw else "missing"
        found.append(problem(name, document, code, (*at, "kind"), params))
        return None
    before = len(found)
    item = None
    try:
        item = _ITEM.validate_python(raw)
    except ValidationError as error:
        # The union puts the kind's name in front of the place; the file has no such level.
        found += problems(error, name, document, at, skip=1, known=_KEYS)
        item = _without_unknown_keys(raw, error)
    if item:
        found += (
            problem(name, document, one.code, (*at, *one.at), dict(one.params))
            for one in item.faults()
        )
    return item if len(found) == before else None


def _without_unknown_keys(raw: Mapping[str, Any], error: ValidationError) -> Item | None:
    """The item as it would be without its unknown keys, so that its other faults are told too.

    ``None`` if it would be no item either.
    """
    mended = deepcopy(raw)
    for detail in error.errors():
        if detail["type"] != "extra_forbidden":
            return None
        *way, key = detail["loc"][1:]
        part: Any = mended
        for step in way:
            part = part[step]
        del part[key]
    try:
        return _ITEM.validate_python(mended)
    except ValidationError:
        return None
