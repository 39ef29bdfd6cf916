"""Whose data is meant: a member of the roster, or an anonymous learner."""

import re
from dataclasses import dataclass

from kit.consent import answerers
from kit.errors import UserError
from kit.gradebook.persons import recorded
from kit.privacy.erase import STEPS
from kit.privacy.register import FILE, read_register
from kit.roster import Member, key_for, read_roster, secret
from kit.serve.anonymous import AnonymousCodes
from kit.text import fold
from kit.wording import t
from kit.workspace import Workspace

_ANONYMOUS = re.compile(r"an-[0-9a-f]{16}")


@dataclass(frozen=True)
class Person:
    """One learner."""

    learner: str
    """The id that everything is kept under."""
    member: Member | None
    """``None`` for an anonymous learner, and for somebody who is on the roster no longer."""


def find_person(workspace: Workspace, who: str) -> Person:
    """Find by id, by a full name that only one member has, or by an anonymous code (``AN-…``).

    Raises ``UserError`` for anybody else, ``Problems`` for a faulty roster.
    """
    roster = read_roster(workspace.path / "roster.csv")
    members = {member.learner: member for member in roster}
    if who in members:
        return Person(who, members[who])
    named = [member for member in roster if fold(member.name) == fold(who)]
    if len(named) == 1:
        return Person(named[0].learner, named[0])
    if len(named) > 1:
        ids = ", ".join(member.learner for member in named)
        raise UserError(t("privacy.same_name", name=who), t("privacy.same_name_hint", ids=ids))
    if _ANONYMOUS.fullmatch(who) or _has_left_traces(workspace, who):
        return Person(who, None)
    codes = AnonymousCodes(key_for(secret(workspace.path), "anonymous"))
    if code := codes.read(who):
        return Person(codes.learner(code), None)
    raise UserError(t("privacy.nobody", who=who), t("privacy.nobody_hint"))


def known_ids(workspace: Workspace) -> set[str]:
    """Ids that somebody has had: of work or a consent that is kept, or deleted with everything.

    A backup that is restored with the register deletes by these ids once more.
    """
    left = {
        one.name
        for step in STEPS
        if (workspace.path / step).is_dir()
        for one in (workspace.path / step).iterdir()
    }
    register = workspace.path / FILE
    deleted = {one.learner for one in read_register(register)} if register.exists() else set()
    asked = answerers(workspace.path / "consent.jsonl")
    return left | deleted | asked | {learner for learner, _ in recorded(workspace.path)}


def _has_left_traces(workspace: Workspace, who: str) -> bool:
    """Whether somebody of that id has answered: a roster may have been made anew since."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,47}", who):
        return False
    here = any((workspace.path / step / who).is_dir() for step in ("work", "submitted"))
    asked = who in answerers(workspace.path / "consent.jsonl")
    return here or asked or any(learner == who for learner, _ in recorded(workspace.path))
