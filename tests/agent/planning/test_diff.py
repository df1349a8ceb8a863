"""What changed between two stories, told before anything is painted."""

import pytest

from panelwright.planning.diff import differences
from panelwright.planning.edits import (
    AddBalloon,
    Edit,
    MovePanel,
    ReassignSpeech,
    RemovePanel,
    RemoveRegion,
    RenameCharacter,
    SetBalloon,
    SetLook,
    SetPanel,
    SetRegion,
    SetStyle,
    SetVariation,
    SplitPanel,
    SwapPanels,
    VaryLook,
    apply,
)
from panelwright_tools.domain import (
    Beat,
    Character,
    Garment,
    Look,
    Panel,
    Place,
    Pose,
    Region,
    Shot,
    Speech,
    Story,
    TimeOfDay,
    Variation,
)


@pytest.fixture
def story() -> Story:
    girl = Region(id="mina", subject="mina", noun="girl", phrase="a girl", pose=Pose.STAND)
    dog = Region(id="dog", noun="dog", phrase="a brown dog")
    panels = (
        Panel(id="p01", place="shop", regions=(girl, dog), beat=Beat(text="Mina waits.")),
        Panel(id="p02", speech=(Speech(speaker="mina", text="No!"),), regions=(girl,)),
        Panel(id="p03", caption="The end."),
    )
    return Story(
        title="The Map",
        cast=(Character(id="mina", name="Mina", phrase="a girl"), Character(id="tom", name="Tom")),
        places=(Place(id="shop", name="the shop", noun="shop"),),
        panels=panels,
    )


WET = Variation(id="wet", phrase="soaked", clothes=(Garment(name="rags"),))


@pytest.mark.parametrize(
    ("edits", "told"),
    [
        (
            [SetPanel(panel="p01", shot=Shot.CLOSE, time=TimeOfDay.NIGHT)],
            ["panel 1: time day → night", "panel 1: shot full → close"],
        ),
        ([SetStyle(style="noir")], ["the story: style colour → noir"]),
        (
            [SetRegion(panel="p01", region="mina", pose=Pose.RUN)],
            ["panel 1, mina: pose stand → run"],
        ),
        (
            [RemoveRegion(panel="p01", region="dog")],
            ["panel 1: avoid none → dog", "panel 1: without a brown dog"],
        ),
        (
            [SwapPanels(panel="p01", other="p03")],
            [
                "panel 3 becomes panel 1 (“The end.”)",
                "panel 1 becomes panel 3 (“Mina waits.”)",
            ],
        ),
        ([RemovePanel(panel="p01")], ["panel 1 is removed (“Mina waits.”)"]),
        ([SetBalloon(panel="p02", index=0, text="Yes!")],
         ["panel 2: balloon Mina: “No!” → Mina: “Yes!”"]),
        ([ReassignSpeech(panel="p02", index=0, speaker="tom")],
         ["panel 2: balloon Mina: “No!” → Tom: “No!”"]),
        ([AddBalloon(panel="p03", speech=Speech(text="Ah!"))],
         ["panel 3: a new balloon a voice: “Ah!”"]),
        ([SetLook(character="mina", look=Look(skin="green"), phrase="a green girl")],
         ["Mina: phrase a girl → a green girl",
          "panel 1, mina: phrase a girl → a green girl",
          "panel 2, mina: phrase a girl → a green girl"]),
        ([SetVariation(character="mina", variation=WET),
          VaryLook(character="mina", variation="wet", first="p02")],
         ["Mina can be soaked", "panel 2, mina: looks as always → wet"]),
        ([SplitPanel(panel="p03")], ["panel 4 is new"]),
        ([RenameCharacter(character="tom", name="Tim")],
         ["Tom: name Tom → Tim", "Tom: aliases none → Tom"]),
    ],
)  # fmt: skip
def test_every_change_is_told_in_a_line(story: Story, edits: list[Edit], told: list[str]) -> None:
    assert differences(story, apply(story, edits)) == told


def test_a_panel_that_moves_by_itself_is_the_one_that_is_told(story: Story) -> None:
    told = differences(story, apply(story, [MovePanel(panel="p03", to=0)]))
    assert told == ["panel 3 becomes panel 1 (“The end.”)"]


def test_the_same_story_has_no_differences(story: Story) -> None:
    assert differences(story, story) == []
