"""Panels as HTML: for a widget in Voila or JupyterLab, and for a page without any server.

Plots are images with their words in ``alt``; the tables behind them can be opened below.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files

from kit.clock import spoken
from kit.dashboard.model import Panel, Plot, Table
from kit.dashboard.plots import svg
from kit.formats.tables import Column, Form, Value
from kit.text import write_number, write_percent
from kit.together import keep_together
from kit.wording import t

__all__ = ["data_address", "document", "panel_html", "style"]

Picture = Callable[[Plot], str]
"""The address of a plot's picture."""

_SENTENCE = 40
"""Characters from which a column holds sentences, and not names."""


@cache
def style() -> str:
    """The one style sheet, for the page and for the file."""
    return files("kit.dashboard").joinpath("dashboard.css").read_text(encoding="utf-8")


def data_address(kind: str, content: bytes) -> str:
    """A file inside of an address, so that no server has to hold it."""
    return f"data:{kind};base64,{b64encode(content).decode('ascii')}"


def _picture(plot: Plot) -> str:
    return data_address("image/svg+xml", svg(plot).encode("utf-8"))


def panel_html(panel: Panel, picture: Picture = _picture) -> str:
    """One panel."""
    id = f"kd-{panel.id}"
    parts = [
        f'<section class="kd-panel" aria-labelledby="{id}">',
        f'<h2 id="{id}">{keep_together(panel.title)}</h2>',
        *(f"<p>{keep_together(line)}</p>" for line in panel.text),
        *(_figure(plot, picture) for plot in panel.plots),
        *(_table(table, shut=bool(panel.plots)) for table in panel.tables),
        "</section>",
    ]
    return "\n".join(parts)


def _figure(plot: Plot, picture: Picture) -> str:
    title, alt = escape(plot.title), escape(plot.alt, quote=True)
    width = round(plot.size[0] * 96)
    return (
        f"<figure><figcaption>{keep_together(plot.title)}</figcaption>"
        f'<div class="kd-scroll" tabindex="0" role="group" aria-label="{title}">'
        f'<img src="{picture(plot)}" alt="{alt}" width="{width}"></div>'
        "</figure>"
    )


def _table(table: Table, *, shut: bool) -> str:
    heads = "".join(map(_head, table.columns))
    body = "\n".join(_row(table, row) for row in table.rows)
    title = escape(table.title)
    whole = (
        f'<div class="kd-scroll" tabindex="0" role="group" aria-label="{title}"><table>'
        f"<caption>{keep_together(table.title)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )
    if not shut:
        return whole
    said = keep_together(t("dashboard.behind", title=table.title))
    return f"<details><summary>{said}</summary>{whole}</details>"


def _row(table: Table, row: tuple[Value, ...]) -> str:
    cells = []
    for n, (value, column) in enumerate(zip(row, table.columns, strict=True)):
        tag, scope = ("th", ' scope="row"') if n < table.fixed else ("td", "")
        shown = keep_together(_shown(value, column.form))
        cells.append(f"<{tag}{scope}{_right(column.form)}>{shown}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _head(column: Column) -> str:
    return f'<th scope="col"{_look(column)}>{keep_together(column.head)}</th>'


def _look(column: Column) -> str:
    wide = column.form == "text" and column.width >= _SENTENCE
    return ' class="kd-wide"' if wide else _right(column.form)


def _right(form: Form) -> str:
    return ' class="kd-number"' if form in ("number", "percent") else ""


def _shown(value: Value, form: Form) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case datetime():
            return spoken(value)
        case _:
            return write_percent(100 * value, 1) if form == "percent" else write_number(value)


def document(title: str, lines: Iterable[str], body: str) -> str:
    """A whole page, with nothing outside of it."""
    head = "".join(f"<p>{keep_together(line)}</p>" for line in lines)
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="icon" href="data:,">'
        f'<style>{style()}</style></head><body class="kd-page">'
        f'<main class="kit-dashboard"><h1>{keep_together(title)}</h1>{head}\n{body}'
        "</main></body></html>\n"
    )
