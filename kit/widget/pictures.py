"""A lesson's picture, looked for where the lesson is: in the group's folder or in the project."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kit.errors import UserError
from kit.pictures import figure, parse
from kit.seats import Seat
from kit.sources import short_names
from kit.textfile import read_text
from kit.widget.seat import find_seat
from kit.wording import Language, t

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Picture:
    """A picture to be shown as a cell's output."""

    title: str
    alt: str
    html: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        """What is shown where there is no HTML."""
        return f"{self.title}: {self.alt}"


def picture(name: str) -> Picture:
    """The picture ``lessons/pictures/<name>.yaml``.

    Raises ``UserError`` if there is none of that name, ``Problems`` for a faulty file.
    """
    seat = find_seat(Path.cwd())
    language: Language = seat.workspace.group.language if seat.workspace else "vi"
    places = list(_places(seat))
    for pictures, sources in places:
        file = pictures / f"{name}.yaml"
        if _NAME.fullmatch(name) and file.is_file():
            found = parse(read_text(file), str(file))
            html = figure(found, f"kit-{name}", short_names(sources, language), language)
            return Picture(found.title, found.alt, html)
    known = sorted({file.stem for pictures, _ in places for file in pictures.glob("*.yaml")})
    hint = t("pictures.unknown_hint", language, known=", ".join(known)) if known else ""
    none = t("pictures.none_hint", language, name=name)
    raise UserError(t("pictures.unknown", language, name=name), hint or none)


def _places(seat: Seat) -> Iterator[tuple[Path, Path]]:
    """Folders that may hold pictures, each with the one that names the sources."""
    if seat.workspace:
        yield seat.workspace.path / "lessons" / "pictures", seat.workspace.path / "practice"
    here = Path.cwd()
    for folder in (here, *here.parents):
        yield folder / "lessons" / "pictures", folder / "quizzes"
