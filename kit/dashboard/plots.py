"""Pictures by matplotlib, without a screen, a network or a font of the machine.

Letters are drawn from DejaVu Sans, which comes with matplotlib and has every Vietnamese mark. The
same figures give the same bytes.
"""

from collections.abc import Sequence
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from kit.dashboard.model import Plot
from kit.itemstats import Interval
from kit.text import write_number, write_percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["bars", "heat_map", "png", "svg", "two_means", "upright"]

INK, LINE, MAIN, PALE, HIDDEN = "#1e2430", "#858b96", "#1b4f8a", "#8fb4d9", "#d5d8de"
_SETTINGS: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "svg.fonttype": "path",
    "svg.hashsalt": "kit",
    # Names and questions are no formulas, whatever dollar signs stand in them.
    "text.parse_math": False,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": LINE,
    "xtick.color": INK,
    "ytick.color": INK,
}


def svg(plot: Plot) -> str:
    """The plot as an SVG document, its letters as outlines."""
    # No day, so that the same figures give the same file.
    return _saved(plot, "svg", {"Date": None, "Creator": "kit"}).decode("utf-8")


def png(plot: Plot) -> bytes:
    """The plot as PNG, for Word and Zalo."""
    return _saved(plot, "png", {"Software": "kit"})


def _saved(plot: Plot, form: str, metadata: dict[str, str | None]) -> bytes:
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    target = BytesIO()
    with rc_context(_SETTINGS):
        figure = Figure(figsize=plot.size, layout="constrained")
        plot.draw(figure)
        figure.savefig(target, format=form, dpi=144, metadata=metadata)
    return target.getvalue()


def _axes(figure: "Figure", grid: str = "") -> "Axes":
    axes = figure.subplots()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    if grid:
        axes.grid(True, axis=grid, color="#e3e6eb", linewidth=0.8)  # type: ignore[arg-type]
        axes.set_axisbelow(True)
    return axes


def _percent(value: float, _place: float) -> str:
    return write_percent(100 * float(value), 0)


def _number(value: float, _place: float) -> str:
    return write_number(float(value))


def _lines(text: str, width: int, most: int = 2) -> str:
    """A label on at most so many lines."""
    return "\n".join(wrap(text, width, max_lines=most, placeholder="…"))


def upright(
    figure: "Figure", labels: Sequence[str], counts: Sequence[int | None], x: str, y: str
) -> None:
    """Columns side by side; ``None`` is hatched: it is not told."""
    from matplotlib.ticker import MaxNLocator

    axes = _axes(figure, "y")
    places = range(len(labels))
    axes.bar(places, [n or 0 for n in counts], width=0.88, color=MAIN)
    told = [n for n in counts if n]
    stub = max(told, default=1) * 0.06
    for place, n in zip(places, counts, strict=True):
        if n is None:
            axes.bar([place], [stub], width=0.88, color=HIDDEN, hatch="///", edgecolor=LINE)
        else:
            axes.annotate(
                write_number(n), (place, n), (0, 2), textcoords="offset points", ha="center"
            )
    axes.set_xticks(list(places), list(labels))
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.set_ylim(0, max(told, default=1) * 1.12)
    # Of one or two papers, too: no halves.
    axes.yaxis.set_major_locator(MaxNLocator("auto", steps=[1, 2, 5, 10], integer=True))
    axes.yaxis.set_major_formatter(_number)


def bars(
    figure: "Figure",
    labels: Sequence[str],
    values: Sequence[float | None],
    x: str,
    intervals: Sequence[Interval | None] = (),
    share: bool = True,
) -> None:
    """Bars below each other, the first one on top; shares of 0 to 1, or other numbers."""
    axes = _axes(figure, "x")
    places = list(range(len(labels)))
    colour = PALE if any(intervals) else MAIN
    axes.barh(places, [value or 0 for value in values], height=0.7, color=colour)
    for place, interval in zip(places, intervals, strict=False):
        if interval is not None:
            ends = [interval.low, interval.high]
            axes.plot(ends, [place, place], color=MAIN, linewidth=2, marker="|", markersize=9)
    ends = [one.high for one in intervals if one]
    most = max([value or 0 for value in values] + ends, default=1) or 1
    for place, value in zip(places, values, strict=True):
        if value is not None:
            text = write_percent(100 * value, 0) if share else write_number(value, 0)
            high = intervals[place].high if place < len(intervals) and intervals[place] else 0  # type: ignore[union-attr]
            at = (max(value, high), place)
            axes.annotate(text, at, (5, 0), textcoords="offset points", va="center")
    axes.set_yticks(places, [_lines(label, 42) for label in labels])
    axes.invert_yaxis()
    axes.margins(y=0.02)
    axes.xaxis.set_major_formatter(_percent if share else _number)
    axes.set_xlim(0, max(1.0, most) * 1.1 if share else most * 1.15)
    axes.set_xlabel(x)


def heat_map(
    figure: "Figure",
    rows: Sequence[str],
    labels: Sequence[str],
    values: Sequence[Sequence[float | None]],
) -> None:
    """A field of shares, darker for more, each with its number; an empty one is not told."""
    from matplotlib.colors import LinearSegmentedColormap

    axes = figure.subplots()
    ground = LinearSegmentedColormap.from_list("kit", ["#fdf3e0", "#8fb4d9", "#123c6b"])
    colours = ground.with_extremes(bad="#ffffff")
    filled = [[float("nan") if one is None else one for one in row] for row in values]
    axes.pcolormesh(filled, cmap=colours, vmin=0, vmax=1)
    axes.invert_yaxis()
    for r, row in enumerate(values):
        for c, value in enumerate(row):
            text = "–" if value is None else write_percent(100 * value, 0)
            colour = INK if value is None else _readable(colours(value))
            number = axes.text(
                c + 0.5, r + 0.5, text,
                ha="center", va="center", color=colour, fontsize=9, clip_on=False,
            )  # fmt: skip
            # It lies within its field: measuring hundreds of them takes a second.
            number.set_in_layout(False)
    heads = [_lines(label, 16, 4) for label in labels]
    axes.set_xticks([c + 0.5 for c in range(len(labels))], heads, fontsize=9)
    axes.xaxis.tick_top()
    axes.set_yticks([r + 0.5 for r in range(len(rows))], [_lines(row, 30) for row in rows])
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _readable(ground: tuple[float, float, float, float]) -> str:
    """White or ink, whichever stands out more (WCAG 2.2, relative luminance)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in ground[:3]]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05
    return "#ffffff" if 1.05 / light > light / 0.067 else INK


def two_means(
    figure: "Figure", labels: tuple[str, str], means: tuple[float, float], y: str
) -> None:
    """Two means and the way from one to the other."""
    axes = _axes(figure, "y")
    axes.plot([0, 1], means, color=MAIN, linewidth=2.5, marker="o", markersize=9)
    for place, mean in enumerate(means):
        axes.annotate(
            write_percent(100 * mean, 1), (place, mean), (0, 10),
            textcoords="offset points", ha="center",
        )  # fmt: skip
    axes.set_xticks([0, 1], [_lines(label, 28, 3) for label in labels])
    axes.set_xlim(-0.4, 1.4)
    axes.set_ylim(0, 1.08)
    axes.yaxis.set_major_formatter(_percent)
    axes.set_ylabel(y)
