"""The rounds of a contest in every group's group.yaml, as the rules want them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from pydantic import ValidationError
from ruamel.yaml.nodes import MappingNode

from kit.contest.check import said_of_terms
from kit.contest.file import Arena, ContestRound
from kit.durable import write_durably
from kit.errors import Problems, UserError
from kit.spans import entries, root_of
from kit.terms import Terms
from kit.textfile import read_text
from kit.wording import t
from kit.workspace import Group, Workspace
from kit.yaml import read

__all__ = ["Change", "planned_changes", "write_changes"]

_NO_PLANS = re.compile(r"^quizzes:[ \t]*(?:null|~)?(?=[ \t]*(?:#.*)?$)", re.MULTILINE)


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
    whole = read_text(file)
    if yaml.load(whole).get("quizzes") is None:
        # The key alone may be there, above what is not finished.
        whole = _NO_PLANS.sub("quizzes: []", whole)
    text, apart = _behind_plans(whole)
    data: Any = yaml.load(text)
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
    changed = _put_behind_plans(written.getvalue(), apart)
    try:
        Group.model_validate(read(changed, str(file)).data)
    except (ValidationError, Problems) as error:
        raise UserError(
            t("contest.not_planned", path=file), t("contest.not_planned_hint")
        ) from error
    return changed


def _behind_plans(text: str) -> tuple[str, list[str]]:
    """The text without the comments behind its plans, and these: they speak of what comes next,
    and would stay where the last plan ended, above what is added to it.
    """
    lines = text.split("\n")
    last = _last_of_plans(text, lines)
    if last is None:
        return text, []
    end = last + 1
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith("#")):
        end += 1
    return "\n".join((*lines[: last + 1], *(lines[end:] or [""]))), lines[last + 1 : end]


def _put_behind_plans(text: str, apart: Sequence[str]) -> str:
    lines = text.split("\n")
    last = _last_of_plans(text, lines) if apart else None
    if last is None:
        return text
    whole = "\n".join((*lines[: last + 1], *apart, *lines[last + 1 :]))
    return whole.rstrip("\n") + "\n"


def _last_of_plans(text: str, lines: list[str]) -> int | None:
    """The last line of the plans, from 0; ``None`` for a text without any."""
    root = root_of(text)
    if not isinstance(root, MappingNode):
        return None
    return next((one.last for one in entries(root, lines) if one.key == "quizzes"), None)


def _settings(terms: Terms) -> Iterator[tuple[str, Any]]:
    from ruamel.yaml.comments import CommentedMap
    from ruamel.yaml.scalarstring import PlainScalarString

    for key, value in said_of_terms(terms).items():
        if key != "hours":
            yield key, int(value) if value.isdecimal() else PlainScalarString(value)
        elif terms.hours is None:
            yield key, None
        else:
            opens, closes = (f"{hour:%H:%M}" for hour in (terms.hours.opens, terms.hours.closes))
            hours = {"opens": opens, "closes": closes, "days": [*terms.hours.days]}
            found = CommentedMap(hours)
            found.fa.set_flow_style()
            yield key, found
