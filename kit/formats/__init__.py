"""Files of office programs, read as lines of cells; each format is one module.

``read_lines`` and ``write_sheet`` choose by the file's ending. Nothing is trusted: a file is
looked at before any library opens it.
"""

from pathlib import Path
from types import ModuleType

from kit.errors import UserError
from kit.formats import docx, xlsx
from kit.formats.lines import Cell, Line, Sheet
from kit.wording import t

__all__ = ["ENDINGS", "Cell", "Line", "Sheet", "read_lines", "write_sheet"]

_MODULES = {".xlsx": xlsx, ".docx": docx}

ENDINGS = tuple(_MODULES)


def read_lines(path: Path) -> list[Line]:
    """The file's lines that are not blank.

    Raises ``Problems`` for a file that cannot be read or is too large, ``UserError`` for an ending
    that the kit does not know.
    """
    lines: list[Line] = _module(path).read(path)
    return lines


def write_sheet(path: Path, sheet: Sheet) -> bytes:
    """The bytes of a file with that content, in the format of the path's ending."""
    content: bytes = _module(path).write(sheet)
    return content


def _module(path: Path) -> ModuleType:
    module = _MODULES.get(path.suffix.lower())
    if module is None:
        message = t("formats.unknown", name=path.name)
        raise UserError(message, t("formats.unknown_hint", endings=", ".join(ENDINGS)))
    return module
