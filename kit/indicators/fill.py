"""Banks speak of indicators by reference: ``{dau-hieu/dh-01}`` stands for the active words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kit.errors import Problem
from kit.indicators.sets import OFFICIAL, PRESS, Sets
from kit.validation import problem
from kit.wording import t
from kit.yaml import Document, Path

_REFERENCE = re.compile(r"\{([^{}\s/]+/[^{}\s/]+)\}")
_TAG = ("tags", "indicator")


@dataclass(frozen=True)
class Names:
    """The words of each indicator in the active set."""

    words: Mapping[str, str] = field(default_factory=dict)
    """``<set>/<id>`` → words."""
    press: frozenset[str] = frozenset()
    """References whose words come from the press."""
    note: str = "press"
    """What a page says where such words stand: the catalogue's ``quiz.note_<note>``."""


def names_of(sets: Sets) -> Names:
    """The words for every reference that may be made."""
    words: dict[str, str] = {}
    press = set()
    for sign in sets.press.indicators if sets.press else ():
        reference, number = f"{PRESS}/{sign.id}", sets.number_of(sign.id)
        if sets.active and number:
            words[reference] = sets.active.text(number)
            continue
        press.add(reference)
        words[reference] = t("indicators.from_press", name=sign.name) if sets.active else sign.name
    for entry in sets.active.indicators if sets.active else ():
        words[f"{OFFICIAL}/{entry.id}"] = entry.text or ""
    return Names(words, frozenset(press), "unmapped" if sets.active else "press")


def as_written(sets: Sets) -> Names:
    """The words that authors had before their eyes, whichever set is the active one."""
    press = names_of(replace(sets, trusted=False))
    entries = sets.official.indicators if sets.official else ()
    official = dict.fromkeys((f"{OFFICIAL}/{entry.id}" for entry in entries), "…")
    return replace(press, words={**press.words, **official})


def references(data: Any) -> Iterator[tuple[Path, str]]:
    """Every reference in a document's texts and tags, with its place."""
    for at, text, is_key in _texts(data, ()):
        for found in _REFERENCE.finditer(text):
            yield at, found[1]
        if at[-2:] == _TAG and not is_key:
            yield at, text


def fill(document: Document, names: Names | None, name: str, found: list[Problem]) -> Document:
    """The document with the active words in place of references; itself if there are none.

    Lines stay those of the file. An item that shows words from the press is marked with a note.
    A reference to nothing is added to ``found`` (``unknown-indicator``). Where there are no sets
    ``names`` is ``None``, and tags cannot be judged.
    """
    used = list(references(document.data))
    known = names.words if names else {}
    for at, reference in used:
        if reference not in known and (names or at[-2:] != _TAG):
            params = {"reference": reference, "known": ", ".join(known) or "–"}
            found.append(problem(name, document, "unknown-indicator", at, params))
    if names is None or not any(reference in known for _, reference in used):
        return document
    filled = Document(None, twice=[*document.twice], typed=document)
    filled.data = _Filling(names, document, filled, name).of(document.data, (), ())
    for n in {at[1] for at, reference in used if _wants_note(at, reference, names)}:
        if isinstance(item := filled.at(("items", n)), dict):
            # A note that an author typed stays, to be told as an unknown key.
            item.setdefault("note", names.note)
    return filled


def _wants_note(at: Path, reference: str, names: Names) -> bool:
    """Beside an official list, a tag shows no name from the press."""
    in_item = len(at) > 2 and at[0] == "items"
    return in_item and reference in names.press and (at[-2:] != _TAG or names.note == "press")


@dataclass(frozen=True)
class _Filling:
    """Makes one document from another."""

    names: Names
    given: Document
    made: Document
    name: str

    def of(self, data: Any, old: Path, new: Path) -> Any:
        """A copy of a part with all references filled in, its lines under the new place."""
        if old in self.given.lines:
            self.made.lines[new] = self.given.lines[old]
        if isinstance(data, str):
            return self._words(data)
        if isinstance(data, list):
            return [self.of(part, (*old, n), (*new, n)) for n, part in enumerate(data)]
        return self._mapping(data, old, new) if isinstance(data, dict) else data

    def _mapping(self, data: dict[str, Any], old: Path, new: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, part in data.items():
            # Keys are text too: the left entries of a matching item.
            word = self._words(key)
            if word in result:
                params = {"key": word, "line": self.made.line((*new, word))}
                found = problem(self.name, self.given, "key-twice", (*old, key), params)
                self.made.twice.append(found)
                continue
            result[word] = self.of(part, (*old, key), (*new, word))
        return result

    def _words(self, text: str) -> str:
        return _REFERENCE.sub(lambda found: self.names.words.get(found[1], found[0]), text)


def _texts(data: Any, at: Path) -> Iterator[tuple[Path, str, bool]]:
    """Every text of a document with its place, and whether it is a key."""
    if isinstance(data, str):
        yield at, data, False
    elif isinstance(data, list):
        for n, part in enumerate(data):
            yield from _texts(part, (*at, n))
    elif isinstance(data, dict):
        for key, part in data.items():
            yield (*at, key), key, True
            yield from _texts(part, (*at, key))
