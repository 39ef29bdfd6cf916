"""The characters of a paragraph as its readers see them, and what is no character."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from xml.etree.ElementTree import Element

from kit.formats.word.names import M, W, value
from kit.formats.word.styles import Characters, Styles
from kit.formats.word.symbols import symbol
from kit.wording import LANGUAGES, t

__all__ = ["Found", "Piece", "runs_of"]

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_THROUGH = frozenset(
    f"{W}{name}"
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple",
                 "customXml", "dir", "bdo", "ruby", "rubyBase")
)  # fmt: skip
_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
_PICTURES = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True)
class Piece:
    """Characters of one look, in one font."""

    text: str
    characters: Characters


@dataclass
class Found:
    """What a paragraph holds."""

    pieces: list[Piece] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """``picture``, ``formula``; their words are in the pieces."""
    boxes: list[Element] = field(default_factory=list)
    """Text boxes, whose paragraphs are read behind this one."""
    hidden: list[str] = field(default_factory=list)
    """Text that Word does not show."""
    notes: list[str] = field(default_factory=list)
    """Ids of footnotes and endnotes, ``footnote 2``."""
    changed: bool = False
    """Whether it has changes that nobody has accepted."""


def runs_of(paragraph: Element, styles: Styles) -> Found:
    """The characters of a paragraph, in order."""
    reader = _Reader(styles, value(paragraph, "pPr/pStyle") or "")
    reader.children(paragraph)
    return reader.found


class _Reader:
    def __init__(self, styles: Styles, style: str) -> None:
        self.styles, self.style = styles, style
        self.found = Found()
        self.field_depth: list[bool] = []
        """One entry for each open field: whether its code is over and its result has begun."""

    def children(self, element: Element) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self.run(child)
            elif tag in _THROUGH:
                self.found.changed = self.found.changed or tag in (f"{W}ins", f"{W}moveTo")
                self.children(child)
            elif tag in _GONE:
                self.found.changed = True
            elif tag in (f"{M}oMath", f"{M}oMathPara"):
                self.formula(child)
            elif tag == f"{_MC}AlternateContent":
                self.children(_chosen(child))

    def run(self, run: Element) -> None:
        own = value(run, "rPr/rStyle") or ""
        look = self.styles.characters(self.styles.run(self.style, own), run.find(f"{W}rPr"))
        if own and self.styles.name(own) in _sources():
            look = replace(look, look=replace(look.look, source=True))
        for child in run:
            self.part(child, look)

    def part(self, child: Element, look: Characters) -> None:
        """One child of a run."""
        tag = child.tag
        name = tag.removeprefix(W)
        if name == "fldChar":
            self.field(child.get(f"{W}fldCharType", ""))
        elif not all(self.field_depth):
            return  # the code of a field
        elif name == "t" or name in _SIGNS:
            self.text(_SIGNS.get(name, child.text or ""), look)
        elif name in ("sym", "softHyphen"):
            self.symbol(child, look)
        elif tag in _PICTURES:
            self.picture(child, look)
        elif tag == f"{_MC}AlternateContent":
            for inner in _chosen(child):
                self.part(inner, look)
        elif name in ("footnoteReference", "endnoteReference"):
            self.found.notes.append(f"{name.removesuffix('Reference')} {child.get(f'{W}id', '')}")

    def field(self, kind: str) -> None:
        if kind == "begin":
            self.field_depth.append(False)
        elif kind == "separate" and self.field_depth:
            self.field_depth[-1] = True
        elif kind == "end" and self.field_depth:
            self.field_depth.pop()

    def text(self, text: str, look: Characters) -> None:
        if look.hidden:
            self.found.hidden.append(text)
        elif text:
            shown = "".join(_shown(char, look.font) for char in text)
            self.found.pieces.append(Piece(shown.upper() if look.capitals else shown, look))

    def symbol(self, element: Element, look: Characters) -> None:
        if element.tag == f"{W}softHyphen":
            if look.font.startswith(".Vn"):
                self.text("\u00ad", look)  # the letter ư there
            return
        code = element.get(f"{W}char", "")
        try:
            char = symbol(chr(int(code, 16)), element.get(f"{W}font", ""))
        except ValueError:
            char = ""
        if not char:
            self.found.lost.append("symbol")
        self.text(char or "?", look)

    def picture(self, element: Element, look: Characters) -> None:
        boxes = [*element.iter(f"{W}txbxContent")]
        if boxes:
            self.found.boxes += boxes[:1]
            return
        if not element.tag.endswith("object") and not _shows_something(element):
            return
        if any("Equation" in one.get("ProgID", "") for one in element.iter()):
            self.found.lost.append("formula")
            self.text(f" {t('exchange.here_some_formula')} ", look)
            return
        described = element.find(f".//{_DRAWING}docPr")
        words = "" if described is None else " ".join(described.get("descr", "").split())[:80]
        self.found.lost.append("picture")
        text = t("exchange.here_picture", what=words) if words else t("exchange.here_some_picture")
        self.text(f" {text} ", look)

    def formula(self, element: Element) -> None:
        words = "".join(_linear(element)).strip()
        self.found.lost.append("formula")
        text = t("exchange.here_formula", what=words) if words else t("exchange.here_some_formula")
        self.text(f" {text} ", self.styles.run(self.style, ""))


@cache
def _sources() -> frozenset[str]:
    """Names of the style for Markdown in the kit's own form."""
    return frozenset(t("word.style_source", lang) for lang in LANGUAGES)


def _shown(char: str, font: str) -> str:
    if "\uf020" <= char <= "\uf0ff":
        return symbol(char, font) or char
    if char == "\u00ad" and not font.startswith(".Vn"):
        return ""
    return "" if char in "\u200b\ufeff\u2060" else char


def _shows_something(element: Element) -> bool:
    """Whether a drawing is a picture or a chart, and no line or frame around text."""
    kinds = ("}blip", "}imagedata", "}chart", "}relIds", "}OLEObject")
    return any(child.tag.endswith(kinds) for child in element.iter())


def _chosen(alternatives: Element) -> Element:
    """The newer of two ways to say the same; it has the text boxes of the older one."""
    choice = alternatives.find(f"{_MC}Choice")
    fallback = alternatives.find(f"{_MC}Fallback")
    found = choice if choice is not None else fallback
    return alternatives if found is None else found


def _linear(element: Element) -> Iterator[str]:
    """A formula in a line: ``(a+b)/(c)``, ``x^(2)``."""
    name = element.tag.removeprefix(M)
    parts = {child.tag.removeprefix(M): child for child in element}
    inner = {key: "".join(_linear(part)).strip() for key, part in parts.items()}
    match name:
        case "t":
            yield element.text or ""
        case "f":
            yield f"({inner.get('num', '')})/({inner.get('den', '')})"
        case "sSup":
            yield f"{inner.get('e', '')}^({inner.get('sup', '')})"
        case "sSub":
            yield f"{inner.get('e', '')}_({inner.get('sub', '')})"
        case "sSubSup":
            yield f"{inner.get('e', '')}_({inner.get('sub', '')})^({inner.get('sup', '')})"
        case "rad":
            yield f"√({inner.get('e', '')})"
        case _:
            for child in element:
                yield from _linear(child)
