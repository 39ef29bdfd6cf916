"""Numbers and percentages, written as in Vietnam (`1.234,5`) or as in English (`1,234.5`)."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Literal

__all__ = ["percent_places", "round_number", "round_percent", "write_number", "write_percent"]

Real = int | float | Decimal | Fraction

Tongue = Literal["vi", "en"]
"""Whose dots and commas."""

_SWAPPED = str.maketrans(".,", ",.")


def write_number(value: Real, places: int = 2, lang: Tongue = "vi") -> str:
    """`1.234`, `7,5`, `-0,33`: at most so many decimals, halves rounded up, no needless zeros.

    `1,234` and `7.5` in English. Raises `ValueError` for what is no number (NaN, infinity).
    """
    return _written(_exact(value), places, _nearest, lang)


def write_percent(percent: Real, places: int = 2, lang: Tongue = "vi") -> str:
    """`99,16%` for 99.161. Only all of something is `100%`, and only nothing is `0%`.

    `99.16%` in English. Raises `ValueError` as `write_number` does.
    """
    exact = _exact(percent)
    return f"{_written(exact, places, _rounding(exact, places), lang)}%"


def round_percent(percent: Real, places: int = 2) -> float:
    """The number that `write_percent` writes: 99.99 for 35.899 of 35.900, as a cell has it."""
    exact = _exact(percent)
    return _cell(exact, places, _rounding(exact, places))


def round_number(value: Real, places: int = 2) -> float:
    """The number that `write_number` writes: 7.85 for 7.845, where `round` says 7.84."""
    return _cell(_exact(value), places, _nearest)


def _cell(exact: Fraction, places: int, rounded: Callable[[Fraction], int]) -> float:
    units = rounded(abs(exact) * 10**places)
    return float(Fraction(-units if exact < 0 else units, 10**places))


def percent_places(percent: Real, least: int) -> int:
    """Decimals, from `least`, with which other programs round it neither to 100 nor to 0.

    Only what is all of something, or nothing, may become one of these; at most 9.
    """
    exact = _exact(percent)
    return next((n for n in range(least, 9) if _rounding(exact, n) is _nearest), 9)


def _rounding(exact: Fraction, places: int) -> Callable[[Fraction], int]:
    step = Fraction(1, 2 * 10**places)
    # 35.899 of 35.900 is not everybody, and 1 of 35.900 is not nobody.
    if 100 - step <= exact < 100:
        return floor
    return ceil if 0 < exact < step else _nearest


def _exact(value: Real) -> Fraction:
    # A float means the number that it is shown as: 0.115, and not what binary makes of it.
    try:
        return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    except OverflowError as error:
        raise ValueError(f"{value!r} is no number") from error


def _nearest(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


def _written(value: Fraction, places: int, rounded: Callable[[Fraction], int], lang: Tongue) -> str:
    units = rounded(abs(value) * 10**places)
    whole, decimals = divmod(units, 10**places)
    tail = f"{decimals:0{places}}".rstrip("0") if places else ""
    text = f"{whole:,}" + (f".{tail}" if tail else "")
    if lang == "vi":
        text = text.translate(_SWAPPED)
    return f"-{text}" if value < 0 and units else text
