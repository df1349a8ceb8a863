"""FLUX.1: what its kinds can do, how its texts are counted, what references change."""

from functools import partial

import pytest

pytest.importorskip("diffusers")

from panelwright_tools.painting.diffusion.families.flux1 import Flux1, add_redux
from samplings import difference, noise_picture, repaint_right, sampling, whole_region
from tiny_models.folders import built

FLUX1 = Flux1()


def test_abilities_follow_from_the_checkpoint() -> None:
    dev, fill, kontext = (built(f"flux1-{kind}") for kind in ("dev", "fill", "kontext"))
    assert FLUX1.abilities(dev).inpainting == "latents"
    assert FLUX1.abilities(dev).references == FLUX1.abilities(fill).references == "shared"
    assert FLUX1.abilities(fill).inpainting == "checkpoint"
    assert FLUX1.abilities(kontext).references == "context"
    assert FLUX1.abilities(dev).distilled and not FLUX1.abilities(dev).unconditional
    add_redux(dev, built("flux1-redux"))
    assert FLUX1.abilities(dev).references == "redux"


def test_guidance_acts_on_dev_and_not_on_schnell() -> None:
    for kind, acts in (("dev", True), ("schnell", False)):
        pipeline = built(f"flux1-{kind}")
        little, much = (FLUX1.sample(pipeline, sampling(guidance=scale)) for scale in (1.0, 9.0))
        assert difference(little, much).any() == acts


def test_texts_are_counted_as_the_encoders_get_them() -> None:
    pipeline = built("flux1-dev")
    words, sentences = FLUX1.counters(pipeline)
    text = "a red ball, on the beach"
    assert (words.limit, sentences.limit) == (77, 512)
    for counter, tokenizer in ((words, pipeline.tokenizer), (sentences, pipeline.tokenizer_2)):
        padded = tokenizer(text, padding="max_length", max_length=64, truncation=True)
        assert counter.count(text) == sum(padded["attention_mask"])
        assert counter.count("word " * 2000) > counter.limit


def test_the_first_encoder_reads_the_short_prompt() -> None:
    pipeline = built("flux1-dev")
    long, short = (sampling("a red ball", short_prompt=text) for text in ("", "a ball"))
    assert difference(FLUX1.sample(pipeline, long), FLUX1.sample(pipeline, short)).any()


@pytest.mark.parametrize("repainted", [False, True])
def test_kontext_looks_at_its_references(repainted: bool) -> None:
    pipeline = built("flux1-kontext")
    repaint = repaint_right(noise_picture(9)) if repainted else None
    ways = [(), (noise_picture(1),), (noise_picture(2),), (noise_picture(1), noise_picture(2))]
    pictures = [
        FLUX1.sample(pipeline, sampling(repaint=repaint, regions=(whole_region("a", *looks),)))
        for looks in ways
    ]
    assert len({picture.tobytes() for picture in pictures}) == len(ways)


@pytest.mark.parametrize("repainted", [False, True])
def test_redux_looks_at_the_references_of_a_region(repainted: bool) -> None:
    pipeline = built("flux1-dev")
    repaint = repaint_right(noise_picture(9)) if repainted else None
    ask = partial(sampling, repaint=repaint)
    without = FLUX1.sample(pipeline, ask(regions=(whole_region("a", noise_picture(1)),)))
    plain = FLUX1.sample(pipeline, ask(regions=(whole_region("a"),)))
    assert difference(without, plain).max() == 0
    add_redux(pipeline, built("flux1-redux"))
    weak, strong, other = (
        FLUX1.sample(pipeline, ask(regions=(whole_region("a", noise_picture(seed), strength=s),)))
        for seed, s in ((1, 0.2), (1, 0.9), (2, 0.9))
    )
    for one, two in ((plain, weak), (weak, strong), (strong, other)):
        assert difference(one, two).any()
