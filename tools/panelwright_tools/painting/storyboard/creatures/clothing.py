"""Clothes on animals: a coat or a shirt, a scarf, a cap, a collar; what a fable needs."""

from panelwright_tools.domain.cast import Garment
from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.coverage import Coverage
from panelwright_tools.painting.storyboard.creatures.actor import Actor
from panelwright_tools.painting.storyboard.creatures.turning import Turn
from panelwright_tools.painting.storyboard.geometry import Affine, Points, points, spline
from panelwright_tools.painting.storyboard.naming import colour_named
from panelwright_tools.painting.storyboard.people.hats import draw_hat
from panelwright_tools.painting.storyboard.people.head import HeadView
from panelwright_tools.painting.storyboard.people.wardrobe import worn as dressed

TOPS = ("coat", "jacket", "waistcoat", "vest", "shirt", "jumper", "sweater", "dress", "robe",
         "cloak", "cape", "uniform", "tunic", "raincoat", "apron", "t-shirt", "hoodie")  # fmt: skip
SCARVES = ("scarf", "collar", "tie", "bow", "ribbon", "bandana", "necklace", "shawl", "bell")
HAT = 1.3
"""Width of a hat, halves of a skull: it sits between the ears."""
BROW = 0.24
"""How far above the middle of a person's head the rim of a hat lies, heads."""


def worn(actor: Actor, kinds: tuple[str, ...]) -> Garment | None:
    """The first garment of these kinds."""
    for garment in actor.look.clothes:
        words = garment.name.lower().split()
        if any(word in kinds for word in words):
            return garment
    return None


def tint_of(garment: Garment, otherwise: str) -> Paint:
    """Its colour."""
    told = colour_named(garment.colour) or colour_named(garment.name)
    own = dressed(garment, otherwise)
    return told or (own.colour if own is not None else otherwise)


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


def draw_on_head(actor: Actor, place: Affine, wide: float, tall: float, turn: Turn) -> None:
    """A hat or a crown on a skull of this half width and half height."""
    hats = (dressed(garment, "#5a6fb0") for garment in actor.look.clothes)
    hat = next((cloth for cloth in hats if cloth is not None and cloth.slot == "hat"), None)
    if hat is None:
        return
    size = HAT * wide
    at = g.affine(-0.05 * turn.sine, BROW * size - 0.66 * tall, size)
    with actor.sheet.placed(g.compose(place, at)):
        draw_hat(actor.sheet, HeadView(min(turn.yaw, 60.0) if not turn.behind else 172.0, 0.0), hat)
