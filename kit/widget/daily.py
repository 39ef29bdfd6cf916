"""The cards that are due today, slogans and questions in one row; see ``kit.practice``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import traitlets

from kit.clock import now
from kit.missed import read_missed
from kit.offered import material
from kit.practice import Card
from kit.practised import cards_of
from kit.seats import Seat
from kit.slogans import NAME as SLOGANS
from kit.sources import short_names, source_names
from kit.widget.daily_desk import DailyDesk, Loose, daily_desk
from kit.widget.flashcards import card
from kit.widget.page import page_script
from kit.widget.quiz import QuizWidget
from kit.widget.seat import find_seat
from kit.wording import Language, t, table


class DailyWidget(QuizWidget):
    """Shows the day's set, one card at a time."""

    _esm = page_script("daily")
    order: Any = traitlets.List().tag(sync=True)
    """Ids of slogans and questions."""
    cards: Any = traitlets.List().tag(sync=True)
    """The slogans among them."""
    card_words = traitlets.Dict().tag(sync=True)
    notices: Any = traitlets.List().tag(sync=True)
    progress = traitlets.Dict().tag(sync=True)

    def __init__(self, desk: DailyDesk, names: Mapping[str, str], *notices: str) -> None:
        """``names`` are ids of sources and what readers call them, in a few words."""
        # Nothing is "saved" but that a card was practised: the counter says that.
        super().__init__(desk, **table("daily", desk.language), saved="")
        self.order = list(desk.opened.left)
        slogans = desk.material.slogans
        self.cards = [
            {**card(slogans[id], names), "asked": _asked(desk.schedule.cards.get(id))}
            for id in desk.opened.left
            if id in slogans
        ]
        self.card_words = table("cards", desk.language)
        self.notices = list(notices)
        self.progress = desk.progress()

    def _receive(self, message: object) -> None:
        super()._receive(message)
        if isinstance(self._desk, DailyDesk):
            self.progress = self._desk.progress()


def _asked(known: Card | None) -> str:
    """A card shows one side, and then the other: at first the phrase is given."""
    return "text" if known and known.last.toordinal() % 2 else "who"


def daily() -> DailyWidget:
    """What is due today; what was practised is kept with the learner's other work.

    Elsewhere than at a learner's seat it is a preview, which keeps nothing.
    """
    seat = find_seat(Path.cwd())
    language: Language = seat.workspace.group.language if seat.workspace else "vi"
    folder = _folder(seat)
    notices = []
    if seat.workspace and seat.learner:
        keeper = cards_of(seat.workspace, seat.learner)
        missed = read_missed(seat.workspace, seat.learner)
        desk = daily_desk(keeper, material(folder, missed), now, source_names(folder), language)
        if desk.schedule.aside:
            notices.append(t("daily.aside", language, file=desk.schedule.aside))
    else:
        desk = daily_desk(Loose(), material(folder), now, source_names(folder), language)
        notices.append(t("daily.only_here", language))
    return DailyWidget(desk, short_names(folder, language), *notices)


def _folder(seat: Seat) -> Path:
    """The group's practice banks, or the ``quizzes/`` of the project the page was opened from."""
    here = Path.cwd()
    places = [seat.workspace.path / "practice"] if seat.workspace else []
    places += [folder / "quizzes" for folder in (here, *here.parents)]
    return next((place for place in places if (place / SLOGANS).is_file()), places[0])
