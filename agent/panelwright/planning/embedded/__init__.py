"""The embedded planner: a story from plain English by rules, without a language model."""

from panelwright.planning.embedded.planner import EmbeddedPlanner

__all__ = ["EmbeddedPlanner"]
