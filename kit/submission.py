"""Handing in: from a learner's answers to a submission as nbgrader expects it.

submitted/<learner>/<quiz>/<quiz>.ipynb   the released notebook, essays filled in
                           answers.json   what scoring reads
                           timestamp.txt  the server's clock
"""

import json
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from filelock import FileLock

from kit.answers import AnswerFile, Answers, Missing, Unreadable, encode_json, to_json
from kit.drawing import Slot, booklet, paper_of
from kit.durable import write_durably
from kit.errors import Problems, UserError
from kit.model import Response
from kit.text import visible
from kit.ungraded import note
from kit.wording import t
from kit.workspace import Workspace

_log = logging.getLogger(__name__)

# HTML's own, formulas ($ and \), and what nbconvert rewrites wherever it stands: links to files/.
_MARKUP = re.compile(r"""[&<>"'$\\\[\]=]""")


def hand_in(
    workspace: Workspace,
    learner: str,
    quiz: str,
    now: datetime,
    shown: AnswerFile | None = None,
) -> Answers:
    """Close the answers and put them into ``submitted/``; happens once, however often called.

    ``now`` is the server's clock; ``shown`` belongs to the paper on the screen, which is the one
    last answered if it is left out. The submission appears as a whole or not at all; if the
    process dies in between, ``finish`` or the next call completes it.
    """
    released = workspace.answers_to(workspace.booklet(quiz), learner)
    shown = shown or _last_shown(workspace, released, now)
    answers = _to_score(workspace, released, shown).hand_in(now)
    _submit(workspace, answers)
    return answers


def hand_in_paper(
    workspace: Workspace, file: AnswerFile, responses: Mapping[str, Response], now: datetime
) -> Answers:
    """Hand in what was written on a printed paper, at ``now``, as ``hand_in`` does for a screen.

    ``file`` names the paper, its version and what was drawn for it: that is what is scored. Raises
    ``HandedIn`` if anything of this learner is there already; see ``set_aside``.
    """
    answers = file.enter(responses, now)
    _submit(workspace, answers)
    return answers


def set_aside(workspace: Workspace, learner: str, quiz: str, now: datetime) -> None:
    """Make room for other answers: what is there is kept in ``work/<learner>/<quiz>/``.

    After a crash the next call does the rest.
    """
    work, submitted = workspace.work(learner, quiz), workspace.submitted(learner, quiz)
    work.mkdir(parents=True, exist_ok=True)
    with FileLock(work / ".submitting", timeout=30):
        kept = work / f"replaced-{now:%Y%m%d-%H%M%S}"
        kept.mkdir(exist_ok=True)
        if submitted.is_dir():
            os.replace(submitted, kept / "submitted")
        with suppress(FileNotFoundError):
            os.replace(work / "answers.json", kept / "answers.json")


def _last_shown(workspace: Workspace, released: AnswerFile, now: datetime) -> AnswerFile:
    left = released.read(now)
    return replace(released, version=left.version, draw=left.draw) if left.draw else released


def _to_score(workspace: Workspace, released: AnswerFile, shown: AnswerFile) -> AnswerFile:
    """The paper to score by; nobody is scored on questions that were never asked."""
    if set(released.draw) == set(shown.draw):
        return released  # so a mended key reaches everybody who was asked the same
    kept = re.fullmatch(r"[0-9a-f]{12}", shown.version)
    if kept and workspace.bank_file(shown.quiz, shown.version).is_file():
        return shown
    # Its bank is gone. What is still asked can be scored; the rest waits for a person.
    return replace(released, draw=shown.draw)


def _warn(learner: str, quiz: str, error: Exception) -> None:
    _log.warning("%s/%s cannot be handed in: %s", visible(learner), quiz, visible(str(error)))


def finish(
    workspace: Workspace,
    now: datetime,
    failed: Callable[[str, str, Exception], None] = _warn,
) -> list[Answers]:
    """Complete the hand-ins that a crash cut off, and hand in what a closing hour overtook.

    For the start of a server and from time to time. Answers that were saved but not handed in
    when the quiz closed count as handed in at that hour: none of them can be younger. ``failed``
    is told learner, quiz and reason where that is not possible.
    """
    done = []
    plans = {plan.quiz: plan for plan in workspace.group.quizzes}
    for file in sorted((workspace.path / "work").glob("*/*/answers.json")):
        learner, quiz = file.parts[-3:-1]
        if quiz not in plans or workspace.submitted(learner, quiz).is_dir():
            continue
        closes = plans[quiz].closes
        try:
            answers = workspace.answers(learner, quiz, "").read(now)
            overtaken = closes is not None and now >= closes and answers.answers
            if answers.handed_in or overtaken:
                done.append(hand_in(workspace, learner, quiz, closes or now))
        except (Unreadable, Problems, UserError, ValueError, OverflowError, OSError) as error:
            # One learner's trouble is nobody else's; the file is kept as it is.
            failed(learner, quiz, error)
    return done


def _submit(workspace: Workspace, answers: Answers) -> None:
    work = workspace.work(answers.learner, answers.quiz)
    # Two devices may hand in at once: the second finds the work done.
    with FileLock(work / ".submitting", timeout=30):
        if not workspace.submitted(answers.learner, answers.quiz).is_dir():
            _write(workspace, answers, work / ".submission")
            note(workspace, answers.learner, answers.quiz)


def _write(workspace: Workspace, answers: Answers, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    text = json.dumps(to_json(answers), ensure_ascii=False, indent=1)
    write_durably(folder / "answers.json", encode_json(text))
    stamp = datetime.fromisoformat(answers.handed_in or answers.started).astimezone(UTC)
    write_durably(folder / "timestamp.txt", f"{stamp:%Y-%m-%d %H:%M:%S.%f} UTC".encode())
    released = workspace.path / "release" / answers.quiz / f"{answers.quiz}.ipynb"
    write_durably(folder / released.name, _filled(released, _written(workspace, answers)))
    target = workspace.submitted(answers.learner, answers.quiz)
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(folder, target)


def _written(workspace: Workspace, answers: Answers) -> dict[str, str]:
    """Slot → what its cell says where it is an essay's."""
    texts = {
        item: as_markdown(text)
        for item, text in answers.responses().items()
        if isinstance(text, str) and text.strip()
    }
    sheet = workspace.booklet(answers.quiz)
    if "strata" not in sheet:
        return texts
    if sheet["version"] != answers.version:
        sheet = booklet(workspace.bank(answers.quiz, answers.version), answers.version, Random(0))
    paper = paper_of(sheet, workspace.seed(answers.quiz, answers.learner, answers.paper))
    # Nothing else in the notebook says the question. Only after an empty line does the ``pre`` of
    # the text go on over empty lines of its own.
    essays = {
        item["id"]: f"{item['stem'].rstrip()}\n\n{texts[item['id']]}"
        for item in sheet["items"]
        if item["kind"] == "essay" and item["id"] in texts
    }
    drawn = {slot.id: essays[slot.item] for slot in paper if slot.item in essays}
    return drawn | dict(_others(paper, answers, essays))


def _others(
    paper: Sequence[Slot], answers: Answers, essays: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """What to say in the places of questions that were not on the learner's screen.

    The group's secret was lost meanwhile. nbgrader would give an empty cell 0 points, and what
    was written about another question would be read by nobody.
    """
    mine = {slot.item for slot in paper}
    other = [text for item, text in essays.items() if item not in mine]
    for slot in paper:
        if answers.draw and slot.item not in answers.draw:
            yield slot.id, "\n\n".join([t("grade.other_essay"), *other])


def _filled(notebook: Path, written: Mapping[str, str]) -> bytes:
    """The released notebook with the essays in their cells."""
    try:
        data: dict[str, Any] = json.loads(notebook.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Missing(f"{notebook.name}: not released") from error
    for cell in data["cells"]:
        mark = cell["metadata"].get("nbgrader", {})
        slot = mark.get("grade_id", "")
        if mark.get("solution") and mark.get("grade") and slot in written:
            cell["source"] = written[slot]
    return encode_json(json.dumps(data, ensure_ascii=False, indent=1))


def as_markdown(text: str) -> str:
    """Markdown that shows exactly this text: nothing in it is markup, a line stays a line.

    One ``pre``: it goes on over blank lines, and MathJax and linkers leave its inside alone.
    """
    # nbgrader writes UTF-8, which has no form for half a character.
    whole = text.encode("utf-8", errors="replace").decode("utf-8")
    shown = _MARKUP.sub(lambda found: f"&#{ord(found[0])};", whole)
    return f'<pre style="white-space: pre-wrap">\n{shown}</pre>'
