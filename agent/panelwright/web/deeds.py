"""What can be done with a run from the page, each as one turn of its conversation."""

from collections.abc import Callable
from typing import Final

from panelwright import deciding
from panelwright.changing import character_id
from panelwright.chat.engine import Chat
from panelwright.chat.spoken import Hear, Progress, Spoken
from panelwright.deciding import Decision
from panelwright.planning.edits import Edit, HoldPanel, SetCharacter, SetRegion
from panelwright.recasting import recast
from panelwright.references import Reference, kept_picture
from panelwright.run import Run
from panelwright.touching import painted_over
from panelwright.web.rooms import Deed
from panelwright_tools.domain import Box, Story, UserError
from panelwright_tools.painting.picture import Mask

LONGEST: Final = 1_000_000
"""Characters of one turn."""


def said(text: str) -> Deed:
    """What the user types; of several lines, a first turn is the story whatever it says."""
    if not text.strip():
        raise UserError("say something first.")
    if len(text) > LONGEST:
        raise UserError(f"that is too long: {LONGEST:,} characters are the most.")

    def deed(chat: Chat, hear: Hear) -> None:
        chat.say(text, hear, is_story=chat.run is None and "\n" in text.strip())

    return deed


def gone_on() -> Deed:
    """The turn that was broken off, or what it left to paint."""

    def deed(chat: Chat, hear: Hear) -> None:
        heard: list[Spoken] = []

        def hear_both(spoken: Spoken) -> None:
            heard.append(spoken)
            hear(spoken)

        chat.pick_up(hear_both)
        if not heard:
            chat.say("go on", hear)

    return deed


def redrawn(number: int) -> Deed:
    """Another drawing of a panel."""
    return said(f"redraw panel {number}")


def changed(number: int, wish: str) -> Deed:
    """A wish for one panel, such as "closer, at dusk"."""
    if not wish.strip():
        raise UserError("say what to change about it, such as: closer, at dusk.")
    return said(f"panel {number}: {' '.join(wish.split())}")


def exported(format_name: str) -> Deed:
    """The comic in one more format."""
    return said(f"export as {format_name}")


def moved(run: Run, panel: str, region: str, box: object) -> Deed:
    """A region that was dragged to another box, fractions of the panel."""
    story, place = run.read_story(), _box(box)
    number = number_of(story, panel)
    one = next((one for one in story.panel(panel).regions if one.id == region), None)
    if one is None:
        raise UserError(f"there is no {region[:40]!r} on panel {number}.")
    edit = SetRegion(panel=panel, region=region, box=place)
    return _proposed(f"panel {number}: {one.phrase} stands here", lambda run: [edit])


def locked(run: Run, panel: str) -> Deed:
    """The picture that is in the book stays, whatever becomes of the plan."""
    return _decided(deciding.locked(run, panel))


def unlocked(run: Run, panel: str) -> Deed:
    """The panel is painted as planned again."""
    return _decided(deciding.unlocked(run, panel))


def approved(run: Run, panel: str) -> Deed:
    """The picture is right, whatever was measured."""
    return _decided(deciding.approved(run, panel))


def disapproved(run: Run, panel: str) -> Deed:
    """What was measured counts again."""
    return _decided(deciding.disapproved(run, panel))


def replaced(run: Run, panel: str, png: bytes) -> Deed:
    """A picture of the user's own on a panel, which stays."""
    return _decided(deciding.replaced(run, panel, png))


def painted_anew(run: Run, panel: str, mask: Mask, wish: str) -> Deed:
    """What was marked on a panel painted anew, as it is or as wished, and the outcome kept."""
    number = number_of(run.read_story(), panel)

    def deed(chat: Chat, hear: Hear) -> None:
        hear(Progress(doing="painting", panel=number, note="what you marked"))
        found = painted_over(run, panel, mask, wish)
        text = f"panel {number}, where I marked it: {wish.strip() or 'painted anew'}"
        held = HoldPanel(panel=panel, picture=found.picture)
        chat.propose(text, [*found.edits, held], hear)

    return deed


def illustrated(run: Run, who: str, png: bytes) -> Deed:
    """One more picture of a character, for painters that look at pictures."""
    one = run.read_story().character(character_id(run.read_story(), who))

    def edits(run: Run) -> list[Edit]:
        key = kept_picture(run, Reference(one.name, png))
        now = run.read_story().character(one.id)
        return [SetCharacter(character=one.id, references=_joined(now.references, key))]

    return _proposed(f"a picture of {one.name}", edits)


def without_picture(run: Run, who: str, picture: str) -> Deed:
    """A reference picture that is looked at no more."""
    one = run.read_story().character(character_id(run.read_story(), who))
    left = tuple(key for key in one.references if key != picture)
    edit = SetCharacter(character=one.id, references=left)
    return _proposed(f"{one.name} without that picture", lambda run: [edit])


def portrayed(run: Run, who: str, png: bytes) -> Deed:
    """A picture of the user's own for a character's sheet, which is then not painted."""
    one = run.read_story().character(character_id(run.read_story(), who))

    def edits(run: Run) -> list[Edit]:
        key = kept_picture(run, Reference(one.name, png))
        return [SetCharacter(character=one.id, portrait=(key,))]

    return _proposed(f"this picture for the sheet of {one.name}", edits)


def sheet_approved(run: Run, who: str) -> Deed:
    """The sheet as it is painted now, for good: no change of the look paints another."""
    one = run.read_story().character(character_id(run.read_story(), who))
    path = run.portrait(one.id)
    if not path.is_file():
        raise UserError(f"{one.name} has no sheet yet; paint the comic first.")
    png = path.read_bytes()

    def edits(run: Run) -> list[Edit]:
        key = kept_picture(run, Reference(one.name, png))
        return [SetCharacter(character=one.id, portrait=(key,))]

    return _proposed(f"the sheet of {one.name} is right", edits)


def sheet_released(run: Run, who: str) -> Deed:
    """The sheet follows the look again."""
    one = run.read_story().character(character_id(run.read_story(), who))
    edit = SetCharacter(character=one.id, portrait=())
    return _proposed(f"a painted sheet of {one.name}", lambda run: [edit])


def sheet_redrawn(run: Run, who: str) -> Deed:
    """Another sheet, and the panels that are painted by it."""
    one = run.read_story().character(character_id(run.read_story(), who))

    def deed(chat: Chat, hear: Hear) -> None:
        found = recast(run, one.id)
        if found.panels:
            chat.say("paint the rest", hear)

    return deed


def number_of(story: Story, panel: str) -> int:
    """The number of a panel. Raises UserError when there is none of that id."""
    for number, one in enumerate(story.panels, 1):
        if one.id == panel:
            return number
    raise UserError("that panel is not in the plan any more.")


def _decided(decision: Decision) -> Deed:
    return _proposed(decision.said, lambda run: [*decision.edits])


def _proposed(text: str, edits: Callable[[Run], list[Edit]]) -> Deed:
    def deed(chat: Chat, hear: Hear) -> None:
        if chat.run is None:
            raise UserError("tell the story first; there is no plan yet.")
        chat.propose(text, edits(chat.run), hear)

    return deed


def _joined(keys: tuple[str, ...], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*keys, key)))


def _box(told: object) -> Box:
    """A box that a browser sent. Raises UserError when it is none."""
    if not isinstance(told, list | tuple) or len(told) != 4:
        raise UserError("that is no box.")
    try:
        box = Box(*(float(value) for value in told)).clipped().rounded()
    except (TypeError, ValueError, OverflowError) as error:
        raise UserError("that is no box.") from error
    if not (box.w >= 0.02 and box.h >= 0.02):
        raise UserError("that box is too small.")
    return box
