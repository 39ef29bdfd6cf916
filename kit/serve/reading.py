"""Where a lesson speaks of what a question cites: the way back from an answer to the text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from kit.checks.blocks import Block
from kit.checks.notebook import load_lesson
from kit.errors import Problems
from kit.model import Citation
from kit.workspace import Workspace

Place = tuple[str, str]
"""A source and the number of a paragraph, as text."""


@dataclass(frozen=True)
class Section:
    """A heading of a lesson with what stands below it."""

    lesson: str
    title: str
    """Of the section, after the lesson's number where it has one: ``Bài 1 – 2. Bối cảnh``."""
    address: str
    """Relative to the group's address."""


def sections_for(workspace: Workspace, cited: Iterable[Citation]) -> tuple[Section, ...]:
    """The sections of the group's lessons that cite the same paragraphs, those with most first.

    At most two; none where no lesson of the group speaks of it.
    """
    index = _index(_files(workspace))
    places = {(one.source, str(one.paragraph)) for one in cited}
    count: dict[Section, int] = defaultdict(int)
    for place in sorted(places):
        for section in index.get(place, ()):
            count[section] += 1
    return tuple(sorted(count, key=lambda section: -count[section])[:2])


def _files(workspace: Workspace) -> tuple[tuple[Path, int], ...]:
    found = []
    for name in workspace.group.lessons:
        path = workspace.path / "lessons" / f"{name}.ipynb"
        if path.is_file():
            found.append((path, path.stat().st_mtime_ns))
    return tuple(found)


@lru_cache(maxsize=128)
def _index(files: tuple[tuple[Path, int], ...]) -> Mapping[Place, tuple[Section, ...]]:
    """Place → the sections that cite it, in the order of the lessons."""
    found: dict[Place, dict[Section, None]] = defaultdict(dict)
    for path, _ in files:
        for place, section in cited_in(path):
            found[place][section] = None
    return {place: tuple(sections) for place, sections in found.items()}


@dataclass(frozen=True)
class Heading:
    """A heading of a lesson."""

    level: int
    text: str
    address: str
    """Relative to the group's address."""


def headings(path: Path) -> tuple[Heading, ...]:
    """All headings of a lesson, in order; none of one that cannot be read."""
    return _headings(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _headings(path: Path, _changed: int) -> tuple[Heading, ...]:
    try:
        blocks = load_lesson(path).blocks
    except Problems:
        return ()  # told where the lesson itself is opened
    return tuple(_heading(path, block) for _, block in blocks if block.heading)


def _heading(path: Path, block: Block) -> Heading:
    text, line = " ".join(block.text.split()), block.lines[0]
    level = len(line) - len(line.lstrip("#"))
    return Heading(level, text, f"lesson/{path.stem}#{_anchor(text)}")


def lesson_title(path: Path) -> str:
    """The first heading of a lesson, or its file name."""
    return next((one.text for one in headings(path) if one.level == 1), path.stem)


def cited_in(path: Path) -> Iterator[tuple[Place, Section]]:
    """Every citation of a lesson, with the section that it stands in."""
    try:
        lesson = load_lesson(path)
    except Problems:
        return  # told where the lesson itself is opened
    section, first = None, ""
    for _, block in lesson.blocks:
        if block.heading:
            heading = _heading(path, block)
            name = f"{first} – {heading.text}" if first else heading.text
            first = first or heading.text.partition(". ")[0]
            section = Section(path.stem, name, heading.address)
        for link in block.links:
            if section and link.source and link.paragraph:
                yield (link.source, link.paragraph), section


def _anchor(heading: str) -> str:
    """The fragment that leads to a heading of a lesson's page, as nbconvert makes it."""
    return quote(heading.replace(" ", "-"), safe="?/:@!$&'()*+,;=")
