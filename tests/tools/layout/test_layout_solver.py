"""The solver keeps boxes on the panel, apart, and as the relations ask."""

from panelwright_tools.domain import Panel, Region, Relation, RelationKind
from panelwright_tools.layout.solver import lay_out


def _region(name: str, noun: str) -> Region:
    return Region(id=name, noun=noun, phrase=f"a {noun}")


def test_left_of_puts_one_box_beside_the_other() -> None:
    panel = Panel(
        id="p1",
        regions=(_region("cat", "cat"), _region("dog", "dog")),
        relations=(Relation(kind=RelationKind.RIGHT_OF, source="cat", target="dog"),),
    )
    placed = lay_out(panel, {}, None, 1.3)
    assert placed.boxes["dog"].right <= placed.boxes["cat"].x
    assert placed.boxes["dog"].intersection(placed.boxes["cat"]) == 0
