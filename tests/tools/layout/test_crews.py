"""A crew sits close in its boat, so that its faces read."""

from itertools import pairwise

import pytest

from panelwright_tools.domain import Panel, Place, Pose, Region, Relation, RelationKind, Shot
from panelwright_tools.layout.solver import lay_out

SEA = Place(id="sea", name="the sea", noun="sea")


@pytest.mark.parametrize("number", [4, 6, 8])
def test_a_crew_fills_its_boat_and_is_not_tiny(number: int) -> None:
    names = [f"s{k}" for k in range(number)]
    crew = [Region(id=n, noun="sailor", phrase="a sailor", pose=Pose.SIT) for n in names]
    boat = Region(id="boat", noun="rowing boat", phrase="a rowing boat")
    aboard = tuple(Relation(kind=RelationKind.INSIDE, source=n, target="boat") for n in names)
    panel = Panel(id="p1", shot=Shot.FULL, regions=(*crew, boat), relations=aboard)
    boxes = lay_out(panel, {}, SEA, 3.0).boxes
    middles = sorted(boxes[name].centre[0] for name in names)
    hull = boxes["boat"]
    assert hull.x < middles[0] and middles[-1] < hull.right
    assert middles[-1] - middles[0] > 0.4 * hull.w
    assert min(boxes[name].h for name in names) > 0.45 * hull.h
    assert min(b - a for a, b in pairwise(middles)) > 0
