"""Texts of Moodle in any of its four forms, and its categories, as a bank has them."""

import re
from functools import cache

from markdown_it import MarkdownIt

from kit.formats.exchange import LeftOut, Remarks
from kit.formats.html import from_html
from kit.formats.marked import from_markdown, from_plain

__all__ = ["LOST", "category_of", "read_form", "topic_of"]

LOST = {
    "picture": "lost_picture",
    "sound": "lost_sound",
    "frame": "lost_frame",
    "formula": "lost_formula",
    "field": "lost_field",
    "attachment": "lost_attachment",
    "link": "lost_link",
    "symbol": "lost_symbol",
}
"""What cannot be carried → its sentence in ``exchange``."""
_TOLD = {"underline": "told_underline", "emphasis": "told_emphasis", "shifted": "told_shifted"}
_TAG = re.compile(r"<[A-Za-z/!]")
_MARKUP = re.compile(r"<[A-Za-z/!]|&(?:#\d|#[xX]|[A-Za-z]+;)")
_MOST_TAGS = 5_000
"""Of one text: cleaning takes the square of their depth."""
_SLASH = re.compile(r"(?<!/)/(?!/)")
_ROOTS = re.compile(r"\$[a-z]+\d*\$", re.IGNORECASE)


def read_form(text: str, form: str, inline: bool, remarks: Remarks) -> str:
    """Markdown of a text in the form ``html``, ``markdown``, ``plain`` or ``moodle``.

    The last is what Moodle calls auto-format: plain text in which HTML counts.
    """
    if form == "markdown":
        if not _TAG.search(text):
            return from_markdown(text)
        text = _with_html().render(text)
    elif form == "plain" or (form == "moodle" and not _MARKUP.search(text)):
        return from_plain(text, inline)
    elif form == "moodle":
        text = text.replace("\n", "<br>")
    if text.count("<") > _MOST_TAGS:
        raise LeftOut("text_too_long")
    rich = from_html(text, inline)
    for name in rich.lost:
        if name in LOST:
            remarks.lost(LOST[name])
        else:
            remarks.told(_TOLD[name])
    return rich.markdown


@cache
def _with_html() -> MarkdownIt:
    # Moodle's Markdown may hold HTML; a bank's may not.
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def category_of(topic: str | None) -> str:
    """The path of a category in Moodle: a slash in a name is written twice there."""
    return "$course$/top" + (f"/{topic.replace('/', '//')}" if topic else "")


def topic_of(category: str) -> str:
    """The topic of a category's path: its names with “ / ” between, without Moodle's roots."""
    names = [name.replace("//", "/").strip() for name in _SLASH.split(category.strip())]
    if names and _ROOTS.fullmatch(names[0]):
        names = names[1:]
    if names and names[0].casefold() == "top":
        names = names[1:]
    return " / ".join(filter(None, names))
