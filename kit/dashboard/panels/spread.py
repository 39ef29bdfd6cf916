"""How the scores of a quiz lie."""

from collections.abc import Sequence
from functools import partial

from kit.dashboard.model import Panel, Plot, Table, View, columns
from kit.dashboard.plots import upright
from kit.figures import FEW, HIDDEN, spread
from kit.figures.sitting import scores
from kit.figures.veil import veil
from kit.reports.secretary.words import hidden_note
from kit.text import write_percent
from kit.wording import t

_EDGES = tuple(n / 10 for n in range(10))
_LABELS = tuple(f"{10 * n}–{10 * n + 10}%" for n in range(10))


def spread_panel(view: View) -> Panel | None:
    """Tenths of the points; nothing about fewer than five people where that would be told on."""
    found = scores(view.sittings())
    if not found or (view.upward and len(found) < FEW):
        return None
    counts = [band.attempts for band in spread(found, _EDGES)]
    hidden = veil([counts], column_totals=False) if view.upward else frozenset()
    told = [None if (0, n) in hidden else one for n, one in enumerate(counts)]
    rows = tuple(
        (label, HIDDEN if one is None else one) for label, one in zip(_LABELS, told, strict=True)
    )
    heads = columns(("band", "text", 16), ("papers", "number", 12))
    draw = partial(
        upright,
        labels=_LABELS,
        counts=told,
        x=t("dashboard.column_band"),
        y=t("dashboard.column_papers"),
    )
    alt = t("dashboard.spread_alt", n=len(found), quiz=view.title, middle=_middle(view, found))
    return Panel(
        "spread",
        t("dashboard.spread"),
        (t("dashboard.spread_text"), alt, *([hidden_note()] if hidden else [])),
        (Plot("spread", t("dashboard.spread_plot", quiz=view.title), alt, draw),),
        (Table("spread", t("dashboard.spread_plot", quiz=view.title), heads, rows),),
    )


def _middle(view: View, found: Sequence[float]) -> str:
    """Mean and half of the people, who are all of them; a mean may still tell of one question."""
    from statistics import fmean, median

    if view.report and not view.report.veil.whole:
        return t("dashboard.no_middle")
    mean, half = write_percent(100 * fmean(found), 1), write_percent(100 * median(found), 1)
    return t("dashboard.middle", mean=mean, median=half)
