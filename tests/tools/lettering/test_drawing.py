from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from golden import assert_golden
from panelwright_tools.domain import Panel, Sound, SpeechKind
from panelwright_tools.lettering import Stage, draw_letters, letter_style, place_letters

MakePanel = Callable[..., Panel]
GREY = (150, 160, 170)


def _panel(make_panel: MakePanel) -> Panel:
    return make_panel(
        ("mina", "Oh! Are you *lost*, little one?"),
        ("bolt", "BEEP. Treasure. Far.", SpeechKind.ROBOT),
        ("mina", "Quick!", SpeechKind.SHOUT),
        ("bolt", "Hm…", SpeechKind.THOUGHT),
        ("mina", "Psst.", SpeechKind.WHISPER),
        caption="One rainy night…",
        sounds=(Sound(text="BZZT", source="bolt"),),
    )


def test_balloons_match_their_golden_picture(stage: Stage, make_panel: MakePanel) -> None:
    lettering = place_letters(_panel(make_panel), stage)
    drawn = draw_letters(Image.new("RGB", stage.size, GREY), lettering, letter_style("colour"))
    small = drawn.resize((300, 280), Image.Resampling.BOX)
    assert_golden(small, "lettering", 1.5)


def test_drawing_larger_draws_the_same_picture_larger(stage: Stage, make_panel: MakePanel) -> None:
    lettering = place_letters(_panel(make_panel), stage)
    style = letter_style("colour")
    once = draw_letters(Image.new("RGB", (600, 560), GREY), lettering, style)
    twice = draw_letters(Image.new("RGB", (1200, 1120), GREY), lettering, style)
    gap = np.abs(
        np.asarray(twice.resize(once.size, Image.Resampling.BOX), float) - np.asarray(once)
    )
    assert gap.mean() < 2


def test_letters_change_nothing_outside_their_shapes(stage: Stage, make_panel: MakePanel) -> None:
    lettering = place_letters(make_panel(("mina", "Hi.")), stage)
    drawn = draw_letters(Image.new("RGB", stage.size, GREY), lettering, letter_style("colour"))
    changed = np.any(np.asarray(drawn) != GREY, axis=2)
    left, top, right, _ = lettering.balloons[0].box
    assert changed.any()
    assert not changed[: int(top) - 6].any()
    assert not changed[:, : int(left) - 6].any()
    assert not changed[:, int(right) + 7 :].any()


@pytest.mark.parametrize("style", ["colour", "ink", "manga", "noir", "sepia", "pencil", "unknown"])
def test_text_stands_out_in_every_style(style: str) -> None:
    def light(colour: str) -> float:
        return sum(int(colour[i : i + 2], 16) for i in (1, 3, 5)) / 3

    chosen = letter_style(style)
    assert abs(light(chosen.ink) - light(chosen.paper)) > 120
    assert abs(light(chosen.caption_ink) - light(chosen.caption)) > 120
    assert abs(light(chosen.ink) - light(chosen.robot)) > 120
