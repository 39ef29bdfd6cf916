"""Runs set in fonts of before Unicode: .VnTime (TCVN3) and VNI-Times."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

from kit.formats.rich import Rich, rich
from kit.formats.word.runs import Piece
from kit.text import from_legacy, legacy

__all__ = ["OldFonts"]

Code = Literal["TCVN3", "VNI"]

_BEYOND = re.compile(r"[\u0100-\u1eff]")
_HIGH = re.compile(r"[\u00a1-\u00ff]")


class OldFonts:
    """Which of a document's old fonts really hold old text; counts what is converted."""

    def __init__(self, paragraphs: Iterable[Sequence[Piece]]) -> None:
        texts: dict[Code, list[str]] = {"TCVN3": [], "VNI": []}
        for pieces in paragraphs:
            for code, group in groupby(pieces, key=lambda piece: _code(piece.characters.font)):
                if code:
                    texts[code].append("".join(piece.text for piece in group))
        self._used = {code for code, found in texts.items() if _is_old(" ".join(found), code)}
        self.converted: dict[Code, int] = {}
        """Encoding → paragraphs that had text in it."""

    def read(self, pieces: Sequence[Piece]) -> Rich:
        """The pieces as one text, in Unicode."""
        spans = []
        changed: set[Code] = set()
        for code, group in groupby(pieces, key=lambda piece: _code(piece.characters.font)):
            run = [*group]
            if code in self._used and code:
                texts = _converted(run, code)
                if any(text != piece.text for text, piece in zip(texts, run, strict=True)):
                    changed.add(code)
            else:
                texts = [piece.text for piece in run]
            spans += [(text, piece.characters.look) for text, piece in zip(texts, run, strict=True)]
        for code in changed:
            self.converted[code] = self.converted.get(code, 0) + 1
        return rich(spans)


def _code(font: str) -> Code | None:
    if font.startswith(".Vn"):
        return "TCVN3"
    return "VNI" if font.upper().startswith("VNI-") else None


def _is_old(text: str, code: Code) -> bool:
    """Whether text in such a font is in its encoding: somebody may have typed Unicode in it."""
    if not _HIGH.search(text):
        return False
    words = text.split()
    unicode = sum(bool(_BEYOND.search(word)) for word in words)
    return legacy(text) == code or unicode * 20 <= len(words)


def _converted(run: Sequence[Piece], code: Code) -> list[str]:
    """The texts of pieces that follow each other in the same encoding."""
    whole = from_legacy("".join(piece.text for piece in run), code)
    if code == "VNI":  # two characters may make one letter
        return [_cased(from_legacy(piece.text, code), piece) for piece in run]
    texts, at = [], 0
    for piece in run:
        texts.append(_cased(whole[at : at + len(piece.text)], piece))
        at += len(piece.text)
    return texts


def _cased(text: str, piece: Piece) -> str:
    """Capitals have a font of their own in TCVN3: .VnTimeH."""
    font = piece.characters.font
    return text.upper() if font.startswith(".Vn") and font.endswith("H") else text
