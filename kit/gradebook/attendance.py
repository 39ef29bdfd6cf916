"""Who of a group has handed in what: the gradebook's word and that of ``submitted/``."""

from kit.figures.turnout import Attendance
from kit.gradebook.bulk.submissions import submitters
from kit.gradebook.persons import recorded
from kit.roster import ANONYMOUS, read_roster
from kit.workspace import Workspace


def attendance(workspace: Workspace) -> Attendance:
    """The group's learners, and what they and the anonymous have handed in, graded or not.

    Quizzes that are planned come first, then those that were. Without a roster everybody who
    handed in is a learner. Raises what reading the gradebook raises.
    """
    file = workspace.path / "roster.csv"
    members = read_roster(file) if file.exists() else ()
    learners = frozenset(one.learner for one in members if one.role == "learner")
    found: dict[str, set[str]] = {plan.quiz: set() for plan in workspace.group.quizzes}
    for learner, quiz in recorded(workspace.path):
        found.setdefault(quiz, set()).add(learner)
    for quiz, handed in found.items():
        handed.update(submitters(workspace.path, quiz))
    if not members:
        learners = frozenset[str]().union(*found.values())
    return Attendance(
        learners,
        {
            quiz: frozenset(one for one in handed if one in learners or ANONYMOUS.fullmatch(one))
            for quiz, handed in found.items()
        },
    )
