"""Predictions as they are typed."""

from decimal import Decimal

from kit.errors import UserError
from kit.ranking.rules import Predicted
from kit.text import COUNTED, parse_number, parse_percent
from kit.wording import Language, t

__all__ = ["read_prediction"]


def read_prediction(typed: str, what: Predicted, lang: Language = "vi") -> Decimal:
    """The one number that was typed: ``1.234``, ``1234 người``, ``87,65432`` or ``87.654``.

    Raises ``UserError`` for anything else, and also where a word such as *khoảng* stands before it:
    nothing is guessed.
    """
    percent = what == "percent-all-correct"
    # A share has no thousands, so whatever number of decimals follows a point, it is the comma
    # that a keyboard does not have.
    quantity = parse_percent(typed.replace(".", ",")) if percent else parse_number(typed, COUNTED)
    readings = quantity.readings if quantity and not quantity.approx else ()
    # Of a count that may be 4.5 or 4500, only the latter is one.
    for number in readings:
        if (0 <= number <= 100) if percent else (number >= 0 and number % 1 == 0):
            return number
    name = "percent" if percent else "count"
    message = t(f"ranking.not_a_{name}", lang, value=typed.strip()[:60])
    raise UserError(message, t(f"ranking.not_a_{name}_hint", lang))
