"""What painting some panels of a plan would cost, before it is the run's plan."""

from collections.abc import Sequence
from dataclasses import replace

from panelwright.paying import looking_price
from panelwright.storyboard import first_brief
from panelwright.studio import Studio
from panelwright_tools.domain import FREE, Brief, Cost, Story


def cost_told(studio: Studio, story: Story, panels: Sequence[str]) -> str:
    """What the first pictures of these panels cost, in words; empty where they cost nothing."""
    later = replace(studio)
    later.__dict__["story"] = story
    wanted = set(panels)
    briefs = (first_brief(panel, later) for panel in story.panels if panel.id in wanted)
    first = next(briefs, None)
    if first is None:
        return ""
    cost = _price(later, first)
    if cost == FREE:
        return "on this machine's device" if studio.painter.side_by_side is not None else ""
    cost = sum((_price(later, brief) for brief in briefs), cost)
    return f"at least {cost.words}"


def _price(studio: Studio, brief: Brief) -> Cost:
    if studio.store.holds(studio.key(brief)):
        return FREE
    return studio.painter.price(brief) + looking_price(studio, brief)
