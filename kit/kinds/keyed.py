"""What the kinds share whose key is one typed value: number, percentage, range, date, docnum."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from kit.model import Fault, Item, Response, Text, fault
from kit.wording import Language


def faults_of_key(text: str, key: object | None, *at: str | int) -> Iterator[Fault]:
    """A key that cannot be read, or that can be read in two ways (``4,500``)."""
    if key is None:
        yield fault("unreadable-key", *at, key=text)
    elif getattr(key, "alternatives", ()):
        yield fault("ambiguous-key", *at, key=text)


class Keyed(Item, ABC):
    """Response: text, read in the same way as the key."""

    key: Text

    @abstractmethod
    def read_key(self) -> object | None:
        """The key as ``mark`` understands it; ``None`` if it cannot be read."""

    def right(self) -> Response:
        return self.key

    def invalid(self) -> Response:
        return "không rõ"

    def key_text(self, lang: Language = "vi") -> str:
        return self.key

    def secrets(self) -> tuple[str, ...]:
        return (*super().secrets(), self.key)

    def faults(self) -> Iterator[Fault]:
        yield from super().faults()
        yield from faults_of_key(self.key, self.read_key(), "key")
