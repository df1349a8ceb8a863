"""Edits of a story and the wishes that lead to them."""

import pytest

from panelwright.planning.edits import (
    AddRegion,
    Edit,
    MergeCharacters,
    MovePanel,
    ReassignSpeech,
    RemoveBalloon,
    RemovePanel,
    RemoveRelation,
    RemoveSound,
    RenameCharacter,
    SetLook,
    SetStyle,
    apply,
    describe,
    say,
)
from panelwright_tools.domain import (
    Angle,
    Character,
    Face,
    Kind,
    Look,
    Panel,
    Place,
    Pose,
    Region,
    Relation,
    RelationKind,
    Shot,
    Speech,
    Story,
    TimeOfDay,
    UserError,
    Weather,
)


def _figure(name: str, subject: str | None = None) -> Region:
    return Region(
        id=name, subject=subject or name, noun="girl", phrase=f"a {name}", prompt=f"a {name}"
    )


@pytest.fixture
def story() -> Story:
    first = Panel(
        id="p01",
        place="market",
        shot=Shot.FULL,
        speech=(Speech(speaker="mina", text="Come on!"),),
        regions=(
            _figure("mina"),
            _figure("girl"),
            Region(id="dog", subject="dog", noun="dog", phrase="a brown dog"),
            Region(id="lantern", noun="lantern", phrase="a lantern"),
        ),
        relations=(
            Relation(kind=RelationKind.HOLDS, source="girl", target="lantern"),
            Relation(kind=RelationKind.LEFT_OF, source="mina", target="girl"),
        ),
    )
    second = Panel(id="p02", place="market", regions=(_figure("girl"),))
    return Story(
        title="The Map",
        cast=(
            Character(id="mina", name="Mina"),
            Character(id="girl", name="girl"),
            Character(id="dog", name="dog", kind=Kind.ANIMAL, look=Look(species="dog")),
        ),
        places=(Place(id="market", name="market", noun="market"),),
        panels=(first, second),
    )


def test_merging_two_characters_leaves_one_everywhere(story: Story) -> None:
    after = apply(story, [MergeCharacters(character="mina", other="girl")])
    assert [c.id for c in after.cast] == ["mina", "dog"]
    assert "girl" in after.cast[0].aliases
    assert [r.id for r in after.panel("p01").regions] == ["mina", "dog", "lantern"]
    assert [r.subject for r in after.panel("p02").regions] == ["mina"]
    kinds = [(r.kind, r.source, r.target) for r in after.panel("p01").relations]
    assert kinds == [(RelationKind.HOLDS, "mina", "lantern")]


def test_an_edit_does_not_change_the_story_that_it_is_given(story: Story) -> None:
    before = story.model_dump_json()
    apply(story, [RenameCharacter(character="mina", name="Nora"), RemovePanel(panel="p02")])
    assert story.model_dump_json() == before


def test_renaming_keeps_the_old_name_as_an_alias(story: Story) -> None:
    after = apply(story, [RenameCharacter(character="mina", name="Nora")])
    assert after.character("mina").name == "Nora"
    assert after.character("mina").aliases == ("Mina",)


def test_a_balloon_can_be_given_to_someone_else(story: Story) -> None:
    after = apply(story, [ReassignSpeech(panel="p01", index=0, speaker="girl")])
    assert after.panel("p01").speech[0].speaker == "girl"


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (ReassignSpeech(panel="p01", index=3, speaker="girl"), "1 balloon: there is no number 4"),
        (RemoveBalloon(panel="p01", index=1), "1 balloon: there is no number 2"),
        (RemoveSound(panel="p01", index=0), "0 sounds: there is no number 1"),
        (RemoveRelation(panel="p01", index=9), "relations: there is no number 10"),
    ],
)
def test_a_number_that_is_not_there_is_refused(story: Story, edit: Edit, problem: str) -> None:
    with pytest.raises(UserError, match=f"Panel p01 has .*{problem}"):
        apply(story, [edit])


def test_a_new_look_reaches_every_panel(story: Story) -> None:
    look = SetLook(character="girl", look=Look(skin="tan"), phrase="a tall girl")
    after = apply(story, [look])
    prompts = [r.prompt for p in after.panels for r in p.regions if r.subject == "girl"]
    assert prompts == ["a tall girl", "a tall girl"]


def test_panels_can_be_moved_but_the_last_one_stays(story: Story) -> None:
    moved = apply(story, [MovePanel(panel="p02", to=0)])
    assert [panel.id for panel in moved.panels] == ["p02", "p01"]
    with pytest.raises(UserError, match="only one"):
        apply(story, [RemovePanel(panel="p01"), RemovePanel(panel="p02")])


def test_an_edit_that_breaks_the_story_is_refused(story: Story) -> None:
    twin = AddRegion(panel="p01", region=Region(id="dog", noun="dog", phrase="a dog"))
    with pytest.raises(UserError, match="share an id"):
        apply(story, [twin])


def test_unknown_panels_are_named_with_the_known_ones(story: Story) -> None:
    with pytest.raises(UserError, match="panels p01 to p02"):
        say(story, "p09", "closer")


@pytest.mark.parametrize(
    ("wish", "field", "value"),
    [
        ("closer", "shot", Shot.MEDIUM),
        ("Wider!", "shot", Shot.WIDE),
        ("a close-up", "shot", Shot.CLOSE),
        ("from above", "angle", Angle.HIGH),
        ("at dusk", "time", TimeOfDay.DUSK),
        ("make it night", "time", TimeOfDay.NIGHT),
        ("in the rain", "weather", Weather.RAIN),
        ("sunny", "weather", Weather.CLEAR),
        ("at the market", "place", "market"),
    ],
)
def test_a_wish_changes_the_panel(story: Story, wish: str, field: str, value: object) -> None:
    after = apply(story, say(story, "p01", wish))
    assert getattr(after.panel("p01"), field) == value


def test_two_wishes_in_one_sentence_both_count(story: Story) -> None:
    panel = apply(story, say(story, "p01", "closer, at dusk and without the dog")).panel("p01")
    assert (panel.shot, panel.time) == (Shot.MEDIUM, TimeOfDay.DUSK)
    assert "dog" not in [region.id for region in panel.regions]
    assert panel.avoid == ("dog",)


@pytest.mark.parametrize(
    ("wish", "pose", "face"),
    [
        ("Mina smiles", None, Face.HAPPY),
        ("Mina runs", Pose.RUN, None),
        ("Mina is scared", None, Face.SCARED),
        ("Mina is sitting", Pose.SIT, None),
    ],
)
def test_a_wish_directs_a_character(
    story: Story, wish: str, pose: Pose | None, face: Face | None
) -> None:
    after = apply(story, say(story, "p01", wish)).panel("p01").regions[0]
    assert (after.pose, after.face) == (pose, face)


def test_a_new_place_is_made_when_the_story_has_none_like_it(story: Story) -> None:
    after = apply(story, say(story, "p02", "in the dark forest"))
    assert after.place(after.panel("p02").place or "").noun == "forest"


def test_things_and_characters_can_be_added(story: Story) -> None:
    after = apply(story, say(story, "p02", "with the dog, with a red umbrella"))
    ids = [region.id for region in after.panel("p02").regions]
    assert ids == ["girl", "dog", "umbrella"]


def test_what_is_not_understood_is_answered_with_what_can_be_said(story: Story) -> None:
    with pytest.raises(UserError, match="say for example"):
        say(story, "p01", "more cowbell vibes")


def test_every_edit_can_be_described(story: Story) -> None:
    edits: list[Edit] = [
        *say(story, "p01", "closer, without the dog, Mina runs"),
        SetStyle(style="noir"),
    ]
    texts = [describe(edit) for edit in edits]
    assert texts == [
        "panel p01: shot medium",
        "panel p01: without dog",
        "panel p01, mina: pose run",
        "the style is noir",
    ]
