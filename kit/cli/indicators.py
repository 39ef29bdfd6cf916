"""``kit indicators``: the directive's ten, from an empty form to every page that names them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.ask import agreed
from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.indicators.files import Folder
    from kit.indicators.sets import Sets
    from kit.indicators.uses import Use

app = typer.Typer(help=t("cli.indicators"), no_args_is_help=True, rich_markup_mode=None)

ContentOption = Annotated[
    Path | None, typer.Option("--content", help=t("cli.help_content"), show_default=False)
]
FormFile = Annotated[Path, typer.Argument(help=t("cli.help_form"), show_default=False)]


def _folder(content: Path | None) -> tuple[Path, Path]:
    """The content folder, and its ``indicators/``; raises ``UserError`` without either."""
    from kit.content import Content
    from kit.errors import UserError
    from kit.indicators.files import FOLDER

    root = Content.find(content).path
    folder = root / "quizzes" / FOLDER
    if not folder.is_dir():
        raise UserError(t("indicators.no_sets", path=folder), t("indicators.no_sets_hint"))
    return root, folder


@app.command("status", help=t("cli.indicators_status"))
def status(content: ContentOption = None) -> None:
    from kit.indicators.files import read_folder
    from kit.indicators.uses import by_reference, uses

    root, folder = _folder(content)
    read = read_folder(folder)
    found = by_reference(uses(root))
    for line in (*_standing(read.sets), "", *_entries(read.sets, found)):
        say(line)
    if read.sets.active:
        _tell_unmapped(read.sets, found)
    _stop_at(read)


def _standing(sets: "Sets") -> Iterator[str]:
    """Which set serves, and what the official one lacks."""
    from kit.indicators.sets import missing, source_line

    if sets.active:
        yield t("indicators.active_official")
        yield source_line(sets.active)
        return
    yield t("indicators.active_press")
    yield t("quiz.note_press")
    if sets.official:
        parts = missing(sets.official)
        names = [t(f"indicators.field_{part}") for part in parts if not part.isdigit()]
        if numbers := ", ".join(part for part in parts if part.isdigit()):
            names.append(t("indicators.entries", numbers=numbers))
        yield t("indicators.awaiting", missing="; ".join(names) or "–")
        yield t("indicators.awaiting_hint")


def _entries(sets: "Sets", found: "dict[str, list[Use]]") -> Iterator[str]:
    """Each indicator of the active set with the items tied to it."""
    from kit.indicators.sets import OFFICIAL, PRESS
    from kit.indicators.uses import names_used

    for entry in sets.active.indicators if sets.active else ():
        signs = [sign for sign, number in sets.mapping.items() if number == entry.id]
        yield f"{entry.id}. {entry.text} ({entry.place})"
        for reference in (f"{OFFICIAL}/{entry.id}", *(f"{PRESS}/{sign}" for sign in signs)):
            if reference in found:
                yield f"    {reference}: {names_used(found, reference)}"
    for sign in sets.press.indicators if sets.press and not sets.active else ():
        yield f"{sign.id.upper()}  {sign.name}"
        yield f"    {names_used(found, f'{PRESS}/{sign.id}')}"


def _tell_unmapped(sets: "Sets", found: "dict[str, list[Use]]") -> None:
    from kit.indicators.sets import PRESS
    from kit.indicators.uses import names_used

    if not sets.unmapped:
        say(t("indicators.all_mapped"))
        return
    say(t("indicators.unmapped", count=len(sets.unmapped)))
    for sign in sets.unmapped:
        say(f"    {sign.id}  {sign.name}: {names_used(found, f'{PRESS}/{sign.id}')}")


def _stop_at(read: "Folder") -> None:
    from kit.errors import Problems

    if read.problems:
        raise Problems(read.problems)


@app.command("template", help=t("cli.indicators_template"))
def template(file: FormFile) -> None:
    from kit.durable import write_durably
    from kit.errors import UserError
    from kit.indicators.write import empty_form

    content = empty_form(file)
    if file.exists():
        # It may be filled in already.
        raise UserError(t("indicators.form_exists", path=file), t("indicators.form_exists_hint"))
    write_durably(file, content)
    say(t("cli.written", path=file))
    say(t("indicators.form_next", path=file))


@app.command("import", help=t("cli.indicators_import"))
def import_(
    file: FormFile,
    yes: Annotated[bool, typer.Option("--yes", help=t("cli.help_yes"))] = False,
    content: ContentOption = None,
) -> None:
    from dataclasses import replace

    from kit.clock import now
    from kit.errors import Problems
    from kit.indicators.files import read_folder
    from kit.indicators.fill import names_of
    from kit.indicators.judge import judge
    from kit.indicators.read import read_form
    from kit.indicators.sets import source_line
    from kit.indicators.uses import by_reference, collisions, uses
    from kit.indicators.write import save_official

    root, folder = _folder(content)
    read = read_folder(folder)
    if read.sets.official is None or read.sets.press is None:
        raise Problems(read.problems)
    moment = now()
    entered = judge(read_form(file), read.sets.official, read.sets.press, moment.date())
    sets = replace(read.sets, official=entered, trusted=True)
    used = uses(root)
    if met := list(collisions(used, names_of(sets))):
        raise Problems(met)
    for line in (t("indicators.about_to"), source_line(entered), *_entries(sets, {})):
        say(line)
    if not yes and not agreed(t("indicators.sure")):
        say(t("indicators.nothing_written"))
        raise typer.Exit(1)
    backup = save_official(folder, entered, moment)
    say(t("indicators.imported", path=folder))
    if backup:
        _tell_kept(backup, sets)
    _tell_unmapped(sets, by_reference(used))
    say(t("indicators.imported_next"))


def _tell_kept(backup: Path, sets: "Sets") -> None:
    """Another list stood there: the numbers may now mean other words."""
    from kit.indicators.files import FILES

    say(t("indicators.kept", path=backup))
    if any(sets.mapping.values()):
        say(t("indicators.mapping_kept", path=backup.with_name(FILES[-1])))


@app.command("map", help=t("cli.indicators_map"))
def map_(
    pairs: Annotated[
        list[str] | None, typer.Option("--set", help=t("cli.help_set"), show_default=False)
    ] = None,
    content: ContentOption = None,
) -> None:
    from dataclasses import replace

    from kit.errors import Problems
    from kit.indicators.files import read_folder
    from kit.indicators.fill import names_of
    from kit.indicators.uses import by_reference, collisions, uses
    from kit.indicators.write import save_mapping

    root, folder = _folder(content)
    read = read_folder(folder)
    _stop_at(read)
    used = uses(root)
    mapping = {**read.sets.mapping, **dict(_pair(pair, read.sets) for pair in pairs or ())}
    sets = replace(read.sets, mapping=mapping)
    if met := list(collisions(used, names_of(sets))):
        raise Problems(met)
    found = by_reference(used)
    path = save_mapping(folder, sets)
    say(t("cli.written", path=path))
    _tell_unmapped(sets, found)
    say(t("indicators.map_next" if sets.active else "indicators.map_later"))


def _pair(pair: str, sets: "Sets") -> tuple[str, int | None]:
    """``dh-01=3``, or ``dh-01=`` to take it back; raises ``UserError``."""
    from kit.errors import UserError
    from kit.indicators.sets import SIZE

    sign, equals, number = (part.strip() for part in pair.partition("="))
    known = [one.id for one in sets.press.indicators] if sets.press else []
    right = number == "" or (number.isascii() and number.isdigit() and 1 <= int(number) <= SIZE)
    if sign.lower() not in known or not equals or not right:
        hint = t("indicators.bad_pair_hint", known=", ".join(known))
        raise UserError(t("indicators.bad_pair", pair=pair), hint)
    if number and sets.active is None:
        raise UserError(t("indicators.map_too_early"), t("indicators.awaiting_hint"))
    return sign.lower(), int(number) if number else None
