"""Z-Image: what its kinds can do, how its texts are counted, what guidance does."""

import pytest

pytest.importorskip("diffusers")

from panelwright_tools.painting.diffusion.families.z_image import ZImage
from samplings import difference, sampling
from tiny_models.folders import built

Z_IMAGE = ZImage()


def test_only_the_turbo_is_distilled() -> None:
    turbo, base = (Z_IMAGE.abilities(built(f"z-image-{kind}")) for kind in ("turbo", "base"))
    assert turbo.distilled and not turbo.unconditional
    assert base.unconditional and not base.distilled


@pytest.mark.parametrize(("guidance", "acts"), [(4.0, True), (0.0, False)])
def test_a_negative_prompt_acts_while_guidance_does(guidance: float, acts: bool) -> None:
    pipeline = built("z-image-base")
    plain, other = (
        Z_IMAGE.sample(pipeline, sampling(guidance=guidance, negative_prompt=negative))
        for negative in ("", "the open sea at night")
    )
    assert difference(plain, other).any() == acts


def test_texts_are_counted_with_the_chat_template_around_them() -> None:
    pipeline = built("z-image-turbo")
    (counter,) = Z_IMAGE.counters(pipeline)
    embeds, _ = pipeline.encode_prompt("a red ball", do_classifier_free_guidance=False)
    assert counter.limit == 512
    assert counter.count("a red ball") == len(embeds[0])
