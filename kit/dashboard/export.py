"""The dashboard as files: one Excel file of all tables, each plot as SVG and PNG, one page."""

import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from kit.clock import spoken
from kit.dashboard.html import data_address, document, panel_html
from kit.dashboard.model import Panel, Plot, View
from kit.dashboard.panels import PANELS
from kit.dashboard.plots import png, svg
from kit.durable import write_durably
from kit.errors import UserError
from kit.formats.tables import Column, workbook
from kit.wording import t

__all__ = ["TABLES", "downloads", "made", "write_files", "write_tables"]

TABLES = "bang-so-lieu.xlsx"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def made(view: View) -> tuple[Panel, ...]:
    """Every panel that has something to show."""
    return tuple(panel for _, make in PANELS if (panel := make(view)))


def write_tables(panels: Sequence[Panel], target: Path) -> None:
    """All tables, a sheet each; raises ``UserError`` where it cannot be written."""
    with workbook(target) as book:
        for panel in panels:
            for table in panel.tables:
                add = book.page(table.title, table.columns, fixed=table.fixed)
                for row in table.rows:
                    add(row)
        about = book.page(t("gradebook.guide"), _about())
        for panel in panels:
            for line in panel.text:
                about((panel.title, line))


def _about() -> tuple[Column, ...]:
    return (
        Column(t("gradebook.guide_what"), width=26),
        Column(t("gradebook.guide_how"), width=110),
    )


def downloads(view: View) -> str:
    """Links that save each file, for a page: they hold the files themselves."""
    panels = made(view)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / TABLES
        write_tables(panels, target)
        links = [_link(TABLES, data_address(_EXCEL, target.read_bytes()))]
    links += [
        _link(f"{plot.id}.png", data_address("image/png", png(plot))) for plot in _plots(panels)
    ]
    return f"<p>{' '.join(links)}</p>"


def _link(name: str, address: str) -> str:
    said = escape(t("dashboard.save", name=name))
    return f'<a class="kd-file" download="{name}" href="{address}">{said}</a>'


def _plots(panels: Sequence[Panel]) -> Iterator[Plot]:
    for panel in panels:
        yield from panel.plots


def write_files(view: View, folder: Path) -> list[Path]:
    """Everything into a folder, which is made if need be; returns what was written.

    Each file is there as a whole or not at all. Raises ``UserError`` where that cannot be.
    """
    panels = made(view)
    lines = (t("dashboard.for_trainers"), t("dashboard.read_at", at=spoken(view.city.at)))
    body = "\n".join(map(panel_html, panels))
    page = document(t("dashboard.head_quiz", quiz=view.title), lines, body)
    content: dict[str, bytes] = {}
    for plot in _plots(panels):
        content |= {f"{plot.id}.svg": svg(plot).encode("utf-8"), f"{plot.id}.png": png(plot)}
    content["index.html"] = page.encode("utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_tables(panels, folder / TABLES)
        for name, data in content.items():
            write_durably(folder / name, data)
    except OSError as error:
        detail = error.strerror or str(error)
        raise UserError(
            t("dashboard.cannot_write", path=folder, detail=detail),
            t("dashboard.cannot_write_hint"),
        ) from error
    return [folder / name for name in (TABLES, *content)]
