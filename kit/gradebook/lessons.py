"""What ``kit build`` copies for reading: lessons, pictures, slogans, indicators, the guide."""

from collections.abc import Iterator
from pathlib import Path

from kit import pictures, slogans
from kit.errors import Problem, Problems
from kit.indicators.files import FILES, FOLDER, read_folder
from kit.textfile import decode, read_bytes
from kit.wording import t
from kit.workspace import Workspace

GUIDE = "huong-dan-dieu-hanh.md"
"""How to run a session, for trainers; beside the lessons."""


def lesson_files(
    workspace: Workspace, content: Path, problems: list[Problem]
) -> Iterator[tuple[Path, bytes]]:
    """Place in the group's folder → content; what is wrong is added to ``problems``."""
    folder = content / "lessons"
    for name in workspace.group.lessons:
        path = folder / f"{name}.ipynb"
        try:
            yield Path("lessons", path.name), path.read_bytes()
        except OSError:
            what = t("grade.no_lesson", lesson=name)
            problems.append(Problem(str(path), 0, "no-lesson", what, t("grade.no_lesson_hint")))
    if (guide := folder / GUIDE).is_file():
        yield from _readable(guide, Path("lessons"), problems)
    for path in sorted((folder / "pictures").glob("*.yaml")):
        yield from _readable(path, Path("lessons", "pictures"), problems)
    if (path := content / "quizzes" / slogans.NAME).is_file():
        yield from _readable(path, Path("practice"), problems)
    if (folder := content / "quizzes" / FOLDER).is_dir():
        problems += read_folder(folder).problems
        there = (path for name in FILES if (path := folder / name).is_file())
        yield from ((Path("practice", FOLDER, path.name), read_bytes(path)) for path in there)


def _readable(path: Path, place: Path, problems: list[Problem]) -> Iterator[tuple[Path, bytes]]:
    """A text that can be shown: a faulty one would only fail later, before the readers' eyes."""
    read = slogans.draft if path.name == slogans.NAME else pictures.draft
    try:
        data = read_bytes(path)
        text = decode(data, str(path))
        if path.name != GUIDE:
            problems += read(text, str(path)).problems
    except Problems as error:
        problems += error.problems
        return
    yield place / path.name, data
