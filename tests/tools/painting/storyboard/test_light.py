"""Light touches what it should and leaves the rest alone."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from panelwright_tools.domain.vocabulary import TimeOfDay
from panelwright_tools.painting.storyboard.light import (
    Glow,
    film,
    glow_field,
    glows_applied,
    halftone,
    press,
    rim_lit,
)
from panelwright_tools.painting.storyboard.mood import mood_for

SIZE = (120, 160)
NIGHT = mood_for(TimeOfDay.NIGHT)


def figure(colour: str = "#c04030") -> tuple[Image.Image, Image.Image]:
    colours, alpha = Image.new("RGB", SIZE, colour), Image.new("L", SIZE)
    ImageDraw.Draw(alpha).rectangle((40, 30, 80, 100), fill=255)
    return colours, alpha


def values(image: Image.Image) -> NDArray[np.float64]:
    return np.asarray(image, float)


def test_the_rim_is_stronger_on_dark_hair_than_on_light_clothes() -> None:
    gains = []
    for colour in ("#1a1014", "#e0d8d0"):
        colours, alpha = figure(colour)
        lit = values(rim_lit(colours, alpha, NIGHT)) - values(colours)
        gains.append(np.abs(lit).sum())
    assert gains[0] > gains[1] * 2


def test_a_lamp_brightens_what_it_reaches_and_nothing_else() -> None:
    base = Image.new("RGB", SIZE, "#303050")
    lit = glows_applied(base, glow_field(SIZE, [Glow(60, 60, 40)]))
    gain = values(lit) - values(base)
    assert gain[60, 60].sum() > 60
    assert np.abs(gain[150, 110]).max() <= 1


def test_lamps_outside_the_picture_are_harmless() -> None:
    field = glow_field(SIZE, [Glow(-500, 60, 40), Glow(60, 900, 40)])
    assert field.shape == (160, 120, 3) and float(np.abs(field).max()) < 0.01


def test_printing_a_window_equals_the_window_of_the_print() -> None:
    image = Image.radial_gradient("L").resize(SIZE).convert("RGB")
    factors = film(SIZE, seed=3)
    whole = press(image, factors).crop((20, 30, 90, 120))
    window = press(image.crop((20, 30, 90, 120)), factors[30:120, 20:90])
    assert whole.tobytes() == window.tobytes()


def test_halftone_dots_only_the_darker_tones() -> None:
    dark, light = Image.new("RGB", SIZE, "#505060"), Image.new("RGB", SIZE, "#f4f0e8")
    assert values(halftone(dark)).std() > 2
    assert np.abs(values(halftone(light)) - values(light)).max() <= 1
