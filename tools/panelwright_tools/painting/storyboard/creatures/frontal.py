"""Four-legged ones seen from the front or the back: trunk, two legs before two, the head."""

import numpy as np

from panelwright_tools.painting.storyboard import geometry as g
from panelwright_tools.painting.storyboard.creatures import markings
from panelwright_tools.painting.storyboard.creatures.actor import Actor
from panelwright_tools.painting.storyboard.creatures.anchors import CreatureAnchors, box_of
from panelwright_tools.painting.storyboard.creatures.build import Build
from panelwright_tools.painting.storyboard.creatures.clothing import draw_on_head
from panelwright_tools.painting.storyboard.creatures.frames import standing_height
from panelwright_tools.painting.storyboard.creatures.head import head_of
from panelwright_tools.painting.storyboard.creatures.tails import draw_tail
from panelwright_tools.painting.storyboard.creatures.turning import Turn
from panelwright_tools.painting.storyboard.geometry import Point, Points, points, spline


def draw_frontal(actor: Actor, build: Build, turn: Turn, name: str) -> CreatureAnchors:
    """One that stands or sits and looks at the reader, or away."""
    middle = np.array([0.0, -standing_height(build) + build.head * 0.9])
    place = g.affine(0.0, float(middle[1]), build.head)
    head = head_of(actor, turn)
    wide = build.depth * (0.56 if name == "sit" else 0.50)
    if turn.behind:
        _neck_behind(actor, build, middle)
        with actor.sheet.placed(place):
            head.draw()
        _trunk(actor, build, wide, middle, name == "sit", behind=True)
        draw_tail(actor.sheet, build, actor.coat, np.array([0.0, -build.legs * 0.9]), 20)
        mouth = middle
    else:
        tail = np.array([-wide * 0.5, -build.depth * 0.7])
        draw_tail(actor.sheet, build, actor.coat, tail, 10)
        _trunk(actor, build, wide, middle, name == "sit", behind=False)
        _fore_legs(actor, build, wide)
        with actor.sheet.placed(place):
            mouth = g.transform(place, head.draw())[0]
    draw_on_head(actor, place, head.shape.wide, head.shape.tall, turn)
    box = g.transform(place, np.reshape(head.box(), (-1, 2)))
    seat = np.array([0.0, -build.legs - build.depth * 0.42])
    return CreatureAnchors(box_of(box), mouth, (mouth, mouth), seat, ratio=0.6)


def _neck_behind(actor: Actor, build: Build, head: Point) -> None:
    base = np.array([0.0, -build.legs - build.depth * 0.3])
    actor.sheet.limb(np.linspace(base, head, 6), list(build.neck_width), actor.coat.main, 1.0)


def _trunk(
    actor: Actor, build: Build, wide: float, head: Point, seated: bool, behind: bool
) -> None:
    """Hind legs and the trunk over them."""
    sheet, coat = actor.sheet, actor.coat
    top, low = build.legs + build.depth * 0.42, -0.01 if seated else -build.legs * 0.62
    for side in (-1, 1):
        _hind_leg(actor, build, side * wide * (0.95 if seated else 0.62), seated)
    body = _barrel(wide, top, low)
    outlines = [body]
    if not behind:
        base = np.array([0.0, -top + 0.1])
        outlines.append(g.tube(np.linspace(base, head, 6), list(build.neck_width)))
    mask = sheet.merged(outlines, coat.main, 1.1, shade=0.14)
    with sheet.clip(mask):
        if build.belly and not behind:
            chest = g.ellipse(0, (-top + low) / 2, wide * 0.55, (top + low) * 0.42)
            sheet.shape(chest, coat.light, 0)
        markings.draw_pattern(sheet, build, coat, body, actor.seed)


def _barrel(wide: float, top: float, low: float) -> Points:
    right = points(wide * 0.8, -top * 0.93, wide, (-top + low) * 0.5, wide * 0.8, low * 0.95)
    left = right[::-1] * (-1, 1)
    return spline(np.concatenate([[(0.0, -top)], right, [(0.0, low)], left]), steps=6)


def _hind_leg(actor: Actor, build: Build, x: float, splayed: bool) -> None:
    high = build.legs * (0.3 if splayed else 0.9)
    line = points(x * 0.9, -high, x * 1.05, -build.leg[1])
    wide = [build.leg[0] * (1.5 if splayed else 1.0), build.leg[1] * 1.15]
    actor.sheet.limb(spline(line, closed=False), wide, actor.coat.far, 0.95)


def _fore_legs(actor: Actor, build: Build, wide: float) -> None:
    thick, thin = build.leg
    for side in (-1, 1):
        x = side * wide * 0.42
        line = points(x, -build.legs * 0.95, x, -build.legs * 0.5, x, -thin)
        widths = [thick * 0.95, thin * 1.05, thin * 1.2]
        tube = g.tube(spline(line, closed=False), widths, count=6)
        actor.sheet.shape(tube, actor.coat.main, 0.9, shade=0.16, wobble=0.4)
    for side in (-1, 1):
        foot = np.array([side * wide * 0.42, -thin * 0.9])
        markings.draw_foot(actor.sheet, build, actor.coat, foot, None)
