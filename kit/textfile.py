"""Reading the text files that people edit: what cannot be read is a problem with a way out."""

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


def decode(content: bytes, name: str) -> str:
    """UTF-8 with or without its mark; raises ``Problems`` (``not-utf8``) with the line."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what, hint = t("check.not_utf8"), t("check.not_utf8_hint")
        raise Problems([Problem(name, line, "not-utf8", what, hint)]) from error


def read_text(path: Path) -> str:
    """A file's text; raises ``Problems``."""
    return decode(read_bytes(path), str(path))
