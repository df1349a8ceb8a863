"""The ROC curve is drawn where its numbers are."""

from datetime import date

from panelwright_tools.lift.calibration.fitting import Seen, SeenPair, fitted
from panelwright_tools.lift.calibration.plot import roc_picture
from panelwright_tools.lift.margins import Fitted


def colours(matched: float, mismatched: float, at: tuple[int, int]) -> tuple[int, ...]:
    """The colour at a place of the picture, for lifts that are all alike."""
    pairs = [SeenPair(Seen(matched, 0.0, 1.0), Seen(mismatched, -0.1, 1.0))] * 40
    margin = fitted(pairs, Fitted(digest="0"), 0.1, 64, "any", date(2026, 11, 27))
    found = roc_picture(pairs, margin).getpixel(at)
    assert isinstance(found, tuple)
    return found


def test_the_curve_is_upper_left_where_lift_tells_all_and_lower_right_where_it_errs() -> None:
    left_edge, right_edge = (65, 284), (527, 284)
    blue, white = (40, 70, 170), (255, 255, 255)
    assert colours(1.0, 0.0, left_edge) == blue and colours(1.0, 0.0, right_edge) != blue
    assert colours(0.0, 1.0, right_edge) == blue and colours(0.0, 1.0, left_edge) != blue
    assert colours(1.0, 0.0, (180, 230)) == white
