"""Ordering: put the entries into their right order."""

from collections.abc import Iterator
from itertools import combinations
from typing import Annotated, Any, Literal

from pydantic import Field

from kit.errors import InvalidResponse
from kit.kinds.options import by_opaque_id, repeated, resolve, shown
from kit.model import Fault, Item, Mark, Response, Text, fault, is_blank
from kit.wording import Language


class Ordering(Item):
    """Response: all entry ids in the learner's order.

    The fraction is the share of pairs of entries that stand the right way round (Kendall's
    measure counted from 0 to 1): a swap of two neighbours costs one pair, the reversed list has
    none.
    """

    kind: Literal["ordering"]
    sequence: Annotated[tuple[Text, ...], Field(min_length=2, max_length=12)]
    """The entries in their right order."""

    def _entries(self) -> dict[str, str]:
        return by_opaque_id(self.sequence)

    def present(self) -> dict[str, Any]:
        return {"entries": shown(dict(sorted(self._entries().items())))}

    def mark(self, response: Response) -> Mark:
        entries = self._entries()
        if not isinstance(response, list):
            raise InvalidResponse("not_a_list")
        given = [resolve(value, entries) for value in response if not is_blank(value)]
        if sorted(given) != sorted(entries):
            raise InvalidResponse("not_every_entry_once", count=len(entries))
        place = {id: n for n, id in enumerate(given)}
        pairs = list(combinations(entries, 2))
        return Mark(sum(place[a] < place[b] for a, b in pairs) / len(pairs))

    def right(self) -> Response:
        return [*self._entries()]

    def wrong(self) -> Response:
        return [*reversed(self._entries())]

    def invalid(self) -> Response:
        return [*list(self._entries())[:-1]]

    def key_text(self, lang: Language = "vi") -> str:
        return "\n".join(f"{n}. {text}" for n, text in enumerate(self.sequence, 1))

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        texts = {str(n): text for n, text in enumerate(self.sequence)}
        for n in repeated(texts):
            yield fault("option-twice", "sequence", int(n), text=texts[n])
