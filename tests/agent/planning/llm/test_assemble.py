"""Drafts become a story: names, places, looks, relations, boxes and words."""

from pathlib import Path

import pytest

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.llm import drafted
from panelwright.planning.llm.assemble import assemble
from panelwright.planning.llm.boxes import mended
from panelwright.planning.llm.characters import cast_of
from panelwright.planning.llm.drafts import (
    BalloonDraft,
    BeatDraft,
    CharacterDraft,
    FactsDraft,
    PanelWordsDraft,
    PlaceDraft,
    QuoteDraft,
    RelationDraft,
    SceneDraft,
    StagingDraft,
    SubjectDraft,
    VariationDraft,
)
from panelwright.planning.llm.numbering import numbered
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import (
    Box,
    Face,
    Panel,
    Pose,
    RelationKind,
    Shot,
    SpeechKind,
    Story,
    TimeOfDay,
    Weather,
)

EXAMPLES = Path(__file__).parents[4] / "examples"
SYNOPSIS = (
    'Mina finds a glowing map in the night market. "Where does it lead?" she asks the old sailor. '
    "A policeman runs after Tom."
)
FACTS = FactsDraft(
    cast=[
        CharacterDraft(
            name="Mina",
            gender="female",
            age="nine years",
            hair="curly red",
            clothes=["a yellow raincoat"],
            marks=["freckles"],
            never_changes=["red curls"],
        ),
        CharacterDraft(name="the old sailor", gender="male", age="old"),
    ],
    places=[PlaceDraft(name="the night market", phrase="a crowded night market")],
    scenes=[SceneDraft(first=1, last=3, place="Night Market", time="midnight", weather="drizzle")],
    quotes=[QuoteDraft(quote=1, speaker="the girl")],
)


def planned(
    subjects: list[SubjectDraft],
    relations: tuple[RelationDraft, ...] = (),
    balloons: tuple[BalloonDraft, ...] = (),
    who: tuple[str, ...] = (),
    **facts: object,
) -> tuple[Story, Panel]:
    """A story of one panel."""
    told = FACTS.model_copy(update=facts)
    staging = StagingDraft(shot="full shot", subjects=subjects, relations=list(relations))
    words = PanelWordsDraft(panel=1, balloons=list(balloons))
    beat = BeatDraft(first=1, last=3, who=list(who))
    story = assemble(
        numbered(SYNOPSIS), told, [beat], [staging], [words], PlanWishes(), "llm/1 (test)"
    )
    return story, story.panels[0]


def test_names_find_the_cast_however_they_are_written() -> None:
    names = ["MINA", "The Sailor"]
    _, panel = planned([SubjectDraft(name=name) for name in names])
    assert [region.subject for region in panel.regions] == ["mina", "old-sailor"]
    _, panel = planned([SubjectDraft(name="the girl"), SubjectDraft(name="Mina")])
    assert [region.id for region in panel.regions] == ["mina"]


def test_looks_are_read_from_the_fields() -> None:
    story, _ = planned([SubjectDraft(name="Mina")])
    mina = story.character("mina")
    assert (mina.look.age, mina.look.gender, mina.look.hair.colour) == ("child", "feminine", "red")
    assert [(g.name, g.colour) for g in mina.look.clothes] == [("raincoat", "yellow")]
    assert mina.phrase.startswith("a girl with") and mina.constant == ("red curls",)


def test_the_setting_is_that_of_the_scene() -> None:
    story, panel = planned([SubjectDraft(name="Mina")])
    assert story.place(panel.place or "").phrase == "a crowded night market"
    assert (panel.time, panel.weather) == (TimeOfDay.NIGHT, Weather.RAIN)
    assert panel.shot is Shot.FULL and panel.guessed is None


def test_whom_the_cast_forgot_is_a_character_if_the_story_names_them() -> None:
    subjects = [SubjectDraft(name=name) for name in ("Tom", "policeman", "brass lantern", "Zork")]
    story, panel = planned(subjects)
    assert {c.name for c in story.cast} == {"Tom", "policeman"}
    things = [region.noun for region in panel.regions if region.subject is None]
    assert things == ["lantern", "zork"]


def test_what_is_worn_or_cannot_be_drawn_is_no_subject() -> None:
    names = ("Mina", "yellow raincoat", "silence", "the night market", "her hand")
    _, panel = planned([SubjectDraft(name=name) for name in names])
    assert [region.id for region in panel.regions] == ["mina"]


def test_deeds_and_feelings_are_found_in_the_closed_lists_and_told_to_painters() -> None:
    _, panel = planned([SubjectDraft(name="Mina", doing="sprinting", feeling="terrified")])
    [mina] = panel.regions
    assert (mina.pose, mina.face) == (Pose.RUN, Face.SCARED)
    assert mina.prompt.endswith("running, scared expression")


def test_relations_keep_only_known_ends_and_no_contradiction() -> None:
    subjects = [SubjectDraft(name="Mina"), SubjectDraft(name="map", phrase="a glowing map")]
    told = (
        RelationDraft(subject="the map", relation="is held by", target="Mina"),
        RelationDraft(subject="Mina", relation="next to", target="a dragon"),
        RelationDraft(subject="Mina", relation="left of", target="map"),
        RelationDraft(subject="map", relation="left of", target="Mina"),
    )
    _, panel = planned(subjects, told)
    kinds = [(r.kind, r.source, r.target) for r in panel.relations]
    assert kinds == [
        (RelationKind.HOLDS, "mina", "map"),
        (RelationKind.LEFT_OF, "mina", "map"),
    ]


def test_sides_become_relations() -> None:
    subjects = [
        SubjectDraft(name="Mina", where="right"),
        SubjectDraft(name="the old sailor", where="on the left"),
    ]
    _, panel = planned(subjects)
    [order] = panel.relations
    assert (order.kind, order.source, order.target) == (RelationKind.LEFT_OF, "old-sailor", "mina")


def test_boxes_are_read_in_any_unit() -> None:
    expected = Box(0.1, 0.2, 0.3, 0.4)
    for numbers in ([0.1, 0.2, 0.3, 0.4], [10, 20, 30, 40], [100, 200, 300, 400]):
        assert mended([numbers]) == [expected]
    assert mended([[0.5, 0.2, 0.9, 0.8]]) == [Box(0.5, 0.2, 0.4, 0.6)]  # corners
    assert mended([[-0.2, 0.5, 0.4, 0.7]]) == [Box(0.0, 0.5, 0.2, 0.5)]  # off the canvas
    assert mended([[0, 0, 1, 1], [0.1, 0.1, 0.001, 0.5], [1, 2], None]) == [None] * 4


def test_a_sound_box_is_kept_and_those_without_sense_are_left_to_the_solver() -> None:
    good = SubjectDraft(name="Mina", box=[0.1, 0.2, 0.25, 0.75])
    over = SubjectDraft(name="the old sailor", box=[0.12, 0.2, 0.25, 0.75])
    _, panel = planned([good])
    assert panel.regions[0].box == Box(0.1, 0.2, 0.25, 0.75)
    _, panel = planned([good, over])
    assert [region.box for region in panel.regions] == [Box(0.1, 0.2, 0.25, 0.75), None]
    flat = SubjectDraft(name="Mina", box=[0.0, 0.8, 0.9, 0.03])
    _, panel = planned([flat])
    assert panel.regions[0].box is None


def test_boxes_against_the_relations_are_dropped() -> None:
    subjects = [
        SubjectDraft(name="Mina", box=[0.6, 0.2, 0.2, 0.7]),
        SubjectDraft(name="the old sailor", box=[0.1, 0.2, 0.2, 0.7]),
    ]
    left = RelationDraft(subject="Mina", relation="left of", target="sailor")
    _, panel = planned(subjects, (left,))
    assert [region.box for region in panel.regions] == [None, None]


def test_quotes_are_verbatim_and_said_once_by_those_whom_the_facts_name() -> None:
    balloons = (
        BalloonDraft(quote=1, text="Where to?"),
        BalloonDraft(quote=1),
        BalloonDraft(quote=9, text="Away.", speaker="nobody", kind="thought"),
    )
    _, panel = planned([SubjectDraft(name="Mina")], balloons=balloons)
    said = [(s.speaker, s.text, s.kind) for s in panel.speech]
    assert said == [
        ("mina", "Where does it lead?", SpeechKind.SPEECH),
        (None, "Away.", SpeechKind.THOUGHT),
    ]


def test_a_change_of_looks_holds_for_its_sentences() -> None:
    wet = VariationDraft(character="Mina", first=2, last=9, phrase="soaked, wearing pyjamas")
    story, panel = planned([SubjectDraft(name="Mina")], variations=[wet])
    [variation] = story.character("mina").variations
    assert panel.regions[0].variation == variation.id
    assert [garment.name for garment in variation.clothes] == ["pyjamas"]


def test_a_story_and_its_drafts_tell_the_same() -> None:
    synopsis = (EXAMPLES / "the-map-in-the-rain.txt").read_text("utf-8")
    story, text = EmbeddedPlanner().plan(synopsis, PlanWishes()), numbered(synopsis)
    numbers = list(enumerate(story.panels, 1))
    again = assemble(
        text,
        drafted.facts_of(story, text),
        [drafted.beat_of(panel, text, story) for panel in story.panels],
        [drafted.staging_of(panel, story) for panel in story.panels],
        [drafted.words_of(number, panel, story, text.quotes) for number, panel in numbers],
        PlanWishes(),
        "llm/1 (test)",
    )
    assert [c.id for c in again.cast] == [c.id for c in story.cast]
    for old, new in zip(story.panels, again.panels, strict=True):
        assert [r.id for r in new.regions] == [r.id for r in old.regions]
        assert [(r.pose, r.face, r.facing) for r in new.regions] == [
            (r.pose, r.face, r.facing) for r in old.regions
        ]
        assert {(r.kind, r.source, r.target) for r in new.relations} == {
            (r.kind, r.source, r.target) for r in old.relations
        }
        assert (new.place, new.time, new.weather, new.shot, new.caption) == (
            old.place, old.time, old.weather, old.shot, old.caption,
        )  # fmt: skip


@pytest.mark.parametrize("word", ["\x1b", "?", "- -", "👍", " "])
def test_a_field_without_letters_tells_nothing(word: str) -> None:
    draft = CharacterDraft(name="Mina", hair=word, skin=word, clothes=[word], marks=[word])
    assert cast_of([draft]) == cast_of([CharacterDraft(name="Mina")])


def test_hair_in_the_field_of_the_skin_colours_no_skin() -> None:
    assert cast_of([CharacterDraft(name="Mina", skin="Red-haired girl")])[0].look.skin is None
    assert cast_of([CharacterDraft(name="Mina", skin="dark-skinned")])[0].look.skin is not None


@pytest.mark.parametrize(
    ("language", "synopsis"),
    [("en", SYNOPSIS), ("de", "Mina findet eine Karte. Sie läuft mit ihr nach Hause und schläft.")],
)
def test_the_language_of_a_story_is_that_of_its_text(language: str, synopsis: str) -> None:
    text = numbered(synopsis)
    story = assemble(text, FactsDraft(), [], [], [], PlanWishes(), "llm/1 (test)")
    assert story.language == language
    assert EmbeddedPlanner().plan(SYNOPSIS, PlanWishes()).language == "en"


def test_the_phrase_of_a_character_begins_its_prompt_in_every_panel() -> None:
    phrase = "a freckled girl with a brass telescope"
    facts = FACTS.model_copy(update={"cast": [CharacterDraft(name="Mina", phrase=phrase)]})
    beats = [BeatDraft(first=1, last=1), BeatDraft(first=2, last=3)]
    stagings = [
        StagingDraft(subjects=[SubjectDraft(name=name, doing="runs", phrase="a lady in red")])
        for name in ("Mina", "MINA")
    ]
    story = assemble(numbered(SYNOPSIS), facts, beats, stagings, [None] * 2, PlanWishes(), "x")
    regions = [region for panel in story.panels for region in panel.regions]
    assert [region.subject for region in regions] == ["mina", "mina"]
    assert story.character("mina").phrase == phrase
    assert all(region.phrase == phrase for region in regions)
    assert all(region.prompt.startswith(f"{phrase}, ") for region in regions)
