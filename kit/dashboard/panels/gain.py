"""Before and after: the same people in two quizzes."""

from functools import partial

from kit.dashboard.model import Head, Panel, Plot, Table, View, columns, pool_name
from kit.dashboard.plots import two_means
from kit.figures.gain import Gain, Pair, gain, pairs
from kit.figures.model import FEW
from kit.figures.pools import Pool, pools
from kit.formats.tables import Value
from kit.text import write_number
from kit.wording import t

_COLUMNS: tuple[Head, ...] = (
    ("group", "text", 30), ("pairs", "number", 12), ("before", "percent", 12),
    ("after", "percent", 12), ("gain", "percent", 12), ("low", "percent", 12),
    ("high", "percent", 12),
)  # fmt: skip


def gain_panel(view: View) -> Panel | None:
    """Only those who did both; nothing about fewer than five of them."""
    before, after = view.choice.before, view.choice.after
    if not before or not after or before == after:
        return None
    found = pairs(view.sittings(before), view.sittings(after))
    everybody = [pair for one in found.values() for pair in one]
    whole = gain(everybody)
    names = view.city.title(before), view.city.title(after)
    if whole is None or whole.n < FEW:
        few = t("dashboard.gain_few", before=names[0], after=names[1])
        return Panel("gain", t("dashboard.gain"), (few,))
    title = t("dashboard.gain_plot", before=names[0], after=names[1])
    rows = [*_rows(found, view)]
    if len(rows) != 1:
        rows.append(_row(t("dashboard.everybody"), whole))
    table = Table("gain", title, columns(*_COLUMNS), tuple(rows))
    said = _said(whole)
    draw = partial(
        two_means, labels=names, means=(whole.before, whole.after), y=t("dashboard.mean_share")
    )
    plot = Plot("gain", title, said, draw, (6.0, 3.6))
    text = (said, t("dashboard.gain_text"))
    return Panel("gain", t("dashboard.gain"), text, (plot,), (table,))


def _rows(found: dict[str, list[Pair]], view: View) -> list[tuple[Value, ...]]:
    """Groups with at least five pairs, the others together: so no difference tells of fewer."""
    people = {group: len(found.get(group, ())) for group in view.names}
    known = pools(people) if view.upward else [Pool((g,), n) for g, n in people.items() if n >= FEW]
    rows = []
    for pool in known:
        mine = gain([pair for group in pool.groups for pair in found[group]])
        if mine:
            rows.append(_row(pool_name(pool, view.names), mine))
    return rows


def _row(name: str, one: Gain) -> tuple[Value, ...]:
    ends = (one.interval.low, one.interval.high) if one.interval else (None, None)
    return (name, one.n, one.before, one.after, one.gain, *ends)


def _said(one: Gain) -> str:
    ends = one.interval
    assert ends is not None  # at least five people
    points = {
        name: _points(value)
        for name, value in (("gain", one.gain), ("low", ends.low), ("high", ends.high))
    }
    return t("dashboard.gain_said", n=write_number(one.n), **points)


def _points(share: float) -> str:
    """Percentage points with their sign."""
    text = write_number(100 * share, 1)
    return text if text.startswith("-") or text == "0" else f"+{text}"
