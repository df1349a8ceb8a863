"""The little language that things are drawn in: one stroke of the pen a line, kept in TOML files.

A line is `verb colour options : path`. Numbers are hundredths of a unit, y down.

    shape main 1 shade=20 : box -80 -100 80 -86      colour, weight of the ink, cel shadow
    line ink 0.6 : open -50 0 0 -20 50 0             a stroke
    limb wood 1 4 3 : open -10 0 -10 -50             a rod, half-widths along it
    in  … out                                        draw inside the shape before
    front                                            what follows lies over riders

Paths: `poly`, `curve` (smooth and closed; `/` is a corner), `open` (smooth), `path` (straight),
`box` (left top right bottom [radius]), `oval` (x y rx [ry [turn]]), `arc` (x y rx ry from to),
`cloud` (x y rx ry bumps depth).
Colours: a role of the thing (`main`, `wood`), a role with `+20` (lighter) or `-20` (darker), `ink`,
or `#rrggbb`; `!` before a colour makes it shine by itself.
"""

from dataclasses import dataclass

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.geometry import Points, points, spline

VERBS = ("shape", "flat", "line", "limb", "in", "out", "front")


@dataclass(frozen=True)
class Stroke:
    """One line of a script."""

    verb: str
    colour: str = ""
    numbers: tuple[float, ...] = ()
    """Weight of the line, and half-widths for a limb."""
    options: tuple[tuple[str, float], ...] = ()
    path: Points | None = None

    def option(self, name: str, otherwise: float) -> float:
        """The value of an option."""
        return dict(self.options).get(name, otherwise)


def parse_script(text: str) -> tuple[Stroke, ...]:
    """The strokes of a script. Raises ValueError that names the line when one is not understood."""
    strokes = []
    for number, line in enumerate(text.strip().splitlines(), 1):
        bare = line.strip()
        if bare and not bare.startswith("#"):
            try:
                strokes.append(_stroke(bare))
            except (ValueError, IndexError) as error:
                raise ValueError(f"line {number} of a drawing ({bare!r}): {error}") from error
    return tuple(strokes)


def _stroke(line: str) -> Stroke:
    head, _, path = line.partition(":")
    words = head.split()
    if words[0] not in VERBS:
        raise ValueError(f"unknown verb {words[0]!r}")
    if words[0] in ("in", "out", "front"):
        return Stroke(words[0])
    plain = tuple(float(word) for word in words[2:] if "=" not in word)
    pairs = [word.split("=") for word in words[2:] if "=" in word]
    options = tuple((name, float(value)) for name, value in pairs)
    return Stroke(words[0], words[1], plain, options, parse_path(path))


def parse_path(text: str) -> Points:
    """The points of a path, in units. Raises ValueError when it is not understood."""
    kind, _, rest = text.strip().partition(" ")
    if kind == "curve":
        return _curve(rest)
    numbers = [float(word) / 100 for word in rest.split()]
    if kind in ("poly", "path"):
        return points(*numbers)
    if kind == "open":
        return spline(points(*numbers), closed=False, steps=7)
    if kind == "box":
        left, top, right, bottom, *radius = numbers
        if radius:
            return g.rounded_rectangle(left, top, right, bottom, radius[0])
        return g.rectangle(left, top, right, bottom)
    if kind == "oval":
        x, y, wide, *more = numbers
        tall = more[0] if more else wide
        return g.ellipse(x, y, wide, tall, rotation=more[1] * 100 if len(more) > 1 else 0)
    if kind == "arc":
        x, y, wide, tall, start, end = numbers
        return g.ellipse(x, y, wide, tall, start=start * 100, end=end * 100, count=20)
    if kind == "cloud":
        return _cloud(*numbers)
    raise ValueError(f"unknown path {kind!r}")


def _cloud(x: float, y: float, wide: float, tall: float, bumps: float, deep: float) -> Points:
    """An oval edged with round bumps, as crowns of trees are; numbers come as hundredths."""
    angles = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    waves = np.abs(np.sin(angles * bumps * 50 + 0.4))
    # No two bumps are alike.
    swell = 1 + deep * waves * (1 + 0.4 * np.sin(angles * 2 + 1))
    outline: Points = np.stack([x + wide * np.cos(angles), y + tall * np.sin(angles)], 1)
    bumpy: Points = (outline - (x, y)) * swell[:, None] + np.array([x, y])
    return bumpy


def _curve(text: str) -> Points:
    """A closed smooth outline; `/` ends one smooth piece and begins the next at the same point."""
    pieces = [points(*(float(word) / 100 for word in part.split())) for part in text.split("/")]
    pieces = [piece for piece in pieces if len(piece)]
    if len(pieces) == 1 and "/" not in text:
        return spline(pieces[0], steps=7)
    outline = []
    for index, piece in enumerate(pieces):
        last = index == len(pieces) - 1
        after = pieces[0][:1] if last else pieces[index + 1][:1]
        # A `/` at the very end closes the outline with a straight line.
        apart = not np.allclose(piece[-1], after[0]) and not (last and text.rstrip().endswith("/"))
        whole = np.concatenate([piece, after]) if apart else piece
        outline.append(spline(whole, closed=False, steps=7))
    return np.concatenate(outline)


def script_bounds(strokes: tuple[Stroke, ...]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of all that is not drawn inside something else."""
    outlines, inside = [], 0
    for stroke in strokes:
        inside += {"in": 1, "out": -1}.get(stroke.verb, 0)
        if stroke.path is not None and not inside:
            wide = stroke.numbers[1] / 100 if stroke.verb == "limb" else 0.0
            outlines += [stroke.path - wide, stroke.path + wide]
    return g.bounds(outlines)
