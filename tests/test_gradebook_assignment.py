"""kit.gradebook.assignment: the notebook of an assignment."""

from random import Random
from typing import Any

from kit.bank import load
from kit.drawing import booklet
from kit.gradebook.assignment import CALL, graded_cells, json_text, notebook
from tests.gradebook_course import CONTENT, QUIZ

BANK = load(CONTENT / "quizzes" / f"{QUIZ}.yaml")


def made(seed: int = 1) -> dict[str, Any]:
    return notebook(BANK.quiz, booklet(BANK.quiz, BANK.version, Random(seed)))


def test_the_notebook_is_deterministic() -> None:
    """The same bank gives the same bytes, however its options were shuffled."""
    assert json_text(made(1)) == json_text(made(2))


def test_ids_are_unique_and_come_from_the_items() -> None:
    """A graded cell's id and grade id are the item's id."""
    cells = made()["cells"]
    ids = [cell["id"] for cell in cells]
    assert len(set(ids)) == len(ids)
    assert ids == [cell["metadata"]["nbgrader"]["grade_id"] for cell in cells]


def test_every_item_but_a_survey_has_one_graded_cell() -> None:
    """Points and kind of cell are the item's."""
    wanted = {
        item.id: (item.points, "code" if item.scored == "machine" else "markdown")
        for item in BANK.quiz.items
        if item.scored != "never"
    }
    assert graded_cells(made()) == wanted


def test_a_scored_cell_names_bank_and_item_and_nothing_else() -> None:
    """The preprocessor finds in the cell's source what the kernel would be asked to run."""
    for cell in made()["cells"]:
        meta = cell["metadata"]["nbgrader"]
        if meta["grade"] and not meta["solution"]:
            call = CALL.search(cell["source"])
            assert call
            assert call["bank"] == f"{QUIZ}@{BANK.version}"
            assert call["slot"] == meta["grade_id"]
            assert cell["source"].splitlines()[0] == "from kit.gradebook import score_cell"


def test_nbgrader_and_nbformat_accept_the_notebook() -> None:
    """The notebook is valid by both schemas."""
    import nbformat
    from nbgrader.nbgraderformat import MetadataValidator

    reads: Any = nbformat.reads
    node = reads(json_text(made()).decode(), as_version=4)
    nbformat.validate(node)
    MetadataValidator().validate_nb(node)
