"""The dashboard as widgets: ordinary labelled controls, and panels that come as they are ready."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from html import escape
from pathlib import Path

import ipywidgets

from kit.clock import spoken
from kit.dashboard.export import downloads
from kit.dashboard.html import panel_html, style
from kit.dashboard.model import Choice, Panel, View
from kit.dashboard.panels import PANELS
from kit.dashboard.reading import City, newest, read_city
from kit.together import keep_together
from kit.wording import t

__all__ = ["Dashboard", "told"]

_log = logging.getLogger(__name__)


class Dashboard(ipywidgets.VBox):  # type: ignore[misc]
    """One page for a trainer. What takes long is done aside; the controls answer meanwhile."""

    def __init__(
        self, folders: Sequence[Path], now: Callable[[], datetime], names: bool = False
    ) -> None:
        """Raises ``UserError`` for a folder that is no group's, and for names across groups."""
        self._folders, self._now, self._names = folders, now, names
        self._worker, self._turn = ThreadPoolExecutor(1), 0
        self._shown: Choice | None = None
        self._city = read_city(folders, now())
        self._status = ipywidgets.HTML()
        self._files = ipywidgets.HTML()
        self._panels = {name: ipywidgets.HTML() for name, _ in PANELS}
        self._controls = _Controls(self._city)
        again = ipywidgets.Button(description=t("dashboard.read_again"))
        export = ipywidgets.Button(description=t("dashboard.export"))
        again.on_click(lambda _: self._ask(fresh=True, whole=True))
        export.on_click(lambda _: self._worker.submit(self._offer))
        self._controls.on_change(lambda: self._ask())
        super().__init__(
            [
                ipywidgets.HTML(f"<style>{style()}</style>" + _head(self._city)),
                *self._controls.widgets,
                ipywidgets.HBox([again, export], layout={"flex_flow": "row wrap"}),
                self._status,
                self._files,
                *self._panels.values(),
            ]
        )
        self.add_class("kit-dashboard")
        self._ask()

    def refresh(self) -> None:
        """See whether anything has changed, and show it if so."""
        self._ask(fresh=True)

    def wait(self) -> None:
        """Return when nothing is left to do."""
        self._worker.submit(lambda: None).result()

    def panel(self, name: str) -> str:
        """What a panel shows, as HTML."""
        return str(self._panels[name].value)

    def _ask(self, fresh: bool = False, whole: bool = False) -> None:
        self._turn += 1
        self._worker.submit(self._show, self._turn, fresh, whole)

    def _choice(self) -> Choice:
        return self._controls.choice(self._names)

    def _show(self, turn: int, fresh: bool, whole: bool) -> None:
        """All panels, one after another; given up when something else is asked for meanwhile."""
        self._say(t("dashboard.reading"))
        try:
            before = self._city
            if fresh:
                self._city = read_city(self._folders, self._now(), None if whole else before)
            view = View(self._city, self._choice())
            if self._shown != view.choice or not self._city.same(before):
                self._shown = None
                self._files.value = ""
                for name, make in PANELS:
                    if turn != self._turn:
                        return
                    self._panels[name].value = told(make, view)
                self._shown = view.choice
        except Exception as error:
            _log.exception("the dashboard could not be shown")
            self._say(str(error))
            return
        self._say(t("dashboard.read_at", at=spoken(self._city.at)), turn)

    def _offer(self) -> None:
        """The files, as links that save them."""
        self._say(t("dashboard.exporting"))
        try:
            self._files.value = downloads(View(self._city, self._choice()))
        except Exception as error:
            _log.exception("the dashboard could not be exported")
            self._say(str(error))
            return
        self._say(t("dashboard.exported"))

    def _say(self, line: str, done: int = 0) -> None:
        """A line that is read aloud; ``done`` counts what was asked for and is on the page now."""
        self._status.value = f'<p role="status" data-kd-done="{done}">{keep_together(line)}</p>'


def told(make: Callable[[View], Panel | None], view: View) -> str:
    """A panel as HTML; empty where there is nothing to show."""
    panel = make(view)
    return panel_html(panel) if panel else ""


def _head(city: City) -> str:
    kind = t("dashboard.head_many", n=len(city.groups)) if city.upward else city.groups[0].name
    lines = [
        t("dashboard.unread", group=one.group, path=one.folder, reason=one.reason)
        for one in city.troubles
    ]
    if city.upward:
        lines.append(t("dashboard.one_group"))
    told = "".join(f"<p>{escape(line)}</p>" for line in (t("dashboard.for_trainers"), *lines))
    return f"<h1>{escape(t('dashboard.head', of=kind))}</h1>{told}"


class _Controls:
    """What can be chosen."""

    def __init__(self, city: City) -> None:
        wide = {"description_width": "initial"}
        quizzes = [(city.title(quiz), quiz) for quiz in city.quizzes]
        none = [(t("dashboard.no_comparison"), ""), *quizzes]
        self._quiz = ipywidgets.Dropdown(
            description=t("dashboard.quiz"), options=quizzes, value=newest(city), style=wide
        )
        self._before, self._after = (
            ipywidgets.Dropdown(
                description=t(f"dashboard.{name}"), options=none, value="", style=wide
            )
            for name in ("before", "after")
        )
        self.widgets = [self._quiz, self._before, self._after]

    def on_change(self, call: Callable[[], None]) -> None:
        """Have something done whenever another choice is made."""
        for one in self.widgets:
            one.observe(lambda _: call(), names="value")

    def choice(self, names: bool) -> Choice:
        """What is chosen now."""
        before, after = self._before.value or None, self._after.value or None
        return Choice(self._quiz.value, before, after, names)
