"""Plans the next piece of a story that is there already, as edits that add to it.

What was planned, and perhaps corrected, stays as it is: the piece is planned behind the text before
it, so that names and pronouns mean whom they should, and only its own panels are taken.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from panelwright.planning.edits import AddCharacter, AddPanel, AddPlace, Edit
from panelwright.planning.embedded.names import unique
from panelwright.planning.planner import Planner, PlanWishes
from panelwright.planning.requests.finding import character_called, place_called
from panelwright_tools.domain import Character, Panel, Place, Region, Story, UserError
from panelwright_tools.domain.appearance import rephrased

JOINT: Final = "\n\n"
"""Between the text before and the piece: it begins a paragraph."""


def continued(planner: Planner, story: Story, before: str, piece: str) -> list[Edit]:
    """The edits that add a piece of text at the end of a story.

    `before` is the text that the story was planned from, as far as the planner is to read it again.
    Raises UserError when there is nothing to plan in the piece, and what the planner raises.
    """
    text = f"{before.rstrip()}{JOINT}" if before.strip() else ""
    wishes = PlanWishes(
        style=story.style, rtl=story.direction == "rtl", title=story.title, after=len(text)
    )
    told = planner.plan(text + piece, wishes)
    new = [panel for panel in told.panels if panel.beat.span[1] > len(text)]
    if not new:
        raise UserError("I find nothing to show in that: tell what happens next.")
    joint = _Joint(story, told)
    edits: list[Edit] = [
        *(AddCharacter(character=one) for one in joint.strangers(new)),
        *(AddPlace(place=one) for one in joint.new_places(new)),
    ]
    ids = [panel.id for panel in story.panels]
    for panel in new:
        name = _next_id(ids)
        ids.append(name)
        edits.append(AddPanel(panel=joint.joined(panel, name), at=len(ids) - 1))
    return edits


@dataclass(frozen=True)
class _Joint:
    """How the plan of the whole text fits the story that is there."""

    story: Story
    told: Story

    def strangers(self, panels: Sequence[Panel]) -> Iterator[Character]:
        """Those on the panels who are not in the story's cast, with ids of their own."""
        seen = {region.subject for panel in panels for region in panel.regions}
        seen |= {speech.speaker for panel in panels for speech in panel.speech}
        for one in self.told.cast:
            if one.id in seen and self._known(one) is None:
                yield one.model_copy(update={"id": self._cast[one.id]})

    def new_places(self, panels: Sequence[Panel]) -> Iterator[Place]:
        """The places of the panels that the story does not know."""
        seen = {panel.place for panel in panels}
        for place in self.told.places:
            if place.id in seen and self._known_place(place) is None:
                yield place.model_copy(update={"id": self._places[place.id]})

    def joined(self, panel: Panel, name: str) -> Panel:
        """The panel under its new id, with the ids and looks that the story has."""
        return panel.model_copy(
            update={
                "id": name,
                "place": self._places[panel.place] if panel.place is not None else None,
                "regions": tuple(self._region(region) for region in panel.regions),
                "speech": tuple(
                    speech.model_copy(update={"speaker": self._cast[speech.speaker]})
                    if speech.speaker is not None
                    else speech
                    for speech in panel.speech
                ),
            }
        )

    def _region(self, region: Region) -> Region:
        if region.subject is None:
            return region
        subject = self._cast[region.subject]
        known = next((one for one in self.story.cast if one.id == subject), None)
        region = region.model_copy(update={"subject": subject})
        if known is None:
            return region
        if known.phrase:
            region = rephrased(region, known.phrase)
        return region.model_copy(update={"variation": self._worn(subject)})

    def _worn(self, subject: str) -> str | None:
        """The look that a character had when it was seen last: it goes on."""
        for panel in reversed(self.story.panels):
            for region in panel.regions:
                if region.subject == subject:
                    return region.variation
        return None

    @property
    def _cast(self) -> Mapping[str, str]:
        return _fitting(
            {one.id: self._known(one) for one in self.told.cast},
            [one.id for one in self.story.cast],
        )

    @property
    def _places(self) -> Mapping[str, str]:
        return _fitting(
            {place.id: self._known_place(place) for place in self.told.places},
            [place.id for place in self.story.places],
        )

    def _known(self, one: Character) -> Character | None:
        """The same in the story: by its id, else by its name, which may be another by now."""
        for character in self.story.cast:
            if character.id == one.id:
                return character
        return character_called(self.story, one.name)

    def _known_place(self, one: Place) -> Place | None:
        for place in self.story.places:
            if place.id == one.id:
                return place
        return place_called(self.story, one.name)


def _fitting(
    known: Mapping[str, Character | None] | Mapping[str, Place | None], taken: Sequence[str]
) -> Mapping[str, str]:
    """Ids in the plan to ids in the story; those of strangers are not yet taken there."""
    found: dict[str, str] = {}
    for name, there in known.items():
        found[name] = there.id if there is not None else unique(name, [*taken, *found.values()])
    return found


def _next_id(ids: Sequence[str]) -> str:
    """`p09` after `p08`: never one that was there and is gone in the middle."""
    numbers = [int(found.group(1)) for name in ids if (found := re.match(r"p(\d+)", name))]
    return unique(f"p{max(numbers, default=0) + 1:02d}", ids)
