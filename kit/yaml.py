"""YAML as its author typed it: every plain scalar stays text, and every place keeps its line.

So ``4.500`` is not 4.5, ``no`` is not false and ``1:30`` is not ninety.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kit.errors import Problem, Problems
from kit.plainyaml import NOTHING, read_plain
from kit.text import nfc
from kit.wording import t

Path = tuple[str | int, ...]

_MOST_PARTS = 300_000
"""Of a document, with everything that aliases repeat; a large bank has some thousands."""


@dataclass
class Document:
    """A file's data, and the line on which each part of it begins.

    Whoever reads the same text again gets the same document, so nobody changes one.
    """

    data: Any
    """Nested dicts and lists; scalars are NFC text, ``None`` where nothing was typed."""
    lines: dict[Path, int] = field(default_factory=dict)
    """Keys from the root down → 1-based line."""
    twice: list[Problem] = field(default_factory=list)
    """Keys that stand twice in one mapping (``key-twice``); the first one counts."""
    typed: "Document | None" = None
    """As its author typed it, where words of other files have been put into ``data``."""

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest part above it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def at(self, path: Path) -> Any:
        """The data at a path; ``None`` if there is nothing."""
        data = self.data
        for key in path:
            try:
                data = data[key]
            except (KeyError, IndexError, TypeError):
                return None
        return data


def read(text: str, name: str) -> Document:
    """Parse one document; raises ``Problems`` (``yaml``, ``key-twice``) with lines of ``name``."""
    document = compose(text, name)
    if document.twice:
        raise Problems(document.twice)
    return document


@lru_cache(maxsize=32)
def compose(text: str, name: str) -> Document:
    """Like ``read``, but keys that stand twice are noted in ``twice`` and reading goes on."""
    plain = read_plain(text)
    return Document(*plain) if plain else compose_all(text, name)


def compose_all(text: str, name: str) -> Document:
    """The same by the reader that knows all of YAML and has words for all that is wrong."""
    try:
        root = YAML(typ="safe", pure=True).compose(text)
        document = Document(None)
        document.data = _value(root, (), document, name)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise _unreadable(name, line, str(error.problem)) from error
    except YAMLError as error:
        raise _unreadable(name, 0, str(error).splitlines()[0]) from error
    except RecursionError as error:  # an alias to itself, or brackets without end
        raise _unreadable(name, 0, "nesting") from error
    return document


_KNOWN = {
    "mapping values are not allowed": "colon",
    "could not find expected ':'": "no_colon",
    "found character '\\t'": "tab",
    "found character": "mark",
    "expected <block end>": "indent",
    "found unexpected end of stream": "quote",
    "expected ',' or": "bracket",
    "expected the node content": "mark",
    "found undefined alias": "alias",
    "found unknown escape": "escape",
    "but found another document": "documents",
    "expected '<document start>'": "documents",
    "expected chomping": "block",
    "nesting": "nesting",
}
"""How sentences of ruamel.yaml begin, each with the name of ours; the first that fits."""


def _unreadable(name: str, line: int, said: str) -> Problems:
    known = (ours for theirs, ours in _KNOWN.items() if said.startswith(theirs))
    detail = t(f"check.yaml_{next(known, 'other')}")
    return Problems(
        [Problem(name, line, "yaml", t("check.yaml", detail=detail), t("check.yaml_hint"))]
    )


def _value(node: Node | None, path: Path, document: Document, name: str) -> Any:
    if node is None:
        return None
    document.lines.setdefault(path, node.start_mark.line + 1)
    if len(document.lines) > _MOST_PARTS:  # aliases of aliases of aliases
        raise _unreadable(name, 0, "nesting")
    if isinstance(node, ScalarNode):
        # A quoted "" is empty text; nothing typed at all, or ~, is None.
        return None if node.style is None and node.value in NOTHING else nfc(node.value)
    if isinstance(node, SequenceNode):
        return [_value(child, (*path, n), document, name) for n, child in enumerate(node.value)]
    assert isinstance(node, MappingNode)
    result: dict[str, Any] = {}
    for key_node, child in node.value:
        key = nfc(str(key_node.value))
        line = key_node.start_mark.line + 1
        if key in result:
            what = t("check.key_twice", key=key, line=document.lines[(*path, key)])
            hint = t("check.key_twice_hint")
            document.twice.append(Problem(name, line, "key-twice", what, hint, (*path, key)))
            continue
        document.lines[(*path, key)] = line
        result[key] = _value(child, (*path, key), document, name)
    return result
