"""Who a visitor is, in jupyter_server's terms. Imported when a server starts."""

from jupyter_server.auth.identity import IdentityProvider, User  # noqa: TID253
from tornado.web import RequestHandler


class CookieIdentity(IdentityProvider):
    """Knows the sessions of the group whose handler asks, and no token, password or guest."""

    def get_user(self, handler: RequestHandler) -> User | None:
        """The signed-in learner, by the group's cookie alone."""
        app = getattr(handler, "app", None)
        if app is None:
            return None
        session = app.session(handler.get_cookie(app.sessions.cookie))
        return User(username=session.learner) if session and session.learner else None
