"""Findings in words, as problems without a file: what is the matter, and what to do."""

from collections.abc import Callable

from kit.errors import Problem
from kit.itemstats.model import Finding
from kit.text import write_number, write_percent
from kit.wording import Language, t

__all__ = ["problem"]


def problem(finding: Finding, lang: Language = "vi") -> Problem:
    """Its sentence and its hint; one that may be chance says so."""
    name = finding.code.replace("-", "_")
    params = dict(finding.params)
    value = _VALUES.get(finding.code, write_number)(finding.value)
    message = t(f"itemstats.{name}", lang, item=finding.item, value=value, **params)
    hint = t(f"itemstats.{name}_hint", lang, **params)
    if not finding.sure:
        hint = f"{hint} {t('itemstats.unsure', lang)}"
    return Problem("", 0, finding.code, message, hint)


def _share(value: float) -> str:
    return write_percent(100 * value, 1)


_VALUES: dict[str, Callable[[float], str]] = {
    "no-spread": _share,
    "below-chance": _share,
    "low-discrimination": _share,
}
