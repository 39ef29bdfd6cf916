"""Scoring lines of JSON against a bank: what ``kit score`` does, without files or a terminal."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kit.model import Item, Outcome, Quiz
from kit.scoring import score
from kit.wording import Language, t


class _Unreadable(Exception):
    """A line that names no item of the bank and a response."""


def score_lines(quiz: Quiz, lines: Iterable[bytes], lang: Language = "vi") -> Iterator[str]:
    """One JSON line out for each line in, as it comes.

    In: ``{"item": id, "response": raw}``, UTF-8; other keys are not looked at. Out: ``{"item",
    "score", "max", "outcome"}``, ``note`` when there is something to say, and ``line`` (1-based)
    with what is invalid. Nothing in a line stops the next one.
    """
    items = {item.id: item for item in quiz.items}
    for number, line in enumerate(lines, 1):
        yield json.dumps(_result(items, line, number, lang), ensure_ascii=False)


def _result(items: dict[str, Item], line: bytes, number: int, lang: Language) -> dict[str, Any]:
    data: Any = None
    try:
        data = _parsed(line, first=number == 1, lang=lang)
        item = _item(items, data, lang)
    except _Unreadable as error:
        id = data.get("item") if isinstance(data, dict) else None
        known = items.get(id) if isinstance(id, str) else None
        return {
            "item": id if isinstance(id, str) else None,
            "score": None,
            "max": (known.points if known.scored != "never" else 0.0) if known else None,
            "outcome": Outcome.INVALID.value,
            "note": str(error),
            "line": number,
        }
    earned = score(item, data["response"], lang)
    result: dict[str, Any] = {
        "item": earned.item,
        "score": earned.score,
        "max": earned.max,
        "outcome": earned.outcome.value,
    }
    if earned.note:
        result["note"] = earned.note
    if earned.outcome is Outcome.INVALID:
        result["line"] = number
    return result


def _parsed(line: bytes, first: bool, lang: Language) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig" if first else "utf-8"))
    except UnicodeDecodeError as error:
        raise _Unreadable(t("score.not_utf8", lang)) from error
    except ValueError as error:
        detail = str(error).split(":")[0]
        raise _Unreadable(t("score.not_json", lang, detail=detail)) from error
    except RecursionError as error:
        raise _Unreadable(t("score.not_json", lang, detail="nesting")) from error


def _item(items: dict[str, Item], data: Any, lang: Language) -> Item:
    if not isinstance(data, dict):
        raise _Unreadable(t("score.not_an_object", lang))
    id = data.get("item")
    if not isinstance(id, str):
        raise _Unreadable(t("score.no_item", lang))
    if id not in items:
        raise _Unreadable(t("score.unknown_item", lang, item=id))
    if "response" not in data:
        raise _Unreadable(t("score.no_response", lang))
    return items[id]
