"""Word and Excel files are zipped XML: looked at before a library unpacks or parses any of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from kit.errors import Problem, Problems
from kit.textfile import read_bytes
from kit.wording import t

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


@dataclass(frozen=True)
class Limits:
    """How large a package may be."""

    bytes: int
    """Of the file."""
    unpacked: int
    parts: int
    xml: int
    """Of one part that is XML, unpacked."""
    bomb: str = "bomb"
    bad_xml: str = "bad_xml"
    """Names of the sentences about a file that breaks the limits, and about one that is no XML."""


FORM = Limits(10_000_000, 60_000_000, 1_000, 20_000_000)
"""A form of ten lines has some 40 kB; scanned pages in a Word file are larger."""
BANK = Limits(30_000_000, 200_000_000, 5_000, 60_000_000, "bank_bomb", "bank_bad_xml")
"""2,000 questions have some 10 MB of XML; pictures are not unpacked."""

_XML = (".xml", ".rels", ".vml")
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins the files of Office before 2007, and those with a password since."""


def read_package(path: Path, limits: Limits = FORM) -> bytes:
    """The file's bytes, if unpacking and parsing them can do no harm.

    Raises ``Problems`` for a file that is too large packed or unpacked, is no such package, or has
    XML that declares entities or refers to other files.
    """
    try:
        size = path.stat().st_size
    except OSError:
        size = 0  # told by reading it
    if size > limits.bytes:
        raise refusal(path, "too_large", most=limits.bytes // 1_000_000)
    content = read_bytes(path)
    if content.startswith(_OLD):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise refusal(path, "locked" if locked else "old_office")
    try:
        with ZipFile(BytesIO(content)) as package:
            _look_at_sizes(path, package, limits)
            for part in _parts(package):
                _look_at_xml(part)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        # RuntimeError: it wants a password.
        raise refusal(path, "no_package") from error
    except (ExpatError, ValueError) as error:
        raise refusal(path, limits.bad_xml) from error
    return content


def refusal(path: Path, name: str, **params: object) -> Problems:
    """A file that is not read, with the catalogue's sentence of that name."""
    code = f"file-{name.replace('_', '-')}"
    what, hint = t(f"formats.{name}", **params), t(f"formats.{name}_hint", **params)
    return Problems([Problem(str(path), 0, code, what, hint)])


def _look_at_sizes(path: Path, package: ZipFile, limits: Limits) -> None:
    infos = package.infolist()
    unpacked = sum(info.file_size for info in infos)
    xml = [info.file_size for info in infos if info.filename.lower().endswith(_XML)]
    large = unpacked > limits.unpacked or max(xml, default=0) > limits.xml
    if large or len(infos) > limits.parts:
        raise refusal(path, limits.bomb, most=limits.unpacked // 1_000_000)


def _parts(package: ZipFile) -> Iterator[bytes]:
    """The XML parts. Unpacking ends at the size that was declared, and looked at."""
    for info in package.infolist():
        if info.filename.lower().endswith(_XML):
            yield package.read(info)


def _look_at_xml(part: bytes) -> None:
    """Raises ``ExpatError`` for what is no XML, ``ValueError`` for a document type.

    Entities are declared there, and other files referred to, and nowhere else. Nothing but that
    comes from the parser to Python: it goes through a large part in a fraction of the time.
    """
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(part, True)


def _refuse(name: str, *_: object) -> None:
    raise ValueError(f"document type {name}")


def xml_tree(part: bytes) -> "Element":
    """The root of a part, whatever its name; raises ``ExpatError`` or ``ValueError``."""
    from defusedxml.ElementTree import fromstring

    _look_at_xml(part)
    root: Element = fromstring(part, forbid_dtd=True)
    return root
