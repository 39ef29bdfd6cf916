"""Texts that a stranger chose, fit to stand in a line of a report."""

__all__ = ["visible"]


def visible(s: str, most: int = 400) -> str:
    """`s` in one line of at most `most` characters in which every character shows.

    Control characters, line ends, direction marks and halves of characters become their escapes
    (`\\n`, `\\u202e`, `\\ud83d`), so that no name can move the cursor, hide or look like another.
    What is cut ends in `…`.
    """
    if len(s) > most:
        s = s[: most - 1] + "…"
    if s.isprintable():
        return s
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in s)
