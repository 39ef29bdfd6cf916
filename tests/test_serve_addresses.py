"""Ports of this machine."""

import socket

from kit.serve.addresses import free_port, lan_address


def test_a_taken_port_is_passed_over() -> None:
    """The next free one is taken."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port("127.0.0.1", port) > port


def test_zero_means_any() -> None:
    """A free port is found."""
    assert free_port("127.0.0.1", 0) > 0


def test_the_lan_address_is_not_this_machines_inner_one() -> None:
    """Phones cannot reach 127.0.0.1; without a network there is none."""
    address = lan_address()
    assert address is None or not address.startswith("127.")
