"""``kit codes``: new personal codes, for a whole group, for some members or for new ones."""

from collections.abc import Collection, Sequence
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.ask import confirmed
from kit.cli.hand_out import Address, CodesTo, HandOut, SlipsTo
from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.gradebook.course import Slip
    from kit.roster import Member
    from kit.workspace import Workspace

Folder = Annotated[Path, typer.Argument(help=t("cli.help_folder"), show_default=False)]


def codes(
    folder: Folder,
    learner: Annotated[list[str] | None, typer.Option(help=t("cli.help_learner"))] = None,
    add: Annotated[list[str] | None, typer.Option(help=t("cli.help_add"))] = None,
    codes_to: CodesTo = None,
    slips: SlipsTo = None,
    address: Address = None,
    yes: Annotated[bool, typer.Option("--yes", help=t("cli.help_yes"))] = False,
) -> None:
    from kit.roster import read_roster, secret
    from kit.workspace import Workspace

    workspace = Workspace(folder)
    hand_out = HandOut(codes_to, slips, address, workspace.group.id)
    file = folder / "roster.csv"
    roster = read_roster(file)
    _must_be_known(learner or (), roster, file)
    new = _newcomers(workspace, roster, add) if add else []
    whole = not (learner or add)
    chosen = roster if whole else new
    wanted = {*(learner or ()), *(one.learner for one in chosen)}
    had = [one for one in roster if one.learner in wanted and one.code_hash]
    if whole and had:
        question = t("new.ask_renew", count=len(had))
        if not confirmed(yes, question, t("new.not_renewed")):
            raise typer.Exit(1)
    made = _give(file, [*roster, *new], wanted, secret(folder, renew=whole))
    hand_out(made, folder)
    if had:
        say(t("new.renewed", count=len(had)))
    if len(made) > len(had):
        say(t("new.first_codes", count=len(made) - len(had)))
    for one in new:
        if ids := _called(one.name, roster):
            say(t("new.added_namesake", name=one.name, ids=", ".join(ids), id=one.learner))


def _must_be_known(learners: Sequence[str], roster: "Sequence[Member]", file: Path) -> None:
    from kit.errors import UserError

    known = {member.learner for member in roster}
    for wanted in learners:
        if wanted not in known:
            hint = t("new.no_member_hint")
            if ids := _called(wanted, roster):
                hint = t("new.no_member_named", name=wanted, ids=", ".join(ids))
            raise UserError(t("new.no_member", learner=wanted, path=file), hint)


def _called(name: str, roster: "Sequence[Member]") -> list[str]:
    """The ids of those who have that name."""
    from kit.gradebook.listing import tidy_name
    from kit.text import fold

    wanted = fold(tidy_name(name))
    return [one.learner for one in roster if fold(one.name) == wanted]


def _newcomers(
    workspace: "Workspace", roster: "Sequence[Member]", add: Sequence[str]
) -> "list[Member]":
    """Those who are to be added, without a code yet; ``add`` as typed: a name, maybe its role."""
    from kit.gradebook.course import new_ids
    from kit.gradebook.people import people_typed
    from kit.privacy.person import known_ids
    from kit.roster import Member

    people = people_typed(add)
    ids = new_ids(people, {member.learner for member in roster} | known_ids(workspace))
    return [Member(id, one.name, one.role, "") for id, one in zip(ids, people, strict=True)]


def _give(
    file: Path, members: "Sequence[Member]", wanted: Collection[str], key: bytes
) -> "list[Slip]":
    """Write the roster with new codes for those who are wanted; returns the codes."""
    from dataclasses import replace

    from kit.gradebook.course import Slip
    from kit.roster import hash_code, new_code, write_roster

    made = {
        one.learner: Slip(one.learner, one.name, one.role, new_code(SystemRandom()))
        for one in members
        if one.learner in wanted
    }
    write_roster(
        file,
        [
            replace(one, code_hash=hash_code(made[one.learner].code, key))
            if one.learner in made
            else one
            for one in members
        ],
    )
    return [*made.values()]
