"""What the detector learns from: scenes of its own, with twins, and with things that are none of
the subjects."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from miniature.scenes import Scene, Thing, drawn, placed
from miniature.tables import table


@dataclass(frozen=True)
class Shown:
    """A picture and the subjects that it shows."""

    picture: Image.Image
    things: tuple[Thing, ...]


def shown(chance: np.random.Generator) -> Shown:
    """A picture as chance has it; no two chances give the judge's or the painter's scenes."""
    facts = table("detector")["scenes"]
    size = (int(facts["size"][0]), int(facts["size"][1]))
    while True:
        own, strange = _subjects(chance), _strangers(chance)
        found = placed(chance, [*own, *strange], size, tuple(facts["sides"]))
        if found is not None:
            what = Scene(size, found, int(chance.integers(2**31)))
            return Shown(drawn(what), found[: len(own)])


def _subjects(chance: np.random.Generator) -> list[tuple[str, str]]:
    facts, scenes = table("detector")["scenes"], table("scenes")
    shares = facts["subjects"]
    number = int(chance.choice([int(n) for n in shares], p=list(shares.values())))
    pairs = [_pair(chance, scenes["kinds"], scenes["colours"]) for _ in range(number)]
    if pairs and chance.random() < facts["twin"]:
        pairs.append(pairs[0])
    return pairs


def _strangers(chance: np.random.Generator) -> list[tuple[str, str]]:
    """Other kinds in any colour, and kinds that are known in another."""
    facts, scenes = table("detector")["strangers"], table("scenes")
    if chance.random() >= facts["chance"]:
        return []
    every = [*scenes["colours"], *facts["colours"]]
    return [
        _pair(chance, facts["kinds"], every)
        if chance.random() < 0.5
        else _pair(chance, scenes["kinds"], facts["colours"])
        for _ in range(int(chance.integers(1, facts["most"] + 1)))
    ]


def _pair(chance: np.random.Generator, kinds: list[str], colours: list[str]) -> tuple[str, str]:
    return str(chance.choice(kinds)), str(chance.choice(colours))
