"""A Word document under construction, with what trainers' documents have, python-docx or not."""

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from docx.table import _Cell

Spans = str | Sequence[str | tuple[str, str]]
"""Text, or pieces of it, some with letters for looks: ``b``, ``u``, ``i``, ``r`` (red), ``B``
(blue), ``h`` (highlight), ``s`` (struck out), ``v`` (hidden), ``g`` (shaded)."""


_SWITCHES = {"b": "bold", "u": "underline", "i": "italic", "s": "strike", "v": "hidden"}


class Paper:
    """Writes paragraph after paragraph."""

    def __init__(self) -> None:
        self.document: Any = Document()
        self._lists = 50

    def add(self, spans: Spans, *, style: str | None = None, level: tuple[int, int] | None = None,
            centre: bool = False, font: str = "", into: Any = None) -> Any:  # fmt: skip
        """A paragraph; ``level`` is number and level of an automatic list."""
        paragraph = (into or self.document).add_paragraph(style=style)
        self.fill(paragraph, spans, font)
        if level:
            properties = paragraph._p.get_or_add_pPr()
            number = OxmlElement("w:numPr")
            for name, value in (("w:ilvl", level[1]), ("w:numId", level[0])):
                child = OxmlElement(name)
                child.set(qn("w:val"), str(value))
                number.append(child)
            properties.append(number)
        if centre:
            paragraph.alignment = 1
        return paragraph

    def fill(self, paragraph: Any, spans: Spans, font: str = "") -> None:
        """Put pieces of text into a paragraph."""
        for span in [spans] if isinstance(spans, str) else spans:
            text, looks = (span, "") if isinstance(span, str) else span
            run = paragraph.add_run(text)
            if font:
                run.font.name = font
            self.look(run, looks)

    def look(self, run: Any, looks: str) -> None:
        """Give a run its looks."""
        for letter in looks:
            if letter in _SWITCHES:
                setattr(run.font, _SWITCHES[letter], True)
            elif letter in "rB":
                run.font.color.rgb = RGBColor(0xFF, 0, 0) if letter == "r" else RGBColor(0, 0, 0xFF)
            elif letter == "h":
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            elif letter == "g":
                shade = OxmlElement("w:shd")
                shade.set(qn("w:val"), "clear")
                shade.set(qn("w:fill"), "FFFF00")
                run._r.get_or_add_rPr().append(shade)

    def numbered(self, *levels: tuple[str, str]) -> int:
        """A new automatic list; each level has a number format and a text such as ``%1.``."""
        numbering = self.document.part.numbering_part.element
        self._lists += 1
        n = self._lists
        inner = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (form, text) in enumerate(levels)
        )
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{n}">{inner}</w:abstractNum>'
        )
        first = numbering.find(qn("w:num"))
        if first is None:
            numbering.append(abstract)
        else:
            first.addprevious(abstract)
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>')
        )
        return n

    def again(self, number: int, level: int = 0) -> int:
        """The same list, beginning anew."""
        numbering = self.document.part.numbering_part.element
        self._lists += 1
        n = self._lists
        override = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{n}"><w:abstractNumId w:val="{number}"/>{override}'
                "</w:num>"
            )
        )
        return n

    def table(
        self, rows: Sequence[Sequence[Spans]], *, merge: Sequence[tuple[int, int, int]] = ()
    ) -> Any:
        """A table; ``merge`` joins cells of a row: row, first and last column."""
        table = self.document.add_table(len(rows), max(map(len, rows)))
        for n, first, last in merge:
            table.cell(n, first).merge(table.cell(n, last))
        for row, texts in zip(table._tbl.tr_lst, rows, strict=True):  # table.cell takes too long
            cells = [_Cell(tc, table) for tc in row.tc_lst for _ in range(tc.grid_span)]
            for cell, spans in zip(cells, texts, strict=False):
                if spans:
                    lines: list[Spans] = [*spans.split("\n")] if isinstance(spans, str) else [spans]
                    self.fill(cell.paragraphs[0], lines[0])
                    for line in lines[1:]:
                        self.fill(cell.add_paragraph(), line)
        return table

    def inserted(self, paragraph: Any, text: str, *, struck: bool = False) -> None:
        """Text that somebody put in, or struck out, and nobody has accepted."""
        run = paragraph.add_run(text)
        change = OxmlElement("w:del" if struck else "w:ins")
        change.set(qn("w:id"), "1")
        run._r.addprevious(change)
        change.append(run._r)
        if struck:
            for node in run._r.iter(qn("w:t")):
                node.tag = qn("w:delText")

    def box(self, paragraph: Any, lines: Sequence[str]) -> None:
        """A text box that hangs at a paragraph, said in two ways as Word does."""
        inner = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
        spaces = (
            'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
            'xmlns:v="urn:schemas-microsoft-com:vml"'
        )
        paragraph._p.append(
            parse_xml(
                f'<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
                f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
                f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox>"
                "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            )
        )
