"""Telling Vietnamese from other text, so that a page in English can say which of its texts is."""

import re

__all__ = ["VIETNAMESE", "is_vietnamese"]

VIETNAMESE = re.compile(r"[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
"""A letter that English does not have, nor French; the browser's script looks for the same ones."""


def is_vietnamese(text: str) -> bool:
    """Whether a text has a letter of Vietnamese alone; a short one, "ba ca", may have none."""
    return VIETNAMESE.search(text) is not None
