import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panelwright_tools.domain import Box, Kind, UserError
from panelwright_tools.formats.autostudio import (
    from_autostudio,
    is_autostudio,
    stories_in,
    to_autostudio,
)
from panelwright_tools.formats.autostudio_kept import into_autostudio


def lighthouse() -> dict[str, Any]:
    return {
        "the lamp": {
            "turn 2": {"objects": [["goat, white, asleep", [300, 500, 420, 380], "2"]],
                       "caption": "", "background": "lamp room at dawn", "negative": "dogs"},
            "turn 1": {"size": [768, 1024], "caption": "Mara climbs",
                       "objects": [["woman, red raincoat, climbing", [128, 192, 256, 384], "1"],
                                   ["lantern, brass", [330, 420, 70, 110], "1-1"],
                                   ["goat, white", [600, 430, 280, 310], 2]],
                       "background": "spiral staircase", "negative": "None"},
        }
    }  # fmt: skip


def test_turns_become_panels_and_ids_become_the_cast() -> None:
    text = json.dumps(lighthouse())
    assert is_autostudio(text)
    story = from_autostudio(text, "x.json")
    assert [panel.id for panel in story.panels] == ["p01", "p02"]
    assert [(c.name, c.kind, c.phrase) for c in story.cast] == [
        ("woman", Kind.PERSON, "woman, red raincoat, climbing"),
        ("goat", Kind.ANIMAL, "goat, white, asleep"),
    ]
    first, second = story.panels
    assert first.regions[0].box == Box(0.125, 0.25, 0.25, 0.5)
    assert first.regions[1].subject is None
    assert first.regions[2].subject == second.regions[0].subject
    assert (first.avoid, second.avoid) == ((), ("dogs",))


def test_a_story_goes_out_and_comes_back() -> None:
    story = from_autostudio(json.dumps(lighthouse()), "x.json")
    again = from_autostudio(to_autostudio(story, {}), "y.json")
    for one, two in zip(story.panels, again.panels, strict=True):
        assert [r.phrase for r in one.regions] == [r.phrase for r in two.regions]
        for before, after in zip(one.regions, two.regions, strict=True):
            assert before.box == pytest.approx(after.box, abs=2e-3)
        assert one.avoid == two.avoid


def test_long_stories_go_out_in_parts_that_autostudio_reads_whole() -> None:
    data = lighthouse()
    turn = data["the lamp"]["turn 1"]
    data["the lamp"] = {f"turn {number}": turn for number in range(1, 33)}
    parts = json.loads(to_autostudio(from_autostudio(json.dumps(data), "x"), {}))
    assert [len(part) for part in parts.values()] == [15, 15, 2]


def test_the_benchmark_has_a_smaller_canvas() -> None:
    data = {"dialogue 7": {"characters": ["fox"], "scene": ["orchard"], "turn 1": {
        "caption": "A fox waits.", "objects": [["a fox", [128, 256, 256, 128], 1]],
        "background": "An orchard", "negative": "None"}}}  # fmt: skip
    [panel] = from_autostudio(json.dumps(data), "x").panels
    assert panel.regions[0].box == Box(0.25, 0.5, 0.5, 0.25)


def test_a_broken_turn_is_one_sentence() -> None:
    data = lighthouse()
    data["the lamp"]["turn 1"]["objects"][0][1] = [5000, 0, 10, 10]
    with pytest.raises(UserError, match=r"x.json, the lamp: .*lies off its canvas"):
        from_autostudio(json.dumps(data), "x.json")


@pytest.mark.parametrize(
    ("turn", "named"),
    [
        ({"objects": [["a fox", [0, 0, 9, 9], "1"]], "size": [0, 0]}, "zero"),
        ({"objects": [["a fox", [0, 0, float("inf"), float("nan")], "1"]]}, "box"),
        ({"objects": [["a fox", [0, 0], "1"]]}, "not a story of AutoStudio"),
        ({"objects": [], "caption": "x" * 5000}, "4000 characters"),
    ],
)
def test_numbers_and_texts_that_no_panel_can_have_are_one_sentence(
    turn: dict[str, Any], named: str
) -> None:
    with pytest.raises(UserError, match=named) as caught:
        from_autostudio(json.dumps({"a": {"turn 1": turn}}), "x.json")
    assert "\n" not in str(caught.value)


def test_the_same_number_twice_is_one_sentence() -> None:
    text = json.dumps({"a": {"turn 1": {"caption": "A"}, "turn 01": {"caption": "B"}}})
    with pytest.raises(UserError, match="two panels share the id 'p01'"):
        from_autostudio(text, "x.json")


def test_ids_that_differ_only_in_case_are_two_characters() -> None:
    box = [0, 0, 300, 300]
    turn = {"objects": [["a fox", box, "A"], ["a hen", box, "a"], ["a cat", box, "é"]]}
    story = from_autostudio(json.dumps({"a": {"turn 1": turn}}), "x.json")
    assert [character.name for character in story.cast] == ["a fox", "a hen", "a cat"]


def test_a_background_without_a_noun_is_still_a_place() -> None:
    story = from_autostudio(json.dumps({"a": {"turn 1": {"background": ", at night"}}}), "x.json")
    assert [place.noun for place in story.places] == ["place"]


@settings(max_examples=60, deadline=None)
@given(st.recursive(st.none() | st.integers(-9, 2000) | st.text(max_size=6),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
                        st.sampled_from(["turn 1", "objects", "size", "background", "s"]), inner,
                        max_size=3), max_leaves=12))  # fmt: skip
def test_any_json_is_a_story_or_one_sentence(value: object) -> None:
    text = json.dumps(value)
    if is_autostudio(text):
        try:
            from_autostudio(text, "x")
        except UserError as error:
            assert "\n" not in str(error)


def several() -> dict[str, Any]:
    data = lighthouse()
    data["the lamp"]["author"] = {"name": "somebody"}
    data["the lamp"]["turn 1"]["mood"] = "calm"
    data["the lamp"]["turn 1"]["size"] = [768, 1024]
    data["dialogue 7"] = {"characters": ["fox"], "scene": ["orchard"], "turn 1": {
        "caption": "A fox waits.", "objects": [["a fox", [128, 256, 256, 128], 1]],
        "background": "An orchard", "negative": "None"}}  # fmt: skip
    data["about"] = "not a story"
    return data


@pytest.mark.parametrize("label", ["the lamp", "dialogue 7"])
def test_what_was_not_changed_comes_back_to_the_last_key(label: str) -> None:
    text = json.dumps(several())
    story = from_autostudio(text, "x.json", label)
    assert json.loads(into_autostudio(story, {}, text, label)) == several()


def test_a_change_touches_its_own_field_alone() -> None:
    text = json.dumps(several())
    story = from_autostudio(text, "x.json")
    first = story.panels[0]
    fewer = first.model_copy(update={"regions": first.regions[1:], "caption": "Up she goes"})
    edited = story.model_copy(update={"panels": (fewer, *story.panels[1:])})
    wanted = several()
    wanted["the lamp"]["turn 1"]["caption"] = "Up she goes"
    del wanted["the lamp"]["turn 1"]["objects"][0]
    assert json.loads(into_autostudio(edited, {}, text, "the lamp")) == wanted


def test_turns_that_move_or_come_are_numbered_anew_and_keep_their_keys() -> None:
    text = json.dumps(several())
    story = from_autostudio(text, "x.json", "dialogue 7")
    [first] = story.panels
    added = first.model_copy(update={"id": "p02", "caption": "It runs."})
    longer = story.model_copy(update={"panels": (added, first)})
    data = json.loads(into_autostudio(longer, {}, text, "dialogue 7"))
    told = data["dialogue 7"]
    assert list(told) == ["characters", "scene", "turn 1", "turn 2"]
    assert told["turn 2"] == several()["dialogue 7"]["turn 1"]
    assert told["turn 1"] == {**told["turn 2"], "caption": "It runs."}
    assert data["about"] == "not a story"


def test_a_story_is_taken_by_its_name_and_a_wrong_name_is_answered_with_those_there_are() -> None:
    text = json.dumps(several())
    assert stories_in(text) == ["the lamp", "dialogue 7"]
    with pytest.raises(UserError, match="no story 'x'; it has the lamp, dialogue 7"):
        from_autostudio(text, "x.json", "x")
