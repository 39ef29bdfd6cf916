"""Numbers, percentages and ranges as people write them in Vietnamese."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from kit.text.compare import Match, same
from kit.text.fold import fold

__all__ = ["Note", "Quantity", "Range", "parse_number", "parse_percent", "parse_range"]

Note = Literal["comma-or-thousands", "comma-thousands", "point-decimal"]
"""How a number departs from Vietnamese usage (dot for thousands, comma for decimals):

- `comma-or-thousands`: `4,500` is 4.5 in Vietnamese usage, but may have meant 4500;
- `comma-thousands`: `1,234.5` or `1,234,567`, which has one reading only;
- `point-decimal`: `4.5`, read as four and a half.
"""

_MAX_DIGITS: Final = 30
_MAX_LENGTH: Final = 200
_PERCENT: Final = ("%", "phần trăm")
_APPROXIMATE: Final = ("gần", "khoảng", "hơn", "trên", "dưới", "xấp xỉ", "~")
_WORDS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")

_LEADING: Final = re.compile(r"(~|[^\W\d_]+(?: xỉ| xi)?)\s*(.+)")
_SIGNED: Final = re.compile(r"(-?)([0-9](?:[0-9., ]*[0-9])?)\s*(.*)")
_WHOLE: Final = re.compile(r"[0-9]+")
_DOT_GROUPS: Final = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_SPACE_GROUPS: Final = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:,[0-9]+)?")
_COMMA_OR_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_COMMA_DECIMAL: Final = re.compile(r"[0-9]+,[0-9]+")
_COMMA_GROUPS: Final = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_POINT_DECIMAL: Final = re.compile(r"[0-9]+\.[0-9]+")

_BETWEEN: Final = re.compile(
    r"(?:(?:từ|tu) )?(-?[^-÷]+?)\s*(?:[-÷]|\b(?:đến|den|tới|toi)\b)\s*(-?[^-÷]+)"
)


@dataclass(frozen=True)
class Quantity:
    """One number as it was typed, with what stood around it."""

    value: Decimal
    """The reading by Vietnamese usage."""
    approx: bool = False
    """Whether a word such as `gần` or `khoảng` stood in front."""
    unit: str | None = None
    """The unit, in the spelling of the caller's list; None if none was typed."""
    percent: bool = False
    """Whether a percent sign (or `phần trăm`) was typed."""
    note: Note | None = None
    """What a reviewer should be told about the way the number was written."""
    qualifier: str | None = None
    """The word that made it approximate (`gần`, `khoảng`, `hơn`, `trên`, `dưới`, `xấp xỉ`, `~`)."""
    alternatives: tuple[Decimal, ...] = ()
    """Other readings, to be compared after `value`: 4500 for `4,500`. Empty when there is none."""

    @property
    def readings(self) -> tuple[Decimal, ...]:
        """All readings, the likeliest first."""
        return (self.value, *self.alternatives)


@dataclass(frozen=True)
class Range:
    """Two numbers with low <= high."""

    low: Decimal
    high: Decimal
    unit: str | None = None
    """The unit, in the spelling of the caller's list; `%` for a range of percentages."""
    percent: bool = False
    alternatives: tuple[tuple[Decimal, Decimal], ...] = ()
    """The other reading of `4,500-5,000`, as (low, high)."""
    qualifier: str | None = None
    """As of a `Quantity`."""

    @property
    def readings(self) -> tuple[tuple[Decimal, Decimal], ...]:
        """All readings as (low, high), the likeliest first."""
        return ((self.low, self.high), *self.alternatives)


COUNTED = ("người", "lượt", "lượt thi", "thí sinh")
"""What may stand after a number of people or of attempts."""


def parse_number(s: str, units: Sequence[str] = ()) -> Quantity | None:
    """Read one number, or None if `s` is anything else (nothing is guessed).

    `4.500`, `4 500` and `4500` are equal, `99,16` has a decimal comma, `1,234.5` and `4.5` are
    tolerated, `không` to `mười` are words for 0 to 10. A unit may follow if it is one of `units`
    (typed without marks, too). At most 30 digits, ASCII digits only.
    """
    qualifier, rest = _split_qualifier(s)
    quantity = _measure(rest, units)
    if quantity is None or qualifier is None:
        return quantity
    return replace(quantity, approx=True, qualifier=qualifier)


def parse_percent(s: str) -> Quantity | None:
    """Read a percentage: 99.16 for `99,16%`, `99,16 phần trăm` and, without the sign, `99,16`."""
    return parse_number(s, _PERCENT)


def parse_range(s: str, units: Sequence[str] = ()) -> Range | None:
    """Read `5-7%`, `5% – 7%`, `từ 5 đến 7%`, or None if `s` is anything else.

    The unit may stand behind the upper end or behind both. Without `units`, `%` is allowed. None
    also if the ends are the wrong way round.
    """
    qualifier, rest = _split_qualifier(s)
    ends = _BETWEEN.fullmatch(rest)
    if ends is None:
        return None
    allowed = units or _PERCENT
    low, high = _measure(ends[1], allowed), _measure(ends[2], allowed)
    if low is None or high is None or low.unit not in (None, high.unit):
        return None
    pairs = dict.fromkeys([(low.value, high.value), (low.readings[-1], high.readings[-1])])
    readings = [pair for pair in pairs if pair[0] <= pair[1]]
    if not readings:
        return None
    return Range(*readings[0], high.unit, high.percent, tuple(readings[1:]), qualifier)


def _split_qualifier(s: str) -> tuple[str | None, str]:
    """The qualifier and the folded rest; no rest if the text is too long to be a number."""
    text = fold(s)
    if len(text) > _MAX_LENGTH:
        return None, ""
    leading = _LEADING.fullmatch(text)
    if leading:
        for qualifier in _APPROXIMATE:
            if same(leading[1], qualifier) is not Match.NONE:
                return qualifier, leading[2]
    return None, text


def _measure(text: str, units: Sequence[str]) -> Quantity | None:
    """A folded number with its unit."""
    signed = _SIGNED.fullmatch(text)
    if signed is None:
        return _in_words(text, units)
    sign, digits, rest = signed.groups()
    unit = _unit(rest, units)
    numeral = _numeral(digits)
    if numeral is None or (rest and unit is None):
        return None
    plain, note, other = numeral
    return Quantity(
        Decimal(sign + plain),
        unit=unit,
        percent=unit == "%",
        note=note,
        alternatives=(Decimal(sign + other),) if other else (),
    )


def _in_words(text: str, units: Sequence[str]) -> Quantity | None:
    word, _, rest = text.partition(" ")
    unit = _unit(rest, units)
    if rest and unit is None:
        return None
    for value, name in enumerate(_WORDS):
        if same(word, name) is not Match.NONE:
            return Quantity(Decimal(value), unit=unit, percent=unit == "%")
    return None


def _unit(text: str, units: Sequence[str]) -> str | None:
    for unit in units:
        percent = unit in _PERCENT
        names = _PERCENT if percent else (unit,)
        if text and any(same(text, name) is not Match.NONE for name in names):
            return "%" if percent else unit
    return None


def _numeral(digits: str) -> tuple[str, Note | None, str | None] | None:
    """A numeral as (plain decimal text, note, plain text of the other reading)."""
    if sum(char.isdigit() for char in digits) > _MAX_DIGITS:
        return None
    if _WHOLE.fullmatch(digits):
        return digits, None, None
    if _DOT_GROUPS.fullmatch(digits) or _SPACE_GROUPS.fullmatch(digits):
        return digits.replace(".", "").replace(" ", "").replace(",", "."), None, None
    if _COMMA_OR_THOUSANDS.fullmatch(digits):
        return digits.replace(",", "."), "comma-or-thousands", digits.replace(",", "")
    if _COMMA_DECIMAL.fullmatch(digits):
        return digits.replace(",", "."), None, None
    if _COMMA_GROUPS.fullmatch(digits):
        return digits.replace(",", ""), "comma-thousands", None
    if _POINT_DECIMAL.fullmatch(digits):
        return digits, "point-decimal", None
    return None
