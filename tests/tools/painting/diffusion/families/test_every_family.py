"""What holds for every family, on tiny models with random weights."""

from typing import Any

import numpy as np
import pytest

pytest.importorskip("diffusers")

import samplings
from panelwright_tools.domain import Box
from panelwright_tools.painting.diffusion.catalogue import family_named, kind_of
from panelwright_tools.painting.diffusion.family import Family
from panelwright_tools.painting.diffusion.sampling import RegionPrompt, Repaint, Sampling
from samplings import SIZE, WHOLE, difference, noise_picture, repaint_right
from tiny_models.folders import built

KINDS = {
    "sd15": ("sd15", "base"),
    "sd15-inpaint": ("sd15", "inpaint"),
    "sdxl": ("sdxl", "base"),
    "sdxl-inpaint": ("sdxl", "inpaint"),
    "flux1-dev": ("flux1", "dev"),
    "flux1-schnell": ("flux1", "schnell"),
    "flux1-fill": ("flux1", "fill"),
    "flux1-kontext": ("flux1", "kontext"),
    "sd3-medium": ("sd3", "medium"),
    "sd3-large": ("sd3", "large"),
    "flux2-klein": ("flux2", "klein"),
    "flux2-klein-base": ("flux2", "klein-base"),
    "flux2-dev": ("flux2", "dev"),
    "qwen-image": ("qwen_image", "image"),
    "qwen-image-edit": ("qwen_image", "edit"),
    "qwen-image-edit-plus": ("qwen_image", "edit-plus"),
    "z-image-turbo": ("z_image", "turbo"),
    "z-image-base": ("z_image", "base"),
}
"""Family and kind of each tiny model."""
CHECKPOINTS = ("sd15-inpaint", "sdxl-inpaint", "flux1-fill")
"""Those that were trained to keep what is outside a mask, which random weights were not."""


@pytest.fixture(scope="module", params=KINDS)
def model(request: pytest.FixtureRequest) -> tuple[Family, Any]:
    return family_named(KINDS[request.param][0]), built(request.param)


def asked(model: tuple[Family, Any], prompt: str = "a red ball", **changes: Any) -> Sampling:
    """A small sampling with room for the words and what the family puts around them."""
    around = max(counter.count("") for counter in model[0].counters(model[1]))
    return samplings.sampling(prompt, **{"sequence_length": around + 32, **changes})


def unpadded(model: tuple[Family, Any], words: str) -> str:
    """The words drawn out until no model fills them up with tokens, as some do by 32."""
    counter = model[0].counters(model[1])[-1]
    return words + "l" * (-counter.count(words) % 32)


@pytest.mark.parametrize("name", KINDS)
def test_a_pipeline_is_told_for_what_it_is(name: str) -> None:
    pipeline = built(name)
    family = family_named(KINDS[name][0])
    kind = kind_of(family, pipeline)
    assert (kind.family, kind.name) == KINDS[name]
    assert kind.pipeline == type(pipeline).__name__


def test_a_picture_has_the_size_asked_for_and_follows_from_its_seed(
    model: tuple[Family, Any],
) -> None:
    family, pipeline = model
    first = family.sample(pipeline, asked(model))
    assert first.size == SIZE
    assert first.tobytes() == family.sample(pipeline, asked(model)).tobytes()
    assert first.tobytes() != family.sample(pipeline, asked(model, seed=2)).tobytes()


def test_other_words_make_another_picture(model: tuple[Family, Any]) -> None:
    family, pipeline = model
    first = family.sample(pipeline, asked(model, "a red ball"))
    assert difference(first, family.sample(pipeline, asked(model, "the open sea"))).any()


def test_a_part_painted_anew_is_another_for_other_words(model: tuple[Family, Any]) -> None:
    family, pipeline = model
    part = repaint_right(noise_picture())
    first = family.sample(pipeline, asked(model, "a red ball", repaint=part))
    second = family.sample(pipeline, asked(model, "the open sea", repaint=part))
    assert first.size == SIZE
    assert difference(first, second)[part.mask].any()


def test_models_that_were_trained_to_inpaint_are_told_from_others() -> None:
    found = [
        name
        for name, (family, _) in KINDS.items()
        if family_named(family).abilities(built(name)).inpainting == "checkpoint"
    ]
    assert tuple(found) == CHECKPOINTS


@pytest.mark.parametrize(
    "model", [name for name in KINDS if name not in CHECKPOINTS], indirect=True
)
def test_what_lies_outside_the_mask_is_kept_up_to_the_autoencoder(
    model: tuple[Family, Any],
) -> None:
    family, pipeline = model
    part = repaint_right(noise_picture())
    first = family.sample(pipeline, asked(model, "a red ball", repaint=part))
    second = family.sample(pipeline, asked(model, "the open sea", repaint=part, seed=2))
    far = slice(0, SIZE[0] // 4)
    changed = difference(first, second)
    assert changed[:, far].mean() < changed[part.mask].mean() / 4


def test_a_failure_of_the_pipeline_is_one_sentence(model: tuple[Family, Any]) -> None:
    from panelwright_tools.domain import ToolError

    family, pipeline = model
    misfit = Repaint(noise_picture(), np.ones((11, 13), bool))
    with pytest.raises(ToolError, match="could not paint"):
        family.sample(pipeline, asked(model, repaint=misfit))


def test_a_region_of_the_whole_picture_paints_as_its_words_alone(
    model: tuple[Family, Any],
) -> None:
    family, pipeline = model
    words = unpadded(model, "a red ball")
    length = family.counters(pipeline)[-1].count(words)
    region = RegionPrompt("all", words, WHOLE)
    alone, told = (
        family.sample(
            pipeline,
            asked(model, words, sequence_length=length, regions=regions, base_ratio=0.0),
        )
        for regions in ((), (region,))
    )
    assert difference(alone, told).max() <= 1


def test_the_words_of_a_region_act_in_its_box(model: tuple[Family, Any]) -> None:
    family, pipeline = model
    left = Box(x=0, y=0, w=0.5, h=1)
    first, second = (
        family.sample(
            pipeline,
            asked(
                model,
                "a",
                regions=(RegionPrompt("one", words, left),),
                base_ratio=0.0,
                guidance=1.0,
            ),
        )
        for words in ("a red ball", "the open sea at night")
    )
    changed = difference(first, second)
    half = SIZE[0] // 2
    # pixels outside the box see those inside, and the autoencoder mixes all
    assert changed[:, :half].mean() > 1.25 * changed[:, half:].mean()


def test_emphasis_on_a_phrase_changes_its_region_alone(model: tuple[Family, Any]) -> None:
    family, pipeline = model
    left = Box(x=0, y=0, w=0.5, h=1)
    regions = [
        RegionPrompt("one", "a red ball", left, emphasis=emphasis)
        for emphasis in ({}, {"red ball": 6.0}, {"no such phrase": 6.0})
    ]
    plain, raised, missing = (
        family.sample(pipeline, asked(model, "a", regions=(region,), base_ratio=0.0))
        for region in regions
    )
    changed, half = difference(plain, raised), SIZE[0] // 2
    assert changed[:, :half].mean() > changed[:, half:].mean()
    assert difference(plain, missing).max() == 0


def test_where_a_regions_words_acted_is_told_after_the_last_step(
    model: tuple[Family, Any],
) -> None:
    told: list[Any] = []
    regions = (
        RegionPrompt("dog", "a dog", Box(0, 0, 0.5, 1)),
        RegionPrompt("cat", "a cat", Box(0.5, 0, 0.5, 1)),
    )
    watched = asked(model, regions=regions, on_maps=told.append)
    picture = model[0].sample(model[1], watched)
    (maps,) = told
    half = maps["dog"].shape[1] // 2
    assert maps.keys() == {"dog", "cat"}
    assert maps["dog"][:, :half].min() > 0
    assert maps["cat"][:, half:].min() > 0
    assert maps["dog"][:, half:].max() == maps["cat"][:, :half].max() == 0
    assert difference(picture, model[0].sample(model[1], asked(model, regions=regions))).max() == 0
