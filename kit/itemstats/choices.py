"""What learners chose, read from their raw responses as scoring reads them."""

from collections.abc import Mapping

from kit.errors import InvalidResponse
from kit.itemstats.model import Choices
from kit.kinds.multiple import Multiple
from kit.kinds.options import resolve
from kit.kinds.single import Single
from kit.kinds.true_false import TrueFalseItem, read_true_false
from kit.model import Item, Response, is_blank

__all__ = ["choices", "has_choices"]

# No option has such an id.
_UNREADABLE = frozenset({"?"})
_WORDS = {True: "true", False: "false"}


def has_choices(item: Item) -> bool:
    """Whether ``choices`` has anything to tell of it."""
    return isinstance(item, Single | Multiple | TrueFalseItem)


def choices(item: Item, responses: Mapping[int, Response]) -> Choices | None:
    """What was chosen of an item: learner → raw response in, for everybody who was asked.

    ``None`` for a kind without options to choose from. A true/false item has two, ``true`` and
    ``false``.
    """
    match item:
        case Single():
            options, key = tuple(item.options), frozenset({item.key})
        case Multiple():
            options, key = tuple(item.options), frozenset(item.key)
        case TrueFalseItem():
            options, key = tuple(_WORDS.values()), frozenset({_WORDS[item.key]})
        case _:
            return None
    return Choices(options, key, {who: _chosen(item, one) for who, one in responses.items()})


def _chosen(item: Single | Multiple | TrueFalseItem, response: Response) -> frozenset[str]:
    if is_blank(response):
        return frozenset()
    try:
        return frozenset(_read(item, response))
    except InvalidResponse:
        return _UNREADABLE


def _read(item: Single | Multiple | TrueFalseItem, response: Response) -> list[str]:
    match item:
        case Single():
            return [resolve(response, item.options)]
        case TrueFalseItem():
            return [_WORDS[read_true_false(response)]]
        case Multiple() if isinstance(response, list):
            return [resolve(one, item.options) for one in response if not is_blank(one)]
        case _:
            raise InvalidResponse("not_a_list")
