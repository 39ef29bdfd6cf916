"""The texts of a draft as Markdown: what is only a mark, or a slip, is left behind."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kit.formats.draft.model import Draft, Option
from kit.formats.exchange import LeftOut
from kit.formats.rich import PLAIN, Look, Rich, joined
from kit.formats.rich_markdown import block_of, inline_of, tidied

__all__ = ["option_text", "paragraphs", "rejoined", "stem_text"]

_MOST = 0.5
"""Emphasis over more of a text than this is how the text is set, and stresses nothing."""
_FLAGS = ("bold", "italic", "underline", "strike")
_IN_OPTIONS = ("bold", "underline", "strike")
"""Looks that mark whole options: on a part of one they are left-overs."""
_LISTED = re.compile(r"\s*(?:[-–—+•·*▪○◦□■]|[(\[]?\w{1,3}[.)\]:/]|\d+\.)")
_HYPHEN = re.compile(r"\w-$")
_ENDS = re.compile(r"[.:;?!…”\"»)\]]\s*$")


def stem_text(draft: Draft) -> str:
    """Markdown of the question; raises ``LeftOut`` if there is none."""
    if not any(draft.stem):
        raise LeftOut("no_stem")
    return paragraphs(draft.stem, draft)


def paragraphs(texts: Sequence[Rich], draft: Draft) -> str:
    """Markdown of paragraphs."""
    if draft.own:
        return block_of([text for text in texts if text], draft.remarks)
    whole = rejoined(line for text in texts for line in _lines(text))
    usual = _usual(joined(whole))
    clean = [one if _is_source(one) else tidied(_without(one, usual)) for one in whole]
    return block_of(clean, draft.remarks)


def option_text(option: Option, draft: Draft) -> str:
    """Markdown of one option."""
    if draft.own:
        return inline_of(option.text, draft.remarks)
    lines = rejoined(line for line in option.text.lines() if line)
    text = joined(lines)
    drop = {*_IN_OPTIONS, *_usual(text)}
    if any(0 < text.share(lambda look, name=name: getattr(look, name)) < 0.4 for name in drop):  # type: ignore[misc]
        draft.remarks.told("told_emphasis")
    return inline_of(tidied(_without(text, drop)), draft.remarks)


def rejoined(lines: Iterable[Rich]) -> list[Rich]:
    """Lines that were broken in the middle of a sentence are one again."""
    whole: list[Rich] = []
    for line in lines:
        if whole and _HYPHEN.search(whole[-1].text) and line.text[:1].isalnum():
            whole[-1] = joined((whole[-1], line), "")
        elif whole and _goes_on(whole[-1].text, line.text):
            whole[-1] = joined((whole[-1], line), " ")
        else:
            whole.append(line)
    return whole


def _lines(text: Rich) -> list[Rich]:
    """Its lines; Markdown stays whole."""
    return [text] if _is_source(text) else [line for line in text.lines() if line]


def _is_source(text: Rich) -> bool:
    return any(look.source for _, look in text.looks)


def _goes_on(before: str, line: str) -> bool:
    first = line.lstrip()[:1]
    return first.islower() and not _ENDS.search(before) and not _LISTED.match(line)


def _usual(text: Rich) -> set[str]:
    """Flags that most of the text has."""
    if all(look == PLAIN for _, look in text.looks):
        return set()
    return {
        name
        for name in _FLAGS
        if text.share(lambda look, name=name: getattr(look, name)) > _MOST  # type: ignore[misc]
    }


def _without(text: Rich, names: Iterable[str]) -> Rich:
    if all(look == PLAIN for _, look in text.looks):
        return text
    off = dict.fromkeys(names, False)

    def change(look: Look) -> Look:
        return replace(look, colour="", ground="", **off)  # type: ignore[arg-type]

    return text.looking(change)
