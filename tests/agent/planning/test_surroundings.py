"""Places that no sentence names: told by what surrounds the people, headings, and jumps in time."""

import pytest

from panelwright.planning.embedded.scenes import Scenes, follow_scenes
from panelwright_tools.language import analyse


def scenes(text: str) -> Scenes:
    return follow_scenes(analyse(text))


def told(text: str) -> list[str | None]:
    """The place of each sentence."""
    return [setting.place for setting in scenes(text).settings]


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("Captain Iffley could not see the bow. Tam climbed the mast.", "ship"),
        ("The goalkeeper dived. Shanice had the ball and the coach screamed.", "football-pitch"),
        ("I look at the Earth. We have oxygen for nine days.", "spaceship"),
        ("The teacher wrote a sum on the blackboard.", "classroom"),
    ],
)
def test_what_surrounds_people_places_the_opening(opening: str, place: str) -> None:
    text = f"{opening} By dawn they were at the inn."
    assert told(text)[0] == place
    assert told(text)[-1] == "inn"


def test_few_signs_leave_the_opening_where_the_story_goes_on() -> None:
    assert told("Ada had a rope. In the barn she tied it to a beam.") == ["barn", "barn"]


def test_toys_likenesses_and_what_is_denied_are_not_around() -> None:
    text = "Tom threw a paper plane at the captain as if it were a jet. At home he slept."
    assert "plane" not in told(text)
    assert told("There was no mast and no sail and no anchor.")[0] != "ship"


def test_a_guessed_place_is_called_by_the_texts_own_noun() -> None:
    found = scenes("The freighter had an airlock. The robot floated by the hull in its spacesuit.")
    place = found.places["freighter"]
    assert (place.name, place.noun) == ("freighter", "spaceship")


def test_a_later_hour_goes_on_where_its_things_are() -> None:
    text = "The vicar ate roses in the garden. On Sunday he preached and she coughed in her pew."
    assert told(text) == ["garden", "church"]


def test_a_later_hour_without_signs_stays() -> None:
    assert told("Ada sang in the garden. On Sunday she was happy.") == ["garden", "garden"]


def test_chapter_headings_name_places() -> None:
    text = "## The bus\n\nLena gets on.\n\n## At the lake\n\nShe sits.\n\n## The storm\n\nShe runs."
    found = told(text)
    assert [found[1], found[3], found[5]] == ["bus", "lake", "lake"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The fox sat in the forest. He went to the farm. He ran all the way back.", "forest"),
        ("Ada sold fish in the market. The next day she waited for the bus.", "bus-stop"),
        ("The king sat in the hall. The dragon slept at the foot of her bed.", "bedroom"),
        ("Ada was in the kitchen. Then she had to go and see him in hospital.", "hospital"),
    ],
)
def test_people_go_where_they_were_wait_or_sleep(text: str, place: str) -> None:
    assert told(text)[-1] == place


def test_a_doorway_is_not_in_the_bus_that_was_left() -> None:
    text = "Lena was on the bus. She went to the lake. Grandpa stood in the doorway."
    assert told(text)[-1] == "lake"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Ada sat in the bar. He tells her how he met Tom in a park, on a bench by the pond.",
            "bar",
        ),
        ("Ada sat in the bar. It showed Tom outside the burning theatre.", "bar"),
        ("Ada sat in the bar. There is salt in the well.", "bar"),
        ("Ada sat in the bar. They have tea in the garden, under the fig tree.", "garden"),
        ("Ada swam in the lake. On the drive back nobody said a word.", "car"),
        ("Ada lived in the village. She walked to the sea. She carried it back.", "village"),
        ("The sisters inherit a house.", "house"),
    ],
)
def test_told_shown_and_owned_places_are_no_moves(text: str, place: str) -> None:
    assert told(text)[-1] == place


def test_whoever_comes_out_of_a_house_was_in_it() -> None:
    text = "The robot would not stop. It danced out of the lab and down the street."
    assert told(text) == ["lab", "street"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ada sat in the cave. Tom told her about their dog, who is asleep at home.", "cave"),
        ("Tom sat in the kitchen. His mother comes home.", "kitchen"),
        ("Tom sat in the bar. His mother comes home.", "home"),
        ("We were at the police station. Next day an old man knocked on our door.", "home"),
        ("Ada sang at school. She was walking home when she saw a wallet.", "street"),
    ],
)
def test_home_is_where_people_come_to_it(text: str, place: str) -> None:
    assert told(text)[-1] == place


def test_one_word_alone_suggests_only_everyday_places() -> None:
    assert told("Mara held a key. She gave the key to Tom.") == ["room", "room"]
    assert told("Mara held a pan. Tom sighed.") == ["kitchen", "kitchen"]
    assert told("The surgeon sighed. Tom sighed.") == ["hospital", "hospital"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("It was night. Ben slept. The sun rose.", "dawn"),
        ("Ben slept. The sun went down.", "sunset"),
        ("Ben ran. It got dark.", "night"),
        ("Every night Ben puts a lamp beside the pillow.", "night"),
        ("Ada and Ben dance under a thousand stars.", "night"),
    ],
)
def test_sun_and_dark_tell_the_time(text: str, time: str) -> None:
    assert scenes(text).settings[-1].time == time


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Judge Plumley sneezed. The jury were all cats, because it was that kind of town.",
            "courtroom",
        ),
        ("Ada sat in a hut. A man led his donkey over the mountains.", "mountains"),
        ("The captain wrote in the cabin. One day the cook walked out on the ice.", "ice"),
        ("Farid's taxi smells of chips. A woman gets in.", "farids-taxi"),
    ],
)
def test_more_ways_in_which_places_are_told(text: str, place: str) -> None:
    assert told(text)[-1] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Tom sat in the harbour. His uncle takes him out in the boat.", "sea"),
        ("The waiter was hiding behind a plant. Table nine had the menu.", "restaurant"),
        ("An ass and a mule travelled with their master over a mountain road.", "mountain-road"),
    ],
)
def test_ways_wells_boats_and_hiding_places(text: str, place: str) -> None:
    assert told(text)[-1] == place


def test_the_grass_is_outdoors_where_the_scene_was() -> None:
    text = "Ben ran out into the garden. Ada sat in the kitchen. A scarf is left on the grass."
    assert told(text) == ["garden", "kitchen", "garden"]


def test_an_oven_in_a_new_paragraph_leads_back_to_the_bakery_of_before() -> None:
    text = (
        "Marta bakes bread in her bakery. One morning Pip knocks on her bedroom door.\n\n"
        "So Pip ties on an apron and lights the oven himself. Flour flies everywhere."
    )
    assert told(text)[-2:] == ["bakery", "bakery"]
