"""Who they, the others and everybody are in a panel."""

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
