"""What was typed as an answer, and cannot be one."""

from kit.wording import t


class Mistyped(Exception):
    """An answer that no paper of that code can bear, or that cannot be scored."""

    def __init__(self, name: str, /, **params: object) -> None:
        """``name`` is that of a sentence ``paper.mistyped_<name>``."""
        self.name, self.params = name, params
        super().__init__(name)

    def __str__(self) -> str:
        return t(f"paper.mistyped_{self.name}", **self.params)

    @property
    def hint(self) -> str:
        """What to do about it."""
        return t(f"paper.mistyped_{self.name}_hint", **self.params)
