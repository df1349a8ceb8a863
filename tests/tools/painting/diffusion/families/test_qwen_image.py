"""Qwen-Image: what its kinds can do, how its texts are counted, what references change."""

import pytest

pytest.importorskip("diffusers")

from typing import Any

from panelwright_tools.domain import Box
from panelwright_tools.painting.diffusion.families.qwen_image import QwenImage
from panelwright_tools.painting.diffusion.sampling import RegionPrompt, Sampling
from samplings import SIZE, difference, noise_picture, repaint_right, sampling, whole_region
from tiny_models.folders import built

QWEN = QwenImage()


@pytest.fixture(scope="module", params=["edit", "edit-plus"])
def editor(request: pytest.FixtureRequest) -> Any:
    return built(f"qwen-image-{request.param}")


def asked(prompt: str = "a", **changes: Any) -> Sampling:
    """With room for the template, of which these tokenizers make more than is dropped."""
    return sampling(prompt, **{"sequence_length": 512, **changes})


def test_only_the_editors_look_at_pictures(editor: Any) -> None:
    plain = QWEN.abilities(built("qwen-image"))
    assert plain.references is None
    assert plain.unconditional and not plain.distilled
    assert QWEN.abilities(editor).references == "context"


@pytest.mark.parametrize(("guidance", "acts"), [(4.0, True), (1.0, False)])
def test_a_negative_prompt_acts_while_guidance_does(guidance: float, acts: bool) -> None:
    pipeline = built("qwen-image")
    plain, other = (
        QWEN.sample(pipeline, asked(guidance=guidance, negative_prompt=negative))
        for negative in ("", "the open sea at night")
    )
    assert difference(plain, other).any() == acts


def text_lengths(pipeline: Any) -> list[int]:
    """Of the texts that the transformer is given from now on."""
    found: list[int] = []
    pipeline.transformer.register_forward_pre_hook(
        lambda _, __, given: found.append(given["encoder_hidden_states"].shape[1]),
        with_kwargs=True,
    )
    return found


def test_a_negative_prompt_is_whole_beside_regions_and_never_taken_for_their_words() -> None:
    pipeline = built("qwen-image")
    lengths = text_lengths(pipeline)
    region = RegionPrompt("one", "b", Box(x=0, y=0, w=0.5, h=1))

    def told(negative: str) -> tuple[int, int]:
        lengths.clear()
        QWEN.sample(pipeline, asked("a", regions=(region,), negative_prompt=negative))
        return lengths[0], lengths[1]

    words, short = told("s")
    as_long = "s" * (1 + words - short)  # a letter is a token
    assert told(as_long) == (words, words - 1)
    assert told(as_long + "sss") == (words, words + 3)


def test_texts_that_are_too_long_together_are_cut_at_the_regions_ends() -> None:
    pipeline = built("qwen-image")
    lengths = text_lengths(pipeline)
    boxes = [Box(x=number / 8, y=0, w=1 / 8, h=1) for number in range(8)]
    regions = tuple(RegionPrompt(str(box.x), "word " * 80, box) for box in boxes)
    QWEN.sample(pipeline, asked("a", regions=regions))
    assert 1024 - len(regions) < lengths[0] <= 1024


@pytest.mark.parametrize("repainted", [False, True])
def test_it_looks_at_its_references(editor: Any, repainted: bool) -> None:
    repaint = repaint_right(noise_picture(9)) if repainted else None
    ways = [(), (noise_picture(1),), (noise_picture(2),), (noise_picture(1), noise_picture(2))]
    pictures = [
        QWEN.sample(editor, asked(repaint=repaint, regions=(whole_region("a", *looks),)))
        for looks in ways
    ]
    assert len({picture.tobytes() for picture in pictures}) == len(ways)
    assert all(picture.size == SIZE for picture in pictures)


def test_texts_are_counted_as_the_pipeline_reads_them() -> None:
    pipeline = built("qwen-image")
    (counter,) = QWEN.counters(pipeline)
    rows, _ = pipeline.encode_prompt("a red ball", max_sequence_length=512)
    assert counter.count("a red ball") == rows.shape[1]
    assert counter.limit == 512
