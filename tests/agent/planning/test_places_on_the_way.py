"""Where a story is that gets on and off, goes inside, dreams and wakes, and cuts away."""

from panelwright.planning.embedded.scenes import Scenes, follow_scenes
from panelwright_tools.domain import Weather
from panelwright_tools.language import analyse


def scenes(text: str) -> Scenes:
    return follow_scenes(analyse(text))


def told(text: str) -> list[str | None]:
    """The place of each sentence."""
    return [setting.place for setting in scenes(text).settings]


def test_who_gets_on_is_in_the_train_until_getting_off() -> None:
    assert told(
        "Lucien stands on the platform. The train comes in. He gets on and sits by the window. "
        "The train goes into a tunnel. Lucien jumps off the train."
    ) == ["platform", "platform", "train", "train", "platform"]


def test_a_bus_that_stops_is_where_its_stop_is() -> None:
    assert told("Ben sits in the bus. The bus stops at the school. Ben waves.")[-1] == "school"


def test_who_feels_that_it_is_dark_inside_went_in() -> None:
    cave = told("Kofi walks to a waterfall. Behind the waterfall is a cave. It is dark inside.")
    assert cave == ["waterfall", "waterfall", "cave"]


def test_who_wakes_from_a_dream_is_where_they_slept() -> None:
    assert told(
        "In the ward a boy cries. In his dream he swims under the sea. In the morning he wakes up."
    ) == ["ward", "under-the-sea", "ward"]


def test_a_wedding_tomorrow_in_the_city_leaves_the_scene_on_the_farm() -> None:
    farm = "On a farm Hanna feeds her goats. Her sister is getting married tomorrow, in the city."
    assert told(farm) == ["farm", "farm"]


def test_who_jumps_in_after_a_cut_is_there_and_so_is_who_follows() -> None:
    assert told(
        "A thief runs across the rooftops. Rosa runs after the thief. "
        "Meanwhile, at the harbour, a boat waits. The thief jumps in. Rosa jumps after the thief. "
        "Out on the water she takes off his hat."
    )[2:] == ["harbour", "harbour", "harbour", "sea"]


def test_under_water_is_no_place_by_its_bank() -> None:
    river = "He jumps from the bridge into the river. Under water he opens the suitcase."
    assert told(river) == ["river", "under-the-water"]


def test_the_rain_is_over_when_the_sun_comes_out() -> None:
    rain = scenes("In the street it is raining. Ben waits. The sun comes out.")
    assert [setting.weather for setting in rain.settings] == [
        Weather.RAIN,
        Weather.RAIN,
        Weather.CLEAR,
    ]


def test_a_mountain_covered_with_snow_brings_no_snowfall() -> None:
    here = scenes("In the desert Ben saw a mountain covered with snow.")
    assert here.settings[-1].weather is Weather.CLEAR


def test_a_road_is_in_the_country_or_the_town_as_the_story_is() -> None:
    def noun(text: str) -> str:
        here = scenes(text)
        return here.places[here.settings[-1].place or ""].noun

    assert noun("On a farm Hanna sings. All night they drive along the road.") == "country road"
    assert noun("In the town Hanna sings. She runs into the road by the shop.") == "street"
