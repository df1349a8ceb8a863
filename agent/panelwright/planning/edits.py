"""Edits of a story as data: typed records, one pure function that applies them, words for each."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, ValidationError

from panelwright.planning.editing.cast_edits import (
    AddCharacter,
    RemoveCharacter,
    RenameCharacter,
    SetCharacter,
)
from panelwright.planning.editing.following import with_alt_following
from panelwright.planning.editing.holding_edits import ApprovePanel, HoldPanel
from panelwright.planning.editing.joining_edits import MergePanels, SplitPanel
from panelwright.planning.editing.look_edits import (
    RemoveVariation,
    SetLook,
    SetVariation,
    VaryLook,
)
from panelwright.planning.editing.merging_edits import MergeCharacters
from panelwright.planning.editing.panel_edits import (
    AddPanel,
    MirrorPanel,
    MovePanel,
    RemovePanel,
    SetPanel,
    SwapPanels,
)
from panelwright.planning.editing.place_edits import AddPlace, RemovePlace, SetPlace
from panelwright.planning.editing.region_edits import (
    AddRegion,
    AddRelation,
    RemoveRegion,
    RemoveRelation,
    SetRegion,
)
from panelwright.planning.editing.story_edits import SetStory, SetStyle
from panelwright.planning.editing.word_edits import (
    AddBalloon,
    AddSound,
    MoveBalloon,
    ReassignSpeech,
    RemoveBalloon,
    RemoveSound,
    SetBalloon,
)
from panelwright_tools.domain import Story, UserError

__all__ = [
    "AddBalloon",
    "AddCharacter",
    "AddPanel",
    "AddPlace",
    "AddRegion",
    "AddRelation",
    "AddSound",
    "ApprovePanel",
    "Edit",
    "HoldPanel",
    "MergeCharacters",
    "MergePanels",
    "MirrorPanel",
    "MoveBalloon",
    "MovePanel",
    "ReassignSpeech",
    "RemoveBalloon",
    "RemoveCharacter",
    "RemovePanel",
    "RemovePlace",
    "RemoveRegion",
    "RemoveRelation",
    "RemoveSound",
    "RemoveVariation",
    "RenameCharacter",
    "SetBalloon",
    "SetCharacter",
    "SetLook",
    "SetPanel",
    "SetPlace",
    "SetRegion",
    "SetStory",
    "SetStyle",
    "SetVariation",
    "SplitPanel",
    "SwapPanels",
    "VaryLook",
    "apply",
    "describe",
    "say",
]

Edit = Annotated[
    AddBalloon
    | AddCharacter
    | AddPanel
    | AddPlace
    | AddRegion
    | AddRelation
    | AddSound
    | ApprovePanel
    | HoldPanel
    | MergeCharacters
    | MergePanels
    | MirrorPanel
    | MoveBalloon
    | MovePanel
    | ReassignSpeech
    | RemoveBalloon
    | RemoveCharacter
    | RemovePanel
    | RemovePlace
    | RemoveRegion
    | RemoveRelation
    | RemoveSound
    | RemoveVariation
    | RenameCharacter
    | SetBalloon
    | SetCharacter
    | SetLook
    | SetPanel
    | SetPlace
    | SetRegion
    | SetStory
    | SetStyle
    | SetVariation
    | SplitPanel
    | SwapPanels
    | VaryLook,
    Field(discriminator="kind"),
]
"""Any edit; its `kind` tells which one."""


def apply(story: Story, edits: Sequence[Edit]) -> Story:
    """A new story with the edits made in order, or none of them; the given one stays as it is.

    Raises UserError, naming the edit, when one names something that the story does not have or the
    story that they make breaks a rule.
    """
    after = story
    for edit in edits:
        after = edit.changed(after)
    try:
        return with_alt_following(story, _validated(after))
    except ValidationError as problem:
        breaking = _first_breaking(story, edits)
        first = str(problem.errors()[0]["msg"]).removeprefix("Value error, ")
        raise UserError(f"The edit ({describe(breaking)}) breaks the story: {first}.") from problem


def say(story: Story, panel: str, text: str) -> list[Edit]:
    """The edits that carry out a wish for a panel, such as "closer, at dusk".

    Raises UserError, naming what can be said, when the wish is not understood.
    """
    from panelwright.planning import requests

    return requests.say(story, panel, text)


def describe(edit: Edit) -> str:
    """The edit in a few words, for logs and for the user."""
    return edit.told()


def _validated(story: Story) -> Story:
    return Story.model_validate(story.model_dump())


def _first_breaking(story: Story, edits: Sequence[Edit]) -> Edit:
    """The first edit after which the story breaks a rule."""
    for edit in edits:
        story = edit.changed(story)
        try:
            _validated(story)
        except ValidationError:
            return edit
    return edits[-1]
