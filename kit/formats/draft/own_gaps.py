"""Texts with gaps in the kit's own form: a line for the text, a line for each gap."""

import re
from typing import Any

from kit.formats.draft.common import one_line
from kit.formats.draft.model import Draft, Entry
from kit.formats.draft.texts import paragraphs
from kit.formats.draft.words import split_bars, value_of
from kit.formats.exchange import Data, LeftOut
from kit.text import bare
from kit.wording import LANGUAGES, t

__all__ = ["cloze"]

_GAP = re.compile(r"([^:]+?)(?:\s+([A-Za-z0-9_-]{1,24}))?\s*:\s*(.*)", re.DOTALL)
_OPTION = re.compile(r"([A-Za-z0-9_-]{1,24})\.\s*(.*)", re.DOTALL)


def cloze(draft: Draft) -> Data:
    """The text and its gaps; raises ``LeftOut`` for a gap that cannot be understood."""
    entry = draft.entry("text")
    if entry is None:
        raise LeftOut("no_gap_text")
    gaps: dict[str, Any] = {one.argument: _gap(one) for one in draft.all("gap")}
    for name, field in (("gap_tolerance", "tolerance"), ("gap_unit", "unit"),
                        ("gap_marks", "without_marks")):  # fmt: skip
        for one in draft.all(name):
            said = one_line(one)
            value = split_bars(said) if field == "unit" else said
            if field == "without_marks":
                value = value_of("marks", one)
            gaps.setdefault(one.argument, {})[field] = value
    return {"text": paragraphs(entry.text, draft), "gaps": gaps}


def _gap(entry: Entry) -> Data:
    said = entry.text[0].text
    found = _GAP.fullmatch(said)
    name = _gap_way(found[1]) if found else ""
    if not found or not name:
        raise LeftOut("gap_unclear", gap=entry.argument, text=said[:60])
    if name == "accept":
        return {"accept": split_bars(found[3])}
    if name != "options":
        return {name: found[3].strip()}
    options = [_OPTION.fullmatch(part) for part in split_bars(found[3])]
    return {"options": {one[1]: one[2] for one in options if one}, "key": found[2] or ""}


def _gap_way(text: str) -> str:
    for name in ("options", "accept", "number", "date", "docnum"):
        if bare(text) in {bare(t(f"form.gap_{name}", lang)) for lang in LANGUAGES}:
            return name
    return ""
