import json
from typing import Any

import pytest

from panelwright_tools.domain import Angle, Kind, Shot, TimeOfDay, UserError
from panelwright_tools.formats.vistory import characters_of, from_vistory, is_vistory


def both(text: Any) -> dict[str, Any]:
    return {"en": text, "ch": "…"}


def told() -> dict[str, Any]:
    return {
        "Story_type": both("Picture book"),
        "Characters": {
            "Nell": {"name_en": "Nell", "name_ch": "奈尔", "tag": "realistic_human",
                     "prompt_en": "A young woman with short grey hair, wearing a red coat.",
                     "num_of_appearances": 2},
            "The Heron": {"name_en": "The Heron", "tag": "non_human",
                          "prompt_en": "A tall white heron with one blue feather."},
        },
        "Shots": [
            {"index": 1, "Plot Correspondence": both("Nell rows out."),
             "Setting Description": both("Nighttime, a wide lake with reeds, moonlight"),
             "Characters Appearing": both(["Nell"]),
             "Static Shot Description": both("Nell holds both oars."),
             "Shot Perspective Design": both("Long shot, high angle shot")},
            {"index": 2, "Plot Correspondence": both("A heron watches her."),
             "Setting Description": both("A boathouse kitchen, early morning"),
             "Characters Appearing": both(["Nell", "The Heron", "Nobody"]),
             "Static Shot Description": both("The heron stands on a table."),
             "Shot Perspective Design": both("Close-up, eye level shot")},
        ],
    }  # fmt: skip


def test_shots_become_panels_with_who_where_and_how_they_are_seen() -> None:
    text = json.dumps(told())
    assert is_vistory(text)
    story = from_vistory(text, "story.json", "01")
    assert [(one.name, one.kind) for one in story.cast] == [
        ("Nell", Kind.PERSON), ("The Heron", Kind.ANIMAL),
    ]  # fmt: skip
    first, second = story.panels
    assert (first.caption, first.alt) == ("Nell rows out.", "Nell holds both oars.")
    assert (first.shot, first.angle, first.time) == (Shot.WIDE, Angle.HIGH, TimeOfDay.NIGHT)
    assert (second.shot, second.angle, second.time) == (Shot.CLOSE, Angle.EYE, TimeOfDay.MORNING)
    assert [region.subject for region in second.regions] == ["c1", "c2"]
    assert first.regions[0].prompt.endswith("Nell holds both oars.")
    assert [(place.name, place.noun, place.indoors) for place in story.places] == [
        ("a wide lake with reeds", "lake", False),
        ("A boathouse kitchen", "kitchen", True),
    ]
    assert characters_of(text) == {"Nell": "c1", "The Heron": "c2"}


def test_a_long_description_is_cut_between_its_clauses() -> None:
    data = told()
    data["Characters"]["Nell"]["prompt_en"] = ", ".join(["a woman", *["a very long coat"] * 40])
    phrase = from_vistory(json.dumps(data), "x", "01").cast[0].phrase
    assert len(phrase) <= 300 and phrase.endswith("a very long coat")


@pytest.mark.parametrize(
    "changes", [{"Shots": []}, {"Shots": [3]}, {"Characters": []}, {"Characters": {"a": 1}}]
)
def test_what_is_not_of_the_format_is_one_sentence(changes: dict[str, Any]) -> None:
    with pytest.raises(UserError, match=r"^story.json: ") as caught:
        from_vistory(json.dumps({**told(), **changes}), "story.json", "01")
    assert "\n" not in str(caught.value)
