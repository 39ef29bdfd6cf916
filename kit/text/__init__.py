"""Vietnamese text for marking answers: fold, compare, read numbers and dates, check citations.

Everything here is a pure function of its arguments. Answers are compared on a ladder, exact,
spelling, without marks; there is no edit distance anywhere, because `10` and `19`, or `không làm`
and `làm`, are one step apart and mean something else.
"""

from kit.text.collation import sort_key
from kit.text.compare import Match, equal, same
from kit.text.dates import PartialDate, parse_date
from kit.text.docnums import DocNumber, parse_docnum, same_docnum
from kit.text.fold import bare, fold, has_marks, nfc
from kit.text.from_legacy import from_legacy
from kit.text.legacy import legacy
from kit.text.lists import split_list
from kit.text.numbers import Quantity, Range, parse_number, parse_percent, parse_range
from kit.text.others import letters_named, speaks_of_others
from kit.text.passages import paragraphs, stands_in
from kit.text.slug import slug
from kit.text.spelling import spelling

__all__ = [
    "DocNumber",
    "Match",
    "PartialDate",
    "Quantity",
    "Range",
    "bare",
    "equal",
    "fold",
    "from_legacy",
    "has_marks",
    "legacy",
    "letters_named",
    "nfc",
    "paragraphs",
    "parse_date",
    "parse_docnum",
    "parse_number",
    "parse_percent",
    "parse_range",
    "same",
    "same_docnum",
    "slug",
    "sort_key",
    "speaks_of_others",
    "spelling",
    "split_list",
    "stands_in",
]
