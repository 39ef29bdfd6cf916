"""A line of a document, as far as it matters to what it says."""

from dataclasses import dataclass

from kit.formats.rich import Rich

__all__ = ["Line"]


@dataclass(frozen=True)
class Line:
    """One paragraph, or one line of it; never blank."""

    text: Rich
    """With its automatic number or letter in front, as its readers see it."""
    place: str
    paragraph: int = 0
    """Lines of one paragraph share this number; the paragraphs of a file are counted from 1."""
    auto: str = ""
    """The kind of automatic number in front: ``decimal``, ``letter``, ``bullet``, ``other``."""
    level: int = 0
    """1 for a heading of the first level, and so on; 0 for none."""
    centred: bool = False
    role: str = ""
    """What it is in the kit's own form: ``question``, ``stem``, ``option``, ``beside``, ``field``,
    ``more``, ``title``, ``note``; ``contents`` in any table of contents; "" elsewhere."""
    lost: tuple[str, ...] = ()
    """What it shows that is no text: ``picture``, ``formula`` …"""
    left: int = 0
    """Characters in front that are the automatic number."""
