"""Trainers sign in at the Hub with their group and their personal code: no second password.

Imported by JupyterHub's configuration.
"""

from collections.abc import Mapping
from typing import Any

from jupyterhub.auth import Authenticator  # noqa: TID253
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, RequestHandler
from traitlets import Instance

from kit import clock
from kit.errors import Problems, UserError
from kit.roster import secret, sign_in
from kit.serve.forwarded import Proxy
from kit.serve.hub.table import City
from kit.serve.tries import Tries
from kit.wording import t


class CodeAuthenticator(Authenticator):  # type: ignore[misc]
    """Knows the trainers and secretaries of the city's groups, by their rosters as they are now."""

    city = Instance(City, config=True, help="The groups, set by kit.serve.hub.configure")

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.tries = Tries()

    async def authenticate(self, handler: RequestHandler, data: Mapping[str, str]) -> str | None:
        """The user of the Hub whose group and code these are, or ``None``.

        Wrong codes slow an address down as they do in a group's app.
        """
        whence = Proxy.at(*self.city.table.proxies).visitor(handler.request), ""
        if wait := self.tries.begin(*whence, clock.now()):
            seconds, language = round(wait.total_seconds()) + 1, self.city.table.language
            raise HTTPError(429, t("hub.slow_down", language, seconds=seconds))
        group, code = data.get("username", ""), data.get("password", "")
        user = await IOLoop.current().run_in_executor(None, self._user, group, code)
        if user:
            self.tries.right(*whence)
        return user

    def _user(self, group: str, code: str) -> str | None:
        if group not in self.city.places:
            return None
        try:
            key = secret(self.city.places[group])
            member = sign_in(code, self.city.staff(group), key)
        except (Problems, UserError, OSError):
            self.log.exception("the roster of %s cannot be read", group)
            return None
        return f"{group}.{member.learner}" if member else None

    async def refresh_user(self, user: Any, handler: Any = None) -> bool:
        """Whether somebody who signed in before is still on a roster."""
        try:
            return bool(self.city.graded_by(user.name))
        except (Problems, OSError):
            return True  # a roster that cannot be read at the moment throws nobody out
