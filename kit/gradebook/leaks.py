"""The release check: nothing that learners get may tell a key.

Two nets. The *shape*: a release holds one notebook and one booklet, and these hold only keys,
metadata and cells that are known to be harmless. The *words*: no text of a release holds, as
whole words, a secret of the quiz, unless the author wrote those words in a public place too.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kit.blueprint import slot_ids
from kit.errors import Problem
from kit.model import Item, Quiz
from kit.wording import t

BOOKLET = "booklet.json"

# Every key a booklet may have, at any depth, and what a notebook may say about itself.
_BOOKLET_KEYS = {
    "format", "quiz", "version", "title", "mode", "language", "items",
    "shuffle_items", "strata", "slots",
    "id", "kind", "stem", "points", "note", "show",
    "options", "statements", "left", "right", "entries", "parts", "text",
    "input", "words", "max", "rule", "gap", "unit", "count", "many",
}  # fmt: skip
_NOTEBOOK_KEYS = {"cells", "metadata", "nbformat", "nbformat_minor"}
_NOTEBOOK_METADATA = {"kernelspec", "language_info"}
_CELL_KEYS = {"cell_type", "id", "metadata", "source", "outputs", "execution_count"}
_CELL_METADATA = {"nbgrader", "deletable", "editable"}
_NBGRADER_METADATA = {
    "cell_type", "checksum", "grade", "grade_id", "locked", "points", "schema_version",
    "solution", "task",
}  # fmt: skip

# Fields of an item that no learner sees while the quiz runs.
_PRIVATE = {"explanation", "feedback", "rubric", "cite", "superseded_by", "key", "accept"}


def leaks(folder: Path, quiz: Quiz) -> list[Problem]:
    """Everything in a release folder that tells, or could tell, the quiz's key."""
    found: list[Problem] = []
    names = {f"{quiz.id}.ipynb", BOOKLET}
    secrets = list(_secret_words(quiz))
    public = _words(_public_texts(quiz))
    slots = _slots(quiz)
    for path in sorted(path for path in folder.rglob("*") if not path.is_dir()):
        name = path.relative_to(folder).as_posix()
        if name not in names:
            found.append(_problem(path, "release-extra-file", name=name))
            continue
        found += _file_leaks(path, secrets, public, slots)
    return found


def _slots(quiz: Quiz) -> re.Pattern[str]:
    """The ids of drawn slots: the numbers in them are no author's, and tell nothing."""
    ids = [id for stratum in quiz.blueprint for id in slot_ids(stratum)]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(ids) or '(?!)'})(?![\w-])")


def _file_leaks(
    path: Path, secrets: list[tuple[str, str]], public: str, slots: re.Pattern[str]
) -> Iterator[Problem]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        yield _problem(path, "release-unreadable", name=path.name)
        return
    unknown = _booklet_shape(data) if path.name == BOOKLET else _notebook_shape(data)
    for what in sorted(set(unknown)):
        yield _problem(path, "release-unknown-part", what=what)
    words = _words(slots.sub("", text) for text in _texts(data))
    for item, secret in secrets:
        if secret in words and secret not in public:
            yield _problem(path, "release-leaks-key", item=item)


def _booklet_shape(data: Any) -> Iterator[str]:
    if isinstance(data, Mapping):
        yield from (str(key) for key in data if key not in _BOOKLET_KEYS)
        for value in data.values():
            yield from _booklet_shape(value)
    elif isinstance(data, list):
        for value in data:
            yield from _booklet_shape(value)


def _notebook_shape(data: Any) -> Iterator[str]:
    yield from data.keys() - _NOTEBOOK_KEYS
    yield from data["metadata"].keys() - _NOTEBOOK_METADATA
    for cell in data["cells"]:
        yield from cell.keys() - _CELL_KEYS
        yield from cell["metadata"].keys() - _CELL_METADATA
        yield from cell["metadata"].get("nbgrader", {}).keys() - _NBGRADER_METADATA
        if cell["cell_type"] not in ("code", "markdown"):
            yield str(cell["cell_type"])
        if cell.get("outputs") or cell.get("execution_count") is not None:
            yield "outputs"


def _secret_words(quiz: Quiz) -> Iterator[tuple[str, str]]:
    """Item id and one of its secrets, as words."""
    for item in quiz.items:
        for secret in item.secrets():
            words = _words([secret])
            if words.strip():
                yield item.id, words


def _public_texts(quiz: Quiz) -> Iterator[str]:
    """What the author shows to everybody, and what the kit itself writes into a release."""
    yield quiz.id
    yield quiz.title
    yield t("grade.intro")
    yield t("grade.essay_here")
    yield t("grade.drawn_essay")
    yield "Python 3"
    for item in quiz.items:
        yield from _public_item(item)


def _public_item(item: Item) -> Iterator[str]:
    # Taken from the bank, not from what the item presents: that is what is being checked.
    secrets = set(item.secrets())
    texts = _texts(item.model_dump(mode="json", exclude=_PRIVATE))
    yield from (text for text in texts if text not in secrets)


def _texts(data: Any) -> Iterator[str]:
    """Every string of a JSON value, keys included."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def _words(texts: Iterable[str]) -> str:
    """Texts as lower-case words, one blank between and around: markup and punctuation drop out.

    Each text is taken with its tags (a comment may hide something) and without them (a tag may
    stand inside a sentence).
    """
    lines = []
    for text in texts:
        plain = unicodedata.normalize("NFC", text).casefold()
        for version in (plain, re.sub(r"<[^>]*>", "", plain)):
            lines.append(" ".join(re.findall(r"\w+", version)))
    return " " + " | ".join(dict.fromkeys(lines)) + " "


def _problem(path: Path, code: str, **params: object) -> Problem:
    name = code.replace("-", "_")
    hint = t("grade.release_hint")
    return Problem(str(path), 0, code, t(f"grade.{name}", **params), hint)
