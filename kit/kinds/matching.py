"""Matching: each left entry gets one right entry, which may serve several times or never."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from kit.errors import InvalidResponse, as_typed
from kit.kinds.options import by_opaque_id, opaque_id, repeated, resolve, shown
from kit.model import Fault, Item, Mark, Response, Text, fault, is_blank
from kit.wording import Language


class Matching(Item):
    """Response: left id → right id. Each left entry earns an equal share of the points."""

    kind: Literal["matching"]
    pairs: Annotated[dict[Text, Text], Field(min_length=2, max_length=12)]
    """Left text → the right text that belongs to it."""
    extra: tuple[Text, ...] = ()
    """Right texts that belong to none."""

    def _left(self) -> dict[str, str]:
        return by_opaque_id(self.pairs)

    def _right(self) -> dict[str, str]:
        return by_opaque_id((*self.pairs.values(), *self.extra))

    def present(self) -> dict[str, Any]:
        # By their opaque ids: whoever undoes the shuffle that follows learns nothing.
        right = dict(sorted(self._right().items()))
        return {"left": shown(self._left()), "right": shown(right)}

    def mark(self, response: Response) -> Mark:
        if not isinstance(response, dict):
            raise InvalidResponse("not_pairs")
        left, right = self._left(), self._right()
        given: dict[str, str] = {}
        for one, other in response.items():
            if is_blank(other):
                continue
            id, chosen = resolve(one, left), resolve(other, right)
            if given.setdefault(id, chosen) != chosen:
                raise InvalidResponse("paired_twice", value=as_typed(left[id]))
        hits = sum(given.get(one) == other for one, other in self._key().items())
        return Mark(hits / len(self.pairs))

    def _key(self) -> dict[str, str]:
        return {opaque_id(one): opaque_id(other) for one, other in self.pairs.items()}

    def right(self) -> Response:
        return {**self._key()}

    def wrong(self) -> Response:
        every = list(self._right())
        return {
            one: next((other for other in every if other != key), key)
            for one, key in self._key().items()
        }

    def key_text(self, lang: Language = "vi") -> str:
        return "\n".join(f"- {one} → {other}" for one, other in self.pairs.items())

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        for text in repeated({one: one for one in self.pairs}):
            yield fault("option-twice", "pairs", text, text=text)
        if len(self._right()) < 2:
            yield fault("one-right-entry", "pairs")
        if len(by_opaque_id(self.extra)) + len(by_opaque_id(self.pairs.values())) != len(
            self._right()
        ):
            yield fault("extra-is-key", "extra")
