"""Every world draws in every light; a place stays itself; unknown places say so."""

import inspect
import itertools

import numpy as np
import pytest

from golden import assert_golden
from panelwright_tools.domain import Box, Brief, BriefRegion, Region, Relation, RelationKind
from panelwright_tools.domain.cast import Place
from panelwright_tools.domain.vocabulary import Angle, Season, Shot, TimeOfDay, Weather
from panelwright_tools.painting.storyboard.panel import view_of
from panelwright_tools.painting.storyboard.places import (
    PlacePicture,
    View,
    draw_place,
    indoors_of,
    mood_at,
    world_names,
    world_of,
)
from panelwright_tools.painting.storyboard.places.atlas import chart, world_named
from panelwright_tools.painting.storyboard.places.fronted import fronted
from panelwright_tools.painting.storyboard.places.near import brought_near
from panelwright_tools.painting.storyboard.places.pieces import PIECES
from panelwright_tools.painting.storyboard.places.slots import lookout
from panelwright_tools.painting.storyboard.tables import table

EVERY_WORLD = [
    *world_names(),
    "deck",
    "lake",
    "pool_water",
    "aircraft",
    "sketch_indoors",
    "sketch_outdoors",
]
DIRECTIVES = {"piece", "at", "row", "scatter", "any", "between", "when", "layer", "reach", "front"}


def place(noun: str, place_id: str | None = None, indoors: bool = False) -> Place:
    name = place_id or noun.replace(" ", "-")
    return Place(id=name, name=noun, noun=noun, indoors=indoors)


def drawn(
    where: Place | None,
    time: TimeOfDay = TimeOfDay.DAY,
    weather: Weather = Weather.CLEAR,
    season: Season | None = None,
    view: View | None = None,
) -> PlacePicture:
    mood = mood_at(where, time, weather, season)
    return draw_place(where, mood, view or View(size=(64, 64), shot=Shot.WIDE))


def noun_of(world: str) -> str:
    return str(table("places")["worlds"][world][0])


@pytest.mark.parametrize(("number", "world"), list(enumerate(world_names())))
def test_every_world_draws_by_day_or_in_a_winter_night(number: int, world: str) -> None:
    lights = ((TimeOfDay.DAY, Weather.CLEAR, None), (TimeOfDay.NIGHT, Weather.SNOW, Season.WINTER))
    picture = drawn(place(noun_of(world)), *lights[number % 2])
    assert picture.image.size == (64, 64) and not picture.sketched
    assert np.asarray(picture.image, float).std() > 8
    assert 0 <= picture.ground <= 1


@pytest.mark.parametrize("noun", ["pond", "duck pond", "old pond"])
def test_a_pond_is_water_with_a_bank(noun: str) -> None:
    assert world_of(place(noun)) == "river"


@pytest.mark.parametrize("world", EVERY_WORLD)
def test_every_item_names_a_piece_and_only_what_that_piece_takes(world: str) -> None:
    for item in chart(world).items:
        given = {key for key in item if key not in DIRECTIVES}
        given |= set(item.get("any", {})) | set(item.get("between", {}))
        if {"at", "row", "scatter"} & set(item):
            given |= {"x", "d"}
        arguments = {name: None for name in given}
        inspect.signature(PIECES[item["piece"]]).bind(None, rng=None, **arguments)


@pytest.mark.parametrize(
    ("noun", "world"),
    [
        ("bazaar", "market"),
        ("the old pier", "harbour"),
        ("attic", "attic"),
        ("galaxies", "space"),
        ("throne room", "castle_hall"),
        ("her grandmother's cottage", "room"),
        ("a sunny beach", "beach"),
        ("train station", "station"),
        ("libraries", "library"),
        ("Space Station", "spaceship"),
        ("swimming pool", "pool"),
        ("the corner café", "cafe"),
        ("the old oak tree", "meadow"),
        ("school playground", "playground"),
        ("waterfall", "waterfall"),
        ("the old volcano", "volcano"),
        ("airport", "airport"),
        ("circus tent", "circus"),
        ("greenhouse", "greenhouse"),
        ("stables", "stable"),
        ("ice rink", "rink"),
        ("wine cellar", "cellar"),
        ("gym", "gym"),
        ("Mars", "mars"),
        ("tree house", "treehouse"),
        ("the tower of the castle", "castle"),
        ("tower", "ramparts"),
    ],
)
def test_nouns_lead_to_worlds(noun: str, world: str) -> None:
    assert world_named(noun) == world


def test_no_noun_means_two_worlds() -> None:
    rows = table("places")["worlds"].values()
    nouns = list(itertools.chain.from_iterable(rows))
    assert len(nouns) == len(set(nouns)) > 500


def test_the_name_tells_more_than_a_vague_noun() -> None:
    assert world_of(Place(id="p", name="stairs", noun="room", indoors=True)) == "staircase"
    assert world_of(Place(id="p", name="aeroplane", noun="bus", indoors=True)) == "aloft"
    assert world_of(Place(id="p", name="Mina's", noun="room", indoors=True)) == "room"


def test_an_aeroplane_is_a_cabin_but_for_those_who_are_seen_in_one() -> None:
    where, view = place("aeroplane"), View(size=(64, 64))
    mood = mood_at(where, TimeOfDay.DAY)
    assert draw_place(where, mood, view).world == "aircraft"
    assert draw_place(where, mood, View(size=(64, 64), own_boat=True)).world == "aloft"


def test_a_small_boat_is_no_ship() -> None:
    assert world_of(place("boat")) == world_of(place("rowing boat")) == "small_boat"
    assert world_of(place("pirate ship")) == "deck"


def test_the_name_helps_when_the_noun_is_unknown() -> None:
    assert world_of(Place(id="p", name="the market of Zarg", noun="zarg")) == "market"


@pytest.mark.parametrize("indoors", [False, True])
def test_an_unknown_place_is_a_labelled_sketch(indoors: bool) -> None:
    view = View(size=(160, 160), shot=Shot.WIDE)
    nouns = ("zarglon", "flimwop")
    one, other = (drawn(place(noun, "p", indoors), view=view) for noun in nouns)
    assert one.sketched and other.sketched
    changed = np.abs(np.asarray(one.image, float) - np.asarray(other.image, float)).sum(2) > 30
    assert changed.any() and changed[:110].sum() == 0
    assert indoors_of(place("zarglon", indoors=indoors)) is indoors


@pytest.mark.parametrize("noun", ["х" * 300, "<b>&\x1b[31m", "../../etc", "🌋", "9"])
def test_odd_nouns_are_sketched_without_fuss(noun: str) -> None:
    assert drawn(Place(id="p", name=noun, noun=noun)).sketched


def test_without_a_place_a_neutral_set_is_drawn_and_nothing_is_reported() -> None:
    assert not drawn(None).sketched


def test_the_same_place_and_camera_give_the_same_pixels() -> None:
    first, second = drawn(place("forest")), drawn(place("forest"))
    assert first.image.tobytes() == second.image.tobytes()
    assert first.glows == second.glows


def test_two_places_of_one_kind_differ() -> None:
    one, other = drawn(place("forest", "near-forest")), drawn(place("forest", "far-forest"))
    assert one.image.tobytes() != other.image.tobytes()


def test_closer_shots_have_no_foreground() -> None:
    wide = drawn(place("market"))
    close = drawn(place("market"), view=View(size=(96, 96), shot=Shot.CLOSE, floor=1.5))
    assert wide.foreground is not None and wide.foreground.mode == "RGBA"
    assert close.foreground is None


def test_figures_without_a_boat_stand_on_a_deck() -> None:
    where = place("sea")
    mood = mood_at(where, TimeOfDay.DAY)
    afloat = draw_place(where, mood, View(size=(64, 64), own_boat=True))
    aboard = draw_place(where, mood, View(size=(64, 64)))
    assert (afloat.world, afloat.surface) == ("sea", "water")
    assert (aboard.world, aboard.surface) == ("deck", "floor")


def test_a_shore_is_seen_from_the_water_where_all_are_in_a_boat() -> None:
    for noun, world in (("river", "lake"), ("beach", "sea"), ("harbour", "sea")):
        where = place(noun)
        mood = mood_at(where, TimeOfDay.DAY)
        out = draw_place(where, mood, View(size=(64, 64), own_boat=True, afloat=True))
        assert (out.world, out.surface) == (world, "water")
        assert draw_place(where, mood, View(size=(64, 64), own_boat=True)).surface == "ground"


def test_places_keep_their_own_light() -> None:
    assert mood_at(place("space"), TimeOfDay.DAY).dark
    assert mood_at(place("tundra"), TimeOfDay.DAY).snow == 1
    assert not mood_at(place("seabed"), TimeOfDay.DAY, Weather.RAIN).wet
    assert mood_at(place("kitchen"), TimeOfDay.NIGHT, Weather.STORM).indoors


def test_lamps_shine_by_night_only() -> None:
    by_day = sum(glow.strength for glow in drawn(place("market")).glows)
    by_night = sum(glow.strength for glow in drawn(place("market"), TimeOfDay.NIGHT).glows)
    assert by_night > by_day + 2


@pytest.mark.parametrize(
    ("shot", "angle"),
    [*((shot, Angle.EYE) for shot in Shot), *((Shot.FULL, angle) for angle in Angle)],
)
def test_any_shot_angle_and_shape_of_panel_is_filled(shot: Shot, angle: Angle) -> None:
    size = (48, 120) if shot in (Shot.FULL, Shot.CLOSE) else (150, 64)
    floor = 1.4 if shot in (Shot.MEDIUM, Shot.CLOSE, Shot.DETAIL) else 0.9
    view = View(size=size, shot=shot, angle=angle, floor=floor, occupied=((0.0, 0.3),))
    picture = drawn(place("street"), view=view)
    assert picture.image.size == size
    assert np.asarray(picture.image, float).std() > 5


GOLDEN_SCENES = [
    ("market", TimeOfDay.NIGHT, Weather.RAIN, None),
    ("village", TimeOfDay.DAY, Weather.CLEAR, Season.AUTUMN),
    ("castle hall", TimeOfDay.DAY, Weather.CLEAR, None),
    ("beach", TimeOfDay.SUNSET, Weather.CLEAR, None),
    ("kitchen", TimeOfDay.NIGHT, Weather.CLEAR, None),
    ("mountain", TimeOfDay.DAY, Weather.SNOW, Season.WINTER),
]


@pytest.mark.parametrize(("noun", "time", "weather", "season"), GOLDEN_SCENES)
def test_scenes_match_their_golden_pictures(
    noun: str, time: TimeOfDay, weather: Weather, season: Season | None
) -> None:
    picture = drawn(place(noun), time, weather, season, View(size=(128, 96), shot=Shot.WIDE))
    assert_golden(picture.image, f"places/{noun.replace(' ', '-')}", 4)


@pytest.mark.parametrize("world", world_names())
def test_every_slot_of_a_world_has_a_name_and_can_be_seen_in_some_shot(world: str) -> None:
    noun = table("places")["worlds"][world][0]
    seen: dict[str, bool] = {}
    for shot in Shot:
        for spot in lookout(place(noun), 1.8)(shot, Angle.EYE, 0.93):
            inside = 0.0 < spot.seen_at(spot.pan_to(0.5)) < 1.0 and 0.1 < spot.y < 1.1
            seen[spot.nouns[0]] = seen.get(spot.nouns[0], False) or inside
    assert all(seen.values()), seen


def test_a_camera_that_is_told_where_to_stand_stands_there() -> None:
    mood = mood_at(place("market"), TimeOfDay.DAY)
    views = [View(size=(240, 160), shot=Shot.WIDE, pan=pan) for pan in (0.0, 2.0, 2.0)]
    here, there, again = (draw_place(place("market"), mood, view).image.tobytes() for view in views)
    assert here != there == again


def test_the_only_bed_of_a_room_is_not_drawn_behind_the_bed_that_somebody_lies_in() -> None:
    def picture(*own: str) -> bytes:
        view = View(size=(240, 160), shot=Shot.WIDE, own=frozenset(own))
        image = draw_place(place("bedroom"), mood_at(place("bedroom"), TimeOfDay.DAY), view).image
        return image.tobytes()

    assert picture() != picture("bed")


def test_a_well_that_the_panel_is_about_stands_near_between_the_figures() -> None:
    village = chart("village")
    near = brought_near(village, frozenset({"well"}), frozenset())
    assert near.items[-1]["piece"] == "well" and near.items[-1]["at"][0][1] < 2
    assert len(near.items) == len(village.items)
    assert brought_near(village, frozenset({"chapel"}), frozenset()) is village
    drawn_itself = brought_near(village, frozenset({"well"}), frozenset({"well"}))
    assert drawn_itself is village, "a subject of the panel is the well"


def test_whoever_is_at_a_well_stands_beside_it() -> None:
    spots = lookout(place("village"), 1.5)(Shot.FULL, Angle.EYE, 0.93)
    well = next(spot for spot in spots if "well" in spot.nouns)
    assert well.y == pytest.approx(0.93) and well.scale == pytest.approx(1.0)


def test_the_set_steps_back_in_near_shots() -> None:
    rough = [
        np.abs(np.diff(np.asarray(drawn(place("shop"), view=view).image, float), axis=1)).mean()
        for view in (
            View(size=(240, 240), shot=Shot.CLOSE, scale=0.8, floor=1.35),
            View(size=(240, 240), shot=Shot.FULL, scale=0.8, floor=1.35),
        )
    ]
    assert rough[0] < 0.75 * rough[1]


def test_white_ice_stays_white_in_the_light_of_winter() -> None:
    picture = drawn(place("ice rink"), season=Season.WINTER)
    ground = np.asarray(picture.image, float)[-12:]
    assert np.ptp(ground.mean(axis=(0, 1))) < 40, "no band ran over and turned it yellow"


def test_the_open_sea_with_nobody_on_it_needs_no_deck() -> None:
    def world(regions: tuple[BriefRegion, ...]) -> str:
        told = Brief(panel="p1", prompt="", place=place("sea"), regions=regions, size=(64, 64))
        return draw_place(told.place, mood_at(told.place, told.time), view_of(told)).world

    girl = Region(id="girl", noun="girl", phrase="a girl", subject="girl")
    assert world(()) == "sea"
    assert world((BriefRegion(region=girl, box=Box(0.3, 0.3, 0.3, 0.6)),)) == "deck"


@pytest.mark.parametrize(("other", "world"), [("kingfisher", "lake"), ("dog", "river")])
def test_only_who_is_on_the_bank_keeps_the_bank_in_view(other: str, world: str) -> None:
    def at(noun: str, x: float, subject: str | None = None) -> BriefRegion:
        region = Region(id=noun, noun=noun, phrase=f"a {noun}", subject=subject)
        return BriefRegion(region=region, box=Box(x, 0.4, 0.3, 0.4))

    told = Brief(
        panel="p1",
        prompt="",
        place=place("river"),
        regions=(at("man", 0.1, "man"), at("boat", 0.1), at(other, 0.6, other)),
        relations=(Relation(kind=RelationKind.INSIDE, source="man", target="boat"),),
        size=(64, 64),
    )
    mood = mood_at(told.place, told.time)
    assert draw_place(told.place, mood, view_of(told)).world == world


def test_who_is_in_a_lighthouse_sees_its_room_and_who_is_before_it_the_tower() -> None:
    assert world_of(place("lighthouse", indoors=True)) == "lighthouse_room"
    assert world_of(place("lighthouse")) == "lighthouse"
    assert indoors_of(place("lighthouse", indoors=True))
    assert set(table("places")["inside"].values()) <= {*world_names()}


@pytest.mark.parametrize(
    ("noun", "world"),
    [
        ("village from above", "over_land"),
        ("harbour from above", "over_sea"),
        ("city from above", "over_town"),
        ("mountain from above", "over_mountains"),
        ("nowhere from above", "over_land"),
    ],
)
def test_a_place_is_seen_from_above_by_who_flies_over_it(noun: str, world: str) -> None:
    assert world_of(place(noun)) == world


def test_on_a_cloud_one_sits_and_lies_on_the_cloud_itself() -> None:
    assert drawn(place("cloud")).surface == "soft"


def outside(building: str) -> Place:
    return Place(
        id="out", name=f"outside the {building}", noun="street", phrase=f"outside a big {building}"
    )


def test_the_street_before_a_building_shows_its_front() -> None:
    plain = fronted(chart("street"), place("street"))
    assert plain is chart("street")
    before = fronted(chart("street"), outside("town hall"))
    assert [item["sign"] for item in before.items if "sign" in item] == ["clock"]
    assert before.interest == (2.4, 8.6)
    assert fronted(chart("street"), outside("kiosk")) is chart("street")


@pytest.mark.parametrize("row", table("fronts"))
def test_every_front_draws_by_day_and_by_night(row: str) -> None:
    where = outside(table("fronts")[row]["nouns"][0])
    for time in (TimeOfDay.DAY, TimeOfDay.NIGHT):
        shown, bare = drawn(where, time), drawn(outside("kiosk"), time)
        assert not np.array_equal(np.asarray(shown.image), np.asarray(bare.image))
