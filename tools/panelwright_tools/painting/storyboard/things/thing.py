"""One door to all things: choose how a noun is shown, colour it by its phrase, draw it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from panelwright_tools.domain.vocabulary import Face
from panelwright_tools.painting.storyboard.colour import Paint, rgb
from panelwright_tools.painting.storyboard.geometry import (
    Affine,
    Point,
    Points,
    affine,
    compose,
    transform,
)
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.strokes.painting import Layer, draw_strokes
from panelwright_tools.painting.storyboard.tables import table
from panelwright_tools.painting.storyboard.things.choice import Choice, choice_for
from panelwright_tools.painting.storyboard.things.conditions import (
    condition_of,
    draw_broken,
    draw_cracks,
    put_out,
)
from panelwright_tools.painting.storyboard.things.drawings import Drawing, drawings
from panelwright_tools.painting.storyboard.things.faces import draw_thing_face
from panelwright_tools.painting.storyboard.things.groups import group_of, group_ratio
from panelwright_tools.painting.storyboard.things.icons import draw_icon, icon, main_colour
from panelwright_tools.painting.storyboard.things.naming import (
    colour_of,
    describing,
    is_coloured,
)
from panelwright_tools.painting.storyboard.things.sketch import (
    MIDDLE,
    UNDER_FACE,
    draw_sketch,
    sketch_ratio,
)
from panelwright_tools.painting.storyboard.things.windows import HEAD, head_at_window, windows_of

HeadBox = tuple[float, float, float, float]
Glowing = tuple[float, float, float, str]


@dataclass(frozen=True)
class ThingAnchors:
    """Where a drawn thing is sat on, held and spoken from, in the unit of the call's map."""

    sketched: bool
    """No table knows the noun: a labelled sketch was drawn."""
    seat: Point
    """Where somebody sits or another thing stands."""
    grip: Point
    """Where a hand holds it."""
    has_front: bool = False
    """A second call with layer="front" draws what lies over its riders."""
    grip_angle: float = 0.0
    lap: tuple[float, float] = (-0.3, 0.3)
    """From and to x where riders may sit."""
    head: HeadBox | None = None
    """Its face, when it has one."""
    mouth: Point | None = None
    glow: Glowing | None = None
    """x, y, radius and colour of its light."""
    windows: tuple[Points, ...] = ()
    """Outlines of the windows at which passengers are seen, the driver's first."""
    window_head: float = HEAD
    """Height of a head at a window, as a share of the window's."""


def thing_known(noun: str, phrase: str = "") -> bool:
    """Whether some table knows how to draw the noun."""
    return choice_for(noun, phrase).way != "sketch"


def thing_floats(noun: str, phrase: str = "") -> bool:
    """Whether it is a vessel, which carries somebody on the water."""
    choice = choice_for(noun, phrase)
    return choice.way == "drawing" and drawings()[choice.name].water


@lru_cache(maxsize=4096)
def thing_ratio(noun: str, phrase: str = "", count: int = 1) -> float:
    """Width over height of the thing, or of a group of `count` of them."""
    single = _ratio(choice_for(noun, phrase))
    return group_ratio(count, single) if count > 1 else single


def _ratio(choice: Choice) -> float:
    if choice.way == "sketch":
        return sketch_ratio(choice.name)
    if choice.way == "icon":
        return icon(choice.name).ratio
    left, top, right, bottom = drawings()[choice.name].bounds
    return (right - left) / (bottom - top)


def draw_thing(
    sheet: Sheet,
    noun: str,
    phrase: str = "",
    *,
    seed: int = 0,
    layer: Layer = "all",
    face: Face | None = None,
    count: int = 1,
) -> ThingAnchors:
    """Draw a thing one unit high, its base on y = 0, centred on x = 0, facing +x.

    `phrase` gives colour, material and wear. `layer` parts what lies behind riders from what lies
    over them. With a `face` the thing is a character. `count` of them stand as a group.
    """
    choice = choice_for(noun, phrase)
    words = describing(noun, phrase, choice.known_as)
    spots = group_of(count, _ratio(choice), seed)
    anchors = _anchors(choice)
    if condition_of(words) == "unlit":
        anchors = replace(anchors, glow=None)
    for x, y, size in spots:
        with sheet.placed(affine(x, y, size)):
            label = MIDDLE if face is None else UNDER_FACE
            _draw_in_condition(sheet, choice, words, layer, label)
            if face is not None and layer != "back":
                anchors = draw_thing_face(sheet, anchors, _face_spot(choice), face)
    return anchors


def _draw_in_condition(
    sheet: Sheet, choice: Choice, words: list[str], layer: Layer, label: float
) -> None:
    """The whole thing, or its pieces, or the thing with its cracks."""
    condition = condition_of(words) if choice.way != "sketch" else ""
    if condition == "broken":
        colour = colour_of(words, _main_of(choice))
        draw_broken(
            sheet,
            _ratio(choice),
            lambda: _draw_one(sheet, choice, words, layer, label),
            lambda corners: _splinter(sheet, corners, colour),
        )
        return
    _draw_one(sheet, choice, words, layer, label)
    if condition == "cracked" and layer != "back":
        draw_cracks(sheet, _ratio(choice))


def _splinter(sheet: Sheet, corners: Points, colour: Paint) -> None:
    sheet.shape(corners, colour, 0.8, shade=0.1)


def _main_of(choice: Choice) -> Paint:
    """The colour of most of a thing."""
    if choice.way == "icon":
        return main_colour(icon(choice.name))
    drawing = drawings()[choice.name]
    own = dict(drawing.colours)
    return own.get("main") or str(table("materials")["material"][drawing.main or "wood"])


def _draw_one(sheet: Sheet, choice: Choice, words: list[str], layer: Layer, label: float) -> None:
    if choice.way == "drawing":
        drawing = drawings()[choice.name]
        with sheet.placed(_normal(drawing)):
            unlit = condition_of(words) == "unlit"
            strokes = put_out(drawing.strokes) if unlit else drawing.strokes
            draw_strokes(sheet, strokes, _roles(drawing, words), layer)
    elif layer == "front":
        return
    elif choice.way == "icon":
        tint = rgb(colour_of(words, "#a39c98")) if is_coloured(words) else None
        draw_icon(sheet, icon(choice.name), tint=tint)
    else:
        draw_sketch(sheet, choice.name, colour_of(words, "#efe6d2") if words else None, label)


def _normal(drawing: Drawing) -> Affine:
    """The map from a drawing's own units to height 1 over y = 0, centred."""
    left, top, right, bottom = drawing.bounds
    scale = 1 / (bottom - top)
    return compose(affine(0, 0, scale), affine(-(left + right) / 2, -bottom))


def _roles(drawing: Drawing, words: list[str]) -> Callable[[str], Paint]:
    own = dict(drawing.colours)
    materials = table("materials")["material"]
    main = own.get("main") or str(materials[drawing.main or "wood"])

    def role(name: str) -> Paint:
        if name == "main":
            return colour_of(words, main)
        if name in own:
            return own[name]
        return colour_of(words, main) if name == drawing.main else str(materials[name])

    return role


def _face_spot(choice: Choice) -> tuple[float, float, float]:
    """x, y and half width of a face on the thing, in heights."""
    ratio = _ratio(choice)
    if choice.way == "drawing":
        drawing = drawings()[choice.name]
        if drawing.face is not None:
            x, y, size = drawing.face
            at = transform(_normal(drawing), (x, y))[0]
            return float(at[0]), float(at[1]), size * float(_normal(drawing)[0, 0])
    return 0.0, -0.52, min(0.30, 0.34 * ratio)


def _anchors(choice: Choice) -> ThingAnchors:
    top, middle = np.array([0.0, -1.0]), np.array([0.0, -0.45])
    if choice.way != "drawing":
        return ThingAnchors(
            choice.way == "sketch",
            top,
            middle,
            windows=windows_of(choice.name),
            window_head=head_at_window(choice.name),
        )
    drawing = drawings()[choice.name]
    place = _normal(drawing)

    def spot(pair: tuple[float, float] | None, otherwise: Point) -> Point:
        return otherwise if pair is None else transform(place, pair)[0]

    lap = drawing.lap or (-0.3, 0.3)
    ends = transform(place, [(lap[0], 0.0), (lap[1], 0.0)])[:, 0]
    glow = None
    if drawing.glow is not None:
        x, y, radius, colour = drawing.glow
        at = transform(place, (x, y))[0]
        glow = (float(at[0]), float(at[1]), radius * float(place[0, 0]), colour)
    return ThingAnchors(
        sketched=False,
        seat=spot(drawing.seat, top),
        grip=spot(drawing.grip, middle),
        has_front=drawing.has_front,
        grip_angle=drawing.grip_angle,
        lap=(float(ends[0]), float(ends[1])),
        glow=glow,
        windows=windows_of(choice.name),
        window_head=head_at_window(choice.name),
    )
