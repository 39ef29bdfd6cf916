"""Reading a backup: nothing in it is believed before it was looked at.

Who restores may have found the file on a stick. No name leads out of the folder, no entry is a
link, no byte is unpacked beyond the size that the manifest names, and every file has the digest
named there. A sealed backup was made by somebody who knows the passphrase; another could have been
made by anybody.
"""

import hashlib
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from typing import IO

from pydantic import ValidationError

from kit.backup.manifest import NAME, Kept, Manifest, entry_name, is_plain
from kit.backup.sealed import CHUNK, BadSeal, Unsealed, is_sealed
from kit.errors import UserError
from kit.text import visible
from kit.wording import t

MAX_FILES = 2_000_000
"""Of a city: 4,500 learners with ten quizzes each have a quarter of that."""

_MAX_MANIFEST = 512 * 1024 * 1024
_AT_ONCE = 1 << 20
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class _Wrong(Exception):
    """Something in it is not as ``kit backup`` makes it; the argument says what."""


@dataclass(frozen=True)
class Archive:
    """An open backup, all of whose names were looked at."""

    manifest: Manifest
    _zip: zipfile.ZipFile

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(kept.size for kept in self.manifest.files)

    def read(self, kept: Kept) -> Iterator[bytes]:
        """A file, piece by piece; ends in ``UserError`` if it is not the one that was backed up."""
        with _explained():
            digest, left = hashlib.sha256(), kept.size
            with self._zip.open(entry_name(kept.name)) as source:
                while data := source.read(min(_AT_ONCE, left + 1)):
                    left -= len(data)
                    if left < 0:
                        break
                    digest.update(data)
                    yield data
            if left or digest.hexdigest() != kept.sha256:
                raise _Wrong(kept.name)


@contextmanager
def opened(file: IO[bytes], passphrase: str) -> Iterator[Archive]:
    """Open a backup; raises ``UserError`` for a wrong passphrase and whatever else is wrong."""
    with _explained():
        file.seek(0)
        sealed = is_sealed(file)
    if sealed:
        with _explained("wrong_passphrase"):
            file = BufferedReader(Unsealed(file, passphrase), CHUNK)
    with _explained():
        archive = zipfile.ZipFile(file)
    with archive:
        with _explained():
            manifest = _manifest(archive)
            _check_names(archive, manifest)
        yield Archive(manifest, archive)


def check(file: IO[bytes], passphrase: str) -> Manifest:
    """Read all of a backup; raises ``UserError`` if a byte of it is not as it was."""
    with opened(file, passphrase) as archive:
        for kept in archive.manifest.files:
            for _ in archive.read(kept):
                pass
        return archive.manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    entries = archive.infolist()
    if not entries or entries[-1].filename != NAME or len(entries) > MAX_FILES:
        raise _Wrong(NAME)
    if any(one.compress_type not in _METHODS or one.flag_bits & 1 for one in entries):
        raise _Wrong("compression")
    with archive.open(NAME) as source:
        data = source.read(_MAX_MANIFEST + 1)
    if len(data) > _MAX_MANIFEST:
        raise _Wrong(NAME)
    try:
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        raise _Wrong(NAME) from error


def _check_names(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    named = {kept.name for kept in manifest.files}
    there = Counter(one.filename for one in archive.infolist()[:-1])
    once = len(named) == len(manifest.files)
    for name in named:
        if not is_plain(name):
            raise _Wrong(visible(name, 80))
        # A file in the place of a folder.
        parts = name.split("/")
        if any("/".join(parts[:n]) in named for n in range(1, len(parts))):
            raise _Wrong(visible(name, 80))
    if not once or "group.yaml" not in named or there != Counter(map(entry_name, named)):
        raise _Wrong(NAME)


@contextmanager
def _explained(otherwise: str = "damaged") -> Iterator[None]:
    """Whatever reading raises, as a sentence."""
    try:
        yield
    except BadSeal as error:
        raise UserError(
            t(f"backup.{otherwise}", detail=""), t(f"backup.{otherwise}_hint")
        ) from error
    except Exception as error:
        # A disk's trouble, zlib's, and whatever else a forged archive may lead zipfile into.
        detail = getattr(error, "strerror", None) or str(error)[:200]
        raise UserError(t("backup.damaged", detail=detail), t("backup.damaged_hint")) from error
