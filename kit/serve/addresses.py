"""Ports and addresses of this machine."""

import socket

TRIES = 50


def free_port(host: str, wanted: int) -> int:
    """``wanted`` or the next free port above it; any free one for 0.

    Raises ``OSError`` if none of the next fifty is free.
    """
    for port in range(wanted, wanted + TRIES) if wanted else (0,):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            # As tornado binds: a port that is only waiting out its last connections is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            return found
    raise OSError(f"no free port from {wanted} to {wanted + TRIES - 1}")


def lan_address() -> str | None:
    """This machine's address in its network; nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket only picks a route. 192.0.2.1 is reserved for examples.
            probe.connect(("192.0.2.1", 9))
            address: str = probe.getsockname()[0]
        except OSError:
            return None
    return None if address.startswith("127.") else address
