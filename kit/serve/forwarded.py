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
        if visitor := _last(request, "X-Forwarded-For"):
            request.remote_ip = visitor
        if (protocol := _last(request, "X-Forwarded-Proto")) in {"http", "https"}:
            request.protocol = protocol

    def _sent(self, address: str) -> bool:
        try:
            peer = ip_address(address)
        except ValueError:  # a socket of this machine that has no address
            return False
        return any(peer in network for network in self.networks)


def _last(request: HTTPServerRequest, name: str) -> str:
    return request.headers.get(name, "").rpartition(",")[2].strip()
