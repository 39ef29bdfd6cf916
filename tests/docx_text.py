"""A Word document as a reader sees it, for tests."""

from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def opened(content: bytes | Path) -> Any:
    """The document."""
    return Document(str(content) if isinstance(content, Path) else BytesIO(content))


def lines(content: bytes | Path) -> list[str]:
    """Every paragraph in order, those of tables as well; cells of a row are parted by ``|``."""
    found = []
    document = opened(content)
    for element in document.element.body:
        if element.tag == qn("w:p"):
            found.append(Paragraph(element, document).text)
        for row in element.iter(qn("w:tr")) if element.tag == qn("w:tbl") else ():
            cells = [
                " / ".join(Paragraph(one, document).text for one in cell.iter(qn("w:p")))
                for cell in row.iter(qn("w:tc"))
            ]
            found.append(" | ".join(cells))
    return [line for line in found if line.strip(" |/")]


def fonts(content: bytes) -> set[str]:
    """What runs, and the styles of paragraphs and tables, name as fonts for any script."""
    document = opened(content)
    nodes = list(document.element.body.iter(qn("w:rFonts")))
    used = {node.get(qn("w:val")) for node in document.element.body.iter(*_STYLES)}
    for style in document.styles.element.iter(qn("w:style")):
        if style.get(qn("w:styleId")) in {*used, "Normal"}:
            nodes += style.iter(qn("w:rFonts"))
    return {name for node in nodes for key, name in node.attrib.items() if key in _SCRIPTS}


_STYLES = [qn("w:pStyle"), qn("w:tblStyle"), qn("w:rStyle")]
_SCRIPTS = {qn(f"w:{script}") for script in ("ascii", "hAnsi", "cs", "eastAsia")}
