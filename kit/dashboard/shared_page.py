"""The screen for the whole room as a widget: one choice, and the questions."""

from collections.abc import Callable, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

import ipywidgets

from kit.dashboard.html import style
from kit.dashboard.model import Choice, View
from kit.dashboard.reading import newest, read_city
from kit.dashboard.shared import shared_html
from kit.wording import t

__all__ = ["SharedScreen"]


class SharedScreen(ipywidgets.VBox):  # type: ignore[misc]
    """What may be thrown on a wall."""

    def __init__(self, folders: Sequence[Path], now: Callable[[], datetime]) -> None:
        """Raises ``UserError`` for a folder that is no group's."""
        self._folders, self._now = folders, now
        city = read_city(folders, now())
        self._quiz = ipywidgets.Dropdown(
            description=t("dashboard.quiz"),
            options=[(city.title(quiz), quiz) for quiz in city.quizzes],
            value=newest(city),
            style={"description_width": "initial"},
        )
        self._questions = ipywidgets.HTML()
        self._quiz.observe(lambda _: self._show(), names="value")
        head = f"<style>{style()}</style><h1>{escape(t('dashboard.shared'))}</h1>"
        super().__init__([ipywidgets.HTML(head), self._quiz, self._questions])
        self.add_class("kit-dashboard")
        self._show()

    def _show(self) -> None:
        """Read anew each time: the review may have opened meanwhile."""
        if self._quiz.value is None:
            return
        city = read_city(self._folders, self._now())
        self._questions.value = shared_html(View(city, Choice(self._quiz.value)), self._now())
