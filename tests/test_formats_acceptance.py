"""Moodle's own sample files: every question of each is an item or a note.

They lie outside the project, in the folder that ``KIT_ACCEPTANCE`` names; without it these tests
are skipped. ``-s`` prints the table of what became of them.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from kit.formats.banks import read_questions, write_questions
from kit.formats.exchange import Fate
from kit.kinds import Bank
from tests.format_strategies import ITEM

FOLDER = Path(os.environ.get("KIT_ACCEPTANCE", ""))

pytestmark = pytest.mark.skipif(
    "KIT_ACCEPTANCE" not in os.environ, reason="KIT_ACCEPTANCE names no folder"
)

# Questions and how many of them no bank can hold.
EXPECTED = {
    "gift/examples.txt": (43, 0),
    "gift/questions.gift.txt": (9, 0),
    "gift/questions_in_category.gift.txt": (4, 0),
    "aiken/questions.aiken.txt": (2, 0),
    "aiken/aiken_errors.txt": (5, 3),
    "moodle_xml/multichoice.xml": (1, 0),
    "moodle_xml/truefalse.xml": (2, 0),
    "moodle_xml/multianswer.xml": (1, 0),
    "moodle_xml/export_category.xml": (1, 0),
    "moodle_xml/category_with_description.xml": (1, 0),
    "moodle_xml/html_chars_in_idnumbers.xml": (1, 0),
    "moodle_xml/nested_categories_with_questions.xml": (5, 0),
    "moodle_xml/old_format_file.xml": (2, 0),
    "moodle_xml/error_invalid_grades.xml": (1, 0),
    "moodle_xml/broken_cloze_questions.xml": (5, 5),
}


def test_no_file_is_forgotten() -> None:
    folders = ("gift", "aiken", "moodle_xml")
    there = {f"{folder}/{path.name}" for folder in folders for path in (FOLDER / folder).iterdir()}
    assert there == set(EXPECTED)


@pytest.mark.parametrize("name", list(EXPECTED))
def test_every_question_is_an_item_or_a_note(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    imported = read_questions(FOLDER / name)
    assert (imported.questions, len(imported.left_out)) == EXPECTED[name]
    assert len(imported.items) + len(imported.left_out) == imported.questions
    kinds = Counter(str(item["kind"]) for item in imported.items)
    codes = Counter(note.code for note in imported.notes)
    with capsys.disabled():
        if os.environ.get("KIT_ACCEPTANCE_TABLE"):
            shown = [", ".join(f"{name} {n}" for name, n in one.items()) for one in (kinds, codes)]
            print(f"\n{name}: {imported.questions} → {shown[0]}; {shown[1]}")  # noqa: T201


@pytest.mark.parametrize("name", list(EXPECTED))
@pytest.mark.parametrize("ending", [".gift", ".xml"])
def test_what_is_exported_is_read_back_identically(name: str, ending: str, tmp_path: Path) -> None:
    items = [ITEM.validate_python(data) for data in read_questions(FOLDER / name).items]
    if not items:
        return
    quiz = Bank.model_construct(items=tuple(items))
    path = tmp_path / f"x{ending}"
    exported = write_questions(quiz, path)
    if not exported.written:
        assert ending == ".gift"
        return
    path.write_bytes(exported.content)
    left_out = {note.question for note in exported.notes if note.fate is Fate.LEFT_OUT}
    kept = [item for n, item in enumerate(items, 1) if n not in left_out]
    assert ending == ".gift" or kept == items
    assert [ITEM.validate_python(data) for data in read_questions(path).items] == kept
