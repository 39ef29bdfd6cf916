"""Rules about options: whoever knows nothing must not be able to guess from their shape."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from kit.bank import Draft
from kit.checks.prose import plain
from kit.checks.scope import Scope
from kit.errors import Problem
from kit.text import speaks_of_others
from kit.yaml import Path as Place

MOST = 0.4
"""More than this share of the keys in one place, or longest, and guessing pays."""
_ENOUGH = 5


def keys_spread(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``key-position``: the keys of the single choices do not stand under one letter too often."""
    keys = Counter(str(raw["key"]) for _, raw in _singles(draft) if len(raw["options"]) > 2)
    total = keys.total()
    for option, count in keys.most_common(1):
        if total >= _ENOUGH and count / total > MOST:
            params = {"option": option, "count": count, "total": total, "most": _most(total)}
            yield draft.problem("key-position", ("items",), **params)


def key_seldom_longest(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``key-longest``: the right option is not the longest one too often."""
    singles = [raw for _, raw in _singles(draft)]
    longest = [str(raw.get("id")) for raw in singles if _key_is_longest(raw)]
    if len(singles) >= _ENOUGH and len(longest) / len(singles) > MOST:
        counts = {"count": len(longest), "total": len(singles), "most": _most(len(singles))}
        yield draft.problem("key-longest", ("items",), **counts, items=", ".join(longest))


def all_of_the_above(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``all-of-the-above``: an option about the others keeps its place below them."""
    for at, raw in draft.entries():
        options, pinned = raw.get("options"), raw.get("pin")
        for id, text in options.items() if isinstance(options, dict) else ():
            said = speaks_of_others(plain(str(text)))
            if said and id not in (pinned if isinstance(pinned, list) else ()):
                params = {"text": text, "option": id}
                yield draft.problem("all-of-the-above", (*at, "options", id), **params)


def _singles(draft: Draft) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    for at, raw in draft.entries():
        options, key = raw.get("options"), raw.get("key")
        if raw.get("kind") == "single" and isinstance(options, dict) and str(key) in options:
            yield at, raw


def _key_is_longest(raw: Mapping[str, Any]) -> bool:
    """Longer than each other one; options that stand for words of another file have no length."""
    texts = {id: plain(str(text)) for id, text in raw["options"].items()}
    others = [len(text) for id, text in texts.items() if id != str(raw["key"])]
    return len(texts[str(raw["key"])]) > max(others, default=0)


def _most(total: int) -> int:
    return int(total * MOST)
