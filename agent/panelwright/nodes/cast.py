"""Cast the story."""

from langgraph.runtime import Runtime

from panelwright.files import place_copy
from panelwright.looking import PortraitJob, paint_portrait
from panelwright.state import StoryState
from panelwright.studio import Studio
from panelwright_tools.domain import Character, ToolError


def cast(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """A portrait of everyone who is to be seen, unless the store has it already.

    Panels come after it, so that a painter that looks at references has them.
    """
    studio = runtime.context
    studio.prepare()
    people = [character for character in studio.story.cast if character.id in studio.portraits]
    list(studio.threads.map(lambda character: _portrayed(character, studio), people))
    studio.run.forget_portraits(set(studio.portraits))
    return {}


def _portrayed(character: Character, studio: Studio) -> None:
    brief = studio.portraits[character.id]
    painted = False
    if not studio.store.holds(studio.key(brief)):
        painted = _painted(character, studio)
    if studio.store.holds(studio.key(brief)):
        place_copy(studio.store.image_path(studio.key(brief)), studio.run.portrait(character.id))
    panels = sum(
        any(region.subject == character.id for region in panel.regions)
        for panel in studio.story.panels
    )
    studio.events.tell(
        "cast", character=character.id, called=character.name, panels=panels, painted=painted
    )


def _painted(character: Character, studio: Studio) -> bool:
    """Whether the portrait was painted; only a painter that looks at it can't do without."""
    brief = studio.portraits[character.id]
    job = PortraitJob(studio.workshop.paths, studio.run.store, brief)
    try:
        with studio.paying(brief) as bill:
            receipt = studio.workshop.do(paint_portrait, job, bill.ask_again)
            if receipt.painting is not None:
                bill.charge(receipt.painting)
            return receipt.painted
    except ToolError as error:
        if studio.painter.takes_references:
            raise ToolError(f"{character.name} could not be portrayed: {error}") from error
        return False
