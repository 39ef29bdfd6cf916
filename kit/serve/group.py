"""One group as an app: its folder, its members, its sessions, its kernels, its clock."""

import hashlib
import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from kit import clock
from kit.consent import KEEP_RESULT, ConsentLog
from kit.errors import Problems
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

_log = logging.getLogger(__name__)


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

    start: Workspace
    """As it was when the server started; its id stays the group's address."""
    desk: KernelDesk
    now: Callable[[], datetime] = clock.now
    tries: Tries = field(default_factory=Tries)
    _latest: list[tuple[int, Workspace]] = field(default_factory=list)

    @property
    def workspace(self) -> Workspace:
        """The group's folder with its settings as they are now.

        Hours may be changed while learners sit there. A file that cannot be read at the moment
        changes nothing; it is logged.
        """
        try:
            changed = (self.start.path / "group.yaml").stat().st_mtime_ns
            if self._latest and self._latest[-1][0] == changed:
                return self._latest[-1][1]
            fresh = Workspace(self.start.path)
            if fresh.group.id == self.start.group.id:
                self._latest[:] = [(changed, fresh)]
                return fresh
        except (OSError, Problems):
            _log.exception("group.yaml")
        return self._latest[-1][1] if self._latest else self.start

    @property
    def group(self) -> Group:
        """The group's settings as they are now."""
        return self.workspace.group

    @property
    def language(self) -> Language:
        """The language of the group's pages."""
        return self.group.language

    @property
    def root(self) -> str:
        """The group's address on this server, ``/<id>/``."""
        return f"/{self.start.group.id}/"

    @cached_property
    def _secret(self) -> bytes:
        return secret(self.start.path)

    @cached_property
    def sessions(self) -> Sessions:
        """Cookies, signed with a key of their own made from the folder's secret."""
        key = hmac.new(self._secret, b"kit session cookie", hashlib.sha256).digest()
        return Sessions(key, self.start.group.id)

    @cached_property
    def consent(self) -> ConsentLog:
        """The group's consent log."""
        return ConsentLog(self.start.path / "consent.jsonl")

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
        return Seat(self.start.group.id, session.id)

    def lesson(self, name: str) -> Path | None:
        """The notebook of one of the group's lessons; ``None`` for any other name."""
        path = self.workspace.path / "lessons" / f"{name}.ipynb"
        return path if name in self.group.lessons and path.is_file() else None
