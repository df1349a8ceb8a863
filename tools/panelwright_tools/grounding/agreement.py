"""Whether a detection lies where its region was wanted, and which detection is whose."""

from collections.abc import Sequence
from math import hypot

from panelwright_tools.domain import Box, BriefRegion, Detection


def centre_distance(found: Box, wanted: Box) -> float:
    """Distance of the centres in halves of the wanted box: 1 puts the centre on its edge."""
    (x, y), (u, v) = found.centre, wanted.centre
    return hypot((x - u) / max(wanted.w / 2, 1e-9), (y - v) / max(wanted.h / 2, 1e-9))


def assigned(
    regions: Sequence[BriefRegion], detections: Sequence[Detection]
) -> dict[str, Detection]:
    """The detection of each region that has one: by id where known, else by best overlap.

    A detector that only knows phrases may find three balls; each goes to the region of that
    phrase whose box it overlaps most, best pair first, and is used once.
    """
    owners: dict[str, Detection] = {}
    for item in regions:
        own = [
            d for d in detections if d.region == item.region.id and d.phrase == item.region.phrase
        ]
        if own:
            owners[item.region.id] = max(own, key=lambda d: d.score)
    loose = [index for index, d in enumerate(detections) if d.region is None]
    pairs = [
        (detections[index].box.iou(item.box), item.region.id, index)
        for item in regions
        for index in loose
        if item.region.id not in owners and detections[index].phrase == item.region.phrase
    ]
    used: set[int] = set()
    for _, region, index in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if region not in owners and index not in used:
            owners[region] = detections[index]
            used.add(index)
    return owners
