"""Dates and document numbers in Word, with the hyphens at which it ends no line.

They are signs of the document, no letters: what reads the file finds plain hyphens. For papers that
are printed; in a text that is edited, Word would not find them by the hyphen of the keyboard.
"""

from typing import TYPE_CHECKING

from kit.together import pieces

if TYPE_CHECKING:
    from docx.document import Document

_MARK = "\x1e"
"""Stands for such a hyphen for a moment: no document can hold it."""


def keep_together(document: "Document") -> None:
    """Change the hyphens of the document's body."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for node in [*document.element.body.iter(qn("w:t"))]:
        found = pieces(node.text or "")
        marked = "".join(one.replace("-", _MARK) if whole else one for one, whole in found)
        first, *others = marked.split(_MARK)
        if not others:
            continue
        node.text, last = first, node
        node.set(qn("xml:space"), "preserve")
        for text in others:
            hyphen, rest = OxmlElement("w:noBreakHyphen"), OxmlElement("w:t")
            rest.text = text
            rest.set(qn("xml:space"), "preserve")
            last.addnext(hyphen)
            hyphen.addnext(rest)
            last = rest
