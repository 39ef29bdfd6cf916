"""kit.backup.sealed: what was written comes back, and nothing that was changed, cut or moved."""

import io
from random import Random
from unicodedata import normalize

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.backup import sealed
from kit.backup.sealed import CHUNK, HEAD, BadSeal, Sealing, Unsealed, is_sealed

PASSPHRASE = "bốn từ bất kỳ"
SIZES = (0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """One key in place of half a second of scrypt, wherever the key is not what is tested."""
    if "slow" not in request.node.name:
        monkeypatch.setattr(sealed, "_cipher", lambda passphrase, salt: AESGCM(salt * 2))


def seal(plain: bytes, passphrase: str = PASSPHRASE) -> bytes:
    target = io.BytesIO()
    with Sealing(target, passphrase) as stream:
        for start in range(0, len(plain), 50_000):
            stream.write(plain[start : start + 50_000])
    return target.getvalue()


def unseal(data: bytes, passphrase: str = PASSPHRASE) -> bytes:
    return io.BufferedReader(Unsealed(io.BytesIO(data), passphrase), CHUNK).read()


def text(size: int) -> bytes:
    return Random(size).randbytes(size)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_comes_back(size: int) -> None:
    """Whatever its size; and nothing of it can be read before."""
    data = seal(text(size))
    assert is_sealed(io.BytesIO(data))
    assert unseal(data) == text(size)
    assert size < 20 or text(size)[:20] not in data


@settings(max_examples=60)
@given(st.integers(0, 2 * CHUNK + 200), st.integers(0, 2 * CHUNK + 200))
def test_any_part_can_be_read_by_itself(start: int, length: int) -> None:
    """As a ZIP archive is read: from its end."""
    plain = text(2 * CHUNK + 7)
    reader = io.BufferedReader(Unsealed(io.BytesIO(DATA[0]), PASSPHRASE), CHUNK)
    reader.seek(start)
    assert reader.read(length) == plain[start : start + length]
    assert reader.seek(-7, io.SEEK_END) == 2 * CHUNK


DATA: list[bytes] = []


@pytest.fixture(scope="module", autouse=True)
def one_file() -> None:
    """Sealed once, for the examples."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed, "_cipher", lambda passphrase, salt: AESGCM(salt * 2))
        DATA[:] = [seal(text(2 * CHUNK + 7))]


@pytest.mark.parametrize("place", [0, 8, HEAD, HEAD + CHUNK, HEAD + CHUNK + 20, -1])
def test_a_changed_bit_is_noticed(place: int) -> None:
    """In the head, in the text, in a tag."""
    data = bytearray(DATA[0])
    data[place] ^= 1
    with pytest.raises(BadSeal):
        unseal(bytes(data))


def test_a_file_that_was_cut_is_noticed() -> None:
    """Between two chunks, too: only the last one says that it is the last."""
    whole, chunk = DATA[0], CHUNK + 16
    for size in (0, 5, HEAD, HEAD + 15, HEAD + 16, HEAD + chunk, HEAD + 2 * chunk, len(whole) - 1):
        with pytest.raises(BadSeal):
            unseal(whole[:size])
    with pytest.raises(BadSeal):
        unseal(whole + bytes(16))


def test_chunks_keep_their_places() -> None:
    """Two chunks of one file, or one chunk of another file, do not change places unnoticed."""
    whole, chunk = DATA[0], CHUNK + 16
    one, two, rest = (whole[HEAD + n * chunk : HEAD + (n + 1) * chunk] for n in range(3))
    other = seal(text(2 * CHUNK + 7))
    for forged in (whole[:HEAD] + two + one + rest, other[:HEAD] + one + two + rest):
        with pytest.raises(BadSeal):
            unseal(forged)


def test_slow_the_passphrase_is_what_opens_it() -> None:
    """However its letters are composed: a Mac types other code points. No two files are alike."""
    data = seal(b"secret", "mật khẩu của tổ")
    assert unseal(data, normalize("NFD", "mật khẩu của tổ")) == b"secret"
    with pytest.raises(BadSeal):
        unseal(data, "mat khau cua to")
    assert seal(b"secret", "mật khẩu của tổ") != data
