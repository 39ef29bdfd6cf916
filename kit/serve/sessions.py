"""Who sits at the page: a signed cookie, made and read here and nowhere else."""

import json
import logging
import re
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Lock

from tornado.web import create_signed_value, decode_signed_value

from kit.consent import write_private

_log = logging.getLogger("kit.serve")

HOURS = 12
"""A session ends this many hours after sign-in."""


@dataclass(frozen=True)
class Session:
    """One sign-in on one device."""

    id: str
    """Random; kernels belong to it. New at every sign-in, so that nobody can plant one."""
    member: str = ""
    """Id in the roster; empty for an anonymous learner."""
    learner: str = ""
    """Id that answers are kept under; empty until the person has answered about consent."""
    code: str = ""
    """An anonymous learner's own code, to come back with; shown only to that learner."""
    badge: str = ""
    """Goes with the personal code of a member: a code made anew ends the sessions of the old."""


@dataclass
class Sessions:
    """Seals and opens the cookies of one group."""

    secret: bytes
    group: str
    file: Path
    """Ids of sessions that were ended, until their cookies are too old anyway: by day, sorted."""
    _lock: Lock = field(default_factory=Lock)
    _ended: dict[str, date] = field(init=False)
    """Id → the last day on which its cookie could still count."""

    def __post_init__(self) -> None:
        text = self.file.read_bytes().decode("ascii", "replace") if self.file.exists() else ""
        found = re.findall(r"^(\w+) (\d{4}-\d\d-\d\d)$", text, re.MULTILINE)
        self._ended = {id: date.fromisoformat(day) for id, day in found}

    @property
    def cookie(self) -> str:
        """Name of the cookie; each group has its own, so one browser can sit in two groups."""
        return f"kit-{self.group}"

    def seal(self, session: Session, now: datetime) -> str:
        """The cookie's value: signed with the group's secret, not encrypted."""
        text = json.dumps(
            [session.id, session.member, session.learner, session.code, session.badge]
        )
        return create_signed_value(
            self.secret, self.cookie, text, clock=now.timestamp, version=2
        ).decode("ascii")

    def open(self, value: str | None, now: datetime) -> Session | None:
        """The session in a cookie; ``None`` if it is forged, too old or signed out."""
        text = decode_signed_value(
            self.secret, self.cookie, value, max_age_days=HOURS / 24, clock=now.timestamp
        )
        if text is None:
            return None
        try:
            session = Session(*json.loads(text))
        except (ValueError, TypeError):
            return None
        return None if self.has_ended(session) else session

    def has_ended(self, session: Session) -> bool:
        """Whether it was signed out, by this server or an earlier one."""
        return session.id in self._ended

    def end(self, session: Session, now: datetime) -> None:
        """Sign out: the cookie's value is refused from now on, even if someone kept a copy.

        Waits for the disk: off the loop. Where that is full, it counts until the server ends, and
        nobody is kept from leaving.
        """
        with self._lock:
            kept = {id: last for id, last in self._ended.items() if last >= now.date()}
            kept[session.id] = (now + timedelta(hours=HOURS)).date()
            self._ended = dict(sorted(kept.items()))
            text = "".join(f"{id} {last.isoformat()}\n" for id, last in self._ended.items())
            try:
                write_private(self.file, text.encode("ascii"))
            except OSError as error:
                _log.error("a session that has ended is not on disk: %s", error)


def new_id() -> str:
    """A session id that cannot be guessed."""
    return secrets.token_hex(16)
