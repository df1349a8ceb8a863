"""What animals carry hangs at the mouth, off the face; asleep in bed the head is on the pillow."""

from collections.abc import Callable

import numpy as np
import pytest

from panelwright_tools.domain import Brief, BriefRegion, Relation
from panelwright_tools.domain.vocabulary import RelationKind, TimeOfDay
from panelwright_tools.painting.picture import Subject
from panelwright_tools.painting.storyboard.painter import StoryboardPainter
from panelwright_tools.painting.storyboard.stage import head_of
from panelwright_tools.painting.storyboard.staging import staged

MakeRegion = Callable[..., BriefRegion]
MakeBrief = Callable[..., Brief]


def related(kind: RelationKind, source: str, target: str) -> Relation:
    return Relation(kind=kind, source=source, target=target)


def shown_face(subject: Subject) -> float:
    """The share of a subject's face that is seen."""
    assert subject.face is not None
    left, top = subject.window[:2]
    x, y = round(subject.face.x * 256) - left, round(subject.face.y * 256) - top
    w, h = round(subject.face.w * 256), round(subject.face.h * 256)
    part = (slice(max(0, y), y + h), slice(max(0, x), x + w))
    return float(subject.visible[part].mean())


@pytest.mark.parametrize("pose", ["stand", "run", "sit"])
@pytest.mark.parametrize("facing", ["left", "right", "front"])
def test_a_bucket_hangs_by_its_handle_at_the_mouth(
    pose: str, facing: str, region: MakeRegion, brief: MakeBrief
) -> None:
    fox = region("fox", (0.2, 0.4, 0.6, 0.5), pose=pose, facing=facing)
    bucket = region("bucket", (0.1, 0.5, 0.4, 0.4))
    order = brief(fox, bucket, relations=(related(RelationKind.CARRIES, "fox", "bucket"),))
    one, other = staged(order, indoors=False)
    assert one.figure.anchors.mouth is not None
    mouth = one.to_pixels(one.figure.anchors.mouth)
    assert np.allclose(mouth, (other.fit.centre, other.fit.foot - other.tall), atol=1)
    assert other.tall < 0.7 * one.tall


def test_a_large_thing_in_the_mouth_leaves_the_face_free(
    region: MakeRegion, brief: MakeBrief
) -> None:
    fox = region("fox", (0.2, 0.4, 0.6, 0.5), facing="right")
    ball = region("moon", (0.4, 0.3, 0.6, 0.6), noun="moon")
    order = brief(fox, ball, relations=(related(RelationKind.HOLDS, "fox", "moon"),))
    alone = StoryboardPainter().paint(brief(fox)).subjects[0]
    holding = StoryboardPainter().paint(order).subjects[0]
    assert shown_face(holding) > 0.75 * shown_face(alone)


def test_what_is_carried_with_a_bucket_in_one_mouth_lies_in_the_bucket(
    region: MakeRegion, brief: MakeBrief
) -> None:
    fox = region("fox", (0.2, 0.4, 0.6, 0.5), facing="right")
    bucket, apple = region("bucket", (0.1, 0.5, 0.3, 0.3)), region("apple", (0.6, 0.5, 0.2, 0.2))
    ties = (
        related(RelationKind.HOLDS, "fox", "apple"),
        related(RelationKind.CARRIES, "fox", "bucket"),
    )
    _, vessel, inside = staged(brief(fox, bucket, apple, relations=ties), indoors=False)
    assert inside.rim is not None
    assert inside.fit.centre == pytest.approx(vessel.fit.centre, abs=1)
    assert vessel.fit.foot - vessel.tall < inside.rim < vessel.fit.foot


@pytest.mark.parametrize("facing", ["left", "right"])
def test_a_fish_however_large_hangs_in_the_beak(
    facing: str, region: MakeRegion, brief: MakeBrief
) -> None:
    gull = region("gull", (0.3, 0.5, 0.3, 0.4), noun="gull", facing=facing)
    fish = region("fish", (0.5, 0.2, 0.5, 0.4), noun="small fish")
    order = brief(gull, fish, relations=(related(RelationKind.HOLDS, "gull", "fish"),))
    one, other = staged(order, indoors=False)
    assert one.figure.anchors.mouth is not None
    mouth = one.to_pixels(one.figure.anchors.mouth)
    assert abs(float(mouth[0]) - other.fit.centre) < 1
    assert other.fit.foot - other.tall - 1 <= float(mouth[1]) <= other.fit.foot
    assert other.wide < one.wide


@pytest.mark.parametrize("facing", ["left", "right"])
def test_an_animal_asleep_in_bed_shows_its_face_on_the_pillow(
    facing: str, region: MakeRegion, brief: MakeBrief
) -> None:
    fox = region("fox", (0.4, 0.3, 0.4, 0.3), pose="sleep", facing=facing)
    bed = region("bed", (0.1, 0.4, 0.8, 0.5))
    order = brief(fox, bed, relations=(related(RelationKind.ON, "fox", "bed"),))
    one, other = staged(order, indoors=True)
    lap = other.figure.anchors.lap
    assert lap is not None
    pillow = float(other.to_pixels(np.array([lap[0], 0.0]))[0])
    assert float(head_of(one)[0]) == pytest.approx(pillow, abs=2)
    alone = StoryboardPainter().paint(brief(fox)).subjects[0]
    assert shown_face(StoryboardPainter().paint(order).subjects[0]) > 0.75 * shown_face(alone)


def test_a_tree_is_as_dark_at_night_as_the_set_and_a_bucket_is_not(
    region: MakeRegion, brief: MakeBrief
) -> None:
    def brightness(noun: str) -> float:
        thing = region(noun, (0.2, 0.2, 0.6, 0.7))
        values = []
        for time in (TimeOfDay.NIGHT, TimeOfDay.DAY):
            picture = StoryboardPainter().paint(brief(thing, time=time))
            subject = picture.subjects[0]
            left, top, right, bottom = subject.window
            seen = np.asarray(picture.image.convert("L"), float)[top:bottom, left:right]
            values.append(float(seen[subject.visible].mean()))
        return values[0] / values[1]

    assert brightness("tree") < 0.8 * brightness("bucket")
