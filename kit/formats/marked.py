"""Plain text to Markdown and back: what is shown stays what was written."""

import re
from html.parser import HTMLParser

from kit import markdown

__all__ = ["escaped", "from_markdown", "from_plain", "same_text", "shown", "to_plain"]

# Whatever could mean something to Markdown; a text without any of it stands for itself.
_SUSPECT = re.compile(r"[\\`*_\[\]<>&~|#!]|^ *(?:[-+=]|\d+[.)])|^\t|^    ", re.MULTILINE)
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_MARKS = re.compile(r"[\\`*_\[\]~|]")
_AT_LINE_START = re.compile(r"^(\s*)([-+=>#])|^(\s*\d+)([.)])", re.MULTILINE)
# What a bank would take for the name of an indicator: {set/id}.
_REFERENCE = re.compile(r"\{(?=[^{}\s/]+/[^{}\s/]+\})")

_BLOCKS = frozenset(
    ("p", "br", "li", "h1", "h2", "h3", "h4", "tr", "td", "th", "pre", "blockquote", "hr", "ul")
)


class _Shown(HTMLParser):
    """The visible characters of HTML; a line end where a block or a line ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")


def shown(text: str, inline: bool = False) -> str:
    """What a reader sees of a Markdown text, one line for each of its lines and blocks."""
    parser = _Shown()
    parser.feed(markdown.inline(text) if inline else markdown.block(text))
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def same_text(one: str, other: str) -> bool:
    """Whether two shown texts have the same characters; white space does not count."""
    return "".join(one.split()) == "".join(other.split())


def escaped(text: str, strict: bool) -> str:
    """A piece of plain text inside Markdown.

    Tags and references to indicators never come through; ``strict`` takes the power from
    everything else, too, and is only needed where something else would be shown.
    """
    if strict:
        text = _MARKS.sub(r"\\\g<0>", text.replace("&", "&amp;"))
        text = _AT_LINE_START.sub(_line_start, text)
    text = _TAG.sub("&lt;", text)
    return _REFERENCE.sub("&#123;", text)


def _line_start(found: re.Match[str]) -> str:
    mark = found[2] or found[4]
    return f"{found[1] or found[3] or ''}\\{mark}"


def from_plain(text: str, inline: bool = False) -> str:
    """Markdown that shows this text: line ends stay, blank lines part paragraphs."""
    text = "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))
    if not _SUSPECT.search(text) and "\n" not in text and not _REFERENCE.search(text):
        return text
    for strict in (False, True):
        result = _lines(escaped(text, strict), inline)
        if same_text(shown(result, inline), text):
            return result
    return result


def _lines(text: str, inline: bool) -> str:
    if inline:
        return "\\\n".join(line for line in text.split("\n") if line)
    paragraphs = re.split(r"\n\n+", text)
    return "\n\n".join(paragraph.replace("\n", "\\\n") for paragraph in paragraphs)


def from_markdown(text: str) -> str:
    """Markdown of another program: as it is, but for references that would be ours."""
    return _REFERENCE.sub("&#123;", text.strip())


def to_plain(text: str, inline: bool = False) -> str:
    """A Markdown text as plain text; its emphasis, links and lists lose their form."""
    return shown(text, inline)
