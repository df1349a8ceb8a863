"""What the networks' answers come to: the lift of each region, with what is to be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from panelwright_tools.domain import Lift
from panelwright_tools.domain.evidence import Spot
from panelwright_tools.lift.claims import Claim
from panelwright_tools.lift.critic import Scored
from panelwright_tools.lift.maps import small_maps
from panelwright_tools.lift.options import ScoringOptions
from panelwright_tools.lift.places import Place, places

if TYPE_CHECKING:  # these load PyTorch
    from panelwright_tools.lift.complift.fallback import Chosen
    from panelwright_tools.lift.complift.scoring import ClauseScore


@dataclass(frozen=True)
class HeldTo:
    """The margin that lifts are held to."""

    margin: float
    said: str
    """Where it is from."""


@dataclass(frozen=True)
class Measured:
    """What was found on one picture."""

    scores: Mapping[str, "ClauseScore"]
    """By region."""
    chosen: "Chosen | None"
    """Who was asked what; None: nothing was."""
    untold: Mapping[str, str]
    """Region to why it can't be asked about."""
    evaluations: int = 0
    claims: Mapping[str, Claim] = field(default_factory=dict)
    """What was claimed, by the same names."""
    company: str = ""
    """Whether another model than the painter's lies beside the painter's, or takes turns with it;
    empty: it was asked for first, or there is no other."""


_WAYS: Final = {
    "unconditional": "lift",
    "critic": "lift by another model",
    "contrast": "contrastive lift",
}


def told(found: Measured, held_to: HeldTo, given: ScoringOptions) -> Scored:
    """As a critic tells it; regions of which the network told no number have no lift."""
    if found.chosen is None:
        return Scored(unscored=found.untold)
    lifts = tuple(
        _lift(found.claims[name], one, found.chosen, held_to, given)
        for name, one in found.scores.items()
        if _sound(one)
    )
    said = _said(found.chosen, found.evaluations, held_to), found.company
    notes = (*filter(None, said), *_broken_notes(found))
    maps = {n: one.map for n, one in found.scores.items() if one.map is not None}
    seen = {n: one for n, one in maps.items() if found.claims[n].region is not None}
    return Scored(
        lifts,
        small_maps(seen),
        notes,
        unscored={**found.untold, **_broken(found)},
        evaluations=found.evaluations,
    )


def _lift(
    claim: Claim, found: "ClauseScore", chosen: "Chosen", held_to: HeldTo, given: ScoringOptions
) -> Lift:
    way, spots = _WAYS[chosen.way], tuple[Place, ...]()
    if found.map is not None and (given.apart or claim.region is None):
        spots = places(
            found.map, given.apart or 1.0
        )  # of what is forbidden, to know where to erase
    if claim.clause.against:
        way += " over the rest"
    return Lift(
        region=claim.region,
        phrase=claim.phrase if claim.region is None else "",
        value=round(found.lift, 6),
        standard_error=round(found.standard_error, 6),
        evaluations=found.evaluations,
        method=f"{way}, {given.weighting}, {found.draws} draws",
        found=found.found,
        margin=held_to.margin,
        calibration=held_to.said,
        spots=tuple(Spot(box=spot.box, share=spot.share) for spot in spots),
    )


def _sound(found: "ClauseScore") -> bool:
    return bool(np.isfinite(found.lift) and np.isfinite(found.standard_error))


def _said(chosen: "Chosen", evaluations: int, held_to: HeldTo) -> str:
    said = f"{chosen.said[:1].upper()}{chosen.said[1:]}"
    return (
        f"{said}; {evaluations} network evaluations, margin {held_to.margin:.2g}, {held_to.said}."
    )


def _broken(found: Measured) -> dict[str, str]:
    """Regions of which the network told nothing, and why."""
    said = {name: "the network's answer was no number" for name in _failed(found)}
    return {name: why for name, why in said.items() if found.claims[name].region is not None}


def _broken_notes(found: Measured) -> tuple[str, ...]:
    """The same of what is to be avoided."""
    avoided = [found.claims[name] for name in _failed(found)]
    return tuple(
        f"The network's answer for {one.phrase}, which is to be avoided, was no number."
        for one in avoided
        if one.region is None
    )


def _failed(found: Measured) -> list[str]:
    return [name for name, one in found.scores.items() if one.decided_by == "failure"]
