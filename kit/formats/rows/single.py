"""What a single cell is: a question's number, an option with its letter; and a note about one."""

import re
from collections.abc import Sequence

from kit.formats.draft.answers import latin
from kit.formats.exchange import Note, Remarks, quoted
from kit.formats.paper.keys import VALUE
from kit.formats.paper.line import Line
from kit.formats.paper.signs import option_sign, question_label
from kit.formats.rows.grid import GridCell

__all__ = ["ENDS", "bare_key", "is_named", "is_number", "letter_of", "tell"]

ENDS = re.compile(r"[.:;?!…”\"»)\]_]\s*$")
"""What a sentence ends with."""

_AROUND = re.compile(r"^\s*(?:đáp án|phương án|đ/?a)\s*:?\s*(?=\S)", re.IGNORECASE)
_VALUE = re.compile(VALUE, re.IGNORECASE)


def bare_key(text: str) -> str:
    """The text, or the key alone that it says: *Đáp án B*, *(B)*."""
    said = _AROUND.sub("", latin(text)).strip(" .()[]")
    return said if _VALUE.fullmatch(said) else text


def letter_of(cell: GridCell) -> str:
    """The letter, as a capital, that the cell begins with as an option does; "" if with none."""
    sign = option_sign(Line(cell.text, cell.place))
    found = sign and sign.family in ("upper", "lower") and sign.letter <= "H"
    return sign.letter if sign and found else ""


def is_named(cell: GridCell) -> bool:
    """Whether the cell begins with a word such as *Câu* and a number."""
    label = question_label(cell.plain)
    return bool(label and label.named)


def is_number(cell: GridCell | None) -> bool:
    """Whether the cell holds a question's number."""
    if cell is None:
        return False
    return question_label(f"{cell.plain}." if cell.plain.isdigit() else cell.plain) is not None


def tell(place: str, code: str, texts: Sequence[str], *, lost: bool = False) -> list[Note]:
    """A note about text that belongs to no question."""
    about = Remarks(0, place)
    (about.lost if lost else about.told)(code, text=quoted(texts))
    return about.notes
