"""nbgrader's own autograding holds the group, too: a submission at a time.

``nbgrader autograde`` and formgrader's button may run beside ``kit serve`` and ``kit grade``. Two
that make rows of the same submission at once would fail over each other's, and one would read a
notebook that the other is about to replace.
"""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

# Imported only where nbgrader is, so its base classes cost nothing here.
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from nbconvert.exporters import HTMLExporter, NotebookExporter  # noqa: TID253

from kit.gradebook.alone import WAIT_SECONDS, alone
from kit.wording import t


class AloneExporter(NotebookExporter):
    """Writes notebooks as nbgrader's does; ``Autograde.exporter_class`` of a workspace.

    nbgrader makes it once for each run of its converter, and before the first submission. It has
    hooks for the beginning and the end of a submission, but the first one comes when it has looked
    at what is there already, and the other one never if the submission failed. So two of the
    converter's methods are replaced, for this one run.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)  # type: ignore[no-untyped-call]
        converter: Any = self.parent
        turn = ExitStack()
        converter.init_destination = partial(
            _begin, converter.init_destination, turn, Path(converter.coursedir.root), converter.log
        )
        converter.convert_notebooks = partial(_run, converter.convert_notebooks, turn)


class _Kept(BytecodeCache):
    """Templates as they were compiled, in memory; one that has changed is compiled anew."""

    def __init__(self) -> None:
        self._made: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if made := self._made.get(bucket.key):
            bucket.bytecode_from_string(made)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._made[bucket.key] = bucket.bytecode_to_string()


_templates = _Kept()


class PageExporter(HTMLExporter):
    """Writes pages as nbconvert's does, whose templates take longer to compile than to fill in."""

    def _create_environment(self) -> Environment:
        made: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        made.bytecode_cache = _templates
        return made


def _begin(
    init: Callable[[str, str], bool], turn: ExitStack, root: Path, log: Any, quiz: str, learner: str
) -> bool:
    """Let go after the submission before, then hold the group for this one.

    What is raised here is this submission's failure, as nbgrader tells any other.
    """
    turn.close()
    turn.enter_context(alone(root, WAIT_SECONDS, lambda: log.warning(_waiting(root))))
    return init(quiz, learner)


def _waiting(root: Path) -> str:
    return t("grading.waiting", group=root)


def _run(convert: Callable[[], None], turn: ExitStack) -> None:
    with turn:
        convert()
