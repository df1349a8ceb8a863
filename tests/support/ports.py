"""Ports for servers that must be told one."""

import socket
from random import SystemRandom


def free_port() -> int:
    """A port of this machine where nothing listens.

    It is none of those that systems give to whoever asks for any: between now and the moment when
    the server listens, every connection that other tests make takes one of those.
    """
    for port in iter(lambda: SystemRandom().randrange(20_000, 30_000), None):
        with socket.socket() as listening:
            try:
                listening.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("all ports are taken")
