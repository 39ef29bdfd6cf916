"""How long the questions took."""

from functools import partial

from kit.dashboard.model import Head, Panel, Plot, Table, View, columns
from kit.dashboard.plots import bars
from kit.figures.pace import Pace, paces
from kit.formats.tables import Value
from kit.reports.items import plain
from kit.wording import t

MOST = 12
"""Questions in the plot; the table has all."""

_COLUMNS: tuple[Head, ...] = (
    ("item", "text", 26), ("stem", "text", 60), ("papers", "number", 10),
    ("median", "number", 12), ("quarter", "number", 12), ("three_quarters", "number", 12),
)  # fmt: skip


def pace_panel(view: View) -> Panel | None:
    """Medians of at least five people, in seconds; those that took longest on the plot."""
    sittings = view.sittings()
    found = paces(sittings)
    if not found:
        return None
    items = {place.item.id: place.item for one in sittings for place in one.places}
    longest = sorted(found, key=lambda one: (-one.median, one.item))[:MOST]
    title = t("dashboard.pace_plot", quiz=view.title)
    draw = partial(
        bars,
        labels=[plain(items[one.item]) for one in longest],
        values=[one.median for one in longest],
        x=t("dashboard.column_median"),
        share=False,
    )
    alt = t("dashboard.pace_alt", n=len(longest))
    rows = tuple(_row(one, plain(items[one.item]), upward=view.upward) for one in found)
    plot = Plot("pace", title, alt, draw, (8.0, 1.0 + 0.42 * len(longest)))
    table = Table("pace", title, columns(*_COLUMNS), rows)
    return Panel("pace", t("dashboard.pace"), (t("dashboard.pace_text"),), (plot,), (table,))


def _row(one: Pace, stem: str, *, upward: bool) -> tuple[Value, ...]:
    seconds = (one.median, one.quarter, one.three_quarters)
    # Taken from the number of papers, it would tell how many left a question blank.
    n = None if upward else one.n
    return (one.item, stem, n, *map(round, seconds))
