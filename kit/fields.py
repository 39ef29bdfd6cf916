"""The small types that models are made of."""

from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)]
Text = Annotated[str, Field(min_length=1, json_schema_extra={"type": ["string", "number"]})]
"""Text as typed. Editors may see a number (``4.500``); the kit reads it as text all the same."""

OptionId = Annotated[
    str,
    # A number is no text to an editor; it is one to the kit.
    Field(pattern=r"^[A-Za-z0-9_-]{1,24}$", json_schema_extra={"type": ["string", "integer"]}),
]

_YES_NO = {"đúng": True, "true": True, "yes": True, "sai": False, "false": False, "no": False}


def _yes_no(value: object) -> object:
    return _YES_NO.get(value.strip().casefold(), value) if isinstance(value, str) else value


TrueFalse = Annotated[
    bool,
    BeforeValidator(_yes_no),
    Field(
        json_schema_extra={
            "type": ["boolean", "string"],
            "enum": [True, False, "đúng", "sai", "Đúng", "Sai"],
        }
    ),
]
"""``true``/``false``, or ``đúng``/``sai`` as a Vietnamese author writes it."""


def _whole(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isdecimal() else value


Format = Annotated[Literal[1], BeforeValidator(_whole)]
"""Version of a file's format. A literal compares without conversion, and YAML arrives as text."""


class Frozen(BaseModel):
    """A model that knows all its keys and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _listed(value: object) -> object:
    return value if isinstance(value, list | tuple) or value is None else (value,)


def _one_or_list(schema: dict[str, Any]) -> None:
    whole = {key: value for key, value in schema.items() if key != "default"}
    schema.clear()
    schema["anyOf"] = [whole["items"], whole]


_T = TypeVar("_T")

OneOrMore = Annotated[
    tuple[_T, ...],
    Field(min_length=1),
    BeforeValidator(_listed),
    Field(json_schema_extra=_one_or_list),
]
"""A list, of which an author may write a single entry without brackets."""
