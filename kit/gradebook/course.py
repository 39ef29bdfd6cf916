"""A new group's folder: ``kit new``. Also an nbgrader course from the first moment."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from random import Random

from kit.durable import write_durably
from kit.errors import UserError
from kit.gradebook.choosing import Choice
from kit.gradebook.config import FILE, config_text
from kit.roster import Member, Role, hash_code, new_code, secret, write_roster
from kit.wording import t


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
    return [
        Slip(id, person.name, person.role, new_code(rng))
        for id, person in zip(new_ids(people), people, strict=True)
    ]


_PREFIX: dict[Role, str] = {"learner": "hv", "trainer": "gv", "secretary": "tk"}


def new_ids(people: Sequence[Person], known: Collection[str] = ()) -> list[str]:
    """An id for each new person, counted on from the highest of those that are ``known``.

    A gap is left alone: work or an old slip may bear the id of who was there.
    """
    last = dict.fromkeys(_PREFIX, 0)
    for role, prefix in _PREFIX.items():
        found = (re.fullmatch(rf"{prefix}-([0-9]{{1,9}})", id) for id in known)
        last[role] = max((int(one[1]) for one in found if one), default=0)
    ids = []
    for person in people:
        last[person.role] += 1
        width = 3 if person.role == "learner" else 1
        ids.append(f"{_PREFIX[person.role]}-{last[person.role]:0{width}}")
    return ids


def members(slips: Sequence[Slip], key: bytes) -> list[Member]:
    """The slips as they are kept: with the codes' hashes."""
    return [Member(s.learner, s.name, s.role, hash_code(s.code, key)) for s in slips]


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
        # Whoever takes a # away adds to a list: [] would be in the way.
        quizzes="".join(f"\n  - quiz: {quiz}" for quiz in chosen.quizzes)
        or ("" if chosen.unfinished else " []"),
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
