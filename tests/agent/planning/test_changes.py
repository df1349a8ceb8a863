"""Who turns into somebody else looks so from then on."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Character, Kind, Region, Story
from panelwright_tools.domain.appearance import varied, varied_region
from panelwright_tools.layout.solver import lay_out

FROG = (
    "Lila kissed the green frog. The frog turned into a prince with black hair and a red cape. "
    '"Thank you," said the prince. Lila and the prince walked to the castle.'
)


def plan(text: str, panels: int = 3) -> Story:
    return EmbeddedPlanner().plan(text, PlanWishes(panels=panels))


def shown(story: Story, noun: str) -> list[tuple[Region, Character]]:
    """The regions of whoever was called this first, each with its looks there."""
    who = next(one for one in story.cast if one.look.species == noun or noun in one.phrase)
    regions = [r for panel in story.panels for r in panel.regions if r.subject == who.id]
    return [(varied_region(r, who), varied(who, r.variation)) for r in regions]


def test_a_frog_is_a_prince_from_the_sentence_on_that_turns_it_into_one() -> None:
    story = plan(FROG, 4)
    looks = shown(story, "frog")
    assert [one.kind for _, one in looks] == [Kind.ANIMAL, *[Kind.PERSON] * (len(looks) - 1)]
    (frog_region, frog), *_, (region, prince) = looks
    assert (frog_region.noun, frog.look.colour, frog.look.clothes) == ("frog", "green", ())
    assert region.noun == "prince" and prince.look.hair.colour == "black"
    assert [garment.name for garment in prince.look.clothes] == ["cape"]
    assert prince.look.colour is None and "frog" not in region.prompt


def test_the_prince_is_as_tall_as_people_are() -> None:
    story = plan(FROG, 4)
    cast = {one.id: one for one in story.cast}
    last = next(p for p in reversed(story.panels) if len([r for r in p.regions if r.subject]) == 2)
    boxes = lay_out(last, cast, None, 1.0).boxes
    heights = [boxes[r.id].h for r in last.regions if r.subject]
    assert min(heights) > 0.8 * max(heights)


def test_who_is_turned_back_looks_as_at_first() -> None:
    story = plan(
        "The witch turned the prince into a frog. The frog hopped away. "
        "Then the frog turned back into a prince. The prince laughed.",
        4,
    )
    nouns = [region.noun for region, _ in shown(story, "prince")]
    assert nouns[0] == "frog" and nouns[-1] == "prince"


@pytest.mark.parametrize(
    "text",
    ["Tom became a sailor. Tom sailed off.", "If the frog turned into a prince, Lila would laugh."],
)
def test_a_trade_and_a_wish_change_nobody(text: str) -> None:
    assert all(not one.variations for one in plan(text, 2).cast)
