"""Creatures and things compared with pictures that were looked at and approved."""

import pytest
from PIL import Image

from golden import assert_golden
from panelwright_tools.domain import Garment, Look
from panelwright_tools.domain.vocabulary import Face, Facing, Pose, TimeOfDay
from panelwright_tools.painting.storyboard.creatures import draw_creature
from panelwright_tools.painting.storyboard.geometry import affine
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.mood import mood_for
from panelwright_tools.painting.storyboard.things import draw_thing, thing_ratio

TOLERANCE = 5.0
"""Mean difference of a channel that another version of Pillow may make."""
CELL = 120

Acting = tuple[Look, Pose | None, Face | None, Facing | None]
COATED = Look(species="fox", clothes=(Garment(name="coat", colour="blue"),))
ANIMALS: tuple[Acting, ...] = (
    (Look(species="cat", colour="black"), Pose.SIT, Face.SLY, None),
    (Look(species="dog"), Pose.RUN, Face.JOY, None),
    (Look(species="horse"), Pose.STAND, None, None),
    (COATED, Pose.WAVE, Face.HAPPY, Facing.FRONT),
    (Look(species="owl"), None, Face.SURPRISED, None),
    (Look(species="crow"), Pose.FLY, None, None),
    (Look(species="bear"), Pose.SLEEP, None, None),
    (Look(species="frog"), Pose.JUMP, None, None),
)
CREATURES: tuple[Acting, ...] = (
    (Look(species="robot", marks=("rusty",)), Pose.WAVE, Face.HAPPY, None),
    (Look(species="round robot", colour="red"), Pose.SIT, Face.SAD, None),
    (Look(species="dragon"), Pose.SHOUT, Face.ANGRY, None),
    (Look(species="unicorn"), Pose.WALK, None, None),
    (Look(species="ghost"), None, Face.SCARED, None),
    (Look(species="troll"), Pose.POINT, Face.ANGRY, None),
    (Look(species="dinosaur"), Pose.RUN, None, None),
    (Look(species="whale"), Pose.SWIM, Face.HAPPY, None),
)
THINGS = (
    ("ball", "a red ball", 3),
    ("bench", "a stone bench", 1),
    ("boat", "a rowing boat", 1),
    ("chest", "an open treasure chest", 1),
    ("train", "a blue train", 1),
    ("sword", "a golden sword", 1),
    ("guitar", "a guitar", 1),
    ("zorblax", "a green zorblax", 1),
)


def page(cells: list[Image.Image]) -> Image.Image:
    whole = Image.new("RGB", (4 * CELL, 2 * CELL), "#e8f0ea")
    for index, cell in enumerate(cells):
        whole.paste(cell, (index % 4 * CELL, index // 4 * CELL), cell)
    return whole


def cut_out(sheet: Sheet) -> Image.Image:
    picture = sheet.colours.convert("RGBA")
    picture.putalpha(sheet.alpha)
    return picture


def blank() -> Sheet:
    return Sheet(CELL, CELL, mood_for(TimeOfDay.DAY), seed=9, line=1.4, figure=True)


def acted(acting: Acting) -> Image.Image:
    sheet, (look, pose, face, facing) = blank(), acting
    with sheet.placed(affine(CELL * 0.48, CELL * 0.9, CELL * 0.5)):
        draw_creature(sheet, look, "golden", pose, face, facing)
    return cut_out(sheet)


def shown(thing: tuple[str, str, int]) -> Image.Image:
    sheet, (noun, phrase, count) = blank(), thing
    size = min(0.75, 0.9 / thing_ratio(noun, phrase, count)) * CELL
    with sheet.placed(affine(CELL * 0.5, CELL * 0.9, size)):
        draw_thing(sheet, noun, phrase, count=count)
    return cut_out(sheet)


def picture(name: str) -> Image.Image:
    if name == "things":
        return page([shown(thing) for thing in THINGS])
    return page([acted(acting) for acting in (ANIMALS if name == "animals" else CREATURES)])


@pytest.mark.parametrize("name", ["animals", "creatures", "things"])
def test_they_match_their_golden_pictures(name: str) -> None:
    assert_golden(picture(name), f"storyboard/{name}", TOLERANCE)
