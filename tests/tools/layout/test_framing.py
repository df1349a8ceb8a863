"""How two who talk are framed, and what high and low cameras change."""

from panelwright_tools.domain import Character, Look, Panel, Place, Region, Relation, Speech
from panelwright_tools.domain.vocabulary import Age, Angle, Facing, RelationKind, Shot
from panelwright_tools.layout.solver import lay_out
from panelwright_tools.layout.wishes import LayoutWishes, PlacedPanel

STREET = Place(id="street", name="the street", noun="street")
CAST = {
    name: Character(id=name, name=name.title(), phrase=name, look=Look(age=Age.ADULT))
    for name in ("ana", "leo", "gran")
}


def talk(number: int, shot: Shot, angle: Angle, *names: str, aspect: float = 1.2) -> PlacedPanel:
    names = names or ("ana", "leo")
    panel = Panel(
        id=f"p{number:02d}",
        place="street",
        shot=shot,
        angle=angle,
        regions=tuple(
            Region(id=name, subject=name, noun="person", phrase=name, key=True) for name in names
        ),
        speech=tuple(Speech(speaker=name, text="Where is the key?") for name in names),
    )
    return lay_out(panel, CAST, STREET, aspect)


def test_over_a_shoulder_one_is_near_and_turned_away_and_the_other_faces_us() -> None:
    for number in range(1, 7):
        placed = talk(number, Shot.MEDIUM, Angle.OVER_SHOULDER)
        near, far = sorted(("ana", "leo"), key=lambda name: placed.depths[name])
        assert placed.facings[near] is Facing.BACK
        assert placed.facings.get(far) is not Facing.BACK
        assert placed.boxes[near].h > 1.2 * placed.boxes[far].h
        assert placed.depths[near] < placed.depths[far] - 0.2
        edge = min(placed.boxes[near].x, 1 - placed.boxes[near].right)
        assert edge < 0.02


def test_shot_and_reverse_shot_look_over_different_shoulders_from_the_same_side() -> None:
    first, second = (talk(n, Shot.MEDIUM, Angle.OVER_SHOULDER) for n in (1, 2))
    near = [min(p.depths, key=lambda name: p.depths[name]) for p in (first, second)]
    assert near[0] != near[1]
    for placed in (first, second):
        assert placed.boxes["ana"].centre[0] < placed.boxes["leo"].centre[0]


def test_talks_in_a_row_are_never_framed_the_same_way_twice() -> None:
    for shot in (Shot.MEDIUM, Shot.CLOSE, Shot.FULL):
        last: list[float] | None = None
        for number in range(1, 9):
            placed = talk(number, shot, Angle.EYE)
            boxes = [round(v, 3) for name in ("ana", "leo") for v in placed.boxes[name]]
            assert boxes != last
            last = boxes


def test_framed_boxes_lie_on_the_panel_under_the_letters_of_the_far_one() -> None:
    for aspect in (0.6, 0.8, 1.0, 1.5, 2.4):
        for number in range(6):
            for shot in (Shot.MEDIUM, Shot.CLOSE, Shot.FULL):
                for angle in (Angle.EYE, Angle.OVER_SHOULDER):
                    placed = talk(number, shot, angle, aspect=aspect)
                    for box in placed.boxes.values():
                        assert box.x >= 0 and box.y >= 0 and box.right <= 1 and box.bottom <= 1


def test_three_who_talk_are_left_to_the_solver() -> None:
    placed = talk(1, Shot.MEDIUM, Angle.OVER_SHOULDER, "ana", "leo", "gran")
    assert Facing.BACK not in placed.facings.values()


def test_another_variation_is_another_framing() -> None:
    panel = Panel(
        id="p02",
        place="street",
        shot=Shot.MEDIUM,
        regions=tuple(
            Region(id=name, subject=name, noun="person", phrase=name) for name in ("ana", "leo")
        ),
        speech=(Speech(speaker="ana", text="Hello."),),
    )
    boxes = [
        lay_out(panel, CAST, STREET, 1.2, LayoutWishes(variation=number)).boxes for number in (0, 1)
    ]
    assert boxes[0] != boxes[1]


def test_a_low_camera_makes_figures_loom_and_a_high_one_shows_ground_between_them() -> None:
    panel = Panel(
        id="p1",
        place="street",
        shot=Shot.FULL,
        regions=tuple(
            Region(id=name, subject=name, noun="person", phrase=name) for name in ("ana", "leo")
        ),
    )
    placed = {
        angle: lay_out(panel.model_copy(update={"angle": angle}), CAST, STREET, 1.2)
        for angle in (Angle.LOW, Angle.EYE, Angle.HIGH)
    }
    heights = [max(p.boxes[n].h for n in p.boxes) for p in placed.values()]
    assert heights[0] > heights[1] > heights[2]
    feet = [p.boxes[n].bottom for p in (placed[Angle.HIGH],) for n in ("ana", "leo")]
    assert abs(feet[0] - feet[1]) > 0.1
    assert placed[Angle.LOW].floor > placed[Angle.EYE].floor > placed[Angle.HIGH].floor


def test_who_is_behind_a_counter_stands_in_its_middle_and_is_seen_over_it() -> None:
    panel = Panel(
        id="p1",
        place="street",
        shot=Shot.FULL,
        regions=(
            Region(id="ana", subject="ana", noun="woman", phrase="a woman"),
            Region(id="counter", noun="counter", phrase="a counter"),
        ),
        relations=(Relation(kind=RelationKind.BEHIND, source="ana", target="counter"),),
    )
    placed = lay_out(panel, CAST, STREET, 1.2)
    person, counter = placed.boxes["ana"], placed.boxes["counter"]
    assert abs(person.centre[0] - counter.centre[0]) < 0.05
    assert person.y < counter.y
    assert placed.depths["ana"] > placed.depths["counter"]


def test_relations_that_nobody_wrote_are_told() -> None:
    sea = Place(id="sea", name="the sea", noun="sea")
    panel = Panel(
        id="p1",
        place="sea",
        regions=(
            Region(id="ana", subject="ana", noun="woman", phrase="a woman"),
            Region(id="boat", noun="boat", phrase="a boat"),
        ),
    )
    (relation,) = lay_out(panel, CAST, sea, 1.2).implied
    assert (relation.source, relation.kind, relation.target) == (
        "ana",
        RelationKind.INSIDE,
        "boat",
    )
