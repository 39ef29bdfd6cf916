"""Banks that a new group does not begin with, as the commands that make groups tell of them."""

from typing import TYPE_CHECKING

from kit.cli.say import say
from kit.wording import t

if TYPE_CHECKING:
    from kit.gradebook.choosing import Choice


def say_unfinished(chosen: "Choice") -> None:
    """Which banks the group does not begin with, and how it comes to have them."""
    for quiz, count in chosen.unfinished.items():
        say(t("new.left_out", quiz=quiz, count=count))
