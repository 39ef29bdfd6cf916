"""Does a response fit the question as shown? Known without the key, so a test can ask it too."""

from collections.abc import Callable, Mapping
from typing import Any

from kit.limits import excess
from kit.model import Response, is_blank
from kit.text import (
    COUNTED,
    Quantity,
    legacy,
    parse_date,
    parse_docnum,
    parse_number,
    parse_percent,
    parse_range,
)


class Refused(Exception):
    """A response that the page cannot have sent: it is not kept."""


def check(item: Mapping[str, Any], response: Response) -> str:
    """Name of a catalogue sentence (section ``kinds``) to show with the answer, or "".

    ``item`` is the booklet's. A response that cannot be read yet (half a date) is kept and the
    learner is told; raises ``Refused`` for one that does not belong to the question at all.
    """
    if code := excess(response):
        raise Refused("too_long" if code == "too_long" else "not_this_question")
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


def _belongs(show: Mapping[str, Any], kind: str, response: Response) -> bool:
    match kind:
        case "single":
            return _one(show, "options", response)
        case "multiple":
            return _several(show, "options", response)
        case "survey" if show["options"]:
            return (_several if show["many"] else _one)(show, "options", response)
        case "true_false":
            return isinstance(response, bool)
        case "cluster":
            return _each(show, "statements", response, (True, False, None))
        case "matching":
            return _each(show, "left", response, (*_ids(show, "right"), "", None))
        case "ordering":
            whole = isinstance(response, list) and len(response) == len(show["entries"])
            return whole and _several(show, "entries", response)
        case "set":
            return isinstance(response, list) and all(isinstance(part, str) for part in response)
    return isinstance(response, str)


def _ids(show: Mapping[str, Any], part: str) -> list[str]:
    return [entry["id"] for entry in show[part]]


def _one(show: Mapping[str, Any], part: str, response: Response) -> bool:
    return isinstance(response, str) and response in _ids(show, part)


def _several(show: Mapping[str, Any], part: str, response: Response) -> bool:
    """A list of ids, none of them twice."""
    if not isinstance(response, list) or not all(_one(show, part, id) for id in response):
        return False
    return len({*map(str, response)}) == len(response)


def _each(
    show: Mapping[str, Any], part: str, response: Response, values: tuple[object, ...]
) -> bool:
    """An object by id; ``values`` by identity of type, too, as 1 is not ``True``."""
    if not isinstance(response, dict) or not set(response) <= set(_ids(show, part)):
        return False
    known = {(type(value), value) for value in values}
    return all(
        not isinstance(value, list | dict) and (type(value), value) in known
        for value in response.values()
    )


_READERS: dict[str, tuple[Callable[[str, tuple[str, ...]], object], str]] = {
    "number": (parse_number, "type_a_number"),
    "range": (parse_range, "type_a_range"),
    "percent": (lambda text, _: parse_percent(text), "type_a_percentage"),
    "date": (lambda text, _: parse_date(text), "type_a_date"),
    "month": (lambda text, _: parse_date(text), "type_a_month"),
    "docnum": (lambda text, _: parse_docnum(text), "type_a_docnum"),
}


def _readable(show: Mapping[str, Any], response: Response) -> str:
    if show.get("input") not in _READERS or not isinstance(response, str):
        return ""
    reader, advice = _READERS[show["input"]]
    # The booklet shows one unit of perhaps several: words after the number are the scorer's.
    units = (show["unit"],) if show.get("unit") else COUNTED if "many" in show else ()
    found = reader(response, units)
    if "many" in show and isinstance(found, Quantity) and found.approx:
        return "type_exact_number"  # a prediction is compared with what came of it
    if found is not None:
        return ""
    digits = any(character.isdigit() for character in response)
    return "" if digits and show.get("unit") else advice


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
