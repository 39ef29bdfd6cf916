"""The banks that tests try: those of the content, and ``tests/cases/banks``."""

import json
from pathlib import Path
from typing import Any

from pydantic import JsonValue

from kit.bank import NOT_BANKS, load, parse
from kit.kinds import Bank
from kit.model import Item

ROOT = Path(__file__).parent.parent

FILES = tuple(
    sorted(
        path
        for folder in (ROOT / "quizzes", ROOT / "tests" / "cases" / "banks")
        for path in folder.glob("*.yaml")
        if path.name not in NOT_BANKS
    )
)

BANKS: tuple[Bank, ...] = tuple(load(path).quiz for path in FILES)

OWN: tuple[Bank, ...] = tuple(bank for bank in BANKS if not bank.origin)
"""Without the pools, whose items are those of other banks."""

ITEMS: tuple[Item, ...] = tuple(item for bank in OWN for item in bank.items)

EVERY_KIND = next(bank for bank in BANKS if bank.id == "every-kind")


def item(**fields: Any) -> Item:
    """An item from the fields that matter to a test; values as they stand in YAML text."""
    return bank([{"id": "x", "stem": "Câu hỏi?", **fields}]).items[0]


def bank(items: list[dict[str, JsonValue]], **head: JsonValue) -> Bank:
    """A bank of these items."""
    # JSON is YAML too, and the loader makes text of its numbers as it does with an author's.
    whole = {
        "format": 1, "id": "q", "title": "Bài", "as_of": "2026-11-22", **head, "items": items
    }  # fmt: skip
    return parse(json.dumps(whole, ensure_ascii=False), "q.yaml")[0]
