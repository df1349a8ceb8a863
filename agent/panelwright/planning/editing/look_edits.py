"""Edits of how characters look: always, or for a while."""

from typing import Literal

from panelwright.planning.editing.change import Change
from panelwright.planning.editing.finding import find_character, find_panel, with_character
from panelwright_tools.domain import Look, Panel, Region, Story, UserError, Variation
from panelwright_tools.domain.appearance import rephrased
from panelwright_tools.domain.model import Slug
from panelwright_tools.domain.text import Text


class SetLook(Change):
    """A character looks otherwise, in the whole story."""

    kind: Literal["set_look"] = "set_look"
    character: Slug
    look: Look
    phrase: Text

    def changed(self, story: Story) -> Story:
        """The story with the look, and with its phrase on every panel."""
        old = find_character(story, self.character)
        new = old.model_copy(update={"look": self.look, "phrase": self.phrase})
        panels: list[Panel] = []
        for panel in story.panels:
            regions = tuple(
                rephrased(region, self.phrase) if region.subject == old.id else region
                for region in panel.regions
            )
            panels.append(panel.model_copy(update={"regions": regions}))
        return with_character(story.model_copy(update={"panels": tuple(panels)}), new)

    def told(self) -> str:
        """In words."""
        return f"{self.character} is {self.phrase}"


class SetVariation(Change):
    """Another look that a character may have for a while; one of the same id is replaced."""

    kind: Literal["set_variation"] = "set_variation"
    character: Slug
    variation: Variation

    def changed(self, story: Story) -> Story:
        """The story with the variation; no panel asks for it yet."""
        old = find_character(story, self.character)
        others = tuple(one for one in old.variations if one.id != self.variation.id)
        update = {"variations": (*others, self.variation)}
        return with_character(story, old.model_copy(update=update))

    def told(self) -> str:
        """In words."""
        return f"{self.character} can be {self.variation.phrase}"


class RemoveVariation(Change):
    """A character never looks so; panels that asked for it show it as always."""

    kind: Literal["remove_variation"] = "remove_variation"
    character: Slug
    variation: Slug

    def changed(self, story: Story) -> Story:
        """The story without the variation."""
        old = find_character(story, self.character)
        kept = tuple(one for one in old.variations if one.id != self.variation)
        if len(kept) == len(old.variations):
            known = ", ".join(one.id for one in old.variations) or "none"
            raise UserError(f"{old.id} has no variation {self.variation!r}: it has {known}.")
        story = with_character(story, old.model_copy(update={"variations": kept}))
        panels = tuple(_stripped(panel, old.id, self.variation) for panel in story.panels)
        return story.model_copy(update={"panels": panels})

    def told(self) -> str:
        """In words."""
        return f"{self.character} is never {self.variation}"


class VaryLook(Change):
    """A character looks so from one panel to another; None as variation means as always."""

    kind: Literal["vary_look"] = "vary_look"
    character: Slug
    variation: Slug | None
    first: Slug
    last: Slug | None = None
    """None: to the end of the story."""

    def changed(self, story: Story) -> Story:
        """The story with the look on these panels. Raises UserError where nobody would change."""
        who = find_character(story, self.character)
        ids = [panel.id for panel in story.panels]
        start = ids.index(find_panel(story, self.first).id)
        end = ids.index(find_panel(story, self.last).id) if self.last else len(ids) - 1
        there = set(ids[start : end + 1])
        if not any(r.subject == who.id for p in story.panels if p.id in there for r in p.regions):
            upto = f"to {self.last}" if self.last else "on"
            raise UserError(f"{who.name} is on no panel from {self.first} {upto}.")
        panels = tuple(
            _worn(panel, who.id, self.variation) if panel.id in there else panel
            for panel in story.panels
        )
        return story.model_copy(update={"panels": panels})

    def told(self) -> str:
        """In words."""
        upto = f"from {self.first} to {self.last}" if self.last else f"from {self.first} on"
        where = f"in {self.first}" if self.first == self.last else upto
        return f"{self.character}, {where}: {self.variation or 'as always'}"


def _worn(panel: Panel, character: str, variation: str | None) -> Panel:
    def new(region: Region) -> Region:
        mine = region.subject == character
        return region.model_copy(update={"variation": variation}) if mine else region

    return panel.model_copy(update={"regions": tuple(map(new, panel.regions))})


def _stripped(panel: Panel, character: str, variation: str) -> Panel:
    def new(region: Region) -> Region:
        mine = region.subject == character and region.variation == variation
        return region.model_copy(update={"variation": None}) if mine else region

    return panel.model_copy(update={"regions": tuple(map(new, panel.regions))})
