"""Where people work and learn: blackboards, desks, machines, beds of a ward, shelves, stages."""

import numpy as np

from panelwright_tools.painting.storyboard.colour import Paint, mix
from panelwright_tools.painting.storyboard.geometry import (
    ellipse,
    points,
    rectangle,
    rounded_rectangle,
    spline,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.places.pieces.shapes import form, moved
from panelwright_tools.painting.storyboard.places.world import World


def blackboard(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 2.6,
    h: float = 1.75,
    width: float = 2.8,
    height: float = 1.2,
    colour: Paint = "#3a5a50",
    frame: Paint = "#9a6c42",
    chalk: str = "sums",
) -> None:
    """A board with chalk sums, a drawing or formulas."""
    half, tall = width / 2, height / 2
    with world.at(x, d, h) as sheet:
        sheet.shape(rectangle(-half - 0.08, -tall - 0.08, half + 0.08, tall + 0.08), frame, 0.85)
        mask = sheet.shape(rectangle(-half, -tall, half, tall), colour, 0.7)
        with sheet.clip(mask):
            sheet.soft(
                ellipse(half * 0.2, 0, half * 0.6, tall * 0.5, count=20),
                "#dfe8e0",
                0.1,
                sheet.scale * 0.1,
            )
            white = "#eef4ee" if colour != "#f4f4f0" else "#4f6f9a"
            for row in range(4):
                px, y = -half * 0.85, tall * (0.6 - 0.38 * row)
                while px < half * (0.1 if chalk == "sums" else 0.7):
                    wide = rng.uniform(0.07, 0.22)
                    squiggle = points(
                        px,
                        y,
                        px + wide * 0.4,
                        y + 0.06,
                        px + wide * 0.7,
                        y - 0.03,
                        px + wide,
                        y + 0.02,
                    )
                    sheet.line(spline(squiggle, closed=False, steps=3), 1.0, white, alpha=0.85)
                    px += wide + 0.08
            if chalk == "sums":
                sheet.line(
                    ellipse(half * 0.5, 0.05, 0.28, count=20), 0.9, white, closed=True, alpha=0.85
                )
                sheet.line(points(half * 0.5, 0.05, half * 0.5 + 0.24, 0.2), 0.9, white, alpha=0.85)
                sheet.line(
                    points(half * 0.2, -tall * 0.7, half * 0.8, -tall * 0.7), 0.9, white, alpha=0.85
                )
        sheet.shape(rectangle(-half * 0.5, -tall - 0.14, half * 0.5, -tall - 0.06), frame, 0.7)


def world_map(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float = 2.6,
    h: float = 1.8,
    width: float = 1.5,
) -> None:
    """A hanging map of somewhere."""
    half, tall = width / 2, width * 0.34
    with world.at(x, d, h) as sheet:
        mask = sheet.shape(rectangle(-half, -tall, half, tall), "#a9cdd6", 0.8)
        with sheet.clip(mask):
            for px, py, k in (
                (-0.5, 0.12, 0.34),
                (0.2, 0.1, 0.3),
                (0.55, -0.2, 0.26),
                (-0.25, -0.3, 0.2),
            ):
                angles = np.linspace(0, 2 * np.pi, 9, endpoint=False)
                reach = rng.uniform(0.6, 1.1, 9) * k * half
                land = np.stack([np.cos(angles) * reach, np.sin(angles) * reach * 0.8], 1)
                tone = ("#d9c48a", "#9fbf8a", "#d9a98a")[int(rng.integers(3))]
                sheet.shape(moved(spline(land, steps=3), px * half, py * half), tone, 0.5)
        for y in (-tall, tall):
            sheet.line(points(-half - 0.08, y, half + 0.08, y), 2.2, "#7a5238", taper=(0, 0))


def desk_with_screen(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 1.6,
    colour: Paint = "#a9805a",
) -> None:
    """An office desk with a monitor, papers and a mug."""
    half, lit = width / 2, world.mood.lamps > 0.2
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-0.36, 0.98, 0.36, 1.42), "#3a4050", 0.85)
        sheet.shape(
            rectangle(-0.31, 1.03, 0.31, 1.37), "#bfe6f0" if lit else "#8fb0c0", 0.6, raw=lit
        )
        for h in (1.28, 1.2, 1.12):
            sheet.line(points(-0.24, h, rng.uniform(-0.05, 0.2), h), 0.7, "#4f7a9a", taper=(0, 0))
        sheet.shape(points(-0.06, 0.98, 0.06, 0.98, 0.14, 0.86, -0.14, 0.86), "#3a4050", 0.7)
        sheet.shape(points(0.42, 0.84, 0.72, 0.84, 0.68, 0.9, 0.46, 0.9), "#f3ecdc", 0.6)
        sheet.shape(rectangle(-0.66, 0.84, -0.54, 0.98), "#c8655a", 0.65)
        for px in (-half * 0.9, half * 0.9):
            sheet.shape(
                rectangle(px - 0.05, 0, px + 0.05, 0.76), mix(colour, "#2a1a20", 0.25), 0.75
            )
        drawers = rectangle(half * 0.25, 0.1, half * 0.86, 0.76)
        sheet.shape(drawers, mix(colour, "#2a1a20", 0.12), 0.75)
        for h in (0.3, 0.52):
            sheet.line(points(half * 0.25, h, half * 0.86, h), 0.55, taper=(0, 0))
        sheet.shape(rectangle(-half, 0.74, half, 0.85), colour, 0.9, shade=0.2)
    if lit:
        world.glow(x, 1.2, d, 1.2, "#bfe6f0", 0.45)


def potted_plant(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    height: float = 1.2,
    pot: Paint = "#b8704a",
) -> None:
    """A leafy plant in a pot."""
    k = height
    with world.at(x, d) as sheet:
        for a in np.linspace(0.35, 2.8, 8):
            out = np.array([np.cos(a), np.sin(a)])
            root, tip = (
                np.array([0.0, 0.3 * k]),
                np.array([0.0, 0.35 * k]) + out * (0.38 * k, 0.62 * k),
            )
            side = np.array([-out[1], out[0]]) * 0.08 * k
            middle = (root + tip) / 2
            leaf = np.array([root, middle + side, tip, middle - side])
            tone = ("#5a9a58", "#4a8a4f", "#6fae68")[int(rng.integers(3))]
            sheet.shape(spline(leaf, steps=4), tone, 0.7, shade=0.18)
        sheet.shape(points(-0.17, 0, -0.23, 0.32, 0.23, 0.32, 0.17, 0) * k, pot, 0.85, shade=0.22)
        sheet.shape(rectangle(-0.26 * k, 0.28 * k, 0.26 * k, 0.36 * k), pot, 0.75)


def filing_cabinet(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    colour: Paint = "#8a95a5",
    drawers: int = 4,
) -> None:
    """A steel cabinet, or lockers when narrow and many."""
    with world.at(x, d) as sheet:
        tall = 0.36 * drawers
        sheet.shape(rectangle(-0.3, 0.04, 0.3, tall), colour, 0.9, shade=0.1)
        for number in range(drawers):
            low = 0.06 + number * 0.36
            sheet.line(
                rectangle(-0.25, low, 0.25, low + 0.31), 0.6, closed=True, alpha=0.8, wobble=0.3
            )
            sheet.line(points(-0.07, low + 0.2, 0.07, low + 0.2), 1.4, "#4d5568", taper=(0, 0))


def locker_row(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    count: int = 5,
    colour: Paint = "#6f8fa8",
) -> None:
    """Lockers side by side."""
    with world.at(x, d) as sheet:
        for number in range(count):
            left = (number - count / 2) * 0.42
            sheet.shape(
                rectangle(left, 0.05, left + 0.4, 1.9),
                mix(colour, "#ffffff", 0.08 * (number % 2)),
                0.8,
            )
            for h in (1.6, 1.66, 1.72):
                sheet.line(points(left + 0.1, h, left + 0.3, h), 0.6, taper=(0, 0))
            sheet.shape(rectangle(left + 0.3, 0.95, left + 0.35, 1.08), "#d9d4cc", 0.4)


def flask_bench(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 2.4,
    colour: Paint = "#8a95a0",
) -> None:
    """A laboratory bench with bubbling glass."""
    half = width / 2
    with world.at(x, d) as sheet:
        spots = np.linspace(-half * 0.8, half * 0.8, max(3, round(width / 0.5)))
        for number, px in enumerate(spots):
            _flask(sheet, rng, float(px), 0.94, number)
        sheet.shape(rectangle(-half, 0, half, 0.86), colour, 0.9)
        for left in np.arange(-half, half - 0.3, 0.8):
            sheet.line(
                rectangle(left + 0.07, 0.12, left + 0.73, 0.76),
                0.6,
                closed=True,
                alpha=0.7,
                wobble=0.3,
            )
        sheet.shape(rectangle(-half - 0.06, 0.84, half + 0.06, 0.95), "#d9dcdc", 0.85, shade=0.2)
    world.glow(x, 1.2, d, 1.6, "#9affc0", 0.3 if world.mood.dark else 0.08)


def _flask(sheet: Sheet, rng: np.random.Generator, x: float, h: float, number: int) -> None:
    tone = ("#7fe0a0", "#e07fb0", "#7fc8f0", "#f0c85f")[int(rng.integers(4))]
    kind = number % 3
    if kind == 0:
        glass = form("flask.glass")
        level = points(-0.11, 0.14, 0.11, 0.14, 0.17, 0, -0.17, 0)
    elif kind == 1:
        glass = np.concatenate(
            [
                points(-0.045, 0.46, -0.045, 0.3),
                ellipse(0, 0.15, 0.15, start=108, end=432, count=18),
                points(0.045, 0.3, 0.045, 0.46),
            ]
        )
        level = ellipse(0, 0.15, 0.145, start=180, end=360, count=14)
    else:
        glass, level = rectangle(-0.06, 0, 0.06, 0.34), rectangle(-0.06, 0, 0.06, 0.2)
    sheet.shape(moved(glass, x, h), "#dff0ee", 0.65)
    sheet.shape(moved(level, x, h), tone, 0.4)
    sheet.line(moved(glass, x, h), 0.7, closed=True, wobble=0.3)
    if kind < 2:
        for bubble in range(3):
            ring = ellipse(
                x + rng.uniform(-0.05, 0.05),
                h + 0.52 + bubble * 0.12,
                0.03 + 0.012 * bubble,
                count=10,
            )
            sheet.line(ring, 0.55, tone, closed=True, wobble=0.2)


def machine(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 1.8,
    height: float = 2.2,
    colour: Paint = "#7a8a8f",
) -> None:
    """A machine with dials, pipes, a coil and lamps."""
    half = width / 2
    with world.at(x, d) as sheet:
        for px in (-half * 0.6, half * 0.5):
            pipe = points(
                px, height * 0.8, px, height * 1.25, px + 0.4, height * 1.4, px + 0.4, height * 3
            )
            sheet.limb(spline(pipe, closed=False, steps=5), 0.09, "#9aa5a8", 0.75)
        sheet.shape(rounded_rectangle(-half, 0, half, height, 0.1), colour, 0.95, shade=0.08)
        for px, h, r in (
            (-half * 0.5, height * 0.75, 0.2),
            (half * 0.1, height * 0.78, 0.14),
            (half * 0.55, height * 0.72, 0.2),
        ):
            sheet.shape(ellipse(px, h, r, count=20), "#efe6d2", 0.75)
            a = rng.uniform(0.4, 2.7)
            sheet.line(
                points(px, h, px + np.cos(a) * r * 0.75, h + np.sin(a) * r * 0.75),
                1.0,
                "#c8453a",
                taper=(0, 0),
            )
        for number in range(6):
            tone = ("#ff7a6a", "#8fff9a", "#ffcf73")[int(rng.integers(3))]
            sheet.shape(
                ellipse(-half * 0.7 + number * half * 0.28, height * 0.5, 0.06, count=10),
                tone,
                0.55,
                raw=True,
                wobble=0,
            )
        for h in (0.18, 0.28, 0.38):
            sheet.line(points(-half * 0.7, h * height, half * 0.2, h * height), 1.0, taper=(0, 0))
        sheet.limb(
            points(half * 0.55, height * 0.25, half * 0.75, height * 0.5), 0.045, "#c8453a", 0.7
        )
    world.glow(x, height * 0.5, d, 1.4, "#ffcf73", 0.35)


def ward_bed(
    world: World, *, rng: np.random.Generator, x: float, d: float, blanket: Paint = "#9fc5c8"
) -> None:
    """A hospital bed with a rail and a chart."""
    with world.at(x, d) as sheet:
        for px in (-0.95, 0.95):
            sheet.line(points(px, 0.05, px, 1.0), 1.8, "#b5c0c5", taper=(0, 0))
            sheet.shape(ellipse(px, 0.06, 0.07, count=10), "#4d5568", 0.6)
        sheet.shape(rounded_rectangle(-1.0, 0.42, 1.0, 0.66, 0.06), "#f1efe8", 0.85)
        sheet.shape(
            spline(points(-0.95, 0.64, -0.9, 0.88, -0.5, 0.9, -0.42, 0.66), steps=5),
            "#ffffff",
            0.8,
            shade=0.12,
        )
        cover = form("ward_bed.cover")
        sheet.shape(spline(cover, steps=4), blanket, 0.85, shade=0.1)
        sheet.shape(rectangle(1.0, 0.55, 1.2, 0.85), "#f3ecdc", 0.6)


def curtain_screen(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    colour: Paint = "#b9d6d2",
    width: float = 1.4,
) -> None:
    """A cloth screen on a rail."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.line(points(-half - 0.2, 2.3, half + 0.2, 2.3), 1.4, "#9aa5aa", taper=(0, 0))
        for number in range(5):
            left = -half + number * width / 5
            fold = points(
                left, 0.25, left, 2.25, left + width / 5, 2.25, left + width / 5 + 0.03, 0.22
            )
            sheet.shape(fold, mix(colour, "#ffffff", 0.15 * (number % 2)), 0.7, shade=0.12)


def drip_stand(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A drip on its stand, with a monitor beside it."""
    with world.at(x, d) as sheet:
        sheet.line(points(0, 0.05, 0, 1.95), 1.2, "#9aa5aa", taper=(0, 0))
        sheet.line(points(-0.22, 0.05, 0.22, 0.05), 1.4, "#9aa5aa", taper=(0, 0))
        sheet.shape(rounded_rectangle(-0.28, 1.5, -0.06, 1.9, 0.05), "#dff0ee", 0.7)
        sheet.shape(rectangle(0.06, 1.15, 0.62, 1.58), "#3a4050", 0.8)
        sheet.shape(rectangle(0.11, 1.2, 0.57, 1.53), "#1f3a38", 0.5, raw=True)
        beat = form("drip_stand.beat")
        sheet.line(beat, 0.9, "#8fff9a", raw=True, taper=(0, 0), wobble=0.2)


def seat_row(
    world: World, *, rng: np.random.Generator, x: float, d: float, colour: Paint = "#4f7a68"
) -> None:
    """A pair of padded seats with headrests, as in a carriage."""
    with world.at(x, d) as sheet:
        for side in (-0.42, 0.42):
            sheet.shape(
                rounded_rectangle(side - 0.38, 0.35, side + 0.38, 1.3, 0.12),
                colour,
                0.9,
                shade=0.12,
            )
            sheet.shape(
                rounded_rectangle(side - 0.25, 1.08, side + 0.25, 1.3, 0.07), "#efe6d2", 0.6
            )
        sheet.shape(
            rounded_rectangle(-0.86, 0.3, 0.86, 0.55, 0.1),
            mix(colour, "#ffffff", 0.1),
            0.85,
            shade=0.1,
        )
        sheet.shape(rectangle(-0.7, 0, 0.7, 0.3), "#5b4a44", 0.75)


def carriage_wall(
    world: World, *, rng: np.random.Generator, d: float = 1.6, colour: Paint = "#a5633f"
) -> None:
    """The side of a railway carriage: wood below, big windows on the passing land, rack above."""
    half, pan = world.camera.half_width(d) + 0.5, world.camera.pan
    with world.at(0, d) as sheet:
        sheet.shape(
            rectangle(pan - half, 0, pan + half, 12), mix(colour, "#f0d9b0", 0.55), 0, wobble=0
        )
        sheet.alpha.paste(255, (0, 0, sheet.width, sheet.height))
        sheet.shape(rectangle(pan - half, 0, pan + half, 0.95), colour, 0.7)
        for x in np.arange(np.floor((pan - half) / 2.2) * 2.2, pan + half, 2.2):
            _carriage_window(world, rng, sheet, x + 0.25, x + 1.95)
            sheet.shape(rectangle(x - 0.1, 0, x + 0.1, 2.5), mix(colour, "#2a1a20", 0.15), 0.7)
        sheet.shape(rectangle(pan - half, 2.42, pan + half, 2.5), "#8a5c3a", 0.7)
        for x in np.arange(np.floor(pan - half), pan + half, 0.16):
            sheet.line(points(x, 2.5, x, 2.66), 0.5, "#d9b24a", taper=(0, 0), wobble=0.2)
        sheet.line(points(pan - half, 2.68, pan + half, 2.68), 1.3, "#d9b24a", taper=(0, 0))
        for x in np.arange(np.floor(pan - half) + 0.4, pan + half, 1.9):
            tone = ("#8a5c3a", "#5f7a68", "#a5563f")[int(rng.integers(3))]
            sheet.shape(
                rounded_rectangle(x, 2.52, x + rng.uniform(0.6, 0.95), 2.92, 0.06),
                tone,
                0.75,
                shade=0.12,
            )
        sheet.shape(rectangle(pan - half, 3.1, pan + half, 3.2), colour, 0.7)
    world.ground_y = world.camera.ground(d) / world.camera.height


def _carriage_window(
    world: World, rng: np.random.Generator, sheet: Sheet, left: float, right: float
) -> None:
    sky, low, top = world.outdoors, 1.02, 2.3
    pane = rounded_rectangle(left, low, right, top, 0.1)
    mask = sheet.shape(pane, "#ffffff", 0.9)
    with sheet.clip(mask):
        for step in range(7):
            share = step / 7
            upper = top - (top - low) * share
            sheet.shape(
                rectangle(left, upper - 0.2, right, upper), sky.sky_at(share), 0, raw=True, wobble=0
            )
        xs = np.linspace(left, right, 10)
        for base, tone, depth in (
            (0.5, "#86a8a0", 0.6),
            (0.3, sky.grass[1], 0.35),
            (0.14, sky.grass[0], 0.15),
        ):
            ridge = low + base + 0.08 * np.sin(xs * (1.3 + depth * 2) + base * 20)
            ground = "#e8eef6" if sky.snow else tone
            hill = np.concatenate([np.stack([xs, ridge], 1), points(right, low, left, low)])
            sheet.shape(hill, sky.grade(ground, depth), 0.45, raw=True)
    sheet.line(pane, 2.8, "#7a4a30", closed=True, wobble=0.3)
    for side in (left, right):
        inner = 0.2 if side == left else -0.2
        cloth = points(side, top, side + inner, top, side + inner * 0.6, (low + top) / 2, side, low)
        sheet.shape(spline(cloth, steps=4), "#4f7a68", 0.7, shade=0.15)


def spotlight(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    h: float = 5.0,
    colour: Paint = "#fff0c8",
    half: float = 1.3,
) -> None:
    """A cone of light from above onto the boards."""
    with world.at(x, d) as sheet:
        cone = points(-0.12, h, 0.12, h, half, 0, -half, 0)
        sheet.soft(cone, colour, 0.22, sheet.scale * 0.08, raw=True)
        sheet.soft(
            ellipse(0, 0, half, half * 0.16, count=24), colour, 0.4, sheet.scale * 0.06, raw=True
        )
    world.glow(x, 0.4, d, half * 2.0, colour, 0.35)


def pew(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    width: float = 2.4,
    colour: Paint = "#8a5c3a",
) -> None:
    """A bench seen from behind, as in a church or court."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-half, 0.1, half, 0.95), colour, 0.9, shade=0.05)
        sheet.line(rectangle(-half + 0.15, 0.25, half - 0.15, 0.8), 0.6, closed=True, alpha=0.6)
        sheet.shape(
            rectangle(-half - 0.05, 0.92, half + 0.05, 1.02), mix(colour, "#ffffff", 0.15), 0.8
        )
        for side in (-1, 1):
            sheet.shape(
                rounded_rectangle(side * half - 0.09, 0, side * half + 0.09, 1.15, 0.08),
                colour,
                0.85,
                shade=0.2,
            )


def workbench(
    world: World, *, rng: np.random.Generator, x: float, d: float, width: float = 2.2
) -> None:
    """A workbench with a vice, under a board of tools."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-half * 0.95, 1.25, half * 0.95, 2.2), "#c9a878", 0.85)
        for number, px in enumerate(np.linspace(-half * 0.8, half * 0.8, 7)):
            long = rng.uniform(0.35, 0.65)
            sheet.line(
                points(px, 2.08, px, 2.08 - long),
                2.0,
                ("#8a5c3a", "#c8453a", "#4f7a9a")[number % 3],
                taper=(0, 0),
            )
            head = (
                rectangle(px - 0.12, 2.0, px + 0.12, 2.12)
                if number % 2
                else ellipse(px, 2.08, 0.09, count=10)
            )
            sheet.shape(head, "#8a90a0", 0.6)
        for px in (-half * 0.88, half * 0.88):
            sheet.shape(rectangle(px - 0.08, 0, px + 0.08, 0.82), "#7a5238", 0.8)
        sheet.line(points(-half * 0.9, 0.25, half * 0.9, 0.25), 2.2, "#7a5238", taper=(0, 0))
        sheet.shape(rectangle(-half, 0.8, half, 0.96), "#a9764a", 0.9, shade=0.2)
        sheet.shape(
            points(half * 0.45, 0.96, half * 0.45, 1.14, half * 0.8, 1.14, half * 0.8, 0.96),
            "#6a7080",
            0.75,
        )


def cogs(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    h: float = 2.4,
    radius: float = 0.6,
    colour: Paint = "#b0764a",
) -> None:
    """Two meshed gear wheels on a wall."""
    with world.at(x, d, h) as sheet:
        for px, py, r in ((0.0, 0.0, radius), (radius * 1.35, -radius * 0.75, radius * 0.62)):
            teeth = 12 if r == radius else 8
            angles = np.linspace(0, 2 * np.pi, teeth * 4, endpoint=False)
            reach = np.where((np.arange(teeth * 4) // 2) % 2, r, r * 0.82)
            ring = np.stack([px + np.cos(angles) * reach, py + np.sin(angles) * reach], 1)
            sheet.shape(ring, colour, 0.85, shade=0.12)
            sheet.shape(ellipse(px, py, r * 0.3, count=18), mix(colour, "#2a1a20", 0.5), 0.75)


def bar_shelves(
    world: World, *, rng: np.random.Generator, x: float, d: float, width: float = 3.0
) -> None:
    """Bottles and mugs on shelves behind a bar, with a mirror."""
    half = width / 2
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-half, 1.0, half, 2.7), "#5a3a30", 0.9)
        for h in (1.15, 1.65, 2.15):
            px = -half + 0.15
            while px < half - 0.15:
                tall, tone = (
                    rng.uniform(0.2, 0.36),
                    ("#5f8a6a", "#a5563f", "#c79a3a", "#4f6f9a", "#8a5a8f")[int(rng.integers(5))],
                )
                bottle = form("bar_shelves.bottle") * (1, tall)
                sheet.shape(moved(bottle, px, h), tone, 0.5, wobble=0.2)
                px += rng.uniform(0.14, 0.24)
            sheet.shape(rectangle(-half, h - 0.06, half, h), "#8a5c3a", 0.6)
        sheet.shape(rectangle(-half - 0.1, 2.66, half + 0.1, 2.82), "#8a5c3a", 0.85)


def pedestal(
    world: World,
    *,
    rng: np.random.Generator,
    x: float,
    d: float,
    kind: str = "vase",
    colour: Paint = "#cfc9c4",
) -> None:
    """An exhibit on a plinth: a vase, a bust or a fossil under glass."""
    with world.at(x, d) as sheet:
        sheet.shape(rectangle(-0.32, 0, 0.32, 1.0), colour, 0.9, shade=0.2)
        sheet.shape(rectangle(-0.4, 0.96, 0.4, 1.08), mix(colour, "#ffffff", 0.3), 0.8)
        if kind == "vase":
            vase = form("pedestal.vase")
            mask = sheet.shape(moved(spline(vase, steps=4), 0, 1.08), "#4f7a9a", 0.85, shade=0.25)
            with sheet.clip(mask):
                sheet.shape(rectangle(-0.4, 1.3, 0.4, 1.42), "#efe6d2", 0.4)
        elif kind == "bust":
            sheet.shape(moved(form("pedestal.outline"), 0, 1.08), "#e6e0da", 0.8, shade=0.2)
            sheet.shape(ellipse(0, 1.52, 0.16, 0.21, count=20), "#e6e0da", 0.85, shade=0.25)
        else:
            sheet.shape(rounded_rectangle(-0.34, 1.08, 0.34, 1.7, 0.08), "#dff0f2", 0.7)
            shell = form("pedestal.shell")
            sheet.line(moved(spline(shell, closed=False, steps=5), 0, 1.2), 1.6, "#b08a5a")


def bath(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A bathtub on feet with foam and a tap."""
    with world.at(x, d) as sheet:
        sheet.line(
            spline(points(0.95, 0.5, 0.95, 1.0, 0.85, 1.1, 0.72, 1.05), closed=False, steps=5),
            2.0,
            "#c9b06a",
            taper=(0, 0),
        )
        for px in (-0.3, 0.0, 0.3, -0.5, 0.5):
            sheet.shape(ellipse(px, 0.72, 0.2, 0.14, count=14), "#f6fbfb", 0.6)
        tub = form("bath.tub")
        sheet.shape(spline(tub, steps=4), "#f1efe8", 0.95, shade=0.14)
        sheet.shape(rounded_rectangle(-1.02, 0.64, 1.02, 0.74, 0.05), "#ffffff", 0.85)
        for px in (-0.6, 0.6):
            sheet.shape(ellipse(px, 0.07, 0.1, 0.08, count=12), "#c9b06a", 0.7)


def basin(world: World, *, rng: np.random.Generator, x: float, d: float) -> None:
    """A washbasin under a mirror."""
    with world.at(x, d) as sheet:
        sheet.shape(ellipse(0, 1.75, 0.36, 0.48, count=26), "#b98a4a", 0.85)
        sheet.shape(ellipse(0, 1.75, 0.29, 0.41, count=24), "#cfe3e6", 0.6)
        sheet.line(points(-0.12, 1.62, 0.1, 1.95), 1.2, "#ffffff", alpha=0.6)
        sheet.shape(points(-0.12, 0, -0.09, 0.7, 0.09, 0.7, 0.12, 0), "#f1efe8", 0.8, shade=0.25)
        bowl = np.concatenate(
            [
                points(-0.42, 0.92),
                ellipse(0, 0.9, 0.42, 0.3, start=180, end=360, count=14),
                points(0.42, 0.92),
            ]
        )
        sheet.shape(bowl, "#f1efe8", 0.85, shade=0.2)
        sheet.line(points(0, 0.92, 0, 1.06, 0.09, 1.06), 1.6, "#9aa5aa", taper=(0, 0))
