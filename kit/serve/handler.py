"""What every page shares: headers, sessions, templates, and errors that tell nothing."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from typing import Any, TypeVar

import jinja2
from markupsafe import Markup
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, RequestHandler

from kit.clock import day, spoken
from kit.errors import Problems
from kit.serve.group import GroupApp
from kit.serve.headers import page_headers
from kit.serve.kernels import Kernels
from kit.serve.sessions import HOURS, Session
from kit.text import is_vietnamese, write_number
from kit.together import keep_together
from kit.wording import Language, t

_log = logging.getLogger(__name__)

T = TypeVar("T")


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kit.serve", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["spoken"] = spoken
    environment.filters["day"] = day
    environment.filters["number"] = write_number
    environment.filters["whole"] = keep_together
    return environment


class PageHandler(RequestHandler):
    """A page outside any group, and the base of those inside."""

    language: Language = "vi"

    def prepare(self) -> None:
        """Learn from our own proxy, if there is one, who asks and how."""
        if proxy := self.settings.get("kit_proxy"):
            proxy.see_through(self.request)

    def set_default_headers(self) -> None:
        """Strict by default; the notebook pages loosen what Voila needs."""
        self.clear_header("Server")  # nobody's business, and its version least of all
        for name, value in page_headers().items():
            self.set_header(name, value)

    @property
    def assets(self) -> Callable[[str], str]:
        """Address of a packaged file: ``assets("kit/site.css")``."""
        url: Callable[[str], str] = self.settings["kit_assets"].url
        return url

    async def aside(self, work: Callable[..., T], *given: Any) -> T:
        """Do in a thread what waits for the disk or for arithmetic; the others are not kept."""
        done: T = await IOLoop.current().run_in_executor(None, work, *given)
        return done

    def page(self, template: str, **values: Any) -> None:
        """Answer with a page."""
        self.finish(self.html(template, **values))

    def html(self, template: str, **values: Any) -> str:
        """A page as text."""
        return (
            _templates()
            .get_template(template)
            .render(
                lang=self.language,
                t=lambda key, **params: t(f"serve.{key}", self.language, **params),
                tongue=self.tongue,
                assets=self.assets,
                xsrf=self.xsrf_token.decode("ascii"),
                **self.frame(),
                **values,
            )
        )

    def tongue(self, text: str) -> str:
        """The attribute of an element on a page in English whose text is Vietnamese; else none."""
        if self.language == "vi" or not is_vietnamese(text):
            return ""
        return Markup(' lang="vi"')

    def frame(self) -> dict[str, Any]:
        """What the frame around every page shows; pages inside a group know more."""
        root = self.settings.get("kit_root", "/")
        return {"group": None, "root": root, "session": None, "role": None}

    def log_exception(self, kind: Any, value: Any, trace: Any) -> None:
        """Faults of ours with their trace; what visitors did wrong, and from where, is not kept."""
        if not isinstance(value, HTTPError):
            _log.error(
                "%s %s", self.request.method, self.request.path, exc_info=(kind, value, trace)
            )

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """A friendly page; what went wrong stands in the log, never on the page."""
        known = {403: "forbidden", 404: "missing", 405: "missing", 429: "slow_down"}
        what = known.get(status_code, "broken" if status_code >= 500 else "missing")
        self.page("error.html", what=what)


class NotFound(PageHandler):
    """Every address that is not one of ours."""

    def initialize(self, apps: Sequence[GroupApp] = ()) -> None:
        """``apps`` are the server's; the one that was meant, or the first, has the word."""
        path = self.request.path
        self.near = next((app for app in apps if path.startswith(app.root)), None)
        if apps:
            self.language = (self.near or apps[0]).language

    def prepare(self) -> None:
        """Say so, whatever the method; no token is asked for."""
        raise HTTPError(404)

    def check_xsrf_cookie(self) -> None:
        """Nothing is done here that a token could protect."""

    def frame(self) -> dict[str, Any]:
        """The way back leads to the group that was meant."""
        frame = super().frame()
        return {**frame, "root": self.near.root} if self.near else frame


class GroupHandler(PageHandler):
    """A page of one group."""

    def initialize(self, app: GroupApp) -> None:
        """``app`` is the group that the address names."""
        self.app = app
        self.language = app.language

    @property
    def kernels(self) -> Kernels:
        """The server's kernels."""
        kernels: Kernels = self.settings["kit_kernels"]
        return kernels

    def on_finish(self) -> None:
        """The answer was sent."""
        with suppress(Problems):  # a roster that cannot be read at the moment
            self.app.saw(self.session(), self.kernels.now())

    def session(self) -> Session | None:
        """Who sits here, by the cookie and nothing else."""
        return self.app.session(self.get_cookie(self.app.sessions.cookie))

    def remember(self, session: Session) -> None:
        """Set the session's cookie, for this group's addresses only."""
        self.set_cookie(
            self.app.sessions.cookie,
            self.app.sessions.seal(session, self.app.now()),
            path=self.app.root,
            max_age=HOURS * 3600,
            httponly=True,
            samesite="Lax",
            secure=self.request.protocol == "https",
        )

    def signed_in(self) -> Session | None:
        """The session, or ``None`` after sending the visitor to sign in."""
        session = self.session()
        if session is None:
            self.redirect(self.app.root + "sign-in")
            return None
        return session

    def learner(self) -> Session | None:
        """A session that has answered about consent; ``None`` after sending it there."""
        session = self.signed_in()
        if session is not None and not session.learner:
            self.redirect(self.app.root + "consent")
            return None
        return session

    def role(self, session: Session | None) -> str | None:
        """The role in the roster as it is now."""
        member = self.app.member(session.member) if session and session.member else None
        return member.role if member else None

    def frame(self) -> dict[str, Any]:
        """The group's name, and who is signed in."""
        session = self.session()
        return {
            "group": self.app.group,
            "root": self.app.root,
            "session": session,
            "role": self.role(session),
        }
