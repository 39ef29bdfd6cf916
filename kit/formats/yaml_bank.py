"""Bank data as the YAML that people write: long texts as blocks, few quotes, the usual order."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from textwrap import wrap
from typing import Any

from kit.errors import UserError
from kit.formats.exchange import Data
from kit.wording import t
from kit.yaml import Document, compose

__all__ = ["PLACE", "entry_lines", "item_lines", "new_bank", "over", "with_items"]

_WIDTH = 100
_ORDER = (
    "id", "kind", "stem", "points", "text", "gaps", "options", "statements", "pairs", "extra",
    "sequence", "accept", "key", "need", "tolerance", "unit", "rule", "steps", "without_marks",
    "feedback", "pin", "many", "input", "rubric", "words", "explanation", "cite", "tags", "level",
    "difficulty", "as_of", "superseded_by",
)  # fmt: skip
PLACE = {name: n for n, name in enumerate(_ORDER)}
"""Where each key of an item usually stands."""

# Plain where nobody could take it for anything else, YAML or another reader of it.
_PLAIN = re.compile(r"[^\W_(][^\n\t]*|\([^\n\t]*")
_TROUBLE = re.compile(r":(?:\s|$)|\s#|^(?:---|\.\.\.)")
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "null", "~", "y", "n"))
_IN_LIST = re.compile(r"[,\[\]{}]")
_SPACES = re.compile(r"[ \t]{2,}|\t")
_RAGGED = re.compile(r"^[ \t]|[ \t]$", re.MULTILINE)


def new_bank(id: str, title: str, as_of: date, items: Sequence[Data], about: Sequence[str]) -> str:
    """A whole bank; ``about`` are paragraphs of comment at its top."""
    lines = [line for text in about for line in wrap(_one_line(text), 97, break_on_hyphens=False)]
    head = [
        "# yaml-language-server: $schema=./bank.schema.json",
        *(f"# {line}" for line in lines),
        "",
        "format: 1",
        f"id: {_scalar(id)}",
        *entry_lines("title", title, ""),
        f"as_of: {as_of.isoformat()}",
        "",
        "items:",
    ]
    return "\n".join((*head, *item_lines(items, "  "))) + "\n"


def with_items(text: str, name: str, items: Sequence[Data]) -> str:
    """A bank's text with items added behind its last one; all that stands there stays.

    Raises ``UserError`` if the items are not written below each other, each with its dash.
    """
    lines, document = text.split("\n"), compose(text, name)
    first, dash = _first_item(lines, document, name)
    end = _end(lines, document, "items", first)
    return "\n".join((*lines[:end], "", *item_lines(items, dash), *lines[end:]))


def over(text: str, name: str, items: Sequence[Data], title: str, about: Sequence[str]) -> str:
    """A bank's text with these items in place of its own, under ``title`` if it is not ``""``.

    All that stands outside of its items stays: what no other format holds. ``about`` are
    paragraphs of comment above the first item, which go with the items the next time. Raises
    ``UserError`` like ``with_items``.
    """
    lines, document = text.split("\n"), compose(text, name)
    first, dash = _first_item(lines, document, name)
    begin, end = document.line(("items",)), _end(lines, document, "items", first)
    wrapped = [line for one in about for line in wrap(_one_line(one), 97, break_on_hyphens=False)]
    comment = [*(f"{dash}# {line}" for line in wrapped), ""] if wrapped else []
    changed = [(begin, end, [*comment, *item_lines(items, dash)])]
    if title and ("title",) in document.lines and title != document.data["title"]:
        start = document.lines[("title",)]
        written = [*entry_lines("title", title, "")]
        changed.append((start - 1, _end(lines, document, "title", start), written))
    for start, stop, put in sorted(changed, reverse=True):
        lines[start:stop] = put
    return "\n".join(lines)


def _first_item(lines: Sequence[str], document: Document, name: str) -> tuple[int, str]:
    """The line of a bank's first item, from 1, and what stands before its dash."""
    data = document.data if isinstance(document.data, dict) else {}
    first = document.lines.get(("items", 0), 0)
    dash = re.match(r"( *)- ", lines[first - 1]) if first else None
    if not isinstance(data.get("items"), list) or not dash:
        raise UserError(t("exchange.no_list", path=name), t("exchange.no_list_hint"))
    return first, dash[1]


def _end(lines: Sequence[str], document: Document, key: str, last: int) -> int:
    """The last line of what stands under a key of a bank; ``last``, or one behind it."""
    begin = document.line((key,))
    behind = [document.lines[(other,)] for other in document.data if (other,) in document.lines]
    end = min((line for line in behind if line > begin), default=len(lines) + 1) - 1
    # Blank lines and comments before the next key, or the end, belong to what follows.
    while end > last and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def item_lines(items: Sequence[Data], indent: str) -> Iterator[str]:
    """The lines of a list of items whose dashes stand behind ``indent``."""
    for n, item in enumerate(items):
        if n:
            yield ""
        ordered = sorted(item.items(), key=lambda entry: PLACE.get(entry[0], len(_ORDER)))
        lines = (line for key, value in ordered for line in entry_lines(key, value, f"{indent}  "))
        for position, line in enumerate(lines):
            yield line if position else f"{indent}- {line[len(indent) + 2 :]}"


def entry_lines(key: str, value: Any, indent: str) -> Iterator[str]:
    """The lines of ``key: value``."""
    name = f"{indent}{_scalar(key)}:"
    if isinstance(value, Mapping) and not value:
        yield f"{name} {{}}"
    elif isinstance(value, Mapping):
        yield name
        for inner, part in value.items():
            yield from entry_lines(inner, part, f"{indent}  ")
    elif isinstance(value, list | tuple):
        listed = _listed(value)
        if listed and len(name) + len(listed) < _WIDTH:
            yield f"{name} {listed}"
            return
        yield name
        for part in value:
            yield from _dashed(part, f"{indent}  ")
    else:
        yield from _text(name, _written(value), indent)


def _dashed(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping) and not value:
        yield f"{indent}- {{}}"
    elif isinstance(value, Mapping):
        lines = [
            line for key, part in value.items() for line in entry_lines(key, part, f"{indent}  ")
        ]
        yield f"{indent}- {lines[0][len(indent) + 2 :]}"
        yield from lines[1:]
    elif isinstance(value, list | tuple):
        yield f"{indent}- {_listed(value) or json.dumps(value, ensure_ascii=False)}"
    else:
        yield from _text(f"{indent}-", _written(value), indent)


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(name: str, text: str, indent: str) -> Iterator[str]:
    """A text behind its name: in the same line, or as a block below."""
    printable = all(char.isprintable() for char in text if char != "\n")
    short = len(name) + len(text) < _WIDTH
    if "\n" not in text and (short or not printable or _SPACES.search(text)):
        yield f"{name} {_scalar(text)}"
    elif not printable or _RAGGED.search(text):
        yield f"{name} {_quoted(text)}"
    elif "\n" in text:
        yield f"{name} |-"
        yield from (f"{indent}  {line}" if line else "" for line in text.split("\n"))
    else:
        yield f"{name} >-"
        width = max(40, _WIDTH - len(indent) - 2)
        lines = wrap(text, width, break_long_words=False, break_on_hyphens=False)
        yield from (f"{indent}  {line}" for line in lines)


def _listed(values: Sequence[Any]) -> str:
    """Short texts as ``[a, b]``; "" for any others."""
    parts = []
    for value in values:
        if isinstance(value, Mapping):
            return ""
        if isinstance(value, list | tuple):
            part = _listed(value)
        else:
            text = _written(value)
            part = _quoted(text) if _IN_LIST.search(text) else _scalar(text)
        if not part or "\n" in part:
            return ""
        parts.append(part)
    return f"[{', '.join(parts)}]"


def _scalar(text: str) -> str:
    plain = (
        text.isprintable()
        and _PLAIN.fullmatch(text)
        and not _TROUBLE.search(text)
        and text == text.strip()
        and text.casefold() not in _WORDS
    )
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    """In double quotes, where JSON's way to write a text is YAML's, too."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escape(char) for char in written)


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _one_line(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
