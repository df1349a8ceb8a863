"""Places: every place is one seeded world; panels only move the camera."""

from panelwright_tools.painting.storyboard.places.atlas import (
    indoors_of,
    mood_at,
    world_names,
    world_of,
)
from panelwright_tools.painting.storyboard.places.drawing import draw_place
from panelwright_tools.painting.storyboard.places.view import PlacePicture, Surface, View

__all__ = [
    "PlacePicture",
    "Surface",
    "View",
    "draw_place",
    "indoors_of",
    "mood_at",
    "world_names",
    "world_of",
]
