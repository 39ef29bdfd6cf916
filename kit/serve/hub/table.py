"""``hub.yaml``: the groups of a city, who else grades them, and what each may use."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, ValidationError

from kit.errors import Problem, Problems, UserError
from kit.model import Format, Frozen, Text
from kit.roster import Member, read_roster
from kit.textfile import read_text
from kit.validation import problems
from kit.wording import Language, t
from kit.workspace import Group, Workspace
from kit.yaml import Document, read

FILE = "hub.yaml"
CONFIG = "jupyterhub_config.py"
STAFF = frozenset({"trainer", "secretary"})

Size = Annotated[str, StringConstraints(pattern=r"[1-9][0-9]{0,4} ?[MG]B?")]
Trainer = Annotated[str, StringConstraints(pattern=r"[a-z0-9-]+\.[a-z0-9][a-z0-9-]{0,47}")]
"""``<group>.<id in that group's roster>``, such as ``chi-bo-5.gv-1``: who that is at the Hub."""


def _network(text: str) -> str:
    ip_network(text)
    return text


Network = Annotated[str, AfterValidator(_network)]


class Place(Frozen):
    """One group of the table."""

    folder: Text
    """From the table's own folder, or absolute."""
    trainers: tuple[Trainer, ...] = ()
    """Trainers of other groups who grade this one, too."""


class Table(Frozen):
    """``hub.yaml`` as it stands."""

    format: Format
    name: Text
    language: Language = "vi"
    groups: Annotated[tuple[Place, ...], Field(min_length=1)]
    administrators: tuple[Trainer, ...] = ()
    memory: Size = "2 GB"
    """What the server of a group may use; formgrader gets the same."""
    cpu: Annotated[float, Field(gt=0, le=64)] = 1.0
    """Cores; may be a part of one."""
    idle_minutes: Annotated[int, Field(ge=5)] = 60
    """A server that nobody uses for so long ends; the next visitor has it started again."""
    proxies: tuple[Network, ...] = ("127.0.0.1", "::1")
    """Addresses or networks that the Hub's proxy comes from, as the groups' servers see it."""

    @property
    def bytes(self) -> int:
        """``memory`` as a number."""
        number, unit = re.fullmatch(r"(\d+) ?([MG])B?", self.memory).groups()  # type: ignore[union-attr]
        return int(number) * {"M": 10**6, "G": 10**9}[unit]


@dataclass(frozen=True)
class City:
    """The table with what it names."""

    file: Path
    table: Table
    places: Mapping[str, Path]
    """Group id → its folder, in the order of the table."""
    grading: Mapping[str, frozenset[str]]
    """Trainer of another group → the groups that she grades besides her own."""

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """Group id → its settings."""
        return {id: Workspace(folder).group for id, folder in self.places.items()}

    def staff(self, group: str) -> tuple[Member, ...]:
        """Trainers and secretaries of a group, as its roster is now."""
        roster = read_roster(self.places[group] / "roster.csv")
        return tuple(member for member in roster if member.role in STAFF)

    def graded_by(self, user: str) -> tuple[str, ...]:
        """The groups that a user of the Hub may grade, the own one first; none for strangers."""
        own, _, id = user.partition(".")
        if own not in self.places or id not in {one.learner for one in self.staff(own)}:
            return ()
        others = self.grading.get(user, frozenset())
        return (own, *(group for group in self.places if group in others and group != own))


def read_city(file: Path) -> City:
    """The table and the groups it names; raises ``UserError`` without a table, ``Problems`` with
    everything that is wrong.
    """
    if not file.is_file():
        raise UserError(t("hub.no_table", path=file), t("hub.no_table_hint"))
    document = read(read_text(file), str(file))
    try:
        table = Table.model_validate(document.data)
    except ValidationError as error:
        known = Table.model_fields.keys() | Place.model_fields.keys()
        raise Problems(problems(error, str(file), document, known=known)) from error
    found: list[Problem] = []
    rows = _rows(file, table, document, found)
    places = {id: folder for id, folder in rows.values()}
    city = City(file, table, places, _grading(table, {n: id for n, (id, _) in rows.items()}))
    if not found:
        found += _strangers(city, document)
    if found:
        raise Problems(found)
    return city


def _rows(
    file: Path, table: Table, document: Document, found: list[Problem]
) -> dict[int, tuple[str, Path]]:
    """Row of the table → the group's id and folder."""
    rows: dict[int, tuple[str, Path]] = {}
    seen: dict[str, Path] = {}
    for n, place in enumerate(table.groups):
        folder, line = (file.parent / place.folder).resolve(), document.line(("groups", n))
        try:
            id = Workspace(folder).group.id
            read_roster(folder / "roster.csv")
        except Problems as error:
            found += error.problems
        except (UserError, OSError):
            what, hint = t("hub.no_group", path=folder), t("hub.no_group_hint")
            found.append(Problem(str(file), line, "hub-no-group", what, hint))
        else:
            if id in seen:
                what, hint = t("hub.same_id", id=id, path=seen[id]), t("serve.same_id_hint")
                found.append(Problem(str(file), line, "hub-same-id", what, hint))
            seen.setdefault(id, folder)
            rows[n] = id, folder
    return rows


def _grading(table: Table, ids: Mapping[int, str]) -> dict[str, frozenset[str]]:
    grading: dict[str, set[str]] = {}
    for n, id in ids.items():
        for trainer in table.groups[n].trainers:
            grading.setdefault(trainer, set()).add(id)
    return {trainer: frozenset(groups) for trainer, groups in grading.items()}


def _strangers(city: City, document: Document) -> Iterator[Problem]:
    """Those who are named and are no trainer of any group."""
    named: list[tuple[tuple[str | int, ...], str]]
    named = [(("administrators", n), one) for n, one in enumerate(city.table.administrators)]
    named += [
        (("groups", n, "trainers", m), one)
        for n, place in enumerate(city.table.groups)
        for m, one in enumerate(place.trainers)
    ]
    for place, trainer in named:
        if not city.graded_by(trainer):
            what, hint = t("hub.no_trainer", trainer=trainer), t("hub.no_trainer_hint")
            line = document.line(place)
            yield Problem(str(city.file), line, "hub-no-trainer", what, hint)
