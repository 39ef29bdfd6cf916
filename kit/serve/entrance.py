"""The way in and out: groups, sign-in, consent, sign-out."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tornado.web import HTTPError

from kit.consent import KEEP_RESULT, digest
from kit.serve.group import GroupApp
from kit.serve.handler import GroupHandler, PageHandler
from kit.serve.sessions import Session


class Front(PageHandler):
    """``/``: the only group's app, or a choice of groups by name."""

    def initialize(self, apps: Sequence[GroupApp]) -> None:
        """``apps`` are all groups of this server."""
        self.apps = apps

    def get(self) -> None:
        """Go to the only group, or list them."""
        if len(self.apps) == 1:
            self.redirect(self.apps[0].root)
        else:
            self.page("front.html", apps=self.apps)


class Ping(GroupHandler):
    """``/<group>/ping``: alive."""

    def get(self) -> None:
        """A word and nothing about anyone."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("ok")


class Bare(GroupHandler):
    """``/<group>`` without its slash."""

    def get(self) -> None:
        """Cookies are limited to ``/<group>/``, so the slash matters."""
        self.redirect(self.app.root)


class SignIn(GroupHandler):
    """``/<group>/sign-in``: a personal code, typed or from the ``#code`` of a QR address.

    What stands behind ``#`` never reaches a server or its log: the page's script fills the form.
    """

    def get(self) -> None:
        """The form."""
        self.page("sign-in.html", wrong=False)

    async def post(self) -> None:
        """Try a code; wrong ones slow the browser down, and many of them the address."""
        whence = self.request.remote_ip or "", self.get_cookie("_xsrf", "") or ""
        wait = self.app.tries.begin(*whence, self.app.now())
        if wait:
            seconds = math.ceil(wait.total_seconds())
            self.set_status(429)
            self.set_header("Retry-After", str(seconds))
            self.page("slow-down.html", seconds=seconds)
            return
        code = self.get_body_argument("code", "")
        session = await self.aside(self.app.sign_in, code)
        if session is None:
            self.set_status(403)
            self.page("sign-in.html", wrong=True)
            return
        self.app.tries.right(*whence)
        self.remember(session)
        if session.learner:
            self.redirect(self.app.root)
        else:
            trainer = self.role(session) in {"trainer", "secretary"}
            self.redirect(self.app.root + ("trainer" if trainer else "consent"))


class Consent(GroupHandler):
    """``/<group>/consent``: one unticked box a purpose; whoever ticks none stays anonymous.

    Who has refused before has an anonymous code already, and may type it here. Who has agreed is
    told so, and withdraws by a button of its own: a box left empty means nothing to them.
    """

    async def get(self) -> None:
        """The question, for members."""
        session = self.signed_in()
        if session is None:
            return
        if not session.member:
            self.redirect(self.app.root)
            return
        text = self.app.consent_text()
        agreed = await self._agreed(session)
        refused = await self.aside(self.app.consent.has_refused, session.member, KEEP_RESULT)
        self.page("consent.html", text=text, shown=digest(text), agreed=agreed, refused=refused)

    async def post(self) -> None:
        """Keep the answer. One given to another text or question than today's is asked again."""
        session = self.signed_in()
        if session is None:
            return
        if not session.member:
            raise HTTPError(403)
        agreed = await self._agreed(session)
        act = self.get_body_argument("act", "")  # only the page for those who have agreed sends it
        other_text = self.get_body_argument("shown", "") != digest(self.app.consent_text())
        if other_text or bool(agreed) != bool(act):
            self.redirect(self.app.root + "consent")
        elif agreed and act != "withdraw":
            self._stay(session)
        else:
            yes = not agreed and self.get_body_argument("keep", "") == "yes"
            await self._decide(session, yes)

    async def _agreed(self, session: Session) -> datetime | None:
        given_at, text = self.app.consent.given_at, self.app.consent_text()
        return await self.aside(given_at, session.member, KEEP_RESULT, text)

    def _stay(self, session: Session) -> None:
        if not session.learner:  # agreed on another device since this one signed in
            self.remember(replace(session, learner=session.member))
        self.redirect(self.app.root)

    async def _decide(self, session: Session, yes: bool) -> None:
        """What was opened before ends: an old tab must not go on saving under the name."""
        decided = await self.aside(self.app.decide, session, yes)
        await self.aside(self.app.sessions.end, session, self.app.now())
        await self.kernels.close_all(self.app.seat(session))
        self.remember(decided)
        self.redirect(self.app.root)


class SignOut(GroupHandler):
    """``/<group>/sign-out``: ends the session and its kernels."""

    async def post(self) -> None:
        """Forget the session, here and in the browser."""
        session = self.session()
        if session is not None:
            await self.aside(self.app.sessions.end, session, self.app.now())
            await self.kernels.close_all(self.app.seat(session))
            self.app.presence.left(self.app.seat(session))
        self.clear_cookie(self.app.sessions.cookie, path=self.app.root)
        self.redirect(self.app.root + "sign-in")
