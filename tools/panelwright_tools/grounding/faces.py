"""Whose face a detector has found."""

from collections.abc import Mapping, Sequence
from typing import Final

from panelwright_tools.domain import Detection

FACE: Final = "face"
"""What a detector is asked for, beside what a plan names."""
_WITHIN: Final = 0.7
"""Least share of a face that lies in the box of its owner."""


def owned_faces(
    owners: Mapping[str, Detection], faces: Sequence[Detection]
) -> dict[str, Detection]:
    """Region to the face that was found in its box, each face once.

    A face is at the top of its owner; where boxes overlap, it goes to whose top is nearest.
    """
    pairs = [
        (abs(face.box.y - owner.box.y) / max(owner.box.h, 1e-9), -face.score, region, number)
        for region, owner in owners.items()
        for number, face in enumerate(faces)
        if face.box.intersection(owner.box) >= _WITHIN * face.box.area
    ]
    found: dict[str, Detection] = {}
    taken: set[int] = set()
    for _, _, region, number in sorted(pairs):
        if region not in found and number not in taken:
            found[region] = faces[number].model_copy(update={"region": region})
            taken.add(number)
    return found
