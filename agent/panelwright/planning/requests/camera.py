"""Wishes for how a panel is seen: shot, angle, sides, light, size, style."""

import re

from panelwright.planning.edits import Edit, MirrorPanel, SetPanel, SetStyle
from panelwright.planning.embedded.tables import table
from panelwright.planning.requests.asking import Wish, asked
from panelwright_tools.domain import Angle, Season, Shot, TimeOfDay, Weather

_SHOTS = list(Shot)
_STYLE = re.compile(r"^(?:in (?:the )?)?(?:style (?:of )?)?(?P<name>[\w -]+?)(?: style)?$", re.I)
_LEADING = re.compile(
    r"^(?:make|draw|paint|do|in)\s+(?:it|this|everything|all of it"
    r"|the (?:whole )?(?:comic|story|book|thing))?\s*(?:in|as|like)?\s*",
    re.I,
)
_AROUND = re.compile(r"\bstyle\b(?:\s+of)?|^(?:a|an|the)\b", re.I)
_LARGER, _SMALLER = 1.6, 0.625


def frame(wish: Wish) -> list[Edit]:
    """Closer, wider, a close-up, from above."""
    nearer = asked("nearer", re.sub(r"\b(a bit|a little|much|even)\s+", "", wish.text.lower()))
    named, angle = asked("shot", wish.text), asked("angle", wish.text)
    found: list[Edit] = []
    for panel in wish.panels:
        if nearer is not None:
            shot = stepped(wish.story.panel(panel).shot, nearer)
            found.append(SetPanel(panel=panel, shot=shot))
        elif named is not None:
            found.append(SetPanel(panel=panel, shot=Shot(named)))
        elif angle is not None:
            found.append(SetPanel(panel=panel, angle=Angle(angle)))
    return found


def stepped(shot: Shot, way: str) -> Shot:
    """The next shot that is `closer` or `wider`, or the same where there is none."""
    place = _SHOTS.index(shot) + (1 if way == "closer" else -1)
    return _SHOTS[min(max(place, 0), len(_SHOTS) - 1)]


def mirror(wish: Wish) -> list[Edit]:
    """Mirrored."""
    if asked("sides", wish.text) != "mirrored":
        return []
    return [MirrorPanel(panel=panel) for panel in wish.panels]


def light(wish: Wish) -> list[Edit]:
    """At night, in the rain, in winter; darker, brighter."""
    shade = asked("shade", re.sub(r"\b(a bit|a little|much|even)\s+", "", wish.text.lower()))
    if shade is not None:
        return [
            SetPanel(panel=panel, time=shaded(wish.story.panel(panel).time, shade))
            for panel in wish.panels
        ]
    time, weather, season = (asked(name, wish.text) for name in ("time", "weather", "season"))
    fields: dict[str, object] = {}
    if time is not None:
        fields["time"] = TimeOfDay(time)
    elif weather is not None:
        fields["weather"] = Weather(weather)
    elif season is not None:
        fields["season"] = Season(season)
    if not fields:
        return []
    return [SetPanel.model_validate({"panel": panel, **fields}) for panel in wish.panels]


def shaded(time: TimeOfDay, shade: str) -> TimeOfDay:
    """The time of day a step `brighter` or `darker`, or the same where there is none."""
    steps: list[str] = table("requests")["shades"]["steps"].split()
    place = next((n for n, step in enumerate(steps) if time in step.split("|")), 0)
    to = min(max(place + (1 if shade == "darker" else -1), 0), len(steps) - 1)
    return time if to == place else TimeOfDay(steps[to].split("|")[0])


def amount(wish: Wish) -> list[Edit]:
    """Bigger, smaller: the share of the page."""
    size = asked("amount", wish.text)
    if size is None:
        return []
    found: list[Edit] = []
    for panel in wish.panels:
        weight = wish.story.panel(panel).weight
        factor = _LARGER if size == "bigger" else _SMALLER
        wanted = 3.0 if size == "splash" else min(max(weight * factor, 0.2), 10.0)
        found.append(SetPanel(panel=panel, weight=round(wanted, 3)))
    return found


def style(wish: Wish) -> list[Edit]:
    """Style noir; make it manga. Always of the whole story."""
    named = style_named(wish.text)
    return [SetStyle(style=named)] if named is not None else []


def style_named(text: str) -> str | None:
    """The style that a wish asks for, known or not; None when it asks for something else."""
    plain = _LEADING.sub("", text)
    known = asked("style", plain) or asked("style", _AROUND.sub("", plain).strip())
    if known is not None or "style" not in text.lower():
        return known
    told = _STYLE.match(text)
    return told.group("name").lower()[:40] if told else None
