"""Vietnamese text: fold, compare, read numbers and dates, write numbers, check citations.

Everything here is a pure function of its arguments. Answers are compared on a ladder, exact,
spelling, without marks; there is no edit distance anywhere, because `10` and `19`, or `không làm`
and `làm`, are one step apart and mean something else.
"""

from kit.text.collation import code_key, person_key, sort_key
from kit.text.compare import Match, equal, same
from kit.text.dates import PartialDate, parse_date
from kit.text.docnums import DocNumber, parse_docnum, same_docnum
from kit.text.fold import bare, fold, has_marks, most_marks, nfc
from kit.text.from_legacy import from_legacy
from kit.text.legacy import legacy, likelier
from kit.text.lists import split_list
from kit.text.numbers import COUNTED, Quantity, Range, parse_number, parse_percent, parse_range
from kit.text.others import about_others, letters_named
from kit.text.passages import paragraphs, stands_in
from kit.text.quotes import within_quotes
from kit.text.slug import is_device_name, slug
from kit.text.spelling import spelling
from kit.text.tongue import VIETNAMESE, is_vietnamese
from kit.text.visible import visible
from kit.text.written import (
    percent_places,
    round_number,
    round_percent,
    write_number,
    write_percent,
)

__all__ = [
    "COUNTED",
    "VIETNAMESE",
    "DocNumber",
    "Match",
    "PartialDate",
    "Quantity",
    "Range",
    "about_others",
    "bare",
    "code_key",
    "equal",
    "fold",
    "from_legacy",
    "has_marks",
    "is_device_name",
    "is_vietnamese",
    "legacy",
    "letters_named",
    "likelier",
    "most_marks",
    "nfc",
    "paragraphs",
    "parse_date",
    "parse_docnum",
    "parse_number",
    "parse_percent",
    "parse_range",
    "percent_places",
    "person_key",
    "round_number",
    "round_percent",
    "same",
    "same_docnum",
    "slug",
    "sort_key",
    "spelling",
    "split_list",
    "stands_in",
    "visible",
    "within_quotes",
    "write_number",
    "write_percent",
]
