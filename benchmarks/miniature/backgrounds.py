"""Backgrounds of scenes: one colour, two colours, or a window on a place of the storyboard's."""

import colorsys
from functools import cache

import numpy as np
from PIL import Image

from miniature.tables import table
from panelwright_tools.domain.brief import Brief
from panelwright_tools.domain.cast import Place
from panelwright_tools.domain.vocabulary import TimeOfDay
from panelwright_tools.painting.storyboard.painter import StoryboardPainter


def background(seed: int, size: tuple[int, int]) -> Image.Image:
    """The background of a seed, RGB, of so many pixels."""
    chance, facts = np.random.default_rng(seed), table("scenes")["backgrounds"]
    if chance.random() < facts["plain"]:
        return _plain(chance, size)
    name = str(chance.choice(facts["places"]))
    return _window(chance, _place(name, str(chance.choice(facts["times"]))), size)


def _plain(chance: np.random.Generator, size: tuple[int, int]) -> Image.Image:
    """One colour, or another one below a horizon."""
    picture = Image.new("RGB", size, _colour(chance))
    if chance.random() < 0.5:
        horizon = int(chance.uniform(0.3, 0.9) * size[1])
        picture.paste(_colour(chance), (0, horizon, *size))
    return picture


def _colour(chance: np.random.Generator) -> tuple[int, int, int]:
    facts = table("scenes")["backgrounds"]
    saturation, value = (float(chance.uniform(*facts[name])) for name in ("saturation", "value"))
    red, green, blue = colorsys.hsv_to_rgb(float(chance.random()), saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)


def _window(chance: np.random.Generator, place: Image.Image, size: tuple[int, int]) -> Image.Image:
    """A part of a place, between all of its height and about half of it."""
    scale = float(chance.uniform(0.5, 1.0)) * min(place.width / size[0], place.height / size[1])
    width, height = int(size[0] * scale), int(size[1] * scale)
    x = int(chance.integers(place.width - width + 1))
    y = int(chance.integers(place.height - height + 1))
    seen = place.crop((x, y, x + width, y + height))
    return seen.resize(size, Image.Resampling.BILINEAR)


@cache
def _place(name: str, time: str) -> Image.Image:
    """A place with nobody in it, bleached."""
    facts = table("scenes")["backgrounds"]
    slug = name.replace(" ", "-")
    brief = Brief(
        panel=slug,
        prompt=name,
        place=Place(id=slug, name=name, noun=name.split()[-1]),
        time=TimeOfDay(time),
        size=(facts["size"], facts["size"]),
        quality="fast",
    )
    painted = StoryboardPainter().paint(brief).image
    paper = Image.new("RGB", painted.size, tuple(facts["paper"]))
    return Image.blend(painted, paper, facts["bleached"])
