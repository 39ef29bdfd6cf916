"""Papers that were found right, handed in: each as a whole, by the same door as a screen's."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kit.answers import HandedIn
from kit.attempts import set_aside
from kit.consent import KEEP_RESULT, ConsentLog
from kit.entering.looking import Desk, Ready
from kit.errors import UserError
from kit.printings import Entry, record_entry
from kit.serve.group import consent_text
from kit.submission import hand_in_paper
from kit.wording import t


def put(desk: Desk, ready: Ready, at: datetime, now: datetime, reason: str = "") -> bool:
    """Hand a paper in as of ``at``; ``False`` if it is there already.

    ``now`` is when it is typed in, ``reason`` why it may take the place of what is there, which
    is kept in the learner's folder. The record comes first: it means nothing without the answers.
    Raises ``UserError`` if the learner has begun on a screen meanwhile.
    """
    if ready.standing == "same":
        return False
    workspace, quiz, code = desk.workspace, desk.quiz, ready.paper.code
    if ready.consents:
        log = ConsentLog(workspace.path / "consent.jsonl")
        log.record(ready.learner, KEEP_RESULT, True, consent_text(workspace.group), at)
    stamps = (at.isoformat("T", "seconds"), now.isoformat("T", "seconds"))
    replaced = reason if ready.standing == "other" else ""
    entry = Entry(ready.learner, code, *stamps, replaced)
    if ready.sheet and desk.file:
        entry = replace(entry, file=Path(desk.file).name, sheet=ready.sheet)
    record_entry(workspace.papers_file(quiz), quiz, entry)
    if ready.standing == "other":
        set_aside(workspace, ready.learner, quiz, now)
    drawn = desk.is_drawn(code)
    draw = tuple(question.item.id for question in ready.paper.questions) if drawn else ()
    version = desk.printings.codes[code].version
    file = replace(workspace.answers(ready.learner, quiz, version), draw=draw, paper=code)
    try:
        hand_in_paper(workspace, file, ready.responses, at)
    except HandedIn as error:
        what = t("paper.entry_there", learner=ready.learner)
        raise UserError(what, t("paper.entry_there_hint")) from error
    return True
