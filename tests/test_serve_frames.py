"""A binary message whose numbers lie is never read."""

import pytest

from kit.serve.frames import is_whole
from tests.attacking import as_binary, message

NEWER = as_binary(message(1, "comm_msg", {"comm_id": "x", "data": {}}))


def newer(*numbers: int, rest: bytes = b"") -> bytes:
    """Numbers as the newer form has them."""
    return b"".join(number.to_bytes(8, "little") for number in numbers) + rest


def older(*numbers: int, rest: bytes = b"") -> bytes:
    """Numbers as the older form has them."""
    return b"".join(number.to_bytes(4, "big") for number in numbers) + rest


def empty_parts(number: int) -> bytes:
    """A message of so many parts, all of them empty."""
    return newer(number, *[8 * (number + 1)] * number)


def test_what_a_page_sends_is_whole() -> None:
    """Texts, and both binary forms; up to 64 parts."""
    assert is_whole(empty_parts(64), newer=True)
    assert is_whole("{}", newer=False)
    assert is_whole(NEWER, newer=True)
    assert is_whole(older(2, 12, 14, rest=b"{}buffer"), newer=False)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff" * 8,
        newer(0),
        newer(2**40, 16, 16),
        empty_parts(65),
        newer(3, 32, 40, 33, rest=b"x" * 8),
        newer(3, 8, 33, 34, rest=b"x" * 8),
        newer(2, 24, 2**50, rest=b"x" * 8),
        newer(3, 32, 33),
        "text where bytes were agreed on",
    ],
    ids=["nothing", "endless", "none", "short", "too many", "backwards", "over the numbers",
         "beyond the end", "numbers missing", "text"],
)  # fmt: skip
def test_lying_numbers_in_the_newer_form(content: str | bytes) -> None:
    assert not is_whole(content, newer=True)


@pytest.mark.parametrize(
    "content",
    [
        b"\x7f\xff\xff\xff",
        older(2, 12, 11, rest=b"{}"),
        older(1, 2**31, rest=b"{}"),
        older(0, rest=b"{}"),
    ],
    ids=["two thousand million", "backwards", "beyond the end", "none"],
)
def test_lying_numbers_in_the_older_form(content: bytes) -> None:
    assert not is_whole(content, newer=False)
