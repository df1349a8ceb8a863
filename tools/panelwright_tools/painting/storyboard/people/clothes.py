"""Clothes on the trunk: tops, coats, dresses and what lies over them."""

from dataclasses import dataclass

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import mix
from panelwright_tools.painting.storyboard.coverage import Coverage
from panelwright_tools.painting.storyboard.geometry import Points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.details import draw_details
from panelwright_tools.painting.storyboard.people.limbs import leg_kind
from panelwright_tools.painting.storyboard.people.look import Person
from panelwright_tools.painting.storyboard.people.piece import Piece
from panelwright_tools.painting.storyboard.people.skeleton import Skeleton
from panelwright_tools.painting.storyboard.people.trunk import Trunk
from panelwright_tools.painting.storyboard.people.wardrobe import Cloth


@dataclass(frozen=True)
class Dressing:
    """A trunk being dressed."""

    sheet: Sheet
    person: Person
    skeleton: Skeleton
    wind: float

    def draw(self) -> Coverage | None:
        """Skirt, top, coat and apron, from the inside out; returns the mask of what has sleeves."""
        outfit = self.person.outfit
        sleeved: Coverage | None = None
        if leg_kind(outfit) == "skirt" and outfit.legs.legs == "skirt":
            self._skirt(outfit.legs)
        top = outfit.top
        if outfit.outer is None or outfit.outer.front in ("open", "suit"):
            sleeved = self._garment(top)
        if outfit.bib is not None:
            self._bib(outfit.bib)
        if outfit.outer is not None:
            outer = self._garment(outfit.outer)
            sleeved = outer if outfit.outer.sleeve != "none" else sleeved
        for cloth in outfit.at("over"):
            self._apron(cloth)
        for cloth in outfit.at("cape_front"):
            self._cape(cloth)
            return None
        return sleeved

    def trunk(self, cloth: Cloth) -> Trunk:
        """The trunk as wide as a garment makes it."""
        return Trunk(self.skeleton, self.person.body, cloth.loose)

    def _garment(self, cloth: Cloth) -> Coverage | None:
        trunk = self.trunk(cloth)
        body = trunk.outline(0.0, min(cloth.hem, 1.1))
        hanging = trunk.hanging(cloth.hem, cloth.flare, self.wind)
        parts = [body] if hanging is None else [body, hanging]
        mask = self.sheet.merged(parts, cloth.colour, 1.1, shade=0.16)
        with self.sheet.clip(mask):
            draw_details(Piece(self.sheet, self.person, trunk, cloth, hanging))
        return mask

    def _skirt(self, cloth: Cloth) -> None:
        trunk = Trunk(self.skeleton, self.person.body, 1.03)
        hanging = trunk.hanging(cloth.hem, cloth.flare, self.wind)
        if hanging is None:
            return
        mask = self.sheet.shape(hanging, cloth.colour, 1.1, shade=0.18)
        with self.sheet.clip(mask):
            draw_details(Piece(self.sheet, self.person, trunk, cloth, hanging))

    def _bib(self, cloth: Cloth) -> None:
        trunk = self.trunk(cloth)
        away = self.skeleton.view.cosine < -0.2
        lower = [trunk.at(v, s) for v, s in ((0.80, -1.02), (0.80, 1.02), (1.06, 1.02))]
        lower += [trunk.at(1.12, 0.4), trunk.at(1.12, -0.4), trunk.at(1.06, -1.02)]
        self.sheet.shape(np.stack(lower), cloth.colour, 0.9, shade=0.14)
        wide = 0.55
        bib = [trunk.front(0.36, -wide), trunk.front(0.36, wide)]
        bib += [trunk.front(0.84, wide * 1.25), trunk.front(0.84, -wide * 1.25)]
        mask = self.sheet.shape(np.stack(bib), cloth.colour, 0.9, shade=0.12, wobble=0.6)
        for side in (-wide * 0.8, wide * 0.8):
            strap = np.stack([trunk.front(0.38, side), trunk.at(0.02, side * 0.75)])
            self.sheet.shape(g.tube(strap, 0.04, round_ends=False), cloth.colour, 0.7)
            if not away:
                x, y = trunk.front(0.41, side)
                self.sheet.shape(g.ellipse(x, y, 0.032, count=14), "#e9c35a", 0.6)
        if not away:
            pocket = [
                trunk.front(v, s) for v, s in ((0.5, -0.26), (0.5, 0.26), (0.68, 0.2), (0.68, -0.2))
            ]
            with self.sheet.clip(mask):
                self.sheet.shape(np.stack(pocket), mix(cloth.colour, "#ffffff", 0.1), 0.6)

    def _apron(self, cloth: Cloth) -> None:
        if self.skeleton.view.cosine < -0.2:
            self._apron_strings(cloth)
            return
        trunk = Trunk(self.skeleton, self.person.body, 1.04)
        hanging = trunk.hanging(1.38, 1.1, self.wind)
        mask = self._cover(trunk)
        bib: list[Points] = [
            np.stack(
                [trunk.front(v, s) for v, s in ((0.28, -0.5), (0.28, 0.5), (0.8, 0.6), (0.8, -0.6))]
            )
        ]
        with self.sheet.clip(mask):
            self.sheet.shape(bib[0], cloth.colour, 0.9, shade=0.08, wobble=0.5)
        if hanging is not None:
            middle = (hanging[:, 0].max() + hanging[:, 0].min()) / 2
            shift = 0.12 * self.skeleton.view.sine
            narrow = hanging.copy()
            narrow[:, 0] = middle + shift + (narrow[:, 0] - middle) * 0.80
            self.sheet.shape(narrow, cloth.colour, 0.95, shade=0.14)
        for side in (-0.42, 0.42):
            strap = np.stack([trunk.front(0.29, side), trunk.at(0.0, side * 0.9)])
            self.sheet.line(strap, 1.5, cloth.colour, taper=(0, 0))
        belt = np.stack([trunk.at(0.80, -1), trunk.front(0.83), trunk.at(0.80, 1)])
        self.sheet.line(spline(belt, closed=False), 0.8, taper=(0, 0))

    def _cover(self, trunk: Trunk) -> Coverage | None:
        sheet = self.sheet
        return sheet.mask([sheet.outline(trunk.outline(0.0, 1.1), wobble=0)])

    def _apron_strings(self, cloth: Cloth) -> None:
        trunk = Trunk(self.skeleton, self.person.body, 1.02)
        belt = np.stack([trunk.at(0.78, -1), trunk.at(0.80, 0), trunk.at(0.78, 1)])
        self.sheet.line(spline(belt, closed=False), 2.2, cloth.colour, taper=(0, 0))
        x, y = trunk.at(0.80, 0)
        for side in (-1, 1):
            loop = g.shifted(g.points(0, 0, 0.12 * side, -0.06, 0.14 * side, 0.05), x, y)
            self.sheet.shape(spline(loop, steps=5), cloth.colour, 0.7)

    def _cape(self, cloth: Cloth) -> None:
        """A poncho or shawl: a cone from the neck over the shoulders."""
        trunk = Trunk(self.skeleton, self.person.body, 1.12)
        low = 0.45 if cloth.hem < 0.8 else 0.92
        wide = 1.25 * cloth.flare / 1.5
        spots = [trunk.at(0.0, 0.9), trunk.at(0.10, 1.1), trunk.at(low, wide)]
        spots += [trunk.front(low + 0.16), trunk.at(low, -wide), trunk.at(0.10, -1.1)]
        spots += [trunk.at(0.0, -0.9)]
        mask = self.sheet.shape(spline(np.stack(spots), steps=6), cloth.colour, 1.1, shade=0.16)
        with self.sheet.clip(mask):
            for index, level in enumerate((low * 0.55, low * 0.8)):
                row = [
                    trunk.at(level + 0.06 * (i % 2), s)
                    for i, s in enumerate(np.linspace(-1.4, 1.4, 15))
                ]
                colour = ("#f2d27a", "#2f6f86")[index]
                self.sheet.line(np.stack(row), 2.2, colour, taper=(0, 0), wobble=0.4)
