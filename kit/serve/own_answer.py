"""A learner's raw response in words, for the learner's own review."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from kit.model import Item, Response, is_blank
from kit.wording import Language, t


def own_answer(item: Item, response: Response, lang: Language) -> str:
    """What was answered, as safe HTML; empty for a blank response.

    Ids become the texts the learner saw. What fits nothing is shown as it was typed.
    """
    if is_blank(response):
        return ""
    show = item.present()
    names = _names(show)

    def word(value: Response, known: Mapping[str, str] = names) -> str:
        if isinstance(value, bool):
            return t("serve.true" if value else "serve.false", lang)
        text = "" if value is None else str(value)
        return known.get(text) or escape(text).replace("\n", "<br>")

    match response:
        case list():
            return _list([word(part) for part in response], item.kind == "ordering")
        case dict() if "parts" in show:
            gaps = {part["gap"]: _names(part) for part in show["parts"] if isinstance(part, dict)}
            return _list([word(response.get(gap), known) for gap, known in gaps.items()], True)
        case dict():
            told = (f"{word(part)} {_to(value)} {word(value)}" for part, value in response.items())
            return _list([*told])
        case _:
            return f"<p>{word(response)}</p>"


def _to(value: Response) -> str:
    """What stands between an entry and what was chosen for it, as in the key."""
    return "—" if isinstance(value, bool) else "→"


def _list(lines: list[str], numbered: bool = False) -> str:
    tag = "ol" if numbered else "ul"
    return f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"


def _names(show: Any) -> dict[str, str]:
    """Every id in the public part of an item, with its (safe HTML) text."""

    def entries(part: Any) -> Iterator[tuple[str, str]]:
        if isinstance(part, dict):
            if isinstance(part.get("id"), str) and isinstance(part.get("text"), str):
                yield part["id"], part["text"]
            for inner in part.values():
                yield from entries(inner)
        elif isinstance(part, list):
            for inner in part:
                yield from entries(inner)

    return dict(entries(show))
