"""The README says what there is, and nothing that is not."""

import re
from pathlib import Path

from kit.cli import COMMANDS, GROUPS

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_documented_and_every_documented_command_exists() -> None:
    """The table of commands in README.md is the table of commands of ``kit``."""
    documented = set(re.findall(r"^\| `([a-z]+)", README, re.MULTILINE))
    assert documented == {*COMMANDS, *GROUPS}


def test_exactly_two_set_up_commands() -> None:
    """One runs the demo, the other the tests; CI runs the second."""
    commands = re.findall(r"^    (python3 start\.py .*)$", README, re.MULTILINE)
    assert commands == ["python3 start.py demo", "python3 start.py test"]
    assert "exec python3 start.py test" in (PROJECT / ".ci" / "run").read_text(encoding="utf-8")


def test_folders_named_in_the_readme_exist() -> None:
    """A newcomer finds what the README points at."""
    for name in ("quizzes", "lessons", "kit", "tests", "CONTRIBUTING.md", "README.vi.md"):
        assert (PROJECT / name).exists(), name
