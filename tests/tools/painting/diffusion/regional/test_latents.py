"""Predictions of the texts are blended by place, around a model that stays as it was."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("diffusers")

from panelwright_tools.domain import Box, Brief, BriefRegion, Region, UserError  # noqa: E402
from panelwright_tools.painting.diffusion.catalogue import family_named  # noqa: E402
from panelwright_tools.painting.diffusion.painter import diffusion_painter  # noqa: E402
from panelwright_tools.painting.diffusion.regional.latents import (  # noqa: E402
    region_weights,
    regional_latents,
)
from panelwright_tools.painting.diffusion.regional.plan import (  # noqa: E402
    PlannedRegion,
    RegionPlan,
)
from panelwright_tools.painting.diffusion.sampling import RegionPrompt  # noqa: E402
from samplings import sampling  # noqa: E402
from tiny_models.folders import built, saved  # noqa: E402
from tiny_models.unets import sd15  # noqa: E402


@pytest.fixture(autouse=True)
def no_gradients() -> Iterator[None]:
    with torch.no_grad():
        yield


def plan_of(*boxes: Box, base_ratio: float = 0.0, grid: tuple[int, int] = (8, 8)) -> RegionPlan:
    regions = tuple(PlannedRegion(f"r{i}", box, 0.5, tokens=4) for i, box in enumerate(boxes))
    return RegionPlan(grid, 4, regions, base_ratio)


def test_weights_sum_to_one_and_are_soft_at_the_edges_alone() -> None:
    weights = region_weights(plan_of(Box(0, 0, 0.5, 1), base_ratio=0.25))
    np.testing.assert_allclose(weights.sum(axis=0), 1)
    np.testing.assert_allclose(weights[1, 4], [0.75, 0.75, 0.75, 0.5, 0.25, 0, 0, 0], atol=1e-12)


def test_a_model_predicts_each_region_by_its_own_words() -> None:
    model, latents = sd15().unet, torch.randn(1, 4, 8, 8)
    words = torch.randn(1, 8, 32)
    plain = [model(latents, 500, one).sample for one in words.split(4, dim=1)]
    other = torch.randn(1, 7, 32)
    plain_other = model(latents, 500, other).sample
    with regional_latents(model, plan_of(Box(0, 0, 0.5, 1))):
        out = model(latents, 500, words, return_dict=False)[0]
        assert torch.equal(model(latents, 500, other).sample, plain_other)
    torch.testing.assert_close(out[..., :3], plain[1][..., :3])
    torch.testing.assert_close(out[..., 5:], plain[0][..., 5:])
    assert not torch.allclose(plain[0], plain[1])


def test_the_negative_half_is_told_nothing_of_regions() -> None:
    model, latents, words = sd15().unet, torch.randn(2, 4, 8, 8), torch.randn(2, 8, 32)
    base, region = (model(latents, 500, words[:, span]).sample for span in (slice(4), slice(4, 8)))
    with regional_latents(model, plan_of(Box(0, 0, 0.5, 1)), guided=True):
        out = model(latents, 500, words).sample
    torch.testing.assert_close(out[0], base[0])
    torch.testing.assert_close(out[1, ..., :3], region[1, ..., :3])
    torch.testing.assert_close(out[1, ..., 5:], base[1, ..., 5:])


def test_an_exception_leaves_the_model_as_it_was() -> None:
    model, latents, words = sd15().unet, torch.randn(1, 4, 8, 8), torch.randn(1, 4, 32)
    plain = model(latents, 500, words).sample
    with pytest.raises(KeyError), regional_latents(model, plan_of(Box(0, 0, 1, 1))):
        raise KeyError
    assert "forward" not in vars(model)
    assert torch.equal(model(latents, 500, words).sample, plain)


FAMILIES = {
    "sd15": "sd15", "sdxl": "sdxl", "flux1-dev": "flux1", "sd3-medium": "sd3",
    "flux2-klein": "flux2", "qwen-image": "qwen_image", "z-image-base": "z_image",
}  # fmt: skip


@pytest.mark.parametrize("name", FAMILIES)
def test_a_regions_words_act_inside_its_box_alone(name: str) -> None:
    family, pipeline = family_named(FAMILIES[name]), built(name)

    def predicted(words: str) -> Any:
        """What the network predicts at the first step, (…, columns)."""
        region = RegionPrompt("one", words, Box(0, 0, 0.5, 1))
        asked = sampling(
            regions=(region,), blended=True, steps=1, base_ratio=0.0, size=(128, 64),
            sequence_length=128, negative_prompt="fog", on_network=calls.append,
        )  # fmt: skip
        calls.clear()
        family.sample(pipeline, asked)
        found = calls[0].predicted
        found = torch.stack(list(found)) if isinstance(found, list) else found
        if found.dim() > 3:
            return found
        columns = round((2 * found.shape[1]) ** 0.5)  # twice as many as rows
        return found.transpose(1, 2).unflatten(2, (-1, columns))

    calls: list[Any] = []
    changed = (predicted("a blue cube") - predicted("three green ships at sea, storm")).abs()
    edge = changed.shape[-1] // 4
    assert changed[..., :edge].max() > 1e-4
    assert changed[..., -edge:].max() < 1e-6


def test_a_model_whose_attention_has_another_back_end_takes_latents() -> None:
    pipeline = built("flux1-dev")
    family = family_named("flux1")
    assert family.abilities(pipeline).regions == "attention"
    for processor in pipeline.transformer.attn_processors.values():
        processor._attention_backend = "flash"
    assert family.abilities(pipeline).regions == "latents"


def test_a_painter_blends_latents_where_it_is_asked_to_and_says_so(tmp_path: Path) -> None:
    item = BriefRegion(
        region=Region(id="a", noun="cat", phrase="a red cat"), box=Box(0, 0, 0.5, 1), emphasis=2.0
    )
    brief = Brief(panel="p01", prompt="a park", regions=(item,), size=(64, 64), seed=1)
    options = {"model": str(saved("sd15", tmp_path)), "side": 64, "steps": 1, "layered": "never"}
    picture = diffusion_painter(**options, regions="latents").paint(brief)
    assert picture.notes == (
        "Regions are kept apart by blending latents, one run of the model for each, and emphasis, "
        "pictures of characters and their LoRAs rest.",
    )
    assert diffusion_painter(**options).paint(brief).notes == ()
    with pytest.raises(UserError, match='regions = "latents" does not go with maps'):
        diffusion_painter(**options, regions="latents", maps=True)
