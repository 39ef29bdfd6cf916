"""Reading a filled-in form, whatever its format."""

from pathlib import Path

from kit.errors import UserError
from kit.formats import ENDINGS, read_lines
from kit.formats.package import refusal
from kit.indicators.form import Form, from_lines, from_yaml
from kit.textfile import read_text
from kit.wording import t
from kit.yaml import read

YAML_ENDINGS = (".yaml", ".yml")

_MOST_BYTES = 1_000_000
"""Of a form in YAML, which is read whole."""


def read_form(path: Path) -> Form:
    """What was filled in.

    Raises ``Problems`` for a file that cannot be read, ``UserError`` for an unknown ending.
    """
    ending = path.suffix.lower()
    if ending in ENDINGS:
        return from_lines(read_lines(path), str(path))
    if ending not in YAML_ENDINGS:
        message = t("formats.unknown", name=path.name)
        known = ", ".join((*YAML_ENDINGS, *ENDINGS))
        raise UserError(message, t("formats.unknown_hint", endings=known))
    if path.is_file() and path.stat().st_size > _MOST_BYTES:
        raise refusal(path, "too_large", most=_MOST_BYTES // 1_000_000)
    return from_yaml(read(read_text(path), str(path)), str(path))
