"""`agent mcp` as a real child process, and the official client that talks to it."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx2
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

TOKEN: Final = "a-token-for-tests-only"
INITIALIZE: Final = {
    "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {},
        "clientInfo": {"name": "raw", "version": "1"}},
}  # fmt: skip
"""What a client that speaks the protocol by hand says first."""
_QUICK: Final = ("--quality", "fast", "--jobs", "1")


def environment() -> dict[str, str]:
    """What the server finds there: the path of this process."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def command(root: Path, *more: str) -> list[str]:
    """How the server is started."""
    return [sys.executable, "-m", "panelwright", "mcp", "--root", str(root), *_QUICK, *more]


@dataclass(frozen=True)
class HttpServer:
    """A server that listens on this machine."""

    url: str
    process: "subprocess.Popen[str]"

    def kill(self) -> None:
        """End it as if the power had gone."""
        self.process.kill()
        self.process.wait()


@contextmanager
def http_server(root: Path, *more: str) -> Iterator[HttpServer]:
    """A server over HTTP, on a free port."""
    process = subprocess.Popen(
        command(root, "--http", "--port", "0", "--token", TOKEN, *more),
        env=environment(), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if line.startswith("serving at "):
                break
        else:
            raise AssertionError("the server did not start")
        reading = threading.Thread(target=process.stderr.read)
        reading.start()  # a full pipe would keep the server waiting
        yield HttpServer(line.removeprefix("serving at ").strip(), process)
    finally:
        process.terminate()
        process.wait(30)
        reading.join()
        process.stderr.close()


@asynccontextmanager
async def over_http(server: HttpServer, **options: Any) -> AsyncIterator[Client]:
    """The official client over HTTP, with the token."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with httpx2.AsyncClient(headers=headers, timeout=120) as web:
        transport = streamable_http_client(server.url, http_client=web)
        async with Client(transport, **options) as client:
            yield client


@asynccontextmanager
async def over_stdio(root: Path, *more: str) -> AsyncIterator[Client]:
    """The official client with a child of its own."""
    program, *arguments = command(root, *more)
    started = StdioServerParameters(command=program, args=arguments, env=environment())
    async with Client(started) as client:
        yield client


def talk(server: HttpServer, body: Callable[[Client], Awaitable[Any]], **options: Any) -> Any:
    """Run one conversation over HTTP."""

    async def held() -> Any:
        async with over_http(server, **options) as client:
            return await body(client)

    return asyncio.run(held())


async def told(client: Client, tool: str, **arguments: Any) -> Any:
    """What a tool returns as structure. Raises AssertionError where it returns an error."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content[0].text
    return result.structured_content


async def refused(client: Client, tool: str, **arguments: Any) -> str:
    """What a tool says that can't do it. Raises AssertionError where it can."""
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    (content,) = result.content
    return str(content.text)
