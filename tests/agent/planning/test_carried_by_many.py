"""Whom a crowd carries is on somebody's shoulders, above all heads."""

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import RelationKind


@pytest.mark.parametrize(
    "text",
    [
        "Rosa scores. Her team lifts Rosa on its shoulders and carries her over the field.",
        "The crowd carries the old king through the street.",
        "Four friends carry Ben home.",
    ],
)
def test_whom_many_carry_is_on_shoulders(text: str) -> None:
    panel = EmbeddedPlanner().plan(text, PlanWishes(panels=1)).panels[0]
    (ride,) = [r for r in panel.relations if r.kind is RelationKind.RIDES]
    people = {region.id: region.subject for region in panel.regions}
    assert people[ride.source] != people[ride.target]
    assert not any(r.kind in (RelationKind.HUGS, RelationKind.CARRIES) for r in panel.relations)


def test_one_who_carries_somebody_has_them_in_the_arms() -> None:
    panel = EmbeddedPlanner().plan("Ada carries Ben home.", PlanWishes(panels=1)).panels[0]
    assert [r.kind for r in panel.relations][:1] == [RelationKind.CARRIES]
