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
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from kit.answers import Answers, Missing, Unreadable, encode_json, to_json, write_durably
from kit.errors import UserError
from kit.workspace import Workspace

_log = logging.getLogger(__name__)

# HTML's own, formulas ($ and \), and what nbconvert rewrites wherever it stands: links to files/.
_MARKUP = re.compile(r"""[&<>"'$\\\[\]=]""")


def hand_in(workspace: Workspace, learner: str, quiz: str, now: datetime) -> Answers:
    """Close the answers and put them into ``submitted/``; happens once, however often called.

    ``now`` is the server's clock. The submission appears as a whole or not at all; if the process
    dies in between, ``finish`` or the next call completes it.
    """
    version = workspace.booklet(quiz)["version"]
    answers = workspace.answers(learner, quiz, version).hand_in(now)
    _submit(workspace, answers)
    return answers


def finish(workspace: Workspace, now: datetime) -> list[Answers]:
    """Complete the hand-ins that a crash cut off, and hand in what a closing hour overtook.

    For the start of a server and from time to time. Answers that were saved but not handed in
    when the quiz closed count as handed in at that hour: none of them can be younger.
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
        except (Unreadable, UserError, ValueError, OSError) as error:
            # One learner's trouble is nobody else's; the file is kept as it is.
            _log.warning("%s/%s cannot be handed in: %s", learner, quiz, error)
    return done


def _submit(workspace: Workspace, answers: Answers) -> None:
    work = workspace.work(answers.learner, answers.quiz)
    # Two devices may hand in at once: the second finds the work done.
    with FileLock(work / ".submitting", timeout=30):
        if not workspace.submitted(answers.learner, answers.quiz).is_dir():
            _write(workspace, answers, work / ".submission")


def _write(workspace: Workspace, answers: Answers, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    text = json.dumps(to_json(answers), ensure_ascii=False, indent=1)
    write_durably(folder / "answers.json", encode_json(text))
    stamp = datetime.fromisoformat(answers.handed_in or answers.started).astimezone(UTC)
    write_durably(folder / "timestamp.txt", f"{stamp:%Y-%m-%d %H:%M:%S.%f} UTC".encode())
    released = workspace.path / "release" / answers.quiz / f"{answers.quiz}.ipynb"
    write_durably(folder / released.name, _filled(released, answers))
    target = workspace.submitted(answers.learner, answers.quiz)
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(folder, target)


def _filled(notebook: Path, answers: Answers) -> bytes:
    """The released notebook with the essays in their cells."""
    try:
        data: dict[str, Any] = json.loads(notebook.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Missing(f"{notebook.name}: not released") from error
    for cell in data["cells"]:
        mark = cell["metadata"].get("nbgrader", {})
        answer = answers.answers.get(mark.get("grade_id", ""))
        if not (mark.get("solution") and mark.get("grade") and answer):
            continue
        if isinstance(answer.response, str) and answer.response.strip():
            cell["source"] = as_markdown(answer.response)
    return encode_json(json.dumps(data, ensure_ascii=False, indent=1))


def as_markdown(text: str) -> str:
    """Markdown that shows exactly this text: nothing in it is markup, a line stays a line.

    One ``pre``: it goes on over blank lines, and MathJax and linkers leave its inside alone.
    """
    # nbgrader writes UTF-8, which has no form for half a character.
    whole = text.encode("utf-8", errors="replace").decode("utf-8")
    shown = _MARKUP.sub(lambda found: f"&#{ord(found[0])};", whole)
    return f'<pre style="white-space: pre-wrap">\n{shown}</pre>'
