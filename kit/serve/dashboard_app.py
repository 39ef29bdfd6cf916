"""The dashboard as an app of its server: who may open it, and what its pages run."""

import json
import os
import secrets
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kit.serve.group import GroupApp
from kit.serve.sessions import Session, Sessions, new_id
from kit.wording import Language

__all__ = ["TrainerApp"]


@dataclass(frozen=True)
class TrainerApp(GroupApp):
    """The dashboard as an app: no members, no consent, one session for each opened address.

    ``start`` is the first of its groups, whose language the frame of the page speaks.
    """

    folders: tuple[Path, ...] = ()
    names: bool = False
    place: Path = Path()
    """An empty folder of the server's own: for its notebooks, which are gone with it."""
    entered: list[str] = field(default_factory=list)
    """Sessions that came by the address: the first one, and no other."""

    @property
    def root(self) -> str:
        """It is alone on its server."""
        return "/"

    @property
    def language(self) -> Language:
        """Like all that trainers read."""
        return "vi"

    @cached_property
    def token(self) -> str:
        """What the address of this run ends with."""
        return secrets.token_urlsafe(32)

    @cached_property
    def sessions(self) -> Sessions:
        """Sealed with a key that nobody keeps: they end with the server."""
        # Cookies do not tell ports apart.
        return Sessions(os.urandom(32), f"dashboard-{secrets.token_hex(4)}", self.place / "ended")

    def session(self, cookie: str | None) -> Session | None:
        """Whoever came by the address."""
        return self.sessions.open(cookie, self.now())

    def enter(self, token: str) -> Session | None:
        """A session for the address of this run, the first time that it is opened."""
        if self.entered or not secrets.compare_digest(token.encode(), self.token.encode()):
            return None
        session = Session(new_id(), learner="trainer")
        self.entered.append(session.id)
        return session

    def preparation(self) -> str:
        """What a kernel does that waits for the page to be opened."""
        return f"import kit.dashboard; kit.dashboard.{self._call('prepare', f'names={self.names}')}"

    def _call(self, function: str, how: str) -> str:
        folders = ", ".join(repr(str(one)) for one in self.folders)
        return f"{function}({folders}, {how})"

    def notebook(self, name: str) -> Path:
        """The notebook of a page, ``dashboard`` or ``shared``: one call, with these folders."""
        how = "shared=True" if name == "shared" else f"names={self.names}"
        source = f"from kit.dashboard import dashboard\n\n{self._call('dashboard', how)}"
        cell: dict[str, Any] = {
            "id": "dashboard",
            "cell_type": "code",
            "metadata": {},
            "source": source,
            "execution_count": None,
            "outputs": [],
        }
        whole = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        path = self.place / f"{name}.ipynb"
        if not path.exists():
            path.write_text(json.dumps(whole), encoding="utf-8")
        return path
