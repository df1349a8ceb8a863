"""Wishes for the things that panels show: another colour, another name, another thing instead."""

import re
from collections.abc import Iterator
from typing import Final

from panelwright.planning.edits import AddRegion, Edit, RemoveRegion, SetRegion
from panelwright.planning.embedded.look_draft import colour_in
from panelwright.planning.embedded.names import with_article
from panelwright.planning.embedded.tables import words
from panelwright.planning.requests.asking import Wish, bare
from panelwright.planning.requests.figures import figure, thing
from panelwright.planning.requests.finding import character_called, missing, regions_called
from panelwright_tools.domain import Panel, Region, UserError

_IS: Final = re.compile(
    r"(?:make\s+|paint\s+)?(?P<what>the\s+[\w -]+?)(?:\s+(?:is|are|should\s+be))?\s+"
    r"(?P<how>[\w-]+(?:\s+and\s+[\w-]+)?)",
    re.I,
)
_CALLED: Final = re.compile(
    r"(?:rename\s+)?(?P<what>the\s+[\w -]+?)\s+(?:to|into|is\s+called|is)\s+"
    r"(?P<new>(?:the|an?)\s+[\w -]+)",
    re.I,
)
_INSTEAD: Final = re.compile(
    r"(?:replace|swap|exchange)\s+(?P<what>.+?)\s+(?:with|by|for)\s+(?P<new>.+)"
    r"|(?P<other>.+?)\s+instead\s+of\s+(?P<old>.+)",
    re.I,
)


def coloured(wish: Wish) -> list[Edit]:
    """The map is blue."""
    told = _IS.fullmatch(wish.text)
    how = told.group("how").lower() if told is not None else ""
    if told is None or not all(map(_is_look, re.split(r"\s+and\s+", how))):
        return []
    return [
        SetRegion(panel=panel.id, region=region.id, phrase=_looking(region.phrase, how))
        for panel, region in _things(wish, told.group("what"))
    ]


def _is_look(word: str) -> bool:
    return colour_in(word) is not None or word in words("rewordings", "things", "looks")


def _looking(phrase: str, how: str) -> str:
    """`an old blue map` for `an old map` or `an old red map`."""
    told = re.split(r"\s+and\s+", how)
    colours = [word for word in told if colour_in(word)]
    rest = [word for word in bare(phrase).split() if not (colour_in(word) and colours)]
    *before, noun = rest or [""]
    return with_article(" ".join((*(w for w in told if w not in colours), *before, *colours, noun)))


def called(wish: Wish) -> list[Edit]:
    """The map is a book: on every panel that shows it, or those that are named."""
    told = _CALLED.fullmatch(wish.text)
    if told is None:
        return []
    return [
        _become(panel, region, told.group("new"))
        for panel, region in _things(wish, told.group("what"))
    ]


def replaced(wish: Wish) -> list[Edit]:
    """Replace the map with a book; Bolt instead of Mina."""
    told = _INSTEAD.fullmatch(wish.text)
    if told is None or not wish.panels:
        return []
    what, new = told.group("what") or told.group("old"), told.group("new") or told.group("other")
    who = character_called(wish.story, new)
    found: list[Edit] = []
    for panel in map(wish.story.panel, wish.panels):
        for region in regions_called(wish.story, panel, what)[:1]:
            if who is None and region.subject is None:
                found.append(_become(panel, region, new))
                continue
            shown = figure(who, panel) if who is not None else thing(new, panel)
            acting = {"pose": region.pose, "face": region.face} if who is not None else {}
            found.append(RemoveRegion(panel=panel.id, region=region.id))
            if who is None or all(other.subject != who.id for other in panel.regions):
                found.append(AddRegion(panel=panel.id, region=shown.model_copy(update=acting)))
    if not found:
        raise UserError(missing(wish.story, wish.panels, what))
    return found


def _become(panel: Panel, region: Region, what: str) -> Edit:
    new = thing(what, panel)
    return SetRegion(panel=panel.id, region=region.id, noun=new.noun, phrase=new.phrase)


def _things(wish: Wish, name: str) -> Iterator[tuple[Panel, Region]]:
    for panel in wish.story.panels:
        if wish.panels and panel.id not in wish.panels:
            continue
        for region in regions_called(wish.story, panel, name):
            if region.subject is None:
                yield panel, region
