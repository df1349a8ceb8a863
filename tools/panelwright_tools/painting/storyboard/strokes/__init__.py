"""Drawings as data: a small language of strokes that things and simple creatures are kept in."""

from panelwright_tools.painting.storyboard.strokes.painting import Layer, Roles, draw_strokes
from panelwright_tools.painting.storyboard.strokes.script import Stroke, parse_script, script_bounds

__all__ = ["Layer", "Roles", "Stroke", "draw_strokes", "parse_script", "script_bounds"]
