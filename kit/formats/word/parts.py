"""A Word file's parts, opened only when they can do no harm."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from zipfile import ZipFile

from kit.formats.package import BANK, read_package, refusal, xml_tree
from kit.formats.word.names import W

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["Parts", "open_parts"]

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# The strict variant of the format says the same by other names.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main":
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math":
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/drawingml/main":
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships":
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}  # fmt: skip
_THEME = {
    "dark2": "dk2",
    "text2": "dk2",
    "light2": "lt2",
    "background2": "lt2",
    "hyperlink": "hlink",
}
_MOST_DEEP = 200
_MOST_PARAGRAPHS = 100_000


class Parts:
    """The parts of a document by what they are for."""

    def __init__(self, package: ZipFile, path: Path) -> None:
        self._package, self._path = package, path
        self._names = set(package.namelist())
        relations = self._relations("_rels/.rels")
        self._main = next((name for kind, name in relations if kind == "officeDocument"), "")
        folder, name = dirname(self._main), self._main.rpartition("/")[2]
        self._related = self._relations(f"{folder}/_rels/{name}.rels", folder)
        document = self._parsed(self._main)
        if document is None or document.tag != f"{W}document":
            raise refusal(path, "no_word")
        self.document = document
        paragraphs = sum(1 for _ in document.iter(f"{W}p"))
        if paragraphs > _MOST_PARAGRAPHS:
            raise refusal(path, "too_many_paragraphs", count=paragraphs, most=_MOST_PARAGRAPHS)
        if _depth(document) > _MOST_DEEP:
            raise refusal(path, "too_deep")

    def one(self, kind: str) -> "Element | None":
        """The part of that kind, such as ``styles``; ``None`` if there is none."""
        return next(self.all(kind), None)

    def all(self, kind: str) -> "Iterator[Element]":
        """All parts of that kind, such as ``header``."""
        for one, name in self._related:
            if one == kind and (part := self._parsed(name)) is not None:
                yield part

    def colours(self) -> dict[str, str]:
        """The theme's colours by the names that runs use."""
        theme = self.one("theme")
        scheme = theme.find(f".//{_A}clrScheme") if theme is not None else None
        found = {
            colour.tag.removeprefix(_A): value.get("lastClr") or value.get("val") or "auto"
            for colour in (scheme if scheme is not None else ())
            for value in colour
        }
        return {**found, **{name: found[own] for name, own in _THEME.items() if own in found}}

    def _relations(self, name: str, folder: str = "") -> list[tuple[str, str]]:
        part = self._parsed(name)
        found = []
        for one in part.iter(_RELATIONS) if part is not None else ():
            target = one.get("Target", "")
            inside = one.get("TargetMode") != "External"
            if inside:
                where = target.lstrip("/") if target.startswith("/") else join(folder, target)
                found.append((one.get("Type", "").rpartition("/")[2], normpath(where)))
        return found

    def _parsed(self, name: str) -> "Element | None":
        if name not in self._names:
            return None
        content = self._package.read(name)
        for strict, usual in _STRICT.items():
            content = content.replace(strict, usual)
        return xml_tree(content)


def open_parts(path: Path) -> Parts:
    """The parts of a file; raises ``Problems`` for one that is harmful, damaged or no document."""
    content = read_package(path, BANK)
    # Stays open, over bytes in memory: a part is parsed when it is asked for.
    return Parts(ZipFile(BytesIO(content)), path)


def _depth(root: "Element") -> int:
    """How deep elements are nested, found without recursion."""
    deepest, level = 0, [root]
    while level:
        deepest += 1
        level = [child for element in level for child in element]
    return deepest
