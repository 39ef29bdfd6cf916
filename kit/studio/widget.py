"""The studio as a Jupyter widget: one anywidget, which speaks by messages only."""

import logging
import os
import secrets
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from kit.clock import now
from kit.sources import source_names
from kit.studio.commands import receive
from kit.studio.desk import StudioDesk
from kit.studio.drafts import Drafts
from kit.studio.page import studio_css, studio_script
from kit.studio.preview import desk as preview_desk
from kit.studio.preview import item_of
from kit.studio.shelf import Shelf
from kit.studio.view import start, view
from kit.widget.desk import Desk
from kit.wording import t, table

_log = logging.getLogger(__name__)


class StudioWidget(anywidget.AnyWidget):
    """Hands every message of the page to the desk, and shows what is there afterwards."""

    _esm = studio_script()
    _css = studio_css()
    words = traitlets.Dict().tag(sync=True)
    quiz_words = traitlets.Dict().tag(sync=True)
    start = traitlets.Dict().tag(sync=True)

    def __init__(self, desk: StudioDesk) -> None:
        super().__init__(
            words=table("studio", desk.language),
            quiz_words={
                **table("quiz", desk.language),
                "saved": t("quiz.only_here", desk.language),
            },
            start=start(desk),
        )
        self._page = Page(desk)
        self.on_msg(lambda _, message, __: self._receive(message))

    def _receive(self, message: object) -> None:
        for reply in self._page.receive(message):
            self.send(reply)


class Page:
    """What a page shows, the learner's view included."""

    def __init__(self, desk: StudioDesk) -> None:
        self.desk = desk
        self._preview: Desk | None = None
        self._shown: dict[str, Any] | None = None
        self._rows: tuple[Any, Any] = (None, None)

    def receive(self, message: Any) -> list[dict[str, Any]]:
        """The answers to a message."""
        if not isinstance(message, dict):
            return []
        if "quiz" in message:
            reply = self._preview.receive(message["quiz"]) if self._preview else None
            return [{"quiz": reply}] if reply else []
        if message.get("do") == "look":  # a page that shows nothing yet
            self._shown, self._rows = None, (None, None)
        try:
            said = receive(self.desk, message)
            made = view(self.desk, form=bool(said.pop("form", False)))
            made |= self._learners()
            self._list(made)
        except Exception:
            # The page says so and goes on; what was typed is still on it.
            _log.exception("a message could not be dealt with")
            trouble = t("studio.broken", self.desk.language)
            return [{"n": message.get("n"), "said": {"trouble": trouble}, "view": {}}]
        return [{"n": message.get("n"), "said": said, "view": made}]

    def _list(self, made: dict[str, Any]) -> None:
        """Leave out a list that the page shows already."""
        shown = (made.get("rows"), made["uid"])
        if shown == self._rows:
            made.pop("rows", None)
        else:
            self._rows = shown

    def _learners(self) -> dict[str, Any]:
        """The learner's view of the item, where it is another than before."""
        data = self.desk.as_read()
        if data == self._shown:
            return {}
        self._shown = data
        item = item_of(data) if data else None
        self._preview = None
        if item is None:
            return {"preview": None}
        desk = self.desk
        names = source_names(desk.shelf.folder)
        self._preview = preview_desk(item, desk.clock, names, desk.language)
        return {"preview": {"booklet": dict(self._preview.booklet), "state": self._preview.state()}}


def studio(path: str | Path = "quizzes", sources: str | Path | None = None) -> StudioWidget:
    """The studio for a folder of banks, or for one bank.

    ``sources`` is a folder with the texts of the sources. Raises ``UserError`` if either is not
    there.
    """
    shelf = Shelf.at(Path(path), Path(sources) if sources else None)
    return StudioWidget(StudioDesk(shelf, now, Drafts(secrets.token_hex(4))))


def here() -> StudioWidget:
    """The studio for the folder that ``kit studio`` was started with."""
    return studio(os.environ["KIT_STUDIO"], os.environ.get("KIT_STUDIO_SOURCES") or None)
