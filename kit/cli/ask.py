"""Asking for a yes on the terminal; the answer may be Vietnamese or English."""

import sys

from kit.cli.say import console, say
from kit.wording import t


def agreed(question: str) -> bool:
    """Whether somebody says yes. An empty line is no, and so is nobody; all else is asked again."""
    from kit.text import bare

    while True:
        console.print(f"{question} {t('cli.yes_or_no')} ", markup=False, end="")
        try:
            said = bare(input()).strip().casefold()
        except EOFError:
            say("")
            return False
        if said in t("cli.yes_words").split():
            return True
        if not said or said in t("cli.no_words").split():
            return False
        say(t("cli.yes_or_no_hint"))


def confirmed(yes: bool, question: str, otherwise: str) -> bool:
    """Whether it was said by ``--yes``, or is on a terminal; else ``otherwise`` is told."""
    if yes or (sys.stdin.isatty() and agreed(question)):
        return True
    say(otherwise)
    return False
