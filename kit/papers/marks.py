"""Answers by letters, crosses and numbers: as they are written on a paper, and read from it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kit.kinds.true_false import read_true_false
from kit.model import is_blank
from kit.papers.mistyped import Mistyped
from kit.wording import Language, t

Entries = Sequence[Mapping[str, str]]
"""Options, statements or the like with their ``id``, in the order of the paper."""

LETTERS = "ABCDEFGHIJKL"
"""Of options and of the right column of a matching; as many as a kind may have."""

_BETWEEN = re.compile(r"[\s,;.:)(/&+|=→]+")
_JUDGEMENTS = {"đ": True, "d": True, "t": True, "s": False, "f": False, "-": None}
_WORDS = ((re.compile(r"đúng|đung|dung|true"), "đ"), (re.compile(r"sai|false"), "s"))


def _compact(typed: str) -> str:
    """Without blanks and what people put between answers, each dash a hyphen; in capitals."""
    return re.sub(r"[–—−]", "-", _BETWEEN.sub("", typed)).upper()


def letters(entries: Entries) -> str:
    """The letters of that many entries."""
    return LETTERS[: len(entries)]


def written_choice(options: Entries, response: Any) -> str:
    """``B``; ``AC`` for several."""
    chosen = response if isinstance(response, list) else [response]
    of = {option["id"]: letter for option, letter in zip(options, LETTERS, strict=False)}
    return "".join(sorted(of[id] for id in chosen if not is_blank(id)))


def read_choice(options: Entries, typed: str) -> str:
    """One letter; raises ``Mistyped``."""
    chosen = read_choices(options, typed)
    if len(chosen) > 1:
        raise Mistyped("one_letter", value=typed)
    return chosen[0]


def read_choices(options: Entries, typed: str) -> list[str]:
    """Letters in any order; raises ``Mistyped``."""
    known = dict(zip(letters(options), options, strict=False))
    compact = _compact(typed)
    if not compact or any(letter not in known for letter in compact):
        raise Mistyped("letter", value=typed, letters=", ".join(known))
    return [option["id"] for letter, option in known.items() if letter in compact]


def written_judgement(response: Any, lang: Language = "vi") -> str:
    """``Đ`` or ``S``; ``T`` or ``F`` of a paper in English."""
    return t("paper.true" if read_true_false(response) else "paper.false", lang)


def read_judgement(typed: str) -> bool:
    """Đ, S, or the words; raises ``Mistyped``."""
    value = _JUDGEMENTS.get(_judged(typed))
    if value is None:
        raise Mistyped("judgement", value=typed)
    return value


def _judged(typed: str) -> str:
    """``đsđs``: words become their letters."""
    text = typed.casefold()
    for word, letter in _WORDS:
        text = word.sub(letter, text)
    return _compact(text).casefold()


def written_judgements(
    statements: Entries, response: Mapping[str, Any], lang: Language = "vi"
) -> str:
    """``ĐS-Đ``: one letter a statement, a hyphen where nothing was judged."""
    given = (response.get(statement["id"]) for statement in statements)
    return "".join("-" if is_blank(one) else written_judgement(one, lang) for one in given)


def read_judgements(statements: Entries, typed: str) -> dict[str, bool]:
    """``ĐSĐS`` in their order, or ``aĐ bS`` by their letters; raises ``Mistyped``."""
    judged, known = _judged(typed), letters(statements).casefold()
    if len(judged) == len(known) and all(one in _JUDGEMENTS for one in judged):
        pairs = dict(zip(known, judged, strict=True))
    else:
        pairs = dict(zip(judged[::2], judged[1::2], strict=False))
        right = all(one in known and value in _JUDGEMENTS for one, value in pairs.items())
        if not right or len(judged) != 2 * len(pairs):
            raise Mistyped("judgements", value=typed, count=len(known))
    values = {one: _JUDGEMENTS[pairs[one]] for one in known if one in pairs}
    ids = {one: statement["id"] for one, statement in zip(known, statements, strict=True)}
    return {ids[one]: value for one, value in values.items() if value is not None}


def written_pairs(left: Entries, right: Entries, response: Mapping[str, Any]) -> str:
    """``1B 2A``: the number of a left entry with the letter of the right one."""
    of = {entry["id"]: letter for entry, letter in zip(right, LETTERS, strict=False)}
    given = ((n, response.get(entry["id"])) for n, entry in enumerate(left, 1))
    return " ".join(f"{n}{of[str(other)]}" for n, other in given if not is_blank(other))


def read_pairs(left: Entries, right: Entries, typed: str) -> dict[str, str]:
    """``1B 2A`` by numbers, or ``BA-C`` in their order; raises ``Mistyped``."""
    compact = _compact(typed)
    if re.fullmatch(r"(?:\d{1,2}-?[A-Z])+", compact):
        pairs = [(int(n), one) for n, one in re.findall(r"(\d{1,2})-?([A-Z])", compact)]
    else:
        pairs = [(n, one) for n, one in enumerate(compact, 1) if one != "-"]
        if len(compact) != len(left):
            raise Mistyped("pairs", value=typed, count=len(left), letters=letters(right))
    places = {n for n, _ in pairs}
    fit = all(1 <= n <= len(left) and one in letters(right) for n, one in pairs)
    if not fit or len(places) < len(pairs):
        raise Mistyped("pairs", value=typed, count=len(left), letters=letters(right))
    return {left[n - 1]["id"]: right[LETTERS.index(one)]["id"] for n, one in pairs}


def written_order(entries: Entries, response: Sequence[str]) -> str:
    """``3 1 2``: the number that stands in each entry's box, from top to bottom."""
    place = {id: n for n, id in enumerate(response, 1)}
    return " ".join(str(place[entry["id"]]) for entry in entries)


def read_order(entries: Entries, typed: str) -> list[str]:
    """The numbers from top to bottom, or ``a3 b1 c2``; raises ``Mistyped``."""
    count = len(entries)
    found = [int(one) for one in re.findall(r"\d+", typed)]
    if len(found) == 1 and len(compact := _compact(typed)) == count < 10:
        found = [int(one) for one in compact]
    if labelled := re.findall(r"([a-l])\W*(\d+)", typed.casefold()):
        by_letter = dict(labelled)
        known = letters(entries).casefold()
        found = [int(by_letter.get(one, 0)) for one in known] if len(labelled) == count else []
    if sorted(found) != list(range(1, count + 1)):
        raise Mistyped("order", value=typed, count=count)
    return [
        entry["id"] for _, entry in sorted(zip(found, entries, strict=True), key=lambda p: p[0])
    ]
