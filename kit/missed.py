"""Questions of quizzes that a learner missed, once their review is open: never before.

The key is secret until then, and a learner's page reads no bank of a quiz. So whoever may read
them (the server, ``kit lab``) writes the learner's own missed questions, with their keys, into
``work/<learner>/daily_practice/missed.json``, anew each time: what is no longer open is taken out.
"""

import json
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError

from kit.amendments import amended_bank, read_rulings
from kit.answers import Answers, Unreadable, encode_json
from kit.answers import read as read_answers
from kit.bank import load_kept
from kit.durable import write_durably
from kit.errors import Problems, UserError
from kit.kinds import AnyItem
from kit.model import Item, Outcome
from kit.plainfile import read_plain
from kit.plainjson import parse_json
from kit.practised import FOLDER
from kit.scoring import score
from kit.workspace import Workspace

_log = logging.getLogger(__name__)

NAME = "missed.json"

_ITEMS: TypeAdapter[list[Any]] = TypeAdapter(list[AnyItem])
_MISSED = (Outcome.PARTIAL, Outcome.WRONG, Outcome.BLANK)


def missed_items(workspace: Workspace, learner: str, now: datetime) -> tuple[Item, ...]:
    """The questions that the learner missed in quizzes whose right answers may be seen now.

    In the order of quizzes and papers, each once. A quiz that cannot be looked at is passed over:
    its own page says what is wrong.
    """
    found: dict[str, Item] = {}
    for plan in workspace.group.quizzes:
        try:
            for item in _missed(workspace, learner, plan.quiz, now):
                found.setdefault(item.id, item)
        except (Unreadable, Problems, UserError, KeyError, ValueError, OSError) as error:
            _log.debug("%s: nothing of it to practise: %s", plan.quiz, error)
    return tuple(found.values())


def _missed(workspace: Workspace, learner: str, quiz: str, now: datetime) -> Iterator[Item]:
    submitted = workspace.submitted(learner, quiz)
    if not submitted.is_dir() or not {"right", "explanation"} <= workspace.review(
        quiz, learner, now
    ):
        return
    answers = read_answers(submitted / "answers.json")
    # The version stands in the learner's file: it must not lead elsewhere.
    version = re.sub(r"\W", "_", answers.version)
    rulings = read_rulings(workspace, quiz)
    bank = amended_bank(rulings, version, lambda one: load_kept(workspace.bank_file(quiz, one)))
    responses = answers.responses()
    for slot in workspace.paper(bank.asked, learner, answers.paper, answers.attempt):
        item = bank.scored.item(slot.item)
        if item.scored != "machine" or item.id in bank.dropped or not _seen(answers, item.id):
            continue
        if score(item, responses.get(item.id)).outcome in _MISSED:
            yield item


def _seen(answers: Answers, item: str) -> bool:
    """Whether it was on the learner's screen: what was not may be asked of somebody now."""
    return not answers.draw or item in answers.draw


def write_missed(workspace: Workspace, learner: str, now: datetime) -> None:
    """Bring the learner's file of missed questions up to date; raises ``OSError``."""
    file = _file(workspace, learner)
    items = missed_items(workspace, learner, now)
    if not items and not file.exists():
        return
    data = {"format": 1, "items": [item.model_dump(mode="json") for item in items]}
    content = encode_json(json.dumps(data, ensure_ascii=False, indent=1))
    file.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(file.with_name(".lock"), timeout=2):  # two pages may be opened at once
        # The learner's process may write there: a pipe in its place would never be read to its end.
        with suppress(Unreadable):
            if read_plain(file) == content:
                return
        write_durably(file, content)


def read_missed(workspace: Workspace, learner: str) -> Sequence[Item]:
    """What ``write_missed`` has written; nothing if it has not, or if that cannot be read."""
    try:
        return _ITEMS.validate_python(parse_json(read_plain(_file(workspace, learner)))["items"])
    except (Unreadable, ValidationError, KeyError, TypeError):
        return ()  # it is made anew at the next opening


def missed_ids(workspace: Workspace, learner: str) -> tuple[str, ...]:
    """Ids of the same."""
    return tuple(item.id for item in read_missed(workspace, learner))


def _file(workspace: Workspace, learner: str) -> Path:
    return workspace.work(learner, FOLDER) / NAME
