"""The learner's view of the item on the page: the real booklet, and the real desk behind it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from random import Random
from typing import Any

from kit.drawing import booklet
from kit.entries import read_items
from kit.kinds import Bank
from kit.model import Item, Settings
from kit.widget.desk import Desk, Memory
from kit.wording import Language
from kit.yaml import Document

_DAY = date(2000, 1, 1)


def item_of(data: Mapping[str, Any]) -> Item | None:
    """The item that an item's data are; ``None`` while something is wrong with them."""
    found = read_items("", Document({"items": [dict(data)]}), [])
    return found[0] if found else None


def desk(
    item: Item,
    clock: Callable[[], datetime],
    sources: Mapping[str, str],
    language: Language = "vi",
) -> Desk:
    """A practice desk with that one question: it can be answered and checked at once.

    The order of its options stays while the item is edited.
    """
    quiz = Bank.model_construct(
        format=1,
        id=item.id,
        title=item.id,
        as_of=_DAY,
        settings=Settings(mode="practice"),
        blueprint=(),
        pool=(),
        origin={},
        items=(item,),
    )
    shown = booklet(quiz, "", Random(item.kind))
    return Desk(shown, Memory(), clock, "", bank=quiz, sources=sources, language=language)
