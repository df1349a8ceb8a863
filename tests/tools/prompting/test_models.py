"""The text sides on whole tiny pipelines of every family, as they are loaded by name."""

from typing import Any

import pytest

pytest.importorskip("diffusers")

from brief_cases import market_brief
from panelwright_tools.prompting.compose import fitted
from panelwright_tools.prompting.families import bounds, counters, text_side
from tiny_models.folders import built

NAMES = [
    ("sd15", "sd15"), ("sdxl", "sdxl"), ("sd3", "sd3-medium"), ("flux1", "flux1-dev"),
    ("flux2", "flux2-klein"), ("flux2", "flux2-dev"), ("z-image", "z-image-turbo"),
    ("qwen-image", "qwen-image"),
]  # fmt: skip


def encoded(pipeline: Any, text: str) -> int:
    """How many tokens the pipeline itself makes of a text, for its last encoder."""
    embeds = pipeline.encode_prompt(prompt=text, device="cpu")[0]
    return int(embeds[0].shape[0])


@pytest.mark.parametrize(("family", "name"), NAMES)
def test_every_familys_pipeline_has_the_encoders_that_its_text_side_names(
    family: str, name: str
) -> None:
    side, pipeline = text_side(family), built(name)
    exact = counters(side, pipeline)
    assert len(exact) == len(side.encoders)
    for encoder, bound, counter in zip(side.encoders, bounds(side), exact, strict=True):
        assert 0 <= counter.count("") < counter.count("a red fox")
        if encoder.around != "template":  # of which a tiny vocabulary makes more tokens
            assert counter.count("a red fox") <= bound.count("a red fox")
    words = fitted(market_brief(), side, exact)
    assert all(counter.count(words.short_prompt) <= counter.limit for counter in exact)


def test_the_tokens_of_z_image_are_those_that_its_encoder_gets() -> None:
    pipeline = built("z-image-turbo")
    (counter,) = counters(text_side("zimage"), pipeline)
    for text in ("", "a red fox"):
        assert counter.count(text) == encoded(pipeline, text)


def test_the_tokens_of_qwen_image_are_those_that_its_encoder_gets() -> None:
    pipeline = built("qwen-image")
    (counter,) = counters(text_side("qwenimage"), pipeline)
    for text in ("", "a red fox"):
        assert counter.count(text) == encoded(pipeline, text)
