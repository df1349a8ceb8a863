"""The prompts on which the loop is measured: what is wanted, where, and how that is said.

Usage: PYTHONPATH=agent:tools:prompts:benchmarks python -m miniature.prompts > prompts.jsonl
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from miniature.captions import told
from miniature.judge import Wanted
from miniature.scenes import Scene, Size, scene
from miniature.tables import table

SIZE: Size = (32, 32)


@dataclass(frozen=True)
class Prompt:
    """One picture that is asked for."""

    id: str
    prompt: str
    """The whole of it: "a red fox and a blue car"."""
    wanted: tuple[Wanted, ...]
    """Each subject with its region, pixels of a picture of `size`, in the order of the prompt."""
    phrases: tuple[str, ...]
    """For each subject what its region is to show: "a red fox"."""
    size: Size = SIZE

    def region(self, number: int) -> tuple[float, float, float, float]:
        """A subject's region as fractions of the picture: left, top, width, height."""
        left, top, width, height = self.wanted[number].box or (0.0, 0.0, *self.size)
        across, down = self.size
        return left / across, top / down, width / across, height / down


def prompts(number: int | None = None, seed: int | None = None) -> tuple[Prompt, ...]:
    """That many prompts, as prompts.toml has them: one, two, three subjects in turn.

    Another seed makes others, to tune on.

    Each is the same whatever their number; the scenes they are taken from can be drawn, so that no
    region lacks room.
    """
    facts = table("prompts")
    wanted = int(facts["number"]) if number is None else number
    first = int(facts["seed"]) if seed is None else seed
    return tuple(_prompt(n, first, facts["grown"]) for n in range(wanted))


def _prompt(number: int, seed: int, grown: float) -> Prompt:
    what: Scene = scene(np.random.default_rng((seed, number)), SIZE, 1 + number % 3)
    things = what.things
    return Prompt(
        id=f"p{number:03d}",
        prompt=told(things),
        wanted=tuple(
            Wanted(thing.kind, thing.colour, _grown(thing.box, grown)) for thing in things
        ),
        phrases=tuple(told([thing]) for thing in things),
    )


def _grown(box: Sequence[float], by: float) -> tuple[float, float, float, float]:
    left, top = max(0.0, box[0] - by), max(0.0, box[1] - by)
    right, bottom = min(SIZE[0], box[0] + box[2] + by), min(SIZE[1], box[1] + box[3] + by)
    return left, top, right - left, bottom - top


if __name__ == "__main__":
    for one in prompts():
        print(json.dumps(asdict(one)))
