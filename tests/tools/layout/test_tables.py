"""Who is at a table is seen over it."""

import pytest

from panelwright_tools.domain import Panel, Pose, Region, Shot
from panelwright_tools.layout.solver import lay_out
from panelwright_tools.layout.wishes import PlacedPanel


def _at(noun: str, pose: Pose, count: int = 1) -> PlacedPanel:
    people = [Region(id=f"p{n}", noun="woman", phrase="a woman", pose=pose) for n in range(count)]
    table = Region(id="table", noun=noun, phrase=f"a {noun}")
    return lay_out(Panel(id="p1", shot=Shot.WIDE, regions=(*people, table)), {}, None, 1.8)


@pytest.mark.parametrize("noun", ["desk", "table"])
def test_who_sits_at_a_table_has_its_top_before_the_chest(noun: str) -> None:
    placed = _at(noun, Pose.SIT)
    who, top = placed.boxes["p0"], placed.boxes["table"]
    assert top.x < who.centre[0] < top.right, "the sitter is behind it and not beside it"
    assert who.y + 0.3 * who.h < top.y < who.y + 0.6 * who.h
    assert placed.depths["p0"] > placed.depths["table"]


def test_all_who_sit_at_it_fit_behind_it() -> None:
    placed = _at("table", Pose.SIT, 2)
    top = placed.boxes["table"]
    assert all(top.x < placed.boxes[name].centre[0] < top.right for name in ("p0", "p1"))
