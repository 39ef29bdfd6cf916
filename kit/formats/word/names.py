"""Names of WordprocessingML, and small looks into its elements."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

__all__ = ["M", "R", "W", "on", "value", "within"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_OFF = ("0", "false", "off", "none")
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag"))


def value(element: Element | None, path: str, attribute: str = "val") -> str | None:
    """An attribute of the element at a path such as ``pPr/numPr/numId``; ``None`` without it."""
    found = (
        element.find("/".join(f"{W}{name}" for name in path.split("/")))
        if element is not None
        else None
    )
    return None if found is None else found.get(f"{W}{attribute}")


def on(element: Element, name: str) -> bool | None:
    """Whether a switch such as ``b`` is on; ``None`` where nothing is said."""
    found = element.find(f"{W}{name}")
    if found is None:
        return None
    return found.get(f"{W}val", "1") not in _OFF


def within(element: Element) -> Iterator[Element]:
    """Its children, those inside content controls and the like included."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from within(child)
        else:
            yield child
