"""Cast the story."""

from collections.abc import Sequence

from langgraph.runtime import Runtime

from panelwright.files import place_copy
from panelwright.looking import LoraJob, PortraitJob, check_loras, paint_portrait
from panelwright.paying import paying
from panelwright.state import StoryState
from panelwright.studio import Studio
from panelwright_tools.domain import Character, Declined, ToolError, UserError
from panelwright_tools.painting.painter import TakesLoras


def cast(state: StoryState, runtime: Runtime[Studio]) -> StoryState:
    """A portrait of everyone who is to be seen, unless the store has it already.

    Panels come after it, so that a painter that looks at references has them. Those that a service
    declines to paint are asked for again whenever the machine begins anew; panels go without.
    """
    studio = runtime.context
    studio.prepare()
    people = [character for character in studio.story.cast if character.id in studio.portraits]
    check_own_loras(people, studio)
    said = studio.threads.map(lambda character: portrayed(character, studio), people)
    studio.declined = {one.id: why for one, why in zip(people, said, strict=True) if why}
    studio.run.keep_declined(studio.declined)
    _put_own(studio)
    studio.run.forget_portraits({*studio.portraits, *studio.own_portraits})
    return {}


def _put_own(studio: Studio) -> None:
    """Put the user's own portraits where people look. Raises UserError for one that is gone."""
    for name, picture in studio.own_portraits.items():
        if not studio.store.holds(picture):
            raise UserError(
                f"the picture {picture} for the portrait of {name} is not in {studio.run.folder}; "
                f"give it again with `agent edit portrait {studio.run.folder} {name} FILE`."
            )
        place_copy(studio.store.image_path(picture), studio.run.portrait(name))


def check_own_loras(people: Sequence[Character], studio: Studio) -> None:
    """See to it that the model takes the LoRAs of everyone who is portrayed for the first time.

    Raises UserError when one was made for another model.
    """
    trained = [one for one in people if one.loras]
    if trained and not isinstance(studio.painter, TakesLoras):
        names = ", ".join(one.name for one in trained)
        studio.events.tell("noted", note=f"the painter takes no LoRAs; those of {names} rest")
        return
    new = [one for one in trained if not studio.store.holds(studio.key(studio.portraits[one.id]))]
    files = tuple(dict.fromkeys(lora.file for one in new for lora in one.loras))
    if files:
        job = LoraJob(studio.workshop.paths, studio.run.store, files)
        studio.workshop.do(check_loras, job)


def portrayed(character: Character, studio: Studio) -> str:
    """Have one portrait painted that the store has not, and put it where people look.

    What a service said that declined to paint it; empty where none did. Raises ToolError when a
    painter failed that looks at portraits.
    """
    brief = studio.portraits[character.id]
    painted, declined = False, ""
    if not studio.store.holds(studio.key(brief)):
        try:
            painted = _painted(character, studio)
        except Declined as error:
            declined = str(error)
            note = f"{character.name} has no portrait, and panels do without: {declined}"
            studio.events.tell("noted", note=note)
    if studio.store.holds(studio.key(brief)):
        place_copy(studio.store.image_path(studio.key(brief)), studio.run.portrait(character.id))
    panels = sum(
        any(region.subject == character.id for region in panel.regions)
        for panel in studio.story.panels
    )
    studio.events.tell(
        "cast", character=character.id, called=character.name, panels=panels, painted=painted
    )
    return declined


def _painted(character: Character, studio: Studio) -> bool:
    """Whether the portrait was painted; only a painter that looks at it can't do without.

    Raises Declined when a service won't paint it, ToolError when one that is looked at failed.
    """
    brief = studio.portraits[character.id]
    job = PortraitJob(studio.workshop.paths, studio.run.store, brief)
    try:
        with paying(studio, brief) as bill:
            receipt = studio.workshop.do(paint_portrait, job, bill.ask_again)
            if receipt.painting is not None:
                bill.charge(receipt.painting)
            return receipt.painted
    except Declined:
        raise
    except ToolError as error:
        if studio.painter.takes_references:
            raise ToolError(f"{character.name} could not be portrayed: {error}") from error
        return False
