"""Who of one's own group has handed in: for the secretary, who reminds the others.

No score stands beside anybody.
"""

from kit.dashboard.model import Head, Panel, Table, View, column, columns
from kit.formats.tables import Value
from kit.gradebook.export import Outline, State, outlines
from kit.gradebook.export.lines import Line, lines
from kit.wording import t

_HANDED_IN = (State.NOT_GRADED, State.CHANGED, State.WAITING, State.GRADED)


def people_panel(view: View) -> Panel | None:
    """By codes, or by names where these were asked for; never across groups."""
    if view.upward:
        return None
    (group,) = view.city.groups
    (outline,) = outlines([group.workspace], None)
    if not isinstance(outline, Outline):
        return None  # told already, among the groups that cannot be read
    names = view.choice.names
    states: dict[str, dict[str, Line]] = {}
    for line in lines(outline, names=names, items=False):
        states.setdefault(line.learner, {})[line.quiz] = line
    quizzes = [*outline.cells]
    rows = tuple(_row(mine, quizzes, names) for mine in states.values())
    named: tuple[Head, ...] = (("name", "text", 28),) if names else ()
    who = columns(("learner", "text", 14), *named)
    heads = (*who, *(column(view.city.title(quiz)) for quiz in quizzes))
    text = (t("dashboard.people_text"), t("dashboard.people_names" if names else "dashboard.codes"))
    table = Table("people", t("dashboard.people"), heads, rows, len(who))
    return Panel("people", t("dashboard.people"), text, (), (table,))


def _row(mine: dict[str, Line], quizzes: list[str], names: bool) -> tuple[Value, ...]:
    some = next(iter(mine.values()))
    name = t("gradebook.anonymous") if some.anonymous else some.name
    who = (some.learner, name) if names else (some.learner,)
    return (*who, *(_state(mine.get(quiz)) for quiz in quizzes))


def _state(line: Line | None) -> str | None:
    if line is None:
        return None
    if line.state in _HANDED_IN:
        return t("dashboard.handed_in")
    return t(f"gradebook.state_{line.state.value}")
