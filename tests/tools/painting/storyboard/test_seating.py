"""Riders, drivers and passengers are where their mount, wheel or window is."""

from collections.abc import Callable

import numpy as np
import pytest

from panelwright_tools.domain import Brief, BriefRegion, Character, Kind, Look, Place, Relation
from panelwright_tools.domain.vocabulary import Pose, RelationKind
from panelwright_tools.painting.storyboard.painter import StoryboardPainter
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.places import Surface
from panelwright_tools.painting.storyboard.roles import CreatureFigure, ThingFigure, rim_of
from panelwright_tools.painting.storyboard.stage import Staged, head_of, head_size
from panelwright_tools.painting.storyboard.staging import staged
from panelwright_tools.painting.storyboard.things.drawings import drawings
from panelwright_tools.painting.storyboard.things.icons import icon_names
from panelwright_tools.painting.storyboard.things.windows import window_names, windows_of

MakeRegion = Callable[..., BriefRegion]
MakeBrief = Callable[..., Brief]
VEHICLES = ["car", "bus", "truck", "train", "spaceship", "submarine", "helicopter", "ufo"]


def aboard(*names: str, vehicle: str) -> tuple[Relation, ...]:
    return tuple(Relation(kind=RelationKind.INSIDE, source=name, target=vehicle) for name in names)


@pytest.mark.parametrize("vehicle", VEHICLES)
def test_a_driver_shows_the_face_at_a_window(
    vehicle: str, region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    driver = region("leo", (0.4, 0.3, 0.2, 0.4), leo, pose="steer")
    car = region(vehicle, (0.05, 0.2, 0.9, 0.7))
    order = brief(driver, car, relations=aboard("leo", vehicle=vehicle))
    subject = StoryboardPainter().paint(order).subjects[0]
    assert subject.face is not None
    left, top = subject.window[:2]
    x, y = subject.face.centre[0] * 256 - left, subject.face.centre[1] * 256 - top
    assert subject.visible[round(y), round(x)]


def test_nothing_of_a_passenger_is_seen_outside_the_window(
    region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    driver = region("leo", (0.4, 0.3, 0.2, 0.4), leo)
    car = region("car", (0.05, 0.3, 0.9, 0.6))
    order = brief(driver, car, relations=aboard("leo", vehicle="car"))
    one = staged(order, indoors=False)[0]
    assert one.window is not None
    subject = StoryboardPainter().paint(order).subjects[0]
    rows, columns = np.nonzero(subject.visible)
    low, high = one.window.min(0) - 3, one.window.max(0) + 3
    assert columns.min() + subject.window[0] >= low[0]
    assert columns.max() + subject.window[0] <= high[0]
    assert rows.min() + subject.window[1] >= low[1] and rows.max() + subject.window[1] <= high[1]


def test_two_passengers_look_out_of_two_windows(
    region: MakeRegion, brief: MakeBrief, leo: Character, mina: Character
) -> None:
    driver, child = (
        region("leo", (0.3, 0.3, 0.2, 0.4), leo),
        region("mina", (0.5, 0.3, 0.2, 0.4), mina),
    )
    bus = region("bus", (0.05, 0.2, 0.9, 0.7))
    ties = aboard("leo", "mina", vehicle="bus")
    first, second = staged(brief(driver, child, bus, relations=ties), indoors=False)[:2]
    assert first.window is not None and second.window is not None
    assert not np.allclose(first.window, second.window)


def test_a_cat_on_a_bus_is_on_its_roof_and_not_at_a_window(
    region: MakeRegion, brief: MakeBrief
) -> None:
    cat, bus = region("cat", (0.4, 0.1, 0.2, 0.2)), region("bus", (0.05, 0.3, 0.9, 0.6))
    tie = Relation(kind=RelationKind.ON, source="cat", target="bus")
    one, other = staged(brief(cat, bus, relations=(tie,)), indoors=False)
    assert one.window is None
    top = float(other.fit.corners[:, 1].min())
    assert one.fit.foot == pytest.approx(top, abs=8)


def test_all_windows_lie_on_things_that_are_drawn() -> None:
    for name in window_names():
        assert name in drawings() or name in icon_names()
        for outline in windows_of(name):
            assert len(outline) >= 4
            assert outline[:, 1].max() < 0 and outline[:, 1].min() > -1.01


def test_a_boat_is_drawn_large_enough_for_its_box(region: MakeRegion, brief: MakeBrief) -> None:
    boat = region("boat", (0.1, 0.6, 0.8, 0.3))
    (one,) = staged(brief(boat), indoors=False)
    assert one.wide * one.tall > 0.9 * (0.8 * 256) * (0.3 * 256)
    assert float(one.fit.corners[:, 1].min()) >= 0


@pytest.mark.parametrize("facing", ["left", "right"])
def test_a_rider_looks_where_the_mount_goes_and_sits_on_a_saddle(
    facing: str, region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    rider = region("leo", (0.3, 0.1, 0.3, 0.6), leo, pose="ride")
    horse = region("horse", (0.1, 0.4, 0.8, 0.55), facing=facing)
    tie = Relation(kind=RelationKind.RIDES, source="leo", target="horse")
    one, other = staged(brief(rider, horse, relations=(tie,)), indoors=False)
    assert one.fit.flip == other.fit.flip
    assert isinstance(other.figure, CreatureFigure)
    assert "saddle" in [garment.name for garment in other.figure.look.clothes]


def inside(
    region: MakeRegion, brief: MakeBrief, who: Character, noun: str, kind: RelationKind
) -> tuple[Staged, Staged]:
    rider = region("mina", (0.4, 0.3, 0.2, 0.4), who)
    thing = region(noun, (0.1, 0.1, 0.8, 0.8))
    tie = Relation(kind=kind, source="mina", target=noun)
    one, other = staged(brief(rider, thing, relations=(tie,)), indoors=False)
    return one, other


def test_who_is_in_a_box_looks_over_its_rim(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    one, other = inside(region, brief, mina, "box", RelationKind.INSIDE)
    top = float(other.fit.corners[:, 1].min())
    assert one.rim is not None and top < one.rim < other.fit.foot
    assert float(head_of(one)[1]) < one.rim < one.fit.foot
    assert one.wide < other.wide


def test_who_is_in_a_doorway_stands_on_its_threshold(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    one, other = inside(region, brief, mina, "door", RelationKind.INSIDE)
    assert one.fit.foot == pytest.approx(other.fit.foot, abs=1)
    assert one.tall < other.tall and one.order > other.order


@pytest.mark.parametrize("kind", [RelationKind.INSIDE, RelationKind.ON])
def test_who_is_in_a_tree_sits_on_a_bough_in_its_crown(
    kind: RelationKind, region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    one, other = inside(region, brief, mina, "tree", kind)
    top = float(other.fit.corners[:, 1].min())
    assert top < float(head_of(one)[1]) < one.fit.foot < other.fit.foot - 0.2 * other.tall
    assert isinstance(one.figure, PersonFigure) and one.figure.acting.support == "branch"


def test_who_is_at_a_window_shows_head_and_shoulders(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    one, _ = inside(region, brief, mina, "window", RelationKind.INSIDE)
    assert one.window is not None
    low, high = one.window.min(0), one.window.max(0)
    x, y = head_of(one)
    assert low[0] < x < high[0] and low[1] < y < (low[1] + high[1]) / 2
    assert one.fit.foot > high[1]


def test_a_child_rides_on_shoulders_above_the_head_of_its_bearer(
    region: MakeRegion, brief: MakeBrief, leo: Character, mina: Character
) -> None:
    man = region("leo", (0.3, 0.3, 0.3, 0.6), leo)
    child = region("mina", (0.3, 0.05, 0.3, 0.4), mina)
    tie = Relation(kind=RelationKind.RIDES, source="mina", target="leo")
    one, other = staged(brief(man, child, relations=(tie,)), indoors=False)
    assert float(head_of(other)[1]) < float(head_of(one)[1]) - 0.4 * head_size(one)
    assert abs(float(head_of(other)[0] - head_of(one)[0])) < head_size(one)
    assert other.order < one.order


@pytest.mark.parametrize("facing", ["profile_left", "profile_right", "front", "left"])
def test_an_animal_on_a_shoulder_leaves_the_face_free(
    facing: str, region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    man = region("leo", (0.3, 0.2, 0.3, 0.75), leo, facing=facing)
    cat = region("cat", (0.35, 0.3, 0.15, 0.2))
    tie = Relation(kind=RelationKind.RIDES, source="cat", target="leo")
    one, rider = staged(brief(man, cat, relations=(tie,)), indoors=False)
    mouth = one.figure.anchors.mouth
    assert mouth is not None
    left, right = rider.fit.corners[:, 0].min(), rider.fit.corners[:, 0].max()
    assert not left - 1 < one.to_pixels(mouth)[0] < right + 1


def test_two_whom_somebody_carries_sit_to_both_sides_of_the_head(
    region: MakeRegion, brief: MakeBrief, leo: Character, mina: Character
) -> None:
    man = region("leo", (0.3, 0.2, 0.3, 0.75), leo)
    child = region("mina", (0.15, 0.1, 0.2, 0.4), mina, pose="ride")
    cat = region("cat", (0.55, 0.3, 0.15, 0.2))
    ties = tuple(
        Relation(kind=RelationKind.RIDES, source=name, target="leo") for name in ("mina", "cat")
    )
    one, left, right = staged(brief(man, child, cat, relations=ties), indoors=False)
    assert head_of(left)[0] < head_of(one)[0] - 0.4 * head_size(one)
    assert head_of(right)[0] > head_of(one)[0] + 0.4 * head_size(one)


@pytest.mark.parametrize(("pose", "above"), [("sit", "lap"), ("sleep", "belly")])
def test_a_cat_lies_on_a_lap_or_a_belly_and_not_on_the_head(
    pose: str, above: str, region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    man = region("leo", (0.1, 0.4, 0.8, 0.5), leo, pose=pose)
    cat = region("cat", (0.3, 0.2, 0.3, 0.2), pose="sleep")
    tie = Relation(kind=RelationKind.ON, source="cat", target="leo")
    one, other = staged(brief(man, cat, relations=(tie,)), indoors=False)
    face = one.figure.anchors.face
    assert face is not None, above
    assert other.fit.foot > float(head_of(one)[1]) - 0.2 * head_size(one)
    assert abs(other.fit.centre - float(head_of(one)[0])) > 0.3 * head_size(one)
    assert other.order > one.order


def test_who_rides_in_a_boat_sinks_into_its_hull_however_high_the_box_is(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    girl = region("mina", (0.4, 0.05, 0.15, 0.25), mina, pose="sit")
    boat = region("boat", (0.1, 0.55, 0.8, 0.35))
    tie = Relation(kind=RelationKind.RIDES, source="mina", target="boat")
    one, other = staged(brief(girl, boat, relations=(tie,)), indoors=False, surface="water")
    assert one.fit.foot > other.fit.foot - 0.35 * other.tall


def test_a_cat_on_a_robot_is_over_its_head(region: MakeRegion, brief: MakeBrief) -> None:
    robot, cat = region("robot", (0.6, 0.3, 0.3, 0.6)), region("cat", (0.1, 0.1, 0.2, 0.2))
    tie = Relation(kind=RelationKind.ON, source="cat", target="robot")
    one, other = staged(brief(robot, cat, relations=(tie,)), indoors=False)
    assert abs(other.fit.centre - float(head_of(one)[0])) < 3


def test_a_bird_is_in_the_cage_that_somebody_holds(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    bird = Character(id="bird", name="bird", kind=Kind.ANIMAL, look=Look(species="canary"))
    regions = (
        region("mina", (0.1, 0.1, 0.3, 0.8), mina),
        region("cage", (0.6, 0.3, 0.2, 0.4)),
        region("bird", (0.62, 0.35, 0.15, 0.3), bird),
    )
    ties = (
        Relation(kind=RelationKind.HOLDS, source="mina", target="cage"),
        Relation(kind=RelationKind.INSIDE, source="bird", target="cage"),
    )
    holder, cage, caged = staged(brief(*regions, relations=ties), indoors=False)
    left, top = cage.fit.corners.min(axis=0)
    right, foot = cage.fit.corners.max(axis=0)
    assert left < caged.fit.corners[:, 0].min() < caged.fit.corners[:, 0].max() < right
    assert top < caged.fit.corners[:, 1].min() < caged.fit.foot < foot
    assert holder.order < caged.order < cage.order < holder.over


def test_who_is_on_a_ladder_stands_on_its_rungs(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    one, other = inside(region, brief, mina, "ladder", RelationKind.ON)
    top = float(other.fit.corners[:, 1].min())
    assert top < float(head_of(one)[1]) < one.fit.foot < other.fit.foot
    assert one.fit.centre == pytest.approx(other.fit.centre, abs=1)
    assert one.order > other.order


def test_a_boat_is_on_the_water_where_all_are_in_it_and_on_the_bank_where_somebody_stays(
    region: MakeRegion, brief: MakeBrief, leo: Character, mina: Character
) -> None:
    boat = region("boat", (0.2, 0.4, 0.6, 0.3), noun="rowing boat")
    rower = region("leo", (0.4, 0.3, 0.2, 0.3), leo, pose="sit")
    other = region("mina", (0.05, 0.4, 0.15, 0.4), mina)
    rides = (Relation(kind=RelationKind.RIDES, source="leo", target="boat"),)

    def foreground(*regions: BriefRegion) -> tuple[float, ...]:
        """Mean red, green and blue of the lower edge."""
        lake = Place(id="lake", name="the lake", noun="lake")
        order = brief(*regions, place=lake, relations=rides, style="colour")
        image = StoryboardPainter().paint(order).image
        return tuple(np.asarray(image, float)[-12:].mean(axis=(0, 1)))

    _, green, blue = foreground(rower, boat)
    assert blue > green
    _, green, blue = foreground(rower, boat, other)
    assert green > blue


@pytest.mark.parametrize(("surface", "support"), [("floor", "stool"), ("ground", "log")])
def test_nobody_sits_on_a_tree_stump_on_the_boards_of_a_boat(
    surface: Surface, support: str, region: MakeRegion, brief: MakeBrief, leo: Character
) -> None:
    sitter = region("leo", (0.3, 0.3, 0.3, 0.6), leo, pose="sit")
    [one] = staged(brief(sitter), indoors=False, surface=surface)
    assert isinstance(one.figure, PersonFigure) and one.figure.acting.support == support


def test_who_stands_in_a_large_boat_is_seen_to_the_waist(
    region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    girl = region("mina", (0.4, 0.5, 0.1, 0.3), mina)
    boat = region("boat", (0.05, 0.3, 0.9, 0.6))
    tie = Relation(kind=RelationKind.INSIDE, source="mina", target="boat")
    one, other = staged(brief(girl, boat, relations=(tie,)), indoors=False, surface="water")
    assert isinstance(other.figure, ThingFigure)
    rim = float(other.to_pixels(np.array([0.0, rim_of(other.figure)]))[1])
    assert one.fit.foot - rim <= 0.52 * one.tall


def test_many_in_a_large_boat_are_seen_over_its_side() -> None:
    boat = ThingFigure("rowing boat", "a rowing boat", 1, carries=True)
    assert -0.75 < rim_of(boat) < -0.2
    assert rim_of(ThingFigure("ball", "a ball", 1)) == 0.0


def test_whom_a_crowd_carries_is_above_all_heads_and_hailed(
    region: MakeRegion, brief: MakeBrief, mina: Character, leo: Character
) -> None:
    crowd = [
        region(f"c{k}", (0.1 + 0.2 * k, 0.4, 0.18, 0.5), leo, noun="man", pose="lift")
        for k in range(3)
    ]
    other = leo.model_copy(update={"id": "max", "name": "Max"})
    borne = region("max", (0.3, 0.1, 0.18, 0.4), other, noun="man")
    ride = Relation(kind=RelationKind.RIDES, source="max", target="c1")
    cast = {one.id: one for one in staged(brief(*crowd, borne, relations=(ride,)), indoors=False)}
    heads = {name: float(head_of(one)[1]) for name, one in cast.items()}
    assert heads["max"] < min(heads[f"c{k}"] for k in range(3)) - 0.5 * cast["c1"].fit.scale
    assert cast["max"].fit.scale > 0.85 * cast["c1"].fit.scale
    figures = [cast[f"c{k}"].figure for k in (0, 2)]
    assert all(isinstance(f, PersonFigure) and f.acting.pose is Pose.CHEER for f in figures)


@pytest.mark.parametrize("facing", ["left", "right"])
def test_who_rides_a_bicycle_looks_where_it_goes(
    facing: str, region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    rider = region("mina", (0.4, 0.2, 0.2, 0.5), mina, pose="ride", facing=facing)
    bicycle = region("bicycle", (0.2, 0.4, 0.6, 0.5))
    ride = Relation(kind=RelationKind.RIDES, source="mina", target="bicycle")
    one, other = staged(brief(rider, bicycle, relations=(ride,)), indoors=False)
    assert one.fit.flip == other.fit.flip


@pytest.mark.parametrize("facing", ["left", "right"])
def test_who_lies_in_bed_has_the_head_on_the_pillow(
    facing: str, region: MakeRegion, brief: MakeBrief, mina: Character
) -> None:
    rider = region("mina", (0.3, 0.3, 0.4, 0.2), mina, pose="lie", facing=facing)
    bed = region("bed", (0.1, 0.4, 0.8, 0.5))
    on = Relation(kind=RelationKind.ON, source="mina", target="bed")
    one, other = staged(brief(rider, bed, relations=(on,)), indoors=False)
    assert float(head_of(one)[0]) < other.fit.centre


def test_a_bear_stands_up_to_play_the_violin(region: MakeRegion, brief: MakeBrief) -> None:
    bear = region("bear", (0.2, 0.2, 0.6, 0.7), pose="play", facing="right")
    violin = region("violin", (0.5, 0.5, 0.2, 0.2))
    held = Relation(kind=RelationKind.HOLDS, source="bear", target="violin")
    upright = staged(brief(bear, violin, relations=(held,)), indoors=False)[0]
    alone = staged(brief(bear), indoors=False)[0]
    assert upright.wide / upright.tall < alone.wide / alone.tall
