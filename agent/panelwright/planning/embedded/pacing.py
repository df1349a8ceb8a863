"""Finds the turning point of a story, which deserves the largest panel."""

from collections.abc import Sequence

from panelwright_tools.domain import Face, Panel, SpeechKind

FEW = 6
"""Shorter stories have no room for a turning point of its own."""
LONG = 16
"""From so many panels on the turning point fills a page."""
SPLASH = 2.6
LARGER = 0.5
_FROM, _TO = 0.5, 0.95
"""The turning point lies in this part of the story."""
_STRONG = frozenset({Face.WONDER, Face.SURPRISED, Face.SCARED, Face.CRYING, Face.JOY})


def with_turning_point(panels: Sequence[Panel]) -> list[Panel]:
    """The panels, with one of the second half made large."""
    if len(panels) < FEW:
        return list(panels)
    first, last = int(len(panels) * _FROM), max(1, int(len(panels) * _TO))
    turning = max(range(first, last), key=lambda k: (_drama(panels[k]), -k))
    panel = panels[turning]
    weight = SPLASH if len(panels) >= LONG else min(panel.weight + LARGER, 2.4)
    changed = panel.model_copy(update={"weight": round(weight, 2)})
    return [*panels[:turning], changed, *panels[turning + 1 :]]


def _drama(panel: Panel) -> float:
    """Sounds, shouts, feelings and deeds speak for a panel; much talk against it."""
    words = sum(len(balloon.text.split()) for balloon in panel.speech)
    shouts = sum(balloon.kind is SpeechKind.SHOUT for balloon in panel.speech)
    moved = sum(region.face in _STRONG for region in panel.regions)
    drama = panel.weight + 0.6 * bool(panel.sounds) + 0.2 * min(shouts, 1) + 0.15 * min(moved, 2)
    return drama - 0.02 * max(0, words - 12)
