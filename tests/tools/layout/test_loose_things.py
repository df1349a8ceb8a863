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


def _in_air(noun: str, pose: Pose) -> Region:
    return _thing(noun).model_copy(update={"pose": pose})


def _before(thing: str, who: str) -> Relation:
    return Relation(kind=RelationKind.IN_FRONT_OF, source=thing, target=who)


def test_what_falls_from_a_hand_is_beside_the_body_and_over_the_ground() -> None:
    ball = _in_air("ball", Pose.FALL)
    boxes = _place(_being("tom"), ball, relations=(_before("ball", "tom"),)).boxes
    tom = boxes["tom"]
    assert boxes["ball"].bottom < tom.bottom - 0.05 * tom.h
    assert boxes["ball"].centre[1] > tom.y + 0.45 * tom.h


def test_what_is_thrown_is_ahead_of_the_thrower_as_high_as_the_head() -> None:
    ball = _in_air("ball", Pose.FLY)
    boxes = _place(_being("tom", Pose.THROW), ball, relations=(_before("ball", "tom"),)).boxes
    tom = boxes["tom"]
    assert boxes["ball"].x > tom.right or boxes["ball"].right < tom.x
    assert abs(boxes["ball"].centre[1] - (tom.y + 0.2 * tom.h)) < 0.06 * tom.h


def test_what_falls_into_a_bucket_is_over_it() -> None:
    into = Relation(kind=RelationKind.INSIDE, source="ball", target="bucket")
    boxes = _place(_in_air("ball", Pose.FALL), _thing("bucket"), relations=(into,)).boxes
    assert boxes["ball"].bottom < boxes["bucket"].y
    assert boxes["bucket"].x < boxes["ball"].centre[0] < boxes["bucket"].right


def _gives(gift: str) -> PlacedPanel:
    give = Relation(kind=RelationKind.GIVES, source="tom", target=gift, other="ben")
    return _place(_being("tom", Pose.GIVE), _being("ben"), _thing(gift), relations=(give,))


def test_a_bicycle_that_is_given_stands_between_the_two_at_its_own_size() -> None:
    boxes = _gives("bicycle").boxes
    assert boxes["bicycle"].h > 0.55 * boxes["tom"].h
    assert boxes["bicycle"].bottom > boxes["tom"].bottom - 0.05
    middles = [boxes[name].centre[0] for name in ("tom", "bicycle", "ben")]
    assert middles in (sorted(middles), sorted(middles, reverse=True))


def test_a_parcel_that_is_given_is_in_the_hand() -> None:
    boxes = _gives("parcel").boxes
    assert boxes["parcel"].bottom < boxes["tom"].bottom - 0.15 * boxes["tom"].h


def test_a_sofa_that_somebody_carries_is_no_toy() -> None:
    carry = Relation(kind=RelationKind.CARRIES, source="tom", target="sofa")
    boxes = _place(_being("tom"), _thing("sofa"), relations=(carry,)).boxes
    assert boxes["sofa"].area > 0.8 * boxes["tom"].area


def test_two_who_carry_a_boat_are_at_its_ends() -> None:
    ties = tuple(
        Relation(kind=RelationKind.CARRIES, source=who, target="canoe") for who in ("tom", "ben")
    )
    boxes = _place(_being("tom"), _being("ben"), _thing("canoe"), relations=ties).boxes
    middles = [boxes[name].centre[0] for name in ("tom", "canoe", "ben")]
    assert middles in (sorted(middles), sorted(middles, reverse=True))


def test_what_hangs_on_a_line_is_under_it_between_its_posts() -> None:
    shirts = [_thing("shirt").model_copy(update={"id": f"shirt-{n}"}) for n in (1, 2)]
    hang = tuple(Relation(kind=RelationKind.ON, source=s.id, target="line") for s in shirts)
    line = Region(id="line", noun="washing line", phrase="a washing line")
    boxes = _place(line, *shirts, relations=hang).boxes
    for name in ("shirt-1", "shirt-2"):
        assert boxes["line"].y < boxes[name].y < boxes["line"].y + 0.3 * boxes["line"].h
        assert boxes["line"].x < boxes[name].x and boxes[name].right < boxes["line"].right
        assert boxes[name].bottom < boxes["line"].bottom
    assert boxes["shirt-1"].intersection(boxes["shirt-2"]) == 0


def test_what_hangs_from_the_ceiling_is_high_over_the_floor() -> None:
    lamp = _thing("lantern").model_copy(update={"spot": "ceiling"})
    boxes = _place(_being("tom"), lamp).boxes
    assert boxes["lantern"].bottom < boxes["tom"].y + 0.5 * boxes["tom"].h


def test_who_lies_on_a_bell_lies_on_a_bell_that_is_wide_enough() -> None:
    lies = Relation(kind=RelationKind.ON, source="tom", target="bell")
    boxes = _place(_being("tom", Pose.LIE), _thing("bell", size=3.0), relations=(lies,)).boxes
    assert boxes["bell"].w > 0.7 * boxes["tom"].w


def test_what_is_beside_something_on_a_table_is_on_that_table_too() -> None:
    on = Relation(kind=RelationKind.ON, source="loaf", target="table")
    ties = (on, _beside("loaf", "jar"))
    placed = _place(_thing("loaf"), _thing("table"), _thing("jar"), relations=ties)
    assert ("on", "jar", "table") in [(r.kind.value, r.source, r.target) for r in placed.implied]
