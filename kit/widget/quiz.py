"""The quiz as a Jupyter widget: one anywidget, one model, whatever the number of questions.

Synced with the page: the booklet (no key), the learner's own answers, the catalogue's sentences.
Nothing the page writes into these is ever read back; it speaks by messages only.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import anywidget
import traitlets

from kit.answers import Answers
from kit.attempts import begin_again
from kit.bank import load
from kit.clock import now
from kit.drawing import booklet as draw
from kit.errors import Problems, UserError
from kit.practised import misses_noted
from kit.seats import Seat, paper_of
from kit.sources import source_names
from kit.submission import hand_in
from kit.widget.desk import Desk, Memory
from kit.widget.page import page_css, page_script
from kit.widget.seat import find_seat
from kit.widget.timing import Timing
from kit.wording import Language, t, table
from kit.workspace import Workspace

_log = logging.getLogger(__name__)


class QuizWidget(anywidget.AnyWidget):
    """Shows a booklet and hands every message of the page to a ``Desk``."""

    _esm = page_script("quiz")
    _css = page_css()
    booklet = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)

    def __init__(self, desk: Desk, **words: str) -> None:
        """``words`` replace sentences of the catalogue's section ``quiz``."""
        super().__init__(
            booklet=desk.shown(),
            state=desk.state(),
            words={**table("quiz", desk.language), **_hints(desk.language), **words},
        )
        self._desk = desk
        self.on_msg(lambda _, message, __: self._receive(message))

    def _receive(self, message: object) -> None:
        try:
            self._before(message)
            reply = self._desk.receive(message)
        except Exception:
            # The page goes on trying and says so; an answer of nothing would leave it in doubt.
            _log.exception("a message could not be dealt with")
            number = message.get("n") if isinstance(message, dict) else None
            reply = {"failed": number, "message": t("quiz.not_kept", self._desk.language)}
        if reply is not None:
            self.send(reply)
        if reply and ("handed_in" in reply or "closed" in reply):
            self.state = self._desk.state()
        if reply and "started" in reply:
            with self.hold_sync():
                self.state, self.booklet = self._desk.state(), self._desk.shown()

    def _before(self, message: object) -> None:
        """What has to be done before the desk gets a message."""


class ServedQuiz(QuizWidget):
    """A quiz whose questions the server tells this process when the learner begins."""

    def __init__(self, desk: Desk, begun: Callable[[], Desk]) -> None:
        """``begun`` makes the desk by what was told; it raises ``OSError`` if nothing was."""
        super().__init__(desk)
        self._begun = begun

    def _before(self, message: object) -> None:
        # Where nothing can begin any more the desk says so, questions or not.
        if isinstance(message, dict) and message.get("do") == "start" and self._desk.can_start():
            self._desk = self._begun()


def _hints(language: Language) -> dict[str, str]:
    """What a page says of a text that is no number, before the desk does."""
    names = ("type_a_number", "type_a_percentage", "type_a_range")
    return {name: t(f"kinds.{name}", language) for name in names}


def quiz(name: str | None = None, *, again: bool = False) -> QuizWidget:
    """The quiz of this page or folder; ``name`` only where neither says which.

    ``again`` makes room for the next attempt first, where one is left: in JupyterLab, where no page
    of results has a button for that. Raises ``UserError`` where there is none.
    """
    folder = Path.cwd()
    seat = find_seat(folder)
    wanted = name or seat.quiz
    if seat.workspace is None or wanted is None:
        raise UserError(t("quiz.no_workspace"), t("quiz.no_workspace_hint"))
    if seat.learner is None:
        return _preview(seat.workspace, wanted)
    if seat.served:
        desk = _test_desk(seat.workspace, seat.learner, wanted, seat)
        return ServedQuiz(desk, lambda: _begun_desk(folder, wanted))
    if again:
        begin_again(seat.workspace, seat.learner, wanted, now())
    desk = _test_desk(seat.workspace, seat.learner, wanted, seat)
    return QuizWidget(desk, **_how_again(seat.workspace, seat.learner, wanted))


def _begun_desk(folder: Path, name: str) -> Desk:
    """The desk by what the server has told this seat by now; ``OSError`` if no question yet."""
    seat = find_seat(folder)
    assert seat.workspace is not None
    assert seat.learner is not None
    if seat.paper and seat.paper.held:
        raise OSError("the server has not told the questions")
    return _test_desk(seat.workspace, seat.learner, name, seat)


def _how_again(workspace: Workspace, learner: str, name: str) -> dict[str, str]:
    """What is said after hand-in where another attempt may follow."""
    terms, language = workspace.terms(name, learner), workspace.group.language
    number = workspace.attempt(learner, name) + 1
    if not terms.allow(number):
        return {}
    which = "lab_again" if terms.attempts else "lab_again_any"
    said = t(f"quiz.{which}", language, number=number, most=terms.attempts)
    return {"handed_in_next": f"{t('quiz.handed_in_next', language)} {said}"}


def _test_desk(workspace: Workspace, learner: str, name: str, seat: Seat) -> Desk:
    given = seat.paper if name == seat.quiz else None
    paper = given or paper_of(workspace, learner, name, now())
    file, token = paper.file(workspace, learner), seat.token(name)

    def fresh() -> Workspace:
        # Opening hours and limits may be changed while learners sit there: read them each time.
        return replace(workspace)

    def hand_in_here(moment: datetime) -> Answers:
        # A server's kernel closes the file and may do no more; the server does the rest.
        if seat.served:
            return file.hand_in(moment)
        return hand_in(_readable(fresh(), workspace), learner, name, moment, file)

    language = workspace.group.language
    timing = Timing(
        file,
        lambda: workspace.begun(learner, name),
        lambda: fresh().terms(name, learner),
        paper.count,
        language,
    )
    return Desk(
        paper.sheet,
        file,
        clock=now,
        # What a device could not send in one attempt is no answer of the next.
        token=f"{token}-{file.attempt}" if file.attempt > 1 else token,
        stands=lambda moment: fresh().state(name, learner, moment),
        hand_in=hand_in_here,
        language=language,
        result=f"../result/{name}" if seat.served else "",
        timing=timing if workspace.terms(name, learner).asks else None,
    )


def _readable(fresh: Workspace, before: Workspace) -> Workspace:
    """The group as it is now, or as it was while its settings cannot be read."""
    with suppress(Problems, UserError):
        _ = fresh.group
        return fresh
    return before


def _preview(workspace: Workspace, name: str) -> QuizWidget:
    language = workspace.group.language
    desk = Desk(
        workspace.sheet(workspace.booklet(name), None),
        Memory(),
        clock=now,
        token="preview",
        stands=lambda _: "preview",
        language=language,
    )
    return QuizWidget(desk)


def practice(bank: str, *items: str) -> QuizWidget:
    """Practice items of a bank, answered at once with explanation and citation.

    In a group a learner's answers are kept beside the other work; elsewhere only in the page.
    """
    seat = find_seat(Path.cwd())
    file = load(_practice_bank(seat, bank))
    names = source_names(file.path.parent)
    if file.quiz.settings.mode != "practice":
        raise UserError(t("quiz.not_practice", quiz=bank))
    language: Language = seat.workspace.group.language if seat.workspace else "vi"
    whole = draw(file.quiz, file.version, Random(f"{file.version}/{seat.learner}"))
    chosen = {**whole, "items": _chosen(whole["items"], items)}
    if seat.workspace and seat.learner:
        store = seat.workspace.answers(seat.learner, bank, file.version)
        token = seat.token(bank)
        desk = Desk(chosen, store, now, token, bank=file.quiz, sources=names, language=language)
        desk.checked = misses_noted(seat.workspace, seat.learner)
        return QuizWidget(desk)
    # Without a seat nothing may outlive the page, not even in the browser's own store.
    desk = Desk(chosen, Memory(), now, "", bank=file.quiz, sources=names, language=language)
    return QuizWidget(desk, saved=t("quiz.only_here", language))


def _chosen(items: list[dict[str, Any]], wanted: tuple[str, ...]) -> list[dict[str, Any]]:
    """The items in the order asked for; all of them if none is named."""
    by_id = {item["id"]: item for item in items}
    if unknown := [id for id in wanted if id not in by_id]:
        raise UserError(t("quiz.no_such_item", items=", ".join(unknown)))
    return [by_id[id] for id in wanted] if wanted else items


def _practice_bank(seat: Seat, bank: str) -> Path:
    """In the group's folder, or in the ``quizzes/`` of the project the lesson was opened from."""
    candidates = [seat.workspace.practice(bank)] if seat.workspace else []
    here = Path.cwd()
    candidates += [folder / "quizzes" / f"{bank}.yaml" for folder in (here, *here.parents)]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise UserError(t("quiz.no_such_bank", quiz=bank), t("quiz.no_such_bank_hint"))
