"""Rules about several banks of a folder."""

from collections.abc import Iterator, Mapping
from typing import Any

from kit.bank import Draft
from kit.checks.scope import Scope
from kit.errors import Problem
from kit.text import fold
from kit.yaml import Path as Place

Entry = tuple[Draft, Place, Mapping[str, Any]]

# The stem of these is often but an instruction; what is asked stands here.
_ASKED_IN = {"cloze": "text", "cluster": "statements", "matching": "pairs", "ordering": "sequence"}


def _entries(scope: Scope) -> Iterator[Entry]:
    for bank in scope.banks:
        for at, raw in bank.entries():
            yield bank, at, raw


def _place(entry: Entry) -> str:
    bank, at, _ = entry
    return f"{bank.name}:{bank.document.line((*at, 'id'))}"


def one_id_a_quiz(scope: Scope) -> Iterator[Problem]:
    """``quiz-in-two-files``: a quiz's id names one bank."""
    seen: dict[str, Draft] = {}
    for bank in scope.banks:
        if bank.id and bank.id in seen:
            yield bank.problem("quiz-in-two-files", ("id",), id=bank.id, other=seen[bank.id].name)
        seen.setdefault(bank.id, bank)


def one_id_an_item(scope: Scope) -> Iterator[Problem]:
    """``id-in-two-files``: an item's id names one item of the folder.

    Twice in one file is the loader's business; in a test and in practice has its own rule.
    """
    seen: dict[str, Entry] = {}
    for entry in _entries(scope):
        bank, at, raw = entry
        id = raw.get("id")
        if not isinstance(id, str):
            continue
        first = seen.setdefault(id, entry)
        if first[0] is not bank and first[0].is_practice == bank.is_practice:
            yield bank.problem("id-in-two-files", (*at, "id"), id=id, other=_place(first))


def no_test_item_in_practice(scope: Scope) -> Iterator[Problem]:
    """``in-practice``: practice tells keys at once, so nothing of a test may stand in it."""
    practice: dict[object, Entry] = {}
    for entry in _entries(scope):
        if entry[0].is_practice:
            for sign in _signs(entry[2]):
                practice.setdefault(sign, entry)
    for bank, at, raw in _entries(scope):
        other = next((practice[sign] for sign in _signs(raw) if sign in practice), None)
        if not bank.is_practice and other:
            yield bank.problem("in-practice", at, other=_place(other))


def _signs(raw: Mapping[str, Any]) -> Iterator[object]:
    """What tells that two items are one: their ids, what they ask, or what is chosen from."""
    if isinstance(raw.get("id"), str):
        yield raw["id"]
    yield _asked(raw)
    asked = raw.get(_ASKED_IN.get(str(raw.get("kind")), ""))
    if asked:
        yield "asked", fold(str(asked))
    options = raw.get("options")
    if isinstance(options, dict) and raw.get("key"):
        # By their texts: their order and letters may be others.
        key = raw["key"] if isinstance(raw["key"], list) else [raw["key"]]
        right = frozenset(fold(str(options.get(str(id)))) for id in key)
        yield "options", frozenset(fold(str(text)) for text in options.values()), right


def no_question_twice(scope: Scope) -> Iterator[Problem]:
    """``same-stem``: no two items ask the same."""
    seen: dict[object, Entry] = {}
    for entry in _entries(scope):
        bank, at, raw = entry
        if not raw.get("stem"):
            continue
        first = seen.setdefault(_asked(raw), entry)
        if first is not entry and first[0].is_practice == bank.is_practice:
            yield bank.problem("same-stem", (*at, "stem"), other=_place(first))


def _asked(raw: Mapping[str, Any]) -> tuple[str, str]:
    """What an item asks, so that the same question compares equal."""
    part = raw.get(_ASKED_IN.get(str(raw.get("kind")), ""))
    return fold(str(raw.get("stem"))), fold(str(part or ""))
