"""Trains the judge on scenes of its own seed, and measures it on scenes that it never saw.

Usage: PYTHONPATH=agent:tools:prompts:benchmarks python -m miniature.judge_training
           [--measure] [--model FOLDER] [--scenes 2000]

With --measure it only measures. With a model's folder, scenes are also passed through the model's
autoencoder before they are judged.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image, ImageFilter
from safetensors.torch import save_file
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, smooth_l1_loss

from miniature.autoencoding import as_tensor, decoded, encoded, rate_at
from miniature.judge import WEIGHTS, Judge, Wanted, fits, seen_by, target, the_judge
from miniature.scenes import Scene, Thing, drawn, scene
from miniature.sprites import sprite
from miniature.tables import table

_HELD_OUT = 977
"""Added to the judge's seed for the scenes on which it is measured."""


def main() -> None:
    """Train, unless only measuring is wanted, and print how good it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--model", type=Path, help="a pipeline's folder, for its autoencoder")
    parser.add_argument("--scenes", type=int, default=2000)
    given = parser.parse_args()
    torch.set_num_threads(1)
    if not given.measure:
        judge = trained(table("judge")["pictures"] // table("judge")["batch"])
        save_file({name: value.half() for name, value in judge.state_dict().items()}, WEIGHTS)
        the_judge.cache_clear()
    scenes = held_out(given.scenes)
    pictures = [drawn(one) for one in scenes]
    print(f"{given.scenes} drawn scenes: {accuracy(the_judge(), pictures, scenes):.2%} all right")
    chance = np.random.default_rng(table("judge")["seed"] + _HELD_OUT)
    strange = [among_strangers(one, chance) for one in scenes]
    share = accuracy(the_judge(), strange, scenes)
    print(f"the same among things that are no subjects: {share:.2%} all right")
    if given.model is not None:
        blurred = through(given.model, pictures)
        share = accuracy(the_judge(), blurred, scenes)
        print(f"the same through the autoencoder: {share:.2%} all right")


def held_out(number: int) -> list[Scene]:
    """Scenes that neither the painter nor the judge was taught."""
    seed = table("judge")["seed"] + _HELD_OUT
    return [scene(np.random.default_rng((seed, n))) for n in range(number)]


def accuracy(judge: Judge, pictures: Sequence[Image.Image], scenes: Sequence[Scene]) -> float:
    """Share of pictures in which every subject is seen at its place, and nothing else."""
    found: list[list[Thing]] = []
    for start in range(0, len(pictures), 200):
        found += seen_by(judge, pictures[start : start + 200])
    right = [fits(seen, _wanted(one)) for seen, one in zip(found, scenes, strict=True)]
    return sum(right) / len(right)


def _wanted(one: Scene) -> list[Wanted]:
    return [Wanted(thing.kind, thing.colour, thing.box) for thing in one.things]


def through(folder: Path, pictures: Sequence[Image.Image]) -> list[Image.Image]:
    """The pictures as a model's autoencoder gives them back."""
    from diffusers import AutoencoderKL

    vae = AutoencoderKL.from_pretrained(folder / "vae").float()
    pixels = np.stack([np.asarray(picture) for picture in pictures])
    back = [
        decoded(vae, torch.from_numpy(encoded(vae, pixels[n : n + 200])).float())
        for n in range(0, len(pixels), 200)
    ]
    return [Image.fromarray(one) for one in np.concatenate(back)]


def trained(steps: int) -> Judge:
    """A judge after so many batches."""
    facts = table("judge")
    torch.manual_seed(facts["seed"])
    judge = Judge()
    optimizer = torch.optim.AdamW(judge.parameters(), lr=facts["rate"], weight_decay=1e-4)
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = facts["rate"] * rate_at(step, steps)
        loss = _loss(judge, np.random.default_rng((facts["seed"], step)))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        if step % 100 == 0:
            print(f"judge {step}/{steps} loss {loss.item():.4f}", flush=True)
    judge.eval()
    return judge


def _loss(judge: Judge, chance: np.random.Generator) -> torch.Tensor:
    pictures, heats, places, boxes = [], [], [], []
    for number in range(table("judge")["batch"]):
        what = scene(chance)
        strange = chance.random() < table("judge")["strangers"]["chance"]
        picture = among_strangers(what, chance) if strange else drawn(what)
        pictures.append(_worn(picture, chance))
        heat, found, around = target(what.things, what.size)
        heats.append(heat)
        places += [(number, *place) for place in found]
        boxes += around
    centre, kinds, colours, box = judge.split(judge(as_tensor(np.stack(pictures))))
    at, row, column, kind, colour = torch.tensor(places).T
    wanted = torch.from_numpy(np.stack(heats))[:, None]
    # where a subject is counts most; the slopes around it count little
    weight = torch.where(wanted == 1, 10.0, (1 - wanted) ** 2)
    seen = (weight * binary_cross_entropy_with_logits(centre, wanted, reduction="none")).mean()
    told = cross_entropy(kinds[at, :, row, column], kind)
    told = told + cross_entropy(colours[at, :, row, column], colour)
    return 5 * seen + told + smooth_l1_loss(box[at, :, row, column], torch.tensor(boxes))


def among_strangers(what: Scene, chance: np.random.Generator) -> Image.Image:
    """The scene's picture with one or two things beside its subjects that are none of them."""
    facts, scenes = table("judge")["strangers"], table("scenes")
    bare = drawn(Scene(what.size, (), what.ground))
    for _ in range(int(chance.integers(1, 3))):
        _add_stranger(bare, what.things, chance, facts, scenes)
    return drawn(what, bare)


def _add_stranger(
    picture: Image.Image,
    things: Sequence[Thing],
    chance: np.random.Generator,
    facts: dict[str, Any],
    scenes: dict[str, Any],
) -> None:
    """Another kind, another colour or a mere patch, where none of the subjects is."""
    side = int(chance.integers(6, 14))
    x, y = (int(chance.integers(0, edge - side + 1)) for edge in picture.size)
    for thing in things:
        left, top, width, height = thing.box
        if x < left + width and left < x + side and y < top + height and top < y + side:
            return
    lot = chance.random()
    if lot < 0.3:
        colour = str(chance.choice([*scenes["colours"], *facts["colours"]]))
        picture.paste(colour, (x, y, x + side, y + int(chance.integers(2, side + 1))))
        return
    own = lot < 0.6
    kind = str(chance.choice(scenes["kinds"] if own else facts["kinds"]))
    colour = str(chance.choice(facts["colours"] if own else scenes["colours"]))
    stranger = sprite(kind, colour)
    scale = side / max(stranger.size)
    size = (max(1, round(stranger.width * scale)), max(1, round(stranger.height * scale)))
    small = stranger.resize(size, Image.Resampling.BOX)
    picture.paste(small, (x, y), small)


def _worn(picture: Image.Image, chance: np.random.Generator) -> np.ndarray[Any, Any]:
    """The picture's pixels, blurred, noisy and tinted a little."""
    facts = table("judge")["wear"]
    blurred = picture.filter(ImageFilter.GaussianBlur(float(chance.uniform(0, facts["blur"]))))
    pixels = np.asarray(blurred, np.float32) * chance.normal(1, facts["colour"], 3)
    pixels += chance.normal(0, float(chance.uniform(0, facts["noise"])), pixels.shape)
    return np.clip(pixels, 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main()
