"""How good the detector is, on drawn scenes that it never saw."""

from collections.abc import Sequence

import numpy as np
from PIL import Image

from miniature.detector import Detector, Spotted, spotted
from miniature.detector_scenes import Shown, shown
from miniature.scenes import Thing
from miniature.tables import table
from panelwright_tools.domain import Box

_HELD_OUT = 104_729
"""Added to the detector's seed for scenes on which it is measured."""
_SAME = 0.5
"""Overlap (IoU) from which on a box is that of a subject."""
_SURE = 0.3
"""Probability from which on something counts as seen, as grounding/data/detecting.toml has it."""


def measured(detector: Detector, scenes: int) -> str:
    """Its figures as lines."""
    chance = np.random.default_rng(table("detector")["seed"] + _HELD_OUT)
    held_out = [shown(chance) for _ in range(scenes)]
    seen = seen_all(detector, [one.picture for one in held_out])
    right = sum(fits(found, one.things) for found, one in zip(seen, held_out, strict=True))
    pairs = [_counted(found, one) for found, one in zip(seen, held_out, strict=True)]
    true, told, wanted = (sum(column) for column in zip(*pairs, strict=True))
    return (
        f"{scenes} drawn scenes of its own kind, held out: {right / scenes:.2%} all right\n"
        f"boxes with kind, colour and IoU over {_SAME:g}: precision {true / told:.2%}, "
        f"recall {true / wanted:.2%} of {wanted} subjects"
    )


def seen_all(detector: Detector, pictures: Sequence[Image.Image]) -> list[list[Spotted]]:
    """What it is sure of on many pictures of one size."""
    found: list[list[Spotted]] = []
    for start in range(0, len(pictures), 200):
        found += spotted(detector, pictures[start : start + 200])
    return [[one for one in every if chance_of(one) > _SURE] for every in found]


def chance_of(one: Spotted) -> float:
    """Of what it is most likely."""
    return float(one.sure * one.kinds.max() * one.colours.max())


def fits(found: Sequence[Spotted], things: Sequence[Thing]) -> bool:
    """Whether every thing is found, and nothing else."""
    return len(found) == len(things) == _true(found, things)


def _true(found: Sequence[Spotted], things: Sequence[Thing]) -> int:
    return sum(any(_is(one, thing) for one in found) for thing in things)


def _counted(found: Sequence[Spotted], one: Shown) -> tuple[int, int, int]:
    return _true(found, one.things), len(found), len(one.things)


def _is(one: Spotted, thing: Thing) -> bool:
    scenes, (width, height) = table("scenes"), table("detector")["scenes"]["size"]
    x, y, w, h = thing.box
    told = scenes["kinds"][int(one.kinds.argmax())], scenes["colours"][int(one.colours.argmax())]
    own = Box(x / width, y / height, w / width, h / height)
    return told == (thing.kind, thing.colour) and one.box.iou(own) > _SAME
