"""Where lessons and quizzes are: the folder that holds ``quizzes/`` and ``lessons/``."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from kit.bank import NOT_BANKS, load
from kit.errors import UserError
from kit.model import Quiz
from kit.wording import t


@dataclass(frozen=True)
class Content:
    """A content folder."""

    path: Path

    @classmethod
    def find(cls, given: Path | None) -> "Content":
        """The folder that was named, or the nearest one around the working folder.

        Raises ``UserError`` if there is no ``quizzes/`` in it.
        """
        here = Path.cwd()
        candidates = [given] if given else [here, *here.parents, Path(__file__).parent.parent]
        for candidate in candidates:
            if (candidate / "quizzes").is_dir():
                return cls(candidate)
        raise UserError(t("new.no_content", path=given or here), t("new.no_content_hint"))

    def lessons(self) -> list[str]:
        """Names of the lessons, in their order: that of the numbers they begin with."""
        return sorted(path.stem for path in (self.path / "lessons").glob("*.ipynb"))

    def tests(self, leave_out: Collection[Path] = ()) -> list[str]:
        """Ids of the banks that are handed in and scored; raises ``Problems``.

        In the order of their lessons, then those without a lesson; what draws from others is last.
        """
        quizzes = [load(bank).quiz for bank in self.banks() if bank not in leave_out]
        tests = [quiz for quiz in quizzes if quiz.settings.mode == "test"]
        return [quiz.id for quiz in sorted(tests, key=_place)]

    def banks(self) -> list[Path]:
        """The bank files; beside them lie ``NOT_BANKS``, what they cite and speak of."""
        found = sorted((self.path / "quizzes").glob("*.yaml"))
        return [path for path in found if path.name not in NOT_BANKS]


def _place(quiz: Quiz) -> tuple[bool, bool, str, str]:
    return bool(quiz.origin), quiz.lesson is None, quiz.lesson or "", quiz.id
