"""Texts with looks as a bank's Markdown, and back.

What Markdown says in a way that no look can show stays Markdown, letter by letter, in a look of
its own (``Look.source``); so every text of a bank comes back as it was.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kit.formats.exchange import Remarks
from kit.formats.html import from_html
from kit.formats.marked import from_plain
from kit.formats.rich import PLAIN, Look, Rich, joined, rich

__all__ = ["block_of", "inline_of", "paragraphs_of", "rich_of", "source", "tidied"]

_TAGS = (("bold", "strong"), ("italic", "em"), ("strike", "s"), ("underline", "u"))
_TOLD = {"underline": "told_underline", "emphasis": "told_emphasis", "shifted": "told_shifted"}
_HALF = 0.5
_WORD = re.compile(r"\S+")
_TOKENS = {"strong": "bold", "em": "italic", "s": "strike"}


def source(text: str) -> Rich:
    """Markdown as it stands."""
    return rich([(text, Look(source=True))])


def inline_of(text: Rich, remarks: Remarks) -> str:
    """Markdown of one line such as an option; its line ends stay."""
    if _is_source(text):
        return text.text
    if not _emphasised(text):
        return from_plain(text.text, True)
    return _told(_html(text), True, remarks)


def block_of(paragraphs: Sequence[Rich], remarks: Remarks) -> str:
    """Markdown of paragraphs."""
    if not any(_emphasised(one) or _is_source(one) for one in paragraphs):
        return from_plain("\n\n".join(one.text for one in paragraphs))
    parts = []
    for one in paragraphs:
        if _is_source(one):
            parts.append(one.text)
        elif _emphasised(one):
            parts.append(_told(f"<p>{_html(one)}</p>", False, remarks))
        else:
            parts.append(from_plain(one.text))
    return "\n\n".join(filter(None, parts))


def _is_source(text: Rich) -> bool:
    return any(look.source for _, look in text.looks)


def _emphasised(text: Rich) -> bool:
    return any(
        look.bold or look.italic or look.strike or look.underline or look.shift
        for _, look in text.looks
    )


def _told(html: str, inline: bool, remarks: Remarks) -> str:
    found = from_html(html, inline)
    for name in found.lost:
        remarks.told(_TOLD[name])
    return found.markdown


def _html(text: Rich) -> str:
    parts = []
    for words, look in text.spans():
        inner = escape(words, quote=False).replace("\n", "<br>")
        tags = [tag for name, tag in _TAGS if getattr(look, name)]
        if look.shift:
            tags.append(look.shift)
        for tag in reversed(tags):
            inner = f"<{tag}>{inner}</{tag}>"
        parts.append(inner)
    return "".join(parts)


def tidied(text: Rich) -> Rich:
    """With emphasis on whole words: half a word that is bold is a slip of the mouse."""
    if not _emphasised(text):
        return text
    spans: list[tuple[str, Look]] = []
    end = 0
    for word in _WORD.finditer(text.text):
        inner = text.cut(*word.span())
        look = _usual(inner)
        gap = text.text[end : word.start()]
        if gap:
            same = spans and replace(spans[-1][1], shift="") == look
            spans.append((gap, look if same else PLAIN))
        shifted = any(one.shift for _, one in inner.looks)
        spans += (
            ((part, replace(look, shift=one.shift)) for part, one in inner.spans())
            if shifted
            else [(inner.text, look)]
        )
        end = word.end()
    return rich(spans)


def _usual(word: Rich) -> Look:
    """The look that most of its letters have, place above or below the line apart."""
    if len(word.looks) == 1:
        return replace(word.looks[0][1], shift="")
    return Look(
        bold=word.share(lambda look: look.bold) > _HALF,
        italic=word.share(lambda look: look.italic) > _HALF,
        underline=word.share(lambda look: look.underline) > _HALF,
        strike=word.share(lambda look: look.strike) > _HALF,
    )


def rich_of(text: str, inline: bool = False) -> Rich:
    """A text of a bank as it should look, as one piece."""
    looks = _looks(text, inline)
    if looks is None:
        return source(text)
    whole = joined(looks)
    back = inline_of(whole, Remarks(0, "")) if inline else block_of(looks, Remarks(0, ""))
    return whole if back == text and len(looks) == 1 else source(text)


def paragraphs_of(text: str) -> list[Rich]:
    """A text of a bank as paragraphs that look as they should."""
    looks = _looks(text, False)
    if looks is None or block_of(looks, Remarks(0, "")) != text:
        return [source(text)]
    return looks


def _looks(text: str, inline: bool) -> list[Rich] | None:
    """Its paragraphs; ``None`` if it holds more than paragraphs, line ends and emphasis."""
    tokens = _parser().parseInline(text) if inline else _parser().parse(text)
    paragraphs = []
    for token in tokens:
        if token.type == "inline":
            spans = _spans(token.children or [])
            if spans is None:
                return None
            paragraphs.append(rich(spans))
        elif token.type not in ("paragraph_open", "paragraph_close"):
            return None
    return paragraphs or None


def _spans(children: Sequence[Token]) -> list[tuple[str, Look]] | None:
    spans, look = [], PLAIN
    for token in children:
        name, _, end = token.type.rpartition("_")
        if token.type in ("text", "text_special"):
            spans.append((token.content, look))
        elif token.type == "hardbreak":
            spans.append(("\n", look))
        elif end in ("open", "close") and name in _TOKENS:
            look = replace(look, **{_TOKENS[name]: end == "open"})  # type: ignore[arg-type]
        else:
            return None
    return spans


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["strikethrough"])


def plain_lines(text: Rich) -> Iterator[Rich]:
    """Its lines that are not blank."""
    return (line for line in text.lines() if line)
