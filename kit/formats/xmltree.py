"""XML of strangers as a small tree: no entities, no DTD, no depth without end; lines are kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from kit.errors import Problems
from kit.formats.raw import refused

MOST_DEEP = 60
"""Levels of elements; a Moodle file has six."""
MOST_ELEMENTS = 600_000


@dataclass
class Element:
    """One element: what Moodle's format needs of it."""

    tag: str
    attributes: dict[str, str]
    line: int
    """1-based line on which it begins."""
    text: str = ""
    """Its own characters, those of its children left out."""
    children: list["Element"] = field(default_factory=list)

    def all(self, tag: str) -> Iterator["Element"]:
        """Its children of that name."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> "Element | None":
        """The first child of that name."""
        return next(self.all(tag), None)

    def value(self, *path: str) -> str:
        """The text at a path below it, white space at the ends taken off; "" if there is none."""
        element: Element | None = self
        for tag in path:
            element = element.first(tag) if element else None
        return element.text.strip() if element else ""


class _TooMuch(Exception):
    pass


class _Builder(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {}, 0)
        self._open, self._texts = [self.root], list[list[str]]([[]])
        self._count, self._locator = 0, None

    def setDocumentLocator(self, locator: Any) -> None:
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        self._count += 1
        if len(self._open) > MOST_DEEP or self._count > MOST_ELEMENTS:
            raise _TooMuch
        line = self._locator.getLineNumber() if self._locator else 0
        element = Element(name, dict(attrs.items()), line or 0)
        self._open[-1].children.append(element)
        self._open.append(element)
        self._texts.append([])

    def characters(self, content: str) -> None:
        self._texts[-1].append(content)

    def endElement(self, name: str) -> None:
        self._open.pop().text = "".join(self._texts.pop())


def read_xml(content: bytes, path: Path) -> Element:
    """The root element.

    Raises ``Problems``: ``xml-declares`` (DTD or entities), ``xml-too-deep``, ``xml-broken`` with
    its line.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import parseString

    builder = _Builder()
    try:
        parseString(content, builder, forbid_dtd=True)
    except DefusedXmlException as error:
        raise refused(path, "xml_declares") from error
    except _TooMuch as error:
        raise refused(path, "xml_too_deep") from error
    except SAXParseException as error:
        raise _broken(path, error.getLineNumber() or 0, error.getMessage()) from error
    except (SAXException, ValueError, LookupError) as error:  # an encoding that does not exist
        raise _broken(path, 0, str(error)) from error
    return builder.root.children[0]


def _broken(path: Path, line: int, detail: str) -> Problems:
    return refused(path, "xml_broken", line, detail=detail)
