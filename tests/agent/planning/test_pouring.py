"""What is poured comes from a vessel, named or not, into what is under it."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Pose


@pytest.mark.parametrize(
    ("text", "vessel", "goal", "kind"),
    [
        ("Ada pours tea from a pot into a cup.", "teapot", "cup", "holds"),
        ("Ada pours water from a can on the flowers.", "watering can", "flower", "looks_at"),
        ("Ada waters the roses.", "watering can", "rose", "looks_at"),
        ("In the evening Ada pours wine into a glass for Ben.", "bottle", "glass", "holds"),
        ("Ada pours milk from a bucket into a jug.", "bucket", "jug", "holds"),
    ],
)
def test_who_pours_has_the_vessel(text: str, vessel: str, goal: str, kind: str) -> None:
    panel = EmbeddedPlanner().plan(text, PlanWishes(panels=1)).panels[0]
    nouns = {region.id: region.noun for region in panel.regions}
    ties = {(r.kind.value, nouns[r.target]) for r in panel.relations if r.source == "ada"}
    assert {("holds", vessel), (kind, goal)} <= ties
    assert next(r for r in panel.regions if r.subject == "ada").pose is Pose.POUR


@pytest.mark.parametrize("text", ["The rain pours down on Ada.", "Ada drinks tea from a cup."])
def test_what_is_not_poured_needs_no_vessel(text: str) -> None:
    panel = EmbeddedPlanner().plan(text, PlanWishes(panels=1)).panels[0]
    assert not {"teapot", "jug", "bottle"} & {region.noun for region in panel.regions}
    assert all(region.pose is not Pose.POUR for region in panel.regions)
