"""Small things that nobody holds lie at nearly their own size, or go to a hand or a table."""

from panelwright_tools.domain import Panel, Pose, Region, Relation, RelationKind, Shot
from panelwright_tools.layout.solver import lay_out
from panelwright_tools.layout.wishes import PlacedPanel


def _being(name: str, pose: Pose | None = None) -> Region:
    return Region(id=name, noun="man", phrase="a man", pose=pose)


def _thing(noun: str, size: float = 1.0) -> Region:
    return Region(id=noun, noun=noun, phrase=f"a {noun}", size=size)


def _place(*regions: Region, relations: tuple[Relation, ...] = ()) -> PlacedPanel:
    panel = Panel(id="p1", shot=Shot.FULL, regions=regions, relations=relations)
    return lay_out(panel, {}, None, 1.3)


def _beside(a: str, b: str) -> Relation:
    return Relation(kind=RelationKind.NEXT_TO, source=a, target=b)


def test_a_loaf_on_the_floor_is_lower_than_a_shin() -> None:
    boxes = _place(_being("tom"), _thing("loaf")).boxes
    assert boxes["loaf"].h < 0.2 * boxes["tom"].h


def test_a_bell_as_tall_as_a_door_is_as_tall_as_people() -> None:
    boxes = _place(_being("tom"), _thing("bell", size=9.0)).boxes
    assert boxes["bell"].h > 0.8 * boxes["tom"].h


def test_what_somebody_handles_is_in_the_hand() -> None:
    placed = _place(_being("tom"), _thing("loaf"), relations=(_beside("tom", "loaf"),))
    assert [(r.kind.value, r.source, r.target) for r in placed.implied] == [
        ("holds", "tom", "loaf")
    ]
    assert placed.boxes["tom"].intersection(placed.boxes["loaf"]) > 0


def test_where_there_is_a_table_it_lies_on_the_table() -> None:
    placed = _place(
        _being("tom"), _thing("loaf"), _thing("table"), relations=(_beside("tom", "loaf"),)
    )
    assert ("on", "loaf", "table") in [(r.kind.value, r.source, r.target) for r in placed.implied]


def test_who_eats_has_the_fish_in_hand_though_a_fish_is_an_animal() -> None:
    placed = _place(_being("tom", Pose.EAT), _thing("fish"))
    assert ("holds", "tom", "fish") in [(r.kind.value, r.source, r.target) for r in placed.implied]
    assert not _place(_being("tom"), _thing("fish")).implied


def test_who_has_the_hands_over_the_ears_holds_nothing() -> None:
    placed = _place(
        _being("tom", Pose.COVER_EARS), _thing("loaf"), relations=(_beside("tom", "loaf"),)
    )
    assert not placed.implied


def test_a_mouse_under_a_fern_is_behind_its_fronds() -> None:
    under = Relation(kind=RelationKind.UNDER, source="mouse", target="fern")
    placed = _place(_thing("mouse"), _thing("fern"), relations=(under,))
    assert placed.depths["mouse"] > placed.depths["fern"]
    assert placed.boxes["mouse"].bottom <= placed.boxes["fern"].bottom + 0.01
    mouse, fern = placed.boxes["mouse"], placed.boxes["fern"]
    assert 0.2 * fern.w < abs(mouse.centre[0] - fern.centre[0]) < 0.6 * fern.w
