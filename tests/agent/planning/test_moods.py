"""Wishes for a mood become edits of light, shot, angle, faces and things, or are declined."""

import pytest

from panelwright.planning.edits import apply, describe
from panelwright.planning.requests import revise
from panelwright.planning.requests.asking import NotUnderstood
from panelwright_tools.domain import Face, Place, Region, Relation, RelationKind, UserError
from request_story import PAGES, STORY, edits

CROWD = STORY.model_copy(
    update={
        "panels": (
            STORY.panels[0].model_copy(
                update={
                    "regions": (
                        *STORY.panels[0].regions,
                        Region(id="cat", noun="cat", phrase="a cat"),
                        Region(id="cat2", noun="cat", phrase="a cat", key=True),
                        Region(id="cat3", noun="cat", phrase="a cat", key=True),
                    ),
                    "relations": (
                        Relation(kind=RelationKind.HOLDS, source="mina", target="lantern"),
                    ),
                }
            ),
            *STORY.panels[1:],
        )
    }
)


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ("make panel 3 more dramatic", ["panel p03: shot full, angle low"]),
        ("panel 3 needs more tension", ["panel p03: shot full, angle low"]),
        ("panel 3 looks boring", ["panel p03: shot full, angle low"]),
        ("panel 3 is too boring", ["panel p03: shot full, angle low"]),
        ("make panel 2 scarier", ["panel p02: angle low, time dusk, weather fog"]),
        ("give panel 2 a spooky mood", ["panel p02: angle low, time dusk, weather fog"]),
        ("panel 2 a bit more mysterious", ["panel p02: time dusk, weather fog"]),
        ("panel 2 less cheerful",
         ["panel p02, mina: face sad", "panel p02, tom: face sad", "panel p02: weather rain"]),
        ("make panel 2 happier", ["panel p02, mina: face happy", "panel p02, tom: face happy"]),
        ("panel 2 calmer", ["panel p02: shot wide"]),
        ("give it a sad ending", ["panel p05, tom: face sad", "panel p05: weather rain"]),
    ],
)  # fmt: skip
def test_a_mood_becomes_typed_edits(request_: str, told: list[str]) -> None:
    assert edits(request_) == told


def test_the_whole_story_gets_a_mood_where_no_panel_is_named() -> None:
    found = edits("make it more dramatic")
    assert {line[6:9] for line in found} == {panel.id for panel in STORY.panels}
    angles = [word for line in found for word in ("low", "high") if f"angle {word}" in line]
    assert {"low", "high"} == {*angles}  # by turns, so that not all panels look the same


def test_fog_and_rain_stay_outside() -> None:
    indoors = STORY.model_copy(
        update={
            "places": tuple(
                Place(id=place.id, name=place.name, noun=place.noun, indoors=True)
                for place in STORY.places
            )
        }
    )
    found = [describe(edit) for edit in revise(indoors, "make panel 2 scarier", PAGES)]
    assert found and not any("weather" in line for line in found)


def test_less_crowded_takes_out_what_does_not_matter_and_keeps_what_is_held() -> None:
    found = revise(CROWD, "make panel 1 less crowded", PAGES)
    after = apply(CROWD, found)
    assert [region.id for region in after.panels[0].regions] == ["mina", "lantern", "cat2"] or [
        region.id for region in after.panels[0].regions
    ] == ["mina", "lantern"]
    assert after.panels[1:] == CROWD.panels[1:]


@pytest.mark.parametrize("request_", ["make it funnier", "panel 2 should be funnier", "add a joke"])
def test_what_no_picture_can_have_by_rules_is_declined_with_what_can_be_done(request_: str) -> None:
    with pytest.raises(NotUnderstood, match="I know no jokes") as error:
        revise(STORY, request_, PAGES)
    assert "Mina laughs" in error.value.near


def test_a_panel_that_is_so_already_is_told_in_one_sentence() -> None:
    with pytest.raises(UserError, match="already so"):
        revise(STORY, "panel 3 less crowded", PAGES)


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ("make everybody smile in panel 2",
         ["panel p02, mina: face happy", "panel p02, tom: face happy"]),
        ("both of them sit in panel 2", ["panel p02, mina: pose sit", "panel p02, tom: pose sit"]),
        ("they both wave in panel 2", ["panel p02, mina: pose wave", "panel p02, tom: pose wave"]),
        ("all the characters are sad in panel 2",
         ["panel p02, mina: face sad", "panel p02, tom: face sad"]),
        ("in panel 2 the kids run", ["panel p02, mina: pose run", "panel p02, tom: pose run"]),
        ("in panel 2 the boys run", ["panel p02, tom: pose run"]),
        ("nobody speaks in panel 2",
         ["panel p02: balloon 2 is removed", "panel p02: balloon 1 is removed"]),
        ("panel 2: nobody is there", ["panel p02: without mina", "panel p02: without tom"]),
        ("everyone in panel 4 looks at the robot", ["panel p04: mina looks at robot"]),
    ],
)  # fmt: skip
def test_all_who_are_there_are_meant(request_: str, told: list[str]) -> None:
    assert edits(request_) == told


def test_nobody_smiles_where_it_is_said() -> None:
    glad = apply(STORY, revise(STORY, "in panel 2 everyone is happy", PAGES))
    after = apply(glad, revise(glad, "nobody smiles in panel 2", PAGES))
    assert {region.face for region in after.panels[1].regions} == {Face.NEUTRAL}
    with pytest.raises(UserError, match="nobody does that"):
        revise(after, "nobody smiles in panel 2", PAGES)


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        ("panel 3: a bird sits on the robot's head",
         ["panel p03: with a bird", "panel p03: bird on robot"]),
        ("panel 4: Mina sits on the robot's shoulder", ["panel p04, mina: pose ride",
                                                        "panel p04: mina rides robot"]),
        ("panel 3: a cat sleeps under a table",
         ["panel p03: with a cat", "panel p03: with a table", "panel p03: cat under table"]),
    ],
)  # fmt: skip
def test_one_who_comes_to_another_is_put_there(request_: str, told: list[str]) -> None:
    assert edits(request_) == told
