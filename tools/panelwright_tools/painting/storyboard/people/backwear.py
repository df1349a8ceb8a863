"""On the back and around the trunk: cloaks, packs, wings, belts, bags."""

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.look import Person
from panelwright_tools.painting.storyboard.people.skeleton import Skeleton
from panelwright_tools.painting.storyboard.people.trimmings import girdle
from panelwright_tools.painting.storyboard.people.trunk import Trunk


def behind(sheet: Sheet, person: Person, skeleton: Skeleton, wind: float) -> None:
    """Cloak, backpack, wings: what lies on the back."""
    away = skeleton.view.cosine < -0.2
    for cloth in person.outfit.at("back"):
        _BACKS[cloth.cut](sheet, person, skeleton, cloth.colour)
    if person.outfit.cloak is not None:
        _cloak(sheet, person, skeleton, wind, away)


def _cloak(sheet: Sheet, person: Person, skeleton: Skeleton, wind: float, away: bool) -> None:
    cloak = person.outfit.cloak
    if cloak is None:
        return
    trunk = Trunk(skeleton, person.body, 1.05)
    view = skeleton.view
    legs = person.body.thigh + person.body.shin
    drop = skeleton.seat + np.array([0.0, 1.0]) * legs * (cloak.hem - 1)
    if abs(skeleton.up[1]) < 0.5:
        drop = skeleton.seat - skeleton.up * legs * 0.5
    trail = -0.22 * view.sine - 0.85 * wind
    wide = (0.55 + 0.45 * abs(view.cosine)) * person.body.shoulder * 1.45
    top = [trunk.at(0.03, -0.75), trunk.at(0.0, 0.0), trunk.at(0.03, 0.75)]
    left = g.shifted(drop, -wide + trail, -0.28 * wind)
    right = g.shifted(drop, wide * 0.8 + trail * 0.5, 0.0)
    middle = g.shifted(drop, trail * 0.9, 0.06 - 0.1 * wind)
    side_left = g.shifted(trunk.at(0.5, -1.25), trail * 0.5, 0.0)
    side_right = g.shifted(trunk.at(0.5, 1.12), trail * 0.15, 0.0)
    spots = [*top, side_right, right, middle, left, side_left]
    colour: Paint = cloak.colour if away else mix(cloak.colour, "#1a0a20", 0.18)
    mask = sheet.shape(spline(np.stack(spots), steps=7), colour, 1.1, shade=0.14)
    with sheet.clip(mask):
        for share in (-0.4, 0.1, 0.5):
            fold = np.stack([trunk.at(0.1, share), (left + right) / 2 + (share * wide, -0.1)])
            sheet.line(fold, 0.6, taper=(0.5, 0.1))


def _backpack(sheet: Sheet, person: Person, skeleton: Skeleton, colour: str) -> None:
    trunk = Trunk(skeleton, person.body)
    view = skeleton.view
    size = person.body.torso
    x, y = trunk.at(0.42, -view.sine * 0.9)
    half = size * (0.20 + 0.12 * abs(view.cosine))
    box = g.rounded_rectangle(x - half, y - size * 0.42, x + half, y + size * 0.40, 0.16)
    sheet.shape(box, colour, 1.0, shade=0.18)
    if view.cosine < -0.2:
        pocket = g.rounded_rectangle(x - half * 0.7, y, x + half * 0.7, y + size * 0.32, 0.08)
        sheet.shape(pocket, mix(colour, "#ffffff", 0.12), 0.8, shade=0.15)


def _quiver(sheet: Sheet, person: Person, skeleton: Skeleton, colour: str) -> None:
    trunk = Trunk(skeleton, person.body)
    top, low = trunk.at(-0.12, -0.75), trunk.at(0.75, 0.1)
    for shift in (-0.06, 0.0, 0.06):
        tip = g.shifted(top, shift - 0.05, -0.16)
        sheet.line(np.stack([g.shifted(top, shift, 0.0), tip]), 1.0, "#7a4f2e", taper=(0, 0))
        sheet.shape(g.ellipse(tip[0], tip[1], 0.035, 0.06, count=12), "#f5f1e6", 0.6)
    sheet.shape(g.tube(np.stack([top, low]), 0.11), colour, 0.9, shade=0.2)


def _wings(sheet: Sheet, person: Person, skeleton: Skeleton, colour: str) -> None:
    trunk = Trunk(skeleton, person.body)
    for side in (-1, 1):
        base = trunk.at(0.25, side * 0.2)
        wing = points(
            *(0, 0), *(0.35, -0.6), *(0.85, -0.9), *(1.15, -0.75), *(1.05, -0.4), *(1.0, -0.1),
            *(0.8, 0.15), *(0.6, 0.35), *(0.35, 0.35),
        )  # fmt: skip
        wing = wing * (side * (0.5 + 0.5 * abs(skeleton.view.cosine)), 1.0) + base
        sheet.shape(spline(wing, steps=5), colour, 1.0, shade=0.12)


_BACKS = {"backpack": _backpack, "quiver": _quiver, "wings": _wings}


def middle(sheet: Sheet, person: Person, skeleton: Skeleton, wind: float) -> None:
    """Belts, straps and bags on the trunk."""
    outfit = person.outfit
    trunk = Trunk(skeleton, person.body, (outfit.outer or outfit.top).loose)
    mask = sheet.mask([sheet.outline(trunk.outline(0.0, 1.1), wobble=0)])
    with sheet.clip(mask):
        for cloth in outfit.at("waist"):
            girdle(sheet, trunk, cloth.colour, 0.84, 0.10, buckle=cloth.cut == "belt")
        if outfit.wears("backpack") and skeleton.view.cosine > -0.2:
            for side in (-0.55, 0.6):
                strap = np.stack([trunk.front(-0.02, side), trunk.front(0.55, side * 1.2)])
                sheet.shape(g.tube(strap, 0.045, round_ends=False), "#6f4628", 0.7)
        if outfit.wears("bag", "quiver"):
            strap = np.stack([trunk.front(0.0, 0.5), trunk.front(0.95, -0.8)])
            sheet.shape(g.tube(strap, 0.035, round_ends=False), "#6f4628", 0.7)
    if outfit.cloak is not None and skeleton.view.cosine > -0.2:
        _clasp(sheet, person, trunk)
    bag = outfit.wears("bag")
    if bag is not None:
        x, y = trunk.at(1.0, -0.95)
        box = g.rounded_rectangle(x - 0.2, y - 0.08, x + 0.18, y + 0.24, 0.06)
        sheet.shape(box, bag.colour, 0.95, shade=0.18)
        flap = points(-0.2, -0.08, 0.18, -0.08, 0.17, 0.05, 0.0, 0.10, -0.19, 0.05)
        flap = g.shifted(flap, x, y)
        sheet.shape(flap, mix(bag.colour, "#000000", 0.12), 0.8)


def _clasp(sheet: Sheet, person: Person, trunk: Trunk) -> None:
    cloak = person.outfit.cloak
    if cloak is None:
        return
    for side in (-1, 1):
        edge = [
            trunk.front(-0.02, side * 0.5),
            trunk.at(0.12, side * 1.04),
            trunk.front(0.10, side * 0.1),
        ]
        sheet.shape(np.stack(edge), cloak.colour, 0.8, shade=0.1)
    x, y = trunk.front(0.10)
    sheet.shape(g.ellipse(x, y, 0.045, count=14), "#e9c35a", 0.7, shade=0.2)
