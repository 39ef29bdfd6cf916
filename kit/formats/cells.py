"""Text for the cells of spreadsheets, which do things with text that looks like a formula.

As OWASP ("CSV injection") says. Only text is looked at: a number below 0 stays a number.
"""

import re

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a formula may begin with, in Excel of some language or in another program."""

# No control characters but tab and line ends, no halves of characters, nothing that XML refuses.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def fit_text(text: str) -> str:
    """The text with a visible ``�`` for each character that no file of office programs may hold."""
    return _UNFIT.sub("�", text)


def csv_text(text: str) -> str:
    """The text as a cell of a CSV file that is never a formula, wherever it is opened.

    An apostrophe stands before whatever could be one, after white space too, and before an
    apostrophe: whoever takes away the first one has the text again.
    """
    text = fit_text(text)
    risky = text.startswith(("'", *_FORMULA)) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if risky else text
