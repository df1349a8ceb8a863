"""Wishes for what is read beside speech: captions, sounds."""

import re
from typing import Final

from panelwright.planning.edits import AddSound, Edit, RemoveSound, SetBalloon, SetPanel
from panelwright.planning.requests.asking import QUOTED, Wish, unquoted
from panelwright_tools.domain import Sound, UserError

_SENTENCE: Final = re.compile(r"(?<=[.!?…\"”])\s+")
_CLAUSE: Final = re.compile(r"\s*[,;:–—]\s*|\s+(?:and|but|while|because|so)\s+")
_STANDS: Final = re.compile(
    r"(?:(?:put|move|place|set|with) )?(?:the )?captions? (?:at|to|on) the "
    r"(bottom|foot|end|top|head|beginning|start)(?: of (?:the|its) panel)?",
    re.I,
)
_SHORT: Final = 60
"""Letters that a short caption has."""


def caption(wish: Wish) -> list[Edit]:
    """No caption; caption: "…"; shorter captions; the caption at the bottom."""
    text: str | None = None
    stands = _STANDS.fullmatch(wish.text)
    if stands is not None:
        last = stands.group(1).lower() in ("bottom", "foot", "end")
        had = [p for p in wish.panels if wish.story.panel(p).caption]
        return [SetPanel(panel=panel, caption_last=last) for panel in had]
    if re.fullmatch(
        r"(?:no|without(?: a| the| any)?|remove(?: the| all)?) captions?", wish.text, re.I
    ):
        text = ""
    told = re.fullmatch(
        r"(?:(?:change|set|turn|make|let) )?(?:the )?caption"
        r"(?:\s+(?:is|says|reads|should be|to|into|say|read))?:?\s+"
        rf"(?:{QUOTED}|(?P<plain>[^\"“].*))",
        wish.text, re.I,
    )  # fmt: skip
    if told is not None:
        text = told.group("text") or unquoted(told.group("plain"))
    if text is not None:
        had = [p for p in wish.panels if text or wish.single or wish.story.panel(p).caption]
        if not had and wish.told_here:
            raise UserError("there is no caption to take out there.")
        return [SetPanel(panel=panel, caption=text) for panel in had]
    if re.fullmatch(
        r"(?:(?:a |the )?(?:shorter|short) captions?|shorten (?:the )?captions?)", wish.text, re.I
    ):
        return _shorter(wish)
    return []


def requoted(wish: Wish) -> list[Edit]:
    """Change "Stop!" to "Wait!": wherever these words are read. Raises UserError when nowhere."""
    told = re.fullmatch(
        r"(?:change|replace|turn|make|set|swap)\s+(?:the (?:words?|line|text|balloon|caption)\s+)?"
        r"[\"“](?P<old>[^\"”]+)[\"”]\s+(?:to|into|with|by|for|say)\s+[\"“](?P<new>[^\"”]+)[\"”]",
        wish.text,
        re.I,
    )
    if told is None:
        return []
    old, new = told["old"].strip(), told["new"].strip()
    pattern = re.compile(re.escape(old), re.I)
    found: list[Edit] = []
    for panel in map(wish.story.panel, wish.panels):
        if pattern.search(panel.caption):
            text = pattern.sub(lambda _: new, panel.caption)
            found.append(SetPanel(panel=panel.id, caption=text))
        found += [
            SetBalloon(panel=panel.id, index=index, text=pattern.sub(lambda _: new, speech.text))
            for index, speech in enumerate(panel.speech)
            if pattern.search(speech.text)
        ]
    if not found:
        raise UserError(f"nobody says “{old}”, and no caption has it.")
    return found


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


def sound(wish: Wish) -> list[Edit]:
    """With the sound "BOOM"; no sounds."""
    told = re.fullmatch(
        rf"(?:with |add |plus )?(?:the |a )?sound(?: effect)?:?\s+{QUOTED}", wish.text, re.I
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
