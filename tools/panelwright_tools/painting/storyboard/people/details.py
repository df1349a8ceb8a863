"""Details of clothes: fronts, collars that lie on cloth, seams, pockets, patterns, plates."""

from collections.abc import Callable

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.colour import Paint, luminance, mix
from panelwright_tools.painting.storyboard.geometry import Points, points, spline
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.people.look import Person
from panelwright_tools.painting.storyboard.people.trunk import Trunk
from panelwright_tools.painting.storyboard.people.wardrobe import Cloth

Draw = Callable[[Sheet, Person, Trunk, Cloth, Points | None], None]


def draw_details(
    sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None
) -> None:
    """Everything on one garment; call it clipped to the garment."""
    _pattern(sheet, trunk, cloth, hanging)
    if hanging is not None:
        _folds(sheet, trunk, cloth, hanging)
    away = trunk.skeleton.view.cosine < -0.2
    if not away:
        _FRONTS.get(cloth.front, _nothing)(sheet, person, trunk, cloth, hanging)
        if cloth.collar == "v":
            _v_neck(sheet, person, trunk)
    elif cloth.hem > 1.2 and cloth.slot == "outer":
        slit = np.stack([trunk.at(0.9, 0), _low(trunk, hanging, 0.95)])
        sheet.line(slit, 0.6, taper=(0.3, 0))
    for name in cloth.extra:
        _EXTRAS.get(name, _nothing)(sheet, person, trunk, cloth, hanging)
    if hanging is None:
        _hem(sheet, trunk, cloth)


def _nothing(
    sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None
) -> None:
    return


def _low(trunk: Trunk, hanging: Points | None, share: float, across: float = 0.0) -> Points:
    """A spot on hanging cloth: share 0 at the seat, 1 at the hem, on its middle line."""
    if hanging is None:
        return np.asarray(trunk.front(1.0))
    bottom = hanging[hanging[:, 1] > hanging[:, 1].max() - 0.10]
    middle = np.array([bottom[:, 0].mean(), hanging[:, 1].max()])
    width = (hanging[:, 0].max() - hanging[:, 0].min()) / 2
    view = trunk.skeleton.view
    lean = 0.45 * view.sine * (1 if view.cosine > -0.2 else 0)
    middle = middle + np.array([width * (lean + across) * 0.8, 0.0])
    return np.asarray(trunk.front(1.0, across * 0.5) * (1 - share) + middle * share)


def _middle(trunk: Trunk, hanging: Points | None, top: float = 0.02) -> Points:
    levels = [trunk.front(v) for v in np.linspace(top, 1.0, 6)]
    if hanging is not None:
        levels += [_low(trunk, hanging, 0.5), _low(trunk, hanging, 1.05)]
    else:
        levels.append(trunk.front(1.12))
    return spline(np.stack(levels), closed=False, steps=4)


def _buttons(
    sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None
) -> None:
    sheet.line(_middle(trunk, hanging), 0.7, taper=(0.05, 0.1))
    dark = mix(cloth.colour, "#3a2a20", 0.55)
    for level in np.linspace(0.22, 0.92, 4):
        x, y = trunk.front(level, 0.13)
        sheet.shape(g.ellipse(x, y, 0.028, count=14), dark, 0.5, wobble=0)


def _zip(sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None) -> None:
    sheet.line(_middle(trunk, hanging), 1.5, "#c9ced6", taper=(0, 0))
    sheet.line(_middle(trunk, hanging), 0.5, taper=(0, 0))


def _double(
    sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None
) -> None:
    sheet.line(_middle(trunk, hanging), 0.6, taper=(0.05, 0.1))
    for level in np.linspace(0.22, 0.86, 4):
        for side in (-0.26, 0.26):
            x, y = trunk.front(level, side)
            sheet.shape(g.ellipse(x, y, 0.032, count=14), "#e9c35a", 0.6, wobble=0)


def _open(sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None) -> None:
    """The garment beneath shows between the two fronts."""
    under = person.outfit.top
    wide = 0.24
    spots = [trunk.front(0.0, -wide * 0.9), trunk.front(0.5, -wide * 0.8), trunk.front(1.0, -wide)]
    spots += [trunk.front(1.14, -wide * 1.3)]
    other = [trunk.front(0.0, wide * 0.9), trunk.front(0.5, wide * 0.8), trunk.front(1.0, wide)]
    other += [trunk.front(1.14, wide * 1.3)]
    if hanging is not None:
        spots.append(_low(trunk, hanging, 1.1, -0.4))
        other.append(_low(trunk, hanging, 1.1, 0.4))
    panel = np.concatenate([np.stack(spots), np.stack(other)[::-1]])
    sheet.shape(panel, under.colour, 0.9, wobble=0.5)
    if under.front == "buttons":
        sheet.line(_middle(trunk, None), 0.5)
    _lapels(sheet, trunk, cloth, 0.42, wide)


def _suit(sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None) -> None:
    sheet.line(_middle(trunk, hanging, 0.5), 0.7, taper=(0.05, 0.1))
    spots = [trunk.front(0.0, -0.34), trunk.front(0.0, 0.34), trunk.front(0.52, 0.0)]
    sheet.shape(np.stack(spots), "#f4f1e8", 0.7, wobble=0.4)
    if person.outfit.wears("bow_tie") is None:
        tie = person.outfit.wears("tie")
        _tie(sheet, trunk, tie.colour if tie else "#a8323f", 0.50)
    _lapels(sheet, trunk, cloth, 0.52, 0.34)
    for level in (0.62, 0.78):
        x, y = trunk.front(level, 0.05)
        sheet.shape(g.ellipse(x, y, 0.026, count=12), mix(cloth.colour, "#000000", 0.4), 0.5)


def _tie(sheet: Sheet, trunk: Trunk, colour: Paint, low: float) -> None:
    knot = [trunk.front(0.02, -0.10), trunk.front(0.02, 0.10), trunk.front(0.09, 0.05)]
    knot.append(trunk.front(0.09, -0.05))
    blade = [trunk.front(0.09, -0.05), trunk.front(0.09, 0.05), trunk.front(low * 0.85, 0.10)]
    blade += [trunk.front(low, 0.0), trunk.front(low * 0.85, -0.10)]
    sheet.shape(np.stack(blade), colour, 0.7, wobble=0.3)
    sheet.shape(np.stack(knot), colour, 0.7, wobble=0.3)


def _lapels(sheet: Sheet, trunk: Trunk, cloth: Cloth, low: float, wide: float) -> None:
    pale = mix(cloth.colour, "#ffffff", 0.12)
    for side in (-1, 1):
        spots = [trunk.front(0.0, side * wide * 0.7), trunk.front(0.03, side * wide * 2.1)]
        spots += [trunk.front(0.20, side * wide * 1.9), trunk.front(0.22, side * wide * 1.45)]
        spots += [trunk.front(low, side * wide * 0.5)]
        sheet.shape(np.stack(spots), pale, 0.65, wobble=0.4)


def _wrap(sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None) -> None:
    """One front laid over the other, from a shoulder to the far hip."""
    under = [trunk.front(0.0, -0.30), trunk.front(0.0, 0.30), trunk.front(0.42, 0.0)]
    sheet.shape(np.stack(under), mix(cloth.colour, "#fff6e8", 0.75), 0.6, wobble=0.3)
    trim = mix(cloth.colour, "#2a1a10", 0.35)
    over = np.stack([trunk.front(0.0, 0.36), trunk.front(0.40, 0.02), trunk.front(0.72, -0.5)])
    below = np.stack([trunk.front(0.0, -0.36), trunk.front(0.38, 0.0)])
    for line in (below, over):
        sheet.line(spline(line, closed=False, steps=5), 2.6, trim, taper=(0, 0))
        sheet.line(g.shifted(spline(line, closed=False, steps=5), 0.03, 0.0), 0.6, taper=(0, 0))
    if hanging is not None:
        edge = np.stack([trunk.front(0.80, -0.25), _low(trunk, hanging, 0.5, -0.1)])
        edge = np.concatenate([edge, [_low(trunk, hanging, 1.05, 0.05)]])
        sheet.line(spline(edge, closed=False, steps=5), 0.7, taper=(0, 0))


def _laces(
    sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None
) -> None:
    for level in np.linspace(0.08, 0.34, 4):
        cross = np.stack([trunk.front(level, -0.10), trunk.front(level + 0.07, 0.10)])
        sheet.line(cross, 0.6)


_FRONTS: dict[str, Draw] = {
    "buttons": _buttons,
    "zip": _zip,
    "double": _double,
    "open": _open,
    "suit": _suit,
    "wrap": _wrap,
    "laces": _laces,
}


def _v_neck(sheet: Sheet, person: Person, trunk: Trunk) -> None:
    spots = [trunk.front(-0.03, -0.34), trunk.front(-0.03, 0.34), trunk.front(0.24, 0.0)]
    outer = person.outfit.outer
    beneath = outer is not None and outer.sleeve == "none"
    sheet.shape(
        np.stack(spots), person.outfit.top.colour if beneath else person.skin, 0.7, wobble=0.4
    )


def _hem(sheet: Sheet, trunk: Trunk, cloth: Cloth) -> None:
    level = min(cloth.hem, 1.1) - 0.06
    row = np.stack([trunk.at(level, -1.1), trunk.at(level + 0.035, 0.2), trunk.at(level, 1.1)])
    sheet.line(spline(row, closed=False), 0.5, taper=(0, 0))


def _folds(sheet: Sheet, trunk: Trunk, cloth: Cloth, hanging: Points) -> None:
    """A few folds fall from the waist, and a line follows the hem."""
    count = 3 if cloth.flare > 1.5 else 2
    for share in np.linspace(-0.55, 0.6, count):
        start = trunk.at(1.0, float(share) * 0.6)
        end = _low(trunk, hanging, 0.92, float(share))
        middle = (start + end) / 2 + (0.03 * np.sign(share), 0.0)
        fold = g.bezier(start * 0.7 + end * 0.3, middle, end, count=8)
        sheet.line(fold, 0.6, taper=(0.7, 0.1), alpha=0.85)
    if "trim" in cloth.extra or cloth.slot == "outer":
        low = hanging.copy()
        edge = low[low[:, 1] > low[:, 1].max() - 0.10 * (low[:, 1].max() - low[:, 1].min())]
        edge = edge[np.argsort(edge[:, 0], kind="stable")]
        inner = g.shifted(edge, 0.0, -0.07)
        if "trim" in cloth.extra:
            sheet.line(edge, 6.0, mix(cloth.colour, "#f2d27a", 0.7), taper=(0, 0), wobble=0)
        sheet.line(inner, 0.45, taper=(0, 0), wobble=0.3)


def _pattern(sheet: Sheet, trunk: Trunk, cloth: Cloth, hanging: Points | None) -> None:
    bright = luminance(cloth.colour) > 0.72
    pale = mix(cloth.colour, "#27396e", 0.8) if bright else mix(cloth.colour, "#ffffff", 0.75)
    dark = mix(cloth.colour, "#1b1630", 0.35)
    bottom = (
        1.1
        if hanging is None
        else float((hanging[:, 1].max() - trunk.spine(0)[1]) / max(0.4, trunk.body.torso))
    )
    levels = np.arange(0.16, bottom, 0.16)
    if cloth.pattern == "stripes" or "stripes" in cloth.extra:
        for level in levels:
            sheet.line(_row(trunk, level), 2.4, pale, taper=(0, 0))
    elif cloth.pattern == "checks" or "checks" in cloth.extra:
        for level in levels:
            sheet.line(_row(trunk, level), 1.8, dark, taper=(0, 0), alpha=0.6)
        for share in np.linspace(-1.4, 1.4, 9):
            column = np.stack(
                [trunk.at(0.0, share), trunk.at(1.0, share), trunk.at(bottom, share * 1.3)]
            )
            sheet.line(column, 1.8, dark, taper=(0, 0), alpha=0.6)
    elif cloth.pattern == "dots":
        for index, level in enumerate(np.arange(0.1, bottom, 0.13)):
            for share in np.arange(-1.35, 1.4, 0.45):
                x, y = trunk.at(float(level), float(share) + 0.22 * (index % 2))
                sheet.shape(g.ellipse(x, y, 0.032, count=12), pale, 0, wobble=0)


def _row(trunk: Trunk, level: float) -> Points:
    spots = [trunk.at(level, -1.6), trunk.at(level + 0.03, 0.2), trunk.at(level, 1.6)]
    return spline(np.stack(spots), closed=False)


def _pockets(
    sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None
) -> None:
    if trunk.skeleton.view.cosine < -0.2:
        return
    for side in (-0.62, 0.62):
        at = trunk.front(0.90, side)
        if abs(side) * abs(trunk.skeleton.view.cosine) < 0.3:
            continue
        flap = points(-0.09, -0.01, 0.02, 0.035, 0.10, -0.01) + at
        sheet.line(spline(flap, closed=False), 0.7)


def _belt(sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None) -> None:
    girdle(sheet, trunk, "#5b3a21", 0.82, 0.10, buckle=True)


def _sash(sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None) -> None:
    girdle(sheet, trunk, mix(cloth.colour, "#2a1a20", 0.30), 0.66, 0.09, buckle=False)


def _obi(sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None) -> None:
    girdle(sheet, trunk, mix(cloth.colour, "#f2c14e", 0.85), 0.56, 0.26, buckle=False)


def _rope(sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None) -> None:
    girdle(sheet, trunk, "#d9c08a", 0.74, 0.05, buckle=False)
    if hanging is not None:
        tail = np.stack([trunk.front(0.76, -0.1), _low(trunk, hanging, 0.45, -0.12)])
        sheet.line(tail, 1.6, "#d9c08a", taper=(0, 0))


def girdle(
    sheet: Sheet, trunk: Trunk, colour: Paint, level: float, wide: float, buckle: bool
) -> None:
    """A band around the waist."""
    upper = [trunk.at(level, -1.15), trunk.at(level + 0.025, 0.1), trunk.at(level, 1.15)]
    lower = [trunk.at(level + wide, 1.15), trunk.at(level + wide + 0.025, 0.1)]
    lower += [trunk.at(level + wide, -1.15)]
    sheet.shape(np.stack(upper + lower), colour, 0.75, shade=0.1, wobble=0.5)
    if buckle and trunk.skeleton.view.cosine > -0.2:
        x, y = trunk.front(level + wide / 2 + 0.01)
        box = g.rounded_rectangle(x - 0.05, y - 0.045, x + 0.05, y + 0.045, 0.015)
        sheet.shape(box, "#e3bd52", 0.7, wobble=0.3)


def _ribs(sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None) -> None:
    for share in np.linspace(-0.85, 0.85, 9):
        rib = np.stack([trunk.at(1.0, float(share)), trunk.at(1.09, float(share))])
        sheet.line(rib, 0.4, taper=(0, 0), alpha=0.7)


def _pouch(
    sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None
) -> None:
    if trunk.skeleton.view.cosine < -0.2:
        return
    row = ((0.72, -0.34), (0.70, 0.0), (0.72, 0.34), (0.97, 0.52))
    spots = [trunk.front(v, s) for v, s in row] + [trunk.front(0.97, -0.52)]
    sheet.shape(np.stack(spots), mix(cloth.colour, "#000010", 0.05), 0.6, wobble=0.4)


def _strings(
    sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None
) -> None:
    if trunk.skeleton.view.cosine < -0.2:
        return
    for side in (-0.16, 0.16):
        cord = np.stack([trunk.front(0.06, side), trunk.front(0.30, side * 1.1)])
        sheet.line(cord, 1.0, mix(cloth.colour, "#ffffff", 0.7), taper=(0, 0))


def _plates(
    sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None
) -> None:
    breast = [trunk.front(0.10, -0.62), trunk.front(0.10, 0.62), trunk.front(0.46, 0.70)]
    breast += [trunk.front(0.60, 0.0), trunk.front(0.46, -0.70)]
    sheet.shape(
        spline(np.stack(breast), steps=5), mix(cloth.colour, "#ffffff", 0.18), 0.8, shade=0.2
    )
    sheet.line(np.stack([trunk.front(0.08), trunk.front(0.58)]), 0.6)
    for level in (0.66, 0.76, 0.96, 1.06):
        sheet.line(_row(trunk, level), 0.6, taper=(0, 0))
    for side in (-0.5, 0.5):
        x, y = trunk.front(0.17, side)
        sheet.shape(g.ellipse(x, y, 0.02, count=10), "#6a7280", 0.4, wobble=0)


def _chestpack(
    sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None
) -> None:
    if trunk.skeleton.view.cosine < -0.2:
        back = [trunk.at(v, s) for v, s in ((0.06, -0.6), (0.06, 0.6), (0.74, 0.6), (0.74, -0.6))]
        sheet.shape(np.stack(back), mix(cloth.colour, "#7a8494", 0.4), 0.9, shade=0.12)
        return
    box = [trunk.front(v, s) for v, s in ((0.30, -0.36), (0.30, 0.36), (0.58, 0.36), (0.58, -0.36))]
    sheet.shape(np.stack(box), mix(cloth.colour, "#7a8494", 0.45), 0.8, shade=0.12)
    for side, colour in ((-0.2, "#d8362f"), (0.0, "#f7c331"), (0.2, "#3a6fc4")):
        x, y = trunk.front(0.38, side)
        sheet.shape(g.ellipse(x, y, 0.03, count=12), colour, 0.5, wobble=0)
    sheet.line(np.stack([trunk.front(0.5, -0.22), trunk.front(0.5, 0.22)]), 0.8)
    for level in (0.74, 0.86):
        sheet.line(_row(trunk, level), 0.5, taper=(0, 0))


def _epaulettes(
    sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None
) -> None:
    for side in (-1, 1):
        x, y = trunk.at(0.12, side * 0.82)
        sheet.shape(g.ellipse(x, y, 0.10, 0.05, -side * -18), "#e9c35a", 0.7, shade=0.2)


def _drape(
    sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None
) -> None:
    """One shoulder bare, folds from the other."""
    bare = [trunk.at(-0.02, 0.2), trunk.at(0.0, 1.2), trunk.at(0.34, 1.2)]
    sheet.shape(np.stack(bare), person.skin, 0.8, wobble=0.4)
    for share in (0.5, 0.62, 0.74):
        fold = np.stack([trunk.at(0.06, -0.7), trunk.at(share, 0.1), trunk.at(share + 0.12, 1.1)])
        sheet.line(spline(fold, closed=False), 0.6)


def _blossoms(
    sheet: Sheet, person: Person, trunk: Trunk, cloth: Cloth, hanging: Points | None
) -> None:
    rng = np.random.default_rng(3)
    low = trunk.at(1.0, 0) if hanging is None else _low(trunk, hanging, 1.0)
    top = trunk.at(0.2, 0)
    for _ in range(9):
        share = rng.uniform(0.35, 1)
        x, y = top + (low - top) * share + (rng.uniform(-0.4, 0.4), 0)
        for angle in range(0, 360, 72):
            dx, dy = 0.035 * np.cos(np.radians(angle)), 0.035 * np.sin(np.radians(angle))
            sheet.shape(g.ellipse(x + dx, y + dy, 0.028, count=10), "#fbe6ea", 0, wobble=0)
        sheet.shape(g.ellipse(x, y, 0.02, count=10), "#e9b13a", 0, wobble=0)


_EXTRAS: dict[str, Draw] = {
    "pockets": _pockets,
    "belt": _belt,
    "sash": _sash,
    "obi": _obi,
    "rope": _rope,
    "ribs": _ribs,
    "pouch": _pouch,
    "strings": _strings,
    "plates": _plates,
    "chestpack": _chestpack,
    "epaulettes": _epaulettes,
    "drape": _drape,
    "blossoms": _blossoms,
}
