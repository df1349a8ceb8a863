"""Requests over the whole story, in a user's words, that the rules understand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panelwright.planning.diff import differences
from panelwright.planning.edits import apply, describe
from panelwright.planning.requests import revise, say
from panelwright.planning.requests.asking import NotUnderstood
from panelwright_tools.domain import Story, UserError
from request_story import PAGES, STORY


@pytest.fixture
def story() -> Story:
    return STORY


@pytest.mark.parametrize(
    ("request_", "edits"),
    [
        ("panel 3 closer, at dusk", ["panel p03: shot full", "panel p03: time dusk"]),
        ("swap 2 and 3", ["panels p02 and p03 change places"]),
        ("please remove panel 4", ["panel p04 is removed"]),
        ("remove panels 2 and 3", ["panel p02 is removed", "panel p03 is removed"]),
        ("merge panels 2 and 3 into one", ["panels p02 and p03 become one"]),
        ("split panel 5", ["panel p05 becomes two"]),
        ("move panel 5 before panel 2", ["panel p05 becomes number 2"]),
        ("move the last panel to the start", ["panel p05 becomes number 1"]),
        ("add a panel after panel 3: Mina laughs", ["a new panel p03n as number 4"]),
        ("Mina is called Lina", ["mina is called Lina"]),
        ("rename the market to Bazaar", ["the place night-market: name Bazaar, phrase Bazaar"]),
        ("the robot is the same as Tom", ["robot is the same as tom"]),
        ("remove Tom", ["tom leaves the story"]),
        ("remove the robot from panel 4", ["panel p04: without robot"]),
        ("without the robot", ["robot leaves the story"]),
        ("the robot is red", ["robot is a rusty red robot"]),
        ("Mina's coat is blue", ["mina is a red-haired girl in a blue raincoat"]),
        ("Tom looks like an old pirate in a red coat", ["tom is an old pirate in a red coat"]),
        ("Mina has green hair", [
            "mina is a red-haired girl in a yellow raincoat, with green hair"]),
        ("Mina wears a blue coat from page 2 on",
         ["mina can be in a blue coat", "mina, from p03 on: blue-coat"]),
        ("Mina's coat is blue from page 2 on, and swap panels 2 and 3",
         ["mina can be in a blue raincoat", "mina, from p03 on: blue-raincoat",
          "panels p02 and p03 change places"]),
        ("Mina wears a blue coat and a red hat in panel 1",
         ["mina can be in a blue coat and a red hat",
          "mina, in p01: blue-coat-and-a-red-hat"]),
        ("Mina is soaked in panels 1 and 4",
         ["mina can be soaking wet", "mina, in p01: wet", "mina, in p04: wet"]),
        ('in panel 2 Tom says "Hello" instead', ["panel p02: balloon 2 says “Hello”"]),
        ('in panel 1 Tom says "Hi, you"', ["panel p01: tom says “Hi, you”"]),
        ('panel 2: Mina whispers "Psst, Tom"',
         ["panel p02: balloon 1 says “Psst, Tom” is whisper"]),
        ("panel 2: balloon 1 is Tom's", ["panel p02: balloon 1 is spoken by tom"]),
        ("panel 2 without balloon 2", ["panel p02: balloon 2 is removed"]),
        ("less talking", ["panel p02: balloon 2 is removed"]),
        ("no captions", ["panel p01: caption empty", "panel p03: caption empty"]),
        ("shorter captions",
         ["panel p01: caption Mina waits at the night market, where it is raining."]),
        ("panel 2 and panel 3 at night", ["panel p02: time night", "panel p03: time night"]),
        ("swap panel 2 with panel 3", ["panels p02 and p03 change places"]),
        ("merge panels 2 to 4", ["panels p02 and p03 become one", "panels p02 and p04 become one"]),
        ("the caption of panel 3: Later", ["panel p03: caption Later"]),
        ('panel 3: caption "Later, at home"', ["panel p03: caption Later, at home"]),
        ("make it manga, right to left", ["the style is manga", "the story: direction rtl"]),
        ('title: "The Robot, and more"', ["the story: title The Robot, and more"]),
        ("on 4 pages", ["the story: pages 4"]),
        ("page 2 at night", [f"panel p0{n}: time night" for n in (3, 4, 5)]),
        ("panels 2-3 in the rain", ["panel p02: weather rain", "panel p03: weather rain"]),
        ("make it night", [f"panel p0{n}: time night" for n in (1, 2, 3, 4, 5)]),
        ("panel 1 bigger", ["panel p01: weight 1.6"]),
        ("in panel 2 Mina and Tom run",
         ["panel p02, mina: pose run", "panel p02, tom: pose run"]),
        ("panel 3 with a red balloon", ["panel p03: with a red balloon"]),
        ("add a character called Zoe: a woman in a red dress",
         ["a new character: Zoe, a woman in a red dress"]),
        ("Mina always has a red scarf", 
         ["mina: constant a red scarf",
          "mina is a red-haired girl in a yellow raincoat and a red scarf"]),
        ('panel 3 with the sound "BOOM"', ["panel p03: the sound BOOM"]),
    ],
)  # fmt: skip
def test_a_request_becomes_edits(story: Story, request_: str, edits: list[str]) -> None:
    found = revise(story, request_, PAGES)
    assert [describe(edit) for edit in found] == edits
    apply(story, found)


def test_numbers_count_as_they_stood_before_the_request(story: Story) -> None:
    after = apply(story, revise(story, "remove panel 2, remove panel 4 and panel 5 at night"))
    assert [panel.id for panel in after.panels] == ["p01", "p03", "p05"]
    assert after.panel("p05").time.value == "night"


def test_one_panel_can_be_asked_for_a_look_of_its_own(story: Story) -> None:
    after = apply(story, say(story, "p01", "Mina wears a red hat, closer"))
    assert after.panel("p01").regions[0].variation == "red-hat"
    assert after.panel("p04").regions[1].variation is None


def test_a_look_can_go_back_to_what_it_always_is(story: Story) -> None:
    wet = apply(story, revise(story, "Mina is soaked"))
    dry = apply(wet, revise(wet, "Mina looks as always from panel 2 on"))
    worn = [r.variation for p in dry.panels for r in p.regions if r.subject == "mina"]
    assert worn == ["wet", None, None]


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        ("panel 99 closer", r"there is no panel 99; there are 1 to 5 \(p01 to p05\)"),
        ("page 3 at night", "there is no page 3; there are 1 to 2"),
        ("closer", 'say for which panel, as in "panel 1: closer"'),
        ("Tom runs in panel 3", "Tom is not on panel p03"),
        ("panel 2: without the cat", "Panel 2 shows no cat: it shows mina, tom"),
        ("Zoe is called Zara", "there is no character 'Zoe' in this story; its cast is Mina, Tom"),
        ("swap panels 1, 2 and 3", "name the two panels to swap"),
        ("panel 2: balloon 7 is Tom's", "2 balloons: there is no number 7"),
    ],
)
def test_what_the_story_does_not_have_is_told(story: Story, request_: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        apply(story, revise(story, request_, PAGES))


def test_what_no_rule_reads_is_answered_with_what_can_be_said(story: Story) -> None:
    with pytest.raises(NotUnderstood, match="I don't understand 'swop two panels': say for exam"):
        revise(story, "panel 2 closer, swop two panels")


@pytest.mark.parametrize("text", ["", " , and ", "x" * 5000, "\ue0000\ue001", "a " * 1000, "'\"“"])
def test_any_text_is_answered_in_one_sentence(story: Story, text: str) -> None:
    with pytest.raises(UserError):
        revise(story, text)


WORDS = """
panel panels page 2 3 5 last the first swap merge split move remove to from on and , ; : . then
Mina Tom robot is wears has red blue coat hair called same as before after closer night caption
balloon 1 "Hi," says always with without in add character title Lina p03 - instead soaked no all
"""


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=9).map(" ".join))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_row_of_known_words_gives_a_story_or_a_sentence(story: Story, text: str) -> None:
    try:
        differences(story, apply(story, revise(story, text, PAGES)))
    except UserError as error:
        assert str(error)
