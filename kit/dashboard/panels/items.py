"""The hardest questions, and which options were chosen in them."""

from collections.abc import Iterator, Mapping
from functools import partial

from kit.dashboard.model import Head, Panel, Plot, Table, View, columns
from kit.dashboard.plots import bars
from kit.figures import HIDDEN
from kit.formats.tables import Value
from kit.itemstats import ItemStats
from kit.model import Item
from kit.reports.item_veil import ItemVeil
from kit.reports.items import ItemReport, chosen, enough, plain
from kit.reports.secretary.words import hidden_note
from kit.wording import t

MOST = 10
"""Questions that are shown; ``kit items`` has all of them."""

_QUESTIONS: tuple[Head, ...] = (
    ("item", "text", 26), ("stem", "text", 60), ("topic", "text", 20), ("papers", "number", 10),
    ("facility", "percent", 12), ("low", "percent", 12), ("high", "percent", 12),
    ("discrimination", "number", 12),
)  # fmt: skip
_OPTIONS: tuple[Head, ...] = (
    ("item", "text", 26), ("option", "text", 60), ("right", "text", 10), ("chosen", "number", 12),
    ("chosen_share", "percent", 10), ("weak", "number", 12), ("middle", "number", 12),
    ("strong", "number", 12),
)  # fmt: skip


def items_panel(view: View) -> Panel | None:
    """Those that earned the smallest part of their points."""
    report = view.report
    found = hardest(report)[:MOST] if report else []
    if report is None or not found:
        return None
    veil = report.veil
    questions = [_question(one, report.items[one.id], veil) for one in found]
    options = [row for one in found for row in _options(one, report.items[one.id], veil)]
    title = t("dashboard.items_plot", quiz=view.title)
    shown = [veil.told(one) for one in found]
    draw = partial(
        bars,
        labels=[plain(report.items[one.id]) for one in found],
        values=[one.facility if open_ else None for one, open_ in zip(found, shown, strict=True)],
        x=t("dashboard.column_facility"),
        intervals=[
            one.facility_interval if open_ else None
            for one, open_ in zip(found, shown, strict=True)
        ],
    )
    plot = Plot(
        "items", title, t("dashboard.items_alt", n=len(found)), draw, (8.0, 1.0 + 0.42 * len(found))
    )
    tables = [Table("items", title, columns(*_QUESTIONS), tuple(questions))]
    if options:
        head = t("dashboard.options_table", quiz=view.title)
        tables.append(Table("options", head, columns(*_OPTIONS), tuple(options)))
    text = [t("dashboard.items_text", most=MOST), t("dashboard.options_text")]
    if report.drawn:
        text.append(t("items.drawn"))
    if view.upward:
        text.append(hidden_note())
    return Panel("items", t("dashboard.items"), tuple(text), (plot,), tuple(tables))


def hardest(report: ItemReport) -> list[ItemStats]:
    """The questions that at least five people were asked and not all have right, hardest first.

    Those whose facility is not told come last, right or not: their place would tell of it.
    """
    counted = (one for one in report.by_item.items if one.id not in report.dropped)
    known = [one for one in counted if enough(one) and one.facility is not None]
    hidden = report.veil.hidden
    missed = [one for one in known if one.id in hidden or (one.facility or 0.0) < 1 - 1e-9]
    return sorted(
        missed,
        key=lambda one: (one.id in hidden, one.id not in hidden and one.facility, one.id),
    )


def _question(one: ItemStats, item: Item, veil: ItemVeil) -> tuple[Value, ...]:
    head = (one.id, plain(item), item.tags.topic, one.n)
    if not veil.told(one):
        return (*head, HIDDEN, None, None, None)
    ends = one.facility_interval
    low, high = (ends.low, ends.high) if ends else (None, None)
    apart = None if one.discrimination is None else round(one.discrimination, 2)
    return (*head, one.facility, low, high, apart)


def _options(stats: ItemStats, item: Item, veil: ItemVeil) -> Iterator[tuple[Value, ...]]:
    """A row an option, and one for those who left it blank."""
    table = veil.table(stats)
    if table is None or stats.table is None:
        return
    texts: Mapping[str, str] = getattr(item, "options", {})
    for option in table.options:
        name = f"{option.id}. {texts[option.id]}" if option.id in texts else t(f"kinds.{option.id}")
        right = t("items.right") if option.right else None
        yield (stats.id, name, right, *chosen(option))
    if stats.table.blank:
        blank = table.blank
        shown = (HIDDEN, None) if blank is None else (blank, blank / stats.table.n)
        yield (stats.id, t("dashboard.left_blank"), None, *shown, None, None, None)
