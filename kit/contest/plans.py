"""The rounds of a contest in every group's group.yaml, as the rules want them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from pydantic import ValidationError

from kit.contest.check import said_of_terms
from kit.contest.file import Arena, ContestRound
from kit.durable import write_durably
from kit.errors import Problems, UserError
from kit.terms import Terms
from kit.textfile import read_text
from kit.wording import t
from kit.workspace import Group, Workspace
from kit.yaml import read

__all__ = ["Change", "planned_changes", "write_changes"]


@dataclass(frozen=True)
class Change:
    """A group's file as it would be; what is no plan of a round stays in it, comments too."""

    group: Workspace
    text: str
    quizzes: tuple[str, ...]
    """Whose plans become others."""


def planned_changes(arena: Arena) -> list[Change]:
    """What is to be written so that all groups enforce the rules; nothing for those that do.

    Raises ``UserError`` for a file that would not be one of a group any more.
    """
    found = []
    for group in arena.groups:
        rounds = [one for one in arena.file.rounds if _differs(arena, group, one)]
        if rounds:
            text = _changed(arena, group, rounds)
            found.append(Change(group, text, tuple(one.quiz for one in rounds)))
    return found


def write_changes(changes: Sequence[Change]) -> None:
    """Put them in force."""
    for change in changes:
        write_durably(change.group.path / "group.yaml", change.text.encode())


def _differs(arena: Arena, group: Workspace, one: ContestRound) -> bool:
    if one.quiz not in {plan.quiz for plan in group.group.quizzes}:
        return True
    wanted = said_of_terms(arena.file.terms(one))
    return said_of_terms(group.terms(one.quiz, "")) != wanted


def _changed(arena: Arena, group: Workspace, rounds: Sequence[ContestRound]) -> str:
    from ruamel.yaml import YAML

    yaml = YAML()  # keeps comments and order
    yaml.preserve_quotes, yaml.width = True, 4096
    file = group.path / "group.yaml"
    data: Any = yaml.load(read_text(file))
    plans = data.setdefault("quizzes", [])
    for one in rounds:
        plan = next((each for each in plans if str(each.get("quiz")) == one.quiz), None)
        if plan is None:
            plan = {"quiz": one.quiz}
            plans.append(plan)
        for key, value in _settings(arena.file.terms(one)):
            if value is None:
                plan.pop(key, None)
            else:
                plan[key] = value
    written = StringIO()
    yaml.dump(data, written)
    try:
        Group.model_validate(read(written.getvalue(), str(file)).data)
    except (ValidationError, Problems) as error:
        raise UserError(
            t("contest.not_planned", path=file), t("contest.not_planned_hint")
        ) from error
    return written.getvalue()


def _settings(terms: Terms) -> Iterator[tuple[str, Any]]:
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.scalarstring import PlainScalarString

    for key, value in said_of_terms(terms).items():
        if key != "hours":
            yield key, PlainScalarString(value)
        elif terms.hours is None:
            yield key, None
        else:
            opens, closes = (f"{hour:%H:%M}" for hour in (terms.hours.opens, terms.hours.closes))
            hours = {"opens": opens, "closes": closes, "days": [*terms.hours.days]}
            found = CommentedMap(hours)
            found.fa.set_flow_style()
            yield key, found
