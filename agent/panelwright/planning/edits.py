"""Edits of a story as data: typed records, one pure function that applies them, words for each."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from panelwright_tools.domain import (
    Angle,
    Face,
    Look,
    Panel,
    Place,
    Pose,
    Region,
    Season,
    Shot,
    Story,
    TimeOfDay,
    UserError,
    Weather,
)
from panelwright_tools.domain.model import Model, Slug
from panelwright_tools.domain.story import Text


class MergeCharacters(Model):
    """Two characters are the same one; `other` becomes `character` everywhere."""

    kind: Literal["merge_characters"] = "merge_characters"
    character: Slug
    other: Slug


class RenameCharacter(Model):
    """A character gets another name; its id stays."""

    kind: Literal["rename_character"] = "rename_character"
    character: Slug
    name: Annotated[str, Field(min_length=1, max_length=200)]


class ReassignSpeech(Model):
    """A balloon belongs to someone else; None makes it an unknown voice."""

    kind: Literal["reassign_speech"] = "reassign_speech"
    panel: Slug
    index: int = Field(ge=0, description="place of the balloon in the panel, from 0")
    speaker: Slug | None


class SetLook(Model):
    """A character looks otherwise, in the whole story."""

    kind: Literal["set_look"] = "set_look"
    character: Slug
    look: Look
    phrase: Text


class SetPanel(Model):
    """Changes of one panel; what is None stays as it is."""

    kind: Literal["set_panel"] = "set_panel"
    panel: Slug
    shot: Shot | None = None
    angle: Angle | None = None
    time: TimeOfDay | None = None
    weather: Weather | None = None
    season: Season | None = None
    place: Slug | None = None
    caption: Text | None = None
    weight: float | None = Field(default=None, gt=0, le=10)


class SetStyle(Model):
    """Another style for the whole story."""

    kind: Literal["set_style"] = "set_style"
    style: str = Field(min_length=1, max_length=40)


class AddPlace(Model):
    """A place that panels can be moved to."""

    kind: Literal["add_place"] = "add_place"
    place: Place


class SetRegion(Model):
    """Changes of one subject of a panel; what is None stays as it is."""

    kind: Literal["set_region"] = "set_region"
    panel: Slug
    region: Slug
    pose: Pose | None = None
    face: Face | None = None


class MirrorPanel(Model):
    """Left and right of a panel change places."""

    kind: Literal["mirror_panel"] = "mirror_panel"
    panel: Slug


class AddRegion(Model):
    """One more subject in a panel."""

    kind: Literal["add_region"] = "add_region"
    panel: Slug
    region: Region


class RemoveRegion(Model):
    """A subject leaves a panel; with `avoid` the picture must not show it either."""

    kind: Literal["remove_region"] = "remove_region"
    panel: Slug
    region: Slug
    avoid: bool = True


class AddPanel(Model):
    """A new panel before the place `at`, counted from 0."""

    kind: Literal["add_panel"] = "add_panel"
    panel: Panel
    at: int = Field(ge=0)


class RemovePanel(Model):
    """A panel goes, with its words."""

    kind: Literal["remove_panel"] = "remove_panel"
    panel: Slug


class MovePanel(Model):
    """A panel is read at another place, counted from 0."""

    kind: Literal["move_panel"] = "move_panel"
    panel: Slug
    to: int = Field(ge=0)


Edit = Annotated[
    MergeCharacters
    | RenameCharacter
    | ReassignSpeech
    | SetLook
    | SetPanel
    | SetStyle
    | AddPlace
    | SetRegion
    | MirrorPanel
    | AddRegion
    | RemoveRegion
    | AddPanel
    | RemovePanel
    | MovePanel,
    Field(discriminator="kind"),
]
"""Any edit; its `kind` tells which one."""


def apply(story: Story, edits: Sequence[Edit]) -> Story:
    """A new story with the edits made in order; the given one stays as it is.

    Raises UserError when an edit names something that the story does not have.
    """
    from panelwright.planning.changes import changed

    for edit in edits:
        try:
            story = Story.model_validate(changed(story, edit).model_dump())
        except ValidationError as problem:
            first = str(problem.errors()[0]["msg"]).removeprefix("Value error, ")
            raise UserError(f"The edit ({describe(edit)}) breaks the story: {first}.") from problem
    return story


def say(story: Story, panel: str, text: str) -> list[Edit]:
    """The edits that carry out a wish for a panel, such as "closer, at dusk".

    Raises UserError, naming what can be said, when the wish is not understood.
    """
    from panelwright.planning import requests

    return requests.say(story, panel, text)


def describe(edit: Edit) -> str:
    """The edit in a few words, for logs and for the user."""
    match edit:
        case MergeCharacters():
            return f"{edit.other} is the same as {edit.character}"
        case RenameCharacter():
            return f"{edit.character} is called {edit.name}"
        case ReassignSpeech():
            return f"panel {edit.panel}: balloon {edit.index + 1} is spoken by " + (
                edit.speaker or "an unknown voice"
            )
        case SetLook():
            return f"{edit.character} is {edit.phrase}"
        case SetPanel() | SetRegion():
            return _describe_fields(edit)
        case SetStyle():
            return f"the style is {edit.style}"
        case _:
            return _describe_parts(edit)


def _describe_fields(edit: SetPanel | SetRegion) -> str:
    named = {"kind", "panel", "region"}
    fields = edit.model_dump(mode="json", exclude=named, exclude_none=True)
    where = f"panel {edit.panel}" + (f", {edit.region}" if isinstance(edit, SetRegion) else "")
    return f"{where}: " + ", ".join(f"{key} {value}" for key, value in fields.items())


def _describe_parts(
    edit: AddPlace | MirrorPanel | AddRegion | RemoveRegion | AddPanel | RemovePanel | MovePanel,
) -> str:
    match edit:
        case MirrorPanel():
            return f"panel {edit.panel}: left and right change places"
        case AddPlace():
            return f"a new place: {edit.place.name}"
        case AddRegion():
            return f"panel {edit.panel}: with {edit.region.phrase}"
        case RemoveRegion():
            return f"panel {edit.panel}: without {edit.region}"
        case AddPanel():
            return f"a new panel {edit.panel.id} as number {edit.at + 1}"
        case RemovePanel():
            return f"panel {edit.panel} is removed"
        case MovePanel():
            return f"panel {edit.panel} becomes number {edit.to + 1}"
