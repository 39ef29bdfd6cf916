"""The JSON of a file that a learner handed in: read in the one way that everybody reads it."""

import json
from collections import Counter
from typing import Any

from kit.plainfile import Unreadable
from kit.text import visible
from kit.wording import t

MAX_DEPTH = 32
"""What is nested deeper is no submission, and takes too long to be written again."""


class _Twice(ValueError):
    """A key that stands twice in one object."""


def parse_json(data: bytes) -> Any:
    """What the file says.

    Raises ``Unreadable`` for what is no JSON, for an object that has a key twice (which of the two
    counts?) and for what is nested deeper than ``MAX_DEPTH``.
    """
    try:
        found = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise Unreadable(t("unreadable.not_utf8", place=error.start + 1)) from error
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise Unreadable(t("unreadable.not_json", **place)) from error
    except _Twice as error:
        raise Unreadable(t("unreadable.key_twice", key=visible(str(error), 60))) from error
    except ValueError as error:  # Python reads no number of more than some thousand digits
        raise Unreadable(t("unreadable.long_number")) from error
    except RecursionError as error:
        raise Unreadable(t("unreadable.too_deep", most=MAX_DEPTH)) from error
    if _is_deep(found):
        raise Unreadable(t("unreadable.too_deep", most=MAX_DEPTH))
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        [(key, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise _Twice(key)
    return found


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        inner: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                inner += one.values()
            elif isinstance(one, list):
                inner += one
        if not inner:
            return False
        level = inner
    return True
