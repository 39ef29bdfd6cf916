"""Between an item's data and what a form shows: one ``Field`` for each thing a trainer fills in.

A form knows texts, choices, ticks and rows of these; no id, bracket or quotation mark of YAML.
``read`` turns data into that, ``write`` turns it into the changed keys of the item. Data that a
form cannot show (``Foreign``) stay as they are: the field says so and cannot be changed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kit.text import nfc

Data = Mapping[str, Any]
Row = Mapping[str, Any]
Path = tuple[str, ...]


class Foreign(Exception):
    """The data are not shaped as the form shows them."""


class Refused(Exception):
    """What was filled in cannot be written; ``str()`` names a sentence of section ``studio``."""


@dataclass(frozen=True)
class Column:
    """One part of each row."""

    name: str
    control: str = "line"
    """``line``, ``area``, ``check``, ``radio`` (one of all rows) or ``select``."""
    choices: tuple[str, ...] = ()
    labels: str = ""
    """Where the catalogue has the choices' names; empty where they speak for themselves."""
    when: tuple[str, ...] = ()
    """Shown only in rows whose ``way`` is one of these."""


@dataclass(frozen=True)
class Field:
    """One field of a form."""

    name: str
    """The catalogue has ``field_<name>`` and, where it helps, ``help_<name>``."""
    keys: tuple[str, ...]
    """The item's keys that it shows: what is wrong with them is said at this field."""
    control: str
    """``line``, ``area``, ``select``, ``check``, ``checks``, ``rows`` or ``cite``."""
    read: Callable[[Data], Any]
    write: Callable[[Data, Any], dict[str, Any]]
    """The changed keys; ``None`` takes a key away. Raises ``Refused``."""
    columns: tuple[Column, ...] = ()
    choices: tuple[str, ...] = ()
    labels: str = ""
    place: int | None = None
    """Which entry of its key's list it shows, where each has a field of its own."""


def clean(value: Any) -> str:
    """A typed text as it is kept: composed letters, no blanks at the ends of its lines."""
    lines = nfc(str(value or "")).replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def text_of(value: Any) -> str:
    """A single text; "" for nothing. Raises ``Foreign`` for anything else."""
    if value is None or isinstance(value, str):
        return value or ""
    raise Foreign


def at(data: Data, path: Path) -> Any:
    """What stands at a path; ``None`` if nothing does. Raises ``Foreign`` if it leads nowhere."""
    found: Any = data
    for key in path:
        if found is None:
            return None
        if not isinstance(found, Mapping):
            raise Foreign
        found = found.get(key)
    return found


def placed(data: Data, path: Path, value: Any) -> dict[str, Any]:
    """The change that puts a value at a path; mappings that become empty go, too."""
    if len(path) == 1:
        return {path[0]: value}
    inner = at(data, path[:1])
    part = {**(inner or {}), **placed(inner or {}, path[1:], value)}
    part = {key: one for key, one in part.items() if one is not None}
    return {path[0]: part or None}


def text(name: str, control: str = "line", path: Path = ()) -> Field:
    """A text."""
    way = path or (name,)
    return Field(
        name,
        way[:1],
        control,
        lambda data: text_of(at(data, way)),
        lambda data, value: placed(data, way, clean(value) or None),
    )


def choice(
    name: str, choices: Sequence[str], labels: str = "", path: Path = (), same: str = ""
) -> Field:
    """One of a few words; ``same`` lists pairs ``typed=shown`` that mean the same."""
    way = path or (name,)
    shown = dict(pair.split("=") for pair in same.split())

    def read(data: Data) -> str:
        typed = text_of(at(data, way))
        return shown.get(typed.casefold(), typed)

    def write(data: Data, value: Any) -> dict[str, Any]:
        kept = at(data, way) if read(data) == value else clean(value) or None
        return placed(data, way, kept)

    return Field(name, way[:1], "select", read, write, choices=tuple(choices), labels=labels)


def tick(name: str) -> Field:
    """Yes, or nothing said."""
    return Field(
        name,
        (name,),
        "check",
        lambda data: text_of(data.get(name)).casefold() in ("true", "yes", "đúng"),
        lambda data, value: {name: "true" if value else None},
    )


def ticks(
    name: str, choices: Sequence[str], labels: str, path: Path, usual: Sequence[str]
) -> Field:
    """Some of a few words; ``usual`` is what counts where nothing is said."""

    def read(data: Data) -> list[str]:
        found = at(data, path)
        return list(usual) if found is None else texts(found)

    def write(data: Data, value: Any) -> dict[str, Any]:
        wanted = [one for one in choices if one in value]
        nothing_said = at(data, path) is None and wanted == list(usual)
        return placed(data, path, None if nothing_said else wanted)

    return Field(name, path[:1], "checks", read, write, choices=tuple(choices), labels=labels)


def texts(value: Any) -> list[str]:
    """A list of texts; a single one counts as a list. Raises ``Foreign``."""
    entries = [] if value is None else value if isinstance(value, list) else [value]
    return [text_of(one) for one in entries]


def rows(value: Any) -> list[Row]:
    """What a page sent as rows."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def lines(name: str, control: str = "line") -> Field:
    """A list of texts, one in each row."""

    def write(data: Data, value: Any) -> dict[str, Any]:
        wanted = [one for row in rows(value) if (one := clean(row.get("text")))]
        return {name: wanted or None}

    return Field(
        name,
        (name,),
        "rows",
        lambda data: [{"text": one} for one in texts(data.get(name))],
        write,
        (Column("text", control),),
    )


def several(value: Any) -> str:
    """Texts as one line with ``;`` between. Raises ``Foreign`` if one holds a ``;``."""
    found: list[str] = texts(value)
    if any(";" in one for one in found):
        raise Foreign
    return "; ".join(found)


def apart(value: Any) -> list[str]:
    """The texts of such a line."""
    return [one for part in str(value or "").split(";") if (one := clean(part))]


def free_id(taken: Sequence[str]) -> str:
    """The first letter, then the first number, that no row has."""
    names: list[str] = [*"abcdefghijklmnopqrstuvwxyz", *map(str, range(1, 100))]
    return next(name for name in names if name not in taken)


def with_ids(value: Any) -> list[tuple[str, Row]]:
    """The rows a page sent, each with an id that no other has; new rows get one."""
    sent = rows(value)
    own = [clean(row.get("id")) for row in sent]
    found: list[tuple[str, Row]] = []
    for id, row in zip(own, sent, strict=True):
        taken = [one for one, _ in found]
        found.append((id if id and id not in taken else free_id([*taken, *own]), row))
    return found
