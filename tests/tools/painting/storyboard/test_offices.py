"""Animals with a trade wear its hat and clothes and stay the animals that they are."""

from collections.abc import Callable

import pytest

from panelwright_tools.domain import Brief, BriefRegion
from panelwright_tools.painting.storyboard.fitting import measure
from panelwright_tools.painting.storyboard.roles import CreatureFigure
from panelwright_tools.painting.storyboard.staging import staged

MakeRegion = Callable[..., BriefRegion]
MakeBrief = Callable[..., Brief]


def drawn(region: MakeRegion, brief: MakeBrief, noun: str, **fields: object) -> CreatureFigure:
    """The figure of an animal alone in a panel."""
    (one,) = staged(brief(region(noun, (0.2, 0.2, 0.6, 0.6), **fields)), indoors=False)
    assert isinstance(one.figure, CreatureFigure)
    return one.figure


@pytest.mark.parametrize("noun", ["badger", "owl", "mouse", "penguin"])
@pytest.mark.parametrize("facing", ["front", "right", "profile_left"])
def test_a_baker_wears_the_hat(
    noun: str, facing: str, region: MakeRegion, brief: MakeBrief
) -> None:
    bare = drawn(region, brief, noun, facing=facing)
    baker = drawn(region, brief, noun, facing=facing, phrase=f"a {noun} dressed as a baker")
    assert measure(baker, None).top < measure(bare, None).top - 0.03


def test_told_clothes_come_before_those_of_a_trade(region: MakeRegion, brief: MakeBrief) -> None:
    names = [
        g.name for g in drawn(region, brief, "fox", phrase="a fox dressed as a king").look.clothes
    ]
    assert "gold crown" in names
    assert not drawn(region, brief, "fox", phrase="a fox with the look of a king").look.clothes
