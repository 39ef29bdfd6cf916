"""The items of a pool: those of other banks, put together so that nothing else is needed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from kit.errors import Problem, Problems
from kit.kinds import Bank
from kit.model import Item
from kit.validation import problem
from kit.yaml import Document
from kit.yaml import Path as Place


class Part(Protocol):
    """One bank of a pool, as far as it could be read."""

    @property
    def quiz(self) -> Bank | None: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...
    @property
    def is_pool(self) -> bool: ...
    def entries(self) -> Iterator[tuple[Place, Mapping[str, Any]]]: ...


@dataclass
class Pool:
    """What was put together: the items, as typed too, and the banks that they come from."""

    items: list[Item] = field(default_factory=list)
    typed: list[Mapping[str, Any]] = field(default_factory=list)
    origin: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def data(self, bank: Mapping[str, Any]) -> dict[str, Any]:
        """The data of the pool's bank with these items in place of the names of banks."""
        head = {key: value for key, value in bank.items() if key != "pool"}
        return {**head, "origin": self.origin, "items": self.typed}


def gather(
    name: str,
    document: Document,
    banks: Mapping[str, Path],
    read: Callable[[Path], Part],
    found: list[Problem],
) -> Pool:
    """The items of the banks that a document's ``pool`` names; ``banks`` are those there are.

    Surveys stay with the bank that they are about. What is wrong is added to ``found``.
    """
    pool, wanted = Pool(), document.data["pool"]
    if "items" in document.data:
        found.append(problem(name, document, "items-and-pool", ("items",), {}))
    for n, bank in enumerate(map(str, wanted) if isinstance(wanted, list) else ()):
        if bank in pool.origin:
            continue  # named twice, and there once
        if bank not in banks:
            params = {"bank": bank, "known": ", ".join(banks)}
            found.append(problem(name, document, "unknown-bank", ("pool", n), params))
            continue
        try:
            part = read(banks[bank])
        except Problems as error:
            found += error.problems
            continue
        if part.is_pool:
            found.append(problem(name, document, "pool-in-pool", ("pool", n), {"bank": bank}))
            continue
        found += part.problems
        for id in _add(pool, bank, part):
            params = {"id": id, "other": bank}
            found.append(problem(name, document, "id-in-two-files", ("pool", n), params))
    return pool


def _add(pool: Pool, bank: str, part: Part) -> list[str]:
    """Add a bank's items; the ids that were there already."""
    there = {item.id: item for item in pool.items}
    taken = [
        (item, typed)
        # A bank that could not be read has entries and no items.
        for item, (_, typed) in zip(
            part.quiz.items if part.quiz else (), part.entries(), strict=False
        )
        if item.scored != "never"
    ]
    pool.origin[bank] = tuple(item.id for item, _ in taken)
    pool.items += [item for item, _ in taken]
    pool.typed += [typed for _, typed in taken]
    return [item.id for item, _ in taken if item.id in there]
