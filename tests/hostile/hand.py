"""One submission: what will lie in its folder, and what it was before it was spoilt."""

import json
import os
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from kit.answers import Answer, Answers, encode_json, to_json
from kit.essays import as_markdown
from kit.kinds import Bank
from kit.model import Item, Response, is_blank
from kit.scoring import score
from kit.workspace import Workspace

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
"""When everybody has handed in."""

_HOLE = "HOLE"


@dataclass(frozen=True, repr=False)
class World:
    """The group in which they are handed in."""

    workspace: Workspace
    quiz: str
    bank: Bank
    version: str
    released: dict[str, Any]
    """The notebook that everybody got."""
    around: tuple[str, ...]
    """What stands around the essays in its file."""
    essays: tuple[str, ...]
    """The slots of the essays, in the order of their cells."""
    choices: dict[str, list[tuple[Response, float | None]]]
    """Item → what people answer, and which share of the points that is worth."""
    payloads: tuple[str, ...]
    """Texts that leave a file behind if anything takes them for code."""

    @classmethod
    def of(cls, workspace: Workspace, quiz: str, payloads: tuple[str, ...]) -> "World":
        """The world of a quiz that is built."""
        bank, version = workspace.bank(quiz), workspace.booklet(quiz)["version"]
        released = json.loads((workspace.path / "release" / quiz / f"{quiz}.ipynb").read_bytes())
        cut = deepcopy(released)
        essays = [cell for cell in cut["cells"] if mark_of(cell).get("solution")]
        for cell in essays:
            cell["source"] = _HOLE
        around = tuple(_text(cut).split(f'"{_HOLE}"'))
        slots = tuple(mark_of(cell)["grade_id"] for cell in essays)
        choices = {item.id: _choices(item) for item in bank.items}
        return cls(workspace, quiz, bank, version, released, around, slots, choices, payloads)

    def paper(self, learner: str) -> dict[str, Item]:
        """Slot → the learner's question in it, worth what the slot is worth; without surveys."""
        paper = self.workspace.paper(self.bank, learner)
        items = {slot.id: self.bank.item(slot.item) for slot in paper}
        return {
            slot.id: items[slot.id].model_copy(update={"points": slot.points})
            for slot in paper
            if items[slot.id].scored != "never"
        }


@dataclass(repr=False)
class Hand:
    """A submission before it is written to disk."""

    world: World
    learner: str
    paper: dict[str, Item]
    """Slot → the learner's question in it."""
    before: dict[str, float | None]
    """Slot → what the honest answers are worth; ``None`` where a person has to look."""
    stamp: bytes | None
    """``None``: there is no such file."""
    answers: bytes | None = None
    notebook: bytes | None = None
    others: dict[str, bytes] = field(default_factory=dict)
    """More files of the folder."""
    afterwards: Callable[[Path], object] | None = None
    """What is done with the folder when all is written."""
    changed: list[str] = field(default_factory=list)
    """Names of the mutators."""
    slots: set[str] = field(default_factory=set)
    """The slots that a mutator has spoilt, where it spoils slots."""

    def given(self) -> dict[str, Any]:
        """What is in the file of answers, if it is still what the kit wrote."""
        found: dict[str, Any] = json.loads(self.answers or b"")
        return found

    def cells(self) -> dict[str, Any]:
        """The notebook, if it is still one."""
        found: dict[str, Any] = json.loads(self.notebook or b"")
        return found

    def rewrite(self, data: Any) -> None:
        """Replace the file of answers."""
        self.answers = encode_json(_text(data))

    def relay(self, data: Any) -> None:
        """Replace the notebook."""
        self.notebook = encode_json(_text(data))

    def write(self, into: str = "submitted") -> None:
        """Put it on disk, into that folder of the group."""
        folder = self.world.workspace.path / into / self.learner / self.world.quiz
        os.makedirs(folder)
        files = {"answers.json": self.answers, f"{self.world.quiz}.ipynb": self.notebook}
        for name, content in {**files, "timestamp.txt": self.stamp, **self.others}.items():
            if content is not None:
                (folder / name).write_bytes(content)
        if self.afterwards:
            self.afterwards(folder)


def honest(world: World, learner: str, rng: Random) -> Hand:
    """A submission as the kit leaves it: right, wrong, blank, unreadable and all between."""
    paper = world.paper(learner)
    chosen = {slot: rng.choice(world.choices[item.id]) for slot, item in paper.items()}
    given = {slot: one for slot, one in chosen.items() if rng.random() < 0.9}
    before = {
        slot: None if share is None else round(share * paper[slot].points, 6)
        for slot, (_, share) in {**dict.fromkeys(paper, (None, 0.0)), **given}.items()
    }
    at = (NOW - timedelta(seconds=rng.randrange(80_000))).replace(microsecond=rng.randrange(999))
    answers = Answers(
        world.quiz,
        world.version,
        learner,
        at.isoformat(),
        {paper[slot].id: Answer(one[0], at.isoformat()) for slot, one in given.items()},
        handed_in=at.isoformat(),
        draw=tuple(item.id for item in paper.values()) if world.bank.blueprint else (),
    )
    hand = Hand(world, learner, paper, before, f"{at:%Y-%m-%d %H:%M:%S.%f} UTC".encode())
    hand.rewrite(to_json(answers))
    texts = [given.get(slot, (None, 0.0))[0] for slot in world.essays]
    hand.notebook = _filled(world, texts).encode()
    return hand


def _filled(world: World, texts: Iterable[Response]) -> str:
    """The notebook with these texts in its essay cells."""
    stub = next(
        (one["source"] for one in world.released["cells"] if mark_of(one).get("solution")), ""
    )
    sources = [stub if is_blank(text) else as_markdown(str(text)) for text in texts]
    parts = [world.around[0]]
    for source, around in zip(sources, world.around[1:], strict=True):
        parts += [json.dumps(source, ensure_ascii=False), around]
    return "".join(parts)


def _text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def mark_of(cell: Any) -> dict[str, Any]:
    """nbgrader's part of a cell; empty where there is none."""
    found = cell.get("metadata", {}).get("nbgrader", {})
    return found if isinstance(found, dict) else {}


def _choices(item: Item) -> list[tuple[Response, float | None]]:
    if item.kind == "essay":
        text = "Một bài viết.\n\nHai đoạn, có <dấu> và “nháy”."
        return [("", 0.0), (text, None)]
    some = [item.right(), item.right(), item.wrong(), "", item.invalid()]
    return [(one, score(item, one, points=1.0).score) for one in some]
