"""Ids that a person can read, made from Vietnamese text."""

from kit.text.fold import bare

__all__ = ["slug"]


def slug(s: str, most: int = 48) -> str:
    """`s` as an id: small ASCII letters and digits, hyphens between words; "" if none is left.

    At most `most` characters, whole words of them; a single word that is longer is cut.
    """
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in bare(s)).split()
    result = words[0][:most] if words else ""
    for word in words[1:]:
        if len(result) + 1 + len(word) > most:
            break
        result += f"-{word}"
    return result
