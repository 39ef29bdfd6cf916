"""Papers typed in one after another: said back in words before anything is kept."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from kit.cli.say import say
from kit.wording import LANGUAGES, t

if TYPE_CHECKING:
    from kit.entering.looking import Desk, Ready
    from kit.entering.table import Row
    from kit.errors import Problem
    from kit.formats import Cell
    from kit.papers import Paper, Question


Put = Callable[["Ready", str], int]
"""Hands a paper in, with the reason for replacing what is there; 1 if it was new."""


def type_in(desk: "Desk", put: Put, reason: str) -> int:
    """Ask for paper after paper until nobody is named; how many were entered."""
    say(t("paper.typing", codes=", ".join(desk.printings.codes)))
    entered = 0
    while who := _ask("ask_who"):
        done = _one(desk, who, put, reason)
        entered += bool(done)
        if done is None:
            say(t("paper.left"))
    return entered


def _ask(name: str, **params: object) -> str:
    """One line; empty if Enter alone was pressed."""
    answer: str = typer.prompt(t(f"paper.{name}", **params), default="", show_default=False)
    return answer.strip()


def _one(desk: "Desk", who: str, put: Put, reason: str) -> bool | None:
    """Whether one paper was new; ``None`` if it was left."""
    row = _whose(desk, who)
    paper = _paper(desk) if row else None
    typed = _typed(paper) if paper else None
    if row is None or paper is None or typed is None:
        return None
    ready = _agreed(desk, row, paper, typed)
    if ready and ready.standing == "other" and not reason:
        say(t("paper.entry_there", learner=ready.learner))
        reason = _ask("ask_reason")
    if ready is None or (ready.standing == "other" and not reason):
        return None
    return bool(put(ready, reason))


def _whose(desk: "Desk", who: str) -> "Row | None":
    """The beginning of a row: who it is, and whether a name may be kept with it."""
    while who:
        problems: list[Problem] = []
        row = _row(who)
        found = desk.person(row, problems)
        if found is None:
            _tell(problems)
            who = _ask("ask_who")
            continue
        desk.consents(row, found[0], problems)
        if not problems:
            return row
        if _ask("ask_consent") in _words("entry_yes"):
            return _row(who, t("paper.entry_yes"))
        return _row(t("paper.entry_anonymous"))  # nothing of the name is kept
    return None


def _paper(desk: "Desk") -> "Paper | None":
    while code := _ask("ask_code"):
        if code in desk.printings.codes:
            return desk.paper(code)
        known = ", ".join(desk.printings.codes)
        say(t("paper.entry_code_unknown", code=code, known=known))
    return None


def _typed(paper: "Paper") -> dict[int, str] | None:
    """What stands on the paper, by number; ``None`` if it is left."""
    while line := _ask("ask_row"):
        if line in _words("word_leave"):
            return None
        if typed := _split(paper, line):
            return typed
    return {number: _ask("ask_one", number=number) for number in paper.numbers}


def _agreed(desk: "Desk", row: "Row", paper: "Paper", typed: dict[int, str]) -> "Ready | None":
    """Say it back until it is right; ``None`` if the paper is left."""
    from dataclasses import replace

    while True:
        answers = {number: _cell(text) for number, text in typed.items()}
        found = desk.look_at(replace(row, code=_cell(paper.code), answers=answers))
        if isinstance(found, list):
            _tell(found)
        else:
            _say_back(found)
        line = _ask("ask_mend" if isinstance(found, list) else "ask_right")
        if not line and not isinstance(found, list):
            return found
        if line in _words("word_leave"):
            return None
        typed = {**typed, **_split(paper, line)}


def _split(paper: "Paper", line: str) -> dict[int, str]:
    """Answers by number; nothing if that cannot be read, which is said."""
    from kit.papers import Mistyped, split_row

    try:
        return split_row(paper, line)
    except Mistyped as error:
        say(f"{error}\n  → {error.hint}")
        return {}


def _words(name: str) -> set[str]:
    """A word in both languages."""
    return {t(f"paper.{name}", lang) for lang in LANGUAGES}


def _row(who: str, consent: str = "") -> "Row":
    from kit.entering.table import Row

    return Row(_cell(who), _cell(""), consent=_cell(consent))


def _cell(text: str) -> "Cell":
    from kit.formats import Cell

    return Cell(text, "", 0)


def _tell(problems: "list[Problem]") -> None:
    for one in problems:
        say(f"{one.message}\n  → {one.hint}")


def _say_back(ready: "Ready") -> None:
    name = ready.name or t("paper.entry_anonymous")
    say(t("paper.back", name=name, learner=ready.learner, code=ready.paper.code))
    for question in ready.paper.questions:
        say(f"  {question.number}. {_in_words(ready, question)}")


def _in_words(ready: "Ready", question: "Question") -> str:
    """The letters as they stand on the paper, and what they mean."""
    from kit.papers import written
    from kit.papers.layout import plain
    from kit.serve.own_answer import own_answer

    response = ready.responses.get(question.item.id)
    if response is None:
        return t("paper.blank")
    html = own_answer(question.item, response, "vi").replace("</li><li>", "</li>; <li>")
    meant = " ".join(plain(html).split())
    letters = written(question, response)
    return meant if letters == meant else f"{letters} – {meant}"
