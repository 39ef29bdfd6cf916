"""Topics and indicators × groups."""

from dataclasses import replace
from functools import partial

from kit.dashboard.model import Panel, Plot, Table, View, column, columns, pool_name
from kit.dashboard.plots import heat_map
from kit.figures import HIDDEN
from kit.figures.heat import Heat, HeatCell, by_indicator, by_topic, heat
from kit.formats.tables import Value
from kit.indicators.files import names_beside
from kit.reports.secretary.words import hidden_note
from kit.wording import t


def topics_panel(view: View) -> Panel | None:
    """What was earned of each topic's points."""
    found = heat(view.sittings(), by_topic, upward=view.upward)
    return _panel("topics", found, found.labels, view)


def indicators_panel(view: View) -> Panel | None:
    """The same by the indicator that a question speaks of."""
    found = heat(view.sittings(), by_indicator, upward=view.upward)
    names = names_beside(view.city.groups[0].workspace.path / "practice")
    labels = tuple(names.words.get(one, one) if names else one for one in found.labels)
    panel = _panel("indicators", found, labels, view)
    if panel and names and names.press & {*found.labels}:
        panel = replace(panel, text=(*panel.text, t(f"quiz.note_{names.note}")))
    return panel


def _panel(id: str, found: Heat, labels: tuple[str, ...], view: View) -> Panel | None:
    if not labels or not found.rows:
        return None
    names = [pool_name(row, view.names) for row in found.rows]
    shares = [[cell.share for cell in row] for row in found.cells]
    rows: list[tuple[Value, ...]] = [
        (name, row.n, *map(_value, cells))
        for name, row, cells in zip(names, found.rows, found.cells, strict=True)
    ]
    if len(names) > 1:
        names.append(t("dashboard.everybody"))
        shares.append([cell.share for cell in found.everybody])
        whole = sum(row.n for row in found.rows)
        rows.append((names[-1], whole, *map(_value, found.everybody)))
    heads = (
        *columns(("group", "text", 30), ("papers", "number", 10)),
        *(column(label, "percent", 16) for label in labels),
    )
    title = t(f"dashboard.{id}_plot", quiz=view.title)
    draw = partial(heat_map, rows=names, labels=labels, values=shares)
    size = (2.8 + 1.3 * len(labels), 1.3 + 0.36 * len(names))
    alt = t("dashboard.heat_alt", rows=len(names), columns=", ".join(labels))
    text = [t(f"dashboard.{id}_text")]
    if view.upward:
        text += [hidden_note(), t("dashboard.pooled_text")]
    plots = (Plot(id, title, alt, draw, size),)
    table = Table(id, title, heads, tuple(rows))
    return Panel(id, t(f"dashboard.{id}"), tuple(text), plots, (table,))


def _value(cell: HeatCell) -> Value:
    if cell.n and cell.share is None:
        return HIDDEN
    return cell.share
