"""Essays in the cells of a submission: what a person reads who scores them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from kit.answers import Answers, Missing, encode_json
from kit.drawing import Slot, booklet, paper_of
from kit.wording import t
from kit.workspace import Workspace

# HTML's own, formulas ($ and \), and what nbconvert rewrites wherever it stands: links to files/.
_MARKUP = re.compile(r"""[&<>"'$\\\[\]=]""")


def written(workspace: Workspace, answers: Answers) -> dict[str, str]:
    """Slot → what its cell says where it is an essay's.

    Raises ``UserError`` if the group's secret is lost, ``Problems`` for a bank that is.
    """
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
    seed = workspace.seed(answers.quiz, answers.learner, answers.paper, answers.attempt)
    paper = paper_of(sheet, seed)
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


def filled(notebook: Path, written: Mapping[str, str]) -> bytes:
    """The released notebook with the essays in their cells; ``Missing`` if there is none."""
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
