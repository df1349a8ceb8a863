"""Around the neck: collars, ties, necklaces; scarves have a module of their own."""

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import Points, points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.look import Person
from panelwright_tools.painting.storyboard.people.scarves import draw_scarf
from panelwright_tools.painting.storyboard.people.skeleton import Skeleton
from panelwright_tools.painting.storyboard.people.trunk import Trunk


def collar(sheet: Sheet, person: Person, skeleton: Skeleton, hood: bool, wind: float) -> None:
    """Collar, scarf, tie or necklace."""
    outfit = person.outfit
    ring = _Ring(sheet, person, skeleton)
    outer = outfit.outer or outfit.top
    away = skeleton.view.cosine < -0.2
    scarf = outfit.wears("scarf")
    if scarf is not None:
        draw_scarf(sheet, person, skeleton, scarf.colour, wind)
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
            self._folded(colour)
            return
        lean = 0.10 * self.skeleton.view.sine
        for side in (-1, 1):
            spots = [(side * 0.155 + lean * 0.4, 0.07), (side * 0.21 + lean * 0.4, 0.0)]
            spots += [(side * 0.115 + lean, -0.11), (lean, -0.02)]
            self.sheet.shape(self._place(spots), colour, 0.75, wobble=0.4)

    def _folded(self, colour: Paint) -> None:
        """A shirt's collar from behind, turned down over the neckband."""
        lean = 0.10 * self.skeleton.view.sine
        edge = [(-0.17, 0.08), (-0.235, -0.055), (lean, -0.095), (0.235, -0.055), (0.17, 0.08)]
        self.sheet.shape(self._place([*edge, (lean * 0.4, 0.055)]), colour, 0.75, wobble=0.4)

    def cowl(self, colour: str) -> None:
        """A hood that lies on the shoulders."""
        spots = [(-0.33, -0.05), (-0.36, 0.10), (-0.12, 0.13), (0.16, 0.10), (0.34, 0.02)]
        spots += [(0.24, -0.09), (0.02, -0.12)]
        placed = self._place(spots) - self.up * 0.04
        self.sheet.shape(spline(placed, steps=6), mix(colour, "#000000", 0.06), 0.9, shade=0.25)

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
