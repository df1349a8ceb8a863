"""Things: drawn from our own scripts or from icon art, coloured by their phrase, else sketched."""

from panelwright_tools.painting.storyboard.things.thing import (
    ThingAnchors,
    draw_thing,
    thing_floats,
    thing_known,
    thing_ratio,
)

__all__ = ["ThingAnchors", "draw_thing", "thing_floats", "thing_known", "thing_ratio"]
