"""The formats that questions come in and go out by: one table joins their readers and writers.

A reader takes a path and gives a ``Reading``; a writer takes a bank and gives an ``Exported``. To
add a format, write its file and add its row here.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from kit.errors import UserError
from kit.formats import aiken, gift, gift_out, moodle_xml, moodle_xml_out, plain, qti
from kit.formats.excel import read as excel_read
from kit.formats.excel import write as excel_write
from kit.formats.exchange import Exported, Imported, Note, Reading
from kit.formats.finish import finish
from kit.formats.gift_question import hide
from kit.formats.raw import cleaned, decode, read_limited, refused
from kit.formats.word import read as word_read
from kit.formats.word import write as word_write
from kit.model import Quiz
from kit.wording import t, table

__all__ = ["FORMATS", "BankFormat", "format_of", "read_questions", "unheld", "write_questions"]


@dataclass(frozen=True)
class BankFormat:
    """One format of question banks."""

    endings: tuple[str, ...]
    """Of its files, the longest first; the last one is the usual one. None for what only shows
    inside of a text."""
    read: Callable[[Path], Reading] | None
    """Raises ``Problems`` for a file that cannot be read as a whole."""
    write: Callable[[Quiz], Exported] | None
    title: bool = False
    """Whether its files hold the bank's title."""


FORMATS: dict[str, BankFormat] = {
    "word": BankFormat((".docm", ".docx"), word_read.read, word_write.write, True),
    "excel": BankFormat((".xlsm", ".xlsx"), excel_read.read, excel_write.write, True),
    "gift": BankFormat((".gift.txt", ".gift"), gift.read, gift_out.write),
    "aiken": BankFormat((".aiken.txt", ".aiken"), aiken.read, aiken.write),
    "text": BankFormat((), plain.read, None),
    "moodle": BankFormat((".xml",), moodle_xml.read, moodle_xml_out.write),
    "qti": BankFormat((".zip",), None, qti.write, True),
}

_OTHER_OFFICE = (
    ".doc", ".xls", ".dot", ".xlt", ".odt", ".ods", ".rtf", ".pdf", ".wps", ".et", ".xlsb", ".csv",
    ".tsv",
)  # fmt: skip
"""What office programs can save as .docx or .xlsx."""

MOST_QUESTIONS = 20_000

_TEXT = ".txt"
"""GIFT, Aiken or a paper: what stands in the file decides; written is GIFT, which holds most."""


def format_of(path: Path, name: str | None = None, write: bool = False) -> str:
    """The name of the format of a file; raises ``UserError`` for one that is not in the table.

    ``name`` is what somebody said it is. A text to read is looked at, and raises ``Problems`` if
    it cannot be.
    """
    usable = [key for key, one in FORMATS.items() if (one.write if write else one.read)]
    if name is not None:
        if name in usable:
            return name
        hint = t("exchange.unknown_name_hint", names=", ".join(usable))
        raise UserError(t("exchange.unknown_name", name=name), hint)
    ending = path.name.lower()
    for key in usable:
        if ending.endswith(FORMATS[key].endings):
            return key
    if ending.endswith(_TEXT):
        return "gift" if write else _sniffed(path)
    if ending.endswith(_OTHER_OFFICE) and not write:
        raise UserError(t("exchange.other_office", name=path.name), t("exchange.other_office_hint"))
    endings = [one for key in usable for one in FORMATS[key].endings] + [_TEXT]
    code = "unknown_ending_out" if write else "unknown_ending"
    hint = t(f"exchange.{code}_hint", endings=", ".join(endings))
    raise UserError(t(f"exchange.{code}", name=path.name), hint)


def _sniffed(path: Path) -> str:
    content, _ = decode(read_limited(path))
    text = cleaned(content)
    if text.lstrip().startswith("<?xml"):
        return "moodle"
    answers = sum(bool(aiken.ANSWER.match(line.strip())) for line in text.split("\n"))
    braces = len(re.findall(r"\{[^{}]*\}", hide(text)))
    if plain.is_paper(text, braces):
        return "text"
    return "aiken" if answers > braces else "gift"


def read_questions(path: Path, name: str | None = None, taken: Collection[str] = ()) -> Imported:
    """All questions of a file; ids that are ``taken`` are not given again.

    Raises ``UserError`` for an unknown format, ``Problems`` for a file that cannot be read as a
    whole, or that has no question at all.
    """
    form = format_of(path, name)
    read = FORMATS[form].read
    assert read
    reading = read(path)
    if not reading.found:
        raise refused(path, "no_questions")
    if len(reading.found) > MOST_QUESTIONS:
        count = len(reading.found)
        raise refused(path, "too_many_questions", count=count, most=MOST_QUESTIONS)
    imported = finish(reading, taken)
    return replace(imported, notes=tuple(_in_words_of(form, note) for note in imported.notes))


def _in_words_of(form: str, note: Note) -> Note:
    """The note as whoever works in that program says it: columns and cells, not lines, in Excel."""
    words = table("exchange")
    message = words.get(f"{note.code}_{form}", note.message)
    return replace(note, message=message, hint=words.get(f"{note.code}_hint_{form}", note.hint))


def write_questions(quiz: Quiz, path: Path, name: str | None = None) -> Exported:
    """The content of a file in the format of its ending; raises ``UserError``."""
    write = FORMATS[format_of(path, name, write=True)].write
    assert write
    return write(quiz)


def unheld(quiz: Quiz, path: Path, name: str | None = None) -> list[str]:
    """The keys of the bank's head that are set and that the file of ``write_questions`` does not
    hold; raises ``UserError`` like it."""
    form = FORMATS[format_of(path, name, write=True)]
    asked = ["as_of", "lesson", "settings", "blueprint", "pool"]
    fields = type(quiz).model_fields
    is_set = [
        key
        for key in asked
        if getattr(quiz, key) != fields[key].get_default(call_default_factory=True)
    ]
    return is_set if form.title else ["title", *is_set]
