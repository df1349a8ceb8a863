"""A piece of clothing under the pen, and the lines that its details follow."""

from dataclasses import dataclass

import numpy as np

from panelwright_tools.painting.storyboard.geometry import Points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.look import Person
from panelwright_tools.painting.storyboard.people.trunk import Trunk
from panelwright_tools.painting.storyboard.people.wardrobe import Cloth


@dataclass(frozen=True)
class Piece:
    """One garment on one person; draw on it clipped to the garment."""

    sheet: Sheet
    person: Person
    trunk: Trunk
    cloth: Cloth
    hanging: Points | None
    """Outline of what hangs over the legs, None for a garment that ends at the hips."""

    @property
    def away(self) -> bool:
        """Seen from behind."""
        return self.trunk.skeleton.view.cosine < -0.2


def low_spot(trunk: Trunk, hanging: Points | None, share: float, across: float = 0.0) -> Points:
    """A spot on hanging cloth: share 0 at the seat, 1 at the hem, on its middle line."""
    if hanging is None:
        return np.asarray(trunk.front(1.0))
    bottom = hanging[hanging[:, 1] > hanging[:, 1].max() - 0.10]
    middle = np.array([bottom[:, 0].mean(), hanging[:, 1].max()])
    width = (hanging[:, 0].max() - hanging[:, 0].min()) / 2
    view = trunk.skeleton.view
    lean = 0.45 * view.sine * (1 if view.cosine > -0.2 else 0)
    middle = middle + np.array([width * (lean + across) * 0.8, 0.0])
    return np.asarray(trunk.front(1.0, across * 0.5) * (1 - share) + middle * share)


def middle_line(trunk: Trunk, hanging: Points | None, top: float = 0.02) -> Points:
    """The middle line of the front, from the neck to the hem."""
    levels = [trunk.front(v) for v in np.linspace(top, 1.0, 6)]
    if hanging is not None:
        levels += [low_spot(trunk, hanging, 0.5), low_spot(trunk, hanging, 1.05)]
    else:
        levels.append(trunk.front(1.12))
    return spline(np.stack(levels), closed=False, steps=4)


def row_across(trunk: Trunk, level: float) -> Points:
    """A line across the trunk at a level, a little wider than it."""
    spots = [trunk.at(level, -1.6), trunk.at(level + 0.03, 0.2), trunk.at(level, 1.6)]
    return spline(np.stack(spots), closed=False)
