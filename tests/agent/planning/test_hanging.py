"""What hangs is on its line or at its hook; boats and carts are what one is in, not where."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Panel, Story


def story(text: str) -> Story:
    return EmbeddedPlanner().plan(text, PlanWishes(panels=1))


def panel(text: str) -> Panel:
    return story(text).panels[0]


def ties(shown: Panel) -> set[tuple[str, str, str]]:
    nouns = {region.id: region.noun for region in shown.regions}
    return {(nouns[r.source], r.kind.value, nouns[r.target]) for r in shown.relations}


@pytest.mark.parametrize(
    "text",
    [
        "Two silver wheels hang on the washing line in the yard.",
        "Mother hangs the wheel on the line in the garden.",
    ],
)
def test_a_line_that_things_hang_on_is_drawn_with_them(text: str) -> None:
    assert ("wheel", "on", "washing line") in ties(panel(text))


def test_what_hangs_from_a_tree_is_on_the_tree() -> None:
    assert ("lantern", "on", "tree") in ties(panel("A lantern hangs from a tree in the garden."))


@pytest.mark.parametrize(
    ("text", "noun", "spot"),
    [
        ("A coat hangs on a hook in the hall.", "coat", "hook"),
        ("A lantern hangs from the branch of the old oak.", "lantern", "branch"),
        ("Ben hangs the bell from the ceiling.", "bell", "ceiling"),
        ("A coat lies on a chair in the hall.", "coat", ""),
    ],
)
def test_what_hangs_from_a_part_of_the_place_has_it_as_its_spot(
    text: str, noun: str, spot: str
) -> None:
    shown = panel(text)
    (thing,) = [region for region in shown.regions if region.noun == noun]
    assert thing.spot == spot
    assert "hook" not in {region.noun for region in shown.regions}


@pytest.mark.parametrize(
    ("text", "place", "noun"),
    [
        ("Lena sits in the boat. The waves are high.", "sea", "boat"),
        ("The mouse rides in the cart.", "field", "cart"),
        ("Tom sits in the bathtub.", "bathroom", "bathtub"),
        ("A baby sits in the pram in the park.", "park", "pram"),
        ("The boy sits in the wheelbarrow in the garden.", "garden", "wheelbarrow"),
    ],
)
def test_who_is_in_something_small_is_in_it_at_some_place(text: str, place: str, noun: str) -> None:
    planned = story(text)
    assert planned.places[0].noun == place
    assert {kind for _, kind, what in ties(planned.panels[0]) if what == noun} & {"inside", "on"}


def test_the_basket_of_a_bicycle_is_on_the_bicycle() -> None:
    shown = panel("Pepper the cat sits in the basket of the bicycle.")
    assert ("cat", "inside", "bicycle basket") in ties(shown)


def test_a_great_bell_is_large_beside_people_and_a_giant_spoon_too() -> None:
    def size(text: str) -> float:
        return next(r.size for r in panel(text).regions if r.subject is None)

    assert size("A girl lies asleep on the great bell.") > 3
    assert size("A man carries a giant key.") > 4
    assert size("A man carries a big key.") < 1.5


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The bard plays the guitar in the tavern.", "guitar"),
        ("Tom blows a whistle on the beach.", "whistle"),
    ],
)
def test_an_instrument_that_is_played_is_seen(text: str, noun: str) -> None:
    assert noun in {region.noun for region in panel(text).regions}


def test_a_sofa_that_was_carried_is_not_kept_in_hand_but_a_key_is() -> None:
    def later(thing: str) -> set[str]:
        text = f"Tom carries a {thing} down the street. Tom meets a dog in the street."
        panels = EmbeddedPlanner().plan(text, PlanWishes(panels=2)).panels
        return {region.noun for region in panels[1].regions}

    assert "key" in later("key")
    assert "sofa" not in later("sofa")


def test_no_scene_plays_in_a_birdcage() -> None:
    text = "Ida sits in the attic. Something rattles in a birdcage. Ida lights a match."
    places = EmbeddedPlanner().plan(text, PlanWishes(panels=3)).places
    assert [place.noun for place in places] == ["attic"]


def test_a_giant_pumpkin_is_giant_in_every_panel_and_seeds_go_into_flowerpots() -> None:
    text = "A giant pumpkin grows beside the fence. Two mice look at the pumpkin."
    panels = EmbeddedPlanner().plan(text, PlanWishes(panels=2)).panels
    sizes = [r.size for shown in panels for r in shown.regions if r.noun == "pumpkin"]
    assert len(sizes) == 2 and min(sizes) > 3
    shown = panel("Rosa plants a seed in a pot in the garden.")
    assert "flowerpot" in {region.noun for region in shown.regions}
    shown = panel("Rosa stirs the soup in a pot in the kitchen.")
    assert "flowerpot" not in {region.noun for region in shown.regions}
