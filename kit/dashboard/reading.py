"""What the dashboard knows of its groups. A quiz is read when it is first asked for.

Nothing is kept on disk. What a page has in memory is read again as soon as the group's gradebook,
its mended keys or its hand-ins are others.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from kit.errors import UserError
from kit.figures.sitting import Sitting
from kit.figures.turnout import Attendance
from kit.gradebook.answered import papers
from kit.gradebook.attendance import attendance
from kit.gradebook.changes import Stamp, stamp
from kit.gradebook.export.outline import Trouble, guarded
from kit.wording import t
from kit.workspace import Group, Workspace

__all__ = ["City", "Seen", "newest", "read_city"]

_KEPT = 3
"""Quizzes whose papers stay in memory: the chosen one, and two to compare. A city's take 27 MB."""

_READERS = 4
"""Groups read at the same time: a gradebook on a server answers while another is read."""

T = TypeVar("T")


@dataclass(frozen=True)
class Seen:
    """One group as it was when it was read."""

    workspace: Workspace
    group: Group
    attendance: Attendance
    stamp: Stamp | None
    """See ``kit.gradebook.changes``."""
    _papers: dict[str, tuple[Sitting, ...]] = field(default_factory=dict, compare=False)

    def papers(self, quiz: str) -> tuple[Sitting, ...]:
        """All graded papers of a quiz; raises what reading a gradebook raises."""
        if quiz not in self._papers:
            handed = self.attendance.handed.get(quiz, frozenset())
            found = papers(self.workspace, quiz, handed.__contains__) if handed else ()
            self._papers[quiz] = tuple(found)
            for old in [*self._papers][:-_KEPT]:
                del self._papers[old]
            return self._papers[quiz]
        self._papers[quiz] = self._papers.pop(quiz)  # the last one that was asked for
        return self._papers[quiz]

    @property
    def id(self) -> str:
        """Of the group."""
        return self.group.id

    @property
    def name(self) -> str:
        """Of the group."""
        return self.group.name


@dataclass(frozen=True)
class City:
    """One group, or many."""

    groups: tuple[Seen, ...]
    troubles: tuple[Trouble, ...]
    """Groups that could not be read."""
    at: datetime
    """When they were read."""

    @property
    def upward(self) -> bool:
        """Whether it shows several groups, or was to: then nothing about a few people is told."""
        return len(self.groups) + len(self.troubles) > 1

    @cached_property
    def quizzes(self) -> tuple[str, ...]:
        """Ids of the quizzes that anybody has, as the groups plan them."""
        return tuple(dict.fromkeys(quiz for one in self.groups for quiz in one.attendance.handed))

    def title(self, quiz: str) -> str:
        """What a quiz is called; its id where no group has built it."""
        for one in self.groups:
            try:
                return str(one.workspace.booklet(quiz)["title"])
            except (UserError, OSError, ValueError, KeyError):
                continue
        return quiz

    def sittings(self, quiz: str) -> tuple[Sitting, ...]:
        """All graded papers of a quiz, of learners and of those who work without a name.

        Raises what reading a gradebook raises.
        """
        found = _each(self.groups, partial(Seen.papers, quiz=quiz))
        return tuple(one for group in found for one in group)

    def same(self, other: "City") -> bool:
        """Whether nothing has changed between the two, as far as that can be told."""
        told = all(one.stamp is not None for one in self.groups)
        return told and (self.groups, self.troubles) == (other.groups, other.troubles)


def read_city(folders: Sequence[Path], now: datetime, earlier: City | None = None) -> City:
    """Look at groups; papers that an ``earlier`` look has read are kept where they are the same.

    Raises ``UserError`` if a folder is no group's, or if two groups have the same id.
    """
    workspaces = [Workspace(place) for place in dict.fromkeys(one.resolve() for one in folders)]
    strange = [one.path for one in workspaces if not (one.path / "group.yaml").is_file()]
    if strange or not workspaces:
        message = t("cli.no_workspace", path=", ".join(map(str, strange)))
        raise UserError(message, t("cli.no_workspace_hint"))
    found = _each(workspaces, lambda one: guarded(one, partial(_seen, one)))
    groups = tuple(one for one in found if isinstance(one, Seen))
    if len({one.id for one in groups}) < len(groups):
        ids = [one.id for one in groups]
        twice = next(id for id in ids if ids.count(id) > 1)
        raise UserError(t("serve.same_id", id=twice), t("serve.same_id_hint"))
    before = {one.workspace.path: one for one in earlier.groups} if earlier else {}
    kept = tuple(_kept(one, before.get(one.workspace.path)) for one in groups)
    return City(kept, tuple(one for one in found if isinstance(one, Trouble)), now)


def _seen(workspace: Workspace) -> Seen:
    # The stamp first: what changes while the rest is read is then found the next time.
    before = stamp(workspace)
    return Seen(workspace, workspace.group, attendance(workspace), before)


def _kept(one: Seen, before: Seen | None) -> Seen:
    """The same with the papers of before, if they are still those."""
    return before if before is not None and one.stamp is not None and one == before else one


S = TypeVar("S")


def _each(of: Sequence[S], call: Callable[[S], T]) -> list[T]:
    """The results in their order."""
    if len(of) == 1:
        return [call(of[0])]
    with ThreadPoolExecutor(_READERS) as pool:
        return list(pool.map(call, of))


def newest(city: City) -> str | None:
    """The last planned quiz that anybody has handed in; without one, the first."""
    handed = {quiz for one in city.groups for quiz, who in one.attendance.handed.items() if who}
    begun = [quiz for quiz in city.quizzes if quiz in handed]
    return next(iter([*begun[::-1], *city.quizzes]), None)
