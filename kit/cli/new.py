"""``kit new`` and ``kit build``: a group's folder."""

from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.folders import Folders
from kit.cli.hand_out import Address, CodesTo, HandOut, SlipsTo
from kit.cli.say import console, few, say
from kit.cli.unfinished import say_unfinished
from kit.wording import t

if TYPE_CHECKING:
    from kit.gradebook.course import Person

Folder = Annotated[Path, typer.Argument(help=t("cli.help_folder"), show_default=False)]
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
    from kit.gradebook.course import found, slug

    if from_:
        from kit.cli.new_city import new_groups

        new_groups(folder, from_, codes_to, slips, address, content)
        return
    title = name or folder.resolve().name
    hand_out = HandOut(codes_to, slips, address, slug(title))
    where = Content.find(content)
    people = _listed(names) if names else _nameless(members)
    if not any(person.role != "learner" for person in people):
        people.append(_trainer())
    quizzes = choose(where)
    made = found(folder, title, slug(title), people, where.lessons(), quizzes, SystemRandom())
    say(t("new.made", path=folder, name=title))
    hand_out(made, folder)
    say_unfinished(quizzes)
    say(t("new.next_build", path=folder))


def _nameless(count: int) -> "list[Person]":
    from kit.gradebook.course import Person

    return [Person(t("new.nameless", n=n)) for n in range(1, count + 1)]


def _trainer() -> "Person":
    """Somebody is always there to grade."""
    from kit.gradebook.course import Person

    return Person(t("new.role_trainer").capitalize(), "trainer")


def _listed(file: Path) -> "list[Person]":
    """The people of a list, told so that its author sees whether all are there."""
    from kit.gradebook.people import namesakes, read_people

    found = read_people(file)
    people = found.people
    say(t("new.people", count=len(people), first=people[0].name, last=people[-1].name))
    for name, count in namesakes(people).items():
        say(t("new.namesakes", name=name, count=count))
    for role in ("secretary", "trainer"):
        if named := [one.name for one in people if one.role == role]:
            say(t(f"new.people_{role}", names=few(named)))
    if found.offices:
        say(t("new.offices", offices=few(found.offices)))
    if found.passed:
        say(t("new.passed", count=len(found.passed), texts=few(found.passed)))
    return people


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
