"""A file's bytes and text, with limits: nothing is read of a file that is too large."""

import re
import unicodedata
from pathlib import Path

from kit.errors import Problem, Problems
from kit.text import VIETNAMESE, legacy
from kit.wording import t

MOST_BYTES = 20_000_000
"""Of a file of questions; an XML file with pictures inside is the largest there is."""

_INVALID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def refused(path: Path, name: str, line: int = 0, **params: object) -> Problems:
    """A file that is not read, with the sentence ``exchange.<name>`` of the catalogue."""
    what, hint = t(f"exchange.{name}", **params), t(f"exchange.{name}_hint", **params)
    return Problems([Problem(str(path), line, name.replace("_", "-"), what, hint)])


def read_limited(path: Path) -> bytes:
    """The bytes of a plain file; raises ``Problems`` if it is none, or larger than the limit."""
    if path.exists() and not path.is_file():
        raise refused(path, "no_file")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refused(path, "file_too_large", most=MOST_BYTES // 1_000_000)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        what = t("check.unreadable_file", detail=error.strerror or str(error))
        hint = t("check.unreadable_file_hint")
        raise Problems([Problem(str(path), 0, "unreadable-file", what, hint)]) from error
    if len(content) > MOST_BYTES:
        raise refused(path, "file_too_large", most=MOST_BYTES // 1_000_000)
    return content


def read_text(path: Path) -> tuple[str, str]:
    """The file's text (line ends ``\\n``), and the encoding that was guessed, or "" for Unicode.

    Raises ``Problems`` for a file that cannot be read, is too large or holds no text.
    """
    content = read_limited(path)
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refused(path, "no_text")
    text, encoding = decode(content)
    return cleaned(text), encoding


def cleaned(text: str) -> str:
    """The text with Unix line ends, without characters that neither YAML nor XML can hold."""
    return _INVALID.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def decode(content: bytes) -> tuple[str, str]:
    """Bytes as text: Unicode, or else the old Windows code page that makes more sense.

    The second value is the name of that code page, or "" for Unicode.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), ""
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        western = content.decode("cp1252", errors="replace")
        vietnamese = unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))
    # In TCVN3 and VNI files the letters are those of the western page, in other words.
    if legacy(western) is None and len(VIETNAMESE.findall(vietnamese)) > 1:
        return vietnamese, "windows-1258"
    return western, "windows-1252"
