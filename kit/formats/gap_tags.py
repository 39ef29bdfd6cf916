"""What a gap has that Moodle's embedded answers have not, as a tag: ``gap2:ngay date half``.

The gap's own id, then words: its kind if that is a date or a document number, and what an answer
without diacritics is worth.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from kit.formats.exchange import Data
from kit.kinds.cloze import Cloze
from kit.kinds.text import WithoutMarks
from kit.model import Item

__all__ = ["GAP", "gap_tags", "gaps_of", "with_gaps"]

GAP = re.compile(r"\[\[([A-Za-z0-9_-]{1,24})\]\]")
"""A gap in a bank's text."""

_TAG = re.compile(r"gap(\d{1,2}):(.*)")
_MARKS = get_args(WithoutMarks)


def gap_tags(item: Item) -> Iterator[tuple[str, str]]:
    """Name and value of a tag for each gap that needs one, counted in the order of the text."""
    if not isinstance(item, Cloze):
        return
    for n, id in enumerate(GAP.findall(item.text), 1):
        gap = item.gaps[id]
        kind = "date" if gap.date else "docnum" if gap.docnum else ""
        words = [id, *filter(None, (kind, gap.without_marks))]
        if words != [f"g{n}"]:
            yield f"gap{n}", " ".join(words)


def gaps_of(tags: Iterator[str] | list[str]) -> dict[str, list[str]]:
    """Gap as the reader named it (``g2``) → the words of its tag, the new id first."""
    found = (_TAG.fullmatch(tag.strip()) for tag in tags)
    return {f"g{one[1]}": one[2].split() for one in found if one and one[2].split()}


def with_gaps(data: Data, said: Mapping[str, list[str]]) -> Data | None:
    """A cloze item with what tags say of its gaps; ``None`` if that is not sensible."""
    ids = {old: said[old][0] if old in said else old for old in data["gaps"]}
    if not said or set(said) - set(ids) or len(set(ids.values())) < len(ids):
        return None
    gaps = {}
    for old, gap in data["gaps"].items():
        changed = _changed(dict(gap), said.get(old, [""])[1:])
        if changed is None:
            return None
        gaps[ids[old]] = changed
    text = GAP.sub(lambda found: f"[[{ids.get(found[1], found[1])}]]", data["text"])
    return {**data, "gaps": gaps, "text": text}


def _changed(gap: dict[str, Any], words: list[str]) -> dict[str, Any] | None:
    for word in words:
        if word in _MARKS:
            gap["without_marks"] = word
        elif word in ("date", "docnum") and "accept" in gap:
            gap[word] = gap.pop("accept")[0]
        else:
            return None
    return gap
