"""Leave-one-out lift: what the picture owes to each subject, under a Gaussian pixel model."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from panelwright_tools.domain import Box, Brief, BriefRegion, Lift
from panelwright_tools.grounding.agreement import partners
from panelwright_tools.lift.critic import Scored
from panelwright_tools.painting.picture import Picture, Subject
from panelwright_tools.versions import code_version

SOURCES: Final = ("domain", "grounding", "lift", "painting")
"""The folders that decide a score."""
BLOCKS: Final = 100
"""About how many square blocks a region is cut into: neighbouring pixels say the same thing, so
the spread of the blocks' means, not that of the pixels, gives the standard error."""


@dataclass(frozen=True)
class LeaveOneOut:
    """The critic of painters that can draw a picture again without one subject.

    For the picture x, and x' as it would be without the region's subject,
    `lift = E[ (|x - x'|^2 - |x - x_c|^2) / (2 sigma^2) ]`, the mean over the pixels and channels of
    the region's box, where x_c is the picture redrawn with the subject; a subject that the plan
    ties to another is moved to it by the painter, so its own box counts. A painter is
    deterministic, so x_c = x and the second term vanishes: lift is never negative here, and zero
    exactly when the subject is hidden, outside its box, or painted in the colour behind it.
    It is the log-likelihood ratio per value of x under N(x_c, sigma^2) and N(x', sigma^2).
    """

    sigma: float = 0.1
    """Standard deviation of a channel, whose range is 0..1."""

    @property
    def id(self) -> str:
        """Name and version."""
        return f"leave-one-out/{code_version(*SOURCES)}:{self.sigma:g}"

    @property
    def side_by_side(self) -> int | None:
        """It holds no device: a process a core."""
        return None

    def scored(self, picture: Picture, brief: Brief, only: Collection[str] | None = None) -> Scored:
        """The lift of every region whose subject the painter knows; it costs next to nothing."""
        pixels = np.asarray(picture.image.convert("RGB"))
        subjects = {subject.region: subject for subject in picture.subjects}
        lifts = (
            self._region_lift(pixels, subjects[item.region.id], _area(item, subjects, brief))
            for item in brief.regions
            if item.region.id in subjects
        )
        return Scored(tuple(lifts))

    def _region_lift(self, pixels: NDArray[np.uint8], subject: Subject, box: Box) -> Lift:
        gain = squared_error_without(pixels, subject, box) / (2 * self.sigma**2)
        return Lift(
            region=subject.region,
            value=round(float(gain.mean()), 6) if gain.size else 0.0,
            standard_error=round(standard_error(gain), 6),
            evaluations=1,
            method=f"leave-one-out, sigma {self.sigma:g}",
        )


def _area(item: BriefRegion, subjects: Mapping[str, Subject], brief: Brief) -> Box:
    """The region's box; for what a painter moves to its partner, the box that it was given."""
    tied = partners(item.region.id, brief.relations)
    return subjects[item.region.id].box if any(name in subjects for name in tied) else item.box


def squared_error_without(
    pixels: NDArray[np.uint8], subject: Subject, box: Box
) -> NDArray[np.float64]:
    """`|x - x'|^2` of the pixels in the box, (h, w), mean of channels 0..1; zero off the window."""
    height, width = pixels.shape[:2]
    left, top, right, bottom = _pixel_corners(box, width, height)
    error = np.zeros((max(0, bottom - top), max(0, right - left)))
    x0, y0, x1, y1 = subject.window
    l2, t2, r2, b2 = max(left, x0), max(top, y0), min(right, x1), min(bottom, y1)
    if l2 >= r2 or t2 >= b2:
        return error
    with_it = pixels[t2:b2, l2:r2].astype(np.float64)
    without = subject.absent[t2 - y0 : b2 - y0, l2 - x0 : r2 - x0].astype(np.float64)
    change = (with_it - without) / 255.0
    error[t2 - top : b2 - top, l2 - left : r2 - left] = np.mean(change**2, axis=2)
    return error


def standard_error(gain: NDArray[np.float64]) -> float:
    """Standard error of the mean of `gain` (h, w), from the means of its whole blocks."""
    side = max(1, int(np.sqrt(gain.size / BLOCKS)))
    rows, columns = gain.shape[0] // side, gain.shape[1] // side
    if rows * columns < 2:
        return 0.0
    whole = gain[: rows * side, : columns * side]
    means = whole.reshape(rows, side, columns, side).mean(axis=(1, 3))
    return float(means.std(ddof=1) / np.sqrt(means.size))


def _pixel_corners(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    part = box.clipped()
    return (
        round(part.x * width),
        round(part.y * height),
        round(part.right * width),
        round(part.bottom * height),
    )
