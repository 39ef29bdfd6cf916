"""Text in the font encodings of before Unicode, which shows as rubbish: TCVN3 (ABC) and VNI."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from kit.text.syllables import is_syllable

__all__ = ["legacy", "likelier"]

# TCVN 5712:1993, third table: the characters a Unicode program shows for its bytes. U+00AD, the
# soft hyphen, is ư.
TCVN3: Final = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)

# VNI writes a vowel and, behind it, one character for all its marks (aä is ậ).
_TONES: Final = "\u0301\u0300\u0309\u0303\u0323"
_VNI_PAIRS: Final = {
    base + mark: unicodedata.normalize("NFC", letter + sign + tone)
    for bases, letters, sign, marks in (
        ("aeouyôö", "aeouyơư", "", "_ùøûõï"),
        ("aeo", "aeo", "\u0302", "âáàåãä"),
        ("a", "a", "\u0306", "êéèúüë"),
    )
    for base, letter in zip(bases, letters, strict=True)
    for mark, tone in zip(marks, ("", *_TONES), strict=True)
    if mark != "_"
}
VNI: Final = _VNI_PAIRS | dict(zip("ñôöæóòîíì", "đơưỉĩịỵíì", strict=True))
# Pairs that French, Spanish, Portuguese or Italian words have as well (laïc, où, août, aún).
_WEAK_PAIR: Final = re.compile("[aeou]ï|[aeo]ù|[aeo]û|[aeo]á|[aeo]ã|a[üëúéèê]")

WORD: Final = re.compile(r"[A-Za-z\u00a1-\u00ff\u0100-\u1eff\u0300-\u036f]+")
_HIGH: Final = re.compile(r"[\u00a1-\u00ff]")
_SYMBOLS: Final = "".join(chr(code) for code in range(0xA1, 0x100) if not chr(code).isalpha())
_VNI_UNIT: Final = re.compile("|".join((*_VNI_PAIRS, *VNI, "[a-z]")))
_VNI_WORD: Final = re.compile(f"(?:{_VNI_UNIT.pattern})+")
# Inside a word no other language has these, nor a capital behind a small letter. (× · ÷ are left
# out, they stand between letters in formulas.)
_TCVN3_ONLY: Final = re.compile(r"[µ¶¸¹¨»¼½¾©®ª«¬\u00ad¡¢£¤¥¦§]|[a-zà-þ][Æ-Þ]")
_VNI_ONLY: Final = re.compile(
    "|".join(pair for pair in _VNI_PAIRS if not _WEAK_PAIR.fullmatch(pair)), re.IGNORECASE
)

_SHORTEST_ALONE: Final = 3
"""A single legacy word must have this many characters to count (`µm` is a unit)."""


@dataclass(frozen=True)
class _Reading:
    """How the words of a text fare when they are read in one legacy encoding."""

    words: int
    sensible: int
    """Words that are Vietnamese syllables in this reading."""
    evidence: int
    """Words that are Vietnamese syllables in this reading only."""
    certain: bool
    """Whether some evidence can be nothing else."""

    @property
    def holds(self) -> bool:
        if self.evidence >= 2:
            plenty = self.certain or self.evidence >= 3
            return plenty and 3 * self.sensible > 2 * self.words
        return self.certain and self.sensible == self.words


def legacy(s: str) -> Literal["TCVN3", "VNI"] | None:
    """Which legacy font encoding `s` is written in, or None for Unicode of any language.

    A word counts as evidence if it is no Vietnamese syllable as it stands and becomes one when
    decoded. Run this on the raw text: whoever strips soft hyphens first takes the ư of TCVN3
    away. For a warning ("type it again in Unicode"); nothing is converted.
    """
    if not _HIGH.search(s):
        return None
    words = _words(s)
    tcvn3 = _read(words, _from_tcvn3, _TCVN3_ONLY)
    vni = _read(words, _from_vni, _VNI_ONLY)
    if tcvn3.holds and tcvn3.evidence >= vni.evidence:
        return "TCVN3"
    return "VNI" if vni.holds else None


def likelier(s: str, code: Literal["TCVN3", "VNI"]) -> bool | None:
    """Whether `s`, in which `legacy` finds nothing, is in `code` rather than in Unicode.

    For a short text beside others that are in `code`. None if its words do not tell: *Phòng* may
    be *Phũng* in TCVN3, and *café* is no Vietnamese either way.
    """
    words = [word for word in _words(s) if _HIGH.search(word)]
    decode = _from_tcvn3 if code == "TCVN3" else _from_vni
    now = [word for word in words if is_syllable(word, tones_too=True)]
    old = [word for word in words if is_syllable(decode(word) or "", tones_too=True)]
    if len(now) > len(old):
        return False
    longest = max((len(word) for word in old if word not in now), default=0)
    return True if len(old) > len(now) and longest >= _SHORTEST_ALONE else None


def _words(s: str) -> list[str]:
    """The words that can tell; one in capitals is an abbreviation as a rule (UBND, CT, TU)."""
    return [
        word
        for word in WORD.findall(unicodedata.normalize("NFC", s))
        if not (word.isascii() and word.isupper()) and word.strip(_SYMBOLS + "ªµº")
    ]


def _read(
    words: list[str], decode: Callable[[str], str | None], certain: re.Pattern[str]
) -> _Reading:
    sensible = evidence = 0
    sure = False
    for word in words:
        # No syllable is long; what is may be a stranger's, and is not kept.
        told = (_told if len(word) < 20 else _told.__wrapped__)(word, decode, certain)
        sensible += told[0]
        evidence += told[1]
        sure = sure or told[2]
    return _Reading(len(words), sensible, evidence, sure)


@lru_cache(maxsize=16_384)
def _told(
    word: str, decode: Callable[[str], str | None], certain: re.Pattern[str]
) -> tuple[bool, bool, bool]:
    """Whether a word is a syllable in this reading, only in this one, and can be nothing else."""
    decoded = decode(word)
    if decoded is None or not is_syllable(decoded, tones_too=True):
        return False, False, False
    evidence = decoded != word and not _is_unicode(word)
    sure = evidence and len(word) >= _SHORTEST_ALONE and bool(certain.search(word))
    return True, evidence, sure


def _is_unicode(word: str) -> bool:
    return is_syllable(word.strip(_SYMBOLS).replace("Ð", "đ").replace("ð", "đ"))


def _from_tcvn3(word: str) -> str | None:
    decoded = "".join(TCVN3.get(char, char if char.isascii() else "\0") for char in word)
    return None if "\0" in decoded else decoded


def _from_vni(word: str) -> str | None:
    small = word.casefold()
    if not _VNI_WORD.fullmatch(small):
        return None
    return _VNI_UNIT.sub(lambda unit: VNI.get(unit[0], unit[0]), small)
