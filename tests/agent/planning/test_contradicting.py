"""Requests that can't be: two things at once, numbers no comic has, names that are taken."""

import pytest

from panelwright.planning.edits import apply
from panelwright.planning.requests import revise
from panelwright_tools.domain import UserError
from request_story import PAGES, STORY


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ("panel 1 at night and at noon", "panel 1 can't be night and day: say which"),
        ("panels 1 and 2 at dawn, panels 1 and 2 at dusk", "panels 1, 2 can't be dawn and dusk"),
        ("everywhere in the rain, everywhere in the snow", "the panels can't be rain and snow"),
        ("panel 3 from above, from below", "panel 3 can't be high and low"),
        ("panel 1 in the forest and at the harbour", "panel 1 can't be forest and harbour"),
        ("on 0 pages", "from 1 to 5,000 pages; 0 can't be"),
        ("on 9999 pages", "from 1 to 5,000 pages; 9,999 can't be"),
        ("Mina is called Tom", "there is a Tom already"),
        ("panel 1 in the", "I don't understand"),
    ],
)
def test_what_can_t_be_is_refused_in_one_sentence(request_: str, told: str) -> None:
    with pytest.raises(UserError) as error:
        revise(STORY, request_, PAGES)
    assert told in str(error.value)


def test_what_is_said_of_fewer_panels_counts_there() -> None:
    story = apply(STORY, revise(STORY, "panels 1 to 3 at night, panel 2 at dawn", PAGES))
    assert [panel.time for panel in story.panels[:3]] == ["night", "dawn", "night"]


def test_a_name_that_is_told_again_and_light_with_weather_contradict_nothing() -> None:
    assert revise(STORY, "Mina is called Mina Lou", PAGES)
    assert len(revise(STORY, "panel 1 at night, in the rain", PAGES)) == 2


def test_what_is_worn_always_is_worn_with_what_is_worn_for_a_while_too() -> None:
    story = apply(STORY, revise(STORY, "Mina's raincoat is red from page 2 on", PAGES))
    story = apply(story, revise(story, "Mina has a blue scarf", PAGES))
    (while_,) = story.character("mina").variations
    assert [(one.colour, one.name) for one in while_.clothes] == [
        ("red", "raincoat"), ("blue", "scarf"),
    ]  # fmt: skip
    assert while_.phrase == "in a red raincoat and a blue scarf"
    story = apply(story, revise(story, "Mina wears a green raincoat", PAGES))
    (while_,) = story.character("mina").variations
    assert while_.clothes[0].colour == "red"
