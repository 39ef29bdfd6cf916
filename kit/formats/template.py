"""Empty forms for questions: a workbook to fill in, a document to write over."""

from datetime import date
from functools import cache
from pathlib import Path

from kit.entries import read_items
from kit.errors import Problem, UserError
from kit.formats.excel import write as excel
from kit.formats.word import write as word
from kit.model import Item, Quiz
from kit.wording import t
from kit.yaml import compose

__all__ = ["examples", "template"]


def template(path: Path) -> bytes:
    """The form in the format of the path's ending; raises ``UserError`` for an unknown one."""
    match path.suffix.lower():
        case ".xlsx":
            return excel.empty(examples())
        case ".docx":
            title, today = t("template.title"), date(2000, 1, 1)
            bank = Quiz(format=1, id="mau", title=title, as_of=today, items=examples())
            return word.write(bank).content
    hint = t("template.unknown_ending_hint")
    raise UserError(t("template.unknown_ending", name=path.name), hint)


@cache
def examples() -> tuple[Item, ...]:
    """A question of every kind."""
    faults: list[Problem] = []
    items = read_items("", compose(t("template.examples"), ""), faults)
    assert not faults  # the catalogue's own text, which a test reads
    return tuple(items)
