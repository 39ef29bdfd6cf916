"""The project's content with one quiz of which everybody gets everything."""

import re
import shutil
from pathlib import Path

from tests.banks import ROOT


def whole_paper(folder: Path, quiz: str) -> Path:
    """A copy of the content in which that quiz draws nothing: all of its kinds on one paper."""
    content = folder / "content"
    for part in ("lessons", "quizzes"):
        shutil.copytree(ROOT / part, content / part)
    file = content / "quizzes" / f"{quiz}.yaml"
    text = file.read_text(encoding="utf-8")
    # The key with all that is indented below it, and empty lines.
    whole = re.sub(r"^blueprint:.*\n(?:(?:[ #].*)?\n)*", "", text, flags=re.MULTILINE)
    file.write_text(whole, encoding="utf-8", newline="\n")
    return content
