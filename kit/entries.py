"""The items of a bank file: each read by its kind, and all that is wrong with them found."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from kit.errors import Problem
from kit.kinds import KINDS, AnyItem, Bank
from kit.model import Citation, Item, Note, Review, Settings, Stratum, Tags
from kit.validation import problem, problems
from kit.yaml import Document

_ITEM: TypeAdapter[Item] = TypeAdapter(AnyItem)

_MODELS: tuple[type[BaseModel], ...] = (
    Bank, Settings, Review, Stratum, Citation, Tags, *KINDS.values()
)  # fmt: skip

KEYS = frozenset(field for model in _MODELS for field in model.model_fields) - {"origin", "note"}
"""Every key an author may write, for guessing which one a misspelt key was meant to be."""


def read_items(name: str, document: Document, found: list[Problem]) -> list[Item]:
    """The items that are right; what is wrong with the others is added to ``found``."""
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
    if "note" in raw and raw["note"] not in get_args(Note):
        # An author's own key, which only happens to be called like the kit's.
        params = {"key": "note", "guess": ""}
        found.append(problem(name, document, "unknown-key", (*at, "note"), params))
        raw = {key: value for key, value in raw.items() if key != "note"}
    item = None
    try:
        item = _ITEM.validate_python(raw)
    except ValidationError as error:
        # The union puts the kind's name in front of the place; the file has no such level.
        found += problems(error, name, document, at, skip=1, known=KEYS)
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
