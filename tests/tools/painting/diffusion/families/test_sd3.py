"""Stable Diffusion 3.5: what its kinds can do, how its texts are counted, what a negative does."""

import pytest

pytest.importorskip("diffusers")

from panelwright_tools.painting.diffusion.families.sd3 import StableDiffusion3
from samplings import difference, sampling
from tiny_models.folders import built

SD3 = StableDiffusion3()


def test_a_negative_prompt_acts_while_guidance_does() -> None:
    pipeline = built("sd3-medium")
    assert not SD3.abilities(pipeline).distilled and SD3.abilities(pipeline).unconditional
    for guidance, acts in ((4.5, True), (1.0, False)):
        plain, other = (
            SD3.sample(pipeline, sampling(guidance=guidance, negative_prompt=negative))
            for negative in ("", "the open sea at night")
        )
        assert difference(plain, other).any() == acts


def test_a_turbo_is_known_by_its_name_alone() -> None:
    pipeline = built("sd3-large")
    pipeline.register_to_config(_name_or_path="stabilityai/stable-diffusion-3.5-large-turbo")
    assert SD3.kind(pipeline) == "turbo"
    assert SD3.abilities(pipeline).distilled and not SD3.abilities(pipeline).unconditional


def test_texts_are_counted_as_the_encoders_get_them() -> None:
    pipeline = built("sd3-medium")
    counters = SD3.counters(pipeline)
    assert [counter.limit for counter in counters] == [77, 77, 256]
    text = "a red ball, on the beach"
    for counter, part in zip(counters, ("tokenizer", "tokenizer_2", "tokenizer_3"), strict=True):
        padded = getattr(pipeline, part)(text, padding="max_length", max_length=70)
        assert counter.count(text) == sum(padded["attention_mask"])


def test_t5_may_be_missing() -> None:
    pipeline = built("sd3-medium")
    pipeline.text_encoder_3 = pipeline.tokenizer_3 = None
    assert len(SD3.counters(pipeline)) == 2
    first, second = (SD3.sample(pipeline, sampling(text)) for text in ("a ball", "the sea"))
    assert difference(first, second).any()
