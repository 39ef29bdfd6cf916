"""What the mutators share: outcomes, and ways to spoil bytes and JSON."""

import json
from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from hypothesis import strategies as st

from tests.hostile.hand import Hand

Outcome = Literal[
    "same", "noted", "held", "unreadable", "missing", "blank", "quarantined", "any"
]  # fmt: skip
"""What must come of a spoilt submission:

- ``same``: its scores as they were, and not a word;
- ``noted``: the scores that its answers are worth, and a word about what is odd;
- ``held``: the spoilt slots wait for a person, the others are scored as they were;
- ``unreadable``: all slots wait, as the file of answers cannot be used;
- ``missing``: 0 points, said to have no file of answers;
- ``blank``: 0 points, said to be blank;
- ``quarantined``: no score at all;
- ``any``: one of these, whichever fits what is in the files now.
"""

Change = Callable[[Hand, st.DrawFn], object]


class Mutator(NamedTuple):
    """A way to spoil a submission, and what it must come to."""

    change: Change
    outcome: Outcome


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from([10**400, -(2**63), 1e-320, "\ud83d", "\0", "a" * 30_000, "1e999", "ٱ١"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=8,
)
"""Any JSON."""


def _is_whole(value: Any) -> bool:
    return "\\ud83d" not in json.dumps(value)


CLEAN = VALUES.filter(_is_whole)
"""Any JSON without half a character, which no file can hold."""


def places(data: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to everything in parsed JSON, the whole left out."""
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in inner:
        yield (*way, key)
        if isinstance(value, dict | list):
            yield from places(value, (*way, key))


def holder(data: Any, way: tuple[Any, ...]) -> Any:
    """What holds the last step of a way."""
    for step in way[:-1]:
        data = data[step]
    return data


def spoil_json(data: Any, draw: st.DrawFn) -> None:
    """Replace, drop or rename one part of parsed JSON, or put one more beside it."""
    way = draw(st.sampled_from([*places(data)]))
    parent, key = holder(data, way), way[-1]
    match draw(st.sampled_from(["replace", "drop", "rename", "repeat"])):
        case "replace":
            parent[key] = draw(VALUES)
        case "drop":
            del parent[key]
        case "rename" if isinstance(parent, dict):
            parent[draw(st.text(max_size=8))] = parent.pop(key)
        case _ if isinstance(parent, list):
            parent.append(parent[key])
        case _:
            parent[f"{key}-2"] = parent[key]


def spoil_bytes(data: bytes, draw: st.DrawFn) -> bytes:
    """Flip, cut, insert, swap or repeat bytes."""
    at, to = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
    match draw(st.sampled_from(["flip", "cut", "drop", "insert", "swap", "repeat"])):
        case "flip" if at < len(data):
            return data[:at] + bytes([data[at] ^ 1 << draw(st.integers(0, 7))]) + data[at + 1 :]
        case "cut":
            return data[:at]
        case "drop":
            return data[:at] + data[min(to, at + draw(st.integers(1, 30))) :]
        case "insert":
            return data[:at] + draw(st.binary(min_size=1, max_size=20) | TOKENS) + data[at:]
        case "swap":
            return data[to:] + data[at:to] + data[:at]
        case _:
            return data[:to] + data[at:to] + data[to:]


TOKENS = st.sampled_from(
    [b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"null", b"NaN", b"1e999", b"-", b"\n",
     b"\xef\xbb\xbf", b"\xff", b"\0", b'\\ud83d', b"\xed\xa0\x80", b"0" * 5000, b"[" * 5000]
)  # fmt: skip


def doubled(text: bytes, key: str, value: Any) -> bytes:
    """A JSON object whose key stands once more, in front."""
    return b"{" + json.dumps({key: value}).encode()[1:-1] + b"," + text.lstrip()[1:]


def nested(draw: st.DrawFn) -> str:
    """JSON that is nested deeper than anything honest."""
    count = draw(st.sampled_from([40, 100, 480, 900, 3_000, 100_000]))
    before, after = draw(st.sampled_from([("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")]))
    return before * count + "1" + after * count
