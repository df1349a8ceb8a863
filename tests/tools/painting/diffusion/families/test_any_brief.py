"""Any brief becomes a picture of its size, with every family of transformers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("diffusers")

from panelwright_tools.domain import Box, Brief, BriefRegion, Region
from panelwright_tools.painting.diffusion.painter import DiffusionPainter, diffusion_painter

NAMES = ["flux1-kontext", "sd3-medium", "flux2-klein", "flux2-dev", "qwen-image", "z-image-base"]
BALLS = tuple(
    BriefRegion(
        region=Region(id=f"r{n}", noun="ball", phrase=f"ball number {n}"),
        box=Box(n % 8 / 8, n // 8 / 8, 1 / 8, 1 / 8),
    )
    for n in range(40)
)
CASES: dict[str, dict[str, Any]] = {
    "no words": {"prompt": "", "style": ""},
    "40 regions": {"regions": BALLS},
    "4,000 letters": {"prompt": "a ball, " * 500},
    "a tall strip": {"size": (16, 900)},
    "tiny": {"size": (3, 3)},
}


@pytest.fixture(scope="module", params=NAMES)
def painter(request: pytest.FixtureRequest, tiny_models: Callable[[str], Path]) -> DiffusionPainter:
    return diffusion_painter(
        model=str(tiny_models(request.param)), steps=1, side=64, sequence_length=64
    )


@pytest.mark.parametrize("case", CASES)
def test_any_brief_is_painted_and_repainted(painter: DiffusionPainter, case: str) -> None:
    facts = {"panel": "p01", "prompt": "a ball", "regions": (), "size": (90, 61), "seed": 1}
    brief = Brief.model_validate({**facts, **CASES[case]})
    picture = painter.paint(brief)
    assert picture.image.size == brief.size
    part = {"parent": "key", "mask": (Box(0.2, 0.2, 0.5, 0.5),), "seed": 2}
    assert painter.paint(brief.model_copy(update=part), picture).image.size == brief.size
