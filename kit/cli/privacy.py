"""``kit privacy``: what is held about a person, shown, corrected, deleted; and kept no longer."""

import json as json_
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.ask import confirmed
from kit.cli.folders import Folders
from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.privacy.person import Person
    from kit.privacy.retention import Due
    from kit.workspace import Workspace

app = typer.Typer(help=t("cli.privacy"), no_args_is_help=True, rich_markup_mode=None)

Folder = Annotated[Path, typer.Argument(help=t("cli.help_folder"), show_default=False)]
Who = Annotated[str, typer.Argument(help=t("cli.help_who"), show_default=False)]
Yes = Annotated[bool, typer.Option("--yes", help=t("cli.help_yes"))]
Json = Annotated[bool, typer.Option("--json", help=t("cli.help_json"))]


@app.command("show", help=t("cli.privacy_show"))
def show(
    folder: Folder,
    who: Who,
    to: Annotated[Path | None, typer.Option(help=t("cli.help_show_to"))] = None,
    json: Json = False,
) -> None:
    from pydantic import TypeAdapter

    from kit.clock import now
    from kit.privacy.dossier import Dossier, as_lines, dossier
    from kit.privacy.person import find_person
    from kit.privacy.register import note

    workspace, moment = _workspace(folder), now()
    person = find_person(workspace, who)
    found = dossier(workspace, person, moment)
    if json:
        text = (
            TypeAdapter(Dossier)
            .dump_json(found, indent=1, exclude={"person": {"member": {"code_hash"}}})
            .decode()
        )
    else:
        text = "\n".join(as_lines(found))
    if to:
        _write(to, text)
        say(t("privacy.shown_to", path=to))
    else:
        typer.echo(text)
    note(workspace, "shown", person.learner, moment)


@app.command("correct", help=t("cli.privacy_correct"))
def correct(
    folder: Folder,
    who: Who,
    name: Annotated[str, typer.Option(help=t("cli.help_new_name"), show_default=False)],
) -> None:
    from dataclasses import replace

    from kit.clock import now
    from kit.errors import UserError
    from kit.privacy.person import find_person
    from kit.privacy.register import note
    from kit.roster import read_roster, write_roster

    workspace = _workspace(folder)
    person = find_person(workspace, who)
    whole = " ".join(name.split())
    if person.member is None or not whole:
        raise UserError(t("privacy.no_name_to_correct"), t("privacy.no_name_to_correct_hint"))
    file = workspace.path / "roster.csv"
    write_roster(
        file,
        [
            replace(one, name=whole) if one.learner == person.learner else one
            for one in read_roster(file)
        ],
    )
    note(workspace, "corrected", person.learner, now(), "name")
    say(t("privacy.corrected", learner=person.learner, name=whole))


@app.command("delete", help=t("cli.privacy_delete"))
def delete(folder: Folder, who: Who, yes: Yes = False) -> None:
    from kit.clock import now
    from kit.privacy.erase import erase
    from kit.privacy.person import find_person
    from kit.privacy.register import note

    workspace = _workspace(folder)
    person = find_person(workspace, who)
    with _standing_still(workspace):
        if not confirmed(yes, _ask_delete(person), t("privacy.say_yes")):
            return
        gone = erase(workspace, person.learner)
        note(workspace, "deleted", person.learner, now())
    counts = {"files": gone.files, "rows": gone.rows, "consents": gone.consents}
    say(t("privacy.deleted", learner=person.learner, **counts))
    if gone.member:
        say(t("privacy.struck", learner=person.learner))
    say(t("privacy.copies"))


@app.command("retain", help=t("cli.privacy_retain"))
def retain(folders: Folders, yes: Yes = False, json: Json = False) -> None:
    from kit.clock import now
    from kit.privacy.erase import erase_work
    from kit.privacy.register import note
    from kit.privacy.retention import due, keep_counts

    moment = now()
    found = {one: due(one, moment) for one in map(_workspace, dict.fromkeys(folders))}
    if json:
        typer.echo(json_.dumps(_due_json(found), ensure_ascii=False, indent=1))
    else:
        for workspace, over in found.items():
            _tell_due(workspace, over)
    # A program is asked nothing: it has to say --yes.
    if not any(found.values()) or (json and not yes):
        return
    if not confirmed(yes, t("privacy.ask_retain"), t("privacy.say_yes")):
        return
    for workspace, over in found.items():
        if not over:
            continue
        with _standing_still(workspace):
            keep_counts(workspace, over, moment)
            files = erase_work(workspace, [(one.learner, one.quiz) for one in over])
            what = ", ".join(f"{quiz}: {count}" for quiz, count in _by_quiz(over).items())
            note(workspace, "retention", "", moment, what)
        if not json:
            say(t("privacy.retained", group=workspace.group.name, files=files))
    if not json:
        say(t("privacy.copies"))


@app.command("papers", help=t("cli.privacy_papers"))
def papers(
    folder: Folder,
    to: Annotated[Path | None, typer.Option(help=t("cli.help_papers_to"))] = None,
) -> None:
    from kit.clock import now
    from kit.privacy.papers import write_papers

    workspace = _workspace(folder)
    for path in write_papers(workspace, to or workspace.path, now()):
        say(t("privacy.papers_written", path=path))


def _workspace(folder: Path) -> "Workspace":
    from kit.workspace import Workspace

    workspace = Workspace(folder.resolve())
    _ = workspace.group  # says at once if this is no group's folder
    return workspace


@contextmanager
def _standing_still(workspace: "Workspace") -> Iterator[None]:
    """No server, so that no page writes again what was just deleted."""
    from kit.errors import UserError
    from kit.served import Served, alone

    try:
        with alone(workspace.path):
            yield
    except Served as error:
        raise UserError(error.message, t("privacy.serving_hint")) from error


def _ask_delete(person: "Person") -> str:
    if person.member is None:
        return t("privacy.ask_delete", name=t("privacy.no_name"), learner=person.learner)
    return t("privacy.ask_delete_member", name=person.member.name, learner=person.learner)


def _by_quiz(over: Sequence["Due"]) -> Counter[str]:
    return Counter(one.quiz for one in over)


def _tell_due(workspace: "Workspace", over: Sequence["Due"]) -> None:
    from kit.practised import FOLDER

    group, days = workspace.group.name, workspace.group.retention_days
    if not over:
        say(t("privacy.nothing_due", group=group, days=days))
    for quiz, count in _by_quiz(over).items():
        what = t("privacy.own_practice") if quiz == FOLDER else quiz
        say(t("privacy.due", group=group, days=days, quiz=what, count=count))


def _due_json(found: "dict[Workspace, list[Due]]") -> list[dict[str, str]]:
    from kit.practised import FOLDER

    return [
        {
            "folder": str(workspace.path),
            # Who practises, for herself alone, is not told to whoever cleans up.
            "learner": "" if one.quiz == FOLDER else one.learner,
            "quiz": one.quiz,
            "since": one.since.isoformat(),
        }
        for workspace, over in found.items()
        for one in over
    ]


def _write(path: Path, text: str) -> None:
    """Whole or not at all, for nobody else to read; with a mark by which Notepad knows UTF-8."""
    from kit.consent import write_private
    from kit.errors import UserError

    try:
        write_private(path, f"{text}\n".encode("utf-8-sig"))
    except OSError as error:
        raise UserError(t("privacy.not_written", path=path, detail=error)) from error
