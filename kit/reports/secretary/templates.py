"""A group's own templates: copies that the secretary edits in Word (``papers/`` of the folder)."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Literal

from kit.durable import write_durably
from kit.reports.secretary.filling import Value, fill
from kit.reports.secretary.layout import template_docx

Paper = Literal["minutes", "week", "score-sheet", "certificate"]

FOLDER = "papers"
NAMES: Mapping[Paper, str] = {
    "minutes": "bien-ban.docx",
    "week": "tong-hop.docx",
    "score-sheet": "phieu-cham-diem.docx",
    "certificate": "chung-nhan.docx",
}
CRITERIA = "tieu-chi.yaml"


def put_templates(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Put the kit's templates and criteria into a group's folder; whether each one was written.

    What is there already is somebody's work and stays.
    """
    for name, content in _shipped():
        path = folder / FOLDER / name
        if fresh := not path.exists():
            write_durably(path, content)
        yield path, fresh


def filled(folder: Path, paper: Paper, values: Mapping[str, Value]) -> bytes:
    """A paper by the group's own template; raises ``Problems`` where that cannot be filled."""
    return fill(template_file(folder, paper), values)


def template_file(folder: Path, paper: Paper) -> Path:
    """The group's own template; the kit's is put there if there is none yet."""
    path = folder / FOLDER / NAMES[paper]
    if not path.exists():
        write_durably(path, template_docx(_text(f"{paper}.txt")))
    return path


def criteria_file(folder: Path) -> Path:
    """The group's own criteria; the kit's are put there if there are none yet."""
    path = folder / FOLDER / CRITERIA
    if not path.exists():
        write_durably(path, _text(CRITERIA).encode())
    return path


def _shipped() -> Iterator[tuple[str, bytes]]:
    for paper, name in NAMES.items():
        yield name, template_docx(_text(f"{paper}.txt"))
    yield CRITERIA, _text(CRITERIA).encode()


def _text(name: str) -> str:
    return files("kit.reports.secretary").joinpath("texts", name).read_text(encoding="utf-8")
