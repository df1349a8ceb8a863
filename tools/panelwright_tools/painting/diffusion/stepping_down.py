"""When memory runs out: the same picture again with less on the device, and a word about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeVar, get_args

from panelwright_tools.domain import ToolError
from panelwright_tools.painting.diffusion.fit import Fit, Offload
from panelwright_tools.painting.diffusion.memory_errors import ran_out_of_memory

_Painted = TypeVar("_Painted")
_SHRINK: Final = 0.75
"""Each side of a picture, at every step down."""
LEAST_SIDE: Final = 256
"""Pixels along the shorter side below which no picture is worth painting."""
_WORDS: Final[dict[Offload, str]] = {
    "none": "with all of the model on the device",
    "encoders": "with the text encoders in main memory",
    "model": "with only the part at work on the device",
    "group": "with only the blocks at work on the device, which is slow",
    "sequential": "with only the layer at work on the device, which is slowest",
}


@dataclass(frozen=True)
class Load:
    """What is put on the device for one call."""

    fit: Fit
    size: tuple[int, int]
    """Width and height in pixels."""
    paired: bool = False
    """Whether the negative prompt runs in one batch with the words."""


@dataclass(frozen=True)
class Step:
    """A lighter load than the one before."""

    load: Load
    said: str
    """What was made lighter: `with the autoencoder working in tiles`."""


def steps_down(load: Load, grain: int) -> Iterator[Step]:
    """Ever lighter loads: more offloading and tiles, then smaller batches, then smaller pictures.

    Sizes stay multiples of `grain` pixels, and their shorter side at least 256. Where a device
    shares the computer's memory, offloading frees nothing and is left out.
    """
    if load.fit.device.partition(":")[0] not in ("cpu", "mps"):
        offloads: tuple[Offload, ...] = get_args(Offload)
        for offload in offloads[offloads.index(load.fit.offload) + 1 :]:
            load = replace(load, fit=replace(load.fit, offload=offload))
            yield Step(load, _WORDS[offload])
    if not (load.fit.tiled and load.fit.sliced):
        load = replace(load, fit=replace(load.fit, tiled=True, sliced=True))
        yield Step(load, "with the autoencoder working in tiles")
    if load.paired:
        load = replace(load, paired=False)
        yield Step(load, "with the negative prompt in a pass of its own, which is a little slower")
    while (smaller := _smaller(load.size, grain)) != load.size:
        load = replace(load, size=smaller)
        yield Step(load, f"at {smaller[0]}×{smaller[1]} pixels")


def within_memory(
    paint: Callable[[Load], _Painted],
    load: Load,
    grain: int,
    free: Callable[[], None] = lambda: None,
) -> tuple[_Painted, Load, tuple[str, ...]]:
    """Paint, with ever lighter loads as long as memory runs out.

    `free` gives back to the device what a failed call has left behind. Returns what was painted,
    the load with which it was, and a sentence if that is not the one asked for. Any error but that
    of memory is raised as it is; ToolError when even the lightest load is too much.
    """
    try:
        return paint(load), load, ()
    except Exception as error:
        if not ran_out_of_memory(error):
            raise
        failure = error
    for step in steps_down(load, grain):
        _forget_frames(failure)
        free()
        try:
            return paint(step.load), step.load, (_said(load.fit.device, step),)
        except Exception as error:
            if not ran_out_of_memory(error):
                raise
            failure = error
    raise ToolError(
        f"{load.fit.device} has not enough memory for this model, even layer by layer and for "
        "small pictures; close other programs, or use a smaller model."
    ) from failure


def _smaller(size: tuple[int, int], grain: int) -> tuple[int, int]:
    """The next smaller size; the same when that would be too small."""
    width, height = (max(grain, int(side * _SHRINK) // grain * grain) for side in size)
    return (width, height) if min(width, height) >= LEAST_SIDE else size


def _forget_frames(error: BaseException | None) -> None:
    """Let go of the frames of a failed call: they hold on to its tensors."""
    while error is not None:
        error.__traceback__ = None
        error = error.__cause__ or error.__context__


def _said(device: str, step: Step) -> str:
    return f"Memory ran out on {device}, so this was painted {step.said}."
