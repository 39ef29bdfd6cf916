"""Reading the text files that people edit: what cannot be read is a problem with a way out."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from kit.errors import Problem, Problems
from kit.wording import t


def read_bytes(path: Path) -> bytes:
    """A file's bytes; raises ``Problems`` (``unreadable-file``)."""
    try:
        return path.read_bytes()
    except OSError as error:
        what = t("check.unreadable_file", detail=error.strerror or str(error))
        hint = t("check.unreadable_file_hint")
        raise Problems([Problem(str(path), 0, "unreadable-file", what, hint)]) from error


def decode(content: bytes, name: str, encoding: str = "utf-8-sig") -> str:
    """UTF-8 with or without its mark; raises ``Problems`` (``not-utf8``) with the line."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what, hint = t("check.not_utf8"), t("check.not_utf8_hint")
        raise Problems([Problem(name, line, "not-utf8", what, hint)]) from error


def read_text(path: Path) -> str:
    """A file's text; raises ``Problems``."""
    return decode(read_bytes(path), str(path))


def read_table(path: Path) -> str:
    """The text of a table that a spreadsheet program has saved; raises ``Problems``.

    Excel's *Unicode Text* is UTF-16 with its mark.
    """
    content = read_bytes(path)
    wide = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    return decode(content, str(path), "utf-16" if wide else "utf-8-sig")
