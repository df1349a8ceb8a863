import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from panelwright_tools.domain import Panel, Region, Story, UserError, reading
from panelwright_tools.domain.reading import read_story, story_schema, write_story


def story_data() -> dict[str, Any]:
    return {
        "format": 1,
        "title": "The Map",
        "cast": [{"id": "mina", "name": "Mina"}],
        "panels": [
            {"id": "p01", "regions": [{"id": "girl", "subject": "mina", "noun": "girl",
                                       "phrase": "a girl", "box": [0.1, 0.2, 0.3, 0.6]}]},
            {"id": "p02"},
        ],
    }  # fmt: skip


def test_a_story_is_read_back_as_it_was_written() -> None:
    story = read_story(json.dumps(story_data()))
    assert read_story(write_story(story)) == story


def test_a_box_outside_the_panel_is_named_with_panel_region_and_field() -> None:
    data = story_data()
    data["panels"][0]["regions"][0]["box"] = [0.8, 0, 0.5, 0.5]
    with pytest.raises(UserError, match=r"panel p01, region girl, field box: the box"):
        read_story(json.dumps(data))


def test_an_unknown_field_is_named() -> None:
    data = story_data()
    data["panels"][1]["shoot"] = "close"
    with pytest.raises(UserError, match="panel p02, field shoot: Extra inputs"):
        read_story(json.dumps(data))


def test_a_wrong_word_is_named_with_the_words_that_are_allowed() -> None:
    data = story_data()
    data["panels"][1]["shot"] = "closer"
    with pytest.raises(UserError, match=r"panel p02, field shot: .*'close'"):
        read_story(json.dumps(data))


def test_a_panel_without_an_id_is_named_by_its_number() -> None:
    data = story_data()
    del data["panels"][1]["id"]
    with pytest.raises(UserError, match="panel number 2, field id"):
        read_story(json.dumps(data))


def test_a_sound_of_an_unknown_region_is_named() -> None:
    data = story_data()
    data["panels"][0]["sounds"] = [{"text": "BANG", "source": "door"}]
    with pytest.raises(UserError, match="panel p01, field sounds: unknown region 'door'"):
        read_story(json.dumps(data))


def test_a_text_too_long_for_any_story_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_STORY_CHARACTERS", 40)
    with pytest.raises(UserError, match=r"has 41 characters"):
        read_story("{" * 41)


def test_a_region_of_an_unknown_character_is_named() -> None:
    data = story_data()
    data["panels"][0]["regions"][0]["subject"] = "tom"
    where = "panel p01, region girl, field subject: unknown character 'tom'"
    with pytest.raises(UserError, match=where):
        read_story(json.dumps(data))


def test_an_unknown_speaker_or_place_is_named() -> None:
    data = story_data()
    data["panels"][1]["speech"] = [{"speaker": "tom", "text": "Hello!"}]
    with pytest.raises(UserError, match="panel p02, speech number 1, field speaker: unknown"):
        read_story(json.dumps(data))
    data["panels"][1]["place"] = "park"
    with pytest.raises(UserError, match="panel p02, field place: unknown place 'park'"):
        read_story(json.dumps(data))


def test_a_relation_to_a_region_that_was_taken_out_is_named_once() -> None:
    data = story_data()
    data["panels"][0]["relations"] = [{"kind": "on", "source": "girl", "target": "chair"}]
    with pytest.raises(UserError, match=r"^story.json: panel p01, field relations: .*'chair'"):
        read_story(json.dumps(data))


def test_words_reach_nobody_with_control_characters() -> None:
    data = story_data() | {"title": "A\x1b[31m\x00\u202e \x9bmap\nof “gold”\tمرحبا 👩‍🚀"}
    assert read_story(json.dumps(data)).title == "A[31m map\nof “gold”\tمرحبا 👩‍🚀"


def test_broken_json_is_placed_by_line_and_column() -> None:
    with pytest.raises(UserError, match="line 2, column"):
        read_story('{"title":\n oops}')


@pytest.mark.parametrize("text", ["[]", "3", "null", "[" * 100_000])
def test_json_that_is_no_story_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UserError):
        read_story(text)


def test_a_newer_format_says_so() -> None:
    with pytest.raises(UserError, match="format 99, newer than this release"):
        read_story(json.dumps(story_data() | {"format": 99}))


def test_a_story_without_a_format_is_migrated() -> None:
    data = story_data()
    del data["format"]
    assert read_story(json.dumps(data)).format == 1


def test_what_is_written_satisfies_the_published_schema() -> None:
    story = Story(
        title="T",
        panels=(Panel(id="p01", regions=(Region(id="a", noun="ball", phrase="a red ball"),)),),
    )
    validator = Draft202012Validator(story_schema())
    assert list(validator.iter_errors(json.loads(write_story(story)))) == []
    assert list(validator.iter_errors({"title": 3})) != []


@settings(max_examples=60, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=9),
                    lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(st.sampled_from(["panels", "title", "cast", "id", "box"]),
                                      inner, max_size=4), max_leaves=12))  # fmt: skip
def test_any_json_is_a_story_or_one_sentence(value: object) -> None:
    try:
        read_story(json.dumps(value))
    except UserError as error:
        assert "\n" not in str(error)
