"""One submission, from its files to what is to be written; the gradebook is not touched here."""

import json
from dataclasses import dataclass, field
from hashlib import blake2b

from kit import __version__
from kit.amendments import Rulings
from kit.gradebook.bulk.rows import New, Old, Since
from kit.gradebook.bulk.score import Marked, Marker
from kit.gradebook.bulk.shape import Refused
from kit.gradebook.bulk.store import Entry
from kit.gradebook.bulk.structure import Assignment
from kit.gradebook.bulk.submissions import TIMESTAMP, Handed
from kit.gradebook.bulk.template import Template, Templates
from kit.gradebook.bulk.written import judge
from kit.wording import t
from kit.workspace import Workspace

Held = list[tuple[str, str]]
"""Slot, and why it has no score."""


@dataclass(frozen=True)
class Done:
    """A submission that is to be written."""

    new: New
    entry: Entry | None = None
    """``None`` if it could not be graded, and is tried again next time."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What goes to ``autograded/``."""
    held: Held = field(default_factory=list)


class Grader:
    """Grades the submissions of one quiz of one group."""

    def __init__(
        self, workspace: Workspace, assignment: Assignment, rulings: Rulings | None = None
    ) -> None:
        """``rulings`` are tried in place of those that are in force."""
        self._assignment = assignment
        self._marker = Marker(workspace, assignment, rulings)
        self._templates = Templates(assignment)
        whole = blake2b(digest_size=16)
        whole.update(f"{__version__} {assignment.id} {assignment.digest}".encode())
        for file in (workspace.path / "secret", workspace.amendments_file(assignment.quiz)):
            whole.update(blake2b(file.read_bytes() if file.is_file() else b"").digest())
        self._rules = whole.hexdigest()

    def unchanged(self, handed: Handed, old: Old, entry: Entry, size: int) -> bool:
        """Whether grading again would change nothing.

        ``size`` is that of the graded notebook on disk.
        """
        return (
            (entry.files, entry.rules, entry.size) == (handed.digest, self._rules, size)
            and entry.scores == old.scores(self._assignment)
            and len(old.grades) == len(self._assignment.graded)
        )

    def still_held(self, entry: Entry, old: Old) -> Held:
        """What could not be scored, and no person has scored since."""
        cells = {cell.name: cell.grade for cell in self._assignment.graded}
        found: Held = [(slot, reason) for slot, reason in json.loads(entry.held or "[]")]
        return [
            (slot, reason)
            for slot, reason in found
            if (grade := old.grades.get(cells.get(slot, ""))) is None or grade.manual is None
        ]

    def grade(self, handed: Handed, answers: Since = "unknown") -> Done:
        """Grade a submission; raises ``Refused``.

        ``answers`` says whether they are those that were graded last.
        """
        name = f"{self._assignment.quiz}.ipynb"
        try:
            if isinstance(handed.notebook, Refused):
                raise handed.notebook
            template, texts = self._templates.of(handed.notebook)
            marked = self._marker.mark(handed.learner, handed.answers)
            files = {name: template.render(texts, marked.marks)}
        except Refused as error:
            raise Refused(error.reason, ", ".join(filter(None, (name, error.place)))) from error
        if handed.stamp:  # nbgrader tells by it whether somebody has handed in anew
            files[TIMESTAMP] = handed.stamp
        held = self._held(template, marked)
        kept = json.dumps(held, ensure_ascii=False) if held else ""
        # For want of a bank it is tried again each time: it may have been put back.
        rules = self._rules if marked.final else ""
        entry = Entry(handed.digest, rules, marked.bank, marked.seed, len(files[name]), held=kept)
        scores, comments = judge(self._assignment, zip(template.essays, texts, strict=True))
        marks, present = marked.marks, template.cells
        scores |= {
            cell.grade: marks[cell.name].score
            for cell in self._assignment.slots
            if cell.name in present
        }
        new = New(handed.learner, handed.timestamp, scores, comments, answers)
        return Done(new, entry, files, held)

    def _held(self, template: Template, marked: Marked) -> Held:
        gone = t("grading.cell_gone")
        marks, present = marked.marks, template.cells
        lost = [(cell.name, gone) for cell in self._assignment.graded if cell.name not in present]
        return lost + [
            (name, mark.note)
            for name, mark in marks.items()
            if mark.score is None and name in present
        ]
