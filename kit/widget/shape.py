"""Does a response fit the question as shown? Known without the key, so a test can ask it too."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from kit.model import Response
from kit.scoring import is_blank
from kit.text import legacy, parse_date, parse_docnum, parse_number, parse_percent, parse_range

MAX_BYTES = 20_000
"""Longest response kept, as JSON: some ten pages of an essay."""


MAX_DEPTH = 3
"""No response is nested deeper than an object of lists."""


class Refused(Exception):
    """A response that the page cannot have sent: it is not kept."""


def check(item: Mapping[str, Any], response: Response) -> str:
    """Name of a catalogue sentence (section ``kinds``) to show with the answer, or "".

    ``item`` is the booklet's. A response that cannot be read yet (half a date) is kept and the
    learner is told; raises ``Refused`` for one that does not belong to the question at all.
    """
    if _depth_over(response, MAX_DEPTH):
        raise Refused("not_this_question")
    if len(json.dumps(response, ensure_ascii=False).encode(errors="backslashreplace")) > MAX_BYTES:
        raise Refused("too_long")
    if is_blank(response):
        return ""
    show = item["show"]
    if "parts" in show:
        return _cloze(show["parts"], response)
    if not _belongs(show, item["kind"], response):
        raise Refused("not_this_question")
    texts = response if isinstance(response, list) else [response]
    if "input" in show and any(isinstance(text, str) and legacy(text) for text in texts):
        return "legacy_typed"
    return _readable(show, response)


def _depth_over(value: object, most: int) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(most == 0 or _depth_over(part, most - 1) for part in parts)


def _belongs(show: Mapping[str, Any], kind: str, response: Response) -> bool:
    def known(part: str) -> set[str]:
        return {entry["id"] for entry in show[part]}

    match response:
        case bool():
            return kind == "true_false"
        case str() if show.get("options"):
            return response in known("options")
        case str():
            return kind == "survey" or ("input" in show and show["input"] != "set")
        case list() if show.get("input") == "set":
            return all(isinstance(part, str) for part in response)
        case list() if "options" in show or "entries" in show:
            return set(map(str, response)) <= known("options" if "options" in show else "entries")
        case dict() if "left" in show:
            right = known("right") | {"", "None"}
            return set(response) <= known("left") and set(map(str, response.values())) <= right
        case dict() if "statements" in show:
            values = all(isinstance(value, bool | None) for value in response.values())
            return set(response) <= known("statements") and values
    return False


_READERS: dict[str, tuple[Callable[[str, tuple[str, ...]], object], str]] = {
    "number": (parse_number, "type_a_number"),
    "range": (parse_range, "type_a_range"),
    "percent": (lambda text, _: parse_percent(text), "type_a_percentage"),
    "date": (lambda text, _: parse_date(text), "type_a_date"),
    "month": (lambda text, _: parse_date(text), "type_a_date"),
    "docnum": (lambda text, _: parse_docnum(text), "type_a_docnum"),
}


def _readable(show: Mapping[str, Any], response: Response) -> str:
    if show.get("input") not in _READERS or not isinstance(response, str):
        return ""
    reader, advice = _READERS[show["input"]]
    # The booklet shows one unit of perhaps several: words after the number are the scorer's.
    units = (show["unit"],) if show.get("unit") else ()
    digits = any(character.isdigit() for character in response)
    return "" if reader(response, units) is not None or (digits and units) else advice


def _cloze(parts: list[Any], response: Response) -> str:
    gaps = {part["gap"]: part for part in parts if isinstance(part, dict)}
    if not isinstance(response, dict) or not set(response) <= set(gaps):
        raise Refused("not_this_question")
    advice = ""
    for id, value in response.items():
        if is_blank(value):
            continue
        if not isinstance(value, str):
            raise Refused("not_this_question")
        if gaps[id]["input"] == "select":
            if value not in {option["id"] for option in gaps[id]["options"]}:
                raise Refused("not_this_question")
        else:
            advice = advice or ("legacy_typed" if legacy(value) else _readable(gaps[id], value))
    return advice
