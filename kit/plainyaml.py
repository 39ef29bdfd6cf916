"""YAML as nearly everybody writes it, read by libyaml: in a fraction of ruamel.yaml's time.

What is rarer (tags, aliases, tabs, other systems' ends of lines) and all that is wrong is left to
ruamel.yaml, which goes by YAML 1.2 and says what it does not like. Of the rest both make the same.
"""

import re
from collections.abc import Iterator
from typing import Any

from yaml import YAMLError
from yaml.events import (
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from kit.text import nfc

try:
    from yaml.cyaml import CParser
except ImportError:  # PyYAML was built without libyaml
    CParser = None

Lines = dict[tuple[str | int, ...], int]

NOTHING = frozenset({"", "~", "null"})
"""Plain scalars that say that there is nothing."""

_RARE = re.compile(
    "[^\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    r"|^(?:%|---|\.\.\.)|[|>](?:[-+0-9]*#|.*\n+ +\n)",
    re.MULTILINE,
)
_DEEPEST = 50


class _Rare(Exception):
    """Something that is left to the other reader."""


def read_plain(text: str) -> tuple[Any, Lines] | None:
    """The one document of a text and the line of each part, as in ``kit.yaml.Document``.

    ``None`` for what is not read here, right or wrong.
    """
    if CParser is None or _RARE.search(text):
        return None
    events = iter(CParser(text).get_event, None)
    lines: Lines = {}
    try:
        next(events)  # the stream begins
        next(events)  # and the document, or the end of a stream without one
        first = next(events, None)
        if first is None or isinstance(first, ScalarEvent):
            return None
        data = _value(first, events, (), lines)
        next(events)  # the document ends
        alone = isinstance(next(events), StreamEndEvent)
    except (YAMLError, _Rare):
        return None
    return (data, lines) if alone else None


def _value(event: Any, events: Iterator[Any], path: tuple[str | int, ...], lines: Lines) -> Any:
    """What begins with an event, and is taken from the events up to its end."""
    if event.anchor or event.tag or len(path) > _DEEPEST:
        raise _Rare
    lines.setdefault(path, event.start_mark.line + 1)
    if isinstance(event, ScalarEvent):
        return nfc(event.value) if event.style or event.value not in NOTHING else None
    if isinstance(event, SequenceStartEvent):
        entries: list[Any] = []
        while not isinstance(event := next(events), SequenceEndEvent):
            entries.append(_value(event, events, (*path, len(entries)), lines))
        return entries
    found: dict[str, Any] = {}
    while not isinstance(event := next(events), MappingEndEvent):
        if not isinstance(event, ScalarEvent) or event.anchor or event.tag:
            raise _Rare
        key = nfc(event.value)
        if key in found:
            raise _Rare
        lines[(*path, key)] = event.start_mark.line + 1
        found[key] = _value(next(events), events, (*path, key), lines)
    return found
