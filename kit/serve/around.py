"""What leads on from a lesson: its own sections, the lessons beside it, the quizzes about it."""

from dataclasses import dataclass

from kit.errors import Problems, UserError
from kit.serve.group import GroupApp
from kit.serve.reading import headings, lesson_title


@dataclass(frozen=True)
class Link:
    """Where a reader may go."""

    title: str
    address: str
    """Relative to the group's address."""


@dataclass(frozen=True)
class Around:
    """The ways from one lesson."""

    contents: tuple[Link, ...]
    """Its sections, in order."""
    before: Link | None
    after: Link | None
    quizzes: tuple[Link, ...]
    """Those about this lesson that may be opened, or whose result may be."""


def around(app: GroupApp, name: str, learner: str) -> Around:
    """The ways from a lesson of the group; waits for the disk."""
    path = app.lesson(name)
    found = headings(path) if path else ()
    lessons = [link for one in app.group.lessons if (link := _lesson(app, one))]
    here = next((n for n, one in enumerate(lessons) if one.address == f"lesson/{name}"), -1)
    return Around(
        tuple(Link(one.text, one.address) for one in found if one.level == 2),
        lessons[here - 1] if here > 0 else None,
        lessons[here + 1] if -1 < here < len(lessons) - 1 else None,
        tuple(_quizzes(app, name, learner)),
    )


def _lesson(app: GroupApp, name: str) -> Link | None:
    path = app.lesson(name)
    return Link(lesson_title(path), f"lesson/{name}") if path else None


def _quizzes(app: GroupApp, lesson: str, learner: str) -> list[Link]:
    workspace, found = app.workspace, []
    for plan in app.group.quizzes:
        try:
            bank = workspace.bank(plan.quiz)
        except (UserError, Problems):
            continue  # told where the quiz itself is opened
        if bank.lesson == lesson and workspace.state(plan.quiz, learner, app.now()) != "soon":
            found.append(Link(bank.title, f"quiz/{plan.quiz}"))
    return found
