"""Grounding by the painter's own subject masks: exact, and free."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from panelwright_tools.domain import FREE, Box, Brief, BriefRegion, Cost, Detection, ToolError
from panelwright_tools.grounding.phrases import names
from panelwright_tools.painting.picture import Picture, Subject
from panelwright_tools.versions import code_version

SOURCES: Final = ("domain", "grounding", "language", "painting")
"""The folders that decide what is found; language knows the singular of what to avoid."""
_FACE_CORE: Final = 0.85
"""Part of a face's ellipse, from its centre, that no outline or hat brim reaches into."""


@dataclass(frozen=True)
class MaskGrounder:
    """Finds the regions whose subjects a painter reports, where at least a little is visible."""

    least_pixels: int = 12
    """Fewer visible pixels than these are no detection: nobody would see them."""

    @property
    def id(self) -> str:
        """Name and version."""
        return f"masks/{code_version(*SOURCES)}:{self.least_pixels}"

    @property
    def side_by_side(self) -> int | None:
        """It holds no device: a process a core."""
        return None

    @property
    def locates(self) -> bool:
        """Masks are where the subjects are."""
        return True

    @property
    def needs_subjects(self) -> bool:
        """It knows what the painter tells, and sees nothing by itself."""
        return True

    def price(self, brief: Brief) -> Cost:
        """Nothing."""
        return FREE

    def ground(self, picture: Picture, brief: Brief, phrases: Sequence[str]) -> list[Detection]:
        """One detection for each visible subject, and one more for each further phrase it fits.

        Raises ToolError when the picture's painter does not report its subjects.
        """
        if brief.regions and not picture.subjects:
            raise ToolError(f"{picture.painter} does not report where its subjects are.")
        regions = {item.region.id: item for item in brief.regions}
        found: list[Detection] = []
        for subject in picture.subjects:
            item = regions.get(subject.region)
            if item is None or np.count_nonzero(subject.visible) < self.least_pixels:
                continue
            found.append(_detection(item.region.phrase, subject, picture))
            found.extend(
                _detection(phrase, subject, picture) for phrase in phrases if _fits(phrase, item)
            )
        return found


def visible_box(subject: Subject, width: int, height: int) -> Box:
    """Bounds of what is visible of a subject, in fractions of a picture of that many pixels."""
    rows = np.flatnonzero(subject.visible.any(axis=1))
    columns = np.flatnonzero(subject.visible.any(axis=0))
    if not rows.size:
        return Box(0.0, 0.0, 0.0, 0.0)
    left, top = subject.window[:2]
    return Box.from_corners(
        (left + int(columns[0])) / width,
        (top + int(rows[0])) / height,
        (left + int(columns[-1]) + 1) / width,
        (top + int(rows[-1]) + 1) / height,
    ).rounded()


def visible_share(subject: Subject) -> float:
    """Share of the whole subject that is neither hidden nor cut off, 0..1."""
    if subject.drawn_area <= 0:
        return 0.0
    return round(min(1.0, float(np.count_nonzero(subject.visible)) / subject.drawn_area), 4)


def visible_face(subject: Subject, width: int, height: int) -> float | None:
    """Share of the subject's face that is seen, 0..1; None when it shows none.

    A head fills the ellipse within the box of its face, so only that part is looked at.
    """
    if subject.face is None:
        return None
    face, (left, top) = subject.face, subject.window[:2]
    rows, columns = np.mgrid[0 : subject.visible.shape[0], 0 : subject.visible.shape[1]]
    across = ((columns + left + 0.5) / width - face.centre[0]) / max(face.w / 2, 1e-9)
    down = ((rows + top + 0.5) / height - face.centre[1]) / max(face.h / 2, 1e-9)
    inside = across**2 + down**2 <= _FACE_CORE**2
    whole = np.pi / 4 * face.w * width * face.h * height * _FACE_CORE**2
    seen = float(np.count_nonzero(inside & subject.visible))
    return round(min(1.0, seen / whole), 4) if whole > 0 else None


def _fits(phrase: str, item: BriefRegion) -> bool:
    texts = [item.region.noun, item.region.phrase]
    if item.character is not None:
        texts += [item.character.name, item.character.look.species]
    return any(names(text, phrase) for text in texts)


def _detection(phrase: str, subject: Subject, picture: Picture) -> Detection:
    share = visible_share(subject)
    return Detection(
        phrase=phrase,
        region=subject.region,
        box=visible_box(subject, *picture.image.size),
        score=share,
        visible=share,
        face=visible_face(subject, *picture.image.size),
    )
