"""The city: towers, roofs, shafts, rails, signs, and the fairground."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    rounded_rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.places.pieces.shapes import moved
from panelwright_tools.painting.storyboard.places.world import SNOW, World


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
    windows: float = 1.0,
) -> None:
    """A tower with rows of windows; many are lit after dark."""
    half, mood = width / 2, world.mood
    with world.at(x, d) as sheet:
        outline = rectangle(-half, -0.1, half, height)
        if top == "steps":
            outline = points(
                -half,
                -0.1,
                -half,
                height * 0.8,
                -half * 0.6,
                height * 0.8,
                -half * 0.6,
                height * 0.93,
                -half * 0.2,
                height * 0.93,
                0,
                height * 1.1,
                half * 0.2,
                height * 0.93,
                half * 0.6,
                height * 0.93,
                half * 0.6,
                height * 0.8,
                half,
                height * 0.8,
                half,
                -0.1,
            )
        elif top == "slant":
            outline = points(-half, -0.1, -half, height, half, height * 0.86, half, -0.1)
        mask = sheet.shape(outline, colour, 0.75, shade=0.1)
        if mask is None:
            return
        step_x, step_y = max(width / 7, 1.1) * windows, 2.1 * windows
        with sheet.clip(mask):
            for h in np.arange(1.2, height * 0.92, step_y):
                band = rectangle(-half + 0.5, h, half - 0.5, h + step_y * 0.52)
                sheet.shape(band, mix(colour, "#2a3a5a", 0.5), 0.35, wobble=0.2)
                if mood.lamps <= 0.2:
                    continue
                for px in np.arange(-half + 0.6, half - 0.9, step_x):
                    if rng.random() < 0.42 * mood.lamps:
                        pane = rectangle(px, h, px + step_x * 0.8, h + step_y * 0.52)
                        light = mix("#ffd27a", mood.haze, 0.15 + sheet.depth * 0.3)
                        sheet.shape(pane, light, 0.0, raw=True, wobble=0)
                        if rng.random() < 0.3:
                            world.glow(x + px, h, d, 2.6, "#ffb648", 0.22)


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


def rails(world: World, *, rng: np.random.Generator, d: float, gauge: float = 0.9) -> None:
    """A track across the view: sleepers and two rails."""
    half, pan = world.camera.half_width(d) + 1, world.camera.pan
    with world.flat(d) as sheet:
        for x in np.arange(np.floor(pan - half), pan + half, 0.7):
            tie = world.path(
                (x, 0, d + gauge), (x + 0.22, 0, d + gauge), (x + 0.22, 0, d - 0.3), (x, 0, d - 0.3)
            )
            sheet.shape(tie, world.snowy("#6b5346", 0.5), 0.5)
        for at in (d, d + gauge * 0.7):
            y = world.camera.ground(at)
            sheet.line(
                points(-5, y, world.camera.width + 5, y), 2.2, "#7a8090", taper=(0, 0), wobble=0.2
            )


def railway_coach(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    colour: Paint = "#8a3f45",
    length: float = 14.0,
) -> None:
    """A coach from outside, with lit windows."""
    half, lit = length / 2, world.mood.lamps > 0.2
    with world.at(x, d) as sheet:
        for px in np.arange(-half + 1.5, half, 3.6):
            for dx in (-0.5, 0.5):
                sheet.shape(ellipse(px + dx, 0.42, 0.42, count=20), "#3a3548", 0.8)
        sheet.shape(rectangle(-half, 0.55, half, 3.1), colour, 0.95, shade=0.04)
        sheet.shape(rectangle(-half, 1.35, half, 1.5), "#e8d9b0", 0.5)
        sheet.shape(
            rounded_rectangle(-half - 0.1, 3.0, half + 0.1, 3.4, 0.2),
            world.snowy("#4d5060", 0.9),
            0.85,
        )
        for px in np.arange(-half + 0.9, half - 0.8, 1.75):
            pane = rounded_rectangle(px, 1.65, px + 1.2, 2.7, 0.1)
            sheet.shape(pane, "#ffe0a0" if lit else "#a9c3cc", 0.8, raw=lit)
            if lit:
                world.glow(x + px + 0.6, 2.1, d, 1.6, "#ffc565", 0.3)


def canopy_roof(
    world: World, *, rng: np.random.Generator, d: float, h: float = 4.4, colour: Paint = "#5f7a78"
) -> None:
    """A platform roof with a saw-tooth edge on iron brackets."""
    half, pan = world.camera.half_width(d) + 0.5, world.camera.pan
    xs = np.arange(np.floor(pan - half), pan + half + 0.4, 0.2)
    teeth = np.stack([xs, h - 0.16 * (np.arange(len(xs)) % 2)], 1)
    with world.at(0, d) as sheet:
        sheet.shape(
            np.concatenate([teeth, points(pan + half, h + 0.8, pan - half, h + 0.8)]), colour, 0.85
        )
        sheet.line(points(pan - half, h + 0.3, pan + half, h + 0.3), 0.7, taper=(0, 0))


def iron_column(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 4.4,
    colour: Paint = "#4f6a68",
) -> None:
    """A slim iron column with curled brackets."""
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-0.09, 0, 0.09, height), colour, 0.8, shade=0.3)
        sheet.shape(rectangle(-0.18, 0, 0.18, 0.3), colour, 0.75)
        for side in (-1, 1):
            curl = points(0, height - 1.1, side * 0.5, height - 0.8, side * 0.95, height - 0.05)
            sheet.line(spline(curl, closed=False, steps=5), 1.8, colour, taper=(0, 0))


def notice(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    h: float = 3.4,
    width: float = 1.8,
    colour: Paint = "#2f4f6a",
    lines: int = 2,
) -> None:
    """A board with unreadable lines: signs, timetables, menus."""
    half, tall = width / 2, 0.16 + 0.15 * lines
    with world.at(x, d, h) as sheet:
        sheet.shape(rectangle(-half, -tall, half, tall), "#efe6d2", 0.85)
        sheet.shape(rectangle(-half + 0.07, -tall + 0.07, half - 0.07, tall - 0.07), colour, 0.6)
        for row in np.linspace(tall * 0.45, -tall * 0.45, lines):
            px = -half * 0.75
            while px < half * 0.7:
                wide = rng.uniform(0.1, 0.28)
                sheet.line(
                    points(px, row, min(px + wide, half * 0.75), row),
                    1.5,
                    "#efe6d2",
                    taper=(0, 0),
                    wobble=0.4,
                )
                px += wide + 0.09


def ferris_wheel(
    world: World, *, rng: np.random.Generator, x: float, d: float, radius: float = 6.0
) -> None:
    """A big wheel with gondolas and lamps."""
    r, hub = radius, radius + 1.4
    lit = world.mood.lamps > 0.2
    tones = ("#d0473d", "#efc84f", "#4f8aa8", "#6fa35a")
    with world.at(x, d) as sheet:
        for side in (-1, 1):
            sheet.line(points(side * r * 0.5, 0, 0, hub), 2.2, "#8a90a5", taper=(0, 0))
        for k in (1.0, 0.9):
            sheet.line(ellipse(0, hub, r * k, count=60), 1.3, "#c9ccd8", closed=True, wobble=0.3)
        for number in range(12):
            a = 2 * np.pi * number / 12 + 0.15
            out = np.array([np.cos(a), np.sin(a)]) * r
            sheet.line(
                np.array([[0, hub], [out[0], hub + out[1]]]),
                0.8,
                "#c9ccd8",
                taper=(0, 0),
                wobble=0.3,
            )
            car = moved(rounded_rectangle(-0.5, -1.1, 0.5, -0.25, 0.2), out[0], hub + out[1])
            sheet.shape(car, tones[number % 4], 0.7, shade=0.2)
            if lit:
                sheet.shape(ellipse(out[0], hub + out[1], 0.14, count=8), "#fff0b8", 0.3, raw=True)
                world.glow(x + out[0], hub + out[1], d, 1.3, "#ffd27a", 0.45)
        sheet.shape(ellipse(0, hub, 0.5, count=20), "#d0473d", 0.8)


def big_top(
    world: World, *, rng: np.random.Generator, x: float, d: float, width: float = 9.0
) -> None:
    """A striped circus tent."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape(points(-half, 0, -half, 2.4, half, 2.4, half, 0), "#f3e8cf", 0.9)
        for number in range(0, 10, 2):
            a, b = -half + width * number / 10, -half + width * (number + 1) / 10
            sheet.shape(rectangle(a, 0, b, 2.4), "#d0473d", 0.5)
        for number in range(10):
            a, b = (
                -half * 1.1 + 1.1 * width * number / 10,
                -half * 1.1 + 1.1 * width * (number + 1) / 10,
            )
            flap = np.concatenate(
                [
                    points(a, 2.5, a * 0.12, 5.6, b * 0.12, 5.6, b, 2.5),
                    ellipse((a + b) / 2, 2.5, (b - a) / 2, 0.28, start=0, end=-180, count=7),
                ]
            )
            sheet.shape(flap, ("#d0473d", "#f3e8cf")[number % 2], 0.7)
        if world.mood.snow:
            sheet.shape(points(-1.2, 4.9, 0, 6.0, 1.2, 4.9), SNOW, 0.5)
        sheet.shape(points(-0.9, 0, -0.5, 1.9, 0.5, 1.9, 0.9, 0), "#4a2438", 0.8)
        sheet.line(points(0, 5.6, 0, 6.8), 1.0, taper=(0, 0))
        sheet.shape(points(0, 6.8, 1.0, 6.5, 0, 6.2), "#efc84f", 0.6)
    world.glow(x, 1.0, d, 2.6, "#ffc565", 0.6 * world.mood.lamps)


def scaffold_lights(
    world: World, *, rng: np.random.Generator, x: float, d: float, height: float = 7.0
) -> None:
    """A floodlight mast."""
    lit = world.mood.lamps > 0.2
    with world.at(x, d) as sheet:
        sheet.line(points(-0.2, 0, -0.2, height), 1.1, "#6a7080", taper=(0, 0))
        sheet.line(points(0.2, 0, 0.2, height), 1.1, "#6a7080", taper=(0, 0))
        sheet.shape(rectangle(-1.0, height, 1.0, height + 0.9), "#4d5060", 0.8)
        for px in (-0.65, 0.0, 0.65):
            sheet.shape(
                ellipse(px, height + 0.45, 0.25, count=14),
                "#fff6dc" if lit else "#dfe6ea",
                0.6,
                raw=lit,
            )
    if lit:
        world.glow(x, height + 0.45, d, 5.0, "#fff0c8", 0.8)


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
