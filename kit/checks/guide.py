"""A text for trainers beside the lessons (``lessons/*.md``), by blocks."""

from dataclasses import dataclass
from functools import cached_property

from kit.checks.blocks import Block, blocks
from kit.errors import Problem
from kit.wording import t


@dataclass(frozen=True)
class Guide:
    """A Markdown file that was read."""

    name: str
    """What problems call the file."""
    text: str

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Its paragraphs, list entries, table rows and headings."""
        return tuple(blocks(self.text))

    def problem(self, code: str, line: str, /, **params: object) -> Problem:
        """A problem at the first line that reads so."""
        key = code.replace("-", "_")
        lines = self.text.split("\n")
        number = lines.index(line) + 1 if line in lines else 0
        values = {"where": line.strip()[:40], **params}
        message, hint = t(f"check.{key}", **values), t(f"check.{key}_hint", **values)
        return Problem(self.name, number, code, message, hint)
