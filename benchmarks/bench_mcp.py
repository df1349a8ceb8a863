"""What a call over the Model Context Protocol costs beside calling the function itself.

    python benchmarks/bench_mcp.py --calls 200

Two calls: `status` of an empty root, which does nothing, and `layout` of one prompt. Each is made
one after another by the official client; the clock runs from the call to the parsed answer.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from panelwright.toolbox.desk import opened_desk
from panelwright.toolbox.schemas import read_arguments
from panelwright.toolbox.table import BY_NAME

TOKEN = "a-token-for-measuring"
CALLS: dict[str, dict[str, Any]] = {
    "status": {},
    "layout": {"prompt": "three red balls left of a wooden bench"},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        asyncio.run(_measured(Path(scratch), options.calls))


async def _measured(root: Path, calls: int) -> None:
    desk = opened_desk(root)

    async def direct(tool: str, arguments: dict[str, Any]) -> None:
        one = BY_NAME[tool]
        one.run(read_arguments(one.asks, arguments), desk)

    await _row("the function itself", direct, calls)
    for name, opened in (("stdio", _stdio), ("HTTP", _http), ("HTTP, handshake of 2025", _older)):
        began = time.monotonic()
        async with opened(root) as client:
            connected = time.monotonic() - began

            async def call(tool: str, arguments: dict[str, Any], client: Client = client) -> None:
                assert not (await client.call_tool(tool, arguments)).is_error

            await _row(f"{name} (ready after {connected:.1f} s)", call, calls)


async def _row(
    name: str, call: Callable[[str, dict[str, Any]], Awaitable[None]], calls: int
) -> None:
    told = []
    for tool, arguments in CALLS.items():
        for _ in range(5):
            await call(tool, arguments)
        times = []
        for _ in range(calls):
            began = time.perf_counter()
            await call(tool, arguments)
            times.append((time.perf_counter() - began) * 1000)
        low, high = statistics.median(times), statistics.quantiles(times, n=20)[18]
        told.append(f"{tool} {low:7.2f} ms (95 %: {high:7.2f})")
    print(f"{name:40} {'   '.join(told)}", flush=True)


def _command(root: Path) -> list[str]:
    return [sys.executable, "-m", "panelwright", "mcp", "--root", str(root)]


@asynccontextmanager
async def _stdio(root: Path) -> AsyncIterator[Client]:
    program, *arguments = _command(root)
    async with Client(
        StdioServerParameters(command=program, args=arguments, env={**os.environ})
    ) as client:
        yield client


@asynccontextmanager
async def _http(root: Path, mode: Any = "auto") -> AsyncIterator[Client]:
    process = subprocess.Popen(
        [*_command(root), "--http", "--port", "0", "--token", TOKEN],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    url = process.stderr.readline().removeprefix("serving at ").strip()
    try:
        async with AsyncExitStack() as stack:
            headers = {"Authorization": f"Bearer {TOKEN}"}
            web = await stack.enter_async_context(httpx2.AsyncClient(headers=headers))
            transport = streamable_http_client(url, http_client=web)
            yield await stack.enter_async_context(Client(transport, mode=mode))
    finally:
        process.terminate()
        process.wait()


@asynccontextmanager
async def _older(root: Path) -> AsyncIterator[Client]:
    async with _http(root, "legacy") as client:
        yield client


if __name__ == "__main__":
    main()
