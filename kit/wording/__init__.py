"""The catalogue: every sentence a user can read, Vietnamese first, English second.

One file a language (``vi.toml``, ``en.toml``), one section a part of the kit, the same keys and
the same ``{placeholders}`` in both. A number is written as the language writes it; one that is
none of a quantity (a year, a line of a file) stands as ``{year!s}``. What is counted may stand with
its number, ``{count:|paper|papers}``: "1 paper", "2 papers".
"""

import tomllib
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Literal

Language = Literal["vi", "en"]

LANGUAGES: tuple[Language, ...] = ("vi", "en")


@cache
def _catalogue(lang: str) -> dict[str, dict[str, str]]:
    text = files("kit.wording").joinpath(f"{lang}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def table(section: str, lang: Language = "vi") -> dict[str, str]:
    """All sentences of one section, placeholders unfilled; a copy, for the browser."""
    return dict(_catalogue(lang)[section])


def t(key: str, lang: Language = "vi", /, **params: object) -> str:
    """The sentence ``section.name`` with its placeholders filled.

    Raises ``KeyError`` for a name or a placeholder that does not exist: a fault of the kit,
    which tests find.
    """
    section, _, name = key.partition(".")
    return _FILL[lang].vformat(_catalogue(lang)[section][name], (), params)


class _Fill(Formatter):
    """``str.format``, but for numbers: ``1.234,5`` in Vietnamese, ``1,234.5`` in English."""

    def __init__(self, lang: Language) -> None:
        self._lang: Language = lang

    def format_field(self, value: Any, format_spec: str) -> Any:
        """``{size:.1f}`` says how many decimals there are at most; else it is two."""
        spec, *counted = format_spec.split("|")
        written = self._written(value, spec)
        if not counted:
            return written
        one, many = counted
        return f"{written} {one if written == '1' else many}"

    def _written(self, value: Any, spec: str) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return super().format_field(value, spec)
        from kit.text import write_number  # here, so that a command's help need not wait for it

        return write_number(value, int(spec[1:-1]) if spec else 2, self._lang)


_FILL = {lang: _Fill(lang) for lang in LANGUAGES}
