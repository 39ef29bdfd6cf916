"""``kit new``, ``kit build``, ``kit codes``: a group's folder and its members."""

from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.codes_table import codes_table
from kit.cli.folders import Folders
from kit.cli.say import console, say, slips_table
from kit.wording import t

if TYPE_CHECKING:
    from kit.gradebook.choosing import Choice
    from kit.gradebook.course import Slip

Folder = Annotated[Path, typer.Argument(help=t("cli.help_folder"), show_default=False)]
CodesTo = Annotated[Path | None, typer.Option(help=t("cli.help_codes_to"))]
SlipsTo = Annotated[Path | None, typer.Option(help=t("cli.help_slips"))]
Address = Annotated[str | None, typer.Option(help=t("cli.help_address"))]
ContentOption = Annotated[Path | None, typer.Option("--content", help=t("cli.help_content"))]


def new(
    folder: Folder,
    name: Annotated[str | None, typer.Option(help=t("cli.help_name"))] = None,
    members: Annotated[int, typer.Option(min=1, max=5000, help=t("cli.help_members"))] = 20,
    names: Annotated[Path | None, typer.Option(help=t("cli.help_names"))] = None,
    from_: Annotated[Path | None, typer.Option("--from", help=t("cli.help_new_from"))] = None,
    codes_to: CodesTo = None,
    slips: SlipsTo = None,
    address: Address = None,
    content: ContentOption = None,
) -> None:
    from kit.content import Content
    from kit.gradebook.choosing import choose
    from kit.gradebook.course import Person, found, read_people, slug

    if from_:
        from kit.cli.new_city import new_groups

        new_groups(folder, from_, codes_to, slips, address, content)
        return
    hand_out = _HandOut(codes_to, slips, address)
    where = Content.find(content)
    people = (
        read_people(names)
        if names
        else [Person(t("new.nameless", n=n)) for n in range(1, members + 1)]
    )
    if not any(person.role != "learner" for person in people):
        people.append(Person(t("new.role_trainer").capitalize(), "trainer"))
    title = name or folder.resolve().name
    quizzes = choose(where)
    made = found(folder, title, slug(title), people, where.lessons(), quizzes, SystemRandom())
    say(t("new.made", path=folder, name=title))
    hand_out(made, folder)
    say_unfinished(quizzes)
    say(t("new.next_build", path=folder))


def say_unfinished(chosen: "Choice") -> None:
    """Which banks the group does not begin with, and how it comes to have them."""
    for quiz, count in chosen.unfinished.items():
        say(t("new.left_out", quiz=quiz, count=count))


def build(folders: Folders, content: ContentOption = None) -> None:
    from kit.content import Content
    from kit.gradebook.build import build as build_quizzes
    from kit.workspace import Workspace

    where = Content.find(content).path
    _look_at_rosters(folders)
    for folder in folders:
        workspace = Workspace(folder)
        if len(folders) > 1:
            say(workspace.group.name)
        with console.status(t("new.building")):
            built = build_quizzes(workspace, where)
        for quiz in built:
            name = "new.built" if quiz.changed else "new.unchanged"
            say(t(name, quiz=quiz.quiz, version=quiz.version))


def _look_at_rosters(folders: list[Path]) -> None:
    """Raise ``Problems`` with every faulty line of every roster: nobody signs in by such a list."""
    from kit.errors import Problem, Problems
    from kit.roster import read_roster

    found: list[Problem] = []
    for file in (folder / "roster.csv" for folder in folders):
        try:
            if file.exists():
                read_roster(file)
        except Problems as error:
            found += error.problems
    if found:
        raise Problems(found)


def codes(
    folder: Folder,
    learner: Annotated[list[str] | None, typer.Option(help=t("cli.help_learner"))] = None,
    codes_to: CodesTo = None,
    slips: SlipsTo = None,
    address: Address = None,
) -> None:
    from dataclasses import replace

    from kit.errors import UserError
    from kit.gradebook.course import Slip
    from kit.roster import hash_code, new_code, read_roster, secret, write_roster

    hand_out = _HandOut(codes_to, slips, address)
    file = folder / "roster.csv"
    roster = read_roster(file)
    known = {member.learner for member in roster}
    for wanted in learner or ():
        if wanted not in known:
            raise UserError(t("new.no_member", learner=wanted, path=file), t("new.no_member_hint"))
    renewed, made, key = [], [], secret(folder, renew=not learner)
    for member in roster:
        if learner and member.learner not in learner:
            renewed.append(member)
            continue
        slip = Slip(member.learner, member.name, member.role, new_code(SystemRandom()))
        made.append(slip)
        renewed.append(replace(member, code_hash=hash_code(slip.code, key)))
    write_roster(file, renewed)
    hand_out(made, folder)
    say(t("new.renewed", count=len(made)))


class _HandOut:
    """Codes go to the screen, or to files that the secretary prints and deletes."""

    def __init__(self, codes_to: Path | None, slips: Path | None, address: str | None) -> None:
        """Raises ``UserError`` before anything is changed: a code that was never shown is lost."""
        from kit.errors import UserError
        from kit.reports.slips import checked_address

        self.codes_to, self.slips = codes_to, slips
        self.address = checked_address(address) if address else ""
        for file in filter(None, (codes_to, slips)):
            try:
                open(file, "a", encoding="utf-8").close()
            except OSError as error:
                hint = t("new.no_codes_file_hint")
                raise UserError(t("new.no_codes_file", path=file), hint) from error

    def __call__(self, slips: list["Slip"], folder: Path) -> None:
        """Hand them out, for this one time."""
        if self.slips:
            self._print(self.slips, slips, folder)
        if self.codes_to:
            codes_table(self.codes_to, slips)
        if not (self.slips or self.codes_to):
            console.print(slips_table(slips))

    def _print(self, file: Path, slips: list["Slip"], folder: Path) -> None:
        from kit.consent import write_private
        from kit.reports.slips import Group, slips_page
        from kit.workspace import Workspace

        group = Workspace(folder).group
        whose = Group(group.id, group.name, self.address, group.language)
        write_private(file, slips_page(slips, whose))
        say(t("slips.written", path=file))
        if not self.address:
            say(t("slips.no_address"))
