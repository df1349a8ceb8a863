from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from panelwright_tools.domain import (
    Box,
    Brief,
    BriefRegion,
    Character,
    Look,
    Place,
    Relation,
    UserError,
)
from panelwright_tools.domain.vocabulary import (
    Angle,
    Face,
    Facing,
    Kind,
    Pose,
    RelationKind,
    Shot,
    TimeOfDay,
    Weather,
)
from panelwright_tools.grounding.masks import visible_share
from panelwright_tools.painting.storyboard.fitting import measure
from panelwright_tools.painting.storyboard.painter import StoryboardPainter
from panelwright_tools.painting.storyboard.people.face import mouth_opens
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.roles import CreatureFigure, ThingFigure
from panelwright_tools.painting.storyboard.scene import Scene
from panelwright_tools.painting.storyboard.stage import Stage
from panelwright_tools.painting.storyboard.staging import staged

MakeRegion = Callable[..., BriefRegion]
MakeBrief = Callable[..., Brief]
painter = StoryboardPainter()


def related(kind: RelationKind, source: str, target: str, other: str | None = None) -> Relation:
    return Relation(kind=kind, source=source, target=target, other=other)


@pytest.fixture
def pair(region: MakeRegion, brief: MakeBrief, mina: Character, leo: Character) -> Brief:
    left = region("mina", (0.1, 0.4, 0.3, 0.53), mina, face="joy")
    right = region("leo", (0.5, 0.15, 0.4, 0.78), leo, pose="hands_on_hips")
    return brief(left, right)


def test_the_same_brief_gives_the_same_bytes_in_any_thread(pair: Brief) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(painter.paint, (pair, pair))
    assert first.image.tobytes() == second.image.tobytes() == painter.paint(pair).image.tobytes()
    absents = [[s.absent.tobytes() for s in p.subjects] for p in (first, second)]
    assert absents[0] == absents[1]


def test_subjects_fill_their_boxes(pair: Brief) -> None:
    picture = painter.paint(pair)
    for subject, item in zip(picture.subjects, pair.regions, strict=True):
        assert subject.box.iou(item.box) > 0.5
        assert visible_share(subject) > 0.97


def test_faces_and_mouths_lie_on_their_subjects(pair: Brief) -> None:
    for subject in painter.paint(pair).subjects:
        assert subject.face is not None and subject.mouth is not None
        left, top = subject.window[:2]
        x, y = subject.mouth[0] * 256 - left, subject.mouth[1] * 256 - top
        assert subject.visible[round(y), round(x)]
        assert subject.face.x < subject.mouth[0] < subject.face.right


def test_the_picture_without_a_subject_is_what_a_brief_without_it_paints(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    girl, ball = region("mina", (0.1, 0.4, 0.3, 0.5), mina), region("ball", (0.6, 0.8, 0.1, 0.1))
    both, alone = (
        painter.paint(brief(girl, ball, place=None)),
        painter.paint(brief(girl, place=None)),
    )
    subject = both.subjects[1]
    left, top, right, bottom = subject.window
    expected = np.asarray(alone.image)[top:bottom, left:right]
    assert np.array_equal(subject.absent, expected)


@pytest.mark.parametrize("style", ["colour", "manga", "pencil"])
def test_nothing_changes_where_a_subject_leaves_no_trace(style: str, pair: Brief) -> None:
    picture = painter.paint(pair.model_copy(update={"style": style}))
    subject = picture.subjects[0]
    left, top, right, bottom = subject.window
    shown = np.asarray(picture.image)[top:bottom, left:right]
    changed = np.any(shown != subject.absent, axis=2)
    assert changed[subject.visible].mean() > 0.35
    assert not changed[:, -1].any() or right < 256


def test_a_subject_behind_another_is_less_visible(
    region: MakeRegion, brief: MakeBrief, mina: Character, leo: Character
) -> None:
    hidden = region("mina", (0.35, 0.45, 0.25, 0.48), mina, depth=0.8)
    front = region("leo", (0.25, 0.15, 0.4, 0.8), leo, depth=0.2)
    shares = [visible_share(s) for s in painter.paint(brief(hidden, front)).subjects]
    assert shares[0] < 0.6 < shares[1]


def test_a_close_shot_shows_head_and_shoulders_large(
    region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    item = region("leo", (0.2, 0.2, 0.6, 0.8), leo)
    subject = painter.paint(brief(item, shot=Shot.CLOSE)).subjects[0]
    assert subject.face is not None and subject.face.h > 0.4
    assert subject.box.bottom == pytest.approx(1.0, abs=0.02)


def test_hands_meet_when_two_hold_hands(pair: Brief) -> None:
    held = pair.model_copy(
        update={"relations": (related(RelationKind.HOLDS_HANDS, "mina", "leo"),)}
    )
    first, second = staged(held, indoors=False)
    gaps = []
    for a in first.figure.anchors.hands or ():
        for b in second.figure.anchors.hands or ():
            gaps.append(np.hypot(*(first.to_pixels(a) - second.to_pixels(b))))
    assert min(gaps) < 3


def test_who_hugs_comes_close_and_reaches_around(pair: Brief) -> None:
    hug = pair.model_copy(update={"relations": (related(RelationKind.HUGS, "leo", "mina"),)})
    apart = [one.fit.centre for one in staged(pair, indoors=False)]
    close = [one.fit.centre for one in staged(hug, indoors=False)]
    assert abs(close[0] - close[1]) < 0.7 * abs(apart[0] - apart[1])


def test_a_held_thing_lies_in_a_hand_and_leaves_the_face_free(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    girl = region("mina", (0.3, 0.3, 0.3, 0.63), mina)
    book = region("book", (0.35, 0.35, 0.4, 0.4))
    order = brief(girl, book, relations=(related(RelationKind.HOLDS, "mina", "book"),))
    holder, held = staged(order, indoors=False)
    assert isinstance(holder.figure, PersonFigure)
    hands = [holder.to_pixels(hand) for hand in holder.figure.anchors.hands or ()]
    assert held.figure.anchors.grip is not None
    grip = held.to_pixels(held.figure.anchors.grip)
    reach = 0.7 * holder.fit.scale
    assert min(float(np.hypot(*(hand - grip))) for hand in hands) < reach
    subject = painter.paint(order).subjects[0]
    assert subject.face is not None
    left, top = subject.window[:2]
    x, y = subject.face.centre[0] * 256 - left, subject.face.centre[1] * 256 - top
    assert subject.visible[round(y), round(x)]


def test_a_rider_sits_on_the_back_of_a_horse(
    region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    rider = region("leo", (0.3, 0.1, 0.3, 0.6), leo)
    horse = region("horse", (0.15, 0.4, 0.7, 0.55))
    order = brief(rider, horse, relations=(related(RelationKind.RIDES, "leo", "horse"),))
    one, other = staged(order, indoors=False)
    assert one.figure.anchors.seat is not None and other.figure.anchors.seat is not None
    gap = one.to_pixels(one.figure.anchors.seat) - other.to_pixels(other.figure.anchors.seat)
    assert abs(gap[1]) < 12
    assert one.order > other.order


def test_frightened_people_start_and_standing_people_do_what_relations_say(
    region: MakeRegion, brief: MakeBrief, mina: Character, leo: Character
) -> None:
    scared = region("mina", (0.1, 0.4, 0.3, 0.5), mina, face=Face.SCARED)
    fighter = region("leo", (0.5, 0.2, 0.3, 0.7), leo)
    order = brief(scared, fighter, relations=(related(RelationKind.FIGHTS, "leo", "mina"),))
    cast = Stage(Scene(order, indoors=False)).cast
    poses = [c.figure.acting.pose for c in cast.values() if isinstance(c.figure, PersonFigure)]
    assert sorted(poses) == [Pose.FIGHT, Pose.STARTLE]


def test_a_hood_goes_up_in_the_rain_only(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    item = region("mina", (0.3, 0.3, 0.3, 0.6), mina)
    hoods = []
    for weather in (Weather.CLEAR, Weather.RAIN):
        (one,) = staged(brief(item, weather=weather), indoors=False)
        assert isinstance(one.figure, PersonFigure)
        hoods.append(one.figure.acting.hood)
    assert hoods == [False, True]


@pytest.mark.parametrize("size", [(320, 480), (1400, 400)])
def test_any_panel_size_can_be_painted(
    size: tuple[int, int], region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    item = region("mina", (0.4, 0.3, 0.2, 0.6), mina)
    picture = painter.paint(brief(item, size=size, time=TimeOfDay.NIGHT))
    assert picture.image.size == size
    assert visible_share(picture.subjects[0]) > 0.9


def test_what_is_unknown_is_sketched_and_said(region: MakeRegion, brief: MakeBrief) -> None:
    picture = painter.paint(brief(region("flurb", (0.3, 0.4, 0.3, 0.5), noun="flurbometer")))
    assert picture.subjects[0].sketched
    assert "flurbometer" in " ".join(picture.notes)


def test_inpainting_changes_only_what_the_boxes_cover(pair: Brief) -> None:
    parent = painter.paint(pair)
    other = pair.model_copy(update={"seed": 5, "parent": "x", "mask": (pair.regions[0].box,)})
    mended = painter.paint(other, parent)
    box = pair.regions[0].box
    changed = np.any(np.asarray(mended.image) != np.asarray(parent.image), axis=2)
    rows, columns = np.nonzero(changed)
    assert changed.any()
    assert columns.min() >= int(box.x * 256) and columns.max() <= box.right * 256
    assert rows.min() >= int(box.y * 256) and rows.max() <= box.bottom * 256


def test_inpainting_a_region_changes_only_where_it_was_and_is(pair: Brief) -> None:
    left, right = pair.regions
    moved = left.model_copy(update={"box": Box(0.3, 0.4, 0.3, 0.53)})
    changes = {"regions": (moved, right), "parent": "x", "repaint": ("mina",), "seed": 5}
    parent = painter.paint(pair)
    mended = painter.paint(pair.model_copy(update=changes), parent)
    subjects = [p.subjects[0] for p in (parent, painter.paint(pair.model_copy(update=changes)))]
    allowed = np.zeros((256, 256), bool)
    for subject in subjects:
        x0, y0, x1, y1 = subject.window
        allowed[y0:y1, x0:x1] = True
    changed = np.any(np.asarray(mended.image) != np.asarray(parent.image), axis=2)
    assert changed.any() and not (changed & ~allowed).any()
    assert visible_share(mended.subjects[0]) > 0.9
    assert mended.subjects[0].box.x > parent.subjects[0].box.x


def test_the_set_stays_behind_somebody_who_is_painted_anew_elsewhere(pair: Brief) -> None:
    left, right = pair.regions
    place = Place(id="harbour", name="harbour", noun="harbour")
    before = pair.model_copy(update={"place": place, "shot": Shot.FULL})
    moved = left.model_copy(update={"box": Box(0.0, 0.4, 0.3, 0.53)})
    far = right.model_copy(update={"box": Box(0.32, 0.15, 0.4, 0.78)})
    framed = tuple((item.box.x, item.box.right) for item in before.regions)
    loose = before.model_copy(update={"regions": (moved, far)})
    kept = loose.model_copy(update={"framed": framed})
    sky = [np.asarray(painter.paint(brief).image)[:20] for brief in (before, loose, kept)]
    assert (sky[0] != sky[1]).any() and (sky[0] == sky[2]).all()


def test_an_inpainted_picture_knows_itself_without_each_subject(pair: Brief) -> None:
    left, right = pair.regions
    turned = left.model_copy(
        update={"region": left.region.model_copy(update={"facing": Facing.BACK})}
    )
    brief = pair.model_copy(
        update={"regions": (turned, right), "parent": "x", "repaint": ("mina",)}
    )
    mended = painter.paint(brief, painter.paint(pair))
    for one, two in zip(mended.subjects, painter.paint(brief).subjects, strict=True):
        assert one.region == two.region
        assert abs(int(one.visible.sum()) - int(two.visible.sum())) <= 0.02 * two.visible.sum()


def test_a_figure_set_apart_stands_out_more(region: MakeRegion, brief: MakeBrief) -> None:
    crate = region("crate", (0.3, 0.4, 0.4, 0.4))
    plain, apart = (
        painter.paint(brief(crate.model_copy(update={"apart": value}))).image
        for value in (False, True)
    )
    assert plain.tobytes() != apart.tobytes()


def test_an_unknown_style_is_refused(pair: Brief) -> None:
    with pytest.raises(UserError):
        painter.paint(pair.model_copy(update={"style": "cubist-nonsense"}))


def test_members_of_a_group_do_not_look_alike(region: MakeRegion, brief: MakeBrief) -> None:
    guards = Character(id="guards", name="the guards", phrase="guards")
    members = [region(f"g{n}", (0.1 + 0.2 * n, 0.2, 0.2, 0.7), guards) for n in range(4)]
    cast = staged(brief(*members), indoors=False)
    looks = {one.figure.person.skin for one in cast if isinstance(one.figure, PersonFigure)}
    tops = {one.figure.person.outfit for one in cast if isinstance(one.figure, PersonFigure)}
    assert len(looks) > 1 or len(tops) > 1


def test_a_sleeper_lies_on_the_bed_with_the_face_in_view(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    sleeper = region("mina", (0.3, 0.4, 0.4, 0.2), mina, pose="sleep")
    bed = region("bed", (0.1, 0.4, 0.8, 0.5))
    order = brief(sleeper, bed, relations=(related(RelationKind.ON, "mina", "bed"),))
    subject = painter.paint(order).subjects[0]
    assert subject.face is not None
    left, top = subject.window[:2]
    x, y = subject.face.centre[0] * 256 - left, subject.face.centre[1] * 256 - top
    assert subject.visible[round(y), round(x)]


def test_what_stands_on_a_table_stands_on_its_top_and_passengers_in_their_boat(
    region: MakeRegion, brief: MakeBrief
) -> None:
    apple, table = region("apple", (0.45, 0.2, 0.1, 0.1)), region("table", (0.2, 0.5, 0.6, 0.4))
    robot, boat = region("robot", (0.4, 0.1, 0.2, 0.3)), region("boat", (0.1, 0.4, 0.8, 0.5))
    on = brief(apple, table, relations=(related(RelationKind.ON, "apple", "table"),))
    inside = brief(robot, boat, relations=(related(RelationKind.INSIDE, "robot", "boat"),))
    one, other = staged(on, indoors=True)
    assert other.figure.anchors.seat is not None
    assert one.fit.foot == pytest.approx(other.to_pixels(other.figure.anchors.seat)[1], abs=0.5)
    passenger, hull = staged(inside, indoors=False)
    assert passenger.inside == "boat"
    assert passenger.order < hull.over


def posed(region: MakeRegion, who: Character, pose: Pose) -> BriefRegion:
    return region("mina", (0.2, 0.3, 0.5, 0.6), who, pose=pose)


def test_a_swimmer_lies_in_the_water_and_casts_no_shadow(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    sea = Place(id="sea", name="the sea", noun="sea")
    swims = brief(posed(region, mina, Pose.SWIM), place=sea)
    (wet,) = staged(swims, indoors=False, surface="water")
    assert wet.afloat and wet.fit.cut is not None
    (subject,) = painter.paint(swims).subjects
    rows = np.flatnonzero(subject.visible.any(1)) + subject.window[1]
    assert rows[-1] < wet.fit.foot + 20
    assert subject.face is not None and subject.face.centre[1] * 256 < wet.fit.foot


def test_who_stands_in_open_water_wades_and_who_sails_stays_dry(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    girl, boat = region("mina", (0.3, 0.3, 0.2, 0.4), mina), region("boat", (0.2, 0.5, 0.5, 0.4))
    (wades,) = staged(brief(girl), indoors=False, surface="water")
    inside = brief(girl, boat, relations=(related(RelationKind.INSIDE, "mina", "boat"),))
    sails = staged(inside, indoors=False, surface="water")[0]
    assert wades.afloat and not sails.afloat


def test_weightless_people_lean_and_cast_no_shadow(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    item = brief(posed(region, mina, Pose.STAND))
    (floating,) = staged(item, indoors=False, surface="void")
    (standing,) = staged(item, indoors=False)
    assert isinstance(floating.figure, PersonFigure) and isinstance(standing.figure, PersonFigure)
    assert abs(floating.figure.acting.drift) > 5
    assert standing.figure.acting.drift == 0


@pytest.mark.parametrize(
    ("pose", "shown"), [(Pose.HOLD, Pose.STAND), (Pose.CARRY, Pose.WALK), (Pose.RIDE, Pose.STAND)]
)
def test_nobody_holds_or_rides_what_is_not_there(
    pose: Pose, shown: Pose, region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    (one,) = staged(brief(posed(region, mina, pose)), indoors=False)
    assert isinstance(one.figure, PersonFigure)
    assert one.figure.acting.pose is shown


def test_a_reader_without_a_book_brings_one(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    (one,) = staged(brief(posed(region, mina, Pose.READ)), indoors=False)
    assert isinstance(one.figure, PersonFigure)
    assert one.figure.acting.prop == "read"
    bare = PersonFigure(one.figure.person, replace(one.figure.acting, prop=""))
    assert measure(one.figure) != measure(bare)


def test_fighters_meet_in_a_star(pair: Brief) -> None:
    fight = pair.model_copy(update={"relations": (related(RelationKind.FIGHTS, "mina", "leo"),)})
    first, second = staged(fight, indoors=False)
    assert first.impact is not None and second.impact is None
    for one in (first, second):
        assert one.figure.anchors.hands is not None
        fist = one.to_pixels(one.figure.anchors.hands[1])
        assert np.hypot(*(fist - first.impact)) < 0.8 * one.fit.scale


def test_a_low_camera_makes_long_legs_and_a_high_one_large_heads(
    region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    shares = []
    for angle in (Angle.LOW, Angle.EYE, Angle.HIGH):
        (one,) = staged(brief(posed(region, leo, Pose.STAND), angle=angle), indoors=False)
        assert isinstance(one.figure, PersonFigure)
        body = one.figure.person.body
        shares.append(body.head / (body.thigh + body.shin))
    assert shares[0] < shares[1] < shares[2]


def test_a_witch_of_the_cast_is_a_person(region: MakeRegion, brief: MakeBrief) -> None:
    witch = Character(id="w", name="W", kind=Kind.CREATURE, look=Look(species="witch"))
    item = region("w", (0.2, 0.2, 0.4, 0.7), witch, noun="witch")
    (one,) = staged(brief(item), indoors=False)
    assert isinstance(one.figure, PersonFigure)


def test_over_a_shoulder_the_near_one_is_seen_from_behind_in_shadow(
    region: MakeRegion, brief: MakeBrief, mina: Character, leo: Character
) -> None:
    near = region("leo", (0.0, 0.1, 0.45, 0.9), leo, depth=0.05)
    far = region("mina", (0.55, 0.4, 0.3, 0.55), mina, depth=0.5)
    by_angle = [
        staged(brief(near, far, angle=angle), indoors=False)[0]
        for angle in (Angle.OVER_SHOULDER, Angle.EYE)
    ]
    assert [one.dimmed for one in by_angle] == [True, False]
    assert isinstance(by_angle[0].figure, PersonFigure)
    assert by_angle[0].figure.acting.facing is Facing.BACK


def test_neighbours_who_only_stand_stand_in_different_ways(
    region: MakeRegion, brief: MakeBrief, mina: Character, leo: Character
) -> None:
    left, right = (
        region("mina", (0.1, 0.4, 0.3, 0.53), mina),
        region("leo", (0.5, 0.2, 0.3, 0.7), leo),
    )
    for panel in ("p01", "p02", "p03", "p04", "p05", "p06"):
        cast = Stage(Scene(brief(left, right, panel=panel), indoors=False)).cast.values()
        ways = [c.figure.acting.posture for c in cast if isinstance(c.figure, PersonFigure)]
        assert ways[0] != ways[1]


@pytest.mark.parametrize("face", list(Face))
def test_a_speaker_opens_the_mouth_whatever_it_feels(
    face: Face, region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    speaker = region("leo", (0.5, 0.2, 0.3, 0.7), leo, face=face)
    speaker = speaker.model_copy(update={"speaking": True})
    (one,) = Stage(Scene(brief(speaker), indoors=False)).cast.values()
    assert isinstance(one.figure, PersonFigure)
    assert mouth_opens(one.figure.expression.mouth)


def test_a_gesture_leaves_its_maker_as_tall_as_the_box(
    region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    speaker = region("leo", (0.3, 0.2, 0.3, 0.7), leo).model_copy(update={"speaking": True})
    for panel in ("p01", "p02", "p03", "p04", "p05"):
        (one,) = Stage(Scene(brief(speaker, panel=panel), indoors=False)).cast.values()
        assert one.fit.box(256, 256).h > 0.66


def test_neighbours_who_feel_nothing_much_wear_different_faces(
    region: MakeRegion, brief: MakeBrief, mina: Character, leo: Character
) -> None:
    left = region("mina", (0.1, 0.4, 0.3, 0.53), mina)
    right = region("leo", (0.5, 0.2, 0.3, 0.7), leo)
    for panel in ("p01", "p02", "p03"):
        cast = Stage(Scene(brief(left, right, panel=panel), indoors=False)).cast.values()
        faces = [c.figure.expression for c in cast if isinstance(c.figure, PersonFigure)]
        assert faces[0] != faces[1]


def test_the_sets_own_desk_is_not_drawn_where_a_subject_is_a_desk(
    region: MakeRegion, brief: MakeBrief
) -> None:
    office = Place(id="office", name="the office", noun="office", indoors=True)

    def beside(noun: str) -> bytes:
        thing = region(noun, (0.05, 0.5, 0.15, 0.4), noun=noun)
        size = (512, 192)
        picture = painter.paint(brief(thing, place=office, shot=Shot.WIDE, size=size)).image
        return picture.crop((size[0] // 3, 0, *size)).tobytes()

    assert beside("crate") == beside("trunk") != beside("desk")


def test_what_hangs_on_a_wall_is_a_wall_clock_without_a_shadow_at_its_foot(
    region: MakeRegion, brief: MakeBrief
) -> None:
    clock, table = region("clock", (0.4, 0.2, 0.1, 0.1)), region("table", (0.3, 0.6, 0.4, 0.3))
    (hung,) = staged(brief(clock), indoors=True, ground=0.8)
    on = related(RelationKind.ON, "clock", "table")
    stood, _ = staged(brief(clock, table, relations=(on,)), indoors=True, ground=0.8)
    assert isinstance(hung.figure, ThingFigure) and isinstance(stood.figure, ThingFigure)
    assert (hung.figure.noun, hung.hangs) == ("wall clock", True)
    assert (stood.figure.noun, stood.hangs) == ("clock", False)


def test_a_bird_in_the_air_flies_and_one_on_the_ground_stands(
    region: MakeRegion, brief: MakeBrief
) -> None:
    above, below = region("dove", (0.4, 0.2, 0.2, 0.1)), region("dove", (0.4, 0.75, 0.2, 0.2))
    poses = []
    for item in (above, below):
        (bird,) = staged(brief(item), indoors=False, ground=0.6)
        assert isinstance(bird.figure, CreatureFigure)
        poses.append(bird.figure.pose)
    assert poses == [Pose.FLY, None]
