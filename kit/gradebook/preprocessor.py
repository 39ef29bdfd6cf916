"""The kit's steps inside ``nbgrader autograde``, named by a workspace's configuration.

``QuizScore`` stands in the place of ``Execute`` and needs no kernel: answers are data, so no code
is run. It leaves in each graded cell the output that running the cell would have left, so the
rows of the gradebook are the same. ``SaveScores`` stands in the place of ``SaveAutoGrades``
after either.
"""

from pathlib import Path
from typing import Any

# Only nbgrader imports this module, so its base classes cost nothing here.
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades  # noqa: TID253

from kit.gradebook.assignment import CALL
from kit.gradebook.cell import grade
from kit.marking import NotScored
from kit.wording import t


class QuizScore(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader ships no types
    """Writes the score of each graded cell into its output."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Score a sanitized notebook; what a disk or a fault of the kit raises stops it.

        nbgrader then reports the submission as failed and stores no score for it.
        """
        from nbgrader.utils import is_grade, is_solution

        folder = Path(resources["metadata"]["path"]).resolve()
        count = 0
        for cell in nb.cells:
            if cell.cell_type != "code":
                continue
            cell.outputs, cell.execution_count = [], None
            if is_grade(cell) and not is_solution(cell):
                count += 1
                cell.execution_count = count
                cell.outputs = _outputs(cell, folder)
        return nb, resources


class SaveScores(SaveAutoGrades):  # type: ignore[misc]
    """Stores what the cells show, as nbgrader does, but holds what could not be scored.

    nbgrader stores 0 for an error and full marks for no output. Such a cell has no score here
    until a person gives one, or until it is graded again and can be scored.
    """

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        """Store the score of a graded cell; each cell is one transaction."""
        if not _unscored(cell):
            stored: tuple[Any, Any] = super().preprocess_cell(cell, resources, cell_index)
            return stored
        grade_id = cell.metadata.nbgrader["grade_id"]
        row = self.gradebook.find_grade(
            grade_id, self.notebook_id, self.assignment_id, self.student_id
        )
        row.auto_score, row.needs_manual_grade = None, True
        self.gradebook.db.commit()
        return cell, resources


def _unscored(cell: Any) -> bool:
    """Whether a cell that only a machine scores shows no score.

    In a kernel the kit's call can fail in ways of its own (a timeout, a missing module). A cell
    without the kit's call is nbgrader's to judge, unless ``QuizScore`` refused it.
    """
    from nbgrader.utils import has_failed, is_grade, is_solution

    if cell.cell_type != "code" or not is_grade(cell) or is_solution(cell):
        return False
    if CALL.search(cell.source):
        return has_failed(cell) or all(
            output.output_type != "execute_result" for output in cell.outputs
        )
    return any(output.get("ename") == NotScored.__name__ for output in cell.outputs)


def _outputs(cell: Any, folder: Path) -> list[Any]:
    from nbformat import v4

    new_output: Any = v4.new_output
    try:
        # nbgrader gives full marks to a graded cell without output: whatever cannot be scored
        # has to end as an error.
        call = CALL.search(cell.source)
        if call is None or call["slot"] != cell.metadata.nbgrader["grade_id"]:
            raise NotScored(t("grade.not_a_quiz_cell"))
        graded = grade(folder, call["bank"], call["slot"])
        if graded.score > float(cell.metadata.nbgrader["points"]):
            raise NotScored(t("grade.no_score", item=call["slot"]))
    except NotScored as error:
        lines = error._render_traceback_()
        return [new_output("error", ename="NotScored", evalue=str(error), traceback=lines)]
    said = [new_output("stream", name="stdout", text=f"{graded.note}\n")] if graded.note else []
    shown = {"text/plain": repr(graded.score)}
    result = new_output("execute_result", data=shown, execution_count=cell.execution_count)
    return [*said, result]
