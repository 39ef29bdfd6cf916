"""One group as an app: its folder, its members, its sessions, its kernels, its clock."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from kit import clock
from kit.consent import KEEP_RESULT, ConsentLog
from kit.roster import Member, key_for, read_roster, secret, sign_in
from kit.serve.anonymous import AnonymousCodes
from kit.serve.kernel_desk import KernelDesk, Seat
from kit.serve.last_good import LastGood
from kit.serve.presence import Presence
from kit.serve.sessions import Session, Sessions, new_id
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

    start: Workspace
    """As it was when the server started; its id stays the group's address."""
    desk: KernelDesk
    now: Callable[[], datetime] = clock.now
    base: str = "/"
    """What stands before the group's id in its address; another one behind JupyterHub's proxy."""
    tries: Tries = field(default_factory=Tries)
    presence: Presence = field(default_factory=Presence)
    opened: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """Learner and quiz → when the first page was opened whose attempt was not begun then."""

    @property
    def workspace(self) -> Workspace:
        """The group's folder with its settings as they are now.

        Hours may be changed while learners sit there. A file that cannot be read at the moment
        changes nothing, a changed id nothing until the next start.
        """
        fresh = self._settings.get()
        return fresh if fresh.group.id == self.start.group.id else self.start

    @cached_property
    def _settings(self) -> LastGood[Workspace]:
        _ = self.start.group  # at a first start there is nothing to go on with: it raises
        return LastGood(self.start.path / "group.yaml", self._read_settings, (None, self.start))

    def _read_settings(self) -> Workspace:
        fresh = Workspace(self.start.path)
        _ = fresh.group  # raises here, where the last good one is at hand
        return fresh

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
        """The group's address on this server, ``/<id>/`` with what stands before it."""
        return f"{self.base}{self.start.group.id}/"

    @cached_property
    def _secret(self) -> bytes:
        return secret(self.start.path)

    def _key(self, use: str) -> bytes:
        return key_for(self._secret, use)

    @cached_property
    def sessions(self) -> Sessions:
        """Cookies, signed with a key of their own made from the folder's secret."""
        key, file = self._key("session cookie"), self.start.path / "ended-sessions"
        return Sessions(key, self.start.group.id, file)

    @cached_property
    def anonymous(self) -> AnonymousCodes:
        """Codes for those who do not want their result under their name."""
        return AnonymousCodes(self._key("anonymous"))

    @cached_property
    def consent(self) -> ConsentLog:
        """The group's consent log."""
        return ConsentLog(self.start.path / "consent.jsonl")

    def consent_text(self) -> str:
        """What this group's consent page says; the log keeps its digest."""
        return consent_text(self.group)

    @cached_property
    def _roster(self) -> LastGood[tuple[Member, ...]]:
        file = self.start.path / "roster.csv"
        return LastGood(file, lambda: read_roster(file))

    def members(self) -> tuple[Member, ...]:
        """The roster as it is now: a code that was withdrawn stops working at once.

        With a line that is wrong, it is as it was before; raises ``Problems`` if it was never
        right since the start.
        """
        return self._roster.get()

    def member(self, learner: str) -> Member | None:
        """The member of that id."""
        return next((m for m in self.members() if m.learner == learner), None)

    def session(self, cookie: str | None) -> Session | None:
        """Who sits behind a cookie, as things stand now; ``None`` for nobody.

        A member's session ends with the place in the roster and with the code it was opened
        with. Whoever has withdrawn consent, on whatever device, is asked again on all of them.
        """
        session = self.sessions.open(cookie, self.now())
        if session is None or not session.member:
            return session
        member = self.member(session.member)
        if member is None or not hmac.compare_digest(self._badge(member), session.badge):
            return None
        withdrawn = session.learner and self.consent.refuses(session.member, KEEP_RESULT)
        return replace(session, learner="") if withdrawn else session

    def _badge(self, member: Member) -> str:
        key = self._key("badge")
        return hmac.new(key, member.code_hash.encode(), hashlib.sha256).hexdigest()[:16]

    def sign_in(self, code: str) -> Session | None:
        """A new session for a personal code, or ``None``. Slow on purpose (scrypt): off the loop.

        A member who has agreed to this very text goes on under the own id; everyone else is
        asked. An anonymous code that was made here leads to the anonymous work.
        """
        anonymous = self.anonymous.read(code)
        if anonymous:
            return Session(new_id(), "", self.anonymous.learner(anonymous), anonymous)
        member = sign_in(code, self.members(), self._secret)
        if member is None:
            return None
        agreed = self.consent.given(member.learner, KEEP_RESULT, self.consent_text())
        learner = member.learner if agreed else ""
        return Session(new_id(), member.learner, learner, badge=self._badge(member))

    def decide(self, session: Session, yes: bool) -> Session:
        """Keep the answer about consent; returns the session to go on with. Off the loop.

        After a member's first no, nothing in the new session, and nothing on disk but the day of
        the refusal, leads back to the member; the work begins with a folder at its first answer.
        After any other no the member is asked again, for consent or for the code of that time:
        there is one anonymous learner a member, not one a click.
        """
        refused_before = self.consent.record(
            session.member, KEEP_RESULT, yes, self.consent_text(), self.now()
        )
        if yes or refused_before:
            return replace(session, id=new_id(), learner=session.member if yes else "")
        code = self.anonymous.new()
        return Session(new_id(), "", self.anonymous.learner(code), code)

    def seat(self, session: Session) -> Seat:
        """The session as kernels know it."""
        return Seat(self.start.group.id, session.id, session.learner)

    def saw(self, session: Session | None, now: float) -> None:
        """Note who has asked for something: learners who have answered about consent.

        ``now`` are seconds of a clock that never goes back.
        """
        if session is None or not session.learner:
            return
        member = self.member(session.member) if session.member else None
        if member is None or member.role == "learner":
            self.presence.saw(self.seat(session), session.learner, now)

    def lesson(self, name: str) -> Path | None:
        """The notebook of one of the group's lessons; ``None`` for any other name."""
        path = self.workspace.path / "lessons" / f"{name}.ipynb"
        return path if name in self.group.lessons and path.is_file() else None
