"""One submission, from its files to what is to be written; the gradebook is not touched here."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import blake2b

from kit import __version__
from kit.amendments import Rulings
from kit.gradebook.bulk.ledger import Entry
from kit.gradebook.bulk.rows import New, Old, Since
from kit.gradebook.bulk.score import FILE as ANSWERS
from kit.gradebook.bulk.score import Marked, Marker
from kit.gradebook.bulk.shape import Refused
from kit.gradebook.bulk.structure import Assignment
from kit.gradebook.bulk.submissions import TIMESTAMP, Handed
from kit.gradebook.bulk.template import Template, Templates
from kit.gradebook.bulk.written import judge
from kit.plainfile import Missing
from kit.text import visible
from kit.wording import t
from kit.workspace import Workspace

_RULES = 2
"""Raised when the same files come to something else than before: then all is graded again."""

Remark = tuple[str, str]
"""A slot or a file of the submission, and what is to be said of it."""


@dataclass(frozen=True)
class Said:
    """What people have to know of a submission that was graded."""

    held: tuple[Remark, ...] = ()
    """Slots that have no score."""
    noted: tuple[Remark, ...] = ()
    """What has a score that should be looked at."""
    blank: bool = False
    """Whether nothing at all was answered."""

    def as_text(self) -> str:
        """JSON; empty if there is nothing to say."""
        return json.dumps(asdict(self), ensure_ascii=False) if self != Said() else ""

    @classmethod
    def from_text(cls, text: str) -> "Said":
        """The reverse of ``as_text``."""
        found = json.loads(text or "{}")
        held, noted = (map(tuple, found.get(name, ())) for name in ("held", "noted"))
        return cls(tuple(held), tuple(noted), found.get("blank", False))


@dataclass(frozen=True)
class Done:
    """A submission that is to be written."""

    new: New
    entry: Entry | None = None
    """``None`` if it could not be graded, and is tried again next time."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What goes to ``autograded/``."""
    said: Said = Said()


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
        whole.update(f"{__version__} {_RULES} {assignment.id} {assignment.digest}".encode())
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

    def still_said(self, entry: Entry, old: Old) -> Said:
        """What was said when it was graded, without the slots that a person has scored since."""
        cells = {cell.name: cell.grade for cell in self._assignment.graded}
        said = Said.from_text(entry.said)

        def still(remark: Remark) -> bool:
            grade = old.grades.get(cells.get(remark[0], ""))
            return grade is None or grade.manual is None

        held, noted = (tuple(filter(still, remarks)) for remarks in (said.held, said.noted))
        return Said(held, noted, said.blank)

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
        # For want of a bank it is tried again each time: it may have been put back.
        rules = self._rules if marked.final else ""
        scores, comments = judge(self._assignment, zip(template.essays, texts, strict=True))
        said = self._said(handed, template, marked, scores)
        entry = Entry(
            handed.digest,
            rules,
            marked.bank,
            marked.seed,
            len(files[name]),
            said=said.as_text(),
        )
        marks, present = marked.marks, template.cells
        scores |= {
            cell.grade: marks[cell.name].score
            for cell in self._assignment.slots
            if cell.name in present
        }
        new = New(handed.learner, handed.timestamp, scores, comments, answers)
        return Done(new, entry, files, said)

    def _said(
        self,
        handed: Handed,
        template: Template,
        marked: Marked,
        essays: Mapping[str, float | None],
    ) -> Said:
        """``essays``: the scores of the texts in the notebook; 0 where nothing was written."""
        empty = {
            name for name in template.essays if essays.get(self._assignment.cells[name].grade) == 0
        }
        if marked.bank or isinstance(handed.answers, Missing):
            noted = [(name, t("grading.essay_lost")) for name in sorted(empty & marked.texts)]
        else:
            noted = [(name, t("grading.essay_unknown")) for name in sorted(empty)]
        if marked.strange:
            few, count = ", ".join(marked.strange[:3]), len(marked.strange)
            noted.append((ANSWERS, t("grading.not_on_paper", count=count, items=visible(few, 120))))
        answered = marked.answered or len(empty) < len(template.essays)
        return Said(
            held=tuple(self._held(template, marked)),
            noted=tuple(noted),
            blank=bool(marked.bank) and not answered,
        )

    def _held(self, template: Template, marked: Marked) -> Iterator[Remark]:
        marks, present = marked.marks, template.cells
        for cell in self._assignment.graded:
            if cell.name not in present:
                yield cell.name, t("grading.cell_gone")
        for name, mark in marks.items():
            if mark.score is None and name in present:
                yield name, mark.note
