"""What a key in words says: letters, a number, đúng or sai, or the text of the right option."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kit.text import bare, fold

__all__ = ["Chosen", "by_letter", "by_place", "chosen", "latin", "truth", "truths"]

_HOMOGLYPHS = str.maketrans(
    "АВСЕНабсеһＡＢＣＤＥＦＧＨａｂｃｄｅｆｇｈ", "ABCEHabcehABCDEFGHabcdefgh"
)
_HOMOGLYPH = re.compile("[" + "".join(map(chr, _HOMOGLYPHS)) + "]")
# Words around a letter that add nothing to it.
_AROUND = re.compile(
    r"^(?:=+>|-+>|→|⇒|➔|➢|:|=)*\s*(?:(?:vậy|nên|do đó|suy ra),?\s+)?(?:ta\s+)?(?:chọn\s*:?\s*)?"
    r"(?:(?:phương án|đáp án|đa|câu|ý|lựa chọn|chữ)\b\s*|pa\s*(?=[\da-h]))?"
    r"(?:đúng\b\s*)?(?:là\b)?\s*:?\s*",
    re.IGNORECASE,
)
_LETTER = r"[A-La-l]"
_ONE = re.compile(
    rf"[(\[\"'“*]*({_LETTER})[)\]\"'”*.:;,/-]*(?:\s+(?:là\s+)?(?:(?:đáp|phương) án\s+)?đúng\.?)?"
)
_BETWEEN = r"\s*(?:[,;&+/|.–-]|và|and|\s)\s*"
_SEVERAL = re.compile(
    rf"[(\[]*{_LETTER}[).]?(?:{_BETWEEN}\(?{_LETTER}[).]?)+[)\].;]*", re.IGNORECASE
)
_RUN = re.compile(r"[A-L]{2,8}|[a-l]{2,8}")
_NUMBER = re.compile(r"(?:câu\s*|số\s*)?[(\[]?(\d{1,2})(?:\.0|[)\].])?", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,2}(?:\s*(?:[,;&+]|và)\s*\d{1,2})+")
_WITH_REST = re.compile(
    rf"[(\[]?({_LETTER})[)\]]?(?:\s*[.):;,–-]+|\s*(?=[(\[])|[ \u00a0]*\t"
    r"|\s+(?=[“\"]|(?:vì|do|bởi|theo|căn cứ)\b))\s*(\S.*)",
    re.DOTALL,
)
_MANY_WITH_REST = re.compile(
    rf"[(\[]?({_LETTER}(?:\s*(?:[,;&+]|và)\s*{_LETTER})+)(?![^\W\d_])[)\]]?"
    r"(?:\s*[.:;,–-]+|\s*(?=[(\[])|\s+(?=(?:vì|do|bởi|theo|căn cứ)\b))\s*(\S.*)",
    re.DOTALL | re.IGNORECASE,
)
_COUNTED = re.compile(r"([1-9])\s*(?:[.):]+(?!\d)|(?=\())\s*(\S.*)", re.DOTALL)
_QUOTES = " .“”„\"'‘’«»"
_TRUE = frozenset(("đúng", "đ", "true", "t", "dung", "yes", "✓", "✔", "√"))
_FALSE = frozenset(("sai", "s", "false", "f", "no", "✗", "✘"))
_TRUTH = r"(đúng|sai|true|false|đ|s|t|f)\b"
_BY_LETTER = re.compile(rf"(?:ý\s*)?([a-h])\s*[.):=–-]*\s*{_TRUTH}", re.IGNORECASE)


@dataclass(frozen=True)
class Chosen:
    """Which options a key names."""

    places: tuple[int, ...]
    """0-based, in order."""
    rest: str = ""
    """What stands behind them and is no repetition of an option: a reason, a source."""


def latin(text: str) -> str:
    """The text with Cyrillic and wide letters that look like A to H as those."""
    # Asked a hundred times for each question: nearly always there is none.
    return text.translate(_HOMOGLYPHS) if _HOMOGLYPH.search(text) else text


def truth(text: str) -> bool | None:
    """What đúng, sai and their like say; ``None`` for any other text."""
    word = text.strip(" .()[]:;,-–*").casefold()
    return True if word in _TRUE else False if word in _FALSE else None


def truths(text: str, count: int) -> tuple[bool, ...] | None:
    """One truth for each of ``count`` statements, as ``ĐSĐS``, ``Đ, S`` or ``a) Đ b) S``."""
    if labelled := by_letter(text, count):
        return labelled
    folded = text.strip().casefold()
    words = re.findall(r"[^\W\d_]+|[✓✔√✗✘]", folded)
    if len(words) == 1 and set(words[0]) <= {"đ", "s", "t", "f"}:
        words = [*words[0]]
    found = [truth(word) for word in words]
    known = [one for one in found if one is not None]
    return tuple(known) if len(known) == len(found) == count else None


def by_letter(text: str, count: int = 0) -> tuple[bool, ...] | None:
    """The truths of ``a) Đ; b) S``, ``a-Đ b-S`` or ``a đúng, b sai``; 0 for any number from two."""
    folded = latin(text).strip().casefold()
    found = {ord(one[1]) - ord("a"): one[2] in _TRUE for one in _BY_LETTER.finditer(folded)}
    if sorted(found) != [*range(count or max(len(found), 2))]:
        return None
    if _BY_LETTER.sub("", folded).strip(" ,;.|/-–\n\t"):
        return None
    return tuple(found[n] for n in range(len(found)))


def chosen(
    text: str, labels: Sequence[str], texts: Sequence[str], counting: bool | None = None
) -> Chosen | None:
    """The options that a key names; ``None`` if it names none of them for sure.

    ``labels`` are their letters as capitals, ``texts`` what they say. Where options are numbers,
    the key *2* may be the second of them or the one that says 2: ``counting`` tells, if known.
    """
    whole = latin(text).strip(" \t\n.…_*#<>$")
    said = _of_texts(whole, texts)
    plain = whole[_around(whole) :].strip()
    if (place := _repeated(plain, labels, texts)) is not None:
        return Chosen((place,))
    for candidate in dict.fromkeys((whole, plain)):
        if found := _letters(candidate, labels):
            return Chosen(found)
    number = _numbers(whole, labels) or _numbers(plain, labels)
    if said is not None:
        if len(number) != 1 or number == (said,) or counting is False:
            return Chosen((said,))
        if counting is None:
            return None
    if number:
        return Chosen(number)
    end = "." if text.rstrip(" \t\n").endswith(".") else ""
    rest = _with_rest(plain + end, labels, texts, counting)
    return rest or _stated(plain, texts)


def by_place(text: str, labels: Sequence[str], texts: Sequence[str]) -> bool | None:
    """Whether a number as key can only count options, or only be the text of one.

    ``None`` if it may be both, and for what is no number.
    """
    whole = text.strip(" .()[]")
    counts, said = bool(_numbers(whole, labels)), _of_texts(whole, texts) is not None
    return counts if whole.isdigit() and counts != said else None


def _around(text: str) -> int:
    found = _AROUND.match(text)
    return found.end() if found else 0


def _letters(text: str, labels: Sequence[str]) -> tuple[int, ...]:
    if one := _ONE.fullmatch(text):
        names = [one[1]]
    elif _SEVERAL.fullmatch(text):
        names = re.findall(rf"(?<![^\W\d_]){_LETTER}(?![^\W\d_])", text)
    elif _RUN.fullmatch(text.rstrip(".")):
        names = [*text.rstrip(".")]
        if names != sorted(set(names)):
            return ()
    else:
        return ()
    return _places([name.upper() for name in names], labels)


def _places(names: Sequence[str], labels: Sequence[str]) -> tuple[int, ...]:
    """Nothing if a name is unknown, or given to two options."""
    if any(labels.count(name) != 1 for name in names):
        return ()
    return tuple(sorted({labels.index(name) for name in names}))


def _numbers(text: str, labels: Sequence[str]) -> tuple[int, ...]:
    if _NUMBERS.fullmatch(text):
        numbers = [int(one) for one in re.findall(r"\d+", text)]
    elif one := _NUMBER.fullmatch(text):
        numbers = [int(one[1])]
    else:
        return ()
    if any(not 1 <= number <= len(labels) for number in numbers):
        return ()
    return tuple(sorted({number - 1 for number in numbers}))


def _of_texts(text: str, texts: Sequence[str]) -> int | None:
    for wanted in dict.fromkeys((fold(text), fold(text.strip(_QUOTES)))):
        places = [n for n, one in enumerate(texts) if wanted and fold(one) == wanted]
        if places:
            return places[0] if len(places) == 1 else None
    return None


def _stated(text: str, texts: Sequence[str]) -> Chosen | None:
    place = _of_texts(text, texts)
    return None if place is None else Chosen((place,))


def _with_rest(
    text: str, labels: Sequence[str], texts: Sequence[str], counting: bool | None
) -> Chosen | None:
    """``B. Hà Nội``, ``B (Điều 5)``, ``A, C. Vì …``: letters, then the option again or a reason;
    ``2: Điều 5``, where options are counted."""
    if many := _MANY_WITH_REST.fullmatch(text):
        places = _letters(many[1], labels)
        return Chosen(places, many[2].strip("()[]")) if places else None
    found = _WITH_REST.fullmatch(text)
    places = _places([found[1].upper()], labels) if found else ()
    if not places and counting is not False and (found := _COUNTED.fullmatch(text)):
        places = _numbers(found[1], labels)
        said = _of_texts(found[1], texts)
        if said is not None and (said,) != places and not counting:
            return None  # the option that says so, or the one in that place
    if not found or not places:
        return None
    rest = found[2].strip()
    own = bare(texts[places[0]])
    others = [bare(one) for n, one in enumerate(texts) if n != places[0]]
    again = bare(rest)
    if again in others:
        return None  # one letter and the text of another option
    if own and again.startswith(own):
        return Chosen(places, _behind(rest, texts[places[0]]))
    shown = rest.rstrip(".") if rest.startswith(("(", "[")) else rest
    return Chosen(places, "" if own.startswith(again) and len(again) > 3 else shown.strip("()[]"))


def _repeated(text: str, labels: Sequence[str], texts: Sequence[str]) -> int | None:
    """The option whose letter and text a key repeats: *B. A và B*."""
    found = _WITH_REST.fullmatch(text)
    places = _places([found[1].upper()], labels) if found else ()
    again = bool(places) and bare(found[2] if found else "") == bare(texts[places[0]])
    return places[0] if again else None


def _behind(rest: str, option: str) -> str:
    """What follows the option's text, if that can be told; white space may differ."""
    letters = len("".join(option.split()))
    for n, char in enumerate(rest):
        letters -= not char.isspace()
        if letters <= 0:
            return rest[n + 1 :].strip(" .;,:-–()")
    return ""
