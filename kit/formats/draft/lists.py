"""Keys of questions that pair two lists, or put one in order: ``1-c, 2-a``, ``3-1-2-4``."""

import re
from collections.abc import Mapping, Sequence

from kit.formats.draft.answers import latin

__all__ = ["is_pairs", "order_of", "paired"]

_JOIN = r"\s*(?:[-–—:=.)/→]|->|=>|\s|nối với|ghép với|với)*\s*"
_PAIR = re.compile(rf"(?<!\w)(?:(\d{{1,2}}){_JOIN}([a-l])|([a-l]){_JOIN}(\d{{1,2}}))(?!\w)")
_SIGN = re.compile(r"(?<!\w)(?:\d{1,2}|[a-l])(?!\w)")
_RUN = re.compile(r"[a-l]{3,12}|[1-9]{3,9}")
_BETWEEN = re.compile(r"[\s,;.|/()–—>→=&+-]*")


def _pairs(text: str) -> list[tuple[str, str]]:
    """Number and letter of each pair, if the text holds nothing else."""
    folded = latin(text).casefold().strip()
    found = [(one[1] or one[4], one[2] or one[3]) for one in _PAIR.finditer(folded)]
    rest = _PAIR.sub("", folded)
    return found if _BETWEEN.fullmatch(rest) else []


def is_pairs(text: str) -> bool:
    """Whether the text is nothing but two or more pairs of a number and a letter."""
    return len(_pairs(text)) > 1


def paired(text: str, left: Sequence[str], right: Sequence[str]) -> Mapping[str, str] | None:
    """Left label → right label; ``None`` unless every left one has exactly one that is there."""
    found: dict[str, str] = {}
    for number, letter in _pairs(text):
        pair = (number, letter.upper())
        one, other = pair if left[0].isdigit() else pair[::-1]
        if one in found or other not in right:
            return None
        found[one] = other
    return found if sorted(found) == sorted(left) else None


def order_of(text: str, count: int) -> tuple[int, ...] | None:
    """The places of ``count`` entries in the order that letters or numbers give, each once."""
    folded = latin(text).casefold().strip(" .")
    signs = [*folded] if _RUN.fullmatch(folded) else _SIGN.findall(folded)
    if not _RUN.fullmatch(folded) and not _BETWEEN.fullmatch(_SIGN.sub("", folded)):
        return None
    if len({one.isdigit() for one in signs}) != 1:
        return None
    places = tuple(int(one) - 1 if one.isdigit() else ord(one) - ord("a") for one in signs)
    return places if count > 2 and sorted(places) == [*range(count)] else None
