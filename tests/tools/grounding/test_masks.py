from dataclasses import replace

import pytest

from panelwright_tools.domain import (
    Box,
    Brief,
    BriefRegion,
    Character,
    Detection,
    Region,
    ToolError,
)
from panelwright_tools.grounding.agreement import assigned, centre_distance
from panelwright_tools.grounding.masks import MaskGrounder
from panelwright_tools.grounding.phrases import names
from panelwright_tools.painting.blocks import BlockPainter


def item(name: str, box: Box, depth: float = 0.5, character: str | None = None) -> BriefRegion:
    who = Character(id=character, name=character.title()) if character else None
    region = Region(id=name, subject=character, noun=name, phrase=f"a {name}", depth=depth)
    return BriefRegion(region=region, box=box, character=who)


def grounded(*regions: BriefRegion, also: tuple[str, ...] = ()) -> list[Detection]:
    brief = Brief(panel="p01", prompt="", regions=regions, size=(200, 100))
    return MaskGrounder().ground(BlockPainter().paint(brief), brief, also)


def test_a_subject_is_found_where_it_was_painted() -> None:
    [found] = grounded(item("ball", Box(0.1, 0.2, 0.4, 0.6)))
    assert found.box.iou(Box(0.1, 0.2, 0.4, 0.6)) > 0.97
    assert (found.region, found.phrase, found.visible) == ("ball", "a ball", 1.0)


def test_a_half_hidden_subject_shows_half_of_itself() -> None:
    far, near = item("a", Box(0.2, 0.2, 0.4, 0.4), 0.9), item("b", Box(0.4, 0.2, 0.4, 0.4), 0.1)
    found = {d.region: d for d in grounded(far, near)}
    assert found["a"].visible == pytest.approx(0.5, abs=0.02)
    assert found["a"].box.right == pytest.approx(0.4, abs=0.01)


def test_a_hidden_subject_is_not_found() -> None:
    found = grounded(item("mouse", Box(0.4, 0.4, 0.1, 0.1), 0.9), item("wall", Box(0, 0, 1, 1), 0))
    assert [d.region for d in found] == ["wall"]


def test_what_must_not_be_seen_is_found_by_noun_name_and_plural() -> None:
    dog = item("dog", Box(0.1, 0.1, 0.3, 0.3), character="rex")
    for phrase in ("dogs", "any dogs", "Rex"):
        assert phrase in {d.phrase for d in grounded(dog, also=(phrase,))}
    assert "cats" not in {d.phrase for d in grounded(dog, also=("cats",))}


def test_what_must_not_be_seen_is_found_by_the_species_of_a_character() -> None:
    rex = item("pet", Box(0.1, 0.1, 0.3, 0.3), character="rex")
    assert rex.character is not None
    look = rex.character.look.model_copy(update={"species": "wolf"})
    wolf = rex.model_copy(update={"character": rex.character.model_copy(update={"look": look})})
    assert "wolves" in {d.phrase for d in grounded(wolf, also=("wolves",))}


@pytest.mark.parametrize(
    ("text", "phrase", "fits"),
    [("two red dogs", "dog", True), ("a lady", "ladies", True), ("a bus", "buses", True),
     ("a red ball", "a blue ball", False), ("box", "boxes", True), ("grass", "gras", False),
     ("dog", "", False), ("a wolf", "wolves", True), ("two mice", "a mouse", True),
     ("a potato", "potatoes", True)],
)  # fmt: skip
def test_a_text_names_a_phrase_when_it_has_all_its_telling_words(
    text: str, phrase: str, fits: bool
) -> None:
    assert names(text, phrase) is fits


def test_detections_without_an_owner_go_to_the_region_they_overlap_most() -> None:
    left, right = item("b1", Box(0, 0, 0.4, 1)), item("b2", Box(0.6, 0, 0.4, 1))
    regions = [i.model_copy(update={"region": i.region.model_copy(update={"phrase": "a ball"})})
               for i in (left, right)]  # fmt: skip
    loose = [Detection(phrase="a ball", box=box, score=0.9)
             for box in (Box(0.55, 0, 0.4, 1), Box(0.05, 0, 0.4, 1))]  # fmt: skip
    owners = assigned(regions, loose)
    assert owners["b1"].box.x == 0.05
    assert owners["b2"].box.x == 0.55


def test_what_was_found_once_is_not_two_regions() -> None:
    ball = item("ball", Box(0, 0, 0.4, 1))
    twin = ball.model_copy(update={"region": ball.region.model_copy(update={"id": "twin"})})
    once = [Detection(phrase="a ball", box=Box(0, 0, 0.4, 1), score=0.9)]
    assert list(assigned([ball, twin], once)) == ["ball"]


def test_the_distance_of_centres_is_one_at_the_edge_of_the_wanted_box() -> None:
    assert centre_distance(Box(0.5, 0, 1, 1), Box(0, 0, 1, 1)) == pytest.approx(1)
    assert centre_distance(Box(0.2, 0.2, 0.1, 0.1), Box(0.2, 0.2, 0.1, 0.1)) == 0


def test_a_picture_without_known_subjects_cannot_be_looked_at() -> None:
    brief = Brief(panel="p01", prompt="", regions=(item("ball", Box(0, 0, 1, 1)),), size=(64, 64))
    blind = replace(BlockPainter().paint(brief), subjects=())
    with pytest.raises(ToolError, match=r"blocks/[0-9a-f]+ does not report"):
        MaskGrounder().ground(blind, brief, ())


def test_a_face_behind_something_is_seen_less() -> None:
    girl = item("girl", Box(0.2, 0.1, 0.4, 0.8), 0.9, character="mina")
    [free] = grounded(girl)
    covered = grounded(girl, item("map", Box(0.3, 0.0, 0.4, 0.4), 0.1))[0]
    assert free.face == pytest.approx(1.0, abs=0.03)
    assert covered.face is not None and covered.face < 0.4
    [thing] = grounded(item("ball", Box(0.2, 0.1, 0.4, 0.8)))
    assert thing.face is None
