"""Numbers of Party and state documents: 34-CT/TU, 27/CT-TTg, 73/2023/NĐ-CP."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from kit.text.compare import Match
from kit.text.fold import bare, fold, has_marks

__all__ = ["DocNumber", "parse_docnum", "same_docnum"]

Style = Literal["party", "state"]

# The kinds of documents, and how each is written in a number. Longer names first.
_KINDS: Final = {
    "báo cáo": "bc",
    "chỉ thị": "ct",
    "chương trình hành động": "ctr ctrhđ cthđ",
    "chương trình": "ctr",
    "công điện": "cđ",
    "công văn": "cv",
    "đề án": "đa",
    "hướng dẫn": "hd",
    "kế hoạch": "kh",
    "kết luận": "kl",
    "luật": "",
    "nghị định": "nđ",
    "nghị quyết": "nq",
    "pháp lệnh": "",
    "quy chế": "qc",
    "quy định": "qđ qđi qyđ",
    "quyết định": "qđ",
    "thông báo": "tb",
    "thông tri": "tt ttr",
    "thông tư": "tt",
    "tờ trình": "ttr",
}
_SIGNS: Final = {sign for signs in _KINDS.values() for sign in signs.split()}
_WORDS: Final = "|".join((*_KINDS, *sorted(_SIGNS)))
# Word, as typed without marks → the signs that may follow it, without marks, too.
_SIGNS_OF: Final = {
    **{bare(sign): {bare(sign)} for sign in _SIGNS},
    **{bare(word): {bare(sign) for sign in signs.split()} for word, signs in _KINDS.items()},
}
_BARE_SIGNS: Final = {bare(sign) for sign in _SIGNS}
# Leading words, also without marks; they do not belong to the number.
_LEADING: Final = re.compile(
    rf"(?:(?P<word>{_WORDS}|{bare(_WORDS)})\s+)?(?:s[ốo]\s*:?\s*)?(?=[0-9])"
)
_SHAPE: Final = re.compile(
    r"([0-9]{1,6})\s*([-/])\s*(?:([12][0-9]{3})\s*/\s*)?([^\W\d_][^\W_]*(?:\s*[-/]\s*[^\W_]+)*)"
)
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True)
class DocNumber:
    """The number of a document. Not unique: the key of a document is (issuer, number, date)."""

    number: int
    """Leading zeros do not count: 03-HD/TU is 3-HD/TU."""
    year: int | None
    kind_org: str
    """Kind and issuing body with the separators between them, in capitals: `CT/TU`, `NĐ-CP`."""
    style: Style
    """The sign after the number: `-` for the Party (34-CT/TU), `/` for the state (27/CT-TTg)."""

    def __str__(self) -> str:
        separator = "-" if self.style == "party" else "/"
        year = f"{self.year}/" if self.year else ""
        return f"{self.number}{separator}{year}{self.kind_org}"


def parse_docnum(s: str) -> DocNumber | None:
    """Read the number of a document, or None if there is none or something else beside it.

    Case, spaces around the separators and the glyph of a dash do not count, `Chỉ thị số` and the
    like in front are left out. `-` and `/` are kept apart: swapping them is a mistake.
    """
    text = fold(s)
    leading = _LEADING.match(text)
    found = _SHAPE.fullmatch(text, leading.end() if leading else 0)
    if found is None:
        return None
    number, separator, year, kind_org = found.groups()
    return DocNumber(
        int(number),
        int(year) if year else None,
        _SPACES.sub("", kind_org).upper(),
        "party" if separator == "-" else "state",
    )


def same_docnum(typed: str, expected: str) -> Match:
    """Compare a typed document number with the expected one: EXACT, BARE or NONE.

    BARE if `typed` has no mark where `expected` has one: 124-QD/TW for 124-QĐ/TW. NONE whenever
    one of the two cannot be read, or the kind typed in front (`Nghị quyết số 34-CT/TU`) is not
    the kind in the number.
    """
    mine, key = parse_docnum(typed), parse_docnum(expected)
    if mine is None or key is None or _contradicts(typed, mine):
        return Match.NONE
    if mine == key:
        return Match.EXACT
    rest_equal = (mine.number, mine.year, mine.style) == (key.number, key.year, key.style)
    if rest_equal and not has_marks(mine.kind_org) and bare(mine.kind_org) == bare(key.kind_org):
        return Match.BARE
    return Match.NONE


def _contradicts(typed: str, number: DocNumber) -> bool:
    leading = _LEADING.match(fold(typed))
    if leading is None or leading["word"] is None:
        return False
    sign = bare(re.split("[-/]", number.kind_org)[0])
    # Laws and the like have no kind in their number (98/2023/QH15).
    return sign in _BARE_SIGNS and sign not in _SIGNS_OF[bare(leading["word"])]
