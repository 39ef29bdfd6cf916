"""Scoring inside ``nbgrader autograde`` without a kernel: answers are data, so no code is run.

nbgrader names this class in a workspace's configuration, in the place of its ``Execute`` step.
It leaves in each graded cell the output that running the cell would have left, so the rows of
the gradebook are the same.
"""

import re
from pathlib import Path
from typing import Any

# Only nbgrader imports this module, so its base class costs nothing here.
from nbgrader.preprocessors import NbGraderPreprocessor  # noqa: TID253

from kit.gradebook.cell import NotScored, grade
from kit.wording import t

CALL = re.compile(r"""^score_cell\("(?P<bank>[^"\\]+)", "(?P<item>[^"\\]+)"\)$""", re.MULTILINE)


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


def _outputs(cell: Any, folder: Path) -> list[Any]:
    from nbformat import v4

    new_output: Any = v4.new_output
    try:
        # nbgrader gives full marks to a graded cell without output: whatever cannot be scored
        # has to end as an error.
        call = CALL.search(cell.source)
        if call is None or call["item"] != cell.metadata.nbgrader["grade_id"]:
            raise NotScored(t("grade.not_a_quiz_cell"))
        graded = grade(folder, call["bank"], call["item"])
        if graded.score > float(cell.metadata.nbgrader["points"]):
            raise NotScored(t("grade.no_score", item=call["item"]))
    except NotScored as error:
        lines = error._render_traceback_()
        return [new_output("error", ename="NotScored", evalue=str(error), traceback=lines)]
    said = [new_output("stream", name="stdout", text=f"{graded.note}\n")] if graded.note else []
    shown = {"text/plain": repr(graded.score)}
    result = new_output("execute_result", data=shown, execution_count=cell.execution_count)
    return [*said, result]
