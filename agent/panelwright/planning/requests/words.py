"""Wishes for what is read: captions, balloons, sounds."""

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from panelwright.planning.edits import (
    AddBalloon,
    AddSound,
    Edit,
    ReassignSpeech,
    RemoveBalloon,
    RemoveSound,
    SetBalloon,
    SetPanel,
)
from panelwright.planning.embedded.tables import index as keys_of
from panelwright.planning.requests.asking import Wish, unquoted
from panelwright.planning.requests.finding import character_called, wanted_character
from panelwright_tools.domain import Panel, Sound, Speech, SpeechKind, UserError

_QUOTED: Final = r"[\"“](?P<text>[^\"”]+)[\"”]"
_BALLOON: Final = r"(?:the\s+)?(?:balloon|bubble|speech)\s*(?P<number>\d+)"
_SENTENCE: Final = re.compile(r"(?<=[.!?…\"”])\s+")
_CLAUSE: Final = re.compile(r"\s*[,;:–—]\s*|\s+(?:and|but|while|because|so)\s+")
_SHORT: Final = 60
"""Letters that a short caption has."""
_Goes = Callable[[Speech, float], bool]
"""Whether a balloon goes that stands so far back in its panel, 0..1."""


@cache
def _says() -> re.Pattern[str]:
    """Tom whispers "Hush" as well."""
    verb = "|".join(keys_of("requests", "saying"))
    return re.compile(
        rf"(?:let\s+|have\s+|make\s+)?(?P<who>[\w' -]+?)\s+(?:should\s+|must\s+)?"
        rf"(?P<verb>{verb})(?:s|es|ies|y)?\s*[:,]?\s*{_QUOTED}\s*"
        r"(?P<how>instead|as well|too|also)?",
        re.I,
    )


def caption(wish: Wish) -> list[Edit]:
    """No caption; caption: "…"; shorter captions."""
    text: str | None = None
    if re.fullmatch(
        r"(?:no|without(?: a| the| any)?|remove(?: the| all)?) captions?", wish.text, re.I
    ):
        text = ""
    told = re.fullmatch(
        r"(?:the )?caption(?:\s+(?:is|says|reads|should be))?:?\s+"
        rf"(?:{_QUOTED}|(?P<plain>[^\"“].*))",
        wish.text, re.I,
    )  # fmt: skip
    if told is not None:
        text = told.group("text") or unquoted(told.group("plain"))
    if text is not None:
        had = [p for p in wish.panels if text or wish.single or wish.story.panel(p).caption]
        return [SetPanel(panel=panel, caption=text) for panel in had]
    if re.fullmatch(
        r"(?:(?:a |the )?(?:shorter|short) captions?|shorten (?:the )?captions?)", wish.text, re.I
    ):
        return _shorter(wish)
    return []


def _shorter(wish: Wish) -> list[Edit]:
    found: list[Edit] = []
    for panel in wish.panels:
        text = wish.story.panel(panel).caption
        short = shortened(text)
        if short != text:
            found.append(SetPanel(panel=panel, caption=short))
    if not found:
        raise UserError("these captions are as short as they can be cut.")
    return found


def shortened(text: str) -> str:
    """The first sentence; a long one only up to where a clause ends."""
    first = _SENTENCE.split(text)[0]
    if len(first) <= _SHORT:
        return first
    ends = [found.start() for found in _CLAUSE.finditer(first) if found.start() >= _SHORT // 3]
    fitting = [end for end in ends if end <= _SHORT] or ends[:1]
    return f"{first[: fitting[-1]].rstrip('.')}." if fitting else first


def speech(wish: Wish) -> list[Edit]:
    """Tom says "Hello" instead; balloon 2 says "…"; balloon 1 is Tom's."""
    story = wish.story
    said = _says().fullmatch(wish.text)
    if said is not None and not re.fullmatch(_BALLOON, said.group("who"), re.I):
        who = wanted_character(story, said.group("who"))
        manner = SpeechKind(keys_of("requests", "saying")[said.group("verb").lower()])
        found = [
            _said(story.panel(p), Speech(speaker=who.id, text=said.group("text"), kind=manner),
                  said.group("how")) for p in wish.panels
        ]  # fmt: skip
        return [edit for edits in found for edit in edits]
    numbered = re.fullmatch(rf"{_BALLOON}\s+(?:says|is|reads)?:?\s*{_QUOTED}", wish.text, re.I)
    if numbered is not None:
        index = int(numbered.group("number")) - 1
        return [
            SetBalloon(panel=p, index=max(index, 0), text=numbered.group("text"))
            for p in wish.panels
        ]
    owned = re.fullmatch(
        rf"{_BALLOON}\s+(?:is\s+(?:said|spoken)\s+by|belongs\s+to|is)\s+(?P<who>[\w' -]+?)(?:'s)?",
        wish.text, re.I,
    )  # fmt: skip
    if owned is not None:
        speaker = wanted_character(story, owned.group("who")).id
        index = max(int(owned.group("number")) - 1, 0)
        return [ReassignSpeech(panel=p, index=index, speaker=speaker) for p in wish.panels]
    return []


def _said(panel: Panel, new: Speech, how: str | None) -> list[Edit]:
    """A balloon in place of the only one of its speaker, or of the first with "instead"."""
    own = [i for i, old in enumerate(panel.speech) if old.speaker == new.speaker]
    if own and (how == "instead" or (len(own) == 1 and how is None)):
        manner = new.kind if new.kind != panel.speech[own[0]].kind else None
        return [SetBalloon(panel=panel.id, index=own[0], text=new.text, manner=manner)]
    return [AddBalloon(panel=panel.id, speech=new)]


def silence(wish: Wish) -> list[Edit]:
    """No balloons; without balloon 2; less talking; Tom says nothing."""
    gone = re.fullmatch(rf"(?:without|remove|delete|drop|no)\s+{_BALLOON}", wish.text, re.I)
    if gone is not None:
        index = max(int(gone.group("number")) - 1, 0)
        return [RemoveBalloon(panel=panel, index=index) for panel in wish.panels]
    quiet = re.fullmatch(
        r"(?P<who>[\w' -]+?)\s+(?:says nothing|is silent|is quiet)", wish.text, re.I
    )
    if quiet is not None and (who := character_called(wish.story, quiet.group("who"))) is not None:
        return _without_balloons(wish, lambda speech, _: speech.speaker == who.id)
    if re.fullmatch(
        r"(?:no|without(?: any)?|remove (?:all|the))\s+"
        r"(?:balloons?|bubbles?|speech|dialogue|talk|talking|words)|silent",
        wish.text, re.I,
    ):  # fmt: skip
        return _without_balloons(wish, lambda *_: True)
    if re.fullmatch(
        r"(?:less|fewer)\s+(?:talk|talking|speech|dialogue|balloons|bubbles|words)", wish.text, re.I
    ):
        return _without_balloons(wish, lambda _, share: share >= 0.5)
    return []


def _without_balloons(wish: Wish, goes: _Goes) -> list[Edit]:
    """Edits that take balloons out, the last of a panel first so that numbers hold."""
    found: list[Edit] = []
    for panel_id in wish.panels:
        balloons = wish.story.panel(panel_id).speech
        for index in reversed(range(len(balloons))):
            if goes(balloons[index], index / max(len(balloons), 1)):
                found.append(RemoveBalloon(panel=panel_id, index=index))
    if not found:
        raise UserError("there are no such balloons on these panels.")
    return found


def sound(wish: Wish) -> list[Edit]:
    """With the sound "BOOM"; no sounds."""
    told = re.fullmatch(
        rf"(?:with |add |plus )?(?:the |a )?sound(?: effect)?:?\s+{_QUOTED}", wish.text, re.I
    )
    if told is not None:
        return [AddSound(panel=p, sound=Sound(text=told.group("text"))) for p in wish.panels]
    if not re.fullmatch(
        r"(?:no|without(?: any)?|remove (?:all|the)) sounds?(?: effects?)?", wish.text, re.I
    ):
        return []
    return [
        RemoveSound(panel=panel, index=index)
        for panel in wish.panels
        for index in reversed(range(len(wish.story.panel(panel).sounds)))
    ]
