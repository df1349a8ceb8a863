"""Seeing what is on a picture: detections for the judge, sightings for letterer and report."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from panelwright_tools.domain import Box, Brief, Detection, ToolError
from panelwright_tools.grounding.agreement import assigned
from panelwright_tools.grounding.faces import FACE, owned_faces
from panelwright_tools.grounding.grounder import Grounder
from panelwright_tools.painting.picture import Mask, Picture, Sighting
from panelwright_tools.segmentation.segmenter import Segmenter


@dataclass(frozen=True)
class Sight:
    """What was seen on a picture."""

    grounder: str | None
    """Who looked; None: nobody could."""
    detections: tuple[Detection, ...] = ()
    unclear: tuple[Detection, ...] = ()
    """What was asked about and answered with neither yes nor no."""
    sightings: tuple[Sighting, ...] = ()
    """Where regions were found, for a painter that does not know its subjects."""
    notes: tuple[str, ...] = ()
    """What could not be done, and why."""
    failed: bool = False
    """Whether a model failed that may do better another time."""


def see(picture: Picture, brief: Brief, grounder: Grounder, segmenter: Segmenter) -> Sight:
    """Everything that grounder and segmenter find of a brief on its picture.

    Faces are looked for as well where a balloon could cover one and the painter doesn't say where
    they are. What can't be done is a note. Raises UserError when a model can't be loaded.
    """
    looks = grounder.locates and not picture.subjects
    wants_faces = looks and _may_show_faces(brief)
    phrases = [*brief.avoid, FACE] if wants_faces else brief.avoid
    try:
        all_found = grounder.ground(picture, brief, phrases)
    except ToolError as error:
        may_do_better = not grounder.needs_subjects
        return Sight(grounder=None, notes=(f"not grounded: {error}",), failed=may_do_better)
    if not grounder.locates:
        unclear = tuple(one for one in all_found if one.asked == "unclear")
        told = tuple(one for one in all_found if one.asked != "unclear")
        return Sight(grounder.id, told, unclear)
    seen_faces = [one for one in all_found if wants_faces and one.phrase == FACE]
    found = [one for one in all_found if one not in seen_faces]
    owners = assigned(brief.regions, found)
    faces = owned_faces({n: owners[n] for n in owners.keys() & _characters(brief)}, seen_faces)
    whose = {id(one): region for region, one in owners.items()}
    named = [one.model_copy(update={"region": one.region or whose.get(id(one))}) for one in found]
    if not looks:
        return Sight(grounder.id, tuple(named))
    masks, notes = _masks(picture, owners, segmenter)
    sightings = tuple(
        _sighting(region, one.box, masks.get(region), faces.get(region))
        for region, one in sorted(owners.items())
    )
    return Sight(grounder.id, (*named, *faces.values()), sightings=sightings, notes=notes)


def _characters(brief: Brief) -> set[str]:
    return {item.region.id for item in brief.regions if item.character is not None}


def _may_show_faces(brief: Brief) -> bool:
    """Whether anybody is there who has one, and nobody asks for a face by that word already."""
    phrases = {*brief.avoid, *(item.region.phrase for item in brief.regions)}
    return FACE not in phrases and bool(_characters(brief))


def _masks(
    picture: Picture, owners: Mapping[str, Detection], segmenter: Segmenter
) -> tuple[dict[str, Mask], tuple[str, ...]]:
    names = sorted(owners)
    try:
        masks = segmenter.segment(picture.image, [owners[name].box for name in names])
    except ToolError as error:
        return {}, (f"no masks: {error}",)
    pairs = zip(names, masks, strict=True)
    return {name: mask for name, mask in pairs if mask is not None}, ()


def _sighting(region: str, box: Box, mask: Mask | None, face: Detection | None) -> Sighting:
    """With the mask cut to where it is; an empty one tells nothing."""
    at = face.box if face is not None else None
    if mask is None or not mask.any():
        return Sighting(region, box, face=at)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    left, top, right, bottom = (int(n) for n in (columns[0], rows[0], columns[-1], rows[-1]))
    window = (left, top, right + 1, bottom + 1)
    return Sighting(region, box, window, mask[top : bottom + 1, left : right + 1], at)
