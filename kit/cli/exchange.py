"""``kit import`` and ``kit export``: banks from other programs, and for them."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.exchange_report import FEW, notes_said, report, to_look_at, wants_a_person
from kit.cli.say import say
from kit.wording import t, table

if TYPE_CHECKING:
    from kit.formats.exchange import Imported, Note


def import_(
    file: Annotated[Path, typer.Argument(help=t("cli.import_file"), show_default=False)],
    into: Annotated[Path, typer.Option("--into", help=t("cli.import_into"), show_default=False)],
    append: Annotated[bool, typer.Option("--append", help=t("cli.import_append"))] = False,
    replace: Annotated[bool, typer.Option("--replace", help=t("cli.import_replace"))] = False,
    as_: Annotated[
        str | None, typer.Option("--as", help=t("cli.import_as"), show_default=False)
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", help=t("cli.import_title"), show_default=False)
    ] = None,
    marked: Annotated[
        Path | None, typer.Option("--marked", help=t("cli.import_marked"), show_default=False)
    ] = None,
) -> None:
    from kit.clock import now
    from kit.formats.banks import read_questions

    _look_at_target(into, append=append, replace=replace)
    _look_at_copy(file, as_, marked)
    imported = read_questions(file, as_, _taken(into, own=append))
    for line in report(imported):
        say(line)
    if marked:
        _write_marked(file, marked, imported.notes)
    if wants_a_person(imported.notes):
        say(t("exchange.ways_out", path=into if imported.items else into.parent))
    if not imported.items:
        say(t("exchange.nothing_imported"))
        raise typer.Exit(1)
    if wants_a_person(imported.notes):
        say(t("exchange.again_append" if append else "exchange.again", path=into))
    text = _text(file, into, imported, append=append, title=title)
    _write(into, text.encode(), now=f"{now():%Y-%m-%d-%H%M%S}" if replace else "")
    say(t("cli.written", path=into))
    if imported.title and not (title or append):
        say(t("exchange.named", title=imported.title))
    say(t("exchange.imported_next", path=into))
    if wants_a_person(imported.notes):
        raise typer.Exit(1)


def _text(file: Path, into: Path, imported: "Imported", append: bool, title: str | None) -> str:
    """The bank as it will be; raises ``Problems`` if it would be none, and nothing is written."""
    from kit.bank import draft
    from kit.errors import Problems
    from kit.formats.yaml_bank import with_items
    from kit.textfile import read_text

    if append and into.exists():
        text = with_items(read_text(into), str(into), imported.items)
    elif not into.exists() or not (text := _over(into, imported, title)):
        text = _new(file, into, imported, title or imported.title or _title_of(into))
    if found := draft(text, str(into), into.parent).problems:
        raise Problems(found)
    return text


def _over(into: Path, imported: "Imported", title: str | None) -> str:
    """The old bank with other items, and what no file held as it was; "" where that is none."""
    from kit.bank import draft
    from kit.errors import Problems, UserError
    from kit.formats.yaml_bank import over
    from kit.textfile import read_text

    name = title or imported.title or ""
    try:
        text = over(read_text(into), str(into), imported.items, name, to_look_at(imported))
    except (UserError, Problems):
        text = ""
    if not text or (found := draft(text, str(into), into.parent)).problems:
        say(t("exchange.head_not_kept", path=into))
        return ""
    given = ("format", "items", "title") if name else ("format", "items")
    keys = [key for key in found.document.data if key not in given]
    say(t("exchange.head_kept", path=into, keys=_named(keys)))
    return text


def _title_of(into: Path) -> str:
    """The title that a bank has; what its file is called where there is none to be read."""
    from kit.errors import Problems, UserError
    from kit.textfile import read_text
    from kit.yaml import compose

    try:
        data = compose(read_text(into), str(into)).data if into.exists() else None
    except (UserError, Problems):
        data = None
    title = data.get("title") if isinstance(data, dict) else None
    return title if isinstance(title, str) and title.strip() else into.stem


def _named(keys: Iterable[str]) -> str:
    """Keys of a bank's head, each behind the words for it where there are some."""
    words = table("exchange")
    named = ((words.get(f"head_key_{key}"), key) for key in keys)
    return ", ".join(f"{word} ({key})" if word else key for word, key in named)


def export(
    bank: Annotated[Path, typer.Argument(help=t("cli.export_bank"), show_default=False)],
    to: Annotated[Path, typer.Option("--to", help=t("cli.export_to"), show_default=False)],
    replace: Annotated[bool, typer.Option("--replace", help=t("cli.export_replace"))] = False,
    as_: Annotated[
        str | None, typer.Option("--as", help=t("cli.export_as"), show_default=False)
    ] = None,
) -> None:
    from kit.bank import load
    from kit.errors import UserError
    from kit.formats.banks import unheld, write_questions
    from kit.formats.exchange import Fate

    if to.exists() and not replace:
        raise UserError(t("exchange.exists", path=to), t("exchange.exists_hint_out"))
    quiz = load(bank).quiz
    exported = write_questions(quiz, to, as_)
    if keys := unheld(quiz, to, as_):
        say(t("exchange.head_unheld", keys=_named(keys), path=bank))
    for line in notes_said(exported.notes, FEW, left_out="unwritten"):
        say(line)
    if not exported.written:
        say(t("exchange.nothing_exported"))
        raise typer.Exit(1)
    _write(to, exported.content)
    say(t("exchange.exported", count=exported.written, path=to))
    say(t("exchange.exported_keys"))
    if any(note.fate is Fate.LEFT_OUT for note in exported.notes):
        raise typer.Exit(1)


def _look_at_target(into: Path, *, append: bool, replace: bool) -> None:
    from kit.errors import UserError

    if append and replace:
        raise UserError(t("exchange.both_ways"), t("exchange.both_ways_hint"))
    if into.suffix != ".yaml":
        raise UserError(t("exchange.not_yaml", path=into), t("exchange.not_yaml_hint"))
    if into.exists() and not (append or replace):
        raise UserError(t("exchange.exists", path=into), t("exchange.exists_hint"))
    if not into.parent.is_dir():
        raise UserError(t("exchange.no_folder", path=into.parent), t("exchange.no_folder_hint"))


def _look_at_copy(file: Path, as_: str | None, marked: Path | None) -> None:
    from kit.errors import UserError
    from kit.formats.banks import format_of

    if marked and format_of(file, as_) != "excel":
        raise UserError(t("exchange.marked_only"), t("exchange.marked_only_hint"))
    if marked and marked.exists():
        raise UserError(t("exchange.exists", path=marked), t("template.exists_hint"))


def _write_marked(file: Path, marked: Path, notes: "Sequence[Note]") -> None:
    from kit.formats.excel.marked import marked_copy

    content, count = marked_copy(file, notes)
    _write(marked, content)
    say(t("exchange.marked", count=count, path=marked))


def template(
    file: Annotated[Path, typer.Argument(help=t("cli.template_file"), show_default=False)],
) -> None:
    from kit.durable import write_durably
    from kit.errors import UserError
    from kit.formats.template import template as form

    content = form(file)
    if file.exists():
        raise UserError(t("template.exists", path=file), t("template.exists_hint"))
    write_durably(file, content)
    say(t("template.written", path=file))
    say(t("template.next", path=file))


def _taken(into: Path, *, own: bool) -> set[str]:
    """Ids of the banks in the same folder; ``own`` counts those of the target, too.

    Found line by line, as they are written: an id that is missed here is told by ``kit check``.
    """
    import re

    taken: set[str] = set()
    for path in into.parent.glob("*.yaml"):
        if (own or path != into) and path.stat().st_size < 5_000_000:
            text = path.read_text(encoding="utf-8", errors="replace")
            taken.update(re.findall(r"^\s*-\s*\{?\s*id:\s*([a-z0-9-]+)", text, re.MULTILINE))
    return taken


def _new(file: Path, into: Path, imported: "Imported", title: str) -> str:
    from kit.clock import now
    from kit.formats.yaml_bank import new_bank
    from kit.text import slug

    today = now().date()
    head = t("exchange.head", file=file.name, date=f"{today.day}-{today.month}-{today.year}")
    about = [head, t("exchange.head_next"), *to_look_at(imported)]
    return new_bank(slug(into.stem) or "nhap", title, today, imported.items, about)


def _write(path: Path, content: bytes, now: str = "") -> None:
    """Put a file in its place, as readable as it was; ``now`` asks for a copy of the old one."""
    from stat import S_IMODE

    from kit.durable import write_durably

    mode = S_IMODE(path.stat().st_mode) if path.is_file() else None
    if now and path.is_file():
        backup = path.with_name(f"{path.name}.{now}.bak")
        write_durably(backup, path.read_bytes())
        say(t("exchange.kept", path=backup))
    write_durably(path, content)
    if mode is not None:
        path.chmod(mode)
