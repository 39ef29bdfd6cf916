"""Level A: the canonical form two exactly equal answers share."""

import re
import unicodedata
from typing import Final

__all__ = ["bare", "fold", "has_marks", "most_marks", "nfc"]

# What nobody sees on the page: soft hyphen, grapheme joiner, zero-width spaces and joiners,
# direction marks, BOM. In TCVN3 text the soft hyphen is a letter: run `legacy` on the raw text.
_INVISIBLE: Final = dict.fromkeys(
    [
        *(0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
    ]
)

# After case folding: Eth and African D as Vietnamese keyboards of old produced them, the quotes
# and the dashes. NFKC does none of these.
_ONE_GLYPH: Final = str.maketrans(
    {
        **dict.fromkeys("ðɖ", "đ"),
        **dict.fromkeys("‘’‚‛′´`ʼʹ‹›", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)

# Only open oa, oe, uy have two spellings (hòa and hoà). `qu` and `gi` are no onsets here: their
# vowel letter is not part of the rhyme (quý, già). c, k, gh, ngh never stand before these rhymes.
_ONSET: Final = "ng|nh|kh|ch|ph|th|tr|[bdđghlmnprstvx]"
_TONE_MOVES: Final = {
    **dict(zip(("oà", "oá", "oả", "oã", "oạ"), ("òa", "óa", "ỏa", "õa", "ọa"), strict=True)),
    **dict(zip(("oè", "oé", "oẻ", "oẽ", "oẹ"), ("òe", "óe", "ỏe", "õe", "ọe"), strict=True)),
    **dict(zip(("uỳ", "uý", "uỷ", "uỹ", "uỵ"), ("ùy", "úy", "ủy", "ũy", "ụy"), strict=True)),
}
# A combining mark left over by NFC belongs to its letter, so it is no word boundary.
_NEW_STYLE: Final = re.compile(
    rf"(?<![\w\u0300-\u036f])({_ONSET})?({'|'.join(_TONE_MOVES)})(?![\w\u0300-\u036f])"
)
# Typing habits around punctuation: "a , b", "a,b" and "a, b" are one, "2025 – 2030" is "2025-2030".
# Never between digits: "1,2" is a number and "1, 2" a list.
_AROUND_DASH: Final = re.compile(r" ?- ?")
_BEFORE_COMMA: Final = re.compile(r" +(?=[,;:])")
_AFTER_COMMA: Final = re.compile(r"(?<=[,;:])(?=[^\W\d])")
_MARKS: Final = re.compile(r"[\u0300-\u036f]")


def nfc(s: str) -> str:
    """`s` with composed letters (Word on a Mac and Windows keyboards give decomposed ones)."""
    return unicodedata.normalize("NFC", s)


def fold(s: str) -> str:
    """The canonical form of `s`; two texts are equal at level A when their forms are equal.

    NFC; Ð and Ɖ read as Đ; invisible characters dropped, any white space to one space; one
    glyph for each of single quotes, double quotes and dashes; the tone of open oa, oe, uy on the
    first vowel; case folded; white space at the ends and `.;,` at the end trimmed; no space around
    a dash or before a comma, one after it. Nothing else: digits, inner punctuation and all other
    letters stay. Idempotent. A form for comparing, not for showing.
    """
    if s.isascii():
        text = s.lower().replace("`", "'")
    else:
        text = unicodedata.normalize("NFC", s.translate(_INVISIBLE)).casefold()
        text = unicodedata.normalize("NFC", text).translate(_ONE_GLYPH)
        text = _NEW_STYLE.sub(_move_tone, text)
    text = _AROUND_DASH.sub("-", " ".join(text.split()))
    return _AFTER_COMMA.sub(" ", _BEFORE_COMMA.sub("", text)).rstrip(" .;,")


def bare(s: str) -> str:
    """Level C: `fold(s)` without any diacritic, đ as d: what is left when typed without marks.

    Different words meet here (`sợ sai` and `sơ sài`), so this form alone never decides a match.
    """
    folded = fold(s)
    if folded.isascii():
        return folded
    letters = _MARKS.sub("", unicodedata.normalize("NFD", folded)).replace("đ", "d")
    # Once more, because taking a mark off may lay a final full stop bare.
    return fold(letters)


def has_marks(s: str) -> bool:
    """Whether `s` holds any letter with a diacritic (đ included), so that marks were typed."""
    if s.isascii():
        return False
    decomposed = unicodedata.normalize("NFD", s)
    return bool(_MARKS.search(decomposed)) or any(letter in decomposed for letter in "đĐðÐɖƉ")


def most_marks(s: str) -> int:
    """The greatest number of marks on one letter.

    `fold` takes a time that grows with its square: look at it first in a stranger's long text.
    """
    if s.isascii():
        return 0
    most = run = 0
    for char in s:
        if ord(char) not in _INVISIBLE:
            # Some marks have no combining class of their own and come apart into several that have.
            run = run + 1 if unicodedata.category(char)[0] == "M" else 0
            most = max(most, run)
    return most


def _move_tone(match: re.Match[str]) -> str:
    return (match[1] or "") + _TONE_MOVES[match[2]]
