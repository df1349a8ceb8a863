"""Pictures that nobody here painted are looked at through the server by real detectors."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("mcp", reason="mcp is not installed: it is in the extra mcp")
pytest.importorskip("transformers", reason="transformers is in the extra grounding")

from mcp.client import Client
from mcp.client.stdio import StdioServerParameters

from plugged import install
from tiny_models.detectors import write_tiny_groundingdino
from tiny_models.segmenters import write_tiny_sam
from tool_server import command, refused, told

BENCHMARKS = str(Path(__file__).parents[3] / "benchmarks")
if BENCHMARKS not in sys.path:
    sys.path.insert(0, BENCHMARKS)

from miniature.scenes import Scene, Thing, drawn  # noqa: E402

FOX = Thing("fox", "red", (2.0, 2.0, 12.0, 11.0))
CAR = Thing("car", "blue", (17.0, 21.0, 13.0, 8.0))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a picture of a fox at the upper left and a car at the lower right."""
    folder = tmp_path / "root"
    folder.mkdir()
    drawn(Scene((32, 32), (FOX, CAR), 6)).resize((512, 512), 0).save(folder / "scene.png")
    return folder


def talk(root: Path, body: Callable[[Client], Awaitable[None]], *flags: str) -> None:
    """A conversation with a server for which the miniature's detector is installed as a package."""
    site = root.parent / "site"
    eyes = {"panelwright.grounders": {"eyes": "miniature.grounder:MiniatureGrounder"}}
    install(site, "miniature-eyes", eyes, {})
    path = os.pathsep.join([str(site), BENCHMARKS, *filter(None, sys.path)])
    program, *arguments = command(root, *flags)
    environment = {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"}

    async def held() -> None:
        started = StdioServerParameters(command=program, args=arguments, env=environment)
        async with Client(started) as client:
            await body(client)

    asyncio.run(held())


def inside(box: Any, thing: Thing) -> float:
    """How much of a found box lies on a thing, 0 to 1."""
    left, top, width, height = (float(value) * 32 for value in box)
    x, y, w, h = thing.box
    across = max(0.0, min(left + width, x + w) - max(left, x))
    down = max(0.0, min(top + height, y + h) - max(top, y))
    return across * down / (width * height)


def test_a_trained_detector_finds_what_a_picture_shows_and_misses_the_rest(root: Path) -> None:
    async def body(client: Client) -> None:
        phrases = ["a red fox", "a blue car", "a green star"]
        seen = await told(client, "ground", picture="scene.png", phrases=phrases)
        assert (seen["grounder"], seen["missing"]) == ("eyes", ["a green star"])
        boxes = {one["phrase"]: one["box"] for one in seen["found"]}
        assert boxes.keys() == {"a red fox", "a blue car"}
        assert inside(boxes["a red fox"], FOX) > 0.7 and inside(boxes["a blue car"], CAR) > 0.7
        assert all(one["region"] is None for one in seen["found"])
        said = await refused(client, "ground", picture="scene.png", phrases=["a dragon"])
        assert 'can\'t look for "dragon"; it knows fox, robot' in said
        said = await refused(client, "ground", picture="scene.png")
        assert said.startswith("name phrases to look for")

    talk(root, body, "--grounder", "eyes")


def test_models_with_weights_of_their_own_answer_within_the_picture(
    root: Path, tmp_path: Path
) -> None:
    detector, segmenter = write_tiny_groundingdino(tmp_path / "d"), write_tiny_sam(tmp_path / "s")
    Image.open(root / "scene.png").convert("L").resize((768, 512)).save(root / "grey.jpg")
    Image.new("RGBA", (3, 3)).save(root / "dot.png")

    async def body(client: Client) -> None:
        seen = await told(client, "ground", picture="grey.jpg", phrases=["a red ball", "a cat"])
        asked = {*seen["missing"], *(one["phrase"] for one in seen["found"])}
        assert asked == {"a red ball", "a cat"}
        boxes = [[0.1, 0.1, 0.4, 0.4], [0.5, 0.5, 0.5, 0.5]]
        cut = await told(client, "segment", picture="grey.jpg", boxes=boxes)
        names = {*cut["missing"], *(one["name"] for one in cut["masks"])}
        assert names == {"box-1", "box-2"} and cut["masks"]
        for one in cut["masks"]:
            mask = np.asarray(Image.open(root / one["mask"]))
            assert mask.shape == (512, 768) and one["share"] == round((mask > 0).mean(), 5) > 0
        for tool, given in (("ground", {"phrases": ["a cat"]}), ("segment", {"boxes": boxes})):
            said = await refused(client, tool, picture="dot.png", **given)
            assert said == "dot.png is too small: 16 pixels a side are the least."
        assert "give boxes" in await refused(client, "segment", picture="grey.jpg")

    flags = ("--grounder", f"groundingdino:{detector}", "--segmenter", f"sam:{segmenter}")
    talk(root, body, *flags)
