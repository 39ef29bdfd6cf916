"""Writing the files of ``indicators/``: each as a whole, with its comments, the old list kept."""

import json
from datetime import datetime
from pathlib import Path
from stat import S_IMODE
from textwrap import wrap

from kit.durable import write_durably
from kit.formats import write_sheet
from kit.indicators.form import COLUMNS, FIELDS, sheet
from kit.indicators.sets import MAPPING, OFFICIAL, PROOF, SIZE, OfficialSet, Sets
from kit.wording import t

YAML_ENDINGS = (".yaml", ".yml")


def empty_form(path: Path) -> bytes:
    """The form in the format of the path's ending; raises ``UserError`` for an unknown one."""
    if path.suffix.lower() not in YAML_ENDINGS:
        return write_sheet(path, sheet())
    form = sheet()
    lines = [*_comment(form.title, *form.notes), ""]
    lines += [f"{name}:  # {label}" for name, label in zip(FIELDS, form.fields, strict=True)]
    heads = ", ".join(f"{key}: {head}" for key, head in zip(COLUMNS, form.heads, strict=True))
    lines += ["", f"# {heads}", "indicators:"]
    for row in form.rows:
        lines += [f"  - id: {row[0]}", "    text:", "    place:"]
    return _file(lines)


def save_official(folder: Path, entered: OfficialSet, now: datetime) -> Path | None:
    """Put the list in its place; an earlier one is kept beside it, and its path given back."""
    path = folder / f"{OFFICIAL}.yaml"
    backup = None
    if path.is_file() and b"\nstatus: awaiting" not in (old := path.read_bytes()):
        backup = path.with_name(f"{path.name}.{now:%Y-%m-%d-%H%M%S}.bak")
        write_durably(backup, old)
    _replace(path, _official(entered))
    return backup


def _official(entered: OfficialSet) -> bytes:
    awaits = entered.awaits
    issuers = ", ".join(map(_quoted, awaits.issuer))
    lines = [
        *_comment(t("indicators.file_official"), t("indicators.file_by_hand")),
        "",
        "format: 1",
        f"id: {entered.id}",
        f"status: {entered.status}",
        f"title: {_quoted(entered.title)}",
        "awaits:",
        f"  issuer: [{issuers}]",
        f"  number: {_quoted(awaits.number)}",
        f"  date: {_quoted(awaits.date)}",
        *(f"{name}: {_quoted(str(getattr(entered, name)))}" for name in (*PROOF, "checksum")),
        "indicators:",
    ]
    for entry in entered.indicators:
        lines += [
            f"  - id: {entry.id}",
            f"    text: {_quoted(entry.text or '')}",
            f"    place: {_quoted(entry.place or '')}",
        ]
    return _file(lines)


def save_mapping(folder: Path, sets: Sets) -> Path:
    """Write ``mapping.yaml`` anew: every sign with its name and its number, or none."""
    path = folder / f"{MAPPING}.yaml"
    official = sets.active.indicators if sets.active else ()
    lines = [
        *_comment(t("indicators.file_mapping", size=SIZE), t("indicators.file_mapping_how")),
        *(f"#   {entry.id}: {entry.text}" for entry in official),
        "",
        "format: 1",
        "signs:",
    ]
    for sign in sets.press.indicators if sets.press else ():
        number = sets.mapping.get(sign.id)
        lines.append(f"  {sign.id}: {'null' if number is None else number}  # {sign.name}")
    _replace(path, _file(lines))
    return path


def _replace(path: Path, content: bytes) -> None:
    """Content is not secret: whoever could read the file before still can."""
    mode = S_IMODE(path.stat().st_mode) if path.is_file() else None
    write_durably(path, content)
    if mode is not None:
        path.chmod(mode)


def _quoted(text: str) -> str:
    # JSON's way to write a text is YAML's, too, but for a few characters beyond ASCII.
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _comment(*paragraphs: str) -> list[str]:
    lines = [line for text in paragraphs for line in wrap(text, 95, break_on_hyphens=False)]
    return [f"# {line}" for line in lines]


def _file(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
