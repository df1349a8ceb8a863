"""Clothes on animals: a coat or a shirt, a scarf, a cap, a collar; what a fable needs."""

from panelwright_tools.domain.cast import Garment
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.coverage import Coverage
from panelwright_tools.painting.storyboard.creatures.actor import Actor
from panelwright_tools.painting.storyboard.geometry import Affine, Points, points, spline
from panelwright_tools.painting.storyboard.naming import colour_named

TOPS = ("coat", "jacket", "waistcoat", "vest", "shirt", "jumper", "sweater", "dress", "robe",
         "cloak", "cape", "uniform", "tunic", "raincoat", "apron", "t-shirt", "hoodie")  # fmt: skip
SCARVES = ("scarf", "collar", "tie", "bow", "ribbon", "bandana", "necklace", "shawl", "bell")
_HATS = ("hat", "cap", "crown", "helmet", "hood", "beret", "bonnet")


def worn(actor: Actor, kinds: tuple[str, ...]) -> Garment | None:
    """The first garment of these kinds."""
    for garment in actor.look.clothes:
        words = garment.name.lower().split()
        if any(word in kinds for word in words):
            return garment
    return None


def tint_of(garment: Garment, otherwise: str) -> Paint:
    """Its colour."""
    return colour_named(garment.colour) or otherwise


def draw_on_trunk(actor: Actor, trunk: Points, mask: Coverage | None) -> None:
    """A top over the trunk and a scarf above it."""
    left, top, right, bottom = g.bounds([trunk])
    sheet, tall = actor.sheet, bottom - top
    garment = worn(actor, TOPS)
    if garment is not None:
        tint = tint_of(garment, "#b8433a")
        with sheet.clip(mask):
            hem = top + tall * 0.86
            cloth = points(
                left - 0.1, top - 0.1, right + 0.1, top - 0.1, right + 0.1, hem, left - 0.1, hem
            )
            sheet.shape(cloth, tint, 0.9, shade=0.06, wobble=1)
            x = (left + right) / 2 + 0.03
            sheet.line(points(x, top + tall * 0.1, x + 0.005, hem), 0.7, taper=(0.1, 0.1))
            for share in (0.3, 0.5, 0.7):
                button = g.ellipse(x + 0.025, top + tall * share, 0.012, count=12)
                sheet.shape(button, mix(tint, "#fff3d0", 0.7), 0.5, wobble=0)
    scarf = worn(actor, SCARVES)
    if scarf is not None:
        x, wide = (left + right) / 2, (right - left) * 0.36
        band = points(x - wide, top + 0.03, x, top + 0.09, x + wide, top + 0.03)
        tint = tint_of(scarf, "#d8362f")
        sheet.limb(spline(band, closed=False), [0.034, 0.04, 0.034], tint, 0.9)
        if "scarf" in scarf.name.lower():
            end = points(
                x + wide * 0.5, top + 0.06, x + wide * 0.7, top + 0.16, x + wide * 0.6, top + 0.24
            )
            sheet.limb(spline(end, closed=False), [0.03, 0.035], tint, 0.9)


def sleeve(actor: Actor, bare: Paint) -> Paint:
    """The colour of an arm."""
    garment = worn(actor, TOPS)
    plain = garment is None or garment.name.lower() in (
        "waistcoat",
        "vest",
        "apron",
        "cape",
        "cloak",
    )
    return bare if plain or garment is None else tint_of(garment, "#b8433a")


def draw_on_head(actor: Actor, place: Affine, wide: float, tall: float) -> None:
    """A hat or a crown on a skull of this half width and half height."""
    garment = worn(actor, _HATS)
    if garment is None:
        return
    sheet, name = actor.sheet, garment.name.lower()
    with sheet.placed(g.compose(place, g.affine(-0.04, -tall * 0.80, 1.0, rotation=-6))):
        if "crown" in name:
            zigzag = points(
                -0.5, 0.1, -0.56, -0.5, -0.26, -0.22, 0, -0.62, 0.26, -0.22, 0.56, -0.5, 0.5, 0.1
            )
            sheet.shape(zigzag, tint_of(garment, "#e9b13a"), 1.0, shade=0.16)
            return
        tint = tint_of(garment, "#5a6fb0")
        dome = points(-0.62, 0.06, -0.58, -0.40, -0.2, -0.66, 0.24, -0.64, 0.58, -0.36, 0.62, 0.06)
        brim = points(-0.70, 0.06, 0.0, -0.06, 0.70, 0.04, 1.16, 0.12, 0.6, 0.22, -0.6, 0.22)
        if "cap" not in name:
            brim = points(-1.1, 0.04, 0.0, -0.08, 1.1, 0.04, 1.0, 0.20, 0.0, 0.26, -1.0, 0.20)
        sheet.shape(spline(dome, steps=5), tint, 1.0, shade=0.16)
        sheet.shape(spline(brim, steps=5), mix(tint, "#1a1030", 0.18), 1.0)
