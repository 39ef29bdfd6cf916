"""How cells and parts of their text look."""

from typing import Any

from kit.formats.rich import PLAIN, Look, Rich, plain_text, rich

__all__ = ["Looks"]

_BLACK = (8, 64)
"""Places of black in Excel's own palette."""
_TEXT = (0, 1)
"""Places of black and white in a theme."""


class Looks:
    """The looks of a workbook's cells, each style looked up once."""

    def __init__(self) -> None:
        self._of_styles: dict[int, Look] = {}

    def text(self, cell: Any, text: str) -> Rich:
        """A cell's text as it looks."""
        look = self.cell(cell)
        return plain_text(text) if look == PLAIN else rich([(text, look)])

    def parts(self, cell: Any) -> Rich:
        """The text of a cell whose parts look different."""
        whole = self.cell(cell)
        spans = []
        for part in cell.value:
            if isinstance(part, str):
                spans.append((part, whole))
            else:
                spans.append((part.text, _font(part.font, whole.ground, whole.source)))
        return rich(spans)

    def cell(self, cell: Any) -> Look:
        """The look of the whole cell."""
        if not cell.has_style:
            return PLAIN
        key = cell.style_id
        if key not in self._of_styles:
            from kit.wording import LANGUAGES, t

            source = cell.style in {t("excel.style_source", lang) for lang in LANGUAGES}
            self._of_styles[key] = _font(cell.font, _ground(cell.fill), source)
        return self._of_styles[key]


def _font(font: Any, ground: str, source: bool) -> Look:
    if font is None:
        return Look(ground=ground, source=source)
    shift = getattr(font, "vertAlign", None)
    return Look(
        bold=bool(font.b),
        italic=bool(font.i),
        underline=font.u not in (None, "none"),
        strike=bool(font.strike),
        colour=_colour(font.color),
        ground=ground,
        shift={"superscript": "sup", "subscript": "sub"}.get(shift or "", ""),
        source=source,
    )


def _ground(fill: Any) -> str:
    if fill is None or fill.fill_type in (None, "none"):
        return ""
    colour = _colour(fill.fgColor)
    return "" if colour == "FFFFFF" else colour


def _colour(colour: Any) -> str:
    """RRGGBB, or a name for one of the theme; "" for black and white of the theme."""
    if colour is None:
        return ""
    if colour.type == "theme":
        return "" if colour.theme in _TEXT else f"theme {colour.theme}"
    if colour.type == "indexed":
        from openpyxl.styles.colors import COLOR_INDEX

        if colour.indexed in _BLACK or colour.indexed >= len(COLOR_INDEX):
            return ""
        return str(COLOR_INDEX[colour.indexed])[-6:].upper()
    said = str(colour.rgb)[-6:].upper() if isinstance(colour.rgb, str) else ""
    return "" if said == "000000" else said
