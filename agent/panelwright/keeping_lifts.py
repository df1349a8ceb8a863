"""What was measured before a part was painted anew, and holds of the rest of the picture."""

from collections.abc import Sequence

from panelwright_tools.domain import Attempt, Box, Brief, Lift
from panelwright_tools.painting.compositing import mask_of


def holding(base: Attempt, brief: Brief) -> tuple[Lift, ...]:
    """The lifts of the parent that hold on an inpainted picture: of regions that passed, are not
    painted anew, and have nothing of theirs within the mask. All others are asked again: what
    failed, and as a guard every neighbour that the mask touches.

    Only those that took network evaluations are worth keeping.
    """
    failed = {ruling.condition.region for ruling in base.verdict.failures}
    boxes = {item.region.id: item.box.clipped() for item in brief.regions}
    return tuple(
        lift.model_copy(update={"kept": lift.kept or base.number})
        for lift in base.evidence.lifts
        if lift.region is not None
        and lift.evaluations
        and lift.found == "present"
        and lift.region in boxes
        and lift.region not in failed
        and lift.region not in brief.repaint
        and not _touched(_where(lift, base, boxes[lift.region]), brief)
    )


def _where(lift: Lift, base: Attempt, planned: Box) -> Sequence[Box]:
    """Where its subject is known to be: where it shows, else where it was found, else planned."""
    if lift.spots:
        return [spot.box for spot in lift.spots]
    found = [one.box.clipped() for one in base.evidence.detections if one.region == lift.region]
    return found or [planned]


def _touched(places: Sequence[Box], brief: Brief) -> bool:
    own, painted = mask_of(places, brief.size), mask_of(brief.mask, brief.size)
    return bool((own & painted).any())
