from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from panelwright.seeing import see
from panelwright_tools.domain import (
    FREE,
    Box,
    Brief,
    BriefRegion,
    Character,
    Cost,
    Detection,
    Region,
    ToolError,
)
from panelwright_tools.painting.blocks import BlockPainter
from panelwright_tools.painting.picture import Mask, Picture
from panelwright_tools.segmentation.none import NoSegmenter

PICTURE = Picture(Image.new("RGB", (100, 50), "white"), "test", 0)
LEFT, RIGHT = Box(0.1, 0.2, 0.3, 0.8), Box(0.6, 0.2, 0.3, 0.8)


def brief(avoid: tuple[str, ...] = (), phrase: str = "a girl") -> Brief:
    mina = Region(id="mina", subject="mina", noun="girl", phrase=phrase)
    bench = Region(id="bench", noun="bench", phrase="a bench")
    items = (
        BriefRegion(region=mina, box=LEFT, character=Character(id="mina", name="Mina")),
        BriefRegion(region=bench, box=RIGHT),
    )
    return Brief(panel="p01", prompt="", regions=items, avoid=avoid, size=(100, 50))


@dataclass
class Scripted:
    """Finds what it is told to, and keeps what it was asked."""

    finds: tuple[Detection, ...] = ()
    locates: bool = True
    needs_subjects: bool = False
    fails: str = ""
    asked: list[str] = field(default_factory=list)
    id = "scripted"
    side_by_side = None

    def price(self, brief: Brief) -> Cost:
        return FREE

    def ground(self, picture: Picture, brief: Brief, phrases: Sequence[str]) -> list[Detection]:
        self.asked += phrases
        if self.fails:
            raise ToolError(self.fails)
        return list(self.finds)


@dataclass
class Halves:
    """The upper half of every box."""

    fails: bool = False
    id = "halves"
    side_by_side = None

    def segment(self, image: Image.Image, boxes: Sequence[Box]) -> list[Mask | None]:
        if self.fails:
            raise ToolError("the device is gone.")
        masks: list[Mask | None] = []
        for box in boxes:
            mask: Mask = np.zeros((image.height, image.width), dtype=bool)
            top, left = round(box.y * image.height), round(box.x * image.width)
            bottom = round((box.y + box.h / 2) * image.height)
            mask[top:bottom, left : round(box.right * image.width)] = True
            masks.append(mask)
        return masks


def detection(phrase: str, box: Box, score: float = 0.8) -> Detection:
    return Detection(phrase=phrase, box=box, score=score)


GIRL, BENCH = detection("a girl", LEFT), detection("a bench", RIGHT)


def test_each_region_is_seen_where_it_was_found_with_its_mask() -> None:
    sight = see(PICTURE, brief(), Scripted((GIRL, BENCH)), Halves())
    by_region = {one.region: one for one in sight.sightings}
    assert by_region["mina"].box == LEFT and by_region["bench"].box == RIGHT
    assert by_region["mina"].window == (10, 10, 40, 30)
    visible = by_region["mina"].visible
    assert visible is not None and visible.shape == (20, 30) and visible.all()
    assert [(one.phrase, one.region) for one in sight.detections] == [
        ("a girl", "mina"), ("a bench", "bench"),
    ]  # fmt: skip


def test_what_belongs_to_no_region_is_a_detection_and_no_sighting() -> None:
    stray = detection("a girl", Box(0.0, 0.0, 0.05, 0.05))
    sight = see(PICTURE, brief(), Scripted((stray, GIRL)), NoSegmenter())
    assert [one.region for one in sight.sightings] == ["mina"]
    assert [one.region for one in sight.detections] == [None, "mina"]


def test_faces_are_looked_for_and_belong_to_whom_they_lie_on() -> None:
    mine, crowd = detection("face", Box(0.2, 0.2, 0.1, 0.2)), detection("face", Box(0.7, 0, 0.1, 0))
    grounder = Scripted((GIRL, BENCH, mine, crowd))
    sight = see(PICTURE, brief(("a dog",)), grounder, NoSegmenter())
    assert grounder.asked == ["a dog", "face"]
    assert {one.region: one.face for one in sight.sightings} == {"mina": mine.box, "bench": None}
    assert [one.region for one in sight.detections if one.phrase == "face"] == ["mina"]


def test_a_face_that_the_plan_names_is_its_own() -> None:
    grounder = Scripted((detection("face", LEFT),))
    sight = see(PICTURE, brief(phrase="face"), grounder, NoSegmenter())
    assert grounder.asked == []
    assert [(one.phrase, one.region) for one in sight.detections] == [("face", "mina")]


def test_a_painter_that_knows_its_subjects_is_believed() -> None:
    grounder = Scripted((GIRL,))
    sight = see(BlockPainter().paint(brief()), brief(), grounder, Halves())
    assert grounder.asked == [] and sight.sightings == ()
    assert [one.region for one in sight.detections] == ["mina"]


def test_boxes_that_were_only_asked_about_are_no_sightings() -> None:
    grounder = Scripted((GIRL.model_copy(update={"region": "mina"}),), locates=False)
    sight = see(PICTURE, brief(), grounder, Halves())
    assert grounder.asked == [] and sight.sightings == () and len(sight.detections) == 1


def test_what_was_answered_unclearly_is_no_detection() -> None:
    """Of three that were asked about: one is there, one is not, and of one nobody could tell."""
    answered = [
        one.model_copy(update={"region": name, "asked": how})
        for one, name, how in (
            (GIRL, "mina", "probability"), (BENCH, "bench", "unclear"), (GIRL, "mina", "answer"),
        )
    ]  # fmt: skip
    sight = see(PICTURE, brief(), Scripted(tuple(answered), locates=False), NoSegmenter())
    assert sight.detections == (answered[0], answered[2])
    assert sight.unclear == (answered[1],)


def test_what_nobody_could_look_for_is_a_note() -> None:
    sight = see(PICTURE, brief(), Scripted(fails="it is dark."), Halves())
    assert (sight.grounder, sight.notes) == (None, ("not grounded: it is dark.",))


def test_without_masks_the_boxes_stay() -> None:
    sight = see(PICTURE, brief(), Scripted((GIRL,)), Halves(fails=True))
    assert sight.notes == ("no masks: the device is gone.",)
    assert [(one.box, one.visible) for one in sight.sightings] == [(LEFT, None)]
