"""The page of the day's practice, and its line on the home page. For the learner alone."""

import logging
from dataclasses import dataclass
from pathlib import Path

from kit.answers import Unreadable
from kit.clock import local
from kit.missed import missed_ids, write_missed
from kit.offered import offered
from kit.practice import Schedule, next_words, today
from kit.practised import cards_of
from kit.serve.group import GroupApp
from kit.serve.notebooks import NotebookPage
from kit.wording import t

_log = logging.getLogger(__name__)

_PAGE = Path(__file__).parent / "pages" / "practice.ipynb"


@dataclass(frozen=True)
class PracticeRow:
    """Today's practice on the home page."""

    left: int
    """Cards that are due."""
    said: str
    """The same in words, or when cards come next."""


def practice_row(app: GroupApp, learner: str) -> PracticeRow | None:
    """What is due for a learner; ``None`` where there is nothing to practise. Waits for the disk.

    Questions of a quiz count from the moment when the learner has looked at its review.
    """
    workspace, day = app.workspace, local(app.now()).date()
    try:
        schedule = cards_of(workspace, learner).read()
    except Unreadable:
        schedule = Schedule(learner=learner)  # the page itself says so
    there = offered(workspace.path / "practice", missed_ids(workspace, learner))
    found = today(schedule, there, day)
    if found.left:
        count = len(found.left)
        return PracticeRow(count, t("daily.row_left", app.language, count=count))
    then = next_words(found, day, app.language)
    if not then:
        return None
    done = t("daily.row_done", app.language) if found.done else ""
    return PracticeRow(0, f"{done} {then}".strip())


def bring_missed(app: GroupApp, learner: str) -> None:
    """Let the learner's page have what was missed and may be seen now. Waits for the disk."""
    try:
        write_missed(app.workspace, learner, app.now())
    except OSError as error:
        # The page opens without them, and the next opening tries again.
        _log.warning("missed questions cannot be written: %s", error)


class PracticePage(NotebookPage):
    """``/<group>/practice``."""

    headed = True

    async def get(self) -> None:
        """The cards that are due today."""
        session = self.learner()
        if session is None:
            return
        await self.aside(bring_missed, self.app, session.learner)
        title = t("daily.title", self.language)
        await self.show(session, _PAGE, title, None)
