"""The judge: says which subjects a small picture shows. It is independent, and in no loop.

`python -m miniature.judge_training` trains it anew and measures it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from safetensors.torch import load_file
from torch import nn

from miniature.scenes import Size, Thing
from miniature.tables import table

WEIGHTS = Path(__file__).parent / "data" / "judge.safetensors"
STRIDE = 2
"""Pixels a place of the judge's map is."""
_BOX = 8.0
"""Pixels that are one unit of a predicted width or height."""


@dataclass(frozen=True)
class Wanted:
    """What a picture is to show."""

    kind: str
    colour: str
    box: tuple[float, float, float, float] | None = None
    """Left, top, width, height in pixels of the picture; None: anywhere."""


class Judge(nn.Module):  # type: ignore[misc, unused-ignore]
    """A map of centres, and at each place a kind, a colour and a box."""

    def __init__(self) -> None:
        """With random weights."""
        super().__init__()
        facts, scenes = table("judge"), table("scenes")
        widths, spread = facts["widths"], facts["spread"]
        self.first = nn.Conv2d(3, widths[0], 3, padding=1)
        strides = [STRIDE, *(1 for _ in spread[1:])]
        self.layers = nn.ModuleList(
            nn.Conv2d(one, other, 3, stride=stride, padding=far, dilation=far)
            for one, other, stride, far in zip(widths, widths[1:], strides, spread, strict=False)
        )
        self.kinds, self.colours = len(scenes["kinds"]), len(scenes["colours"])
        self.last = nn.Conv2d(widths[-1], 1 + self.kinds + self.colours + 4, 1)

    def forward(self, shown: torch.Tensor) -> torch.Tensor:
        """(n, 1 + kinds + colours + 4, height / 2, width / 2) of (n, 3, height, width) in -1..1."""
        seen = torch.relu(self.first(shown))
        for number, layer in enumerate(self.layers):
            found = torch.relu(layer(seen))
            seen = found + seen if number and found.shape == seen.shape else found
        return torch.as_tensor(self.last(seen))

    def split(self, told: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Centre, kinds, colours and box of what it says."""
        return tuple(torch.split(told, [1, self.kinds, self.colours, 4], 1))


def judged(picture: Image.Image) -> list[Thing]:
    """Every subject that the picture shows, with its box in the picture's pixels."""
    return judged_all([picture])[0]


def judged_all(pictures: Sequence[Image.Image]) -> list[list[Thing]]:
    """The same for pictures that are all of one size, faster."""
    return seen_by(the_judge(), pictures)


def all_correct(picture: Image.Image, wanted: Sequence[Wanted]) -> bool:
    """Whether the picture shows what is wanted, each where it is wanted, and nothing else."""
    return fits(judged(picture), wanted)


def fits(found: Sequence[Thing], wanted: Sequence[Wanted]) -> bool:
    """The same of what was seen: each wanted subject once, and no other."""
    if len(found) != len(wanted):
        return False
    return any(
        all(_is(thing, want) for thing, want in zip(order, wanted, strict=True))
        for order in permutations(found)
    )


def _is(thing: Thing, want: Wanted) -> bool:
    if (thing.kind, thing.colour) != (want.kind, want.colour):
        return False
    if want.box is None:
        return True
    slack = float(table("judge")["slack"])
    (x, y), (left, top, width, height) = thing.centre, want.box
    across = left - slack <= x <= left + width + slack
    return across and top - slack <= y <= top + height + slack


@cache
def the_judge() -> Judge:
    """The judge with its trained weights."""
    judge = Judge()
    judge.load_state_dict({name: value.float() for name, value in load_file(WEIGHTS).items()})
    judge.eval()
    return judge


def seen_by(judge: Judge, pictures: Sequence[Image.Image]) -> list[list[Thing]]:
    """What a judge sees in pictures of one size."""
    pixels = np.stack([np.asarray(picture.convert("RGB")) for picture in pictures])
    shown = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 127.5 - 1
    with torch.no_grad():
        centre, kinds, colours, boxes = judge.split(judge(shown))
    heat = centre.sigmoid()
    peaks = (heat == nn.functional.max_pool2d(heat, 3, 1, 1)) & (heat > table("judge")["seen"])
    found: list[list[Thing]] = [[] for _ in pictures]
    for number, _, row, column in peaks.nonzero().tolist():
        place = (number, slice(None), row, column)
        found[number].append(_thing(kinds[place], colours[place], boxes[place], (column, row)))
    return found


def _thing(kinds: Any, colours: Any, box: Any, at: Size) -> Thing:
    facts = table("scenes")
    x, y, width, height = box.tolist()
    width, height = width * _BOX, height * _BOX
    left = (at[0] + x) * STRIDE - width / 2
    top = (at[1] + y) * STRIDE - height / 2
    kind, colour = facts["kinds"][int(kinds.argmax())], facts["colours"][int(colours.argmax())]
    return Thing(kind, colour, (left, top, width, height))


def target(
    things: Sequence[Thing], size: Size
) -> tuple[npt.NDArray[np.float32], list[tuple[int, int, int, int]], list[list[float]]]:
    """What a judge should say: a map of centres, places with kind and colour, and their boxes."""
    facts = table("scenes")
    rows, columns = np.mgrid[: size[1] // STRIDE, : size[0] // STRIDE]
    heat = np.zeros(rows.shape, np.float32)
    places: list[tuple[int, int, int, int]] = []
    boxes: list[list[float]] = []
    for thing in things:
        x, y = (middle / STRIDE for middle in thing.centre)
        column, row = min(int(x), heat.shape[1] - 1), min(int(y), heat.shape[0] - 1)
        near = np.exp(-((rows - row) ** 2 + (columns - column) ** 2) / 1.2)
        heat = np.maximum(heat, near).astype(np.float32)
        kind, colour = facts["kinds"].index(thing.kind), facts["colours"].index(thing.colour)
        places.append((row, column, kind, colour))
        boxes.append([x - column, y - row, thing.box[2] / _BOX, thing.box[3] / _BOX])
    return heat, places, boxes
