"""The catalogue: every sentence a user can read, Vietnamese first, English second.

One file a language (``vi.toml``, ``en.toml``), one section a part of the kit, the same keys and
the same ``{placeholders}`` in both.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

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
    return _catalogue(lang)[section][name].format(**params)
