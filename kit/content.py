"""Where lessons and quizzes are: the folder that holds ``quizzes/`` and ``lessons/``."""

from dataclasses import dataclass
from pathlib import Path

from kit.bank import load
from kit.errors import UserError
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
        """Names of the lessons, in order."""
        return sorted(path.stem for path in (self.path / "lessons").glob("*.ipynb"))

    def tests(self) -> list[str]:
        """Ids of the banks that are handed in and scored; raises ``Problems``."""
        quizzes = [load(bank).quiz for bank in self.banks()]
        return [quiz.id for quiz in quizzes if quiz.settings.mode == "test"]

    def banks(self) -> list[Path]:
        """The bank files; ``sources.yaml`` beside them lists what they cite."""
        found = sorted((self.path / "quizzes").glob("*.yaml"))
        return [path for path in found if path.name != "sources.yaml"]
