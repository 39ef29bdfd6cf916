"""True or false: one statement."""

from typing import Any, Literal

from kit.errors import InvalidResponse, as_typed
from kit.model import Item, Mark, Response, TrueFalse
from kit.wording import Language, t


def read_true_false(response: Response) -> bool:
    """``True`` or ``False``; the words đúng, sai, true and false are understood.

    Raises ``InvalidResponse`` for anything else.
    """
    if isinstance(response, bool):
        return response
    if isinstance(response, str):
        match response.strip().casefold():
            case "đúng" | "true":
                return True
            case "sai" | "false":
                return False
    raise InvalidResponse("not_true_false", value=as_typed(response))


class TrueFalseItem(Item):
    """Response: ``true`` or ``false``. The stem is the statement."""

    kind: Literal["true_false"]
    key: TrueFalse

    def present(self) -> dict[str, Any]:
        return {}

    def mark(self, response: Response) -> Mark:
        return Mark(float(read_true_false(response) == self.key))

    def right(self) -> Response:
        return self.key

    def wrong(self) -> Response:
        return not self.key

    def key_text(self, lang: Language = "vi") -> str:
        return t("kinds.true" if self.key else "kinds.false", lang)
