"""Stars behind questions, with which a web form says that an answer is wanted."""

import re
from collections.abc import Sequence

from kit.formats.draft.model import Draft

__all__ = ["without_stars"]

_STAR = re.compile(r"\s*\*\s*$")
_FEWEST, _MOST = 3, 0.8


def without_stars(drafts: Sequence[Draft]) -> None:
    """Take them away, where nearly all questions have one."""
    shown = [one for one in drafts if one.stem and not one.own]
    found = [_STAR.search(one.stem[0].text) for one in shown]
    if len(shown) < _FEWEST or sum(map(bool, found)) < _MOST * len(shown):
        return
    for draft, star in zip(shown, found, strict=True):
        if star:
            draft.stem[0] = draft.stem[0].cut(0, star.start())
