"""A whole session with the official client over both transports: every tool, with real results."""

import asyncio
import base64
import io
import json
import subprocess
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

pytest.importorskip("mcp", reason="mcp is not installed: it is in the extra mcp")

from mcp.client import Client

from panelwright.toolbox.table import OPERATIONS
from tool_server import (
    INITIALIZE,
    command,
    environment,
    http_server,
    over_http,
    over_stdio,
    refused,
    told,
)

SYNOPSIS = "Mina finds a map in the rain. It glows on the table."
Open = Callable[[], AbstractAsyncContextManager[Client]]


def test_every_tool_is_called_over_standard_input_and_output(tmp_path: Path) -> None:
    asyncio.run(session(lambda: over_stdio(tmp_path), tmp_path))


def test_every_tool_is_called_over_http(tmp_path: Path) -> None:
    with http_server(tmp_path) as server:
        asyncio.run(session(lambda: over_http(server), tmp_path))


async def session(opened: Open, root: Path) -> None:
    async with opened() as client:
        called = Called(client)
        assert "plan_story" in (client.instructions or "")
        await check_tools(client)
        run = await plan_and_paint(called, root)
        await look(called, run, root)
        await change(called, run)
        await long_work(called)
        assert called.tools == {one.name for one in OPERATIONS}


class Called:
    """A client that remembers which tools were called, and hears of progress."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.tools: set[str] = set()
        self.progress: list[tuple[float, float | None]] = []

    async def __call__(self, tool: str, **arguments: Any) -> Any:
        result = await self.client.call_tool(tool, arguments, progress_callback=self._hear)
        assert not result.is_error, result.content[0].text
        self.tools.add(tool)
        assert json.loads(result.content[0].text) == result.structured_content
        self.content = result.content
        return result.structured_content

    async def _hear(self, done: float, of: float | None, said: str | None) -> None:
        self.progress.append((done, of))


async def check_tools(client: Client) -> None:
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert tools.keys() == {one.name for one in OPERATIONS}
    assert all(tool.output_schema and tool.description and tool.title for tool in tools.values())
    hints = {name: tool.annotations for name, tool in tools.items()}
    reading = {name for name, hint in hints.items() if hint is not None and hint.read_only_hint}
    assert reading == {"layout", "ground", "lift", "status", "watch", "await"}
    assert not any(hint.open_world_hint for hint in hints.values() if hint is not None)


async def plan_and_paint(called: Called, root: Path) -> str:
    run = str((await called("plan_story", synopsis=SYNOPSIS, panels=2))["run"])
    called.progress.clear()
    book = await called("paint", run=run)
    assert [one["status"] for one in book["panels"]] == ["accepted", "accepted"]
    done = [value for value, _ in called.progress]
    assert len(done) >= 2  # what comes between the first and the last may be left out
    assert all(later > before for before, later in pairwise(done))
    assert called.progress[-1][0] == called.progress[-1][1]
    await check_pictures(called, root / run / "panels/p01.png")
    return run


async def check_pictures(called: Called, path: Path) -> None:
    """Small pictures come along, and the whole ones can be read."""
    kinds = [one.type for one in called.content]
    assert kinds == ["text", "resource_link", "resource_link", "image", "image"]
    data = base64.b64decode(called.content[3].data)
    small = Image.open(io.BytesIO(data))
    assert (small.format, max(small.size) <= 512, len(data) <= 100_000) == ("WEBP", True, True)
    link = called.content[1]
    whole = (await called.client.read_resource(link.uri)).contents[0]
    assert base64.b64decode(whole.blob) == path.read_bytes()
    assert link.size == path.stat().st_size


async def look(called: Called, run: str, root: Path) -> None:
    assert len((await called("layout", prompt="two cats"))["regions"]) == 2
    found = await called("ground", run=run, panel="1")
    assert {one["region"] for one in found["found"]} == {"mina", "map"}
    masks = (await called("segment", run=run, panel="1"))["masks"]
    assert all((root / one["mask"]).is_file() for one in masks)
    assert all(row["lift"] > 0 for row in (await called("lift", run=run, panel="1"))["rows"])
    (listed,) = (await called.client.list_resources()).resources
    assert listed.name == run
    told_of = json.loads((await called.client.read_resource(listed.uri)).contents[0].text)
    assert (told_of["state"], told_of["painted"]) == ("done", 2)
    assert (await called.client.read_resource(told_of["files"][0])).contents
    assert len((await called.client.list_resource_templates()).resource_templates) == 3


async def change(called: Called, run: str) -> None:
    revised = await called("revise_story", run=run, say='the caption of panel 1 says "Rain"')
    assert revised["changed"]
    page = await called("letter_page", run=run, page=1)
    assert page["words"][0]["captions"] == ["Rain"]
    part = await called("inpaint", run=run, panel="1", regions=["map"])
    assert (part["repainted"], part["unseen"]) == (["map"], [])
    assert (await called("decide_panel", run=run, panel="2", decision="approve"))["changed"]
    files = (await called("export", run=run, formats=["manifest"]))["files"]
    assert files[0]["path"] == f"{run}/manifest.json"
    boat = {"text": "a red boat", "x": 3, "y": 4, "w": 8, "h": 8}
    assert (await called("canvas", name="sea", items=[boat]))["unseen"] == []
    # without a painter that looks at pictures the answer says what lacks
    said = await refused(
        called.client, "portrait", references=[f"{run}/cast/mina.png"], prompt="a", name="b"
    )
    assert "sdxl" in said.lower() or "isn't installed" in said
    called.tools.add("portrait")


async def long_work(called: Called) -> None:
    run = (await called("start", story={"synopsis": SYNOPSIS, "panels": 2}))["run"]
    heard = await called("watch", run=run, wait_s=20)
    assert heard["events"]
    assert (await called("cancel", run=run))["state"] in {"stopped", "done"}
    await called("start", run=run)
    assert (await called("await", run=run))["state"] == "done"
    states = {one["run"]: one["state"] for one in (await called("status"))["runs"]}
    assert states[run] == "done"
    assert (await told(called.client, "watch", run=run, after=10**9))["events"] == []


def test_nothing_but_the_protocol_is_on_standard_output(tmp_path: Path) -> None:
    asked = [
        INITIALIZE,
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
            "name": "canvas", "arguments": {"name": "c", "items": [
                {"text": "a red boat", "x": 3, "y": 4, "w": 8, "h": 8}]}}},
    ]  # fmt: skip
    with subprocess.Popen(
        command(tmp_path), env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.writelines(json.dumps(one) + "\n" for one in asked)
        process.stdin.flush()
        lines: list[str] = []
        while not any(json.loads(line).get("id") == 2 for line in lines):
            lines.append(process.stdout.readline())
        process.stdin.close()
        rest = process.stdout.read()
    assert process.returncode == 0
    assert rest == ""
    assert [json.loads(line)["jsonrpc"] for line in lines] == ["2.0"] * len(lines)


def test_a_client_that_stops_listening_is_no_failure(tmp_path: Path) -> None:
    with subprocess.Popen(
        command(tmp_path), env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(json.dumps(INITIALIZE) + "\n")
        process.stdin.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0
