"""Siblings share the weights; steps are cached in pipelines that say nothing of their passes."""

from typing import Any

import pytest

pytest.importorskip("diffusers")

import torch
from torch.overrides import TorchFunctionMode

from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion.catalogue import family_named
from panelwright_tools.painting.diffusion.families.running import named, sibling
from panelwright_tools.painting.diffusion.speeding import use_step_cache
from samplings import SIZE, noise_picture, repaint_right, sampling
from tiny_models.folders import built


def test_a_sibling_has_the_same_weights_and_settings() -> None:
    pipeline = built("flux2-klein")
    other = sibling(pipeline, "Flux2KleinInpaintPipeline")
    assert type(other).__name__ == "Flux2KleinInpaintPipeline"
    assert other.transformer is pipeline.transformer
    assert other.config.is_distilled
    assert other._progress_bar_config == {"disable": True}
    assert sibling(pipeline, "Flux2KleinPipeline") is pipeline


class Draws(TorchFunctionMode):  # type: ignore[misc]
    """Notes in which numbers noise is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: list[Any] = []

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func is torch.randn:
            self.numbers.append((kwargs or {}).get("dtype"))
        return func(*args, **(kwargs or {}))


@pytest.mark.parametrize("name", ["sd15", "sdxl", "flux1-dev", "sd3-medium", "flux2-klein",
                                  "qwen-image", "qwen-image-edit", "z-image-turbo"])  # fmt: skip
@pytest.mark.parametrize("repaint", [None, repaint_right(noise_picture())], ids=["new", "again"])
def test_noise_is_drawn_in_32_bits_by_a_model_of_16(name: str, repaint: Any) -> None:
    pipeline = built(name).to("cpu", torch.bfloat16, silence_dtype_warnings=True)
    first, second, *_ = [*name.split("-"), ""]
    family = family_named(f"{first}_image" if second == "image" else first)
    with Draws() as draws:
        assert family.sample(pipeline, sampling(steps=1, repaint=repaint, sequence_length=512))
    assert draws.numbers and set(draws.numbers) <= {torch.float32, None}


def test_a_pipeline_is_known_by_where_it_came_from() -> None:
    pipeline = built("sd3-large")
    assert not named(pipeline, "turbo")
    pipeline.register_to_config(_name_or_path="/models/SD3.5-Large-Turbo")
    assert named(pipeline, "turbo")


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("flux1-dev", "flux1"),
        ("flux1-fill", "flux1"),
        ("flux1-kontext", "flux1"),
        ("flux2-klein-base", "flux2"),
        ("flux2-dev", "flux2"),
        ("qwen-image", "qwen_image"),
    ],
)
def test_steps_are_cached_whatever_is_painted(name: str, family: str) -> None:
    pipeline, adapter = built(name), family_named(family)
    use_step_cache(pipeline, "taylorseer")
    for repaint in (None, repaint_right(noise_picture())):
        told = sampling(steps=4, sequence_length=512, repaint=repaint)
        assert adapter.sample(pipeline, told).size == SIZE
    if family == "flux2":
        with pytest.raises(UserError, match="does not go with Flux2"):
            use_step_cache(pipeline, "first-block")
    else:
        use_step_cache(pipeline, "first-block")
        assert adapter.sample(pipeline, sampling(steps=4)).size == SIZE


def test_libraries_say_nothing_while_a_picture_is_sampled(
    caplog: pytest.LogCaptureFixture,
) -> None:
    pipeline, adapter = built("sd3-medium"), family_named("sd3")
    caplog.clear()
    adapter.sample(pipeline, sampling("many words " * 40, sequence_length=128))
    assert not caplog.records
