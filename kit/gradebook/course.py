"""A new group's folder: ``kit new``. Also an nbgrader course from the first moment."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from random import Random

from kit.durable import write_durably
from kit.errors import UserError
from kit.gradebook.choosing import Choice
from kit.gradebook.config import FILE, config_text
from kit.roster import Member, Role, hash_code, new_code, secret, write_roster
from kit.text import fold
from kit.wording import t

ROLES: dict[str, Role] = {
    "": "learner", "học viên": "learner", "learner": "learner",
    "báo cáo viên": "trainer", "giảng viên": "trainer", "trainer": "trainer",
    "bí thư": "secretary", "secretary": "secretary",
}  # fmt: skip
"""A role as people write it, folded."""


@dataclass(frozen=True)
class Person:
    """Someone to be put on the roster."""

    name: str
    role: Role = "learner"


@dataclass(frozen=True)
class Slip:
    """A personal code, in clear for this one time."""

    learner: str
    name: str
    role: Role
    code: str


def found(
    folder: Path,
    name: str,
    id: str,
    people: Sequence[Person],
    lessons: Sequence[str],
    quizzes: Sequence[str] | Choice,
    rng: Random,
    unit: str = "",
) -> list[Slip]:
    """Make a group's folder; returns everybody's code, which is kept nowhere.

    ``rng`` must be ``random.SystemRandom`` outside tests. Raises ``UserError`` if the folder
    holds anything already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UserError(t("new.not_empty", path=folder), t("new.not_empty_hint"))
    folder.mkdir(parents=True, exist_ok=True)
    slips = new_slips(people, rng)
    key = secret(folder)
    write_roster(folder / "roster.csv", members(slips, key))
    write_durably(folder / FILE, config_text(id).encode())
    # Names, codes and keys are no matter for a project's history.
    write_durably(folder / ".gitignore", b"*\n")
    # Last, because this file is what makes the folder a group's.
    write_durably(folder / "group.yaml", group_yaml(name, id, lessons, quizzes, unit).encode())
    return slips


def new_slips(people: Sequence[Person], rng: Random) -> list[Slip]:
    """Ids and codes for new people: ``hv-001`` … for learners, ``gv-1``, ``tk-1`` for the staff."""
    slips: list[Slip] = []
    count: dict[Role, int] = {"learner": 0, "trainer": 0, "secretary": 0}
    for person in people:
        count[person.role] += 1
        n = count[person.role]
        id = {"learner": f"hv-{n:03}", "trainer": f"gv-{n}", "secretary": f"tk-{n}"}[person.role]
        slips.append(Slip(id, person.name, person.role, new_code(rng)))
    return slips


def members(slips: Sequence[Slip], key: bytes) -> list[Member]:
    """The slips as they are kept: with the codes' hashes."""
    return [Member(s.learner, s.name, s.role, hash_code(s.code, key)) for s in slips]


def read_people(file: Path) -> list[Person]:
    """People from a text file: one name a line, or a CSV with the role in the second column.

    Roles are understood in Vietnamese and English; no role means learner. Raises ``UserError``.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(t("new.no_names", path=file), t("new.no_names_hint")) from error
    people = []
    for n, row in enumerate(csv.reader(io.StringIO(text)), 1):
        name, role = [cell.strip() for cell in (*row, "", "")][:2]
        if not name:
            continue
        if fold(role) not in ROLES:
            raise UserError(t("new.bad_role", line=n, role=role), t("new.bad_role_hint"))
        people.append(Person(name, ROLES[fold(role)]))
    return people


def group_yaml(
    name: str, id: str, lessons: Sequence[str], quizzes: Sequence[str] | Choice, unit: str = ""
) -> str:
    """The text of a new ``group.yaml``, with a word of help at each setting."""
    chosen = quizzes if isinstance(quizzes, Choice) else Choice(tuple(quizzes))
    template = files("kit.gradebook").joinpath("group.yaml.txt").read_text("utf-8")
    return template.format(
        name=_quoted(name),
        id=id,
        unit=_quoted(unit),
        lessons="".join(f"\n  - {lesson}" for lesson in lessons) or " []",
        quizzes="".join(f"\n  - quiz: {quiz}" for quiz in chosen.quizzes) or " []",
        unfinished="".join(
            f"\n#  - quiz: {quiz}   # {t('new.unfinished', count=count)}"
            for quiz, count in chosen.unfinished.items()
        ),
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def slug(name: str) -> str:
    """An address for a group's name: ``Chi bộ Tổ dân phố 5`` → ``chi-bo-to-dan-pho-5``."""
    from kit.text import bare, is_device_name

    words = "".join(c if c.isascii() and c.isalnum() else " " for c in bare(name)).split()
    made = "-".join(words)[:48].strip("-") or "nhom"
    return f"{made}-1" if is_device_name(made) else made
