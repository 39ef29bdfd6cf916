"""From a picture's file to its model: everything wrong with it is told at once, with its line."""

from dataclasses import dataclass

from pydantic import ValidationError

from kit.errors import Problem, Problems
from kit.pictures.model import KEYS, KINDS, AnyPicture
from kit.validation import problem, problems
from kit.wording import t
from kit.yaml import Document, compose


@dataclass(frozen=True)
class PictureDraft:
    """A picture's file as far as it could be read."""

    name: str
    """What problems call the file."""
    document: Document
    picture: AnyPicture | None
    """``None`` if anything is wrong."""
    problems: tuple[Problem, ...]


def draft(text: str, name: str) -> PictureDraft:
    """Read a picture from text as far as it goes; raises ``Problems`` if it is no YAML at all."""
    document = compose(text, name)
    found = list(document.twice)
    picture = None
    if not isinstance(document.data, dict):
        found.append(problem(name, document, "not-a-picture", (), {}))
    elif (model := KINDS.get(str(document.data.get("kind")))) is None:
        found.append(_no_kind(name, document))
    else:
        try:
            picture = model.model_validate(document.data)
        except ValidationError as error:
            found += problems(error, name, document, known=KEYS)
    for one in picture.faults() if picture else ():
        found.append(problem(name, document, one.code, one.at, dict(one.params)))
    return PictureDraft(name, document, None if found else picture, tuple(found))


def parse(text: str, name: str) -> AnyPicture:
    """Read a picture from text; raises ``Problems`` with lines of ``name``."""
    read = draft(text, name)
    if read.picture is None:
        raise Problems(read.problems)
    return read.picture


def _no_kind(name: str, document: Document) -> Problem:
    kind = document.data.get("kind")
    if kind is None:
        return problem(name, document, "missing", ("kind",), {"key": "kind"})
    wanted = t("check.wants_one_of", expected=", ".join(KINDS))
    return problem(name, document, "bad-value", ("kind",), {"value": kind, "wanted": wanted})
