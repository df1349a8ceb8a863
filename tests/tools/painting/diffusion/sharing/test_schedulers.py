"""How far a picture of a character is noised, by whatever scheduler a UNet has."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
diffusers = pytest.importorskip("diffusers")

from panelwright_tools.domain import Box, Brief, BriefRegion, Character, Region  # noqa: E402
from panelwright_tools.painting.diffusion.families.anchoring import noising  # noqa: E402
from panelwright_tools.painting.diffusion.painter import diffusion_painter  # noqa: E402
from panelwright_tools.painting.picture import Picture  # noqa: E402
from samplings import noise_picture  # noqa: E402
from tiny_models.folders import built  # noqa: E402

MINA = BriefRegion(
    region=Region(id="mina", subject="mina", noun="girl", phrase="a girl"),
    box=Box(0.1, 0.1, 0.8, 0.8),
    character=Character(id="mina", name="Mina", references=("look",)),
)
BRIEF = Brief(panel="p01", prompt="", regions=(MINA,), size=(64, 64), seed=1)
FLOW = {"use_flow_sigmas": True, "prediction_type": "flow_prediction"}


def by_levels(scheduler: Any, step: int, time: Any) -> float:
    return math.sqrt(scheduler.alphas_cumprod[int(time)])


def by_time(scheduler: Any, step: int, time: Any) -> float:
    return 1 - float(time) / 1000


def preconditioned(scheduler: Any, step: int, time: Any) -> float:
    """Karras et al. (2022), table 1: c_in."""
    return float((scheduler.sigmas[step] ** 2 + scheduler.config.sigma_data**2) ** -0.5)


@pytest.mark.parametrize(
    ("name", "changes", "share"),
    [
        ("DDIMScheduler", {}, by_levels),
        ("PNDMScheduler", {}, by_levels),
        ("UniPCMultistepScheduler", FLOW, by_time),
        ("EDMEulerScheduler", {}, preconditioned),
    ],
)
def test_a_picture_keeps_the_share_that_the_step_leaves_of_it(
    name: str, changes: dict[str, Any], share: Callable[..., float]
) -> None:
    scheduler = getattr(diffusers, name)(**changes)
    scheduler.set_timesteps(4)
    noised = noising(scheduler)
    latents = torch.zeros(1, 4, 2, 2)
    for step, time in enumerate(scheduler.timesteps):
        scheduler.scale_model_input(latents, time)
        kept = noised(latents + 1, time) - noised(latents, time)
        expected = torch.full_like(latents, share(scheduler, step, time))
        torch.testing.assert_close(kept, expected, atol=2e-3, rtol=1e-3)
        scheduler.step(latents, time, latents)


def test_a_scheduler_that_tells_no_noise_is_said_in_the_pictures_notes(tmp_path: Path) -> None:
    pipeline = built("sdxl")
    pipeline.scheduler = diffusers.IPNDMScheduler()
    pipeline.save_pretrained(tmp_path)
    painter = diffusion_painter(model=str(tmp_path), steps=2, side=64)
    look = {"look": Picture(image=noise_picture(), painter="test", seed=0)}
    (said,) = painter.paint(BRIEF, None, look).notes
    assert "not shared with portraits: its scheduler, IPNDMScheduler," in said
    assert painter.paint(BRIEF).notes == ()
