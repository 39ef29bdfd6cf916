"""Reading GIFT, Moodle's text format.

As tolerant as Moodle's own reader, and a little more: blank lines inside braces, and questions
without a blank line between them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kit.formats.exchange import Data, Found, LeftOut, Reading, Remarks
from kit.formats.gift_question import hide, show, understand
from kit.formats.raw import cleaned, read_text
from kit.formats.tags import from_tags
from kit.formats.texts import topic_of
from kit.wording import t

__all__ = ["parse", "read"]

_NAME = re.compile(r"\s*::(.*?)::", re.DOTALL)
_ID = re.compile(r"\[id:((?:\\\]|[^]\n])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^]\n])+)\]")
_MOST_BLANK_LINES = 60


@dataclass
class _Block:
    """Lines of one question; comments apart."""

    line: int = 0
    text: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def read(path: Path) -> Reading:
    """The questions of a file; raises ``Problems`` for one that cannot be read."""
    text, encoding = read_text(path)
    reading = parse(text)
    about = Remarks(0, "")
    if encoding:
        about.told("encoding", encoding=encoding)
    return Reading(reading.found, (*about.notes, *reading.notes))


def parse(text: str) -> Reading:
    """The questions of a GIFT text."""
    found: list[Found] = []
    topic = ""
    for block in _blocks(hide(cleaned(text))):
        source = "\n".join(block.text).strip()
        while match := re.match(r"\$CATEGORY:([^\n]*)\n*", source):
            topic = topic_of(show(match[1]))
            source, block.line = source[match.end() :], block.line + 1
        for offset, part in _questions(source):
            place = t("exchange.line", line=block.line + offset)
            found.append(_question(part, len(found) + 1, place, topic, block.comments))
            block.comments = []
    return Reading(tuple(found))


def _blocks(text: str) -> Iterator[_Block]:
    """What blank lines part; those inside braces do not, if the brace is closed behind them."""
    lines = text.split("\n")
    block, depth = _Block(), 0
    for n, line in enumerate(lines):
        if line.lstrip().startswith("//"):
            block.comments.append(line)
        elif line.strip():
            block.line = block.line or n + 1
            block.text.append(line)
            depth = max(0, depth + line.count("{") - line.count("}"))
        elif not (depth and _closes(lines, n)):
            if block.text:
                yield block
            block, depth = _Block(), 0
    if block.text:
        yield block


def _closes(lines: list[str], n: int) -> bool:
    for line in lines[n : n + _MOST_BLANK_LINES]:
        if brace := re.search(r"[{}]", line):
            return brace[0] == "}"
    return False


def _questions(source: str) -> Iterator[tuple[int, str]]:
    """The questions of one block with the lines before each: there should be one."""
    begin = 0
    while begin < len(source):
        close = source.find("}", begin)
        end = source.find("\n", close) if close >= 0 else -1
        rest = source[end:] if end >= 0 else ""
        if "{" not in rest and not _NAME.match(rest):
            break
        yield source.count("\n", 0, begin), source[begin:end]
        begin = end + 1
    if source[begin:].strip():
        yield source.count("\n", 0, begin), source[begin:]


def _question(source: str, number: int, place: str, topic: str, comments: list[str]) -> Found:
    remarks = Remarks(number, place)
    name = ""
    if match := _NAME.match(source):
        name, source = " ".join(show(match[1]).split()), source[match.end() :]
    about = show("\n".join(comments))
    ids = [one.replace("\\]", "]").strip() for one in _ID.findall(about)]
    tags = [one.replace("\\]", "]").strip() for one in _TAG.findall(about)]
    try:
        data: Data | None = from_tags(understand(source, remarks), tags, remarks)
    except LeftOut as why:
        remarks.left_out(why.code, **why.params)
        data = None
    if data and topic:
        data = {**data, "tags": {"topic": topic, **data.get("tags", {})}}
    return Found(number, place, data, tuple(remarks.notes), ids[0] if ids else name, name)
