"""``kit backup`` and ``kit restore``: a group's folder in one file, and back."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.say import console, say
from kit.wording import t

if TYPE_CHECKING:
    from kit.privacy.register import Entry

Folder = Annotated[Path, typer.Argument(help=t("cli.help_folder"), show_default=False)]
PassphraseFile = Annotated[
    Path | None, typer.Option(help=t("cli.help_passphrase_file"), show_default=False)
]


def backup(
    folder: Folder,
    to: Annotated[Path, typer.Option(help=t("cli.help_backup_to"), show_default=False)],
    passphrase_file: PassphraseFile = None,
    plain: Annotated[bool, typer.Option("--plain", help=t("cli.help_plain"))] = False,
) -> None:
    from kit.backup.making import look_at_target, make
    from kit.clock import now
    from kit.versions import heading
    from kit.workspace import Workspace

    workspace = Workspace(folder.resolve())
    heading(workspace.path)  # says at once if this is no group's folder
    look_at_target(workspace, to)
    passphrase = "" if plain else _new_passphrase(passphrase_file)
    with console.status(t("backup.making")):
        waiting = partial(say, t("grading.waiting", group=folder))
        made = make(workspace, to, passphrase, now(), waiting)
    count = len(made.manifest.files)
    say(t("backup.made", path=to, files=count, size=made.size / 1e6))
    for name in made.left_out:
        say(t("backup.left_out", name=name))
    if made.server:
        say(t("backup.on_server", address=made.server))
        say(f"    → {t('backup.on_server_hint')}")
    if not passphrase:
        say(t("backup.plain"))
    say(t("backup.old_ones"))


def restore(
    file: Annotated[Path, typer.Argument(help=t("cli.help_restore_file"), show_default=False)],
    to: Annotated[Path, typer.Option(help=t("cli.help_restore_to"), show_default=False)],
    register: Annotated[
        Path | None, typer.Option(help=t("cli.help_register"), show_default=False)
    ] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    from kit.backup.restoring import restore as run
    from kit.clock import spoken

    done = _register(register) if register else []
    passphrase = _passphrase(file, passphrase_file)
    with console.status(t("backup.restoring")):
        restored = run(file, to, passphrase, done)
    manifest = restored.manifest
    at = spoken(manifest.at)
    say(t("backup.restored", path=to, group=manifest.title, at=at, files=len(manifest.files)))
    for learner in restored.deleted:
        say(t("privacy.struck", learner=learner))
    if not register:
        say(t("backup.deleted_since", at=at))
    if manifest.gradebook == "elsewhere":
        say(t("backup.book_elsewhere"))
    if restored.other_config:
        say(t("backup.other_config"))


def _register(path: Path) -> "list[Entry]":
    from kit.privacy.register import FILE, read_register

    if (path / "group.yaml").is_file() and not (path / FILE).exists():
        return []  # a group whose people's data nobody has touched so far
    return read_register(path / FILE if path.is_dir() else path)


def _passphrase(file: Path, given: Path | None) -> str:
    """Asked for only if the backup is sealed."""
    from kit.backup.sealed import is_sealed
    from kit.errors import UserError

    try:
        with open(file, "rb") as source:
            sealed = is_sealed(source)
    except FileNotFoundError as error:
        raise UserError(t("backup.no_file", path=file), t("backup.no_file_hint")) from error
    except OSError as error:
        if file.is_dir():  # which Windows calls a matter of rights
            raise UserError(t("backup.no_backup", path=file), t("backup.no_file_hint")) from error
        detail = error.strerror or str(error)
        what = t("backup.unreadable", path=file, detail=detail)
        raise UserError(what, t("backup.unreadable_hint")) from error
    if not sealed:
        return ""
    return _from_file(given) if given else _ask(new=False)


def _new_passphrase(given: Path | None) -> str:
    from kit.backup.sealed import LEAST
    from kit.errors import UserError

    if given is None:
        return _ask(new=True)
    passphrase = _from_file(given)
    if len(passphrase) < LEAST:
        raise UserError(t("backup.short", least=LEAST), t("backup.short_hint"))
    return passphrase


def _from_file(path: Path) -> str:
    """Its first line."""
    from kit.textfile import read_text

    return next(iter(read_text(path).splitlines()), "")


def _ask(new: bool) -> str:
    """On a terminal: what stands in a command can be read by everybody on the machine.

    A ``new`` one is asked for twice, and again if it is too short; it may be empty.
    """
    from kit.backup.sealed import LEAST
    from kit.errors import UserError

    if not sys.stdin.isatty():
        raise UserError(t("backup.no_terminal"), t("backup.no_terminal_hint"))
    while True:
        passphrase = _typed("ask_new" if new else "ask", optional=new, least=LEAST)
        if new and 0 < len(passphrase) < LEAST:
            say(f"{t('backup.short', least=LEAST)} {t('backup.short_hint')}")
        elif not new or not passphrase or _typed("ask_again") == passphrase:
            return passphrase
        else:
            say(t("backup.not_same"))


def _typed(name: str, *, optional: bool = False, **params: object) -> str:
    answer: str = typer.prompt(
        t(f"backup.{name}", **params),
        default="" if optional else None,
        hide_input=True,
        show_default=False,
    )
    return answer
