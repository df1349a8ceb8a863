from collections.abc import Callable

from panelwright_tools.domain import Panel
from panelwright_tools.lettering import Stage, legibility, place_letters

MakePanel = Callable[..., Panel]


def _moved(
    lettering_box: tuple[float, ...], dx: float, dy: float
) -> tuple[float, float, float, float]:
    left, top, right, bottom = lettering_box
    return (left + dx, top + dy, right + dx, bottom + dy)


def test_a_balloon_pushed_onto_a_face_is_measured(stage: Stage, make_panel: MakePanel) -> None:
    lettering = place_letters(make_panel(("mina", "Do you see my face at all?")), stage)
    balloon = lettering.balloons[0]
    dx, dy = (
        150 - (balloon.box[0] + balloon.box[2]) / 2,
        300 - (balloon.box[1] + balloon.box[3]) / 2,
    )
    outline = tuple((x + dx, y + dy) for x, y in balloon.outline)
    pushed = balloon.model_copy(update={"outline": outline, "box": _moved(balloon.box, dx, dy)})
    measured = legibility(lettering.model_copy(update={"balloons": (pushed,)}), stage)
    assert measured.covered_faces["mina"] > 0.5
    assert 0 < measured.covered_subjects["mina"] < measured.covered_faces["mina"]


def test_swapped_balloons_are_out_of_order(stage: Stage, make_panel: MakePanel) -> None:
    lettering = place_letters(make_panel(("mina", "First."), ("bolt", "Second.")), stage)
    swapped = lettering.model_copy(update={"balloons": lettering.balloons[::-1]})
    assert legibility(lettering, stage).out_of_order == 0
    assert legibility(swapped, stage).out_of_order == 1


def test_tails_to_each_others_speakers_cross(stage: Stage, make_panel: MakePanel) -> None:
    lettering = place_letters(make_panel(("mina", "First."), ("bolt", "Second.")), stage)
    one, two = lettering.balloons
    crossed = tuple(
        own.model_copy(update={"tail": other.tail, "aim": other.aim})
        for own, other in ((one, two), (two, one))
    )
    assert legibility(lettering, stage).crossed_tails == 0
    assert legibility(lettering.model_copy(update={"balloons": crossed}), stage).crossed_tails >= 1


def test_an_unlettered_panel_hides_nothing(stage: Stage, make_panel: MakePanel) -> None:
    measured = legibility(place_letters(make_panel(), stage), stage)
    assert measured.covered_faces == {}
    assert measured.covered_subjects == {}
