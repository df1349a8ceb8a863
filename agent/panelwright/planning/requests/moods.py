"""Wishes for a mood: calmer, more dramatic, less crowded; by means that a picture has."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

from panelwright.planning.edits import Edit, RemoveSound, SetPanel, SetRegion
from panelwright.planning.embedded.tables import table
from panelwright.planning.requests.asking import NotUnderstood, Wish
from panelwright.planning.requests.camera import shaded, stepped
from panelwright.planning.requests.thinning import thinned
from panelwright_tools.domain import Angle, Face, Panel, Story, TimeOfDay, UserError, Weather

_LEAD: Final = (
    r"(?:(?:make|have|let|keep|turn|give)\s+)?"
    r"(?:(?:it|this|that|them|everything|all of it|the (?:whole |entire )?(?:story|comic|book|thing"
    r"|mood|tone|scene|picture|drawing|atmosphere))\s+)?"
    r"(?:(?:is|be|looks?|feels?|seems?|should (?:be|look|feel|have)|needs?(?: to be)?|has|add|with"
    r"|use)\s+)?"
)
_HOW: Final = (
    r"(?:(?:an?|some|the)\s+)?"
    r"(?:(?:(?:a\s+)?(?:little|bit|lot)(?: bit)?|much|even|way|far|slightly|somewhat|really|very"
    r"|quite|pretty)\s+)?"
)
_LESS: Final = r"less(?: of)?|fewer|too many|too much|too|not so(?: much)?|not as|not too"
_WISH: Final = re.compile(
    rf"{_LEAD}{_HOW}(?:(?P<more>more|some)\s+|(?P<less>{_LESS})\s+)?(?:an?\s+)?(?P<what>[a-z-]+)"
    r"(?:\s+(?:mood|feeling|feel|tone|atmosphere|look|touch|vibe))?",
    re.I,
)


def mood(wish: Wish) -> list[Edit]:
    """More dramatic; less crowded; a spooky mood.

    Raises NotUnderstood for a mood that no means of a picture give, UserError where the panels have
    all of them already.
    """
    name = _mood_named(wish.text)
    if name is None:
        return []
    entry = table("moods")[name]
    if "cant" in entry:
        raise NotUnderstood(f"{entry['cant']}.", entry["near"])
    panels = [wish.story.panel(panel) for panel in wish.panels]
    found = [edit for n, panel in enumerate(panels) for edit in _edits(wish.story, panel, n, entry)]
    if not found:
        raise UserError(
            f"as far as light, shot, angle, faces and things go, {_which(panels)} already so; "
            "say what to change there."
        )
    return found


def _which(panels: list[Panel]) -> str:
    return "that panel is" if len(panels) == 1 else "these panels are"


def _mood_named(text: str) -> str | None:
    """The mood that is to be, which of `less crowded` is the one that is its opposite."""
    plain = text.strip(" .!").lower()
    whole = _index("phrases").get(plain)
    if whole is not None:
        return whole
    told = _WISH.fullmatch(plain)
    if told is None:
        return None
    word = told["what"]
    name = next((found for form in _forms(word) if (found := _index("words").get(form))), None)
    is_noun = name is None and (told["more"] or told["less"] or plain != word)
    name = _index("nouns").get(word) if is_noun else name
    if name is None:
        return None
    entry = table("moods")[name]
    less = bool(told["less"]) or (bool(entry.get("complaint")) and not told["more"])
    opposite: str | None = entry.get("less")
    if less:
        return opposite
    return None if entry.get("complaint") else name


def _forms(word: str) -> Iterator[str]:
    """The word, and what it is a comparative of."""
    from lemminflect import getLemma

    yield word
    yield from getLemma(word, "ADJ")


@cache
def _index(field: str) -> dict[str, str]:
    rows = ((name, entry.get(field, "")) for name, entry in table("moods").items())
    return {
        word.strip(): name
        for name, listed in rows
        for word in (listed.split(";") if field == "phrases" else listed.split())
        if word.strip()
    }


def _edits(story: Story, panel: Panel, number: int, entry: dict[str, Any]) -> Iterator[Edit]:
    """What of the means a panel does not have yet; fields of the panel in one edit."""
    fields: dict[str, object] = {}
    for kind, *told in entry["means"]:
        if kind in _FIELDS:
            fields |= _FIELDS[kind](story, panel, number, told[0])
        else:
            yield from _OTHERS[kind](story, panel, told)
    if fields:
        yield SetPanel.model_validate({"panel": panel.id, **fields})


def _angle(story: Story, panel: Panel, number: int, told: str) -> dict[str, object]:
    if told == "varied":
        turn = Angle.HIGH if number % 2 else Angle.LOW
        angle = turn if panel.angle is Angle.EYE else panel.angle
    else:
        angle = Angle(told)
    return {"angle": angle} if angle is not panel.angle else {}


def _shot(story: Story, panel: Panel, number: int, told: str) -> dict[str, object]:
    shot = stepped(panel.shot, told)
    return {"shot": shot} if shot is not panel.shot else {}


def _time(story: Story, panel: Panel, number: int, told: str) -> dict[str, object]:
    time = shaded(panel.time, told) if told in ("darker", "brighter") else TimeOfDay(told)
    return {"time": time} if time is not panel.time else {}


def _weather(story: Story, panel: Panel, number: int, told: str) -> dict[str, object]:
    indoors = panel.place is not None and story.place(panel.place).indoors
    return {} if indoors or panel.weather is Weather(told) else {"weather": Weather(told)}


def _faces(story: Story, panel: Panel, told: list[str]) -> Iterator[Edit]:
    face, others = Face(told[0]), told[1].split()
    for region in panel.regions:
        if region.subject is not None and (region.face or Face.NEUTRAL) in others:
            yield SetRegion(panel=panel.id, region=region.id, face=face)


def _sounds(story: Story, panel: Panel, told: list[str]) -> Iterator[Edit]:
    for index in reversed(range(len(panel.sounds))):
        yield RemoveSound(panel=panel.id, index=index)


def _thin(story: Story, panel: Panel, told: list[str]) -> Iterator[Edit]:
    yield from thinned(panel)


_FIELDS: Final[dict[str, Callable[[Story, Panel, int, str], dict[str, object]]]] = {
    "angle": _angle, "shot": _shot, "time": _time, "weather": _weather,
}  # fmt: skip
_OTHERS: Final[dict[str, Callable[[Story, Panel, list[str]], Iterator[Edit]]]] = {
    "face": _faces, "sounds": _sounds, "thin": _thin,
}  # fmt: skip
