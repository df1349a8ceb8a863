"""Understands by rules what a user asks of a plan: for one panel, or for the whole story."""

from panelwright.planning.requests.reading import revise, say

__all__ = ["revise", "say"]
