"""Edits that make one panel of two, or two of one."""

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from panelwright.planning.editing.change import Change
from panelwright.planning.editing.finding import find_panel
from panelwright.planning.embedded.names import unique
from panelwright_tools.domain import Beat, Panel, Region, Shot, Story, UserError
from panelwright_tools.domain.model import Slug
from panelwright_tools.domain.text import MAX_TEXT

_SENTENCE = re.compile(r"(?<=[.!?…\"”])\s+")
_SHOTS = list(Shot)
_LONGEST_ID = 60


class MergePanels(Change):
    """Two panels become one, at the place of the first; its place, time and camera stay."""

    kind: Literal["merge_panels"] = "merge_panels"
    panel: Slug
    other: Slug

    def changed(self, story: Story) -> Story:
        """The story with one panel for the two."""
        kept, gone = find_panel(story, self.panel), find_panel(story, self.other)
        if kept.id == gone.id:
            raise UserError(f"Panel {kept.id} can't be merged with itself: name two panels.")
        panels = tuple(
            _merged(kept, gone) if panel.id == kept.id else panel
            for panel in story.panels
            if panel.id != gone.id
        )
        return story.model_copy(update={"panels": panels})

    def told(self) -> str:
        """In words."""
        return f"panels {self.panel} and {self.other} become one"


class SplitPanel(Change):
    """A panel becomes two that show the same; its words are shared between them."""

    kind: Literal["split_panel"] = "split_panel"
    panel: Slug
    balloons: Annotated[int, Field(ge=0)] | None = Field(
        default=None, description="how many balloons the first one keeps; None: half of them"
    )

    def changed(self, story: Story) -> Story:
        """The story with the second half right behind the first."""
        old = find_panel(story, self.panel)
        new_id = unique(f"{old.id[:_LONGEST_ID]}b", [panel.id for panel in story.panels])
        kept = self.balloons if self.balloons is not None else (len(old.speech) + 1) // 2
        halves = _halves(old, new_id, kept)
        panels = tuple(
            half for panel in story.panels for half in (halves if panel.id == old.id else (panel,))
        )
        return story.model_copy(update={"panels": panels})

    def told(self) -> str:
        """In words."""
        return f"panel {self.panel} becomes two"


def _merged(kept: Panel, gone: Panel) -> Panel:
    """Everyone of both once, all words in order."""
    moved = _new_names(kept.regions, gone.regions)
    here = {region.id for region in kept.regions}
    regions = [r.model_copy(update={"id": moved[r.id]}) for r in gone.regions]
    relations = [
        relation.model_copy(
            update={
                "source": moved[relation.source],
                "target": moved[relation.target],
                "other": moved[relation.other] if relation.other else None,
            }
        )
        for relation in gone.relations
    ]
    sounds = [
        sound.model_copy(update={"source": moved[sound.source] if sound.source else None})
        for sound in gone.sounds
    ]
    shown = {region.noun for region in (*kept.regions, *gone.regions)}
    return kept.model_copy(
        update={
            "beat": _joined(kept.beat, gone.beat),
            "caption": _text(kept.caption, gone.caption),
            "alt": _text(kept.alt, gone.alt),
            "speech": (*kept.speech, *gone.speech),
            "sounds": (*kept.sounds, *sounds),
            "regions": (*kept.regions, *(r for r in regions if r.id not in here)),
            "relations": tuple(dict.fromkeys((*kept.relations, *relations))),
            "avoid": tuple(n for n in dict.fromkeys((*kept.avoid, *gone.avoid)) if n not in shown),
            "shot": _SHOTS[min(_SHOTS.index(kept.shot), _SHOTS.index(gone.shot))],
            "weight": max(kept.weight, gone.weight),
        }
    )


def _new_names(kept: Sequence[Region], gone: Sequence[Region]) -> dict[str, str]:
    """What each region that comes is called; one that is there already has the name it has there.

    A thing is there already when its phrase is the same, a character when it is the same one.
    """
    known = {region.subject or region.phrase: region.id for region in reversed(kept)}
    taken = [region.id for region in kept]
    names: dict[str, str] = {}
    for region in gone:
        same = known.get(region.subject or region.phrase)
        names[region.id] = same if same is not None else unique(region.id, taken)
        taken.append(names[region.id])
    return names


def _joined(one: Beat, two: Beat) -> Beat:
    spans = [beat.span for beat in (one, two) if beat.span != (0, 0)]
    span = (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else (0, 0)
    return Beat(text=_text(one.text, two.text), span=span)


def _text(one: str, two: str) -> str:
    if two in one:
        return one
    return " ".join(filter(None, (one, two)))[:MAX_TEXT]


def _halves(old: Panel, new_id: str, balloons: int) -> tuple[Panel, Panel]:
    """The first keeps place and camera; the second looks one step closer, or wider at the end."""
    number = _SHOTS.index(old.shot)
    closer = number + 1 if number + 2 < len(_SHOTS) else number - 1
    captions, beats = _parted(old.caption), _parted(old.beat.text)
    first = old.model_copy(
        update={
            "caption": captions[0],
            "beat": old.beat.model_copy(update={"text": beats[0]}),
            "speech": old.speech[:balloons],
        }
    )
    second = old.model_copy(
        update={
            "id": new_id,
            "caption": captions[1],
            "beat": old.beat.model_copy(update={"text": beats[1] or beats[0]}),
            "speech": old.speech[balloons:],
            "sounds": (),
            "shot": _SHOTS[closer],
            "regions": tuple(r.model_copy(update={"box": None}) for r in old.regions),
        }
    )
    return first, second


def _parted(text: str) -> tuple[str, str]:
    """The first and the second half of the sentences of a text."""
    sentences = [part for part in _SENTENCE.split(text) if part]
    half = (len(sentences) + 1) // 2
    return " ".join(sentences[:half]), " ".join(sentences[half:])
