"""Lines in the middle of a sentence that may be no part of the question, such as a running head."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kit.formats.draft.model import Draft
from kit.formats.exchange import quoted

__all__ = ["tell_parting"]

_CLOSED = re.compile(r"[.?!:;,…”\"»)]\s*$")
_NARROW = 45
"""Characters of a line that no edge of a page has broken."""
_OFTEN = 2
"""Questions with the same such line."""


def tell_parting(drafts: Sequence[Draft]) -> None:
    """Say which lines part a sentence that goes on behind them: one below a line too short to be
    broken by the page, or the same in several questions."""
    found = [(draft, line, narrow) for draft in drafts for line, narrow in _parting(draft)]
    count = Counter(line for _, line, _ in found)
    for draft, line, narrow in found:
        if narrow or count[line] >= _OFTEN:
            draft.remarks.lost("stem_parted", text=quoted([line]))


def _parting(draft: Draft) -> Iterator[tuple[str, bool]]:
    texts = [one.text.strip() for one in draft.stem]
    for before, line, behind in zip(texts, texts[1:], texts[2:], strict=False):
        goes_on = (behind[:1].islower() or behind[:1].isdigit()) and not _CLOSED.search(before)
        if goes_on and line[:1].isupper() and not _CLOSED.search(line):
            yield line, len(before) < _NARROW
