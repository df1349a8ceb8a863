"""The city: towers, roofs and what stands on them."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World


def skyscraper(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 9.0,
    height: float = 30.0,
    colour: Paint = "#7f8aa5",
    top: str = "flat",
) -> None:
    """A tower with rows of windows; many are lit after dark. `top`: flat, steps or slant."""
    half = width / 2
    step = (max(width / 7, 1.1), 2.1)
    with world.at(x, d) as sheet:
        outline = form(f"skyscraper.{top}") * (half, height)
        mask = sheet.shape(outline, colour, 0.75, shade=0.1)
        if mask is None:
            return
        with sheet.clip(mask):
            for h in np.arange(1.2, height * 0.92, step[1]):
                row = rectangle(-half + 0.5, h, half - 0.5, h + step[1] * 0.52)
                sheet.shape(row, mix(colour, "#2a3a5a", 0.5), 0.35, wobble=0.2)
                if world.mood.lamps > 0.2:
                    _lit_panes(world, rng, sheet, (x, d, float(h), half), step)


def _lit_panes(
    world: World,
    rng: np.random.Generator,
    sheet: Sheet,
    place: tuple[float, float, float, float],
    step: tuple[float, float],
) -> None:
    """One storey's lit windows; `place` is x and d of the tower, height and half width."""
    x, d, h, half = place
    light = mix("#ffd27a", world.mood.haze, 0.15 + sheet.depth * 0.3)
    for px in np.arange(-half + 0.6, half - 0.9, step[0]):
        if rng.random() >= 0.42 * world.mood.lamps:
            continue
        pane = rectangle(px, h, px + step[0] * 0.8, h + step[1] * 0.52)
        sheet.shape(pane, light, 0.0, raw=True, wobble=0)
        if rng.random() < 0.3:
            world.glow(x + float(px), h, d, 2.6, "#ffb648", 0.22)


def parapet(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    height: float = 0.8,
    colour: Paint = "#a07a6a",
) -> None:
    """The low brick wall at the edge of a roof."""
    half, pan = world.camera.half_width(d) + 0.5, world.camera.pan
    with world.at(0, d) as sheet:
        mask = sheet.shape(rectangle(pan - half, 0, pan + half, height), colour, 0.9)
        with sheet.clip(mask):
            for row, h in enumerate(np.arange(0.0, height, 0.2)):
                sheet.line(points(pan - half, h, pan + half, h), 0.45, taper=(0, 0), alpha=0.6)
                for x in np.arange(np.floor(pan - half) + 0.2 * (row % 2), pan + half, 0.8):
                    sheet.line(points(x, h, x, h + 0.2), 0.45, taper=(0, 0), alpha=0.6)
        cap = rectangle(pan - half, height - 0.02, pan + half, height + 0.14)
        sheet.shape(cap, world.snowy("#c9b8a8", 0.95), 0.85)


def water_tank(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A wooden water tank on legs."""
    with world.at(x, d) as sheet:
        for px in (-0.9, -0.3, 0.3, 0.9):
            sheet.shape(rectangle(px - 0.07, 0, px + 0.07, 1.8), "#4d4a58", 0.7)
        sheet.line(points(-0.9, 0.2, 0.9, 1.6), 1.0, "#4d4a58", taper=(0, 0))
        sheet.line(points(-0.9, 1.6, 0.9, 0.2), 1.0, "#4d4a58", taper=(0, 0))
        mask = sheet.shape(rectangle(-1.1, 1.75, 1.1, 3.7), "#8a6248", 0.9, shade=0.22)
        with sheet.clip(mask):
            for px in np.arange(-1.1, 1.1, 0.26):
                sheet.line(points(px, 1.7, px, 3.8), 0.5, taper=(0, 0), alpha=0.7)
            for h in (2.1, 2.8, 3.4):
                sheet.line(points(-1.2, h, 1.2, h), 1.2, "#4d4a58", taper=(0, 0))
        sheet.shape(
            points(-1.25, 3.65, 0, 4.7, 1.25, 3.65), world.snowy("#6a4a42", 0.9), 0.9, shade=0.2
        )


def roof_shaft(
    world: World, *, rng: np.random.Generator, x: float, d: float, kind: str = "vent"
) -> None:
    """What stands on flat roofs: a vent, a stairhead, an aerial, a chimney."""
    with world.at(x, d) as sheet:
        if kind == "vent":
            sheet.shape(rectangle(-0.3, 0, 0.3, 0.7), "#8f98a8", 0.8, shade=0.25)
            sheet.shape(ellipse(0, 0.85, 0.42, 0.22, count=18), "#a5adb8", 0.8, shade=0.2)
        elif kind == "stairs":
            sheet.shape(rectangle(-1.3, 0, 1.3, 2.6), "#b08a7a", 0.9, shade=0.08)
            sheet.shape(rectangle(-1.45, 2.55, 1.45, 2.75), world.snowy("#7a6a72"), 0.8)
            lit = world.mood.lamps > 0.3
            sheet.shape(rectangle(-0.45, 0, 0.45, 2.0), "#5f7a78", 0.85)
            sheet.shape(
                rectangle(-0.18, 2.1, 0.18, 2.3), "#fff0b4" if lit else "#cfd6da", 0.6, raw=lit
            )
            if lit:
                world.glow(x, 2.2, d, 2.0, "#ffc565", 0.7)
        elif kind == "aerial":
            sheet.line(points(0, 0, 0, 2.6), 1.2, "#3a3f50", taper=(0, 0))
            for h, half in ((2.5, 0.5), (2.2, 0.65), (1.9, 0.4)):
                sheet.line(points(-half, h, half, h), 1.0, "#3a3f50", taper=(0, 0))
        else:
            sheet.shape(rectangle(-0.5, 0, 0.5, 1.6), "#9a6a58", 0.85, shade=0.2)
            for px in (-0.25, 0.25):
                sheet.shape(rectangle(px - 0.13, 1.6, px + 0.13, 2.0), "#b5704a", 0.75, shade=0.2)


def washing_line(
    world: World, *, rng: np.random.Generator, d: float, left: float, right: float, h: float = 2.1
) -> None:
    """Laundry between two posts."""
    tones = ("#f3ead8", "#c8655a", "#7f9fb8", "#e3c06a", "#f3ead8", "#8fae8a")
    with world.at(0, d) as sheet:
        for x in (left, right):
            sheet.line(points(x, 0, x, h + 0.1), 1.6, "#7a5238", taper=(0, 0))
        xs = np.linspace(left, right, 16)
        sag = h - 0.25 * (1 - (2 * (xs - left) / (right - left) - 1) ** 2)
        sheet.line(np.stack([xs, sag], 1), 0.6, taper=(0, 0))
        for number, share in enumerate(np.arange(0.12, 0.9, 0.155)):
            x, top = (
                left + (right - left) * share,
                float(np.interp(share, np.linspace(0, 1, 16), sag)),
            )
            wide, long = rng.uniform(0.22, 0.34), rng.uniform(0.5, 0.85)
            cloth = points(
                x - wide,
                top,
                x + wide,
                top,
                x + wide * 1.1,
                top - long,
                x,
                top - long * 0.94,
                x - wide * 0.95,
                top - long,
            )
            sheet.shape(cloth, tones[number % 6], 0.75, shade=0.12)


def stone_parapet(
    world: World,
    *,
    rng: np.random.Generator,
    d: float,
    height: float = 0.95,
    colour: Paint = "#b0a69c",
) -> None:
    """A balustrade of stone."""
    half, pan = world.camera.half_width(d) + 0.6, world.camera.pan
    with world.at(0, d) as sheet:
        for x in np.arange(np.floor(pan - half), pan + half, 0.42):
            pillar = points(
                -0.09,
                0.12,
                -0.05,
                0.25,
                -0.12,
                0.45,
                -0.05,
                0.7,
                -0.09,
                height,
                0.09,
                height,
                0.05,
                0.7,
                0.12,
                0.45,
                0.05,
                0.25,
                0.09,
                0.12,
            )
            sheet.shape(moved(pillar, x, 0), colour, 0.6, shade=0.25, wobble=0.4)
        sheet.shape(rectangle(pan - half, 0, pan + half, 0.16), colour, 0.8)
        sheet.shape(
            rectangle(pan - half, height, pan + half, height + 0.17),
            world.snowy(mix(colour, "#ffffff", 0.2)),
            0.85,
            shade=0.1,
        )
