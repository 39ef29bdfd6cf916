"""Ids that a person can read, made from Vietnamese text."""

import re

from kit.text.fold import bare

__all__ = ["is_device_name", "slug"]

_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")


def is_device_name(id: str) -> bool:
    """Whether Windows keeps that name for a device: it makes no such folder, or another thing."""
    return _DEVICE.fullmatch(id) is not None


def slug(s: str, most: int = 48) -> str:
    """`s` as an id: small ASCII letters and digits, hyphens between words; "" if none is left.

    At most `most` characters, whole words of them; a single word that is longer is cut. Where that
    is the name of a device, `-1` stands behind it.
    """
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in bare(s)).split()
    result = words[0][:most] if words else ""
    for word in words[1:]:
        if len(result) + 1 + len(word) > most:
            break
        result += f"-{word}"
    return f"{result}-1" if is_device_name(result) else result
