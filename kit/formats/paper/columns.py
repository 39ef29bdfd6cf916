"""Two lists that are to be paired: numbers here, letters there, below or beside each other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kit.formats.draft.lists import is_pairs
from kit.formats.draft.model import Answer, Draft, Option
from kit.formats.paper.keyline import answer_in
from kit.formats.paper.line import Line
from kit.formats.rich import joined, plain_text

__all__ = ["HEADS", "asks_to_pair", "numbered_lines", "take_columns"]

_SIGN = re.compile(r"\s*[(\[]?(?P<sign>\d{1,2}|[A-La-l])\s*[.):/\]–-]\s*(?=\S)")
_GAP = re.compile(r"(?:\t\s*|\s{3,})(?=[(\[]?(?:\d{1,2}|[A-La-l])\s*[.):/\]–-]\s*\S)")
_ASKS = re.compile(r"\b(?:(?<!kết )nối|ghép|cột\s+[ab12]\b|vế\s+[ab]\b)", re.IGNORECASE)
_SIDE = r"(?:cột|vế|nhóm|danh sách|bảng)?\s*(?:[ab12]|i{1,2}|trái|phải)"
HEADS = re.compile(rf"\W*{_SIDE}(?:[\W\d]*{_SIDE})?\W*", re.IGNORECASE)
"""*Cột A*, *Cột A    Cột B*: heads of the lists, which every page shows in its own way."""


@dataclass
class _Lists:
    """The two lists, as far as they have been read."""

    entries: dict[str, list[Option]] = field(default_factory=dict)
    """Family (``digit``, ``lower``, ``upper``) → its entries, in order."""
    last: str = ""

    def take(self, piece: Line, sign: re.Match[str]) -> bool:
        """Whether the piece is the next entry of its list."""
        label = sign["sign"]
        family = "digit" if label.isdigit() else "lower" if label.islower() else "upper"
        mine = self.entries.get(family, [])
        place = int(label) if label.isdigit() else ord(label.upper()) - ord("A") + 1
        if place != len(mine) + 1:
            return False
        text = piece.text.cut(sign.end()).strip()
        self.entries[family] = [*mine, Option(label.upper(), text, piece.place)]
        self.last = family
        return True

    def go_on(self, piece: Line) -> None:
        """More of the last entry."""
        last = self.entries[self.last][-1]
        last.text = joined((last.text, piece.text), " ")


def take_columns(lines: Sequence[Line], draft: Draft) -> list[Line]:
    """The lines without two lists that are to be paired; those are the draft's options and right.

    Without such lists all lines come back. A list of statements above options (A. 1 and 2) is none:
    a key of pairs, or words such as *Nối*, *Cột A*, must say that there is something to pair.
    """
    found, rest, answers = _parted(lines)
    asked = [line for line in rest if answer_in(line.text.text) is None]
    keyed = [line for line in rest if line not in asked]
    texts = [line.text.text[answer_in(line.text.text) or 0 :] for line in keyed]
    texts += [one.text.text for one in draft.answers if one.text]
    said = any(map(is_pairs, texts))
    asks = any(_ASKS.search(line.text.text) for line in lines) and not texts
    if not _are_two(found) or not (said or answers or asks):
        return [*lines]
    draft.options, draft.right = found
    draft.answers += answers
    return rest


def asks_to_pair(lines: Sequence[Line]) -> bool:
    """Whether a question has two lists and says that they are to be paired."""
    found, _, _ = _parted(lines)
    return _are_two(found) and any(_ASKS.search(line.text.text) for line in lines)


def _are_two(found: Sequence[Sequence[Option]]) -> bool:
    return len(found) == 2 and min(map(len, found)) > 1


def _parted(lines: Sequence[Line]) -> tuple[list[list[Option]], list[Line], list[Answer]]:
    """The lists, the other lines, and keys without any label."""
    lists, rest, answers = _Lists(), list[Line](), list[Answer]()
    for piece in _pieces(lines):
        text = piece.text.text
        sign = _SIGN.match(text)
        if is_pairs(text) and len(lists.entries) == 2:
            answers.append(Answer(piece.text.strip(), piece.place))
        elif HEADS.fullmatch(text) or (sign and lists.take(piece, sign)):
            continue
        elif lists.last and text[:1].islower() and answer_in(text) is None:
            lists.go_on(piece)
        else:
            rest.append(piece)
    return [*lists.entries.values()], rest, answers


def numbered_lines(lines: Sequence[Line], first: str) -> list[Line]:
    """Entries of one list with a sign each: their own, or ``1)``, ``a)`` and so on in order."""
    if all(_SIGN.match(line.text.text) for line in lines):
        return [*lines]
    signs = (plain_text(f"{chr(ord(first) + n) if first == 'a' else n + 1})") for n in range(26))
    return [
        replace(line, text=joined((sign, line.text), " "))
        for line, sign in zip(lines, signs, strict=False)
    ]


def _pieces(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with entries of both lists that stand in one line apart."""
    for line in lines:
        begin = 0
        for gap in _GAP.finditer(line.text.text):
            yield replace(line, text=line.text.cut(begin, gap.start()).strip())
            begin = gap.end()
        yield replace(line, text=line.text.cut(begin).strip())
