"""Whether a parsed file is a notebook (nbformat 4), and where it is not; nothing is changed."""

import re
from collections.abc import Mapping
from typing import Any, Literal

from kit.text import visible
from kit.wording import t

Notebook = dict[str, Any]
Cell = dict[str, Any]

_KEYS = {
    "code": {"cell_type", "execution_count", "id", "metadata", "outputs", "source"},
    "markdown": {"attachments", "cell_type", "id", "metadata", "source"},
    "raw": {"attachments", "cell_type", "id", "metadata", "source"},
}
CELL_TYPES = frozenset(_KEYS)
_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


Rows = Literal["none", "student", "all"]
"""How far nbgrader comes with a submission before it gives up: which rows there are without scores.
"""


class Refused(Exception):
    """A submission that cannot be scored as it is, and why."""

    def __init__(self, reason: str, place: str = "", rows: Rows = "all") -> None:
        # It may quote what a learner sent.
        self.reason = visible(reason)
        super().__init__(self.reason)
        self.place = place
        """Where in the submission: a file, or a cell of the notebook."""
        self.rows = rows


def is_notebook(data: Any) -> bool:
    """Whether this has the outer shape of one, and a version that is read here."""
    match data:
        case {"nbformat": int(major), "nbformat_minor": int(minor), "cells": list()}:
            # Python takes true for the integer 1, and 4.0 equals 4.
            whole = type(major) is int and type(minor) is int
            return whole and major == 4 and 0 <= minor <= 5 and _has_metadata(data)
    return False


def _has_metadata(data: Notebook) -> bool:
    found = data.get("metadata")
    if not isinstance(found, dict):
        return False
    language = found.get("language_info", {"name": ""})
    texts = ("file_extension", "mimetype", "name", "pygments_lexer")
    return (
        isinstance(language, dict)
        and "name" in language
        and all(isinstance(language.get(name, ""), str) for name in texts)
        and isinstance(language.get("codemirror_mode", ""), str | dict)
        and isinstance(found.get("title", ""), str)
        and isinstance(found.get("authors", []), list)
    )


def check_cell(cell: Any) -> None:
    """Raise ``Refused`` for what is no cell of a notebook."""
    match cell:
        case {"cell_type": str(kind), "metadata": dict(metadata), "source": source}:
            good = (
                kind in _KEYS
                and cell.keys() <= _KEYS[kind]
                and _is_text(source)
                and isinstance(cell.get("outputs", []), list)
                and _is_id(cell.get("id", "x"))
                and _good_metadata(metadata)
                and _are_attachments(cell.get("attachments", {}))
            )
        case _:
            good = False
    if not good:
        raise Refused(t("grading.not_a_cell"))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(line, str) for line in value)
    )


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(value))


def _good_metadata(metadata: Mapping[str, Any]) -> bool:
    tags, jupyter = metadata.get("tags", []), metadata.get("jupyter", {})
    execution = metadata.get("execution", {})
    return (
        isinstance(tags, list)
        and all(isinstance(tag, str) and tag and "," not in tag for tag in tags)
        and len(set(tags)) == len(tags)
        and isinstance(metadata.get("name", "x"), str)
        and metadata.get("name") != ""
        and isinstance(metadata.get("format", ""), str)
        and isinstance(jupyter, dict)
        and isinstance(execution, dict)
        and all(isinstance(value, str) for value in execution.values())
    )


def _are_attachments(value: Any) -> bool:
    """Pictures that were pasted into a text."""
    return isinstance(value, dict) and all(
        isinstance(bundle, dict) and all(map(_is_text, bundle.values()))
        for bundle in value.values()
    )
