"""What changed between two stories, told before anything is painted."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from panelwright.planning.diff import differences
from panelwright.planning.edits import (
    AddBalloon,
    AddRelation,
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
    Age,
    Beat,
    Build,
    Character,
    Face,
    Facing,
    Garment,
    Hair,
    Look,
    Panel,
    Place,
    Pose,
    Region,
    Relation,
    RelationKind,
    Season,
    Shot,
    Sound,
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


HOLDS = Relation(kind=RelationKind.HOLDS, source="mina", target="dog")


@pytest.fixture
def full_story(story: Story) -> Story:
    """A story that says something in every field."""
    look = Look(
        gender="feminine", age=Age.CHILD, build=Build.SLIM, skin="pale",
        hair=Hair(style="bun", colour="red"), eyes="green", colour="blue",
        clothes=(Garment(name="coat", colour="yellow"),), marks=("scar",),
    )  # fmt: skip
    mina = story.cast[0].model_copy(
        update={"look": look, "aliases": ("girl",), "constant": ("red scarf",),
                "references": ("0" * 64,), "variations": (VARIED,)}
    )  # fmt: skip
    first = story.panels[0].model_copy(
        update={
            "season": Season.SPRING,
            "caption": "Rain.",
            "alt": "A shop.",
            "avoid": ("cat",),
            "sounds": (Sound(text="BOOM", source="dog"),),
            "relations": (HOLDS,),
            "speech": (Speech(speaker="mina", text="No!"),),
        }
    )
    girl = first.regions[0].model_copy(
        update={"box": (0.1, 0.1, 0.3, 0.5), "face": Face.HAPPY, "facing": Facing.RIGHT,
                "spot": "roof", "variation": "wet", "prompt": "a girl"}
    )  # fmt: skip
    first = first.model_copy(update={"regions": (girl, *first.regions[1:])})
    whole = story.model_copy(
        update={"pages": 2, "cast": (mina, story.cast[1]), "panels": (first, *story.panels[1:])}
    )
    return Story.model_validate(whole.model_dump())


VARIED = Variation(
    id="wet", phrase="soaked", clothes=(Garment(name="rags", colour="grey"),), marks=("wet",),
    hair=Hair(style="loose", colour="red"), colour="grey",
)  # fmt: skip
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
         ["Mina: phrase a girl → a green girl"]),
        ([SetLook(character="mina", look=Look(skin="green", eyes="red"), phrase="a green girl")],
         ["Mina: phrase a girl → a green girl", "Mina: eyes none → red"]),
        ([SetPanel(panel="p01", alt="A shop.")], ["panel 1: alt none → A shop."]),
        ([SetRegion(panel="p01", region="mina", prompt="a girl who waits")],
         ["panel 1, mina: prompt none → a girl who waits"]),
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


def test_a_change_at_the_end_of_a_long_text_is_seen(story: Story) -> None:
    long = f"{'Rain falls on the roofs of the town. ' * 4}Mina waits."
    before = apply(story, [SetPanel(panel="p03", caption=long)])
    after = apply(before, [SetPanel(panel="p03", caption=long.replace("Mina", "Lina"))])
    assert differences(before, after) == [
        "panel 3: caption …falls on the roofs of the town. Mina waits. → "
        "…falls on the roofs of the town. Lina waits."
    ]


def test_the_ties_of_a_subject_that_goes_are_not_told_beside_it(story: Story) -> None:
    tied = apply(story, [AddRelation(panel="p01", relation=HOLDS)])
    gone = differences(tied, apply(tied, [RemoveRegion(panel="p01", region="dog")]))
    assert gone == ["panel 1: avoid none → dog", "panel 1: without a brown dog"]
    assert differences(story, tied) == ["panel 1: a new relation mina holds dog"]


UNTOLD = {"id", "span", "format", "planner", "notes", "sources", "guessed"}
"""What no edit changes by itself."""


def test_a_change_of_any_field_alone_is_told(full_story: Story) -> None:
    before, tried = full_story.model_dump(mode="json"), set()
    for path, value in leaves(before):
        name = next(part for part in reversed(path) if isinstance(part, str))
        for other in others(name, value) if not UNTOLD & set(path) else ():
            after = json.loads(json.dumps(before))
            put(after, path, other)
            try:
                changed = Story.model_validate(after)
            except ValidationError:
                continue
            tried.add(path)
            assert changed == full_story or differences(full_story, changed), (path, other)
    assert len(tried) > 80


def leaves(
    data: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value of the story that is no record, with where it is."""
    items = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, value in items:
        yield from leaves(value, (*path, key))
    if not isinstance(data, dict | list):
        yield path, data


def put(data: Any, path: tuple[str | int, ...], value: object) -> None:
    for part in path[:-1]:
        data = data[part]
    data[path[-1]] = value


def others(name: str, value: object) -> Iterator[object]:
    """Other values of the kind, some of which the story may take."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield from (value + 0.25, value / 2, value + 1)
    else:
        yield from (
            "other",
            "tom",
            "mina",
            "dog",
            "night",
            "rain",
            "winter",
            "close",
            "high",
            "run",
        )
        yield from (
            "sad",
            "left",
            "rtl",
            "thought",
            "animal",
            "adult",
            "tall",
            "masculine",
            "looks_at",
        )


def test_the_same_story_has_no_differences(story: Story) -> None:
    assert differences(story, story) == []
