"""Findings in words, as problems without a file: what is the matter, and what to do."""

from kit.errors import Problem
from kit.itemstats.model import Finding
from kit.text import write_number, write_percent
from kit.wording import Language, t

__all__ = ["problem"]

_SHARES = ("no-spread", "below-chance", "low-discrimination")
"""Codes of which the value is a share."""


def problem(finding: Finding, lang: Language = "vi") -> Problem:
    """Its sentence and its hint; one that may be chance says so."""
    name = finding.code.replace("-", "_")
    params = dict(finding.params)
    if finding.code in _SHARES:
        value = write_percent(100 * finding.value, 1, lang)
    else:
        value = write_number(finding.value, lang=lang)
    message = t(f"itemstats.{name}", lang, item=finding.item, value=value, **params)
    hint = t(f"itemstats.{name}_hint", lang, **params)
    if not finding.sure:
        hint = f"{hint} {t('itemstats.unsure', lang)}"
    return Problem("", 0, finding.code, message, hint)
