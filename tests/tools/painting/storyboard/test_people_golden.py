"""People compared with pictures that were looked at and approved."""

from dataclasses import replace

import pytest
from PIL import Image

from golden import assert_golden
from panelwright_tools.domain import Character, Garment, Hair, Look
from panelwright_tools.domain.vocabulary import Age, Build, Face, Facing, Pose, TimeOfDay
from panelwright_tools.painting.storyboard.geometry import affine
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.mood import mood_for
from panelwright_tools.painting.storyboard.people.look import person_of
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.people.role import Acting

TOLERANCE = 5.0
"""Mean difference of a channel that another version of Pillow may make."""

GIRL = Character(
    id="girl",
    name="Girl",
    look=Look(
        age=Age.CHILD,
        gender="feminine",
        skin="brown",
        hair=Hair(style="braids", colour="black"),
        clothes=(Garment(name="raincoat", colour="yellow"), Garment(name="beret", colour="red")),
    ),
)
MAN = Character(
    id="man",
    name="Man",
    phrase="a bearded man",
    look=Look(
        age=Age.ADULT,
        gender="masculine",
        build=Build.STOUT,
        skin="pale",
        hair=Hair(style="short", colour="ginger"),
        clothes=(Garment(name="striped jumper", colour="blue"), Garment(name="apron")),
    ),
)
QUEEN = Character(
    id="queen",
    name="Queen",
    look=Look(
        age=Age.OLD,
        gender="feminine",
        build=Build.SLIM,
        skin="light",
        hair=Hair(style="bun", colour="white"),
        clothes=(Garment(name="gown", colour="purple"), Garment(name="crown")),
    ),
)
SHEETS = {
    "standing": (Acting(facing=Facing.FRONT), Acting(), Acting(facing=Facing.BACK)),
    "acting": (
        Acting(pose=Pose.RUN, face=Face.JOY),
        Acting(pose=Pose.HANDS_ON_HIPS, face=Face.ANGRY),
        Acting(pose=Pose.SIT, face=Face.SAD, facing=Facing.PROFILE_RIGHT, support="stool"),
    ),
}


def picture(actings: tuple[Acting, ...]) -> Image.Image:
    cast = (GIRL, MAN, QUEEN)
    page = Image.new("RGB", (3 * 140, 3 * 190), "#e8f0ea")
    for row, character in enumerate(cast):
        for column, acting in enumerate(actings):
            sheet = Sheet(140, 190, mood_for(TimeOfDay.DAY), seed=9, line=1.8, figure=True)
            with sheet.placed(affine(70, 178, 34)):
                PersonFigure(person_of(character), replace(acting)).draw(sheet)
            page.paste(sheet.colours, (column * 140, row * 190), sheet.alpha)
    return page


@pytest.mark.parametrize("name", SHEETS)
def test_people_match_their_golden_pictures(name: str) -> None:
    assert_golden(picture(SHEETS[name]), f"storyboard/people-{name}", TOLERANCE)
