"""Wishes for what is said: balloons, whose they are, in which order, and fewer of them."""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from panelwright.planning.edits import (
    AddBalloon,
    Edit,
    MoveBalloon,
    ReassignSpeech,
    RemoveBalloon,
    SetBalloon,
)
from panelwright.planning.embedded.tables import index as keys_of
from panelwright.planning.requests.asking import QUOTED, Wish, unquoted
from panelwright.planning.requests.finding import character_called, wanted_character
from panelwright_tools.domain import Kind, Panel, Speech, SpeechKind, UserError

_BALLOON: Final = r"(?:the\s+)?(?:balloon|bubble|speech)\s*"
_NUMBERED: Final = rf"{_BALLOON}(?P<number>\d+)"
_OTHER: Final = rf"(?:{_BALLOON})?(?P<other>\d+)"
_Goes = Callable[[Speech, float], bool]
"""Whether a balloon goes that stands so far back in its panel, 0..1."""


def speech(wish: Wish) -> list[Edit]:
    """Tom says "Hello" instead; Tom says: hello."""
    told = _says().fullmatch(wish.text)
    if told is None or re.fullmatch(_NUMBERED, told.group("who"), re.I):
        return []
    quoted = told.group("text")
    if quoted is None and character_called(wish.story, told.group("who")) is None:
        return []
    who = wanted_character(wish.story, told.group("who"))
    manner = SpeechKind(keys_of("requests", "saying")[told.group("verb").lower()])
    if manner is SpeechKind.SPEECH and who.kind is Kind.ROBOT:
        manner = SpeechKind.ROBOT
    new = Speech(speaker=who.id, text=quoted or unquoted(told.group("plain")), kind=manner)
    found = [_said(wish.story.panel(panel), new, told.group("how")) for panel in wish.panels]
    return [edit for edits in found for edit in edits]


@cache
def _says() -> re.Pattern[str]:
    return re.compile(
        rf"(?:let\s+|have\s+|make\s+)?(?P<who>[\w' -]+?)\s+(?:should\s+|must\s+)?"
        rf"(?P<verb>{'|'.join(keys_of('requests', 'saying'))})(?:s|es|ies|y)?\s*"
        rf"(?:[:,]?\s*{QUOTED}|:\s*(?P<plain>[^\"“]+?))\s*(?P<how>instead|as well|too|also)?",
        re.I,
    )


def _said(panel: Panel, new: Speech, how: str | None) -> list[Edit]:
    """A balloon in place of the only one of its speaker, or of the first with "instead"."""
    own = [i for i, old in enumerate(panel.speech) if old.speaker == new.speaker]
    if own and (how == "instead" or (len(own) == 1 and how is None)):
        manner = new.kind if new.kind != panel.speech[own[0]].kind else None
        return [SetBalloon(panel=panel.id, index=own[0], text=new.text, manner=manner)]
    return [AddBalloon(panel=panel.id, speech=new)]


def balloon(wish: Wish) -> list[Edit]:
    """Balloon 2 says "…"; balloon 1 is Tom's; balloon 2 before balloon 1."""
    said = re.fullmatch(rf"{_NUMBERED}\s+(?:says|is|reads|should\s+(?:say|be|read))?:?\s*{QUOTED}",
                        wish.text, re.I)  # fmt: skip
    if said is not None:
        return [
            SetBalloon(panel=panel, index=_index(said, "number"), text=said.group("text"))
            for panel in wish.panels
        ]
    moved = re.fullmatch(
        rf"(?:move\s+)?{_NUMBERED}\s+(?P<side>before|after)\s+{_OTHER}"
        rf"|(?:swap|switch)\s+(?:the\s+)?(?:balloons|bubbles)",
        wish.text, re.I,
    )  # fmt: skip
    if moved is not None:
        return [_moved(panel, moved) for panel in wish.panels]
    owned = re.fullmatch(
        rf"{_NUMBERED}\s+(?:(?:is|should\s+be)\s+)?"
        r"(?:(?:said|spoken)\s+by\s+|belongs\s+to\s+)?(?P<who>[\w' -]+?)(?:'s|’s)?",
        wish.text, re.I,
    )  # fmt: skip
    who = character_called(wish.story, owned.group("who")) if owned is not None else None
    if owned is None or who is None:
        return []
    index = _index(owned, "number")
    return [ReassignSpeech(panel=panel, index=index, speaker=who.id) for panel in wish.panels]


def _moved(panel: str, told: re.Match[str]) -> Edit:
    if told.group("number") is None:
        return MoveBalloon(panel=panel, index=1, to=panel, at=0)
    one, other = _index(told, "number"), _index(told, "other")
    at = other - (one < other) + (told.group("side").lower() != "before")
    return MoveBalloon(panel=panel, index=one, to=panel, at=max(at, 0))


def _index(told: re.Match[str], group: str) -> int:
    return max(int(told.group(group)) - 1, 0)


def silence(wish: Wish) -> list[Edit]:
    """No balloons; without balloon 2; less talking; Tom says nothing."""
    gone = re.fullmatch(rf"(?:without|remove|delete|drop|no)\s+{_NUMBERED}", wish.text, re.I)
    if gone is not None:
        return [RemoveBalloon(panel=panel, index=_index(gone, "number")) for panel in wish.panels]
    quiet = re.fullmatch(
        r"(?P<who>[\w' -]+?)\s+(?:says nothing|is silent|is quiet)", wish.text, re.I
    )
    if quiet is not None and (who := character_called(wish.story, quiet.group("who"))) is not None:
        return _without_balloons(
            wish,
            lambda speech, _: speech.speaker == who.id,
            f"{who.name} says nothing on these panels as it is.",
        )
    if re.fullmatch(
        r"(?:no|without(?: any)?|remove (?:all|the))\s+"
        r"(?:balloons?|bubbles?|speech|dialogue|talk|talking|words)|silent",
        wish.text, re.I,
    ):  # fmt: skip
        return _without_balloons(wish, lambda *_: True)
    if re.fullmatch(
        r"(?:less|fewer)\s+(?:talk|talking|speech|dialogue|balloons|bubbles|words)", wish.text, re.I
    ):
        return _without_balloons(
            wish,
            lambda _, share: share >= 0.5,
            'no panel of these has a second balloon: say "no balloons" to have none.',
        )
    return []


def _without_balloons(
    wish: Wish, goes: _Goes, none: str = "there are no balloons on these panels."
) -> list[Edit]:
    """Edits that take balloons out, the last of a panel first so that numbers hold."""
    found: list[Edit] = []
    talk = [(panel, wish.story.panel(panel).speech) for panel in wish.panels]
    for panel, balloons in talk:
        for index in reversed(range(len(balloons))):
            if goes(balloons[index], index / len(balloons)):
                found.append(RemoveBalloon(panel=panel, index=index))
    if not found:
        raise UserError(none)
    return found
