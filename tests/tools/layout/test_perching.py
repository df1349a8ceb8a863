"""Who is on or at a part of the place is put there; what the place lacks is told."""

import pytest

from panelwright_tools.domain import (
    Angle,
    Panel,
    Place,
    Pose,
    Region,
    Relation,
    RelationKind,
    Shot,
)
from panelwright_tools.domain.spots import Spot
from panelwright_tools.layout.solver import lay_out
from panelwright_tools.layout.wishes import PlacedPanel
from panelwright_tools.painting.storyboard.places.slots import lookout

MARKET = Place(id="market", name="the market", noun="market")
KITCHEN = Place(id="kitchen", name="the kitchen", noun="kitchen", indoors=True)
ASPECT = 1.8


def _who(name: str, spot: str = "", pose: Pose = Pose.STAND) -> Region:
    return Region(id=name, noun="woman", phrase="a woman", spot=spot, pose=pose)


def _place(place: Place, *regions: Region, shot: Shot = Shot.WIDE) -> PlacedPanel:
    panel = Panel(id="p1", shot=shot, regions=regions)
    return lay_out(panel, {}, place, ASPECT, None, lookout(place, ASPECT))


def _roofs(placed: PlacedPanel) -> list[Spot]:

    spots = lookout(MARKET, ASPECT)(placed.shot, Angle.EYE, placed.floor)
    return [spot for spot in spots if "roof" in spot.nouns]


def test_who_is_on_the_roof_has_the_feet_on_it_and_not_on_the_floor() -> None:
    placed = _place(MARKET, _who("ada", "roof"), _who("tom"))
    roof = _roofs(placed)[0]
    assert placed.perched == ("ada",) and placed.pan is not None
    assert abs(placed.boxes["ada"].bottom - roof.y) < 0.01
    at = [abs(roof.seen_at(placed.pan) - placed.boxes["ada"].centre[0]) for roof in _roofs(placed)]
    assert min(at) < 0.02, "the camera sees the roof where she is"
    assert placed.boxes["tom"].bottom > placed.boxes["ada"].bottom + 0.2
    assert placed.depths["ada"] > placed.depths["tom"]
    assert not placed.relaxed


def test_a_near_shot_gets_wider_until_the_roof_is_in_it() -> None:
    assert _place(MARKET, _who("ada", "roof"), shot=Shot.CLOSE).perched == ("ada",)


def test_who_sits_on_an_edge_lets_the_legs_hang() -> None:
    sitting = _place(MARKET, _who("ada", "roof", Pose.SIT))
    assert sitting.boxes["ada"].bottom > _roofs(sitting)[0].y + 0.01


def test_two_on_one_roof_are_side_by_side() -> None:
    placed = _place(MARKET, _who("ada", "roof"), _who("tom", "roof"))
    assert set(placed.perched) == {"ada", "tom"}
    assert placed.boxes["ada"].intersection(placed.boxes["tom"]) == 0


def test_the_camera_goes_to_the_window_that_somebody_stands_at() -> None:

    placed = _place(KITCHEN, _who("ada", "window"), _who("tom"))
    spots = lookout(KITCHEN, ASPECT)(placed.shot, Angle.EYE, placed.floor)
    window = next(spot for spot in spots if "window" in spot.nouns)
    assert placed.pan is not None and not placed.perched
    assert abs(window.seen_at(placed.pan) - placed.boxes["ada"].centre[0]) < 0.1
    assert placed.boxes["ada"].bottom > 0.85, "she stands on the floor"


def test_a_spot_that_the_place_has_not_is_told_and_left_for_the_floor() -> None:
    placed = _place(KITCHEN, _who("ada", "battlements"))
    assert placed.boxes["ada"].bottom > 0.85 and not placed.perched
    assert any("battlements" in line and "none" in line for line in placed.relaxed)


def test_who_sleeps_on_the_roof_does_not_get_the_bed() -> None:
    bed = Region(id="bed", noun="bed", phrase="a bed")
    placed = _place(MARKET, _who("ada", "roof", Pose.SLEEP), bed)
    assert not placed.implied


def _door(noun: str = "door", phrase: str = "a door") -> Region:
    return Region(id="door", noun=noun, phrase=phrase)


def test_the_door_of_a_room_is_in_its_wall_and_who_came_in_stands_before_it() -> None:
    office = Place(id="office", name="the office", noun="office", indoors=True)
    placed = _place(office, _who("ada", pose=Pose.SIT), _who("tom"), _door())
    assert set(placed.boxes) == {"ada", "tom"}
    assert placed.fixtures == ("door",)
    spots = lookout(office, ASPECT)(placed.shot, Angle.EYE, placed.floor)
    door = next(spot for spot in spots if "door" in spot.nouns)
    assert placed.pan is not None
    assert abs(door.seen_at(placed.pan) - placed.boxes["tom"].centre[0]) < 0.1
    assert not placed.relaxed and not placed.dropped


@pytest.mark.parametrize(
    ("place", "region", "kind"),
    [
        (Place(id="o", name="the office", noun="office", indoors=True), _door(), "holds"),
        (Place(id="o", name="the office", noun="office", indoors=True), _door(), "on"),
        (
            Place(id="o", name="the office", noun="office", indoors=True),
            _door("door", "a red door"),
            "",
        ),
        (
            Place(id="o", name="the office", noun="office", indoors=True),
            _door("crate", "a crate"),
            "",
        ),
        (Place(id="v", name="the village", noun="village"), _door(), ""),
        (None, _door(), ""),
    ],
)
def test_a_door_that_is_held_or_told_of_or_not_in_a_room_is_drawn(
    place: Place | None, region: Region, kind: str
) -> None:
    tied = [Relation(kind=RelationKind(kind), source="tom", target="door")] if kind else []
    panel = Panel(id="p1", shot=Shot.WIDE, regions=(_who("tom"), region), relations=tuple(tied))
    placed = lay_out(panel, {}, place, ASPECT, None, lookout(place, ASPECT))
    assert "door" in placed.boxes


def test_the_shelves_and_the_board_of_a_room_are_on_its_wall() -> None:
    shop = Place(id="shop", name="the shop", noun="shop", indoors=True)
    shelves = [Region(id=f"shelf-{n}", noun="shelf", phrase="a shelf") for n in (1, 2)]
    placed = _place(shop, _who("ada"), *shelves)
    assert set(placed.boxes) == {"ada"} and set(placed.fixtures) == {"shelf-1", "shelf-2"}
    school = Place(id="school", name="the school", noun="school", indoors=True)
    board = Region(id="board", noun="blackboard", phrase="a blackboard")
    writes = Relation(kind=RelationKind.ON, source="ada", target="board")
    panel = Panel(id="p1", shot=Shot.WIDE, regions=(_who("ada"), board), relations=(writes,))
    placed = lay_out(panel, {}, school, ASPECT, None, lookout(school, ASPECT))
    assert placed.fixtures == ("board",) and placed.boxes["ada"].bottom > 0.85
