"""What lists of people look like: heads of columns, names, and rows that are nobody's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kit.formats import Cell, Line
from kit.text import fold, nfc
from kit.wording import LANGUAGES, t

_HEAD_ROWS: Final = 3
"""A heading may go on in the rows below it, as joined cells do."""
NOTHING: Final = Cell("", "", 0)
"""The cell of a column that a row does not reach."""
# “1. ”, “12) ”, “3” and “- ” in front of a name.
_NUMBER: Final = re.compile(r"^(?:[0-9]{1,5}\s*[.):/–-]?\s*|[-–•*+]\s+)")
_BRACKETS: Final = re.compile(r"\([^)]*\)")
_WHOLE: Final = re.compile(
    r"họ(?: và|,|&)? tên(?!\w)(?!.*(?:bí thư|trưởng|phó|phụ trách|chủ tịch|chủ trì|người|cán bộ))"
)
"""However it goes on: “Họ và tên đồng chí”; but not with whose it is: “Họ và tên bí thư”."""
_TOTAL: Final = re.compile(
    # A total of whatever is counted; the others begin the names of bodies.
    r"(?:cộng|ấn định|danh sách)(?!\w)"
    r"|tổng(?!\w| *(?:công ty|cục|đài|đội|hội|hợp|kho|lãnh sự|liên đoàn|trạm)(?!\w))"
)
_PART: Final = re.compile(
    r"(?:stt|tt|họ(?: và)? tên|cộng hòa xã hội|độc lập|đảng cộng sản|đảng bộ|đảng ủy|đảng viên"
    r"|quần chúng|tổng|chi bộ|tổ|nhóm|khu phố|thôn|ấp|xóm|phường|xã|đơn vị|ghi chú|lưu ý)(?!\w)"
)
_SIGNED: Final = re.compile(
    r"(?:người lập|người ghi|t/m|tm\.|thay mặt|bí thư|phó bí thư|chi ủy|ban chấp hành|chủ tịch"
    r"|thủ trưởng|xác nhận|nơi nhận|\((?:đã )?ký|ngày [0-9. ]|[^,]{2,40}, ?ngày(?!\w))"
)


@dataclass(frozen=True)
class Heads:
    """Where a list of people has its columns."""

    name: tuple[int, ...]
    """One, or those of surname, middle name and name."""
    role: int | None
    office: int | None
    """A column of offices in the Party, which are no roles here."""

    def name_of(self, line: Line) -> str:
        """The name in that row, tidied."""
        return tidy_name(" ".join(cell_at(line, column).text for column in self.name))


def heads_of(line: Line) -> Heads | None:
    """The columns, if this row is the heading of a list of people."""
    texts = [
        fold(_BRACKETS.sub("", " ".join(cell.text.split())).strip(" *:")) for cell in line.cells
    ]
    first, last = _columns(texts, "list_surname"), _columns(texts, "list_given")
    whole = tuple(n for n, text in enumerate(texts) if _is_whole(text) and n not in first)
    whole = _columns(texts, "list_name") or whole
    name = whole[:1] or (tuple(sorted((*first, *last))) if last else ())
    if not name:
        return None
    role, office = _columns(texts, "list_role"), _columns(texts, "list_office")
    return Heads(name, next(iter(role), None), next(iter(office), None))


def heading(lines: Sequence[Line]) -> tuple[range, Heads | None]:
    """The rows of the heading, none in a plain list of names, and what they say."""
    first = next((n for n, line in enumerate(lines) if heads_of(line)), None)
    heads = heads_of(lines[first]) if first is not None else None
    if first is None or heads is None:
        return range(0), None
    stop = first + 1
    if len(lines[first].cells) == 1:
        return range(first, stop), None  # text with a word above it
    for line in lines[stop : first + _HEAD_ROWS]:
        below = heads_of(line)
        if line.block != lines[first].block or (below is None and has_letters(heads.name_of(line))):
            break
        if below:
            role = below.role if heads.role is None else heads.role
            heads = Heads(below.name, role, below.office if heads.office is None else heads.office)
        stop += 1
    rows = [line for line in lines[stop:] if line.block == lines[first].block]
    return range(first, stop), _with_given_names(heads, lines[first:stop], rows)


def _with_given_names(heads: Heads, above: Sequence[Line], rows: Sequence[Line]) -> Heads:
    """One heading may be joined over two columns, the second of which has the given names."""
    beside = heads.name[-1] + 1
    if len(heads.name) > 1 or any(cell_at(line, beside).text for line in above):
        return heads
    named = [line for line in rows if has_letters(cell_at(line, heads.name[0]).text)]
    given = [line for line in named if cell_at(line, beside).text.isalpha()]
    return replace(heads, name=(*heads.name, beside)) if 2 * len(given) > len(named) else heads


def _is_whole(text: str) -> bool:
    return _WHOLE.match(text) is not None and ":" not in text


def _columns(texts: Sequence[str], name: str) -> tuple[int, ...]:
    """The columns that are headed by one of the words of the catalogue's entry."""
    words = words_of(name)
    return tuple(n for n, text in enumerate(texts) if text in words)


def words_of(name: str) -> set[str]:
    """The words, folded, by which a column may be headed: the catalogue has bars between them."""
    return {fold(word) for lang in LANGUAGES for word in t(f"new.{name}", lang).split("|")}


def cell_at(line: Line, column: int | None) -> Cell:
    """That cell of a row; an empty one where the row is shorter, or there is no such column."""
    return line.cells[column] if column is not None and column < len(line.cells) else NOTHING


def tidy_name(text: str) -> str:
    """A name with single spaces and composed letters, without a number in front of it."""
    whole = " ".join(nfc(text).split())
    return (
        whole[found.end() :].strip(" ,;") if (found := _NUMBER.match(whole)) else whole.strip(",;")
    )


def is_somebody(name: str) -> bool:
    """Whether a tidied name can be a person's: no total, no part of the list, no signature."""
    letters = sum(char.isalpha() for char in name)
    folded = fold(name)
    return letters > 1 and not any(one.match(folded) for one in (_TOTAL, _PART, _SIGNED))


def is_total(text: str) -> bool:
    """Whether a cell begins a row that counts those above."""
    return _TOTAL.match(fold(text)) is not None


def is_signature(line: Line, heads: Heads) -> bool:
    """Whether a row that is nobody's begins the foot of a list, where names are of who signs.

    A place that nobody holds may have a row, too, with its office.
    """
    cells = (cell for n, cell in enumerate(line.cells) if n not in (heads.role, heads.office))
    return any(_SIGNED.match(fold(cell.text)) for cell in cells)


def has_letters(text: str) -> bool:
    """Whether there are any: not in a number, a date or a dash alone."""
    return any(map(str.isalpha, text))


def text_of(line: Line) -> str:
    """What a row that is nobody's says, if it says anything."""
    text = " ".join(cell.text for cell in line.cells if cell.text)
    return " ".join(text.split()) if has_letters(text) else ""
