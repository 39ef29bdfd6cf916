"""The project's content with one quiz of which everybody gets the same: all of its kinds."""

import os
import re
import shutil
from collections import Counter
from pathlib import Path

from tests.banks import ROOT

EACH = int(os.environ.get("KIT_EACH", "2"))
"""Questions of a kind that are on the paper, as a third one is answered like the second;
KIT_EACH=99 for all of them."""


def whole_paper(folder: Path, quiz: str) -> Path:
    """A copy of the content in which that quiz draws nothing: its first questions of each kind.

    Banks of other lessons are left out, as reading them takes longer than all else of a build.
    """
    content = folder / "content"
    for part in ("lessons", "quizzes"):
        shutil.copytree(ROOT / part, content / part)
    file = content / "quizzes" / f"{quiz}.yaml"
    text = file.read_text(encoding="utf-8")
    for other in (content / "quizzes").glob("*.yaml"):
        if _lesson(other.read_text(encoding="utf-8")) not in ("", _lesson(text)):
            other.unlink()
    # The key with all that is indented below it, and empty lines.
    whole = re.sub(r"^blueprint:.*\n(?:(?:[ #].*)?\n)*", "", text, flags=re.MULTILINE)
    head, *items = re.split(r"^(?=  - id: )", whole, flags=re.MULTILINE)
    seen: Counter[str] = Counter()
    for item in items:
        kind = item.partition("kind: ")[2].split()[0]
        seen[kind] += 1
        if seen[kind] <= EACH:
            head += item
    file.write_text(head, encoding="utf-8", newline="\n")
    return content


def _lesson(bank: str) -> str:
    found = re.search(r"^lesson: (\S+)", bank, re.MULTILINE)
    return found[1] if found else ""
