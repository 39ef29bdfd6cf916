"""The small types that models are made of."""

import re
from datetime import datetime, time
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from kit.clock import MOMENT_PATTERN, local, read
from kit.text import is_device_name

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)]


def _no_device(id: str) -> str:
    if is_device_name(id):
        raise PydanticCustomError("device_name", "a name that Windows keeps for a device")
    return id


FolderId = Annotated[Slug, AfterValidator(_no_device)]
"""An id by which files and folders are called."""

Text = Annotated[str, Field(min_length=1, json_schema_extra={"type": ["string", "number"]})]
"""Text as typed. Editors may see a number (``4.500``); the kit reads it as text all the same."""


def _one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


Line = Annotated[Text, BeforeValidator(_one_line)]
"""Text on one line; white space is one space."""

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


def _moment(value: object) -> object:
    # Never pydantic's own reading: it would take 2026 for seconds since 1970, and a day alone for
    # its midnight, and a quiz would be closed and its key told.
    if not isinstance(value, str):
        return value
    found = read(value)
    if found is None:
        raise PydanticCustomError("datetime_parsing", "a day and an hour")
    return found


Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    AfterValidator(local),
    # Not "date-time", which has a zone and knows the year only in front.
    WithJsonSchema({"type": "string", "pattern": MOMENT_PATTERN}),
]
"""``22-11-2026 7:30``, ``22/11/2026 7:30`` or ``2026-11-22 7:30`` as typed, in Vietnam's time."""


def _hour(value: object) -> object:
    # As above: 730 is no hour, and pydantic would take it for seconds.
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(\d{1,2}):(\d\d)", value.strip())
    if found is None:
        raise PydanticCustomError("time_parsing", "an hour")
    return f"{int(found[1]):02}:{found[2]}"


Hour = Annotated[time, BeforeValidator(_hour)]
"""``7:30`` as typed."""


_NO_LIMIT = {"none", "unlimited", "không", "không giới hạn", "không hạn chế"}


def _counted(value: object, most: int, error: str) -> object:
    if isinstance(value, str):
        typed = " ".join(value.casefold().split())
        value = 0 if typed in _NO_LIMIT else int(typed) if typed.isdecimal() else value
        if error == "attempts" and typed.isdecimal() and not value:
            value = typed  # whoever types 0 may mean that nobody is to begin
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise PydanticCustomError(error, "a count or none")
    return value


def _whole(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isdecimal() else value


Whole = Annotated[int, BeforeValidator(_whole)]

Format = Annotated[Literal[1], BeforeValidator(_whole)]
"""Version of a file's format. A literal compares without conversion, and YAML arrives as text."""


class Frozen(BaseModel):
    """A model that knows all its keys and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


_OR_WORD = Field(json_schema_extra={"type": ["integer", "string"]})

TimeLimit = Annotated[int, BeforeValidator(lambda one: _counted(one, 1440, "time_limit")), _OR_WORD]
"""Minutes of one attempt; 0, typed as ``none``, is no limit."""

Attempts = Annotated[int, BeforeValidator(lambda one: _counted(one, 1000, "attempts")), _OR_WORD]
"""How often a quiz may be done; 0, typed as ``unlimited`` alone, is as often as one likes."""


class Limits(Frozen):
    """How long and how often a quiz may be done; what is left out is said elsewhere."""

    time_limit: TimeLimit | None = None
    attempts: Attempts | None = None


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
