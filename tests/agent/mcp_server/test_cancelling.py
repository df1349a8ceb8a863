"""Calls that are cancelled, clients that die, and servers that are killed leave whole runs."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp", reason="mcp is not installed: it is in the extra mcp")

from mcp.client import Client

from held_painter import Hold
from tool_server import environment, http_server, over_http, over_stdio, talk, told

STORY = {"synopsis": "Tom sees a dog. It barks at the moon. They walk home.", "panels": 3}
HELD = ("--painter", "held")
Open = Callable[[], AbstractAsyncContextManager[Client]]


def test_a_cancelled_call_stops_painting_and_the_run_goes_on_over_stdio(
    tmp_path: Path, hold: Hold
) -> None:
    asyncio.run(cancelled(lambda: over_stdio(tmp_path, *HELD), tmp_path, hold))


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_a_cancelled_call_stops_painting_and_the_run_goes_on_over_http(
    mode: str, tmp_path: Path, hold: Hold
) -> None:
    with http_server(tmp_path, *HELD) as server:
        asyncio.run(cancelled(lambda: over_http(server, mode=mode), tmp_path, hold))


async def cancelled(opened: Open, root: Path, hold: Hold) -> None:
    hold.after(2)
    async with opened() as client:
        run = (await told(client, "plan_story", **STORY))["run"]
        log = root / run / "store/painted.log"
        call = asyncio.create_task(client.call_tool("paint", {"run": run}))
        await asyncio.to_thread(hold.until_it_holds)
        call.cancel()
        with suppress(asyncio.CancelledError):
            await call
        await until_state(client, run, "stopped")
        before = log.read_text()
        await asyncio.sleep(0.5)
        assert log.read_text() == before
        hold.let_go()
        book = await told(client, "paint", run=run)
        assert {one["status"] for one in book["panels"]} == {"accepted"}
        keys = log.read_text().split()
        assert log.read_text().startswith(before)
        assert 2 == len(before.split()) < len(keys) == len(set(keys))


def test_a_client_that_is_killed_harms_neither_the_server_nor_the_run(tmp_path: Path) -> None:
    script = (
        "import asyncio, tool_server as s\n"
        "server = s.HttpServer({url!r}, None)\n"
        "async def body(client):\n"
        "    run = (await s.told(client, 'plan_story', **{story}))['run']\n"
        "    print(run, flush=True)\n"
        "    await s.told(client, 'paint', run=run)\n"
        "s.talk(server, body)\n"
    )
    with http_server(tmp_path) as server:
        code = script.format(url=server.url, story=STORY)
        with subprocess.Popen(
            [sys.executable, "-c", code], env=environment(), stdout=subprocess.PIPE, text=True
        ) as client:
            assert client.stdout is not None
            run = client.stdout.readline().strip()
            asyncio.run(until((tmp_path / run / "store/painted.log").is_file))
            client.kill()
        book = talk(server, lambda other: finished(other, run))
        assert {one["status"] for one in book["panels"]} == {"accepted"}


async def finished(client: Client, run: str) -> Any:
    await until_ended(client, run)
    return await told(client, "paint", run=run)


def test_work_that_was_begun_goes_on_when_its_client_has_gone(tmp_path: Path) -> None:
    with http_server(tmp_path) as server:
        begun = talk(server, lambda client: told(client, "start", story=STORY))
        ended = talk(server, lambda client: told(client, "await", run=begun["run"]))
        assert (ended["state"], ended["painted"]) == ("done", 3)


def test_names_of_work_outlive_a_server_that_is_killed(tmp_path: Path, hold: Hold) -> None:
    hold.after(2)
    with http_server(tmp_path, *HELD) as server:
        run = talk(server, lambda client: told(client, "start", story=STORY))["run"]
        hold.until_it_holds()
        server.kill()
    hold.let_go()
    before = (tmp_path / run / "store/painted.log").read_text()

    async def go_on(client: Client) -> Any:
        (found,) = (await told(client, "status", run=run))["runs"]
        assert found["state"] == "stopped"
        await told(client, "start", run=run)
        return await told(client, "await", run=run)

    with http_server(tmp_path, *HELD) as server:
        assert talk(server, go_on)["state"] == "done"
    after = (tmp_path / run / "store/painted.log").read_text()
    assert after.startswith(before)
    assert len(after.split()) == len(set(after.split()))


async def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


async def until_state(client: Client, run: str, state: str) -> None:
    assert await until_ended(client, run) == state


async def until_ended(client: Client, run: str) -> str:
    deadline = time.monotonic() + 60
    while True:
        (found,) = (await told(client, "status", run=run))["runs"]
        if found["state"] not in {"queued", "running"}:
            return str(found["state"])
        assert time.monotonic() < deadline
        await asyncio.sleep(0.1)
