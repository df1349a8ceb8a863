"""Finds the turning point of a story, which deserves the largest panel."""

from collections import Counter
from collections.abc import Sequence

from panelwright_tools.domain import Face, Panel, SpeechKind

FEW = 6
"""Shorter stories have no room for a turning point of its own."""
LONG = 16
"""From so many panels on the turning point fills a page."""
SPLASH = 2.6
LARGER = 0.5
WITH_HERO = 0.6
"""What it counts for the turning point that the hero is in the picture."""
_FROM, _TO = 0.5, 0.95
"""The turning point lies in this part of the story."""
_STRONG = frozenset({Face.WONDER, Face.SURPRISED, Face.SCARED, Face.CRYING, Face.JOY})


def with_turning_point(panels: Sequence[Panel]) -> list[Panel]:
    """The panels, with one of the second half made large."""
    if len(panels) < FEW:
        return list(panels)
    first, last = int(len(panels) * _FROM), max(1, int(len(panels) * _TO))
    hero = _hero(panels)
    turning = max(range(first, last), key=lambda k: (_drama(panels[k], hero), -k))
    panel = panels[turning]
    weight = SPLASH if len(panels) >= LONG else min(panel.weight + LARGER, 2.4)
    changed = panel.model_copy(update={"weight": round(weight, 2)})
    return [*panels[:turning], changed, *panels[turning + 1 :]]


def _hero(panels: Sequence[Panel]) -> str | None:
    """The character that is seen in the most panels."""
    seen = Counter(who for p in panels for who in {r.subject for r in p.regions} if who)
    return max(sorted(seen), key=lambda who: seen[who], default=None)


def _drama(panel: Panel, hero: str | None) -> float:
    """Sounds, shouts, feelings, deeds and the hero speak for a panel; much talk against it."""
    words = sum(len(balloon.text.split()) for balloon in panel.speech)
    shouts = sum(balloon.kind is SpeechKind.SHOUT for balloon in panel.speech)
    moved = sum(region.face in _STRONG for region in panel.regions)
    drama = panel.weight + 0.6 * bool(panel.sounds) + 0.2 * min(shouts, 1) + 0.15 * min(moved, 2)
    drama += WITH_HERO * any(region.subject == hero for region in panel.regions)
    return drama - 0.02 * max(0, words - 12)
