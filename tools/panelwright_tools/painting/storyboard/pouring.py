"""Pouring: a tilted vessel, a stream from its spout, and what it goes into beneath it."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from panelwright_tools.domain.vocabulary import Pose, RelationKind
from panelwright_tools.painting.storyboard.fitting import Fit
from panelwright_tools.painting.storyboard.geometry import Point
from panelwright_tools.painting.storyboard.people.person import PersonFigure
from panelwright_tools.painting.storyboard.roles import ThingFigure
from panelwright_tools.painting.storyboard.scene import HOLDING
from panelwright_tools.painting.storyboard.stage import (
    Stage,
    Staged,
    middle_of,
    send_hands,
    shoulder_of,
)
from panelwright_tools.painting.storyboard.streams import Stream
from panelwright_tools.painting.storyboard.tables import table

AHEAD, DOWN = 0.80, 0.0
"""Where the hand with the vessel is, lengths of the arm from the shoulder."""
DROP = 0.5
"""From the spout to what the other hand holds, heads."""
CUP = 0.55
"""Height of what the other hand holds under the spout, heads."""
TALL, ASIDE = 0.8, 0.3
"""From this size on, against who pours, a thing is poured on at its foot, so far off its middle."""
INTO = 0.14
"""How far into a thing the stream goes, heights of the thing."""
THICK = 0.07
"""Half the width of a stream, heads."""
DROPS = (-0.10, -0.035, 0.03, 0.095)
"""Where the drops of a rose leave it, heads across."""


def pour_all(stage: Stage) -> None:
    """Let all who pour do so, where they hold what can be poured from."""
    for item in stage.scene.brief.regions:
        if item.region.pose is Pose.POUR:
            _pour(stage, item.region.id)


def _pour(stage: Stage, holder: str) -> None:
    held = stage.scene.related(holder, *HOLDING)
    rows = {name: row for name in held if (row := _row(stage.cast[name])) is not None}
    if not rows or not isinstance(stage.cast[holder].figure, PersonFigure):
        return
    vessel, row = next(iter(rows.items()))
    others = [name for name in held if name != vessel]
    seen = stage.scene.related(holder, RelationKind.LOOKS_AT)
    if not others and seen:
        _step_to(stage, holder, seen[0], row)
    hand = _tilt(stage, holder, vessel, row)
    spout = _spot(stage.cast[vessel], row["spout"])
    far = None
    goal = next(iter(others or seen), None)
    if others:
        far = _hold_under(stage, holder, others[0], spout)
    send_hands(stage, holder, hand, far)
    end = spout + np.array([0.0, 1.1 * stage.cast[holder].fit.scale])
    if goal is not None:
        cup = stage.cast[goal]
        tall = cup.tall > TALL * stage.cast[holder].tall
        mouth = max(float(spout[1]), cup.fit.foot - (1 - INTO) * cup.tall)
        end = np.array([spout[0], cup.fit.foot if tall else mouth])
    stage.change(vessel, stream=_stream(stage, holder, vessel, row, spout, end))


def _row(one: Staged) -> Mapping[str, Any] | None:
    """The row of pouring.toml for a thing."""
    if not isinstance(one.figure, ThingFigure):
        return None
    noun = one.figure.noun.lower()
    names = {noun, noun.rsplit(" ", 1)[-1]}
    rows = [row for row in table("pouring")["vessel"] if noun in row["nouns"]]
    rows += [row for row in table("pouring")["vessel"] if names & set(row["nouns"])]
    return next(iter(rows), None)


def _hand(one: Staged) -> Point:
    reach = one.figure.anchors.reach * one.fit.scale
    hand: Point = shoulder_of(one, 0) + np.array([one.fit.flip * AHEAD * reach, DOWN * reach])
    return hand


def _step_to(stage: Stage, holder: str, goal: str, row: Mapping[str, Any]) -> None:
    """Stand so that the spout is over what is poured on."""
    one, other = stage.cast[holder], stage.cast[goal]
    out = float(row["height"]) * 0.8 * one.fit.scale * one.fit.flip
    tall = other.tall > TALL * one.tall
    wanted = other.fit.centre - out - (ASIDE * other.wide * one.fit.flip if tall else 0.0)
    stage.change(holder, fit=one.fit.moved(wanted - float(_hand(one)[0]), 0.0))


def _tilt(stage: Stage, holder: str, vessel: str, row: Mapping[str, Any]) -> Point:
    """The vessel in the near hand, before everything else, tilted; where the hand is."""
    one, other = stage.cast[holder], stage.cast[vessel]
    fit = other.fit.resized(float(row["height"]) * one.fit.scale / max(other.tall, 1e-6))
    flip = -one.fit.flip if row.get("mirror", False) else one.fit.flip
    if fit.flip != flip:
        matrix = fit.matrix.copy()
        matrix[:, 0] *= -1
        fit = Fit(matrix, fit.extent, fit.cut)
    hand = _hand(one)
    held = other.fitted(fit)
    fit = fit.moved(*(hand - _spot(held, row["grip"])))
    fit = fit.tilted(one.fit.flip * float(row["tilt"]), hand)
    order = (one.order[0], one.order[1] + 0.03)
    stage.change(vessel, fit=fit, order=order, over=order, held=True)
    stage.change(holder, over=(one.order[0], one.order[1] + 0.04))
    return hand


def _hold_under(stage: Stage, holder: str, cup: str, spout: Point) -> Point:
    """A cup in the far hand, its mouth under the spout; where that hand is."""
    one, other = stage.cast[holder], stage.cast[cup]
    fit = other.fit.resized(CUP * one.fit.scale / max(other.tall, 1e-6))
    top = spout[1] + DROP * one.fit.scale
    tall = CUP * one.fit.scale
    fit = fit.moved(float(spout[0]) - fit.centre, float(top) + tall - fit.foot)
    order = (one.order[0], one.order[1] + 0.02)
    stage.change(cup, fit=fit, order=order, over=order, held=True)
    held = stage.cast[cup]
    return np.asarray(middle_of(held) - np.array([one.fit.flip * 0.52 * held.wide, 0.0]))


def _spot(one: Staged, share: list[float]) -> Point:
    """A spot of a drawing given in shares of its ink from the top left, pixels."""
    e = one.fit.extent
    return one.to_pixels(np.array([e.left + share[0] * e.width, e.top + share[1] * e.height]))


def _stream(
    stage: Stage, holder: str, vessel: str, row: Mapping[str, Any], spout: Point, end: Point
) -> Stream:
    unit = stage.cast[holder].fit.scale
    region = stage.cast[vessel].item.region
    words = f"{region.phrase} {region.noun}".lower().split()
    colours: dict[str, str] = table("pouring")["colours"]
    colour = next((colours[w] for w in reversed(words) if w in colours), colours["otherwise"])
    drops = tuple(across * unit for across in DROPS) if row.get("rose", False) else ()
    return Stream(spout, end, THICK * unit, colour, drops)
