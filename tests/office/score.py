"""Compares what was read of a document with what its author meant, question by question."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kit.formats import marked
from kit.formats.exchange import Fate, Imported
from tests.office.content import Question

__all__ = ["Score", "score"]

shown = cache(marked.shown)
"""The layouts have many texts in common."""


@dataclass(frozen=True)
class Score:
    """How a layout fared."""

    questions: int
    exact: int
    reported: int
    """Missed, and said so."""
    silent: tuple[str, ...]
    """Missed without a word: what was wrong."""
    missed: tuple[str, ...]
    """All that was missed."""

    def __str__(self) -> str:
        said = f"{self.reported} reported, {len(self.silent)} silent"
        return f"{self.exact}/{self.questions} exact, {said}"


def score(expected: Sequence[Question], imported: Imported) -> Score:
    """A question is exact if kind, stem, options, key and whatever else was asked for agree.

    One that must not be imported is exact if it is left out for the right reason.
    """
    left_out = set(imported.left_out)
    numbers = [n for n in range(1, imported.questions + 1) if n not in left_out]
    items = dict(zip(numbers, imported.items, strict=True))
    exact = reported = shift = 0
    silent: list[str] = []
    missed: list[str] = []
    for place, question in enumerate(expected, 1):
        shift = _shift(question, items, place, shift)
        number = place + shift
        notes = [note for note in imported.notes if note.question == number]
        fault = _fault(question, items.pop(number, None), {note.code for note in notes})
        if not fault:
            exact += 1
            continue
        missed.append(f"{place}: {fault}")
        if any(note.fate is not Fate.TOLD for note in notes):
            reported += 1
        else:
            silent.append(f"{place}: {fault}")
    silent += (f"too many: {item['stem']}" for item in items.values())
    return Score(len(expected), exact, reported, tuple(silent), tuple(missed))


def _shift(question: Question, items: dict[int, dict[str, Any]], place: int, shift: int) -> int:
    """By how much the reader's numbers are off: a question was taken for two, or two for one."""
    for more in (shift, *range(shift - 3, shift + 4)):
        item = items.get(place + more)
        if item and _plain(question.stem) == _plain(shown(item["stem"])):
            return int(more)
    return shift


def _fault(question: Question, item: dict[str, Any] | None, codes: set[str]) -> str:
    """What is wrong; "" if nothing is."""
    if question.wrong:
        if item is not None:
            return f"imported although {question.wrong}"
        return "" if question.wrong in codes else f"left out for {sorted(codes)}"
    if item is None:
        return f"left out: {sorted(codes)}"
    if missing := {*question.notes} - codes:
        return f"not told: {sorted(missing)}"
    for name, wanted, found in _pairs(question, item):
        if wanted is not None and _plain(wanted) != _plain(found):
            return f"{name}: {found!r} for {wanted!r}"
    return ""


def _pairs(question: Question, item: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    tags = item.get("tags", {})
    pairs: list[tuple[str, Any, Any]] = [
        ("kind", question.kind, item["kind"]),
        ("stem", question.stem, shown(item["stem"])),
        ("explanation", question.explanation, shown(item.get("explanation", ""))),
        ("rubric", question.rubric, shown("\n\n".join(item.get("rubric", ())))),
        ("topic", question.topic, tags.get("topic")),
        ("level", question.level, item.get("level")),
    ]
    texts = [*item.get("options", {}).values()]
    keys = item.get("key")
    if question.kind == "cluster":
        texts = [one["text"] for one in item.get("statements", {}).values()]
        keys = [id for id, one in item.get("statements", {}).items() if one["key"] == "đúng"]
    if question.kind == "matching":
        texts = [f"{left} → {right}" for left, right in item.get("pairs", {}).items()]
    pairs.append(("options", list(question.options), [shown(text, True) for text in texts]))
    if question.accept:
        accepted = item.get("key") or item.get("accept") or ""  # one wording, or a list of it
        pairs.append(("accept", question.accept, "".join(accepted)))
    else:
        wanted = ["abcdefgh"[place] for place in question.key]
        pairs.append(("key", wanted, [keys] if isinstance(keys, str) else keys or []))
    return pairs


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value
