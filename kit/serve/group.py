"""One group as an app: its folder, its members, its sessions, its kernels, its clock."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from kit import clock
from kit.consent import KEEP_RESULT, ConsentLog
from kit.roster import Member, read_roster, secret, sign_in
from kit.serve.kernel_desk import KernelDesk, Seat
from kit.serve.sessions import (
    Session,
    Sessions,
    anonymous_code,
    anonymous_learner,
    new_id,
)
from kit.serve.tries import Tries
from kit.wording import Language, t
from kit.workspace import Group, Workspace


def consent_text(group: Group) -> str:
    """What the consent page says about keeping a result under one's name."""
    return t(
        "serve.consent_text",
        group.language,
        unit=group.unit or group.name,
        days=group.retention_days,
    )


@dataclass(frozen=True)
class GroupApp:
    """Everything the handlers of one group share; no group can reach another's."""

    workspace: Workspace
    desk: KernelDesk
    now: Callable[[], datetime] = clock.now
    tries: Tries = field(default_factory=Tries)

    @cached_property
    def group(self) -> Group:
        """The group's settings, read once: a change needs a new start."""
        return self.workspace.group

    @property
    def language(self) -> Language:
        """The language of the group's pages."""
        return self.group.language

    @property
    def root(self) -> str:
        """The group's address on this server, ``/<id>/``."""
        return f"/{self.group.id}/"

    @cached_property
    def _secret(self) -> bytes:
        return secret(self.workspace.path)

    @cached_property
    def sessions(self) -> Sessions:
        """Cookies, signed with a key of their own made from the folder's secret."""
        key = hmac.new(self._secret, b"kit session cookie", hashlib.sha256).digest()
        return Sessions(key, self.group.id)

    @cached_property
    def consent(self) -> ConsentLog:
        """The group's consent log."""
        return ConsentLog(self.workspace.path / "consent.jsonl")

    def consent_text(self) -> str:
        """What this group's consent page says; the log keeps its digest."""
        return consent_text(self.group)

    def members(self) -> tuple[Member, ...]:
        """The roster as it is now: a code that was withdrawn stops working at once."""
        return read_roster(self.workspace.path / "roster.csv")

    def member(self, learner: str) -> Member | None:
        """The member of that id."""
        return next((m for m in self.members() if m.learner == learner), None)

    def sign_in(self, code: str) -> Session | None:
        """A new session for a personal code, or ``None``. Slow on purpose (scrypt): off the loop.

        A member who has agreed to this very text goes on under the own id; everyone else is
        asked. An anonymous code leads back to the anonymous work, if there is any.
        """
        member = sign_in(code, self.members(), self._secret)
        if member is not None:
            agreed = self.consent.given(member.learner, KEEP_RESULT, self.consent_text())
            return Session(new_id(), member.learner, member.learner if agreed else "")
        learner = anonymous_learner(code)
        if learner and (self.workspace.path / "work" / learner).is_dir():
            return Session(new_id(), "", learner, code.strip().upper())
        return None

    def decide(self, session: Session, yes: bool) -> Session:
        """Keep the answer about consent; returns the session to go on with.

        After a no, nothing in the new session, and nothing on disk, leads back to the member.
        """
        self.consent.record(session.member, KEEP_RESULT, yes, self.consent_text(), self.now())
        if yes:
            return Session(new_id(), session.member, session.member)
        code = anonymous_code()
        learner = anonymous_learner(code) or ""
        (self.workspace.path / "work" / learner).mkdir(parents=True, exist_ok=True)
        return Session(new_id(), "", learner, code)

    def seat(self, session: Session) -> Seat:
        """The session as kernels know it."""
        return Seat(self.group.id, session.id)

    def lesson(self, name: str) -> Path | None:
        """The notebook of one of the group's lessons; ``None`` for any other name."""
        path = self.workspace.path / "lessons" / f"{name}.ipynb"
        return path if name in self.group.lessons and path.is_file() else None
