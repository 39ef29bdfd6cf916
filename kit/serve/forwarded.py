"""Who asks, and whether in private, when a proxy of ours stands before the server."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Self

from tornado.httputil import HTTPServerRequest


@dataclass(frozen=True)
class Proxy:
    """The proxy, by the addresses that it comes from.

    It adds the visitor's address to ``X-Forwarded-For`` and how it was asked to
    ``X-Forwarded-Proto``, behind whatever a visitor has put there (configurable-http-proxy does).
    Where one proxy of ours stands before another, nginx before that one, each adds to both.
    """

    networks: tuple[IPv4Network | IPv6Network, ...] = (ip_network("127.0.0.1"), ip_network("::1"))

    @classmethod
    def at(cls, *addresses: str) -> Self:
        """The proxy at addresses or networks such as ``10.42.0.0/16``; ``ValueError`` for others.

        A network has to hold nobody else who can reach the server.
        """
        return cls(tuple(ip_network(address.strip()) for address in addresses))

    def see_through(self, request: HTTPServerRequest) -> None:
        """Put the visitor's address and protocol into a request that came from the proxy.

        Any other request is left as it is, whatever its headers say.
        """
        if not self._sent(request.remote_ip or ""):
            return
        visitor, hops = self._visitor(request)
        if visitor:
            request.remote_ip = visitor
        if (protocol := _nth_last(_said(request, "X-Forwarded-Proto"), hops)) in {"http", "https"}:
            request.protocol = protocol

    def visitor(self, request: HTTPServerRequest) -> str:
        """Who asks, of a request that can only have come from the proxy.

        Says the same whatever a server has read into ``remote_ip``: Tornado believes ``X-Real-Ip``,
        which nobody but the visitor may have written.
        """
        return self._visitor(request)[0] or request.remote_ip or ""

    def _visitor(self, request: HTTPServerRequest) -> tuple[str, int]:
        """The last address that is no proxy's, and how many of ours have told theirs behind it."""
        addresses = _said(request, "X-Forwarded-For")
        hops = 0
        while hops + 1 < len(addresses) and self._sent(addresses[-1 - hops]):
            hops += 1
        return _nth_last(addresses, hops), hops

    def _sent(self, address: str) -> bool:
        try:
            peer = ip_address(address)
        except ValueError:  # a socket of this machine that has no address
            return False
        return any(peer in network for network in self.networks)


def _said(request: HTTPServerRequest, name: str) -> list[str]:
    return [one.strip() for one in request.headers.get(name, "").split(",")]


def _nth_last(values: list[str], n: int) -> str:
    """The last one for 0; the first one where there are too few."""
    return values[max(len(values) - 1 - n, 0)]
