"""Who sits at the page: a signed cookie, made and read here and nowhere else."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime

from tornado.web import create_signed_value, decode_signed_value

from kit.roster import ALPHABET

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


@dataclass
class Sessions:
    """Seals and opens the cookies of one group."""

    secret: bytes
    group: str
    _ended: set[str] = field(default_factory=set)

    @property
    def cookie(self) -> str:
        """Name of the cookie; each group has its own, so one browser can sit in two groups."""
        return f"kit-{self.group}"

    def seal(self, session: Session, now: datetime) -> str:
        """The cookie's value: signed with the group's secret, not encrypted."""
        text = json.dumps([session.id, session.member, session.learner, session.code])
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
        return None if session.id in self._ended else session

    def end(self, session: Session) -> None:
        """Sign out: the cookie's value is refused from now on, even if someone kept a copy."""
        self._ended.add(session.id)


def new_id() -> str:
    """A session id that cannot be guessed."""
    return secrets.token_hex(16)


def anonymous_code() -> str:
    """A fresh personal code for an anonymous learner, such as ``AN-7KQ2M-X9TRB``."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"AN-{letters[:5]}-{letters[5:]}"


def anonymous_learner(code: str) -> str | None:
    """The learner id that belongs to an anonymous code; ``None`` if it is no such code.

    The id is a digest, so whoever sees the folder's name cannot sign in with it.
    """
    letters = "".join(sign for sign in code.upper() if sign.isalnum())
    if len(letters) != 12 or not letters.startswith("AN"):
        return None
    return "an-" + hashlib.sha256(letters.encode("utf-8")).hexdigest()[:12]
