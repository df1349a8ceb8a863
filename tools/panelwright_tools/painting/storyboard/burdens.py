"""Burdens: what somebody pushes or pulls."""

from panelwright_tools.domain.brief import BriefRegion
from panelwright_tools.domain.vocabulary import Pose, RelationKind
from panelwright_tools.painting.storyboard.scene import HOLDING, Scene
from panelwright_tools.painting.storyboard.tables import table

MOVING = (Pose.PUSH, Pose.PULL)
LEAST = 0.25
"""Lower things, against who moves them, are held in the hands instead."""
_NAMED = (*HOLDING, RelationKind.LOOKS_AT, RelationKind.FACES, RelationKind.NEXT_TO)


def burden_of(scene: Scene, item: BriefRegion) -> BriefRegion | None:
    """What somebody pushes or pulls: what a relation names, else the nearest large thing."""
    if item.region.pose not in MOVING:
        return None
    able = [
        other
        for other in scene.brief.regions
        if other is not item and _large(other, item) and not _drawn(other, item)
    ]
    named = scene.related(item.region.id, *_NAMED)
    said = [other for other in able if other.region.id in named]
    near = sorted(
        (other for other in able if other.character is None),
        key=lambda other: abs(other.box.centre[0] - item.box.centre[0]),
    )
    return next(iter(said or near), None)


def _drawn(thing: BriefRegion, mover: BriefRegion) -> bool:
    """A bow is bent, a sword is pulled out of its sheath: nothing is moved."""
    noun, pose = thing.region.noun.lower(), mover.region.pose
    names = {noun, noun.rsplit(" ", 1)[-1]}
    rows = [*table("wielding")["way"], table("wielding")["bow"]]
    return any(
        pose in row["poses"] and names & {*row["nouns"], *row.get("arrows", ())} for row in rows
    )


def _large(thing: BriefRegion, mover: BriefRegion) -> bool:
    return thing.box.h > LEAST * mover.box.h
