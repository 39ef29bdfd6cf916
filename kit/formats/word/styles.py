"""Styles: how characters and paragraphs look by the names they bear."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from kit.formats.rich import PLAIN, Look
from kit.formats.word.names import W, on, value

__all__ = ["Characters", "Paragraphs", "Styles", "ground"]

_FLAGS = (("b", "bold"), ("i", "italic"), ("strike", "strike"), ("dstrike", "strike"))
_BLACK = ("auto", "000000")
_SHIFTS = {"superscript": "sup", "subscript": "sub", "baseline": ""}
_NO_GROUND = ("auto", "FFFFFF", "none", "white")


@dataclass(frozen=True)
class Characters:
    """Look and font of a run."""

    look: Look = PLAIN
    font: str = ""
    hidden: bool = False
    capitals: bool = False


@dataclass(frozen=True)
class Paragraphs:
    """What a paragraph's style says of it."""

    name: str = ""
    numbering: tuple[str, str] | None = None
    """Number of the list, and level; the level may be "" for the one tied to the style."""
    level: int = 0
    """1 for a heading of the first level; 0 for none."""
    centred: bool = False


def ground(element: Element, path: str) -> str:
    """The colour that a paragraph or a cell is shaded with; "" for none."""
    fill = value(element, path, "fill") or "auto"
    return "" if fill in _NO_GROUND else fill


class Styles:
    """The styles of a document, each looked up through those it is based on."""

    def __init__(self, root: Element | None, colours: Mapping[str, str]) -> None:
        self._colours = colours
        styles = root.iter(f"{W}style") if root is not None else ()
        self._styles = {style.get(f"{W}styleId", ""): style for style in styles}
        self._defaults = {
            style.get(f"{W}type", ""): id
            for id, style in self._styles.items()
            if style.get(f"{W}default") in ("1", "true")
        }
        properties = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._base = self.characters(Characters(), properties)
        self._of_runs: dict[tuple[str, str], Characters] = {}
        self._of_paragraphs: dict[str, Paragraphs] = {}

    def run(self, paragraph: str, character: str) -> Characters:
        """How a run looks by the styles of its paragraph and its own."""
        key = (paragraph, character)
        if key not in self._of_runs:
            found = self._base
            for style in (*self._chain(paragraph or self._defaults.get("paragraph", "")),
                          *self._chain(character)):  # fmt: skip
                found = self.characters(found, style.find(f"{W}rPr"))
            self._of_runs[key] = found
        return self._of_runs[key]

    def paragraph(self, id: str) -> Paragraphs:
        """What the style says of a paragraph."""
        id = id or self._defaults.get("paragraph", "")
        if id not in self._of_paragraphs:
            found = Paragraphs()
            for style in self._chain(id):
                found = self._paragraph(found, style)
            self._of_paragraphs[id] = found
        return self._of_paragraphs[id]

    def name(self, id: str) -> str:
        """The style's name as people see it."""
        return value(self._styles.get(id), "name") or ""

    def _chain(self, id: str) -> list[Element]:
        """The style and those it is based on, the farthest first."""
        chain: list[Element] = []
        while (style := self._styles.get(id)) is not None and style not in chain:
            chain.append(style)
            id = value(style, "basedOn") or ""
        return chain[::-1]

    def _paragraph(self, found: Paragraphs, style: Element) -> Paragraphs:
        name = value(style, "name") or ""
        level = value(style, "pPr/outlineLvl")
        number = value(style, "pPr/numPr/numId")
        align = value(style, "pPr/jc")
        return Paragraphs(
            name,
            (number, value(style, "pPr/numPr/ilvl") or "") if number else found.numbering,
            int(level) + 1 if level and level.isdigit() and int(level) < 9 else found.level,
            align == "center" if align else found.centred,
        )

    def characters(self, found: Characters, properties: Element | None) -> Characters:
        """The look with what ``rPr`` says on top."""
        if properties is None:
            return found
        fonts = properties.find(f"{W}rFonts")
        font = None if fonts is None else fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")
        hidden, capitals = on(properties, "vanish"), on(properties, "caps")
        return Characters(
            replace(found.look, **self._changes(properties)),
            font or found.font,
            found.hidden if hidden is None else hidden,
            found.capitals if capitals is None else capitals,
        )

    def _changes(self, properties: Element) -> dict[str, Any]:
        """The parts of a look that ``rPr`` says anything about."""
        said = ((field, on(properties, name)) for name, field in _FLAGS)
        changes: dict[str, Any] = {field: value for field, value in said if value is not None}
        for child in properties:
            shown = child.get(f"{W}val", "")
            match child.tag.removeprefix(W):
                case "u":
                    changes["underline"] = shown != "none"
                case "color":
                    changes["colour"] = self._colour(child)
                case "highlight":
                    changes["ground"] = "" if shown in _NO_GROUND else shown
                case "shd":
                    fill = child.get(f"{W}fill", "auto")
                    changes.setdefault("ground", "" if fill in _NO_GROUND else fill)
                case "vertAlign":
                    changes["shift"] = _SHIFTS.get(shown, "")
        return changes

    def _colour(self, element: Element) -> str:
        theme = element.get(f"{W}themeColor")
        said = element.get(f"{W}val", "auto")
        if theme in ("text1", "dark1", "background1"):
            return ""
        if said in _BLACK and theme:
            said = self._colours.get(theme, "auto")
        return "" if said in _BLACK else said.upper()
