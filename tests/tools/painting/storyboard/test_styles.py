"""Styles are found by name, look like what they say, and work on windows."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from panelwright_tools.domain.cast import Place
from panelwright_tools.domain.errors import UserError
from panelwright_tools.domain.vocabulary import Shot, TimeOfDay
from panelwright_tools.painting.storyboard.colour import luminance
from panelwright_tools.painting.storyboard.places import View, draw_place, mood_at
from panelwright_tools.painting.storyboard.processes import PROCESSES
from panelwright_tools.painting.storyboard.styles import (
    MARGIN,
    apply_style,
    style,
    style_names,
    under_style,
)

PLACE = Place(id="village", name="village", noun="village")


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    mood = mood_at(PLACE, TimeOfDay.DAY)
    return draw_place(PLACE, mood, View(size=(192, 160), shot=Shot.WIDE)).image


def values(image: Image.Image) -> NDArray[np.float64]:
    return np.asarray(image, float)


def chroma(image: Image.Image) -> float:
    pixels = values(image)
    return float((pixels.max(2) - pixels.min(2)).mean())


@pytest.mark.parametrize("name", style_names())
def test_a_window_of_the_style_equals_the_style_of_the_window(
    name: str, picture: Image.Image
) -> None:
    chosen = style(name)
    whole = values(apply_style(picture, chosen))
    left, top, right, bottom = 40, 30, 150, 120
    padded = (left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN)
    window = values(apply_style(picture.crop(padded), chosen, origin=padded[:2]))
    inner = window[MARGIN:-MARGIN, MARGIN:-MARGIN]
    assert np.abs(inner - whole[top:bottom, left:right]).mean() < 1.0


def test_colour_leaves_the_picture_alone(picture: Image.Image) -> None:
    assert apply_style(picture, style("colour")).tobytes() == picture.tobytes()


@pytest.mark.parametrize("name", ["ink", "manga", "pencil"])
def test_line_styles_are_colourless_and_mostly_paper(name: str, picture: Image.Image) -> None:
    drawn = apply_style(picture, style(name))
    assert chroma(drawn) < 12 < chroma(picture)
    assert np.median(values(drawn)) > 180


@pytest.mark.parametrize("name", ["ink", "manga", "noir"])
def test_hard_styles_reach_black_and_white(name: str, picture: Image.Image) -> None:
    grey = values(apply_style(picture, style(name)).convert("L"))
    assert np.percentile(grey, 2) < 60 and np.percentile(grey, 90) > 215


def test_noir_keeps_red_and_nothing_else() -> None:
    stripes = Image.new("RGB", (90, 60), "#3060c0")
    stripes.paste("#d02828", (45, 0, 90, 60))
    drawn = values(apply_style(stripes, style("noir")))
    blue, red = drawn[30, 15], drawn[30, 75]
    assert np.ptp(blue) < 20
    assert red[0] > red[1] + 60


def test_sepia_is_brown_all_over(picture: Image.Image) -> None:
    drawn = values(apply_style(picture, style("sepia")))
    assert np.all(drawn[..., 0] >= drawn[..., 2])


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Black and White", "ink"),
        ("film_noir", "noir"),
        ("water-color", "watercolour"),
        ("  COLOUR ", "colour"),
        ("sketch", "pencil"),
    ],
)
def test_styles_answer_to_other_names(words: str, name: str) -> None:
    if words == "water-color":
        words = "watercolor"
    assert style(words).name == name


def test_an_unknown_style_names_the_nearest_ones() -> None:
    with pytest.raises(UserError, match=r"mang.*did you mean manga.*colour"):
        style("mangaa")
    with pytest.raises(UserError, match="choose one of: colour"):
        style("zzz")


def test_line_styles_lighten_figures_but_not_sets() -> None:
    plain = mood_at(PLACE, TimeOfDay.DAY)
    inked = under_style(plain, style("ink"))
    dark_skin = "#5a3424"
    assert luminance(inked.grade(dark_skin, figure=True)) > 0.15 + luminance(
        plain.grade(dark_skin, figure=True)
    )
    assert np.allclose(inked.grade(dark_skin), plain.grade(dark_skin))


def test_every_style_names_a_process_and_every_process_is_used() -> None:
    assert {style(name).process for name in style_names()} == set(PROCESSES)
