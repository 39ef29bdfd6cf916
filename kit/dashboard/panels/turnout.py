"""Who took part, by groups: people and hand-ins, as the secretary's weekly table counts them."""

from functools import partial

from kit.dashboard.model import Head, Panel, Plot, Table, View, columns
from kit.dashboard.plots import bars
from kit.figures import HIDDEN, Unit, UnitTable, count, upwards
from kit.figures.turnout import attempts
from kit.formats.tables import Value
from kit.reports.secretary.words import hidden_note, people_said
from kit.text import write_number
from kit.wording import t

_COLUMNS: tuple[Head, ...] = (
    ("group", "text", 30), ("members", "number", 10), ("people", "number", 12),
    ("rate", "percent", 10), ("turns", "number", 10),
)  # fmt: skip


def turnout_panel(view: View) -> Panel:
    """The chosen quiz, and all quizzes together."""
    one, every = _counted(view, (view.choice.quiz,)), _counted(view, view.city.quizzes)
    tables = (
        _table("turnout", t("dashboard.turnout_quiz", quiz=view.title), one),
        _table("turnout-all", t("dashboard.turnout_all", n=len(view.city.quizzes)), every),
    )
    text = [t("dashboard.turnout_text")]
    if view.upward:
        text.append(hidden_note())
    return Panel("turnout", t("dashboard.turnout"), tuple(text), _plots(one), tables)


def _counted(view: View, quizzes: tuple[str, ...]) -> UnitTable:
    units = (
        (one.name, len(one.attendance.learners), [*attempts(one.attendance, quizzes)])
        for one in view.city.groups
    )
    table = count(units)
    return upwards(table) if view.upward else table


def _table(id: str, title: str, counted: UnitTable) -> Table:
    rows = [_row(one.name, one) for one in counted.rows]
    if len(rows) > 1:
        rows.append(_row(t("dashboard.everybody"), counted.total))
    return Table(id, title, columns(*_COLUMNS), tuple(rows))


def _row(name: str, unit: Unit) -> tuple[Value, ...]:
    if unit.people is None:
        return (name, unit.members, *[HIDDEN] * 3)
    rate = t("dashboard.small") if unit.rate is None else float(unit.rate)
    people = people_said(unit)
    told = unit.people if people == write_number(unit.people) else people
    return (name, unit.members, told, rate, unit.attempts)


def _plots(counted: UnitTable) -> tuple[Plot, ...]:
    rates = [(one.name, float(one.rate)) for one in counted.rows if one.rate is not None]
    if len(rates) < 2:
        return ()
    labels, values = [name for name, _ in rates], [value for _, value in rates]
    alt = t("dashboard.turnout_alt", n=len(rates))
    draw = partial(bars, labels=labels, values=values, x=t("dashboard.column_rate"))
    size = (8.0, 1.0 + 0.32 * len(rates))
    return (Plot("turnout", t("dashboard.turnout_plot"), alt, draw, size),)
