"""Rules about the sets of indicators, and about items that speak of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit.bank import Draft
from kit.checks.scope import Scope
from kit.errors import Problem
from kit.indicators.files import FOLDER, names_beside, read_cached
from kit.indicators.uses import collisions, uses_in
from kit.text import fold
from kit.yaml import Path as Place

# A tag has no words, and a citation has those of its source.
_NO_WORDS = frozenset({"id", "kind", "key", "tags", "cite"})


def sets_in_order(scope: Scope) -> Iterator[Problem]:
    """``indicator-tampered`` and its like: each set is what its status says."""
    for folder in dict.fromkeys(Path(sheet.name).parent for sheet in scope.sets):
        yield from read_cached(folder).problems


def each_its_own(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``same-indicator``: no two references of an item stand for the same official words."""
    path = Path(draft.name)
    if draft.document.typed and (names := names_beside(path.parent)):
        yield from collisions(uses_in(draft.document.typed, path), names)


def by_reference(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``sign-typed``: an item refers to a sign, so that the official words can take its place."""
    folder = Path(draft.name).parent / FOLDER
    press = read_cached(folder).sets.press if folder.is_dir() else None
    if press is None:
        return
    typed = draft.document.typed or draft.document
    names = {sign.id: fold(sign.name) for sign in press.indicators}
    for at, text in _texts(typed.at(("items",)), ("items",)):
        folded = fold(text)
        for sign in (id for id, name in names.items() if name in folded):
            yield draft.problem("sign-typed", at, sign=sign)


def _texts(data: Any, at: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(data, str):
        yield at, data
    elif isinstance(data, list):
        for n, part in enumerate(data):
            yield from _texts(part, (*at, n))
    elif isinstance(data, dict):
        for key, part in data.items():
            if key not in _NO_WORDS:
                yield (*at, key), key
                yield from _texts(part, (*at, key))
