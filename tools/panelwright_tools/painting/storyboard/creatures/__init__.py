"""Creatures: animals, monsters, ghosts and robots with rigs of their own."""

from panelwright_tools.painting.storyboard.creatures.anchors import CreatureAnchors
from panelwright_tools.painting.storyboard.creatures.drawing import draw_creature
from panelwright_tools.painting.storyboard.creatures.names import creature_for

__all__ = ["CreatureAnchors", "creature_for", "draw_creature"]
