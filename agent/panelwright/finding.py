"""Where on an attempt's picture things are: what is wrong, what is too many, and what passed."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from panelwright.twins import twins
from panelwright_tools.domain import Attempt, Box, Brief, BriefRegion
from panelwright_tools.grounding.agreement import assigned
from panelwright_tools.lift.critic import LiftMap
from panelwright_tools.lift.places import places


def found_wrong(base: Attempt, regions: Sequence[str]) -> list[Box]:
    """Where the regions to mend were found; without regions, what was found though unwanted, by who
    looked, or by the critic."""
    failures = base.verdict.failures
    unwanted = {r.condition.phrase for r in failures if r.condition.kind == "absent"}
    by_eye = [
        found.box.clipped()
        for found in base.evidence.detections
        if (found.region in regions if regions else found.phrase in unwanted)
    ]
    if regions or by_eye:
        return by_eye
    lifts = [one for one in base.evidence.lifts if one.region is None and one.phrase in unwanted]
    return [spot.box for lift in lifts for spot in lift.spots]


def spare(base: Attempt, brief: Brief) -> list[Box]:
    """Where there is more of a kind than planned, as far as that is what is wrong: what nobody owns
    of what was found, else the places with least evidence.

    A wrong count is one of a region, or of several that are told by the same words.
    """
    wrong = [r.condition for r in base.verdict.failures if r.cause == "miscounted"]
    regions = {one.region for one in wrong if one.region is not None}
    counted = {one.phrase for one in wrong if one.region is None}
    wanted, boxes = Counter(item.region.phrase for item in brief.regions), list[Box]()
    for item in sorted(brief.regions, key=lambda item: item.region.id):
        name, phrase = item.region.id, item.region.phrase
        if name in regions or phrase in counted:
            loose = _loose(base, item, brief, once=wanted[phrase] == 1)
            spots = [s.box for one in base.evidence.lifts if one.region == name for s in one.spots]
            boxes += loose or spots[wanted[phrase] :]
    return list(dict.fromkeys(boxes))


def _loose(base: Attempt, item: BriefRegion, brief: Brief, *, once: bool) -> list[Box]:
    """Where nobody's own was found by the words of a region; `once`: it alone wants such a one."""
    found = base.evidence.detections
    owned = {id(one) for one in assigned(brief.regions, found).values()}
    more = twins(item, brief, found) if once else [
        one for one in found if one.phrase == item.region.phrase and one.region is None
        and not one.asked and id(one) not in owned
    ]  # fmt: skip
    return [one.box.clipped() for one in more]


def shown(base: Attempt, maps: Mapping[str, LiftMap]) -> dict[str, Box]:
    """Where regions are, of a picture that doesn't tell it by itself: as found, else where most of
    their lift lies."""
    boxes = {
        name: found[0].box
        for name, lifts in maps.items()
        if (found := places(lifts.astype(np.float32), 1.0))
    }
    boxes |= {one.region: one.spots[0].box for one in base.evidence.lifts
              if one.region is not None and one.spots}  # fmt: skip
    boxes |= {one.region: one.box.clipped() for one in base.evidence.detections
              if one.region is not None and one.visible is None and not one.asked}  # fmt: skip
    return boxes
