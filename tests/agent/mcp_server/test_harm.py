"""What strangers, confused models and floods send gets a clear answer, and harms nobody."""

import asyncio
import time
import zipfile
from collections.abc import Awaitable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp", reason="mcp is not installed: it is in the extra mcp")

import httpx2
from mcp.client import Client
from mcp.shared.exceptions import MCPError
from PIL import Image

from panelwright.run import Run
from panelwright.settings import Settings
from small_runs import drawn, planned, small_story
from tool_server import INITIALIZE, TOKEN, HttpServer, http_server, over_http, refused, talk, told

HEADERS = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with a drawn run, and with what a hostile client might want to have read."""
    folder = tmp_path_factory.mktemp("all")
    settings = Settings(quality="fast", jobs=1)
    drawn(planned(folder / "root/rain", small_story(1), settings))
    (folder / "secret.png").write_bytes(b"secret")
    (folder / "root/link.png").symlink_to(folder / "secret.png")
    Image.new("1", (9000, 9000)).save(folder / "root/bomb.png")
    with zipfile.ZipFile(folder / "root/zipped.png", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(100_000_000))
    (folder / "root/text.png").write_text("no picture")
    return folder / "root"


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[HttpServer]:
    with http_server(root) as opened:
        yield opened


def posted(server: HttpServer, **headers: str) -> httpx2.Response:
    return httpx2.post(server.url, json=INITIALIZE, headers={**HEADERS, **headers}, timeout=30)


async def declined(asked: Awaitable[Any]) -> str:
    """The error of the protocol that comes of it."""
    with pytest.raises(MCPError) as caught:
        await asked
    return str(caught.value)


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}"],
)
def test_nobody_comes_in_without_the_token(authorization: str, server: HttpServer) -> None:
    answer = posted(server, **({"Authorization": authorization} if authorization else {}))
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert "Authorization: Bearer TOKEN" in answer.json()["error"]


def test_whoever_has_the_token_comes_in(server: HttpServer) -> None:
    assert posted(server, Authorization=f"Bearer {TOKEN}").status_code == 200


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("Origin", "https://evil.example", 403),
        ("Origin", "null", 403),
        ("Host", "evil.example", 421),
        ("Host", "127.0.0.1.evil.example:80", 421),
        ("Content-Type", "text/plain", 400),
    ],
)
def test_pages_of_other_sites_are_refused(
    header: str, value: str, status: int, server: HttpServer
) -> None:
    answer = posted(server, Authorization=f"Bearer {TOKEN}", **{header: value})
    assert answer.status_code == status


def test_too_large_a_request_is_refused(server: HttpServer) -> None:
    answer = httpx2.post(
        server.url,
        content=b"[" * 5_000_000,
        headers={**HEADERS, "Authorization": f"Bearer {TOKEN}"},
        timeout=30,
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("ground", {"picture": "../secret.png", "phrases": ["a"]}, "leads out of the root"),
        ("ground", {"picture": "link.png", "phrases": ["a"]}, "leads over a link"),
        ("ground", {"picture": "/etc/passwd", "phrases": ["a"]}, "relative path"),
        ("ground", {"picture": "CON", "phrases": ["a"]}, "names a device"),
        ("ground", {"picture": "bomb.png", "phrases": ["a"]}, "too many pixels"),
        ("ground", {"picture": "zipped.png", "phrases": ["a"]}, "no picture that can be read"),
        ("ground", {"picture": "text.png", "phrases": ["a"]}, "no picture that can be read"),
        ("ground", {"picture": "rain/panels/p01.png", "phrases": ["a"]}, "storyboard painter"),
        ("segment", {"picture": "rain/panels/p01.png", "boxes": [[0, 0, 1, 1]]}, "no segmenter"),
        ("lift", {"picture": "rain/panels/p01.png", "claims": [{"text": "a"}]}, "--critic"),
        ("portrait", {"references": ["../secret.png"], "prompt": "a", "name": "b"}, "leads out"),
        ("ground", {"run": "rain", "panel": "9"}, "there is no panel 9; there are 1 to 1"),
        ("paint", {"run": "nothing"}, "there is no run 'nothing'; there are: rain"),
        ("paint", {"run": "../root/rain"}, "leads out of the root"),
        ("revise_story", {"run": "rain", "say": ""}, "say what is to change"),
        ("revise_story", {"run": "rain", "say": "Zed's hat is green"}, "Zed"),
        ("plan_story", {"synopsis": ""}, "synopsis"),
        ("plan_story", {"synopsis": "x" * 2_500_000}, "2,500,000 characters"),
        ("layout", {"prompt": ""}, "the prompt is empty"),
        ("layout", {"prompt": 7}, "field prompt"),
        ("layout", {}, "field prompt"),
        ("layout", {"prompt": "a", "evil": 1}, "field evil"),
        ("export", {"run": "rain", "formats": ["../x"]}, "there is no format"),
        ("watch", {"run": "rain", "after": -5}, "field after"),
        ("await", {"run": "rain", "timeout_s": 10**9}, "field timeout_s"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_so_that_a_model_can_mend_it(
    tool: str, arguments: dict[str, Any], said: str, server: HttpServer, root: Path
) -> None:
    answer = talk(server, lambda client: refused(client, tool, **arguments))
    assert said in answer
    assert "Traceback" not in answer
    assert str(root) not in answer
    assert len(answer) < 1000


@pytest.mark.parametrize(
    "address",
    [
        "panelwright://root/../secret.png",
        "panelwright://root/%2e%2e/secret.png",
        "panelwright://root/..%2Fsecret.png",
        "panelwright://root/link.png",
        "panelwright://root//etc/passwd",
        "panelwright://root/rain/run.sqlite",
        "panelwright://root/rain/run.toml",
        "panelwright://other/rain",
        "file:///etc/passwd",
    ],
)
def test_no_resource_leads_out_of_the_root(address: str, server: HttpServer) -> None:
    said = talk(server, lambda client: declined(client.read_resource(address)))
    assert "Traceback" not in said


def test_an_unknown_tool_is_an_error_of_the_protocol(server: HttpServer) -> None:
    said = talk(server, lambda client: declined(client.call_tool("rm", {})))
    assert said == "there is no tool 'rm'."


def test_a_flood_is_answered_and_keeps_nobody_from_looking(server: HttpServer, root: Path) -> None:
    async def flood() -> list[Any]:
        async with over_http(server) as first, over_http(server) as second:
            calls = [asyncio.create_task(one(first, number)) for number in range(50)]
            await asyncio.sleep(0.05)
            began = time.monotonic()
            assert (await told(second, "status"))["count"] >= 1
            assert time.monotonic() - began < 15
            return await asyncio.gather(*calls)

    async def one(client: Client, number: int) -> Any:
        return await client.call_tool("segment", {"run": "rain", "panel": "1"})

    results = asyncio.run(flood())
    busy = [one for one in results if one.is_error]
    assert len(results) == 50
    assert len(results) - len(busy) >= 34
    assert all("the server is busy" in one.content[0].text for one in busy)
    assert talk(server, lambda client: told(client, "segment", run="rain", panel="1"))["masks"]


def test_a_flood_of_work_is_refused_and_leaves_no_folders(tmp_path: Path) -> None:
    story = {"synopsis": "Tom sees a dog. It barks.", "panels": 1}

    async def flood(server: HttpServer) -> None:
        async with over_http(server) as client:
            calls = [client.call_tool("start", {"story": story}) for _ in range(50)]
            results = await asyncio.gather(*calls)
            begun = [one.structured_content["run"] for one in results if not one.is_error]
            said = {one.content[0].text for one in results if one.is_error}
            assert 17 <= len(begun) < 50
            assert all("ask again" in one for one in said)
            assert {path.name for path in tmp_path.iterdir()} == {*begun}
            for run in reversed(begun):
                await client.call_tool("cancel", {"run": run})

    with http_server(tmp_path) as server:
        asyncio.run(flood(server))


def test_a_story_is_data(tmp_path: Path) -> None:
    hostile = '<script>alert(1)</script> Mina\'s dog says "{{ 7*7 }} ../../x `rm -rf`". It rains.'
    with http_server(tmp_path) as server:
        planned_one = talk(server, lambda client: told(client, "plan_story", synopsis=hostile))
    folder = Run(tmp_path / planned_one["run"]).folder
    assert folder.parent == tmp_path and folder.is_dir()
    assert folder.name == planned_one["run"]
