"""When memory runs out the same picture is painted with less, and it is said."""

from typing import Any

import pytest

torch = pytest.importorskip("torch")
diffusers = pytest.importorskip("diffusers")


from panelwright_tools.domain import ToolError  # noqa: E402
from panelwright_tools.painting.diffusion.fit import Fit  # noqa: E402
from panelwright_tools.painting.diffusion.loading import placed  # noqa: E402
from panelwright_tools.painting.diffusion.memory_errors import ran_out_of_memory  # noqa: E402
from panelwright_tools.painting.diffusion.stepping_down import (  # noqa: E402
    Load,
    steps_down,
    within_memory,
)
from small_device import SmallDevice  # noqa: E402
from tiny_models.flux1 import flux1_dev  # noqa: E402


def said(load: Load, grain: int = 16) -> list[str]:
    return [step.said for step in steps_down(load, grain)]


def test_loads_get_lighter_by_offloading_then_batches_then_sizes() -> None:
    load = Load(Fit("cuda:0", "bfloat16", "model"), (512, 384), paired=True)

    assert said(load) == [
        "with only the blocks at work on the device, which is slow",
        "with only the layer at work on the device, which is slowest",
        "with the autoencoder working in tiles",
        "with the negative prompt in a pass of its own, which is a little slower",
        "at 384×288 pixels",
    ]


def test_every_step_keeps_what_was_saved_before_it() -> None:
    *_, last = steps_down(Load(Fit("cuda:0"), (512, 512), paired=True), 16)

    assert last.load.fit == Fit("cuda:0", offload="sequential", tiled=True, sliced=True)
    assert (last.load.paired, last.load.size) == (False, (288, 288))


def test_where_memory_is_shared_nothing_is_offloaded() -> None:
    assert said(Load(Fit("mps"), (300, 300))) == ["with the autoencoder working in tiles"]
    assert said(Load(Fit("cpu", tiled=True, sliced=True), (256, 256))) == []


def test_a_pipeline_that_runs_out_of_memory_paints_a_smaller_picture() -> None:
    pipeline = flux1_dev()
    pipeline.set_progress_bar_config(disable=True)
    before: list[int] = []

    def paint(load: Load) -> Any:
        before.append(memory.used)
        placed(pipeline, load.fit)
        width, height = load.size
        return pipeline(
            prompt="a cat", width=width, height=height, num_inference_steps=1, max_sequence_length=8
        ).images[0]

    with SmallDevice(10 * 2**20) as memory:
        picture, load, notes = within_memory(paint, Load(Fit(), (352, 352)), grain=16)

    assert picture.size == load.size
    assert load.size == (256, 256) and load.fit.tiled
    assert notes == ("Memory ran out on cpu, so this was painted at 256×256 pixels.",)
    assert len(before) == 3 and max(before) < 2**20, (
        "a failed call's results are let go before the next"
    )


def test_what_fits_is_painted_as_asked_without_a_word() -> None:
    load = Load(Fit(), (512, 512))

    assert within_memory(lambda given: given.size, load, 16) == ((512, 512), load, ())


def test_offloading_goes_before_sizes_and_what_it_freed_is_given_back() -> None:
    tried: list[str] = []

    def paint(load: Load) -> str:
        tried.append(load.fit.offload)
        if load.fit.offload != "group":
            raise torch.OutOfMemoryError("CUDA out of memory")
        return "painted"

    painted, load, notes = within_memory(
        paint, Load(Fit("cuda:0"), (512, 512)), 16, lambda: tried.append("freed")
    )

    assert painted == "painted" and load.size == (512, 512)
    assert tried == ["none", "freed", "encoders", "freed", "model", "freed", "group"]
    assert notes[0].endswith("with only the blocks at work on the device, which is slow.")


def test_an_error_that_was_translated_on_its_way_still_counts() -> None:
    def paint(load: Load) -> str:
        if load.size == (512, 512):
            try:
                raise RuntimeError("MPS backend out of memory (MPS allocated: 9 GB)")
            except RuntimeError as error:
                raise ToolError("the painter failed.") from error
        return "painted"

    _, load, _ = within_memory(paint, Load(Fit("mps", tiled=True, sliced=True), (512, 512)), 16)

    assert load.size == (384, 384)


def test_other_errors_are_raised_as_they_are() -> None:
    def paint(load: Load) -> str:
        raise ValueError("a wrong argument")

    with pytest.raises(ValueError, match="a wrong argument"):
        within_memory(paint, Load(Fit(), (512, 512)), 16)


def test_when_nothing_is_light_enough_it_is_said_once() -> None:
    def paint(load: Load) -> str:
        raise torch.OutOfMemoryError("CUDA out of memory")

    with pytest.raises(ToolError, match="has not enough memory for this model, even layer by"):
        within_memory(paint, Load(Fit("cuda:0"), (512, 512)), 16)


def test_an_allocation_that_the_system_refuses_counts_as_out_of_memory() -> None:
    with pytest.raises(RuntimeError) as caught:
        torch.empty(2**55)

    assert ran_out_of_memory(caught.value)
    assert not ran_out_of_memory(RuntimeError("shapes do not match"))
