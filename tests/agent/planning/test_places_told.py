"""Where the sentences of a story play: told, hinted, returned to, guessed."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.embedded.scenes import Scenes, follow_scenes
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Angle, Pose, TimeOfDay
from panelwright_tools.language import analyse
from panelwright_tools.painting.storyboard.places.atlas import world_of


def scenes(text: str) -> Scenes:
    return follow_scenes(analyse(text))


def told(text: str) -> list[str | None]:
    """The place of each sentence."""
    return [setting.place for setting in scenes(text).settings]


def last(text: str) -> str | None:
    return told(text)[-1]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ada got to the vegetable tent.", "vegetable-tent"),
        ("Old Tomas keeps the lighthouse on the cliff.", "lighthouse"),
        ("Ida minds the shop while her father sleeps.", "shop"),
        ("Ada was out on the ice.", "ice"),
        ("Tom sat on the roof. Then he rode his bicycle over the river.", "river"),
        ("Tom sat on the roof. Then he threw the ball over the river.", "roof"),
        ("By noon they were at the pass.", "pass"),
        ("The cub crept into the den.", "den"),
        ("Tom sat down under a fig tree.", "fig-tree"),
        ("Tom stood at the back door.", "back-door"),
        ("Down in the laundry, Ada sang.", "laundry"),
        ("The raccoon ran into the school kitchen.", "school-kitchen"),
        ("Ada waited at the bus stop.", "bus-stop"),
        ("Tom parked on the sea front.", "sea-front"),
        ("Ada went down the river stairs.", "river-stairs"),
        ("Tom landed on the ice of Europa.", "ice-of-europa"),
        ("Ada swam in Kumasi.", "kumasi"),
        ("Nobody in Aldermoor was brave.", "aldermoor"),
        ("The lift stopped between two floors. Ada sighed.", "lift"),
        ("Ada stood on the third floor.", "third-floor"),
        ("Tom came in under the barn door.", "barn"),
        ("Ada sank under the waves.", "under-the-waves"),
        ("By noon they had all crowded into the kitchen.", "kitchen"),
        ("He walked towards a light. It was an old inn.", "inn"),
        ("The changing room smells of oranges.", "changing-room"),
        ("Two men mended a dish on the far side of Ganymede.", "ganymede"),
    ],
)
def test_a_place_is_named_as_the_text_names_it(text: str, place: str) -> None:
    assert last(text) == place


@pytest.mark.parametrize(
    "aside",
    [
        "Tom wanted to go to the market.",
        "Ada remembered the castle.",
        "Ada had lived in a lighthouse.",
        "Tom talked about the forest.",
        "Ada walked, not into the bank, but up to the window.",
        "It was the best bowl in the house.",
        "Tom loaded the piano into a van.",
        "Ada put her hands in the stream.",
        "Her sister in Leeds was tall.",
        "Tom has to move to the office.",
        "Ada remembered singing in the church.",
        "Ada called the names in Punjabi.",
        "Tom grabbed the pot plant.",
        "Eva came out of the pantry.",
        "Tom walked to the kitchen table.",
    ],
)
def test_a_place_that_is_only_spoken_of_is_not_the_scene(aside: str) -> None:
    assert last(f"Ada and Tom were in the kitchen. {aside}") == "kitchen"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ada was in the garden. Tom came to the gate. Ada ran home.", "home"),
        ("Ada was in the kitchen. She went outside.", "outside-kitchen"),
        ("Ada was in the kitchen. She went outside. She went back inside.", "kitchen"),
        ("Ada rowed across the lake. She swam ashore.", "lake-shore"),
        ("Ada sat in the yard. So they drove.", "road"),
        ("Ada flew down the tunnel toward section four. She got there.", "section-four"),
        ("Ada was in the kitchen. Ada walked to the barn. She ran back.", "kitchen"),
        (
            "The hamster slept in its cage in the classroom. Ada went to the gym. "
            "The hamster is back in its cage.",
            "classroom",
        ),
        ("Ada was in the hut. Ada walked to the beach. She lay down on the bed.", "hut"),
        ("The bus broke down on the highway. Ada ran to the pool. On the way home Ada sang.",
         "highway"),
    ],
)  # fmt: skip
def test_steps_that_name_no_place_are_followed(text: str, place: str) -> None:
    assert last(text) == place


def test_the_story_goes_back_to_those_who_were_left_when_they_act_again() -> None:
    text = (
        "Luis and Hamish were on the ridge. Luis sang. In the control room, Priya knitted. "
        "Priya sighed. Hamish laughed."
    )
    assert told(text)[-2:] == ["control-room", "ridge"]


def test_those_whom_a_cut_left_are_found_again_though_they_long_did_nothing() -> None:
    text = (
        "Luis and Hamish were on the ridge. Hamish slept. "
        + "Luis sang. " * 15
        + "Far away in the control room, Priya knitted. Hamish laughed."
    )
    assert told(text)[-2:] == ["control-room", "ridge"]


def test_a_village_whose_name_follows_is_known_by_the_name_alone() -> None:
    followed = scenes(
        "In the village of Low Harrow it rained. Ada went to the mill. "
        "Far away in Low Harrow a man dropped his spoon."
    )
    assert followed.settings[0].place == followed.settings[-1].place
    assert followed.places[followed.settings[-1].place or ""].noun == "village"


def test_who_leaves_a_room_is_back_in_the_one_before() -> None:
    assert (
        last("Ada was in the hall. Ada went into the pantry. She ran out of the pantry.") == "hall"
    )


def test_outside_a_house_is_no_room() -> None:
    followed = scenes("Ada was in the hut. She ran out into the rain.")
    place = followed.places[followed.settings[-1].place or ""]
    assert (place.noun, place.indoors) == ("front yard", False)


def test_who_calls_from_elsewhere_is_seen_there_once() -> None:
    text = "Tom and Ada were in the yard. Tom sang. From her balcony Eva waved. Tom looked up."
    assert told(text) == ["yard", "yard", "balcony", "yard"]


def test_a_street_is_one_place_whatever_it_is_called() -> None:
    assert last("Ada walked along Harbour Lane. A horse stood in the road.") == "harbour-lane"


def test_a_bus_stop_on_the_square_is_no_new_place() -> None:
    assert last("Ada ran to the square. A bride sat at the bus stop.") == "square"


def test_the_town_is_the_one_that_was_named() -> None:
    followed = scenes("Ada lived in Aldermoor. Ada went to the forest. She walked into the town.")
    assert followed.settings[-1].place == "aldermoor"
    assert followed.places["aldermoor"].noun == "town"


def test_an_introduction_plays_where_its_things_are_and_not_where_the_story_goes_later() -> None:
    text = "Maja was a tugboat. The cranes and the ferries laughed. One day she reached the ocean."
    assert told(text)[0] == "harbour"


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Tom waited at the railway station.", "railway station"),
        ("The astronaut floated through Kepler Station.", "space station"),
        ("A policeman wrote at his desk. Tom was led into the station.", "police station"),
        ("The fox slept in the den with her cubs.", "cave"),
        ("The robbers ran into the bank and opened the vault.", "bank office"),
        ("Ada sat on the river bank.", "river bank"),
    ],
)
def test_a_noun_of_several_meanings_is_read_by_its_story(text: str, noun: str) -> None:
    followed = scenes(text)
    assert followed.places[followed.settings[-1].place or ""].noun == noun


@pytest.mark.parametrize(
    ("where", "world"),
    [
        ("in the railway station", "station"),
        ("at the bus stop", "street"),
        ("on the moon", "moon"),
        ("on Mars", "mars"),
        ("in the car park", "street"),
        ("at the pass", "mountain"),
        ("under the sea", "underwater"),
        ("on the touchline", "stadium"),
        ("in the bank", "office"),
        ("on the river bank", "river"),
        ("in the trenches", "castle"),
        ("in the yurt", "tent"),
        ("in the clouds", "clouds"),
        ("in the robot factory", "workshop"),
        ("on the rocks", "beach"),
    ],
)
def test_the_painter_knows_the_world_of_everyday_places(where: str, world: str) -> None:
    followed = scenes(f"Ada and Tom stood {where}. Ada sighed.")
    assert world_of(followed.places[followed.settings[-1].place or ""]) == world


def test_an_unknown_place_is_left_to_a_sketch_with_its_name() -> None:
    followed = scenes("Ada and Tom stood in Kumasi. Ada sighed.")
    place = followed.places[followed.settings[-1].place or ""]
    assert (place.noun, world_of(place)) == ("Kumasi", None)


@pytest.mark.parametrize(
    ("step", "place"),
    [
        ("Between the graves they met a ghost.", "graveyard"),
        ("Ada floated among the stars.", "space"),
        ("In the end Ada woke in the king's bed.", "bedroom"),
        ("Afterwards, outside, her brother gave her a cake.", "outside-kitchen"),
        ("Outside, Tom found a coin.", "outside-kitchen"),
        ("Tom followed the dog up to the attic.", "attic"),
        ("In her room Ada put the tooth under a pillow.", "bedroom"),
    ],
)
def test_the_scene_goes_on_by_what_is_around_its_people(step: str, place: str) -> None:
    assert last(f"Ada and Tom were in the kitchen. {step}") == place


@pytest.mark.parametrize(
    "step",
    [
        "Outside, the wind howled.",
        "Tom looked at a photo of the stars.",
        "Tom knocked the castle down.",
        "Ada put the cat between the plates.",
    ],
)
def test_what_is_around_nobody_leaves_the_scene(step: str) -> None:
    assert last(f"Ada and Tom were in the kitchen. {step}") == "kitchen"


def test_a_place_that_is_read_about_is_not_the_opening() -> None:
    assert last("Ada sat at the table. Tom read about a fire at the mill.") != "mill"


def test_inside_a_mountain_is_a_cave() -> None:
    found = scenes(
        "Marta walked up the mountain to a door. The door swung open. Inside it was dark."
    )
    place = found.settings[-1].place
    assert place is not None
    assert found.places[place].noun == "cave"


def test_who_drives_home_is_on_the_road_first() -> None:
    assert told("Vera stood in the cellar. Vera drove home at dawn. Vera slept.") == [
        "cellar",
        "road",
        "home",
    ]


def test_a_glance_far_away_ends_where_the_others_are() -> None:
    assert (
        told(
            "In a cave sat a giant. Under a bell lay a dragon. Far away in Low Harrow a man "
            "dropped his spoon and ran out into the street. The dragon opened one eye."
        )[-1]
        == "cave"
    )


def test_a_mountain_that_rings_is_around_those_in_its_cave() -> None:
    assert last("In a cave in the mountain sat a giant. The mountain rang.") == "cave"


def test_who_watches_another_go_stays_behind() -> None:
    text = "The fox stood by the pond. She filled a bucket, took it up and ran home with it. "
    assert last(text + "A toad watched her go.") == "pond"


def test_who_dances_around_the_room_is_in_it() -> None:
    assert last("Ada stood in the kitchen. The ghost danced around the room.") != "outside-room"


def test_a_door_as_high_as_a_church_leads_into_no_church() -> None:
    text = (
        "They stood at the foot of the mountain. In the rock there was a door as high as a church. "
    )
    assert last(text + "The door swung open. Inside it was dark.") == "inside-the-mountain"


@pytest.mark.parametrize(("who", "place"), [("nobody else", "attic"), ("nobody", "kitchen")])
def test_where_nobody_else_is_somebody_is(who: str, place: str) -> None:
    assert last(f"Ada stood in the kitchen. Then there was {who} in the attic.") == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ada walked through the market. The dog dropped a bun on the pavement.", "market"),
        ("Ada sat in the kitchen. Tom ran out onto the pavement.", "pavement"),
    ],
)
def test_the_ground_underfoot_is_no_other_place_for_who_is_out_in_town(
    text: str, place: str
) -> None:
    assert last(text) == place


@pytest.mark.parametrize(
    "step",
    [
        "The bus stands in front of a small theatre.",
        "Mia waited opposite the bank.",
        "He knocked at the door of the inn.",
        "She sat on the steps of the library.",
        "The priest stood before the church.",
        "A crowd stood across from the station.",
    ],
)
def test_who_is_before_a_building_is_in_its_street(step: str) -> None:
    here = scenes(step)
    place = here.places[here.settings[0].place or ""]
    assert (place.noun, place.indoors) == ("street", False)
    assert place.phrase.startswith("outside ")


def test_outside_a_room_is_the_corridor() -> None:
    here = scenes("He waited outside the classroom.")
    assert here.places[here.settings[0].place or ""].noun == "corridor"


def test_before_school_is_an_hour_and_no_place() -> None:
    assert last("In the kitchen Ben yawned. Before school Ben fed the cat.") == "kitchen"


def test_the_stairs_of_a_lighthouse_are_in_it_and_those_of_a_house_are_its_own() -> None:
    def noun(text: str) -> str:
        here = scenes(text)
        return here.places[here.settings[-1].place or ""].noun

    assert noun("Tomas keeps the lighthouse. On the stairs he slips.") == "lighthouse room"
    assert noun("The knight lives in a castle. On the stairs he slips.") == "tower stairs"
    assert noun("Ben is in the kitchen. On the stairs he slips.") == "room"


def test_out_on_the_water_is_the_sea_or_the_lake_of_the_story() -> None:
    assert last("Tomas keeps the lighthouse. Out on the black water a boat is sailing.") == "sea"
    assert last("Ada swam in the lake. She went home. Out on the water a boat drifted.") == "lake"


def test_who_came_to_the_door_is_let_into_that_house() -> None:
    told = "In the attic Tomas sings. Ada knocks at the lighthouse door. He sits on the stove."
    assert last(f"Tomas keeps the lighthouse. {told}") == "lighthouse"


@pytest.mark.parametrize(
    ("step", "place"),
    [
        ("Pia flies with the swallow over the village.", "over-village"),
        ("The wind lifts them over the harbour.", "over-harbour"),
        ("A balloon carries the girl over the city.", "over-city"),
        ("A gull flies over the harbour.", "harbour"),
        ("Nobody had flown over the harbour.", "harbour"),
        ("Pia walks over the hill.", "hill"),
        ("A girl sleeps on a cloud.", "cloud"),
        ("Pia sat on her cloud.", "cloud"),
    ],
)
def test_who_is_in_the_air_over_a_place_is_over_it(step: str, place: str) -> None:
    assert last(step) == place


def test_over_a_place_all_fly_until_they_land_or_others_act_on_the_ground() -> None:
    here = scenes("Pia flies over the village. She laughs. The people wave.")
    assert [setting.place for setting in here.settings] == [
        "over-village",
        "over-village",
        "village",
    ]
    above = here.places["over-village"]
    assert (above.noun, above.phrase) == ("village from above", "high above a village")
    assert told("Pia flies over the village. She lands.") == ["over-village", "village"]


def test_who_is_in_the_air_flies_and_sees_from_high_what_is_below() -> None:
    story = EmbeddedPlanner().plan(
        "The wind lifts Pia over the harbour. She looks down at the boats. She laughs.",
        PlanWishes(panels=1),
    )
    [panel] = story.panels
    assert [(region.noun, region.pose) for region in panel.regions] == [("woman", Pose.FLY)]
    assert panel.angle is Angle.HIGH


@pytest.mark.parametrize(
    "step",
    [
        "Nina opens her lunch box.",
        "The night guard yawned.",
        "He wore a morning coat.",
        "The evening paper lay on a bench.",
        "She threw away a bedtime story book.",
        "Tom slipped on a bar of soap.",
        "Ann held a sea shell to her ear and a school bag.",
        "A garden gnome fell over.",
        "He kicked the ball over the bar.",
        "A lamp hung over the theatre.",
    ],
)
def test_what_a_thing_is_called_by_tells_neither_where_nor_when(step: str) -> None:
    setting = scenes(f"In the street Ben stood. {step}").settings[-1]
    assert (setting.place, setting.time_told) == ("street", False)


def test_what_is_there_at_an_hour_tells_it() -> None:
    assert scenes("Rain falls on the night market.").settings[-1].time is TimeOfDay.NIGHT
    assert scenes("The morning light fell on Ben.").settings[-1].time is TimeOfDay.MORNING
    at_work = "Miss Okafor, the night porter, sat in the corridor."
    assert scenes(at_work).settings[-1].time is TimeOfDay.NIGHT


def test_who_lives_over_a_shop_is_there() -> None:
    assert last("In Bradford we were six. We lived over a shop.") != "street"
    assert last("The ball flew over the bar. The goalkeeper laughed.") == "football-pitch"


def test_a_captain_on_land_takes_no_scene_to_a_ship() -> None:
    desert = "Captain Ros crosses the desert with her crew. The wind howls."
    assert last(f"{desert} That night the captain tells a story of a treasure.") == "desert"
    assert last("On the moon Captain Vega finds a footprint.") == "moon"


def test_who_comes_into_a_shop_takes_no_scene_out_of_it() -> None:
    shop = "In a clock shop Otto winds clocks. Lili sweeps the floor."
    thief = "The next morning a policeman stands at the window with a lamp. He hunts a thief."
    assert last(f"{shop} {thief}") == "clock-shop"
    assert last(f"{shop} The next morning they wait by a lamppost in the traffic.") != "clock-shop"


def test_a_story_of_who_owns_a_shop_plays_in_it() -> None:
    assert told("Mr Tock owns a clock shop. He winds a clock. Nobody in the town was late.")[
        :2
    ] == [
        "clock-shop",
        "clock-shop",
    ]


@pytest.mark.parametrize(
    ("story", "place"),
    [
        ("Amina has lived at the lighthouse for months. Tom sits down.", "lighthouse"),
        ("Amina sits down. Tom comes in.", "bakery"),
    ],
)
def test_a_title_tells_a_place_only_where_the_story_tells_none(story: str, place: str) -> None:
    assert last(f"Trouble at the Bakery\n\n{story}") == place
