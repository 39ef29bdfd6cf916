"""Who asks, and whether in private, when a proxy of ours stands before the server."""

from dataclasses import dataclass

from tornado.httputil import HTTPServerRequest


@dataclass(frozen=True)
class Proxy:
    """The proxy, by the addresses that it comes from.

    It adds the visitor's address to ``X-Forwarded-For`` and how it was asked to
    ``X-Forwarded-Proto``, behind whatever a visitor has put there (configurable-http-proxy does).
    """

    addresses: frozenset[str] = frozenset({"127.0.0.1", "::1"})

    def see_through(self, request: HTTPServerRequest) -> None:
        """Put the visitor's address and protocol into a request that came from the proxy.

        Any other request is left as it is, whatever its headers say.
        """
        if request.remote_ip not in self.addresses:
            return
        if visitor := _last(request, "X-Forwarded-For"):
            request.remote_ip = visitor
        if (protocol := _last(request, "X-Forwarded-Proto")) in {"http", "https"}:
            request.protocol = protocol


def _last(request: HTTPServerRequest, name: str) -> str:
    return request.headers.get(name, "").rpartition(",")[2].strip()
