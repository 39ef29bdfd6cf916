"""How commands speak: one console, and the table of personal codes."""

from collections.abc import Sequence
from typing import Protocol

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kit.wording import t

console = Console(highlight=False, soft_wrap=True)

_FEW, _WIDE = 12, 60
"""How many names or rows are told, and how many characters of each."""


def say(line: str) -> None:
    """One line to the terminal, as it is: brackets in a name are no markup."""
    console.print(line, markup=False)


def few(texts: Sequence[str]) -> str:
    """The first of them, cut short, and a sign that there are more."""
    told = [one if len(one) <= _WIDE else f"{one[: _WIDE - 1]}…" for one in texts[:_FEW]]
    return "; ".join(told) + ("; …" if len(texts) > _FEW else "")


class SlipLike(Protocol):
    """What the table needs of a slip."""

    @property
    def learner(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def code(self) -> str: ...


def slips_table(slips: Sequence[SlipLike], title: str = "") -> Table:
    """Personal codes as a table for the screen."""
    table = Table(title=title or t("new.codes_title"), title_justify="left")
    for name in ("id", "name", "role", "code"):
        table.add_column(t(f"new.column_{name}"), no_wrap=name == "code")
    for slip in slips:
        table.add_row(slip.learner, escape(slip.name), t(f"new.role_{slip.role}"), slip.code)
    return table
