"""Automatic numbers and letters: what Word shows before a paragraph and keeps in no text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from kit.formats.word.names import W, value
from kit.formats.word.symbols import symbol

__all__ = ["Mark", "Numbering"]

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_KINDS = {"bullet": "bullet", "upperLetter": "letter", "lowerLetter": "letter",
          "decimal": "decimal", "decimalZero": "decimal", "ordinal": "decimal"}  # fmt: skip
_DEEPEST = 9


@dataclass(frozen=True)
class Mark:
    """What stands before a paragraph."""

    text: str
    kind: str
    """``decimal``, ``letter``, ``bullet``, ``other``."""


@dataclass(frozen=True)
class _Level:
    """One level of a list."""

    format: str
    text: str
    start: int
    restart: int | None
    style: str
    font: str


@dataclass
class _List:
    """A list and where it is: numbers that share an abstract list count on together."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document; asked in the order of its paragraphs."""

    def __init__(self, root: Element | None) -> None:
        abstract: dict[str, _List] = {}
        self._lists: dict[str, _List] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        for one in root.iter(f"{W}abstractNum"):
            abstract[one.get(f"{W}abstractNumId", "")] = _List(_levels(one))
        for one in root.iter(f"{W}num"):
            self._add(one, abstract)

    def _add(self, one: Element, abstract: Mapping[str, _List]) -> None:
        number = one.get(f"{W}numId", "")
        found = abstract.get(value(one, "abstractNumId") or "")
        if found is None:
            return
        self._lists[number] = found
        self._levels[number] = {**found.levels, **_levels(one)}
        self._starts[number] = {
            int(level): int(start)
            for override in one.iter(f"{W}lvlOverride")
            if (level := override.get(f"{W}ilvl", "")).isdigit()
            and (start := value(override, "startOverride") or "").isdigit()
        }

    def level_of(self, number: str, style: str) -> int:
        """The level of a list that is tied to a style; the first, if none is."""
        levels = self._levels.get(number, {})
        return next((n for n, level in levels.items() if level.style == style), 0)

    def mark(self, number: str, depth: int) -> Mark | None:
        """The mark of the next paragraph on that level of that list; ``None`` if it has none."""
        found = self._lists.get(number)
        levels = self._levels.get(number, {})
        if found is None or depth not in levels or depth >= _DEEPEST:
            return None
        if number not in self._begun:
            self._begun.add(number)
            for one, start in self._starts[number].items():
                found.counts[one] = start - 1
        level = levels[depth]
        found.counts[depth] = found.counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in found.counts if one > depth]:
            below = levels.get(deeper)
            if below is None or below.restart is None or below.restart > depth:
                del found.counts[deeper]
        if level.format == "bullet":
            return Mark(symbol(level.text[:1], level.font) or "•", "bullet")
        text = level.text
        for n in range(depth + 1):
            if f"%{n + 1}" in text:
                upper = levels.get(n, level)
                count = found.counts.get(n, upper.start)
                text = text.replace(f"%{n + 1}", _written(count, upper.format))
        text = text.strip()
        return Mark(text, _KINDS.get(level.format, "other")) if text else None


def _levels(element: Element) -> dict[int, _Level]:
    levels = {}
    for one in element.iter(f"{W}lvl"):
        depth = one.get(f"{W}ilvl", "")
        if not depth.isdigit():
            continue
        start, restart = value(one, "start") or "1", value(one, "lvlRestart")
        fonts = value(one, "rPr/rFonts", "ascii") or value(one, "rPr/rFonts", "hAnsi") or ""
        levels[int(depth)] = _Level(
            value(one, "numFmt") or "decimal",
            value(one, "lvlText") or "",
            int(start) if start.isdigit() else 1,
            int(restart) if restart and restart.isdigit() else None,
            value(one, "pStyle") or "",
            fonts,
        )
    return levels


def _written(number: int, format: str) -> str:
    match format:
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letter.upper() if format == "upperLetter" else letter
        case "upperRoman" | "lowerRoman":
            text = ""
            for size, sign in _ROMAN:
                while number >= size:
                    text, number = text + sign, number - size
            return text.upper() if format == "upperRoman" else text
        case "decimalZero":
            return f"{number:02}"
        case "none":
            return ""
    return str(number)
