"""The embedded planner from a synopsis to a story."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import (
    Face,
    Kind,
    Panel,
    Pose,
    RelationKind,
    Season,
    Shot,
    SpeechKind,
    Story,
    TimeOfDay,
    UserError,
    Weather,
)

EXAMPLES = Path(__file__).parents[3] / "examples"
SYNOPSES = sorted(p for p in EXAMPLES.iterdir() if p.suffix in (".txt", ".md", ".fountain"))


def plan(text: str, panels: int | None = None) -> Story:
    return EmbeddedPlanner().plan(text, PlanWishes(panels=panels))


def whole(text: str) -> tuple[Story, Panel]:
    story = plan(text, 1)
    return story, story.panels[0]


def subjects(panel: Panel) -> set[str]:
    return {region.subject for region in panel.regions if region.subject is not None}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@pytest.mark.parametrize("panels", [1, 2, 3, 5, 8])
def test_the_wished_number_of_panels_is_kept(panels: int) -> None:
    text = (EXAMPLES / "the-fox-who-borrowed-the-moon.txt").read_text("utf-8")
    assert len(plan(text, panels).panels) == panels


def test_two_sentences_make_a_few_panels() -> None:
    story = plan(
        "A small red robot finds a flower on the moon and carries it home in a glass jar. "
        "Every night it waters the flower and tells it about the rain, and the flower listens."
    )
    assert 3 <= len(story.panels) <= 5


def test_the_quest_gives_forty_panels() -> None:
    text = (EXAMPLES / "the-bell-under-the-mountain.txt").read_text("utf-8")
    assert 40 <= len(plan(text).panels) <= 44
    assert len(plan(text, panels=40).panels) == 40


@pytest.mark.parametrize("name", ["the-missing-trombone.txt", "the-volcano-project.txt"])
def test_a_story_of_a_page_has_about_a_panel_for_every_deed(name: str) -> None:
    story = plan((EXAMPLES / name).read_text("utf-8"))
    told = [len(panel.caption.split()) for panel in story.panels]
    assert sum(told) / len(told) < 18
    assert len(story.panels) >= 10


def test_talk_stays_where_it_was_said_when_the_story_goes_on_elsewhere() -> None:
    story = plan((EXAMPLES / "the-missing-trombone.txt").read_text("utf-8"))
    panel = next(p for p in story.panels if any("how serious" in b.text for b in p.speech))
    assert panel.place == "office"


def test_looks_are_kept_for_the_whole_story() -> None:
    story = plan(
        "Mina, a red-haired girl in a yellow raincoat, runs. Mina finds a key. She smiles."
    )
    mina = story.character("mina")
    assert mina.look.hair.colour == "red"
    assert [(g.colour, g.name) for g in mina.look.clothes] == [("yellow", "raincoat")]
    phrases = {r.phrase for p in story.panels for r in p.regions if r.subject == "mina"}
    assert phrases == {mina.phrase}


def test_worn_clothes_and_body_parts_are_no_props() -> None:
    _, panel = whole("The wizard in a blue robe raises his hand and strokes his long white beard.")
    assert [region.noun for region in panel.regions if region.subject is None] == []


def test_numbers_give_as_many_regions() -> None:
    _, panel = whole("Three red balls and two green bottles lie under a wooden bench.")
    nouns = [region.noun for region in panel.regions]
    assert (nouns.count("ball"), nouns.count("bottle"), nouns.count("bench")) == (3, 2, 1)
    assert "a wooden bench" in [region.phrase for region in panel.regions]


def test_what_is_held_and_ridden_is_related() -> None:
    _, panel = whole("A knight holds a sword. The knight rides a black horse.")
    kinds = {(relation.kind, relation.target) for relation in panel.relations}
    assert (RelationKind.HOLDS, "sword") in kinds
    assert any(kind is RelationKind.RIDES for kind, _ in kinds)


def test_people_who_are_only_talked_about_are_not_shown() -> None:
    _, panel = whole('Tom thinks of his grandmother. "I miss Anna," says Tom.')
    assert subjects(panel) == {"tom"}


def test_denied_things_are_avoided() -> None:
    _, panel = whole("Tom walks through the park without any dogs.")
    assert "dog" in panel.avoid
    assert "dog" not in [region.noun for region in panel.regions]


def test_deeds_become_poses_and_feelings_faces() -> None:
    _, panel = whole("Anna runs. Ben sleeps.")
    poses = {region.subject: region.pose for region in panel.regions}
    assert poses == {"anna": Pose.RUN, "ben": Pose.SLEEP}
    _, sad = whole("Anna is very sad.")
    assert sad.regions[0].face is Face.SAD


def test_speech_is_verbatim_with_speaker_and_kind() -> None:
    _, panel = whole('"Stop that cat!" shouted Mina. "Too late," whispered Ben.')
    told = [(s.speaker, s.text, s.kind) for s in panel.speech]
    assert told == [
        ("mina", "Stop that cat!", SpeechKind.SHOUT),
        ("ben", "Too late.", SpeechKind.WHISPER),
    ]


def test_an_interrupted_sentence_of_speech_is_one_balloon() -> None:
    _, panel = whole('"Nobody," she says, "was ever sad with chips." The cook nods.')
    assert [s.text for s in panel.speech] == ["Nobody, was ever sad with chips."]


def test_place_time_weather_and_season_are_followed() -> None:
    story = plan(
        "On a winter morning Anna walks through the forest. It snows. "
        "At night Anna sits in the kitchen.",
        2,
    )
    first, last = story.panels
    assert (first.place, first.time, first.season) == ("forest", TimeOfDay.MORNING, Season.WINTER)
    assert first.weather is Weather.SNOW or last.weather is Weather.SNOW
    assert (last.place, last.time) == ("kitchen", TimeOfDay.NIGHT)
    assert story.place("kitchen").indoors


def test_a_guessed_place_is_marked() -> None:
    story, panel = whole("The teacher smiles at the pupils.")
    assert story.places[0].guessed is not None
    assert panel.guessed is not None


def test_groups_are_one_region_a_member_up_to_four() -> None:
    _, panel = whole("Three goats stand on a hill.")
    assert len(panel.regions) == 3
    assert {region.noun for region in panel.regions} == {"goat"}


def test_shots_are_never_three_alike_in_a_row() -> None:
    for path in SYNOPSES:
        shots = [panel.shot for panel in plan(path.read_text("utf-8")).panels]
        triples = [set(shots[k : k + 3]) for k in range(len(shots) - 2)]
        assert all(len(triple) > 1 for triple in triples), path.name


def test_a_new_place_is_established_wide() -> None:
    story = plan("Anna walks through the old forest. Anna finds a tiny blue key.", 2)
    assert story.panels[0].shot in (Shot.WIDE, Shot.EXTREME_WIDE)


@pytest.mark.parametrize("path", SYNOPSES, ids=lambda path: path.name)
def test_every_word_of_speech_is_in_a_balloon(path: Path) -> None:
    from panelwright_tools.language import analyse

    text = path.read_text("utf-8")
    story = plan(text)
    said = " ".join(w for p in story.panels for s in p.speech for w in words(s.text))
    document = analyse(text)
    for quote in document.quotes:
        if quote.kind in ("spoken", "thought"):
            assert " ".join(words(document.words(quote.span))) in said


@pytest.mark.parametrize("path", SYNOPSES, ids=lambda path: path.name)
def test_no_panel_of_an_example_is_overfull(path: Path) -> None:
    for panel in plan(path.read_text("utf-8")).panels:
        assert len(panel.speech) <= 5
        assert sum(len(s.text.split()) for s in panel.speech) <= 60
        assert len(panel.regions) <= 12


def test_spans_of_beats_point_into_the_synopsis() -> None:
    text = (EXAMPLES / "the-gardener-of-ceres.txt").read_text("utf-8")
    story = plan(text)
    ends = [panel.beat.span for panel in story.panels]
    assert ends == sorted(ends)
    assert all(
        " ".join(text[a:b].split()) == p.beat.text for p in story.panels for a, b in [p.beat.span]
    )


def test_captions_never_end_within_a_phrase() -> None:
    for path in SYNOPSES:
        for panel in plan(path.read_text("utf-8")).panels:
            if panel.caption:
                assert panel.caption[-1] in ".!?…\"”’'", panel.caption
                assert not re.search(r"\b(the|a|of|to|and|with)[.…]$", panel.caption), panel.caption


def test_robots_speak_in_robot_balloons() -> None:
    story, panel = whole('A small robot called Bolt stands in the rain. "Hello," says Bolt.')
    assert story.character("bolt").kind is Kind.ROBOT
    assert panel.speech[0].kind is SpeechKind.ROBOT


def test_a_text_without_words_is_refused() -> None:
    with pytest.raises(UserError, match="no words"):
        plan(" \n… !!")


def test_a_text_in_another_script_is_refused_with_advice() -> None:
    with pytest.raises(UserError, match="in English"):
        plan("从前有一只狐狸。它住在森林里。")


@pytest.mark.parametrize("panels", [0, -3, 100000])
def test_a_number_of_panels_that_makes_no_comic_is_refused(panels: int) -> None:
    with pytest.raises(UserError, match="panels"):
        plan("A dog runs.", panels)


def test_the_same_text_gives_the_same_story() -> None:
    text = (EXAMPLES / "the-volcano-project.txt").read_text("utf-8")
    assert plan(text).model_dump_json() == plan(text).model_dump_json()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Anna", "the dog", "runs", "to", "the market", ".", '"', "says", "she", ",", "not",
                "a", "three", "red", "balls", "and", "Ben", "\n\n", "# ", "INT.", "with", "—", "‘",
                "it", "was", "night", "!", "?", "of", "king's", "who", "hugged", "without", "\x07",
            ]
        ),
        min_size=1,
        max_size=60,
    ),
    st.one_of(st.none(), st.integers(1, 12)),
)  # fmt: skip
def test_any_text_with_words_gives_a_valid_story_or_a_clear_error(
    parts: list[str], panels: int | None
) -> None:
    try:
        story = plan(" ".join(parts), panels)
    except UserError as error:
        assert str(error).endswith(".")
        return
    assert story.panels
    assert panels is None or len(story.panels) <= panels


def test_huge_groups_stay_within_a_panel() -> None:
    groups = ", ".join(f"eight {animal}" for animal in ("cows", "dogs", "cats", "hens", "pigs"))
    people = ", ".join(f"seven {one}" for one in ("knights", "sailors", "teachers", "cooks"))
    _, panel = whole(f"In the barn stood {groups}, {people} and six wizards. They danced.")
    assert len(panel.regions) <= 48


def test_a_vehicle_is_brought_where_one_is_driven() -> None:
    _, panel = whole("Anna drove home through the rain.")
    assert "car" in [region.noun for region in panel.regions]
    assert RelationKind.RIDES in [relation.kind for relation in panel.relations]


def test_a_bare_first_line_is_the_title() -> None:
    story = plan("The Blue Door\n\nAnna opens a blue door. Behind it lies the sea.")
    assert story.title == "The Blue Door"
    assert "Blue Door" not in story.panels[0].caption


def test_a_voice_without_a_body_is_heard_but_not_seen() -> None:
    _, panel = whole('Anna walks through the forest. "Turn back," somebody whispers.')
    assert subjects(panel) == {"anna"}
    assert panel.speech[0].kind is SpeechKind.OFF_PANEL


def test_guests_who_are_still_to_come_are_not_shown() -> None:
    _, panel = whole("Bruno bakes a cake. The guests arrive in one hour.")
    assert subjects(panel) == {"bruno"}


def test_a_panel_may_end_at_the_comma_of_a_side_clause() -> None:
    text = "Mr. Okoro plays chess. While he thinks about it, Tom eats all the biscuits."
    story = EmbeddedPlanner().plan(text, PlanWishes(panels=4))
    assert any(panel.beat.text.rstrip().endswith(",") for panel in story.panels)


def test_two_scenes_of_a_screenplay_share_no_panel() -> None:
    story = plan(
        "INT. LIFT - DAY\n\nThe lift jerks and stops.\n\nANA\nNo. No, no, no.\n\nTOM\nHappens "
        "every Tuesday.\n\nINT. LIFT - LATER\n\nAna sits on the floor with her shoes off. Tom "
        "offers her half a banana.\n\nANA\nI had an interview.\n\nTOM\nWhat do you want?\n"
    )
    for panel in story.panels:
        assert not ("Tuesday" in panel.beat.text and "Ana sits" in panel.beat.text)


def test_a_text_in_another_language_is_told_to_be_one() -> None:
    text = "Ein Mädchen findet eine Karte. Es läuft nach Hause. Der Hund bellt laut."
    assert "(de)" in plan(text).notes[0]
    assert not plan("A girl finds a map. She runs home with it, and the dog barks.").notes


def test_words_that_are_typed_without_marks_are_lettered_as_a_sentence() -> None:
    story = plan("aoife feels sick. coach murphy looks at the bench. you're on he says", 1)
    assert [speech.text for speech in story.panels[0].speech] == ["You're on."]
