"""Stable Diffusion 1.5 and XL: as the plain pipeline, by regions, in windows, step by step."""

from typing import Any

import numpy as np
import pytest

pytest.importorskip("diffusers")

from panelwright_tools.domain import Box
from panelwright_tools.painting.diffusion.catalogue import family_named
from panelwright_tools.painting.diffusion.families import sd15, sdxl
from panelwright_tools.painting.diffusion.families.unet import encoded
from panelwright_tools.painting.diffusion.family import Family
from panelwright_tools.painting.diffusion.sampling import RegionPrompt
from samplings import SIZE, difference, noise_picture, repaint_right, sampling, whole_region
from tiny_models.folders import built


@pytest.fixture(scope="module", params=["sd15", "sdxl"])
def model(request: pytest.FixtureRequest) -> tuple[Family, Any]:
    return family_named(request.param), built(request.param)


def plainly(pipeline: Any, **inputs: Any) -> Any:
    """What the pipeline of diffusers makes of a text by itself."""
    import torch

    return pipeline(
        width=SIZE[0],
        height=SIZE[1],
        num_inference_steps=2,
        guidance_scale=3.5,
        generator=torch.Generator("cpu").manual_seed(1),
        **inputs,
    ).images[0]


@pytest.mark.parametrize("negative", ["", "a blue ball"])
def test_without_regions_it_is_the_plain_pipeline(model: tuple[Family, Any], negative: str) -> None:
    family, pipeline = model
    expected = plainly(pipeline, prompt="a red ball", negative_prompt=negative or None)
    found = family.sample(pipeline, sampling("a red ball", negative_prompt=negative))
    assert difference(found, expected).max() <= 1


@pytest.mark.parametrize("ratio", [0.0, 0.4])
def test_a_region_that_is_the_whole_picture_is_the_plain_pipeline(
    model: tuple[Family, Any], ratio: float
) -> None:
    family, pipeline = model
    expected = plainly(pipeline, prompt="a red ball", negative_prompt="fog")
    regional = sampling("a red ball", negative_prompt="fog", base_ratio=ratio,
                        regions=(whole_region("a red ball"),))  # fmt: skip
    assert difference(family.sample(pipeline, regional), expected).max() <= 1


def test_the_words_of_a_region_act_in_its_box_most(model: tuple[Family, Any]) -> None:
    family, pipeline = model
    left = Box(0, 0, 0.5, 1)
    pictures = [
        family.sample(pipeline, sampling("a beach", base_ratio=0.0, guidance=30.0,
                                         regions=(RegionPrompt("left", words, left),)))
        for words in ("a red ball", "a tall dark tower")
    ]  # fmt: skip
    changed = difference(*pictures)
    inside, outside = changed[:, : SIZE[0] // 2], changed[:, SIZE[0] // 2 :]
    assert inside.mean() > 1.2 * outside.mean()  # the rest of a tiny UNet sees all pixels


def test_words_past_the_first_window_are_read(model: tuple[Family, Any]) -> None:
    family, pipeline = model
    long = ", ".join(["a red ball"] * 8)  # a letter is a token
    [counter, *_] = family.counters(pipeline)
    assert 77 < counter.count(f"{long}, a tower") <= counter.limit
    with_tower = family.sample(pipeline, sampling(f"{long}, a tower"))
    assert difference(with_tower, family.sample(pipeline, sampling(f"{long}, a river"))).any()


def test_a_negative_longer_than_the_prompt_is_read_to_its_end(model: tuple[Family, Any]) -> None:
    family, pipeline = model
    long = ", ".join(["a blue ball"] * 8)  # a letter is a token
    pictures = [
        family.sample(pipeline, sampling("a beach", negative_prompt=f"{long}, {end}"))
        for end in ("a tall dark tower", "a river")
    ]
    assert difference(*pictures).any()


def test_no_negative_acts_without_guidance(model: tuple[Family, Any]) -> None:
    family, pipeline = model
    pictures = [
        family.sample(pipeline, sampling(guidance=1.0, negative_prompt=words))
        for words in ("", "fog")
    ]
    assert pictures[0].tobytes() == pictures[1].tobytes()


@pytest.mark.parametrize("repainted", [False, True])
def test_every_step_is_told_and_may_end_the_sampling(
    model: tuple[Family, Any], repainted: bool
) -> None:
    family, pipeline = model
    told: list[tuple[int, int]] = []
    repaint = repaint_right(noise_picture()) if repainted else None

    def step(done: int, steps: int) -> None:
        told.append((done, steps))
        if len(told) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        family.sample(pipeline, sampling(steps=5, repaint=repaint, on_step=step))
    assert told == [(1, 5), (2, 5), (3, 5)]


@pytest.mark.parametrize("name", ["sd15-inpaint", "sdxl-inpaint"])
def test_an_inpainting_checkpoint_paints_whole_pictures_by_regions(name: str) -> None:
    pipeline = built(name)
    family = family_named(name.partition("-")[0])
    regions = (whole_region("a red ball"),)
    first = family.sample(pipeline, sampling("a beach", regions=regions))
    second = family.sample(pipeline, sampling("a beach"))
    assert np.asarray(first).std() > 0 and difference(first, second).any()


def test_texts_of_unlike_windows_are_repeated_whole(model: tuple[Family, Any]) -> None:
    family, pipeline = model
    way = {"sd15": sd15.WAY, "sdxl": sdxl.WAY}[family.name]
    long, longer = ", ".join(["a red ball"] * 12), ", ".join(["a blue ball"] * 18)
    alone = encoded(pipeline, sampling(long, guidance=1.0), way).positive.words
    told = encoded(pipeline, sampling(long, negative_prompt=longer), way)
    assert told.negative is not None
    assert alone.shape[1] == 2 * 77 and told.tokens == (6 * 77,)
    assert told.positive.words.equal(alone.repeat(1, 3, 1))
    own = told.negative.words[:, : 3 * 77]
    assert told.negative.words.equal(own.repeat(1, 2, 1))
