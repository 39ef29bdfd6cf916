"""Which items speak of which indicator, as their banks are typed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from kit.content import Content
from kit.errors import Problem, Problems
from kit.indicators.fill import Names, references
from kit.text import fold
from kit.textfile import read_text
from kit.validation import problem
from kit.yaml import Document, compose


@dataclass(frozen=True)
class Use:
    """One item that refers to indicators, in its text or by its tag."""

    file: str
    """What problems call the bank file."""
    bank: str
    """The file's name without its ending."""
    item: str
    document: Document
    number: int
    """0-based place among the items."""
    references: frozenset[str]
    """``<set>/<id>``."""


def uses(content: Path) -> list[Use]:
    """Every item with a reference, of all banks of a content folder that are YAML."""
    found: list[Use] = []
    for path in Content(content).banks():
        try:
            found += uses_in(compose(read_text(path), str(path)), path)
        except Problems:
            continue  # told by whoever reads the bank itself
    return found


def uses_in(document: Document, path: Path) -> list[Use]:
    """The items of one bank, as typed, that have a reference."""
    by_item: dict[int, set[str]] = {}
    for at, reference in references(document.data):
        if len(at) > 2 and at[0] == "items" and isinstance(at[1], int):
            by_item.setdefault(at[1], set()).add(reference)
    return [
        Use(
            str(path),
            path.stem,
            str(document.at(("items", n, "id"))),
            document,
            n,
            frozenset(by_item[n]),
        )
        for n in sorted(by_item)
    ]


def by_reference(found: Iterable[Use]) -> dict[str, list[Use]]:
    """Reference → the items that have it."""
    result: dict[str, list[Use]] = {}
    for use in found:
        for reference in sorted(use.references):
            result.setdefault(reference, []).append(use)
    return result


def collisions(found: Iterable[Use], names: Names) -> Iterator[Problem]:
    """``same-indicator``: two references of one item that would be the same words."""
    for use in found:
        for one, other in combinations(sorted(use.references & names.words.keys()), 2):
            if fold(names.words[one]) == fold(names.words[other]):
                # Sorted: the later of two is never one of the list's own numbers alone.
                sign = other.partition("/")[2]
                params = {"one": one, "other": other, "words": names.words[one], "sign": sign}
                at = ("items", use.number)
                yield problem(use.file, use.document, "same-indicator", at, params)


def names_used(found: Mapping[str, list[Use]], reference: str) -> str:
    """``bank: item, item; bank: item`` for one reference; a dash if nothing uses it."""
    banks: dict[str, list[str]] = {}
    for use in found.get(reference, ()):
        banks.setdefault(use.bank, []).append(use.item)
    return "; ".join(f"{bank}: {', '.join(items)}" for bank, items in banks.items()) or "–"
