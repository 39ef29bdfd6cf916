"""A stream that is encrypted with a passphrase, and nobody can cut, change or reorder unnoticed.

    ``KITSEAL1``, 8 bytes    salt, 16 bytes    chunks of 65,536 bytes, the last one maybe shorter

Key: scrypt (RFC 7914) of the passphrase in UTF-8 and NFC, with N = 2^17, r = 8, p = 1: what OWASP's
Password Storage Cheat Sheet asks for; 128 MiB and half a second for each guess.

Chunks: AES-256-GCM (NIST SP 800-38D), 16 bytes of tag behind each, in the STREAM construction
(Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance, 2015) as the tool age has it: the nonce is the chunk's number in 11 bytes and one
byte that is 1 for the last chunk only. A key serves one file, because its salt is random; so no
nonce comes twice. The head is authenticated with every chunk. Any chunk can be read by itself,
which a ZIP archive needs.
"""

import io
import os
import unicodedata
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"KITSEAL1"
_SALT, _TAG = 16, 16
HEAD = len(MAGIC) + _SALT
CHUNK = 65_536

LEAST = 12
"""Letters of a passphrase: fewer are guessed, scrypt or not."""


class BadSeal(Exception):
    """The passphrase is another one, or the file was changed or cut."""


def _cipher(passphrase: str, salt: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    # A Mac types an ế in other code points than Windows does.
    secret = unicodedata.normalize("NFC", passphrase).encode()
    return AESGCM(Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(secret))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


class Sealing(io.RawIOBase):
    """Encrypts what is written to it into another file, which stays open when this is closed."""

    def __init__(self, target: IO[bytes], passphrase: str) -> None:
        self._target = target
        self._head = MAGIC + os.urandom(_SALT)
        self._cipher = _cipher(passphrase, self._head[len(MAGIC) :])
        self._number, self._rest = 0, bytearray()
        target.write(self._head)

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        """All of it, always."""
        added = memoryview(data)  # type: ignore[arg-type]
        self._rest += added
        # One chunk is kept back: only at the end it is known to be the last.
        while len(self._rest) > CHUNK:
            self._put(bytes(self._rest[:CHUNK]), last=False)
            del self._rest[:CHUNK]
        return added.nbytes

    def close(self) -> None:
        """Write the last chunk, unless the other file was given up."""
        if not self.closed and not self._target.closed:
            self._put(bytes(self._rest), last=True)
        super().close()

    def _put(self, plain: bytes, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, last), plain, self._head))
        self._number += 1


class Unsealed(io.RawIOBase):
    """Reads a sealed file, from any place in it; ``BadSeal`` where it is not as it was written."""

    def __init__(self, source: IO[bytes], passphrase: str) -> None:
        """``source`` can seek. Raises ``BadSeal`` for what is no sealed file."""
        size = source.seek(0, os.SEEK_END)
        source.seek(0)
        self._head = source.read(HEAD)
        body = size - HEAD
        if not self._head.startswith(MAGIC) or body < _TAG:
            raise BadSeal
        self._source = source
        self._last = max(body - 1, 0) // (CHUNK + _TAG)
        self._size = body - _TAG * (self._last + 1)
        self._cipher = _cipher(passphrase, self._head[len(MAGIC) :])
        self._place, self._held = 0, (-1, b"")
        self._chunk(self._last)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """As files do it."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence]
        self._place = max(base + offset, 0)
        return self._place

    def readinto(self, buffer: object) -> int:
        """As much as one chunk has."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        if self._place >= self._size:
            return 0
        number, start = divmod(self._place, CHUNK)
        found = self._chunk(number)[start : start + len(view)]
        view[: len(found)] = found
        self._place += len(found)
        return len(found)

    def _chunk(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag

        if self._held[0] != number:
            self._source.seek(HEAD + number * (CHUNK + _TAG))
            data = self._source.read(CHUNK + _TAG)
            try:
                plain = self._cipher.decrypt(_nonce(number, number == self._last), data, self._head)
            except InvalidTag as error:
                raise BadSeal from error
            self._held = (number, plain)
        return self._held[1]


def is_sealed(source: IO[bytes]) -> bool:
    """Whether it begins like a sealed file; it is open at its beginning again after that."""
    head = source.read(len(MAGIC))
    source.seek(0)
    return head == MAGIC
