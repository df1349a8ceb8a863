"""Scarves hang before the chest, down the back or in the wind; never like a bag at the side."""

import numpy as np
import pytest

from panelwright_tools.domain import Character, Garment, Look
from panelwright_tools.domain.vocabulary import Age, Build, Facing, TimeOfDay
from panelwright_tools.painting.storyboard.geometry import affine
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.mood import mood_for
from panelwright_tools.painting.storyboard.people.look import person_of
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.people.role import Acting

WIDE, TALL, UNIT = 300, 340, 60.0


def red_below_chin(acting: Acting, age: Age, build: Build) -> tuple[np.ndarray, float]:
    """x of the red of a scarf, heads before the neck, and how far down it reaches."""
    clothes = (Garment(name="scarf", colour="red"), Garment(name="jumper", colour="blue"))
    who = Character(id="a", name="A", look=Look(age=age, build=build, clothes=clothes))
    figure = PersonFigure(person_of(who), acting)
    sheet = Sheet(WIDE, TALL, mood_for(TimeOfDay.DAY), line=1.0, figure=True, fineness=2)
    with sheet.placed(affine(WIDE / 2, TALL - 10, UNIT)):
        figure.draw(sheet)
    red, green, blue = np.moveaxis(np.asarray(sheet.colours, int), 2, 0)
    solid = np.asarray(sheet.alpha) > 128
    neck = figure.skeleton.neck * UNIT + (WIDE / 2, TALL - 10)
    scarf = solid & (red > 130) & (green < 90) & (blue < 90)
    scarf[: round(neck[1] + 0.15 * UNIT)] = False
    rows, columns = np.nonzero(scarf[: round(neck[1] + 1.4 * UNIT)])
    return (columns - neck[0]) / UNIT, (float(rows.max()) - neck[1]) / UNIT


BUILDS = [(Age.CHILD, Build.AVERAGE), (Age.ADULT, Build.STOUT), (Age.OLD, Build.SLIM)]


@pytest.mark.parametrize(("age", "build"), BUILDS)
@pytest.mark.parametrize("facing", [Facing.PROFILE_RIGHT, Facing.RIGHT, Facing.BACK])
def test_an_end_hangs_on_the_body(facing: Facing, age: Age, build: Build) -> None:
    across, low = red_below_chin(Acting(facing=facing), age, build)
    assert low > 0.3
    assert across.min() > -0.4
    if facing is Facing.PROFILE_RIGHT:
        assert float(np.median(across)) > 0.0


@pytest.mark.parametrize(("age", "build"), BUILDS)
def test_in_the_wind_nothing_hangs_on_the_chest(age: Age, build: Build) -> None:
    calm, _ = red_below_chin(Acting(facing=Facing.RIGHT), age, build)
    blown, _ = red_below_chin(Acting(facing=Facing.RIGHT, wind=0.6), age, build)
    assert np.count_nonzero(calm > 0) > 2 * np.count_nonzero(blown > 0)
