"""A panel is mirrored as a whole, and twice mirrored it is as it was."""

import pytest

from panelwright.planning.edits import MirrorPanel, apply, describe, say
from panelwright_tools.domain import (
    Box,
    Facing,
    Panel,
    Region,
    Relation,
    RelationKind,
    Story,
)

PANEL = Panel(
    id="p01",
    regions=(
        Region(
            id="mina",
            noun="girl",
            phrase="a girl",
            facing=Facing.PROFILE_RIGHT,
            box=Box(0.125, 0.25, 0.25, 0.5),
        ),
        Region(id="tom", noun="boy", phrase="a boy", facing=Facing.BACK),
    ),
    relations=(
        Relation(kind=RelationKind.LEFT_OF, source="mina", target="tom"),
        Relation(kind=RelationKind.LOOKS_AT, source="mina", target="tom"),
    ),
)
STORY = Story(title="Mirror", panels=(PANEL,))


def test_boxes_facings_and_sides_change_and_nothing_else() -> None:
    mina, tom = (panel := apply(STORY, [MirrorPanel(panel="p01")]).panels[0]).regions
    assert mina.box == Box(0.625, 0.25, 0.25, 0.5)
    assert (mina.facing, tom.facing) == (Facing.PROFILE_LEFT, Facing.BACK)
    kinds = [relation.kind for relation in panel.relations]
    assert kinds == [RelationKind.RIGHT_OF, RelationKind.LOOKS_AT]


def test_mirrored_twice_is_as_before() -> None:
    assert apply(STORY, [MirrorPanel(panel="p01")] * 2) == STORY


@pytest.mark.parametrize("wish", ["mirrored", "swap sides", "flip it"])
def test_it_can_be_wished(wish: str) -> None:
    (edit,) = say(STORY, "p01", wish)
    assert edit == MirrorPanel(panel="p01")
    assert describe(edit) == "panel p01: left and right change places"
