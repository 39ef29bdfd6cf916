"""The project's content with one quiz of which everybody gets the same: all of its kinds."""

import re
import shutil
from collections import Counter
from pathlib import Path

from tests.banks import ROOT

EACH = 2
"""Questions of a kind that are on the paper: a third one is answered as the second is."""


def whole_paper(folder: Path, quiz: str) -> Path:
    """A copy of the content in which that quiz draws nothing: its first questions of each kind."""
    content = folder / "content"
    for part in ("lessons", "quizzes"):
        shutil.copytree(ROOT / part, content / part)
    file = content / "quizzes" / f"{quiz}.yaml"
    text = file.read_text(encoding="utf-8")
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
    for other in (content / "quizzes").glob("*.yaml"):
        if re.search("^pool:", other.read_text(encoding="utf-8"), re.MULTILINE):
            other.unlink()  # it draws what is not there any more
    return content
