"""Wishes for the order of panels: swap, remove, move, merge, split, a new one."""

import re
from typing import Final

from panelwright.planning.edits import (
    AddPanel,
    Edit,
    MergePanels,
    MovePanel,
    RemovePanel,
    SplitPanel,
    SwapPanels,
)
from panelwright.planning.embedded.names import unique
from panelwright.planning.requests.asking import Wish, unquoted
from panelwright.planning.requests.finding import character_called
from panelwright.planning.requests.scopes import NUMBER, NUMBERS, PAIR, Order
from panelwright.planning.requests.subjects import figure, pose_and_face
from panelwright_tools.domain import Beat, Panel, Region, Story, UserError

_PANELS: Final = rf"(?:the\s+)?(?:panels?\s+)?(?P<numbers>{NUMBERS})(?:\s+panel)?"
_ROW: Final = rf"(?:panels?\s+)?(?P<row>{NUMBER}\s*(?:-|–|to)\s*{NUMBER})"
_PAIR: Final = rf"(?:the\s+)?(?:panels?\s+)?(?P<numbers>{PAIR})"
_ONE: Final = rf"(?:the\s+)?(?:panel\s+)?(?P<one>{NUMBER})(?:\s+panel)?"


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
        rf"(?:split|divide|cut)\s+{_ONE}(?:\s+(?:up|in(?:to)?\s+(?:two|2)(?:\s+panels)?))?"
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


def new_panel(wish: Wish) -> list[Edit]:
    """Add a panel after panel 3: Mina laughs."""
    told = _told(
        wish,
        r"(?:add|insert)\s+(?:a\s+|another\s+)?(?:new\s+)?panel\s+"
        rf"(?P<side>before|after|behind)\s+{_ONE}"
        r"(?:\s*[:,]?\s+(?:where|in which|with|showing)?\s*(?P<what>.+))?",
    )
    if told is None:
        return []
    beside = _one(wish, told.group("one"))
    at = [panel.id for panel in wish.story.panels].index(beside)
    at += told.group("side").lower() != "before"
    return [AddPanel(panel=drawn_up(wish.story, beside, unquoted(told.group("what") or "")), at=at)]


def drawn_up(story: Story, beside: str, what: str) -> Panel:
    """A panel at the place and time of another, with whom of the cast the words name, doing it."""
    old = story.panel(beside)
    ids = [panel.id for panel in story.panels]
    new = Panel(
        id=unique(f"{beside[:58]}n", ids),
        place=old.place,
        time=old.time,
        weather=old.weather,
        season=old.season,
        beat=Beat(text=what),
        alt=what,
    )
    regions: list[Region] = []
    pose, face = pose_and_face(what.split())
    for word in re.findall(r"[\w'-]+", what):
        who = character_called(story, word.removesuffix("'s"))
        if who is not None and all(region.subject != who.id for region in regions):
            region = figure(who, new)
            acting = {"pose": pose or region.pose, "face": face or region.face}
            prompt = f"{region.phrase}, {what}" if what else region.prompt
            regions.append(region.model_copy(update={**acting, "prompt": prompt}))
    return new.model_copy(update={"regions": tuple(regions)})


def _told(wish: Wish, pattern: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, wish.text, re.I)


def _named(wish: Wish, told: re.Match[str]) -> tuple[str, ...]:
    return Order(wish.order).named(told.group("numbers"))


def _one(wish: Wish, number: str) -> str:
    return Order(wish.order).named(number)[0]
