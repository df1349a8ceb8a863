"""Sockets that servers are given."""

import asyncio
import socket

import pytest

from panelwright.listening import Address, bound_socket
from panelwright_tools.domain import UserError


def test_whoever_knows_the_address_can_connect_before_anything_is_served() -> None:
    with (
        bound_socket("127.0.0.1", 0) as listening,
        socket.create_connection(listening.getsockname(), timeout=5) as connection,
    ):
        assert connection.getpeername() == listening.getsockname()


def test_small_answers_are_sent_at_once() -> None:
    async def served() -> int:
        found: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            own = writer.get_extra_info("socket")
            found.set_result(own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        with bound_socket("127.0.0.1", 0) as listening:
            async with await asyncio.start_server(answer, sock=listening):
                _, writer = await asyncio.open_connection(*listening.getsockname())
                at_once = await found
                writer.close()
        return at_once

    assert asyncio.run(served())


def test_a_port_that_is_taken_is_told() -> None:
    with bound_socket("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(UserError, match=f"port {port}: address already in use"):
            bound_socket("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "loopback", "url"),
    [
        ("127.0.0.1", True, "http://127.0.0.1:80"),
        ("localhost", True, "http://localhost:80"),
        ("::1", True, "http://[::1]:80"),
        ("0.0.0.0", False, "http://127.0.0.1:80"),
        ("comics.example", False, "http://comics.example:80"),
    ],
)
def test_an_address_is_told_as_a_browser_takes_it(host: str, loopback: bool, url: str) -> None:
    address = Address(host, 80)
    assert (address.is_loopback, address.url) == (loopback, url)
