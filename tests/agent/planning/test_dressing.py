"""Clothes that come on and off in the course of a story."""

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Panel, Story
from panelwright_tools.domain.appearance import varied


def plan(text: str, panels: int) -> Story:
    return EmbeddedPlanner().plan(text, PlanWishes(panels=panels))


def worn(story: Story, panel: Panel, who: str) -> set[str]:
    """The last words of what somebody wears in a panel."""
    region = next(r for r in panel.regions if r.subject == who)
    character = next(c for c in story.cast if c.id == who)
    look = varied(character, region.variation).look
    return {garment.name.split()[-1] for garment in look.clothes}


def test_a_scarf_is_worn_from_where_it_is_put_on_to_where_it_is_taken_off() -> None:
    story = plan(
        "Iris gave Ben a long scarf. He wrapped it around his neck and ran. Ben laughed. "
        "He took off the scarf. Ben sang.",
        5,
    )
    seen = ["scarf" in worn(story, panel, "ben") for panel in story.panels]
    assert seen == [False, True, True, False, False]


def test_what_is_taken_off_first_was_worn_before() -> None:
    story = plan("Tom slept. He took off his red hat. Tom sang.", 3)
    assert ["hat" in worn(story, panel, "tom") for panel in story.panels] == [True, False, False]


def test_what_is_put_on_is_no_thing_beside_its_wearer() -> None:
    story = plan("Ada put on a helmet. Ada ran.", 2)
    assert [r.noun for r in story.panels[0].regions if r.subject is None] == []
    assert worn(story, story.panels[1], "ada") >= {"helmet"}


def test_a_medal_hangs_around_the_neck_that_it_was_hung_on() -> None:
    story = plan("Tom hung a medal around Ada's neck. Ada and Tom laughed.", 2)
    assert "medal" in worn(story, story.panels[1], "ada")
    assert "medal" not in worn(story, story.panels[1], "tom")


def test_clothes_that_are_only_wished_for_stay_off() -> None:
    story = plan("Ada wanted to put on a helmet. Ada ran.", 2)
    assert "helmet" not in worn(story, story.panels[1], "ada")


def test_whoever_falls_asleep_sleeps_and_whoever_is_a_prince_again_is_one() -> None:
    story = plan("Leo fell asleep. Leo sang.", 2)
    assert story.panels[0].regions[0].pose == "sleep"
    story = plan(
        "A witch turned a prince into a frog. The frog sang. Then he was a prince again.", 3
    )
    being = [next(r for r in p.regions if r.subject == "prince").variation for p in story.panels]
    assert being == ["frog", "frog", None]


def test_what_is_put_on_has_the_colour_that_is_told() -> None:
    story = plan("Amina sits down. Amina pulls on her big orange parka and goes out.", 2)
    look = story.cast[0].variations[0].look
    assert look is not None
    (worn,) = look.clothes
    assert (worn.name, worn.colour) == ("parka", "orange")
