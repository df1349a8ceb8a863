import itertools
from dataclasses import replace

import numpy as np
import pytest

from panelwright_tools.domain import Character, Garment, Hair, Look
from panelwright_tools.domain.vocabulary import Age, Build, Face, Facing, Pose, TimeOfDay
from panelwright_tools.painting.storyboard.geometry import Point, affine
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.mood import mood_for
from panelwright_tools.painting.storyboard.people.body import body_of
from panelwright_tools.painting.storyboard.people.face import mouth_opens
from panelwright_tools.painting.storyboard.people.look import person_of
from panelwright_tools.painting.storyboard.people.neckwear import collar
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.people.poses import pose_data
from panelwright_tools.painting.storyboard.people.role import Acting
from panelwright_tools.painting.storyboard.people.skeleton import Limb
from panelwright_tools.painting.storyboard.people.tables import people_table
from panelwright_tools.painting.storyboard.people.wardrobe import noun_of


def drawn(figure: PersonFigure) -> bytes:
    sheet = Sheet(90, 120, mood_for(TimeOfDay.DAY), line=1.0, figure=True, fineness=1)
    with sheet.placed(affine(45, 112, 24)):
        figure.draw(sheet)
        figure.draw_over(sheet)
    assert sheet.drawn() is not None
    return sheet.colours.tobytes() + sheet.alpha.tobytes()


def somebody(name: str = "ida", **look: object) -> Character:
    return Character(id=name, name=name, look=Look.model_validate(look))


def test_a_character_looks_the_same_every_time(mina: Character) -> None:
    assert person_of(mina) == person_of(mina)


def test_characters_of_whom_nothing_is_told_differ() -> None:
    people = [person_of(somebody(f"extra-{number}")) for number in range(12)]
    looks = {(p.skin, p.hair, p.hair_colour, p.outfit.top) for p in people}
    assert len(looks) > 8


def test_what_the_story_says_is_worn() -> None:
    hat, coat = Garment(name="a straw hat"), Garment(name="long red coat", colour=None)
    person = person_of(somebody(clothes=(hat, coat), hair=Hair(style="two braids", colour="black")))
    assert person.outfit.hat is not None and person.outfit.hat.cut == "straw"
    assert person.outfit.outer is not None and person.outfit.outer.hem > 1.8
    assert person.outfit.outer.colour == "#d8362f"
    assert person.hair == "braids"


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("rain coats", "raincoat"),
        ("wizard's hat", "wizard_hat"),
        ("blue jeans", "jeans"),
        ("suit of armour", "armour"),
        ("banana", None),
    ],
)
def test_nouns_of_clothes_lead_to_cuts(phrase: str, name: str | None) -> None:
    assert noun_of(phrase) == name


def test_the_wardrobe_is_large() -> None:
    slots = [row.get("slot") for name, row in people_table("garments").items() if name != "alias"]
    assert sum(slot not in ("hat", "face", "ears") for slot in slots) >= 25
    assert slots.count("hat") >= 12


def test_people_grow_with_age() -> None:
    heights = [body_of(age, Build.AVERAGE, "neutral").height for age in list(Age)[:4]]
    assert heights == sorted(heights)
    assert heights[1] / 1.0 < 3.4 and 4.0 < heights[3] / 0.94 < 5.0


def test_poses_are_distinct_skeletons() -> None:
    kinds = {(p.arms, p.legs, p.roll) for p in map(pose_data, Pose)}
    assert len(kinds) >= 40


@pytest.mark.parametrize("pose", Pose)
def test_every_pose_stands_on_the_ground_or_hangs_above_it(pose: Pose, mina: Character) -> None:
    figure = PersonFigure(person_of(mina), Acting(pose=pose, facing=Facing.PROFILE_RIGHT))
    skeleton = figure.skeleton
    joints = [skeleton.seat, skeleton.head, *(leg.end for leg in skeleton.legs)]
    assert max(float(joint[1]) for joint in joints) < 0.12
    assert all(np.isfinite(joint).all() for joint in joints)


@pytest.mark.parametrize("facing", [Facing.FRONT, Facing.RIGHT, Facing.PROFILE_RIGHT])
@pytest.mark.parametrize("age", [Age.CHILD, Age.ADULT])
def test_hands_that_cover_ears_and_mouth_lie_at_them(facing: Facing, age: Age) -> None:
    person = person_of(somebody(age=age))
    ears = PersonFigure(person, Acting(pose=Pose.COVER_EARS, facing=facing))
    near, far = (arm.end - ears.skeleton.head for arm in ears.skeleton.arms)
    assert near[0] < 0 < far[0], "one hand on each side of the head"
    mouth = PersonFigure(person, Acting(pose=Pose.COVER_MOUTH, facing=facing))
    assert mouth.anchors.mouth is not None
    gaps = [float(np.hypot(*(a.end - mouth.anchors.mouth))) for a in mouth.skeleton.arms]
    assert min(gaps) < 0.5


@pytest.mark.parametrize("facing", [Facing.FRONT, Facing.RIGHT, Facing.PROFILE_RIGHT, Facing.BACK])
def test_every_facing_can_be_drawn_with_every_face(facing: Facing, leo: Character) -> None:
    person = person_of(leo)
    pictures = {drawn(PersonFigure(person, Acting(face=face, facing=facing))) for face in Face}
    assert len(pictures) == (1 if facing is Facing.BACK else len(Face))


def test_every_pose_draws_another_picture() -> None:
    bather = person_of(somebody(clothes=(Garment(name="swimsuit"),), hair=Hair(style="bald")))
    pictures = {drawn(PersonFigure(bather, Acting(pose=pose))) for pose in Pose}
    assert len(pictures) == len(Pose)


BODY = ("top", "outer", "whole", "legs", "bib", "cloak")


def dressed(*names: str) -> bytes:
    clothes = tuple(Garment(name=name.replace("_", " "), colour="magenta") for name in names)
    return drawn(PersonFigure(person_of(somebody(clothes=clothes)), Acting()))


def test_every_garment_is_seen() -> None:
    rows = {k: row["slot"] for k, row in people_table("garments").items() if k != "alias"}
    bare = dressed()
    for name in (name for name, slot in rows.items() if slot in BODY):
        assert dressed(name) != bare, name
    slots = sorted(set(rows.values()) - set(BODY))
    small = [[n for n in rows if rows[n] == slot and n != "hood"] for slot in slots]
    outfits = [tuple(filter(None, row)) for row in itertools.zip_longest(*small)]
    for outfit in outfits:
        assert dressed(*outfit) != bare, outfit


def test_every_hairstyle_is_another() -> None:
    plain = person_of(somebody())
    styles = {drawn(PersonFigure(replace(plain, hair=s), Acting())) for s in people_table("hair")}
    assert len(styles) == len(people_table("hair")) >= 14


@pytest.mark.parametrize(
    ("phrase", "hat", "body"),
    [
        ("an old king", "crown", "robe"),
        ("a witch", "wizard", "robe"),
        ("a night guard", "captain", ""),
        ("a tired knight", "helmet", "armour"),
        ("a girl who met a king", "", ""),
    ],
)
def test_roles_have_their_dress(phrase: str, hat: str, body: str) -> None:
    outfit = person_of(Character(id="who", name="Who", phrase=phrase)).outfit
    assert (outfit.hat.cut if outfit.hat else "") == hat
    assert outfit.top.name == body or not body


def test_what_the_story_says_goes_before_the_dress_of_a_role() -> None:
    look = Look(clothes=(Garment(name="raincoat", colour="yellow"),))
    outfit = person_of(Character(id="k", name="K", phrase="a king", look=look)).outfit
    assert outfit.outer is not None and outfit.outer.name == "raincoat"
    assert outfit.hat is not None and outfit.hat.cut == "crown"
    assert outfit.top.name != "robe"


def test_a_whisperer_opens_the_mouth_and_a_sleeper_closes_the_eyes(leo: Character) -> None:
    person = person_of(leo)
    faces = {pose: PersonFigure(person, Acting(pose=pose)).expression for pose in Pose}
    assert mouth_opens(faces[Pose.SHOUT].mouth) and mouth_opens(faces[Pose.WHISPER].mouth)
    assert faces[Pose.SLEEP].eyes == "shut" != faces[Pose.LIE].eyes


def test_a_hand_goes_where_it_is_sent(leo: Character) -> None:
    target = np.array([0.6, -2.6])
    acting = Acting(targets=(target, None), holds=True)
    figure = PersonFigure(person_of(leo), acting)
    assert np.allclose(figure.skeleton.arms[0].end, target, atol=1e-6)


@pytest.mark.parametrize("pose", [Pose.CHEER, Pose.WAVE, Pose.JUMP, Pose.DANCE])
def test_arms_that_go_out_are_seen_from_the_side(leo: Character, pose: Pose) -> None:
    figure = PersonFigure(person_of(leo), Acting(pose=pose, facing=Facing.PROFILE_RIGHT))
    apart = max(
        abs(float(arm.end[0] - arm.start[0])) + abs(float(arm.bend[0] - arm.start[0]))
        for arm in figure.skeleton.arms
    )
    assert apart > 0.35 * figure.person.body.arm


@pytest.mark.parametrize(
    ("pose", "facing"), [(Pose.CLIMB, Facing.PROFILE_RIGHT), (Pose.FLY, Facing.FRONT)]
)
def test_an_arm_stretched_past_the_face_leaves_it_free(
    mina: Character, pose: Pose, facing: Facing
) -> None:
    figure = PersonFigure(person_of(mina), Acting(pose=pose, facing=facing))
    sheet = Sheet(400, 400, mood_for(TimeOfDay.DAY), line=1.2, figure=True, fineness=1)
    with sheet.placed(affine(150, 300, 60)):
        figure.draw(sheet)
        figure.draw_over(sheet)
    arms = figure.skeleton.arms
    line = np.concatenate([np.linspace(a, b, 20) for arm in arms for a, b in _bones(arm)])
    gaps = np.hypot(*(line - figure.skeleton.head).T)
    crossing = line[gaps < 0.34 * figure.person.body.head]
    assert len(crossing), "an arm passes the face"
    spots = (60 * crossing + (150, 300)).round().astype(int)
    red, green, blue = np.asarray(sheet.colours)[spots[:, 1], spots[:, 0]].T.astype(int)
    sleeve = (red > 150) & (green > 120) & (blue < 110)
    assert sleeve.mean() < 0.2, "a yellow sleeve lies over the face"


def _bones(arm: Limb) -> tuple[tuple[Point, Point], ...]:
    return (arm.start, arm.bend), (arm.bend, arm.end)


def test_whoever_turns_the_back_to_us_shows_no_book(leo: Character) -> None:
    away = Acting(pose=Pose.READ, facing=Facing.BACK, prop="read")
    assert drawn(PersonFigure(person_of(leo), away)) == drawn(
        PersonFigure(person_of(leo), replace(away, prop="", holds=True))
    )


def test_the_mouth_is_seen_through_a_beard() -> None:
    bearded = somebody(gender="masculine", marks=("black beard",), hair={"colour": "black"})
    figure = PersonFigure(person_of(bearded), Acting(facing=Facing.FRONT, speaking=True))
    sheet = Sheet(400, 400, mood_for(TimeOfDay.DAY), line=1.2, figure=True, fineness=1)
    with sheet.placed(affine(200, 380, 60)):
        figure.draw(sheet)
    assert figure.person.beard and figure.anchors.mouth is not None
    x, y = (60 * figure.anchors.mouth + (200, 380)).round().astype(int)
    around = np.asarray(sheet.colours)[y - 4 : y + 5, x - 6 : x + 7, 0]
    assert np.count_nonzero(around > 90) > 20, "lips and skin, not only black hair"


def test_whoever_reaches_out_does_so_with_one_hand_and_is_no_sleepwalker(leo: Character) -> None:
    figure = PersonFigure(person_of(leo), Acting(pose=Pose.REACH, facing=Facing.RIGHT))
    near, far = (arm.end - arm.start for arm in figure.skeleton.arms)
    assert far[0] > 0.7 * figure.person.body.arm
    assert near[1] > far[1] + 0.3 * figure.person.body.arm


@pytest.mark.parametrize("facing", [Facing.FRONT, Facing.BACK])
def test_checks_go_on_along_the_sleeves(facing: Facing) -> None:
    covered = []
    for shirt in ("shirt", "checked shirt"):
        clothes = (Garment(name=shirt, colour="sky"),)
        sheet = Sheet(90, 120, mood_for(TimeOfDay.DAY), line=1.0, figure=True, fineness=1)
        with sheet.placed(affine(45, 112, 24)):
            PersonFigure(person_of(somebody(clothes=clothes)), Acting(facing=facing)).draw(sheet)
        covered.append(np.asarray(sheet.colours).astype(int))
    changed = np.abs(covered[0] - covered[1]).sum(axis=2) > 20
    across = np.flatnonzero(changed.any(axis=0))
    assert np.ptp(across) > 24  # a trunk alone is 16 wide


def collar_behind(top: str) -> tuple[int, int]:
    """How wide and how tall the collar of somebody seen from behind is."""
    figure = PersonFigure(
        person_of(somebody(clothes=(Garment(name=top, colour="sky"),))), Acting(facing=Facing.BACK)
    )
    sheet = Sheet(180, 240, mood_for(TimeOfDay.DAY), line=1.0, figure=True, fineness=1)
    with sheet.placed(affine(90, 224, 48)):
        collar(sheet, figure.person, figure.skeleton, False, 0)
    rows, columns = np.nonzero(np.asarray(sheet.alpha))
    return int(np.ptp(columns)), int(np.ptp(rows))


def test_a_shirts_collar_is_turned_down_behind_and_no_roll_of_a_jumper() -> None:
    shirt, jumper = collar_behind("shirt"), collar_behind("jumper")
    assert shirt[0] > jumper[0]
