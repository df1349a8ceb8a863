"""On the face: beards, glasses, eyepatches, masks."""

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import mix
from panelwright_tools.painting.storyboard.geometry import points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.head import HeadView
from panelwright_tools.painting.storyboard.people.look import Person


def beard(sheet: Sheet, person: Person, view: HeadView) -> None:
    """Beard and moustache."""
    if not (person.beard or person.moustache):
        return
    colour = person.beard_colour or person.hair_colour
    if person.beard == "stubble":
        chin = view.face(
            points(-0.36, 0.26, 0.0, 0.22, 0.36, 0.26, 0.24, 0.44, 0.0, 0.49, -0.24, 0.44)
        )
        sheet.shape(spline(chin), mix(person.skin, colour, 0.35), 0, alpha=0.5)
        return
    if person.beard in ("beard", "long_beard"):
        long = 0.62 if person.beard == "long_beard" else 0.0
        _full_beard(sheet, view, colour, long, person.body.jaw)
    elif person.beard == "goatee":
        tuft = view.face(
            points(-0.11, 0.40, 0.0, 0.385, 0.11, 0.40, 0.09, 0.52, 0.0, 0.62, -0.09, 0.52)
        )
        sheet.shape(spline(tuft), colour, 0.85, shade=0.15)
    if person.moustache:
        lip = view.face(_MOUSTACHE)
        sheet.shape(spline(lip, steps=5), mix(colour, "#ffffff", 0.12), 0.8)


_UPPER_EDGE = points(
    *(-0.47, 0.08), *(-0.37, 0.20), *(-0.18, 0.245), *(0, 0.235), *(0.18, 0.245), *(0.37, 0.20),
    *(0.47, 0.08),
)  # fmt: skip
_MOUSTACHE = points(
    *(0, 0.225), *(-0.14, 0.235), *(-0.23, 0.315), *(-0.11, 0.305), *(0, 0.288), *(0.11, 0.305),
    *(0.23, 0.315), *(0.14, 0.235),
)  # fmt: skip


def _full_beard(sheet: Sheet, view: HeadView, colour: str, long: float, jaw: float) -> None:
    """A beard from ear to ear, `long` heads longer than a short one."""
    t = view.sine
    low = points(
        *(0.47 - 0.02 * t, 0.30), *(0.33 + 0.08 * t, 0.58 + long * 0.5),
        *(0.04 + 0.16 * t, 0.72 + long), *(-0.26 + 0.10 * t, 0.58 + long * 0.5),
        *(-0.46 + 0.06 * t, 0.32),
    )  # fmt: skip
    outline = np.concatenate([view.face(_UPPER_EDGE), low])
    # The mouth that speaks and smiles is seen through it.
    lips = view.face(g.ellipse(0, 0.345 + jaw, 0.155, 0.085))
    mask = sheet.shape(spline(outline, steps=5), colour, 0.95, shade=0.14, holes=[lips])
    with sheet.clip(mask):
        for x in (-0.2, 0.0, 0.2):
            strand = points(x + 0.10 * t, 0.46, x * 0.8 + 0.14 * t, 0.66 + long)
            sheet.line(strand, 0.5, mix(colour, "#1a0a20", 0.4), alpha=0.7)


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
