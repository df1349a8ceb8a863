"""Arms, legs and feet: bent tubes in the clothes that cover them."""

from dataclasses import dataclass

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.coverage import Coverage
from panelwright_tools.painting.storyboard.geometry import Points, points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.body import Body
from panelwright_tools.painting.storyboard.people.hands import draw_hand
from panelwright_tools.painting.storyboard.people.look import Person
from panelwright_tools.painting.storyboard.people.outfit import Outfit
from panelwright_tools.painting.storyboard.people.skeleton import Limb
from panelwright_tools.painting.storyboard.people.sleeve_patterns import draw_sleeve_pattern
from panelwright_tools.painting.storyboard.people.wardrobe import Cloth

FAR = "#000022"
"""What limbs on the far side are darkened with."""


@dataclass(frozen=True)
class Hand:
    """How a hand is held."""

    shape: str
    """A name in hands.toml, or hidden."""
    thumb_up: float = 1.0
    """1 when the thumb lies on the upper side of a hand that reaches to +x, else -1."""


@dataclass(frozen=True)
class LegView:
    """How a leg's foot is seen."""

    side: float
    """0 seen from the front, 1 from the side."""
    away: bool
    """Seen from behind."""


def shaded(colour: Paint, far: bool, share: float = 0.13) -> Paint:
    """A colour, darker on the far side."""
    return mix(colour, FAR, share) if far else colour


def draw_arm(
    sheet: Sheet, person: Person, arm: Limb, hand: Hand, trunk: Coverage | None = None
) -> None:
    """An arm with its sleeve and hand; the hand lies under the cuff.

    `trunk` is the mask of the garment that the sleeve belongs to, when the arm lies over it.
    """
    outfit, body = person.outfit, person.body
    sleeve = outfit.outer if outfit.outer and outfit.outer.sleeve != "none" else outfit.top
    gloves = outfit.at("hands")
    skin: Paint = gloves[0].colour if gloves else person.skin
    if hand.shape != "hidden":
        colour = shaded(skin, arm.shaded, 0.08)
        draw_hand(sheet, arm, body.limb, colour, hand.shape, hand.thumb_up)
    line = arm_line(arm)
    weld = _weld(sheet, arm, body, trunk)
    if sleeve.sleeve == "long":
        _sleeve(sheet, line, arm, body, sleeve, weld)
        return
    half = body.limb * 0.84
    bare = shaded(person.skin, arm.shaded, 0.08)
    sheet.limb(line, [half * 0.95, half * 0.9, half * 0.72], bare)
    if sleeve.sleeve == "short":
        upper = line[: max(4, round(len(line) * 0.36))]
        colour = shaded(sleeve.colour, arm.shaded)
        sheet.limb(upper, [half * 1.12, half * 1.22], colour, 0.95, weld=weld)


def _weld(sheet: Sheet, arm: Limb, body: Body, trunk: Coverage | None) -> Coverage | None:
    """Where a sleeve grows out of its garment: around the shoulder, inside the trunk."""
    if trunk is None or arm.shaded:
        return None
    x, y = arm.start
    disc = g.ellipse(x, y - body.limb * 0.3, body.limb * 1.5, count=20)
    mask = sheet.mask([sheet.outline(disc, wobble=0)])
    return None if mask is None else mask.times(trunk)


def arm_line(arm: Limb) -> Points:
    """The middle line of an arm or a leg, softer where it bends more."""
    first, second = arm.bend - arm.start, arm.end - arm.bend
    angle = np.arctan2(second[1], second[0]) - np.arctan2(first[1], first[0])
    bent = abs((angle + np.pi) % (2 * np.pi) - np.pi)
    return g.limb(arm.start, arm.bend, arm.end, 0.6 + 0.5 * min(1.0, bent / 2.6))


def _sleeve(
    sheet: Sheet, line: Points, arm: Limb, body: Body, cloth: Cloth, weld: Coverage | None
) -> None:
    half = body.limb * 0.86 * (1.0 + 0.5 * (cloth.loose - 1))
    colour = shaded(cloth.colour, arm.shaded)
    wide = cloth.wide
    if wide > 1.4:
        sheet.limb(line, [half * 1.08, half * 1.02, half * 0.9], colour, weld=weld)
        _bell(sheet, arm, half, wide, colour)
    else:
        widths = [half * 1.1, half * 1.05, half * max(0.92, wide)]
        sheet.limb(line, widths, colour, weld=weld)
        _cuff(sheet, arm, half * max(0.92, wide), 0.09)
    draw_sleeve_pattern(sheet, line, half, cloth, colour)
    if "cuffs" in cloth.extra:
        _ring(sheet, arm, half * 1.15, 0.12, mix(colour, "#d8503f", 0.75))
    if "plates" in cloth.extra:
        _pauldron(sheet, arm, half, colour)


def _bell(sheet: Sheet, arm: Limb, half: float, wide: float, colour: Paint) -> None:
    """A wide sleeve that hangs from the forearm."""
    way = arm.end - arm.bend
    unit = way / (np.hypot(way[0], way[1]) + 1e-9)
    side = np.array([-unit[1], unit[0]])
    side = side if side[1] > 0 else -side
    drop = half * (wide - 0.7) * 1.5
    hang = 0.7 * side + 0.3 * np.array([0.0, 1.0])
    start, end = arm.bend + unit * half * 0.2, arm.end + unit * half * 0.1
    shape = np.stack(
        [
            start - side * half,
            (start + end) / 2 - side * half,
            end - side * half * 0.95,
            end + hang * drop,
            end - unit * half * 0.7 + hang * drop * 1.02,
            start + side * half,
        ]
    )
    sheet.shape(spline(shape, steps=5), colour, 1.0, shade=0.18)
    edge = spline(np.stack([end - side * half * 0.9, end + hang * drop]), closed=False)
    sheet.line(edge + unit * -half * 0.3, 0.5, taper=(0.1, 0.1))


def _cuff(sheet: Sheet, arm: Limb, half: float, back: float) -> None:
    way = arm.end - arm.bend
    unit = way / (np.hypot(way[0], way[1]) + 1e-9)
    side = np.array([-unit[1], unit[0]]) * half
    at = arm.end - unit * back
    curve = spline(np.stack([at + side, at + unit * 0.03, at - side]), closed=False, steps=5)
    sheet.line(curve, 0.65, taper=(0.1, 0.1))


def _ring(sheet: Sheet, arm: Limb, half: float, back: float, colour: Paint) -> None:
    way = arm.end - arm.bend
    unit = way / (np.hypot(way[0], way[1]) + 1e-9)
    band = np.stack([arm.end - unit * back, arm.end - unit * (back - 0.07)])
    sheet.shape(g.tube(band, [half, half], round_ends=False), colour, 0.8, shade=0.2, wobble=0.4)


def _pauldron(sheet: Sheet, arm: Limb, half: float, colour: Paint) -> None:
    x, y = arm.start
    sheet.shape(g.ellipse(x, y, half * 1.55, half * 1.35), colour, 1.0, shade=0.22, shine=0.08)
    x, y = arm.bend
    sheet.shape(
        g.ellipse(x, y, half * 1.05, count=20), mix(colour, "#ffffff", 0.12), 0.8, shade=0.2
    )


def draw_leg(sheet: Sheet, person: Person, leg: Limb, view: LegView) -> None:
    """A leg in its trousers, and its foot."""
    outfit, body = person.outfit, person.body
    line = arm_line(leg)
    half = body.limb
    widths = [half * 1.16, half * 1.06, half * 0.94, half * 0.78]
    kind = leg_kind(outfit)
    skin = shaded(person.skin, leg.shaded, 0.1)
    colour = shaded(outfit.legs.colour, leg.shaded, 0.14)
    if kind in ("bare", "shorts", "skirt"):
        sheet.limb(line, widths, skin)
    elif kind == "puffy":
        sheet.limb(line, [half * 1.35, half * 1.3, half * 1.25, half * 1.2], colour)
    elif kind == "tight":
        sheet.limb(line, [w * 0.95 for w in widths], colour)
    else:
        sheet.limb(line, [half * 1.18, half * 1.08, half * 1.0, half * 0.92], colour)
    if kind == "shorts":
        short = g.limb(leg.start, leg.start * 0.45 + leg.bend * 0.55, leg.bend)
        sheet.limb(short[: len(short) * 2 // 3], [half * 1.26, half * 1.36], colour, 0.95)
    if kind == "plates":
        x, y = leg.bend
        sheet.shape(
            g.ellipse(x, y, half * 1.2, half * 1.1), mix(colour, "#ffffff", 0.15), 0.8, shade=0.2
        )
    _hem_line(sheet, leg, half, kind)
    draw_foot(sheet, person, leg, view)


def leg_kind(outfit: Outfit) -> str:
    """What covers the legs: trousers, tight, shorts, skirt, bare, puffy or plates."""
    if outfit.top.slot == "whole":
        return outfit.top.legs or "bare"
    return outfit.legs.legs or "trousers"


def _hem_line(sheet: Sheet, leg: Limb, half: float, kind: str) -> None:
    if kind not in ("trousers", "puffy"):
        return
    way = leg.end - leg.bend
    unit = way / (np.hypot(way[0], way[1]) + 1e-9)
    side = np.array([-unit[1], unit[0]]) * half * 0.9
    at = leg.end - unit * 0.05
    sheet.line(np.stack([at + side, at + unit * 0.02, at - side]), 0.5, taper=(0.1, 0.1))


_SIDE_SHOE = points(
    *(-0.13, -0.06), *(-0.128, 0.06), *(-0.10, 0.088), *(0.10, 0.088), *(0.27, 0.085),
    *(0.29, 0.025), *(0.20, -0.03), *(0.08, -0.09),
)  # fmt: skip
_FRONT_SHOE = points(
    *(-0.10, -0.07), *(-0.125, 0.02), *(-0.12, 0.085), *(0.0, 0.105), *(0.12, 0.085),
    *(0.125, 0.02), *(0.10, -0.07), *(0.0, -0.09),
)  # fmt: skip
_BARE = points(
    *(-0.11, -0.05), *(-0.11, 0.05), *(-0.07, 0.085), *(0.06, 0.08), *(0.20, 0.088),
    *(0.25, 0.05), *(0.19, -0.0), *(0.07, -0.07),
)  # fmt: skip


def draw_foot(sheet: Sheet, person: Person, leg: Limb, view: LegView) -> None:
    """A shoe, boot or bare foot that points where the toes do."""
    shoe = person.outfit.feet
    half = person.body.limb
    bare = shoe.cut in ("bare", "sandals")
    colour = shaded(person.skin if bare else shoe.colour, leg.shaded, 0.12)
    if shoe.cut in ("boots", "wellies"):
        top = 0.30 if shoe.cut == "wellies" else 0.40
        shaft = np.stack([leg.bend + (leg.end - leg.bend) * s for s in (top, 0.7, 1.0)])
        sheet.limb(shaft, [half * 1.16, half * 1.02, half * 0.92], colour, 0.95)
        _shaft_top(sheet, leg, top, half * 1.16)
    size = max(0.8, half / 0.122) * (1.06 if shoe.cut in ("boots", "wellies") else 1.0)
    turned = float(np.degrees(np.arctan2(leg.tip[1], abs(leg.tip[0]) + 0.25)))
    with sheet.placed(g.affine(leg.end[0], leg.end[1], size * (1 if leg.tip[0] >= -0.25 else -1))):
        if view.side > 0.42:
            with sheet.placed(g.affine(rotation=turned)):
                _side_foot(sheet, shoe, colour, bare, view.side)
        else:
            _front_foot(sheet, shoe, colour, view.away)


def _shaft_top(sheet: Sheet, leg: Limb, share: float, half: float) -> None:
    way = leg.end - leg.bend
    unit = way / (np.hypot(way[0], way[1]) + 1e-9)
    side = np.array([-unit[1], unit[0]]) * half
    at = leg.bend + way * (share + 0.06)
    sheet.line(np.stack([at + side, at + unit * 0.02, at - side]), 0.6, taper=(0.1, 0.1))


def _side_foot(sheet: Sheet, shoe: Cloth, colour: Paint, bare: bool, side: float) -> None:
    shape = (_BARE if bare else _SIDE_SHOE) * (0.55 + 0.45 * side, 1)
    sheet.shape(spline(shape, steps=6), colour, 0.9, shade=0.25)
    reach = 0.55 + 0.45 * side
    if shoe.cut == "sandals":
        for x in (0.0, 0.12):
            band = points(x * reach - 0.03, 0.07, x * reach + 0.05, -0.05)
            sheet.line(band, 1.6, shoe.colour, taper=(0, 0))
        sheet.line(points(-0.11, 0.085, 0.24 * reach, 0.088), 1.8, shoe.colour, taper=(0, 0))
    elif not bare:
        sheet.line(points(-0.12, 0.055, 0.28 * reach, 0.055), 0.5, taper=(0.1, 0.1))
    if shoe.cut == "trainers":
        sheet.line(points(-0.10, 0.075, 0.27 * reach, 0.075), 1.6, "#f6f2e8", taper=(0.1, 0.1))
        for x in (0.05, 0.11):
            sheet.line(points(x * reach, -0.05, (x + 0.05) * reach, -0.02), 0.8, "#f6f2e8")


def _front_foot(sheet: Sheet, shoe: Cloth, colour: Paint, away: bool) -> None:
    shape = _FRONT_SHOE * ((1.0, 0.9) if away else (1.0, 1.05))
    sheet.shape(spline(shape, steps=6), colour, 0.9, shade=0.25)
    if shoe.cut == "bare" and not away:
        for x in (-0.05, 0.0, 0.05):
            sheet.line(points(x, 0.06, x, 0.10), 0.4, taper=(0, 0))
    elif shoe.cut == "sandals":
        sheet.line(points(-0.12, 0.03, 0.12, 0.03), 1.8, shoe.colour, taper=(0, 0))
    else:
        sheet.line(points(-0.11, 0.06, 0.0, 0.078, 0.11, 0.06), 0.5, taper=(0.1, 0.1))
