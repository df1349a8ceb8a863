"""How a shot frames its subjects: from sizes in metres to heights in the frame."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from panelwright_tools.domain import Angle, Shot
from panelwright_tools.layout.figure import BACKDROP_HEIGHT, LYING, Figure, Medium
from panelwright_tools.layout.tables import table

WIDENING = (Shot.DETAIL, Shot.CLOSE, Shot.MEDIUM, Shot.FULL, Shot.WIDE, Shot.EXTREME_WIDE)
"""Each shot shows more of the scene than the one before it."""

BUST_SHARE = 0.5
"""Share of a standing figure that a bust shows."""
_TALLEST, _WIDEST = 0.86, 0.9
_SKY_BODY = 0.3
_HALF = 0.44
"""Largest share of the frame for what belongs to one half of it."""
_SCENERY = 0.54
"""Largest share of the width for a thing where there are beings."""
_PUSHED = 0.25
"""How much farther away scenery stands that was made smaller."""
_SMALLEST = 0.075
_THING_SHARE = 0.6
"""Things and owls near a bust are drawn nearer to their real size than in a whole scene."""
_DETAIL = 0.4
"""Least height of a thing that the frame looks at closely."""
_BUST_WIDTH = {"bust": 0.58, "head": 0.78}
LITTLE = 0.55
"""Standing height, for a neighbour's 1, from which on busts are cut alike: a child's, no owl's."""

LOW_BEAST = 0.75
"""The same for animals, which are drawn larger beside people than they are."""


@dataclass(frozen=True)
class Frame:
    """The numbers of a shot; `data/shots.toml` says what each means."""

    shot: Shot
    part: str
    figure: float
    floor: float
    ground: float
    least: float
    beings: int

    @property
    def whole(self) -> bool:
        """Figures stand on a floor that is in the picture."""
        return self.part == "whole"


@lru_cache
def frame_of(shot: Shot) -> Frame:
    """The frame of a shot."""
    return Frame(shot=shot, **table("shots")[shot.value])


def seen_from(frame: Frame, angle: Angle) -> Frame:
    """The same frame for a camera that looks down or up."""
    row = angle_row(angle)
    if not frame.whole or row["figure"] == 1.0:
        return frame
    floor, ground = frame.floor + row["floor"], frame.ground + row["floor"]
    return replace(frame, figure=frame.figure * row["figure"], floor=floor, ground=ground)


def angle_row(angle: Angle) -> dict[str, float]:
    """The numbers of an angle; `data/angles.toml` says what each means."""
    rows: dict[str, dict[str, float]] = table("angles")
    return rows.get(angle.value, rows["eye"])


def wider(shot: Shot) -> Shot | None:
    """The next wider shot; None when there is none."""
    place = WIDENING.index(shot) + 1
    return WIDENING[place] if place < len(WIDENING) else None


def fitted(
    figures: Mapping[str, Figure], frame: Frame, aspect: float, factor: float, room: float = 1.0
) -> dict[str, Figure]:
    """The figures at their heights in the frame; `factor` shrinks them all.

    `room` is the height between letters and floor; scenery gives way to it before people do.
    """
    unit = frame.figure * factor / _reference(figures.values(), frame.whole)
    beings = any(figure.living for figure in figures.values())
    if frame.whole:
        unit = min(unit, factor * _TALLEST / _tallest_standing(figures.values()))
        sized = {name: figure.scaled(unit) for name, figure in figures.items()}
    else:
        sized = {n: _bust(f, frame, unit, _is_little(f, figures)) for n, f in figures.items()}
    return {
        name: _limited(figure, aspect, factor, room if beings else None)
        for name, figure in sized.items()
    }


def uneven(figures: Iterable[Figure]) -> bool:
    """Somebody is a giant beside those who are no smaller than people's children."""
    tall = [figure.standing for figure in figures if figure.living and figure.standing >= LITTLE]
    return len(tall) > 1 and min(tall) < LITTLE * max(tall)


def _is_little(figure: Figure, figures: Mapping[str, Figure]) -> bool:
    """An owl beside a girl, a dog beside a man: not cut at the waist as people are."""
    tallest = max(f.standing for f in figures.values() if f.living or f is figure)
    least = LOW_BEAST if figure.beast else LITTLE
    return figure.living and figure.standing < least * tallest


def looms(figures: Iterable[Figure]) -> bool:
    """A horse or a cow is beside people: whole beside their busts it would be a toy."""
    everyone = [figure for figure in figures if figure.living]
    people = [f.standing for f in everyone if not f.beast and f.ratio < 1.0]
    large = [f.standing for f in everyone if f.beast and f.ratio >= 1.0]
    return bool(people and large) and max(large) >= LOW_BEAST * max(people)


def _tallest_standing(figures: Iterable[Figure]) -> float:
    """Of the beings on the ground; 1 where there are none taller."""
    beings = (f.height for f in figures if f.living and f.medium is Medium.GROUND)
    return max((1.0, *beings))


def _reference(figures: Iterable[Figure], whole: bool) -> float:
    """The height that fills the shot: the tallest being's, within the range of people.

    A child or a cat alone fills it a little less than a grown person; beside a dragon people
    become smaller, but not more than they need to. Where all sit on the ground or kneel, they are
    seen from a little nearer.
    """
    everyone = list(figures)
    beings = [_stature(figure, whole) for figure in everyone if figure.living]
    tallest = max(beings or [f.standing for f in everyone if f.medium is not Medium.SKY] or [1.0])
    return float(min(tallest**0.85, 1.35))


def _stature(figure: Figure, whole: bool) -> float:
    low = whole and figure.pose is not None and figure.pose not in LYING
    return (figure.standing + min(figure.height, figure.standing)) / 2 if low else figure.standing


def _bust(figure: Figure, frame: Frame, unit: float, little: bool) -> Figure:
    """People are cut by the lower edge; things and small animals keep their size to them."""
    upright = figure.living and figure.ratio < 1.0 and figure.pose not in LYING
    if upright and figure.medium is Medium.GROUND and not little:
        visible = unit * figure.standing**0.5
        return replace(figure, height=visible, ratio=_BUST_WIDTH[frame.part], cut=True)
    share = _THING_SHARE if little or not figure.living else 1.0
    height = min(figure.height * share * unit / BUST_SHARE, 0.6 * unit / frame.figure)
    if frame.shot is Shot.DETAIL and not little:
        height = max(height, _DETAIL * unit / frame.figure)
    return replace(figure, height=height)


def _limited(figure: Figure, aspect: float, factor: float, room: float | None) -> Figure:
    """No figure larger than the frame or too small to be seen; its proportions stay.

    Where there are beings (`room` is given), scenery leaves them most of the frame's width.
    """
    height = max(figure.height, _SMALLEST * min(1.0, factor + 0.2))
    scenery = room is not None and not figure.living
    widest = _SCENERY if scenery else _WIDEST
    if figure.across in ("left", "right"):
        widest = _HALF
    tallest = _HALF if figure.along in ("top", "bottom") else _TALLEST
    if figure.medium is Medium.SKY:
        tallest = _SKY_BODY
    elif scenery and room is not None and figure.size >= BACKDROP_HEIGHT:
        tallest = min(tallest, max(_HALF, 0.94 * room))
    fitting = min(height, tallest, widest * aspect / figure.ratio)
    if scenery and (fitting < height or figure.size >= BACKDROP_HEIGHT):
        return replace(figure, height=fitting, depth=min(1.0, figure.depth + _PUSHED))
    return replace(figure, height=fitting)
