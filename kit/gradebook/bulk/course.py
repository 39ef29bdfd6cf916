"""What a course's configuration says of scoring, and whether it leaves it as the kit made it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kit.gradebook.config import database_url, nbgrader_config
from kit.wording import t

_EXPORTER = "kit.gradebook.exporter.AloneExporter"

_STEPS = [
    "kit.gradebook.preprocessor.QuizScore",
    "nbgrader.preprocessors.LimitOutput",
    "kit.gradebook.preprocessor.SaveScores",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Sections that change what ``nbgrader autograde`` does, and the settings in them that do not.
_KNOWN: dict[str, frozenset[str]] = {
    "Autograde": frozenset({"autograde_preprocessors", "exporter_class"}),
    "AssignLatePenalties": frozenset({"plugin_class"}),
    "CourseDirectory": frozenset(
        {"course_id", "db_url", "ignore", "max_dir_size", "max_file_size", "root"}
    ),
    **dict.fromkeys(
        (
            "AloneExporter", "BaseConverter", "CheckCellMetadata", "ClearOutput",
            "ClearOutputPreprocessor", "DeduplicateIds", "Exporter", "FilesWriter", "LimitOutput",
            "NbConvertBase", "NbGraderPreprocessor", "NotebookExporter", "OverwriteCells",
            "OverwriteKernelspec", "Preprocessor", "QuizScore", "SaveAutoGrades", "SaveScores",
        ),
        frozenset[str](),
    ),
}  # fmt: skip

_STOCK_PLUGIN = "nbgrader.plugins.latesubmission.LateSubmissionPlugin"


class Unsuited(Exception):
    """Why a course has to be scored by nbgrader itself, one submission after another."""


class NotBuilt(Unsuited):
    """The gradebook, or what it has to know of a quiz, is not there; nbgrader cannot grade then."""


@dataclass(frozen=True)
class Course:
    """A group's folder as far as scoring is concerned."""

    root: Path
    url: str
    """SQLAlchemy's, of the gradebook."""
    late: Literal["none", "zero", "plugin"]
    """What lateness costs: nothing, all points, or what a plugin says."""


def read_course(root: Path) -> Course:
    """Read a course's settings; raises ``Unsuited`` if they ask for another way of scoring."""
    config = nbgrader_config(root)
    if changed := sorted(_changed(config)):
        raise Unsuited(t("grading.other_settings", names=", ".join(changed)))
    return Course(root, database_url(root), _late(config))


def _changed(config: Any) -> Iterator[str]:
    for section, known in _KNOWN.items():
        yield from (f"{section}.{name}" for name in config.get(section, {}) if name not in known)
    autograde = config.get("Autograde", {})
    # nbgrader's own list, which starts a kernel, is what counts where none is given.
    if autograde.get("autograde_preprocessors") != _STEPS:
        yield "Autograde.autograde_preprocessors"
    if autograde.get("exporter_class", _EXPORTER) != _EXPORTER:
        yield "Autograde.exporter_class"


def _late(config: Any) -> Literal["none", "zero", "plugin"]:
    plugin = config.get("AssignLatePenalties", {}).get("plugin_class", _STOCK_PLUGIN)
    if isinstance(plugin, type):
        plugin = f"{plugin.__module__}.{plugin.__qualname__}"
    if plugin not in (_STOCK_PLUGIN, "nbgrader.plugins.LateSubmissionPlugin"):
        return "plugin"
    method = config.get("LateSubmissionPlugin", {}).get("penalty_method", "none")
    return method if method in ("none", "zero") else "plugin"  # nbgrader says what is wrong
