"""What four-legged animals wear: coats over the back, scarves and bows, saddle and bridle."""

from dataclasses import dataclass

import numpy as np

from panelwright_tools.domain.cast import Garment
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.creatures.actor import Actor
from panelwright_tools.painting.storyboard.creatures.clothing import SCARVES, TOPS, tint_of, worn
from panelwright_tools.painting.storyboard.geometry import Point, Points, points, spline

LEATHER = "#7a4a2c"
BLANKET = "#b8433a"
CUT = (0.24, 1.0)
"""From where to where along the back a coat reaches, from the hip on."""
LOOSE = 1.07
"""How much wider than the body a coat is."""


@dataclass(frozen=True)
class Trunk:
    """What a harness is laid on, in the drawing's own unit."""

    back: Points
    """The middle line of the trunk, from hip to shoulder."""
    widths: tuple[float, float, float]
    """Half-widths at hip, waist and shoulder."""
    fore: Points
    """The near fore leg, from the shoulder down."""
    fore_width: float
    head: Point
    size: float
    """Half the width of the head."""

    def tube(self, start: float, end: float, wide: float) -> Points:
        """The outline of a stretch of the trunk."""
        count = len(self.back)
        part = self.back[round(start * (count - 1)) : round(end * (count - 1)) + 1]
        every = g.spread(self.widths, count)
        half = every[round(start * (count - 1)) : round(end * (count - 1)) + 1] * wide
        return g.tube(part, half, round_ends=False)


def draw_coat(actor: Actor, trunk: Trunk) -> None:
    """A coat, a jumper or a waistcoat over back and belly, with a sleeve where it has any."""
    garment = worn(actor, TOPS)
    if garment is None:
        return
    sheet, cloth = actor.sheet, tint_of(garment, "#b8433a")
    pieces = [trunk.tube(*CUT, LOOSE)]
    if not _sleeveless(garment):
        sleeve = trunk.fore[: max(4, round(0.55 * len(trunk.fore)))]
        wide = trunk.fore_width
        pieces.append(g.tube(sleeve, [wide * 1.12, wide * 1.0], count=4))
    mask = sheet.merged(pieces, cloth, 1.0, shade=0.2)
    with sheet.clip(mask):
        hem = trunk.tube(CUT[0], CUT[0] + 0.06, LOOSE * 1.1)
        sheet.shape(hem, mix(cloth, "#1a1030", 0.2), 0.5, wobble=0.3)
        _seam(actor, trunk, cloth)


def _sleeveless(garment: Garment) -> bool:
    return any(word in garment.name.lower() for word in ("waistcoat", "vest", "cape", "cloak"))


def _seam(actor: Actor, trunk: Trunk, cloth: Paint) -> None:
    """A line along the flank with three buttons."""
    low = trunk.back + np.array([0.0, 0.42 * trunk.widths[1]])
    part = low[round(0.34 * len(low)) : round(0.92 * len(low))]
    actor.sheet.line(part, 0.7, taper=(0.1, 0.1))
    for share in (0.2, 0.5, 0.8):
        x, y = g.along(part, share)
        button = g.ellipse(x, y + 0.035, 0.016, count=12)
        actor.sheet.shape(button, mix(cloth, "#fff3d0", 0.7), 0.5, wobble=0)


def draw_neckwear(actor: Actor, trunk: Trunk) -> None:
    """A scarf, a collar with a tag, or the ribbon of a bell below the chin; the head covers it."""
    scarf = worn(actor, SCARVES)
    if scarf is None or _is_bow(scarf):
        return
    tint, size = tint_of(scarf, "#d8362f"), trunk.size
    x, y = trunk.head
    band = points(
        *(x - 1.02 * size, y + 0.30 * size),
        *(x - 0.62 * size, y + 0.92 * size),
        *(x + 0.02 * size, y + 1.12 * size),
        *(x + 0.50 * size, y + 0.90 * size),
    )
    wide = 0.24 * size if "scarf" in scarf.name.lower() else 0.13 * size
    actor.sheet.limb(spline(band, closed=False), [wide, wide * 1.15, wide], tint, 0.9)
    if "scarf" in scarf.name.lower():
        end = points(
            *(x - 0.42 * size, y + 1.02 * size),
            *(x - 0.58 * size, y + 1.45 * size),
            *(x - 0.46 * size, y + 1.86 * size),
        )
        actor.sheet.limb(spline(end, closed=False), [wide * 0.8, wide * 0.95], tint, 0.9)
    else:
        tag = g.ellipse(x + 0.04 * size, y + 1.28 * size, 0.15 * size)
        actor.sheet.shape(tag, "#e9b13a", 0.8, shade=0.15)


def draw_bow(actor: Actor, trunk: Trunk) -> None:
    """A bow tie under the chin, over everything."""
    garment = worn(actor, SCARVES)
    if garment is None or not _is_bow(garment):
        return
    tint, size = tint_of(garment, "#d8362f"), 0.52 * trunk.size
    x, y = trunk.head[0] + 0.06 * trunk.size, trunk.head[1] + 1.0 * trunk.size
    for side in (-1, 1):
        loop = points(0.1, 0.0, 0.55, -0.42, 1.02, -0.36, 0.94, 0.0, 1.02, 0.36, 0.55, 0.42)
        wing = g.shifted(spline(loop * (side, 1), steps=5) * size, float(x), float(y))
        actor.sheet.shape(wing, tint, 0.9, shade=0.16)
    actor.sheet.shape(g.ellipse(x, y, 0.2 * size, 0.24 * size), mix(tint, "#1a1030", 0.2), 0.8)


def _is_bow(garment: Garment) -> bool:
    words = garment.name.lower().split()
    return "bow" in words or "tie" in words


def draw_saddle(actor: Actor, trunk: Trunk) -> None:
    """A blanket, a saddle and its girth."""
    if worn(actor, ("saddle",)) is None:
        return
    sheet, wide = actor.sheet, trunk.widths[1]
    cloth = trunk.tube(0.34, 0.74, 1.03)
    middle = trunk.back[len(trunk.back) // 2]
    low = np.minimum(cloth, [np.inf, middle[1] + 0.25 * wide])
    sheet.shape(low, BLANKET, 0.9, shade=0.16, wobble=0.4)
    x, top = middle[0] + 0.02, middle[1] - wide
    sheet.limb(points(x, top, x + 0.01, middle[1] + wide), [0.022, 0.022], LEATHER, 0.7)
    seat = points(-0.15, -0.06, -0.13, 0.02, -0.06, 0.03, 0.05, 0.02, 0.13, -0.1, 0.16, 0.04,
                  0.10, 0.13, 0.06, 0.28, -0.04, 0.28, -0.09, 0.12, -0.18, 0.06)  # fmt: skip
    sheet.shape(
        g.shifted(spline(seat, steps=4), float(x), float(top)), LEATHER, 0.95, shade=0.2, shine=0.06
    )


def draw_bridle(actor: Actor, trunk: Trunk, mouth: Point) -> None:
    """Straps on the face, and reins to the back."""
    if worn(actor, ("bridle", "saddle")) is None:
        return
    sheet, size = actor.sheet, trunk.size
    nose = mouth + np.array([-0.30, -0.18]) * size
    middle = trunk.back[len(trunk.back) // 2]
    hand = middle + np.array([0.16, -trunk.widths[1] - 0.14])
    slack = (nose + hand) / 2 + np.array([0.0, 0.10])
    sheet.line(spline(np.stack([nose, slack, hand]), closed=False), 1.3, LEATHER)
    ear = trunk.head + np.array([-0.42, -0.62]) * size
    bridge = nose + np.array([0.16, -0.42]) * size
    chin = mouth + np.array([-0.2, 0.12]) * size
    for strap in ([nose, ear], [bridge, nose, chin]):
        sheet.line(spline(np.stack(strap), closed=False), 1.8, LEATHER, taper=(0, 0))
    sheet.shape(g.ellipse(nose[0], nose[1], 0.07 * size), "#d8b24a", 0.5)


HARNESSED = ("horse", "pony", "donkey", "mule", "camel", "unicorn", "zebra", "llama", "reindeer")
"""Who is ridden with saddle and bridle."""
