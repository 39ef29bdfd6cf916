"""Where pictures lie on the sheets of a workbook: they float over cells and are in none."""

from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from zipfile import ZipFile

from kit.formats.package import xml_tree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["pictures_of"]

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


def pictures_of(content: bytes) -> dict[str, tuple[tuple[int, int], ...]]:
    """Title of a sheet → row and column, from 0, of the cell under each picture's corner."""
    with ZipFile(BytesIO(content)) as package:
        names = set(package.namelist())
        if not any(name.startswith("xl/drawings/") for name in names):
            return {}
        return {title: tuple(found) for title, found in _sheets(package, names)}


def _sheets(package: ZipFile, names: set[str]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    book = _parsed(package, "xl/workbook.xml", names)
    parts = _relations(package, "xl/workbook.xml", names)
    for sheet in book.iter(_SHEET) if book is not None else ():
        _, name = parts.get(sheet.get(_ID, ""), ("", ""))
        drawings = [
            target
            for kind, target in _relations(package, name, names).values()
            if kind.endswith("/drawing")
        ]
        found = [place for target in drawings for place in _places(package, target, names)]
        yield sheet.get("name", ""), found


def _places(package: ZipFile, name: str, names: set[str]) -> Iterator[tuple[int, int]]:
    root = _parsed(package, name, names)
    for anchor in root if root is not None else ():
        shows = any(
            anchor.find(f".//{_DRAWING}{kind}") is not None for kind in ("pic", "graphicFrame")
        )
        row = anchor.findtext(f"{_DRAWING}from/{_DRAWING}row", "")
        column = anchor.findtext(f"{_DRAWING}from/{_DRAWING}col", "")
        if shows and row.isdigit() and column.isdigit():
            yield int(row), int(column)


def _relations(package: ZipFile, name: str, names: set[str]) -> dict[str, tuple[str, str]]:
    """Id → kind and target of what a part refers to."""
    folder, file = dirname(name), name.rpartition("/")[2]
    root = _parsed(package, f"{folder}/_rels/{file}.rels", names)
    found = {}
    for one in root if root is not None else ():
        target = one.get("Target", "")
        where = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        found[one.get("Id", "")] = (one.get("Type", ""), where)
    return found


def _parsed(package: ZipFile, name: str, names: set[str]) -> "Element | None":
    return xml_tree(package.read(name)) if name in names else None
