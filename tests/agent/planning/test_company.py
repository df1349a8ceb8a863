"""Who they, the others and everybody are in a panel."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes


def last_panel(text: str, panels: int) -> set[str]:
    """Who is in the last panel."""
    panel = EmbeddedPlanner().plan(text, PlanWishes(panels=panels)).panels[-1]
    return {region.subject for region in panel.regions if region.subject is not None}


def test_who_leads_them_is_none_of_them() -> None:
    text = "Ada and Tom meet Mr Pell at the gate. He leads them through the garden."
    assert last_panel(text, 2) == {"ada", "tom", "mr-pell"}


def test_the_three_of_them_are_those_who_came_together() -> None:
    text = (
        "Three friends, Ana, Ben and Caro, hide in a barn. A bull comes in. "
        "The three of them climb into the hay."
    )
    assert last_panel(text, 3) == {"ana", "ben", "caro"}


def test_who_left_is_none_of_them() -> None:
    text = (
        "Ana and Ben dance in the hall. Carl, the butler, opens the door and leaves. "
        "They sit down on the floor."
    )
    assert last_panel(text, 3) == {"ana", "ben"}


def test_whom_two_meet_does_not_go_on_with_them() -> None:
    text = "Ada and Tom met an owl. Then they met a fox. They walked home."
    assert last_panel(text, 3) == {"ada", "tom"}


def test_neither_of_them_means_the_same_two() -> None:
    text = (
        "Ana argues with Burak in the office. In the park Ana meets Selin. "
        "They share an umbrella, and neither of them talks."
    )
    assert last_panel(text, 3) == {"ana", "selin"}


def test_numbers_alone_bring_nobody() -> None:
    text = "Ana and Ben eat in the kitchen. At half past four Caro, who is nine, climbs a tree."
    assert last_panel(text, 2) == {"caro"}


def test_the_rest_of_a_thing_is_nobody() -> None:
    text = "Ana talks with Ben in the kitchen. Bit by bit Caro uncovers the rest of the body."
    assert last_panel(text, 2) == {"caro"}


def panels(text: str, number: int | None = None) -> list[set[str]]:
    """Who is in each panel."""
    story = EmbeddedPlanner().plan(text, PlanWishes(panels=number))
    return [{r.subject for r in panel.regions if r.subject is not None} for panel in story.panels]


def test_a_text_that_is_only_talk_shows_who_talks() -> None:
    shown = panels('"Where are you going?" "To the sea." "Can I come?" "If you are quick."', 2)
    assert all(shown) and set.union(*shown) == {"first-speaker", "second-speaker"}


def test_who_is_called_in_bare_talk_is_there() -> None:
    shown = panels("“Ada, are you asleep?”\n\n“No, Tom.”\n\n“There is a bear in the tent.”", 3)
    assert set.union(*shown) == {"ada", "tom"}


def test_twelve_people_are_twelve_figures() -> None:
    story = EmbeddedPlanner().plan("Twelve people stand in the kitchen.", PlanWishes(panels=1))
    assert sum(region.subject is not None for region in story.panels[0].regions) == 12


def test_the_story_tells_why_it_has_fewer_panels_than_asked_for() -> None:
    story = EmbeddedPlanner().plan("A cat sleeps.", PlanWishes(panels=9))
    assert len(story.panels) < 9
    assert any("9 panels were asked for" in note for note in story.notes)
    assert EmbeddedPlanner().plan("A cat sleeps.", PlanWishes(panels=1)).notes == ()


def test_the_story_tells_whom_a_crowded_panel_leaves_out() -> None:
    names = [one + two for one in ("Ab", "Be", "Co", "Da") for two in ("lan", "rik", "mina", "tor")]
    text = f"{', '.join(names[:-1])} and {names[-1]} danced in the hall."
    story = EmbeddedPlanner().plan(text, PlanWishes(panels=1))
    assert any("12 of the 16 characters" in note for note in story.notes)


def test_together_means_all_who_are_there() -> None:
    text = "Mia and Leo look for a bear. Their father comes in with a lamp. Together they dig."
    assert last_panel(text, 3) == {"mia", "leo", "mias-father"}


def test_they_goes_on_with_the_whole_group() -> None:
    text = (
        "Three sisters run a bakery: Ines, Paula and Rita. Paula wakes the others. "
        "The sisters hide behind the oven. They wait."
    )
    assert last_panel(text, 4) == {"ines", "paula", "rita"}


def test_who_somebody_has_is_there_if_he_acts_later() -> None:
    shown = panels("Mia has a brother called Leo. Leo climbs a tree.", 2)
    assert shown[0] == {"mia", "leo"}
    assert panels("Mia has a brother in Paris. She climbs a tree.", 2)[0] == {"mia"}


def test_who_is_alone_has_no_company() -> None:
    text = (
        "Ada and Tom eat in the kitchen. Ada washes the pans alone. Tom and Ada play cards. "
        "Ada and Tom sleep."
    )
    assert panels(text, 4)[1] == {"ada"}
    assert panels(text.replace(" alone", ""), 4)[1] == {"ada", "tom"}


def test_both_means_two_who_belong_together() -> None:
    text = (
        "Two robots, Pip and Tock, clean a space station. The whole crew comes to look. "
        "The captain gives them both a medal."
    )
    assert {"pip", "tock", "captain"} <= last_panel(text, 3)


def test_who_leaves_is_away_until_he_comes_back() -> None:
    text = (
        "Ada and Tom eat in the kitchen. Tom leaves. Ada reads a book. Tom comes back. "
        "Ada and Tom dance."
    )
    assert panels(text, 5)[2] == {"ada"}
    assert panels(text.replace("Tom leaves", "Tom sneezes"), 5)[2] == {"ada", "tom"}


def test_lines_with_names_before_them_are_what_these_say() -> None:
    text = "Ann: Where is the key?\nBob: Under the mat.\nAnn: It is not there!"
    story = EmbeddedPlanner().plan(text, PlanWishes())
    said = [(line.speaker, line.text) for panel in story.panels for line in panel.speech]
    assert said == [
        ("ann", "Where is the key?"), ("bob", "Under the mat."), ("ann", "It is not there!"),
    ]  # fmt: skip
    assert {"ann", "bob"} <= set.union(*panels(text))


def test_a_label_before_a_colon_is_no_speaker() -> None:
    story = EmbeddedPlanner().plan("Setting: a house\n\nAnn opens the door.", PlanWishes())
    assert not any(panel.speech for panel in story.panels)


def test_whom_a_place_belongs_to_is_there_if_he_is_soon_seen() -> None:
    garden = "Gerald the tortoise lives in the garden of old Mr Hobbs. On Monday Gerald eats. "
    assert panels(f"{garden}Mr Hobbs closes the gate.", 3)[0] == {"gerald", "mr-hobbs"}
    assert panels(f"{garden}Gerald sleeps.", 3)[0] == {"gerald"}


@pytest.mark.parametrize(
    ("line", "noun"),
    [
        ("By noon a long line of people stands in front of the bakery.", "people"),
        ("There is a long line of people in front of the shop.", "people"),
        ("Many people wait in a line in front of the shop.", "people"),
        ("Rows of soldiers stand in the square.", "soldier"),
    ],
)
def test_lines_and_rows_of_people_are_seen_where_they_stand(line: str, noun: str) -> None:
    text = f"Ada bakes bread in her bakery.\n\n{line}\n\nIn her bedroom Ada sleeps."
    story = EmbeddedPlanner().plan(text, PlanWishes(panels=3))
    crowds = [sum(r.subject == noun for r in panel.regions) for panel in story.panels]
    assert crowds[0] == 0 and 4 <= crowds[1] <= 6 and crowds[2] == 0


def test_a_line_of_lamps_is_no_line_of_people() -> None:
    assert last_panel("Ada bakes bread. A line of lamps stands on the road.", 2) == {"ada"}
