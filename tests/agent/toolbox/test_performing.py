"""A call tells its steps, and is left in the middle of a picture that nobody wants any more."""

import threading
from pathlib import Path
from typing import Any

import pytest

from panelwright.settings import Settings
from panelwright.stopping import Stop, Stopped
from panelwright.toolbox.desk import Desk, opened_desk
from panelwright.toolbox.performing import carried_out
from panelwright.toolbox.table import BY_NAME
from panelwright_tools.painting.listening import check_wanted, tell_step

BOATS = [{"text": "a red boat", "x": 3 * n, "y": 3 * n, "w": 3, "h": 3} for n in range(6)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened_desk(tmp_path / "root", Settings(quality="fast"))


def canvas(desk: Desk, **other: Any) -> Any:
    return carried_out(BY_NAME["canvas"], {"name": "sea", "items": BOATS, **other}, desk)


def test_a_canvas_that_is_cancelled_is_left_between_two_things(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from panelwright_tools.painting.storyboard import compose

    stop, drawn = Stop(), []

    def strokes() -> None:
        drawn.append(1)
        if len(drawn) == 3:
            stop.say()
        check_wanted()

    monkeypatch.setattr(compose, "check_wanted", strokes)
    with pytest.raises(Stopped, match="it was cancelled"):
        canvas(desk.for_call(desk.tell, stop))
    assert len(drawn) == 3
    assert not (desk.places.root / "canvas-sea/canvas.png").exists()
    assert canvas(desk).unseen == ()


def test_steps_of_a_painter_are_told_to_the_caller_whose_thread_paints(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from panelwright_tools.painting.storyboard import compose

    def strokes() -> None:
        tell_step("canvas", 1, 2)
        other = threading.Thread(target=lambda: tell_step("p01", 5, 9))
        other.start()
        other.join()

    monkeypatch.setattr(compose, "check_wanted", strokes)
    heard: list[tuple[float, float, str]] = []
    canvas(desk.for_call(lambda *news: heard.append(news), Stop()))
    assert set(heard) == {(1, 2, "step 1 of 2")}
