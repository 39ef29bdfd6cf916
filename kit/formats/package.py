"""Word and Excel files are zipped XML: looked at before a library unpacks or parses any of it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from zipfile import BadZipFile, ZipFile

from kit.errors import Problem, Problems
from kit.textfile import read_bytes
from kit.wording import t

MOST_BYTES = 10_000_000
"""Of the file. A form of ten lines has some 40 kB; scanned pages in a Word file are larger."""
MOST_UNPACKED = 60_000_000
MOST_PARTS = 1_000
MOST_XML = 20_000_000
"""Of one part that is XML, unpacked."""

_XML = (".xml", ".rels", ".vml")


def read_package(path: Path) -> bytes:
    """The file's bytes, if unpacking and parsing them can do no harm.

    Raises ``Problems`` for a file that is too large packed or unpacked, is no such package, or has
    XML that declares entities or refers to other files.
    """
    try:
        size = path.stat().st_size
    except OSError:
        size = 0  # told by reading it
    if size > MOST_BYTES:
        raise refusal(path, "too_large", most=MOST_BYTES // 1_000_000)
    content = read_bytes(path)
    try:
        with ZipFile(BytesIO(content)) as package:
            _look_at_sizes(path, package)
            for part in _parts(package):
                _look_at_xml(part)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        # RuntimeError: it wants a password.
        raise refusal(path, "no_package") from error
    except (SAXException, ValueError) as error:
        # What defusedxml refuses is a ValueError.
        raise refusal(path, "bad_xml") from error
    return content


def refusal(path: Path, name: str, **params: object) -> Problems:
    """A file that is not read, with the catalogue's sentence of that name."""
    code = f"file-{name.replace('_', '-')}"
    what, hint = t(f"formats.{name}", **params), t(f"formats.{name}_hint", **params)
    return Problems([Problem(str(path), 0, code, what, hint)])


def _look_at_sizes(path: Path, package: ZipFile) -> None:
    infos = package.infolist()
    unpacked = sum(info.file_size for info in infos)
    xml = [info.file_size for info in infos if info.filename.lower().endswith(_XML)]
    if len(infos) > MOST_PARTS or unpacked > MOST_UNPACKED or max(xml, default=0) > MOST_XML:
        raise refusal(path, "bomb", most=MOST_UNPACKED // 1_000_000)


def _parts(package: ZipFile) -> Iterator[bytes]:
    """The XML parts. Unpacking ends at the size that was declared, and looked at."""
    for info in package.infolist():
        if info.filename.lower().endswith(_XML):
            yield package.read(info)


def _look_at_xml(part: bytes) -> None:
    from defusedxml.sax import parseString

    parseString(part, ContentHandler(), forbid_dtd=True)
