"""The data: scenes of a seed, their pictures and, once there is an autoencoder, their latents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from miniature.scenes import Scene, Size, drawn, scene
from miniature.tables import table

_AT_ONCE = 256


@dataclass(frozen=True)
class Part:
    """The scenes of one size."""

    size: Size
    scenes: int
    share: float
    """How often a batch is of it."""

    @property
    def name(self) -> str:
        """Of its files."""
        return "x".join(map(str, self.size))


def parts(scale: float = 1.0) -> tuple[Part, ...]:
    """All parts as model.toml tells them, each with that share of its scenes."""
    told = table("model")["data"]
    return tuple(
        Part((p["size"][0], p["size"][1]), max(8, round(p["scenes"] * scale)), p["share"])
        for p in told
    )


def scene_of(part: Part, seed: int, number: int) -> Scene:
    """One scene; it depends on nothing but the arguments."""
    return scene(np.random.default_rng((seed, *part.size, number)), part.size)


def pictures(part: Part, seed: int, folder: Path) -> npt.NDArray[np.uint8]:
    """(scenes, height, width, 3) pictures, drawn into a file at first, mapped into memory."""

    def draw(numbers: range) -> npt.NDArray[np.uint8]:
        return np.stack([np.asarray(drawn(scene_of(part, seed, n))) for n in numbers])

    shape = (part.scenes, part.size[1], part.size[0], 3)
    return _kept(folder / f"pictures-{part.name}.npy", shape, np.uint8, draw)


def latents(
    part: Part, seed: int, folder: Path, encode: Callable[[Any], npt.NDArray[np.float16]]
) -> npt.NDArray[np.float16]:
    """(scenes, channels, height, width) latents of the pictures, kept like them.

    `encode` takes (n, height, width, 3) pictures.
    """
    shown = pictures(part, seed, folder)
    shape = (part.scenes, *encode(shown[:1]).shape[1:])
    path = folder / f"latents-{part.name}.npy"
    return _kept(path, shape, np.float16, lambda n: encode(shown[n.start : n.stop]))


def _kept(
    path: Path, shape: tuple[int, ...], kind: Any, make: Callable[[range], Any]
) -> npt.NDArray[Any]:
    """A file of an array, made where it isn't there, whole or not at all."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        whole = np.lib.format.open_memmap(partial, "w+", kind, shape)
        for numbers in _chunks(shape[0]):
            whole[numbers.start : numbers.stop] = make(numbers)
        whole.flush()
        partial.replace(path)
    return np.load(path, mmap_mode="r")  # type: ignore[no-any-return]


def _chunks(number: int) -> Iterator[range]:
    for start in range(0, number, _AT_ONCE):
        yield range(start, min(number, start + _AT_ONCE))
