"""Where the one is whom a picture shows alone."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from panelwright.portraits import portrait_brief
from panelwright.settings import Settings
from panelwright_tools.domain import Box, Brief, BriefRegion
from panelwright_tools.grounding.masks import MaskGrounder
from panelwright_tools.grounding.outlines import Outlines
from panelwright_tools.painting.picture import Picture
from panelwright_tools.painting.storyboard.painter import StoryboardPainter
from panelwright_tools.segmentation.none import NoSegmenter
from small_runs import small_story


@pytest.fixture(scope="module")
def mina() -> tuple[Picture, BriefRegion]:
    """A portrait by a painter that knows where she is, and whom to look for."""
    story = small_story(1)
    brief = portrait_brief(story.cast[0], story, Settings(quality="fast"))
    return StoryboardPainter().paint(brief), brief.regions[0]


def asked(picture: Picture, item: BriefRegion) -> Brief:
    alone = item.model_copy(update={"box": Box(0, 0, 1, 1)})
    return Brief(panel="p", prompt="", regions=(alone,), size=picture.image.size, seed=0)


def test_without_a_segmenter_the_box_has_to_do(mina: tuple[Picture, BriefRegion]) -> None:
    picture, item = mina
    mask = Outlines(MaskGrounder(), NoSegmenter()).outline(picture, item)
    assert mask is not None and mask.shape == (picture.image.height, picture.image.width)
    [subject] = picture.subjects
    left, top, right, bottom = subject.window
    shown = np.zeros_like(mask)
    shown[top:bottom, left:right] = subject.visible
    rows, columns = np.flatnonzero(shown.any(1)), np.flatnonzero(shown.any(0))
    box = np.zeros_like(mask)
    box[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] = True
    assert (mask & box).sum() > 0.95 * (mask | box).sum()


def test_a_segmenters_mask_is_taken_within_the_box(
    mina: tuple[Picture, BriefRegion], tmp_path: Path
) -> None:
    pytest.importorskip("torch", reason="torch is not installed: it is in the extra grounding")
    from panelwright_tools.segmentation.sam import Sam
    from tiny_models.segmenters import write_tiny_sam

    picture, item = mina
    segmenter = Sam(str(write_tiny_sam(tmp_path / "sam")))
    [found] = MaskGrounder().ground(picture, asked(picture, item), ())
    [expected] = segmenter.segment(picture.image, [found.box])
    mask = Outlines(MaskGrounder(), segmenter).outline(picture, item)
    assert expected is not None and mask is not None
    assert (mask == expected).all()
    boxed = Outlines(MaskGrounder(), NoSegmenter()).outline(picture, item)
    assert (mask != boxed).any()


def test_who_is_not_there_or_cannot_be_looked_for_has_no_outline(
    mina: tuple[Picture, BriefRegion],
) -> None:
    picture, item = mina
    stranger = item.model_copy(update={"region": item.region.model_copy(update={"id": "rex"})})
    looking = Outlines(MaskGrounder(), NoSegmenter())
    assert looking.outline(picture, stranger) is None
    blank = replace(picture, image=Image.new("RGB", (8, 8)), subjects=())
    assert looking.outline(blank, item) is None
