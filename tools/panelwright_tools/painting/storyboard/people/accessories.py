"""What is worn besides clothes: hoods, collars, scarves, cloaks, bags, glasses, beards."""

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import Points, bezier, points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.details import girdle
from panelwright_tools.painting.storyboard.people.head import HeadView
from panelwright_tools.painting.storyboard.people.look import Person
from panelwright_tools.painting.storyboard.people.skeleton import Skeleton
from panelwright_tools.painting.storyboard.people.trunk import Trunk

LIGHT_HATS = ("crown", "tiara", "bow", "headband", "headphones", "flowers", "veil", "bubble")
"""What does not press the hair down."""


def hood_colour(person: Person) -> str:
    """The cloth that the hood belongs to."""
    outfit = person.outfit
    for cloth in (outfit.outer, outfit.cloak, outfit.top):
        if cloth is not None and cloth.collar == "hood":
            return cloth.colour
    return outfit.hat.colour if outfit.hat else outfit.top.colour


def has_hood(person: Person) -> bool:
    """Whether anything worn has a hood."""
    outfit = person.outfit
    hooded = (c.collar == "hood" for c in (outfit.outer, outfit.cloak, outfit.top) if c)
    return any(hooded) or (outfit.hat is not None and outfit.hat.cut == "hood")


def hood_back(sheet: Sheet, person: Person) -> None:
    """The inside of a raised hood, behind the head."""
    dark = mix(hood_colour(person), "#301a00", 0.18)
    ring = points(
        *(-0.56, 0.52), *(-0.66, 0.0), *(-0.62, -0.40), *(-0.36, -0.70), *(0.10, -0.70),
        *(0.48, -0.48), *(0.58, 0.0), *(0.46, 0.50), *(0.0, 0.62),
    )  # fmt: skip
    sheet.shape(spline(ring, steps=6), dark, 1.1)


def hood_away(sheet: Sheet, person: Person) -> None:
    """A raised hood from behind."""
    ring = points(
        *(-0.40, 0.62), *(-0.62, 0.10), *(-0.60, -0.40), *(-0.32, -0.70), *(0.02, -0.80),
        *(0.34, -0.68), *(0.60, -0.38), *(0.62, 0.10), *(0.40, 0.62), *(0.0, 0.72),
    )  # fmt: skip
    mask = sheet.shape(spline(ring, steps=6), hood_colour(person), 1.1, shade=0.14)
    with sheet.clip(mask):
        sheet.line(spline(points(0.02, -0.76, 0.05, -0.2, 0.0, 0.4), closed=False), 0.6)


def hood_front(sheet: Sheet, person: Person, view: HeadView) -> None:
    """A raised hood with the face in its opening."""
    t = view.sine * 1.2
    outer = points(
        *(-0.47, 0.66), *(-0.60, 0.30), *(-0.66, -0.06), *(-0.655, -0.36),
        *(-0.53 - 0.06 * t, -0.63),
        *(-0.20, -0.745), *(0.14, -0.70), *(0.44 + 0.05 * t, -0.48), *(0.54 + 0.03 * t, 0.0),
        *(0.48, 0.38), *(0.22, 0.60), *(-0.18, 0.70),
    )  # fmt: skip
    wide = 0.44 - 0.12 * max(0.0, view.sine - 0.55) / 0.45
    middle = 0.17 * t
    arch = g.ellipse(middle, 0.0, wide, 0.50, start=150, end=390, count=34)
    low = points(middle + wide * 0.9, 0.26, middle + 0.16, 0.50, middle - 0.16, 0.50)
    low = np.concatenate([low, points(middle - wide * 0.88, 0.26)])
    hole = np.concatenate([arch, spline(low, closed=False, steps=5)[1:-1]])
    colour = hood_colour(person)
    mask = sheet.shape(spline(outer, steps=8), colour, 1.1, shade=0.13, holes=[hole])
    with sheet.clip(mask):
        rim = g.ellipse(middle, 0.0, wide + 0.07, 0.56, start=-208, end=28)
        sheet.line(rim, 0.55, taper=(0.3, 0.3))
        seam = bezier((-0.54 - 0.06 * t, -0.60), (-0.44, -0.3), (-0.50, 0.3))
        sheet.line(seam, 0.55)


# Around the neck


def collar(sheet: Sheet, person: Person, skeleton: Skeleton, hood: bool, wind: float) -> None:
    """Collar, scarf, tie or necklace."""
    outfit = person.outfit
    ring = _Ring(sheet, person, skeleton)
    outer = outfit.outer or outfit.top
    away = skeleton.view.cosine < -0.2
    if outfit.wears("scarf"):
        ring.scarf(wind)
        return
    if outer.collar == "hood" and not hood:
        ring.cowl(outer.colour)
    elif outer.collar == "turtle":
        ring.band(mix(outer.colour, "#ffffff", 0.12), 0.20, 0.09)
    elif outer.collar == "high":
        ring.band(mix(outer.colour, "#ffffff", 0.10), 0.24, 0.12)
    elif outer.collar == "ring":
        ring.band("#c9ced6", 0.34, 0.12)
    elif outer.collar in ("round", "bow"):
        ring.band(mix(outer.colour, "#000010", 0.12), 0.21, 0.04)
    elif outer.collar == "shirt" or (outfit.top.collar == "shirt" and outfit.top is not outer):
        ring.wings(mix((outfit.top if outfit.outer else outer).colour, "#ffffff", 0.18))
    if not away:
        ring.ornaments()


class _Ring:
    """The place around a neck."""

    def __init__(self, sheet: Sheet, person: Person, skeleton: Skeleton) -> None:
        self.sheet, self.person, self.skeleton = sheet, person, skeleton
        self.up, self.across = skeleton.up, skeleton.across
        self.at = skeleton.neck
        self.size = person.body.shoulder / 0.31 * 0.55 + 0.45

    def _place(self, spots: list[tuple[float, float]]) -> Points:
        """Spots across and up from the neck, grown with the body."""
        return np.stack([self.at + self.size * (self.across * x + self.up * y) for x, y in spots])

    def band(self, colour: Paint, half: float, tall: float) -> None:
        """A ring of cloth."""
        w = half
        spots = [(-w, 0.0), (-w * 0.85, tall), (0.0, tall * 0.75), (w * 0.9, tall), (w * 1.05, 0.0)]
        spots.append((0.05, -0.07))
        self.sheet.shape(spline(self._place(spots), steps=6), colour, 0.8, shade=0.1)

    def wings(self, colour: Paint) -> None:
        """The two points of a shirt's collar."""
        if self.skeleton.view.cosine < -0.2:
            self.band(colour, 0.19, 0.07)
            return
        lean = 0.10 * self.skeleton.view.sine
        for side in (-1, 1):
            spots = [(side * 0.155 + lean * 0.4, 0.07), (side * 0.21 + lean * 0.4, 0.0)]
            spots += [(side * 0.115 + lean, -0.11), (lean, -0.02)]
            self.sheet.shape(self._place(spots), colour, 0.75, wobble=0.4)

    def cowl(self, colour: str) -> None:
        """A hood that lies on the shoulders."""
        spots = [(-0.33, -0.05), (-0.36, 0.10), (-0.12, 0.13), (0.16, 0.10), (0.34, 0.02)]
        spots += [(0.24, -0.09), (0.02, -0.12)]
        placed = self._place(spots) - self.up * 0.04
        self.sheet.shape(spline(placed, steps=6), mix(colour, "#000000", 0.06), 0.9, shade=0.25)

    def scarf(self, wind: float) -> None:
        """A scarf with one end hanging, or blowing."""
        scarf = self.person.outfit.wears("scarf")
        if scarf is None:
            return
        tail = self._place([(-0.16, 0.0), (-0.33, -0.14), (-0.34, -0.46)])
        tail[1:] += np.array([[-0.22, -0.04], [-0.62, 0.08]]) * wind
        outline = g.tube(spline(tail, closed=False), [0.09, 0.10, 0.12])
        dark = mix(scarf.colour, "#000000", 0.08)
        self.sheet.shape(outline, dark, 0.8, shade=0.2)
        spots = [
            (-0.30, -0.05),
            (-0.27, 0.12),
            (0.04, 0.08),
            (0.29, 0.12),
            (0.30, -0.05),
            (0.02, -0.13),
        ]
        self.sheet.shape(spline(self._place(spots), steps=6), scarf.colour, 0.9, shade=0.25)
        fold = self._place([(-0.24, 0.02), (0.0, -0.03), (0.24, 0.03)])
        self.sheet.line(spline(fold, closed=False), 0.6)

    def ornaments(self) -> None:
        """Necklace, tie, bow tie, neckerchief or medal."""
        outfit, sheet = self.person.outfit, self.sheet
        trunk = Trunk(self.skeleton, self.person.body)
        for cloth in outfit.at("neck"):
            if cloth.cut in ("necklace", "medal"):
                low = 0.20 if cloth.cut == "necklace" else 0.30
                chain = np.stack(
                    [trunk.front(0.0, -0.42), trunk.front(low), trunk.front(0.0, 0.42)]
                )
                sheet.line(spline(chain, closed=False), 0.9, cloth.colour, taper=(0, 0))
                x, y = trunk.front(low - 0.01)
                sheet.shape(g.ellipse(x, y, 0.05, count=16), cloth.colour, 0.7, shade=0.2)
            elif cloth.cut == "bow_tie":
                x, y = trunk.front(0.03)
                bow = points(0, 0, 0.13, -0.07, 0.13, 0.07, 0, 0, -0.13, 0.07, -0.13, -0.07)
                sheet.shape(g.shifted(bow, x, y), cloth.colour, 0.8, wobble=0.4)
                sheet.shape(g.ellipse(x, y, 0.035, count=12), cloth.colour, 0.7)
            elif cloth.cut == "neckerchief":
                spots = [(-0.22, 0.06), (0.24, 0.06), (0.08, -0.20)]
                sheet.shape(self._place(spots), cloth.colour, 0.8, shade=0.15)
            elif cloth.cut == "tie" and (outfit.outer is None or outfit.outer.front != "suit"):
                blade = [trunk.front(0.02, -0.06), trunk.front(0.02, 0.06), trunk.front(0.5, 0.1)]
                blade += [trunk.front(0.58), trunk.front(0.5, -0.1)]
                sheet.shape(np.stack(blade), cloth.colour, 0.7, wobble=0.3)


# Behind and around the trunk


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


# On the face


def beard(sheet: Sheet, person: Person, view: HeadView) -> None:
    """Beard and moustache."""
    if not (person.beard or person.moustache):
        return
    colour = person.hair_colour
    jaw = person.body.jaw
    if person.beard == "stubble":
        chin = view.face(
            points(-0.36, 0.26, 0.0, 0.22, 0.36, 0.26, 0.24, 0.44, 0.0, 0.49, -0.24, 0.44)
        )
        sheet.shape(spline(chin), mix(person.skin, colour, 0.35), 0, alpha=0.5)
        return
    if person.beard in ("beard", "long_beard"):
        long = 0.62 if person.beard == "long_beard" else 0.0
        top = view.face(
            points(
                -0.47,
                0.08,
                -0.37,
                0.20,
                -0.18,
                0.245,
                0,
                0.235,
                0.18,
                0.245,
                0.37,
                0.20,
                0.47,
                0.08,
            )
        )
        t = view.sine
        low = points(
            *(0.47 - 0.02 * t, 0.30), *(0.33 + 0.08 * t, 0.58 + long * 0.5),
            *(0.04 + 0.16 * t, 0.72 + long), *(-0.26 + 0.10 * t, 0.58 + long * 0.5),
            *(-0.46 + 0.06 * t, 0.32),
        )  # fmt: skip
        mask = sheet.shape(spline(np.concatenate([top, low]), steps=5), colour, 0.95, shade=0.14)
        with sheet.clip(mask):
            for x in (-0.2, 0.0, 0.2):
                strand = points(x + 0.10 * t, 0.46, x * 0.8 + 0.14 * t, 0.66 + long)
                sheet.line(strand, 0.5, mix(colour, "#1a0a20", 0.4), alpha=0.7)
        mouth = view.face(points(-0.08, 0.355 + jaw, 0, 0.37 + jaw, 0.08, 0.355 + jaw))
        sheet.line(spline(mouth, closed=False), 0.9, "#4a1420")
    elif person.beard == "goatee":
        tuft = view.face(
            points(-0.11, 0.40, 0.0, 0.385, 0.11, 0.40, 0.09, 0.52, 0.0, 0.62, -0.09, 0.52)
        )
        sheet.shape(spline(tuft), colour, 0.85, shade=0.15)
    if person.moustache:
        lip = view.face(
            points(
                0,
                0.225,
                -0.14,
                0.235,
                -0.23,
                0.315,
                -0.11,
                0.305,
                0,
                0.288,
                0.11,
                0.305,
                0.23,
                0.315,
                0.14,
                0.235,
            )
        )
        sheet.shape(spline(lip, steps=5), mix(colour, "#ffffff", 0.12), 0.8)


def on_face(sheet: Sheet, person: Person, view: HeadView) -> None:
    """Glasses, goggles, eyepatch, monocle or mask."""
    for cloth in person.outfit.at("face"):
        if cloth.cut in ("glasses", "sunglasses", "goggles"):
            _glasses(sheet, person, view, cloth.cut, cloth.colour)
        elif cloth.cut == "eyepatch":
            x, y = view.face((-0.185, 0.045))[0]
            band = view.face(points(-0.47, -0.10, -0.185, 0.0, 0.10, -0.24, 0.36, -0.36))
            sheet.line(spline(band, closed=False), 1.2, cloth.colour, taper=(0, 0))
            sheet.shape(g.ellipse(x, y, 0.125, 0.12), cloth.colour, 0.8)
        elif cloth.cut == "monocle":
            x, y = view.face((-0.185, 0.045))[0]
            sheet.line(g.ellipse(x, y, 0.13), 1.2, cloth.colour, closed=True, wobble=0.2)
            sheet.line(points(x - 0.06, y + 0.12, x - 0.12, y + 0.5), 0.5, cloth.colour)
        elif cloth.cut == "mask":
            ring = points(
                -0.46, -0.04, -0.2, -0.12, 0, -0.04, 0.2, -0.12, 0.46, -0.04, 0.4, 0.14, 0.18, 0.18
            )
            ring = np.concatenate([ring, points(0, 0.10, -0.18, 0.18, -0.4, 0.14)])
            holes = [view.face(g.ellipse(s * 0.185, 0.04, 0.10, 0.09)) for s in (-1, 1)]
            sheet.shape(spline(view.face(ring), steps=5), cloth.colour, 0.8, holes=holes)


def _glasses(sheet: Sheet, person: Person, view: HeadView, cut: str, colour: str) -> None:
    rings = []
    for side in (-1, 1):
        squeeze = view.frontal(side * 0.185, 0.05)
        if squeeze < 0.12:
            continue
        x, y = view.face((side * 0.185, 0.05))[0]
        wide = 0.135 * float(np.clip(0.4 + 0.65 * squeeze, 0.5, 1.0))
        ring = g.ellipse(x, y, wide, 0.135)
        rings.append((x, wide, y))
        if cut == "sunglasses":
            sheet.shape(ring, "#2a2c3c", 0.9, shine=0.12, wobble=0.2)
        elif cut == "goggles":
            sheet.shape(ring, "#9fd4e0", 1.6, shine=0.15, wobble=0.2, alpha=0.55)
        else:
            sheet.line(ring, 0.95, colour, closed=True, wobble=0.2)
    if len(rings) == 2:
        (x0, w0, y0), (x1, w1, y1) = rings
        bridge = points(x0 + w0, y0 - 0.02, (x0 + w0 + x1 - w1) / 2, y0 - 0.05, x1 - w1, y1 - 0.02)
        sheet.line(spline(bridge, closed=False), 0.9, colour, taper=(0, 0))
    if rings and view.yaw > 18:
        x0, w0, y0 = rings[0]
        ear = 0.46 * float(np.sin(np.radians(-90 + view.turned)))
        sheet.line(points(x0 - w0, y0 - 0.02, ear, y0 - 0.01), 0.9, colour, taper=(0, 0))
