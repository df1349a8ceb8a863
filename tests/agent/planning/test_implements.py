"""Who paints has a brush and who builds a hut a hammer, though no word says so."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes


def held(text: str) -> set[str]:
    (panel,) = EmbeddedPlanner().plan(text, PlanWishes(panels=1)).panels
    nouns = {region.id: region.noun for region in panel.regions}
    return {nouns[r.target] for r in panel.relations if r.kind.value == "holds"}


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("The painter paints the fence blue.", "paintbrush"),
        ("Two brothers build a hut in the forest.", "hammer"),
        ("Ben sweeps the kitchen.", "broom"),
    ],
)
def test_who_works_holds_the_tool_of_the_work(text: str, tool: str) -> None:
    assert tool in held(text)


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("Ben sweeps the kitchen with a rake.", "broom"),
        ("Mia builds a sandcastle on the beach.", "hammer"),
        ("Two birds build a nest in the tree.", "hammer"),
        ("Ella paints her face red.", "paintbrush"),
        ("Ben does not paint the fence.", "paintbrush"),
    ],
)
def test_no_tool_where_another_is_named_or_none_is_needed(text: str, tool: str) -> None:
    assert tool not in held(text)


def test_a_tree_that_is_planted_is_a_sapling_and_one_that_is_climbed_is_not() -> None:
    def nouns(text: str) -> set[str]:
        (panel,) = EmbeddedPlanner().plan(text, PlanWishes(panels=1)).panels
        return {region.noun for region in panel.regions}

    assert "apple sapling" in nouns("Grandpa plants an apple tree in the garden.")
    assert "apple tree" in nouns("Grandpa climbs an apple tree in the garden.")
