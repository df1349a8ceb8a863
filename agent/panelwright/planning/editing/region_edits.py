"""Edits of what a panel shows: its subjects and how they stand to one another."""

from typing import Annotated, Literal

from pydantic import Field

from panelwright.planning.editing.change import Change
from panelwright.planning.editing.finding import (
    find_panel,
    find_region,
    with_panel,
    with_region,
    without_numbered,
)
from panelwright.planning.embedded.prompts import region_prompt
from panelwright_tools.domain import (
    Face,
    Facing,
    Panel,
    Pose,
    Region,
    Relation,
    Story,
)
from panelwright_tools.domain.appearance import rephrased
from panelwright_tools.domain.model import Slug
from panelwright_tools.domain.story import PanelBox
from panelwright_tools.domain.text import Text


class SetRegion(Change):
    """Changes of one subject of a panel; what is None stays, what `clear` names becomes unset."""

    kind: Literal["set_region"] = "set_region"
    panel: Slug
    region: Slug
    noun: Text | None = None
    phrase: Text | None = None
    prompt: Text | None = None
    box: PanelBox | None = None
    depth: Annotated[float, Field(ge=0, le=1)] | None = None
    pose: Pose | None = None
    face: Face | None = None
    facing: Facing | None = None
    size: Annotated[float, Field(gt=0, le=200)] | None = None
    spot: Annotated[Text, Field(max_length=60)] | None = None
    key: bool | None = None
    variation: Slug | None = None
    clear: tuple[Literal["box", "pose", "face", "facing", "variation"], ...] = ()

    def changed(self, story: Story) -> Story:
        """The story with the subject as it is now; its prompt follows phrase, pose and face."""
        panel = find_panel(story, self.panel)
        old = find_region(panel, self.region)
        new = rephrased(old, self.phrase) if self.phrase is not None else old
        new = new.model_copy(update={**self.given({"phrase"}), **dict.fromkeys(self.clear)})
        if self.prompt is None and (new.pose, new.face) != (old.pose, old.face):
            acting = (new.pose or Pose.STAND, new.face or Face.NEUTRAL)
            new = new.model_copy(update={"prompt": region_prompt(new.phrase, *acting, None)})
        return with_panel(story, with_region(panel, new))

    def told(self) -> str:
        """In words."""
        return f"panel {self.panel}, {self.region}: {self.fields_told()}"


class AddRegion(Change):
    """One more subject in a panel, which is no longer avoided there."""

    kind: Literal["add_region"] = "add_region"
    panel: Slug
    region: Region

    def changed(self, story: Story) -> Story:
        """The story with the subject."""
        panel = find_panel(story, self.panel)
        update = {
            "regions": (*panel.regions, self.region),
            "avoid": tuple(noun for noun in panel.avoid if noun != self.region.noun),
        }
        return with_panel(story, panel.model_copy(update=update))

    def told(self) -> str:
        """In words."""
        return f"panel {self.panel}: with {self.region.phrase}"


class RemoveRegion(Change):
    """A subject leaves a panel; with `avoid` the picture must not show it either."""

    kind: Literal["remove_region"] = "remove_region"
    panel: Slug
    region: Slug
    avoid: bool = True

    def changed(self, story: Story) -> Story:
        """The story without the subject, without all of it where it is there several times."""
        panel = find_panel(story, self.panel)
        gone = find_region(panel, self.region)
        ids = {gone.id}
        if gone.subject is not None:
            ids |= {region.id for region in panel.regions if region.subject == gone.subject}
        left = without_regions(panel, ids)
        avoid = left.avoid
        if self.avoid and gone.noun not in avoid and all(r.noun != gone.noun for r in left.regions):
            avoid = (*avoid, gone.noun)
        return with_panel(story, left.model_copy(update={"avoid": avoid}))

    def told(self) -> str:
        """In words."""
        return f"panel {self.panel}: without {self.region}"


class AddRelation(Change):
    """How one subject of a panel stands to another."""

    kind: Literal["add_relation"] = "add_relation"
    panel: Slug
    relation: Relation

    def changed(self, story: Story) -> Story:
        """The story with the relation."""
        panel = find_panel(story, self.panel)
        for end in (self.relation.source, self.relation.target, self.relation.other):
            if end is not None:
                find_region(panel, end)
        update = {"relations": tuple(dict.fromkeys((*panel.relations, self.relation)))}
        return with_panel(story, panel.model_copy(update=update))

    def told(self) -> str:
        """In words."""
        return f"panel {self.panel}: {relation_told(self.relation)}"


class RemoveRelation(Change):
    """Two subjects need not stand so to one another."""

    kind: Literal["remove_relation"] = "remove_relation"
    panel: Slug
    index: int = Field(ge=0, description="place of the relation in the panel, from 0")

    def changed(self, story: Story) -> Story:
        """The story without the relation."""
        panel = find_panel(story, self.panel)
        relations = without_numbered(panel, "relation", panel.relations, self.index)
        return with_panel(story, panel.model_copy(update={"relations": relations}))

    def told(self) -> str:
        """In words."""
        return f"panel {self.panel}: relation {self.index + 1} is removed"


def relation_told(relation: Relation) -> str:
    """`mina holds lantern`."""
    words = relation.kind.value.replace("_", " ")
    other = f" and {relation.other}" if relation.other else ""
    return f"{relation.source} {words} {relation.target}{other}"


def without_regions(panel: Panel, ids: set[str]) -> Panel:
    """The panel without some regions and without what names them."""
    return panel.model_copy(
        update={
            "regions": tuple(region for region in panel.regions if region.id not in ids),
            "relations": tuple(
                relation
                for relation in panel.relations
                if not {relation.source, relation.target, relation.other} & ids
            ),
            "sounds": tuple(
                sound.model_copy(update={"source": None}) if sound.source in ids else sound
                for sound in panel.sounds
            ),
        }
    )
