"""What each kind of edit does to a story, and that all or none of them are done."""

import pytest
from pydantic import TypeAdapter

from panelwright.planning.edits import (
    AddBalloon,
    AddCharacter,
    AddRelation,
    AddSound,
    Edit,
    MergePanels,
    MoveBalloon,
    RemoveBalloon,
    RemoveCharacter,
    RemovePanel,
    RemovePlace,
    RemoveRelation,
    RemoveSound,
    RemoveVariation,
    RenameCharacter,
    SetBalloon,
    SetCharacter,
    SetPanel,
    SetPlace,
    SetRegion,
    SetStory,
    SetVariation,
    SplitPanel,
    SwapPanels,
    VaryLook,
    apply,
    describe,
)
from panelwright_tools.domain import (
    Beat,
    Character,
    Direction,
    Garment,
    Look,
    Panel,
    Place,
    Region,
    Relation,
    RelationKind,
    Season,
    Shot,
    Sound,
    Speech,
    SpeechKind,
    Story,
    UserError,
    Variation,
)

PYJAMAS = Variation(id="pyjamas", phrase="in pyjamas", clothes=(Garment(name="pyjamas"),))


def _region(name: str, **fields: object) -> Region:
    return Region.model_validate(
        {"id": name, "subject": name, "noun": "girl", "phrase": f"a girl called {name}"} | fields
    )


@pytest.fixture
def story() -> Story:
    lantern = Region(id="lantern", noun="lantern", phrase="a lantern")
    first = Panel(
        id="p01",
        place="market",
        season=Season.WINTER,
        beat=Beat(text="Mina comes.", span=(0, 11)),
        caption="Mina came. It was late.",
        shot=Shot.MEDIUM,
        avoid=("dog",),
        speech=(
            Speech(speaker="mina", text="Tom! It's Mina!"),
            Speech(speaker="tom", text="Hello."),
        ),
        sounds=(Sound(text="CLANG", source="lantern"),),
        regions=(_region("mina"), lantern),
        relations=(Relation(kind=RelationKind.HOLDS, source="mina", target="lantern"),),
    )
    second = Panel(
        id="p02",
        place="market",
        beat=Beat(text="Tom runs.", span=(12, 21)),
        shot=Shot.WIDE,
        speech=(Speech(speaker="tom", text="Wait!"),),
        regions=(_region("mina"), _region("tom"), lantern.model_copy(update={"phrase": "a lamp"})),
        relations=(Relation(kind=RelationKind.LOOKS_AT, source="tom", target="lantern"),),
    )
    return Story(
        title="Mina's Map",
        cast=(Character(id="mina", name="Mina"), Character(id="tom", name="Tom")),
        places=(Place(id="market", name="market", noun="market"),),
        panels=(first, second, Panel(id="p03", regions=(_region("tom"),))),
    )


def test_panels_change_places(story: Story) -> None:
    after = apply(story, [SwapPanels(panel="p01", other="p03")])
    assert [panel.id for panel in after.panels] == ["p03", "p02", "p01"]


def test_two_panels_become_one_with_everyone_once_and_all_their_words(story: Story) -> None:
    after = apply(story, [MergePanels(panel="p01", other="p02")])
    one = after.panel("p01")
    assert [panel.id for panel in after.panels] == ["p01", "p03"]
    assert [(r.id, r.phrase) for r in one.regions] == [
        ("mina", "a girl called mina"),
        ("lantern", "a lantern"),
        ("tom", "a girl called tom"),
        ("lantern-2", "a lamp"),
    ]
    assert [s.text for s in one.speech] == ["Tom! It's Mina!", "Hello.", "Wait!"]
    assert (one.relations[1].source, one.relations[1].target) == ("tom", "lantern-2")
    assert (one.beat.text, one.beat.span) == ("Mina comes. Tom runs.", (0, 21))
    assert one.shot is Shot.WIDE


def test_a_panel_becomes_two_that_share_its_words(story: Story) -> None:
    after = apply(story, [SplitPanel(panel="p01")])
    assert [panel.id for panel in after.panels] == ["p01", "p01b", "p02", "p03"]
    first, second = after.panels[:2]
    assert (first.caption, second.caption) == ("Mina came.", "It was late.")
    assert [len(panel.speech) for panel in (first, second)] == [1, 1]
    assert (first.shot, second.shot) == (Shot.MEDIUM, Shot.CLOSE)
    assert [r.id for r in second.regions] == ["mina", "lantern"]


def test_a_split_can_be_undone_by_a_merge(story: Story) -> None:
    after = apply(story, [SplitPanel(panel="p01"), MergePanels(panel="p01", other="p01b")])
    assert after == story


def test_a_look_for_a_while_reaches_the_panels_from_here_to_there(story: Story) -> None:
    edits: list[Edit] = [
        SetVariation(character="mina", variation=PYJAMAS),
        VaryLook(character="mina", variation="pyjamas", first="p02"),
    ]
    after = apply(story, edits)
    worn = [r.variation for p in after.panels for r in p.regions if r.subject == "mina"]
    assert worn == [None, "pyjamas"]
    assert apply(after, [RemoveVariation(character="mina", variation="pyjamas")]) == story


def test_a_look_for_panels_without_the_character_is_refused(story: Story) -> None:
    edits: list[Edit] = [
        SetVariation(character="mina", variation=PYJAMAS),
        VaryLook(character="mina", variation="pyjamas", first="p03"),
    ]
    with pytest.raises(UserError, match="Mina is on no panel from p03 on"):
        apply(story, edits)


def test_a_proper_name_changes_wherever_it_is_read(story: Story) -> None:
    after = apply(story, [RenameCharacter(character="mina", name="Lina")])
    assert after.title == "Lina's Map"
    assert after.panel("p01").caption == "Lina came. It was late."
    assert after.panel("p01").speech[0].text == "Tom! It's Lina!"


def test_a_character_leaves_with_its_words(story: Story) -> None:
    after = apply(story, [RemoveCharacter(character="mina")])
    assert [r.id for r in after.panel("p01").regions] == ["lantern"]
    assert after.panel("p01").relations == ()
    assert [s.text for s in after.panel("p01").speech] == ["Hello."]


def test_balloons_are_added_changed_moved_and_removed(story: Story) -> None:
    edits: list[Edit] = [
        SetBalloon(panel="p01", index=0, text="Ahoy!", manner=SpeechKind.SHOUT),
        AddBalloon(panel="p01", speech=Speech(speaker="tom", text="Hm."), at=0),
        MoveBalloon(panel="p01", index=1, to="p02", at=1),
        RemoveBalloon(panel="p02", index=0),
    ]
    after = apply(story, edits)
    assert [s.text for s in after.panel("p01").speech] == ["Hm.", "Hello."]
    assert [(s.text, s.kind) for s in after.panel("p02").speech] == [("Ahoy!", SpeechKind.SHOUT)]


def test_sounds_and_relations_come_and_go(story: Story) -> None:
    looks = Relation(kind=RelationKind.LOOKS_AT, source="mina", target="lantern")
    edits: list[Edit] = [
        AddSound(panel="p01", sound=Sound(text="BOOM")),
        RemoveSound(panel="p01", index=0),
        AddRelation(panel="p01", relation=looks),
        RemoveRelation(panel="p01", index=0),
    ]
    panel = apply(story, edits).panel("p01")
    assert [sound.text for sound in panel.sounds] == ["BOOM"]
    assert panel.relations == (looks,)


def test_fields_can_be_set_and_cleared(story: Story) -> None:
    edits: list[Edit] = [
        SetPanel(panel="p01", weight=3, avoid=(), clear=("season",)),
        SetRegion(panel="p01", region="lantern", phrase="a green lantern", depth=0.1),
        SetPlace(place="market", name="night market", indoors=True),
        SetCharacter(character="tom", constant=("red scarf",), aliases=("Tommy",)),
        SetStory(title="Maps", direction=Direction.RTL),
    ]
    after = apply(story, edits)
    panel = after.panel("p01")
    assert (panel.weight, panel.avoid, panel.season) == (3, (), None)
    assert panel.regions[1].phrase == "a green lantern"
    assert after.places[0].name == "night market"
    assert after.character("tom").constant == ("red scarf",)
    assert (after.title, after.direction) == ("Maps", Direction.RTL)


def test_a_removed_place_leaves_its_panels_somewhere(story: Story) -> None:
    assert apply(story, [RemovePlace(place="market")]).panel("p01").place is None


def test_either_all_edits_are_made_or_none(story: Story) -> None:
    twin = AddCharacter(character=Character(id="mina", name="Another", look=Look()))
    with pytest.raises(UserError) as refused:
        apply(story, [SetStory(title="New"), twin, RemovePanel(panel="p03")])
    assert str(refused.value) == (
        "The edit (a new character: Another) breaks the story: two characters share the id 'mina'."
    )
    assert story.title == "Mina's Map"


def test_edits_may_need_one_another_in_any_order(story: Story) -> None:
    zoe = Character(id="zoe", name="Zoe")
    after = apply(
        story,
        [
            AddBalloon(panel="p03", speech=Speech(speaker="zoe", text="Hi")),
            AddCharacter(character=zoe),
        ],
    )
    assert after.panel("p03").speech[0].speaker == "zoe"


def test_every_kind_of_edit_survives_json_and_can_be_told() -> None:
    edits: list[Edit] = [
        SwapPanels(panel="p01", other="p03"),
        SplitPanel(panel="p01"),
        MergePanels(panel="p01", other="p02"),
        SetVariation(character="mina", variation=PYJAMAS),
        VaryLook(character="mina", variation="pyjamas", first="p02"),
        SetPanel(panel="p01", shot=Shot.CLOSE, place="market", clear=("season",)),
        SetStory(direction=Direction.RTL),
        AddSound(panel="p01", sound=Sound(text="BOOM")),
    ]
    reader: TypeAdapter[list[Edit]] = TypeAdapter(list[Edit])
    assert reader.validate_json(reader.dump_json(edits)) == edits
    assert [describe(edit) for edit in edits] == [
        "panels p01 and p03 change places",
        "panel p01 becomes two",
        "panels p01 and p02 become one",
        "mina can be in pyjamas",
        "mina, from p02 on: pyjamas",
        "panel p01: shot close, no season, place market",
        "the story: direction rtl",
        "panel p01: the sound BOOM",
    ]
