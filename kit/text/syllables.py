"""What a Vietnamese syllable can look like."""

import re
import unicodedata
from typing import Final

__all__ = ["is_syllable"]

# Loose on purpose where a rare loan word may sneak in; only used to tell Vietnamese from
# something else, never to correct anybody's spelling.
_RHYMES: Final = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây"
    "|e|ec|em|en|eng|eo|ep|et|ê|êch|êm|ên|ênh|êp|êt|êu"
    "|i|ia|ich|iêc|iêm|iên|iêng|iêp|iêt|iêu|im|in|inh|ip|it|iu"
    "|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oăc|oăm|oăn|oăng|oăt|oc|oe|oen|oeo|oet|oi"
    "|om|on|ong|ooc|oong|op|ot|ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt"
    "|u|ua|uân|uâng|uât|uây|uc|uê|uêch|uênh|ui|um|un|ung|uôc|uôi|uôm|uôn|uông|uôt|uơ|up|ut"
    "|uy|uya|uych|uyên|uyêt|uyn|uynh|uyp|uyt|uyu|ư|ưa|ưc|ưi|ưn|ưng|ươc|ươi|ươm|ươn|ương|ươp|ươt|ươu"
    "|ưt|ưu|y|ynh|yt|yêm|yên|yêng|yêt|yêu"
)
_ONSETS: Final = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx]"
_SYLLABLE: Final = re.compile(rf"(?:{_ONSETS})?(?:{_RHYMES})")
_TONE: Final = re.compile(r"[\u0300\u0301\u0303\u0309\u0323]")
_STOP_CODA: Final = re.compile(r"(?:c|ch|p|t)$")
# Sắc and nặng are the only tones before c, ch, p, t.
_STOP_TONES: Final = ("\u0301", "\u0323")


def is_syllable(word: str, *, tones_too: bool = False) -> bool:
    """Whether `word` has the letters of one Vietnamese syllable, in any case.

    Where the tone stands is not looked at; with `tones_too` there must be at most one, and before
    a final c, ch, p, t it must be sắc or nặng.
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    letters = unicodedata.normalize("NFC", _TONE.sub("", decomposed))
    if not _SYLLABLE.fullmatch(letters):
        return False
    if not tones_too:
        return True
    tones = _TONE.findall(decomposed)
    if _STOP_CODA.search(letters):
        return len(tones) == 1 and tones[0] in _STOP_TONES
    return len(tones) <= 1
