"""FLUX.2: what its kinds can do, how its texts are counted, what references change."""

import pytest

pytest.importorskip("diffusers")

from dataclasses import replace
from typing import Any

from panelwright_tools.painting.diffusion.families.flux2 import Flux2
from panelwright_tools.painting.diffusion.sampling import Sampling
from samplings import difference, noise_picture, repaint_right, sampling, whole_region
from tiny_models.folders import built

FLUX2 = Flux2()


def asked(**changes: Any) -> Sampling:
    """With room for dev's system message."""
    return sampling(sequence_length=512, **changes)


def test_only_the_base_is_not_distilled() -> None:
    found = {kind: FLUX2.abilities(built(f"flux2-{kind}")) for kind in ("klein", "klein-base")}
    found["dev"] = FLUX2.abilities(built("flux2-dev"))
    assert {kind for kind, able in found.items() if able.distilled} == {"klein", "dev"}
    assert {kind for kind, able in found.items() if able.unconditional} == {"klein-base"}
    assert all(able.references == "context" for able in found.values())


@pytest.mark.parametrize("kind", ["klein", "klein-base", "dev"])
def test_a_negative_prompt_acts_on_the_base_alone(kind: str) -> None:
    pipeline = built(f"flux2-{kind}")
    plain, other = (
        FLUX2.sample(pipeline, asked(guidance=4.0, negative_prompt=negative))
        for negative in ("", "the open sea at night")
    )
    assert difference(plain, other).any() == (kind == "klein-base")


@pytest.mark.parametrize("kind", ["klein", "dev"])
@pytest.mark.parametrize("repainted", [False, True])
def test_it_looks_at_its_references(kind: str, repainted: bool) -> None:
    pipeline = built(f"flux2-{kind}")
    repaint = repaint_right(noise_picture(9)) if repainted else None
    ways = [(), (noise_picture(1),), (noise_picture(2),), (noise_picture(1), noise_picture(2))]
    pictures = [
        FLUX2.sample(pipeline, asked(repaint=repaint, regions=(whole_region("a", *looks),)))
        for looks in ways
    ]
    assert len({picture.tobytes() for picture in pictures}) == len(ways)


def test_a_weak_repaint_keeps_more_of_the_picture() -> None:
    pipeline = built("flux2-klein")
    picture = noise_picture()
    part = repaint_right(picture)
    kept = FLUX2.sample(pipeline, asked(steps=4, repaint=replace(part, strength=0.25)))
    anew = FLUX2.sample(pipeline, asked(steps=4, repaint=part))
    whole = FLUX2.sample(pipeline, asked(steps=4, repaint=replace(part, mask=part.mask & False)))
    near, far = (difference(whole, one)[part.mask].mean() for one in (kept, anew))
    assert near < far


def test_texts_are_counted_with_the_chat_template_around_them() -> None:
    klein, dev = built("flux2-klein"), built("flux2-dev")
    text = "a red ball"
    (counter,) = FLUX2.counters(klein)
    said = [{"role": "user", "content": text}]
    framed = klein.tokenizer.apply_chat_template(
        said, tokenize=False, add_generation_prompt=True, enable_thinking=False
    )
    assert counter.count(text) == len(klein.tokenizer(framed)["input_ids"])
    (counter,) = FLUX2.counters(dev)
    assert counter.count(text) > len(dev.system_message) + len(text)
    assert counter.count(text + "s") == counter.count(text) + 1
