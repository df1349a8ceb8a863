"""Wishes for the order of panels: swap, remove, move, merge, split, a new one."""

import re
from typing import Final

from panelwright.planning.edits import (
    AddPanel,
    AddPlace,
    Edit,
    MergePanels,
    MovePanel,
    RemovePanel,
    SplitPanel,
    SwapPanels,
)
from panelwright.planning.embedded.names import unique
from panelwright.planning.embedded.tables import words
from panelwright.planning.requests.asking import Wish, unquoted
from panelwright.planning.requests.deeds import scene_told
from panelwright.planning.requests.scopes import NUMBER, NUMBERS, PAIR, Order
from panelwright.planning.requests.subjects import new_place, pose_and_face
from panelwright_tools.domain import Beat, Panel, Place, Story, TimeOfDay, UserError, Weather

_PANELS: Final = rf"(?:the\s+)?(?:panels?\s+)?(?P<numbers>{NUMBERS})(?:\s+panel)?"
_ROW: Final = rf"(?:panels?\s+)?(?P<row>{NUMBER}\s*(?:-|–|to)\s*{NUMBER})"
_PAIR: Final = rf"(?:the\s+)?(?:panels?\s+)?(?P<numbers>{PAIR})"
_ONE: Final = rf"(?:the\s+)?(?:panel\s+)?(?P<one>{NUMBER})(?:\s+panel)?"
_NEW: Final = r"(?:add|insert|draw)\s+(?:a\s+|another\s+|one\s+more\s+)?(?:new\s+)?panel"
_WHERE: Final = (
    rf"(?:(?P<side>before|after|behind)\s+(?:the\s+)?(?:panel\s+)?(?P<one>{NUMBER})(?:\s+panel)?"
    rf"|between\s+(?:panels?\s+)?(?P<low>{NUMBER})\s+and\s+(?:panel\s+)?(?P<high>{NUMBER})"
    r"|(?:at|to)\s+the\s+(?:very\s+)?(?P<end>end|start|beginning|front))"
)
_WHAT: Final = r"\s*[:,]?\s+(?:where|in which|with|showing|of|that shows|when)?\s*(?P<what>.+?)"
_AT: Final = re.compile(
    r"\b(?:in|inside|at|into|to|on) (?P<place>(?:the|an?) (?:[\w-]+ )??(?P<noun>[\w-]+))(?!\w)",
    re.I,
)
_SHOWING: Final = (
    r"(?:\s*:\s*|\s+)(?:where|in which|with|showing|that shows|when|(?<=:\s))\s*(?P<what>.+)"
)
_NEW_PANEL: Final = (
    rf"{_NEW}\s+{_WHERE}(?:{_WHAT})?",
    rf"{_NEW}{_WHAT},?\s+{_WHERE}",
    rf"{_NEW}(?:{_SHOWING})?",
)
"""The last doesn't say where, which is at the end."""


def swapped(wish: Wish) -> list[Edit]:
    """Swap panels 2 and 3."""
    told = _told(wish, rf"(?:swap|switch|exchange)\s+(?:over\s+)?{_PAIR}(?:\s+(?:around|over))?")
    if told is None:
        return []
    panels = _named(wish, told)
    if len(panels) != 2:
        raise UserError("name the two panels to swap: swap panels 2 and 3.")
    return [SwapPanels(panel=panels[0], other=panels[1])]


def removed(wish: Wish) -> list[Edit]:
    """Remove panel 4."""
    told = _told(wish, rf"(?:remove|delete|drop|cut|without|no)\s+(?=.*panel){_PANELS}")
    return [RemovePanel(panel=panel) for panel in _named(wish, told)] if told else []


def merged(wish: Wish) -> list[Edit]:
    """Merge panels 2 and 3 into one."""
    told = _told(
        wish,
        rf"(?:merge|join|combine|unite)\s+(?:{_PAIR}|{_ROW})"
        r"(?:\s+(?:in)?to\s+(?:one|a single)(?:\s+panel)?)?",
    )
    if told is None:
        return []
    numbers = told.group("numbers") or told.group("row")
    first, *others = Order(wish.order).named(numbers)
    if not others:
        raise UserError("name the panels to merge: merge panels 2 and 3.")
    return [MergePanels(panel=first, other=other) for other in others]


def split(wish: Wish) -> list[Edit]:
    """Split panel 5 in two."""
    told = _told(
        wish,
        rf"(?:split|divide|cut|break|separate)\s+{_ONE}(?:\s+(?:up|in(?:to)?\s+(?:two|2)(?:\s+panels)?))?"
        r"(?:\s+after\s+balloon\s+(?P<balloon>\d+))?",
    )
    if told is None:
        return []
    balloons = int(told.group("balloon")) if told.group("balloon") else None
    return [SplitPanel(panel=_one(wish, told.group("one")), balloons=balloons)]


def moved(wish: Wish) -> list[Edit]:
    """Move panel 5 before panel 2; to the end."""
    told = _told(
        wish,
        rf"(?:move|put|shift)\s+{_ONE}\s+(?:(?P<side>before|after|behind)\s+(?:the\s+)?(?:panel\s+)?"
        rf"(?P<other>{NUMBER})(?:\s+panel)?|(?:to|at)\s+(?:the\s+)?(?P<end>start|front|beginning|end)"
        r"|to\s+(?:number|position|place)\s+(?P<to>\d+))",
    )
    if told is None:
        return []
    panel = _one(wish, told.group("one"))
    others = [other.id for other in wish.story.panels if other.id != panel]
    if told.group("side"):
        other = _one(wish, told.group("other"))
        if other == panel:
            raise UserError("a panel can't be moved before or after itself.")
        to = others.index(other) + (told.group("side").lower() != "before")
    elif told.group("end"):
        to = len(others) if told.group("end").lower() == "end" else 0
    else:
        to = min(max(int(told.group("to")) - 1, 0), len(others))
    return [MovePanel(panel=panel, to=to)]


def copied(wish: Wish) -> list[Edit]:
    """Duplicate panel 2."""
    told = _told(wish, rf"(?:duplicate|copy|repeat|double)\s+{_ONE}")
    if told is None:
        return []
    panel = wish.story.panel(_one(wish, told.group("one")))
    ids = [other.id for other in wish.story.panels]
    twin = panel.model_copy(update={"id": unique(f"{panel.id[:58]}n", ids)})
    return [AddPanel(panel=twin, at=ids.index(panel.id) + 1)]


def new_panel(wish: Wish) -> list[Edit]:
    """Add a panel after panel 3: Mina laughs; add a panel where Mina laughs, at the end or not."""
    for pattern in _NEW_PANEL:
        told = _told(wish, pattern)
        if told is not None:
            break
    else:
        return []
    at, beside = _where(wish, told)
    what = unquoted(told.group("what") or "")
    place = _place_in(wish.story, what)
    new = drawn_up(wish.story, beside, what, place)
    is_known = place is None or any(known.id == place.id for known in wish.story.places)
    made: list[Edit] = [] if is_known or place is None else [AddPlace(place=place)]
    return [*made, AddPanel(panel=new, at=at)]


def _where(wish: Wish, told: re.Match[str]) -> tuple[int, str]:
    """The number of a new panel, from 0, and the panel whose place and time it has."""
    ids = [panel.id for panel in wish.story.panels]
    said = told.groupdict()
    if said.keys().isdisjoint({"end", "low", "one"}):
        return len(ids), ids[-1]
    if told.group("end"):
        at = len(ids) if told.group("end").lower() == "end" else 0
        return at, ids[max(at - 1, 0)]
    if told.group("low"):
        low, high = (_one(wish, told.group(name)) for name in ("low", "high"))
        at = max(ids.index(low), ids.index(high))
        return at, ids[max(at - 1, 0)]
    beside = _one(wish, told.group("one"))
    return ids.index(beside) + (told.group("side").lower() != "before"), beside


def drawn_up(story: Story, beside: str, what: str, place: Place | None = None) -> Panel:
    """A panel that shows what words tell, as prose does; at the time of another, and at its place
    unless one is given. Raises UserError when they name a stranger."""
    old = story.panel(beside)
    ids = [panel.id for panel in story.panels]
    new = Panel(
        id=unique(f"{beside[:58]}n", ids),
        place=place.id if place is not None else old.place,
        time=old.time,
        weather=old.weather,
        season=old.season,
        beat=Beat(text=what),
        alt=what,
    )
    present = [region.subject for region in old.regions if region.subject is not None]
    scene = scene_told(story, what, present) if what else None
    if scene is None:
        return new
    for who in scene.named:
        if all(region.subject != who for region in scene.panel.regions):
            scene = scene.with_figure(story.character(who), *pose_and_face(what.split()))
    regions = [
        region.model_copy(update={"prompt": f"{region.phrase}, {what}"})
        if region.subject is not None
        else region
        for region in scene.panel.regions
    ]
    update: dict[str, object] = {"regions": tuple(regions), "relations": scene.panel.relations}
    if scene.panel.time is not TimeOfDay.DAY:
        update["time"] = scene.panel.time
    if scene.panel.weather is not Weather.CLEAR:
        update["weather"] = scene.panel.weather
    return new.model_copy(update=update)


def _place_in(story: Story, what: str) -> Place | None:
    """The place that the words name: one of the story, or a new one that is known as a place."""
    for place in story.places:
        names = "|".join(re.escape(name) for name in {place.name, place.noun} if name)
        if re.search(rf"\b(?:{names})\b", what, re.I):
            return place
    listed = words("place_nouns", "inside") | words("place_nouns", "outside")
    listed |= words("places", "known")
    for said in _AT.finditer(what):
        if said.group("noun").lower() in listed:
            return new_place(said.group("place"), [place.id for place in story.places])
    return None


def _told(wish: Wish, pattern: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, wish.text, re.I)


def _named(wish: Wish, told: re.Match[str]) -> tuple[str, ...]:
    return Order(wish.order).named(told.group("numbers"))


def _one(wish: Wish, number: str) -> str:
    return Order(wish.order).named(number)[0]
