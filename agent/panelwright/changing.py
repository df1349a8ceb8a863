"""Changing a run that is there: edits of its plan, another drawing of a panel."""

from collections.abc import Sequence

from panelwright.crops import best_crops
from panelwright.history import History, Version
from panelwright.lock import locked
from panelwright.loras import GivenLora, joined, kept_lora
from panelwright.placing import wider_shots
from panelwright.planning import edits
from panelwright.planning.requests.finding import wanted_character
from panelwright.planning.requests.going_back import Steps
from panelwright.proposing import styled
from panelwright.references import Reference, kept_picture
from panelwright.run import Run
from panelwright.work import versions
from panelwright_tools.domain import Crop, Lora, Story, UserError


def panel_id(story: Story, name: str) -> str:
    """The id of the panel that a person calls `3` or `p03`. Raises UserError for an unknown one."""
    ids = [panel.id for panel in story.panels]
    if name in ids:
        return name
    if name.isdecimal() and 1 <= int(name) <= len(ids):
        return ids[int(name) - 1]
    raise UserError(f"there is no panel {name}; there are 1 to {len(ids)} ({ids[0]} to {ids[-1]}).")


def redrawn(run: Run, name: str, say: str | None) -> list[str]:
    """Ask for a panel anew: with a wish its plan is edited, else it gets another seed.

    Returns what of the wish the panel's layout can't give, a sentence each. Raises UserError for a
    panel that keeps its picture, whatever is asked of it.
    """
    with locked(run.lock):
        story = run.read_story()
        panel = panel_id(story, name)
        check_free(run, story, panel)
        if say is not None:
            wanted = edits.say(story, panel, say)
            after = edits.apply(story, wanted)
            History(run).change(after, say, wanted)
            return wider_shots(run, run.settings(), story, after)
        number = [one.id for one in story.panels].index(panel) + 1
        History(run).change(story, f"another drawing of panel {number}", (), takes=[panel])
        return []


def check_free(run: Run, story: Story, panel: str) -> None:
    """Raises UserError when a panel keeps its picture, so that no other can be drawn."""
    if story.panel(panel).picture is not None:
        number = [one.id for one in story.panels].index(panel) + 1
        raise UserError(
            f"panel {number} is locked to its picture; unlock it first: "
            f"`agent edit lock {run.folder} {number} --none`."
        )


def edited(
    run: Run,
    changes: Sequence[edits.Edit],
    said: str = "",
    *,
    told: str = "",
    takes: Sequence[str] = (),
) -> Story:
    """Apply edits to a run's plan and keep it, and the plan before it in the run's history.

    `said` is what the user asked for; without it, the edits tell it in their own words. `told` is
    added to the synopsis, and the panels `takes` are to come out differently. What changes nothing
    leaves no trace.
    """
    with locked(run.lock):
        before = run.read_story()
        story = edits.apply(before, changes)
        if story == before and not takes:
            return story
        words = said or "; ".join(edits.describe(change) for change in changes)
        if run.manifest.is_file():
            settings = run.settings()
            kept = styled(settings, before, story)
            if kept != settings:
                run.write_manifest(kept, versions(kept), run.redrawn())
        History(run).change(story, words, changes, told, takes)
        return story


def undone(run: Run) -> Version:
    """Bring back the plan before the last edit. Raises UserError when there was none."""
    with locked(run.lock):
        return History(run).undo()


def redone(run: Run) -> Version:
    """Do again what was undone last. Raises UserError when nothing was."""
    with locked(run.lock):
        return History(run).redo()


def retraced(run: Run, steps: Steps) -> list[Version]:
    """Undo or redo several edits; they, in the order in which that was done.

    Raises UserError, and leaves the plan as it is, when there are not so many.
    """
    with locked(run.lock):
        history, back = History(run), steps.way == "undo"
        there = history.count(undone=not back)
        if steps.count is not None and steps.count > max(there, 1):
            noun, what = "change" if there == 1 else "changes", "undone" if back else "done again"
            raise UserError(f"only {there} {noun} can be {what}, not {steps.count}.")
        step = history.undo if back else history.redo  # which tells why there is none
        return [step() for _ in range(max(steps.count or there, 1))]


def illustrated(run: Run, pictures: Sequence[Reference]) -> Story:
    """Give characters of a run's plan reference pictures, which may be undone as any edit.

    Raises UserError, naming the cast, when one is called by a name that nobody has.
    """
    story = run.read_story()
    given: dict[str, tuple[str, ...]] = {}
    for picture in pictures:
        who = character_id(story, picture.name)
        before = given.get(who, story.character(who).references)
        given[who] = tuple(dict.fromkeys((*before, kept_picture(run, picture))))
    wanted = [edits.SetCharacter(character=who, references=keys) for who, keys in given.items()]
    names = ", ".join(dict.fromkeys(picture.name for picture in pictures))
    return edited(run, wanted, f"reference pictures for {names}")


def trained(run: Run, loras: Sequence[GivenLora]) -> Story:
    """Give characters of a run's plan LoRAs, which may be undone as any edit.

    Raises UserError, naming the cast, when one is called by a name that nobody has.
    """
    story = run.read_story()
    given: dict[str, tuple[Lora, ...]] = {}
    for one in loras:
        who = character_id(story, one.name)
        before = given.get(who, story.character(who).loras)
        given[who] = joined(before, [kept_lora(run, one)])
    names = ", ".join(dict.fromkeys(one.name for one in loras))
    wanted = [edits.SetCharacter(character=who, loras=own) for who, own in given.items()]
    return edited(run, wanted, f"LoRAs for {names}")


def cropped(run: Run, name: str | None, least: float, most: int) -> dict[str, tuple[Crop, ...]]:
    """Have crops of accepted panels join a character's pictures, or those of everyone.

    By names, what each has now; it may be undone as any edit. Raises UserError when there is no
    such character, or nobody has measured its likeness.
    """
    story = run.read_story()
    one = character_id(story, name) if name is not None else None
    found: dict[str, tuple[Crop, ...]] = {}
    wanted: list[edits.Edit] = []
    for character in story.cast if one is None else [story.character(one)]:
        try:
            crops = best_crops(run, story, character, least, most)
        except UserError:
            if one is not None:
                raise
            continue
        found[character.name] = crops
        wanted.append(edits.SetCharacter(character=character.id, crops=crops))
    if not found:
        raise UserError(
            "nobody has measured how much the characters look like the pictures of them; draw the "
            "run with --likeness encoder:MODEL and a painter that looks at pictures first."
        )
    edited(run, wanted, f"crops of accepted panels for {', '.join(found)}")
    return found


def portrayed_by(run: Run, name: str, png: bytes | None) -> Story:
    """Let a picture stand for a character's portrait; None: have that painted again.

    It may be undone as any edit. Raises UserError when there is none of that name.
    """
    who = character_id(run.read_story(), name)
    own = (kept_picture(run, Reference(name, png)),) if png is not None else ()
    told = f"a picture for the portrait of {name}" if own else f"a painted portrait of {name}"
    return edited(run, [edits.SetCharacter(character=who, portrait=own)], told)


def untrained(run: Run, name: str) -> Story:
    """Take all LoRAs from a character. Raises UserError when there is none of that name."""
    who = character_id(run.read_story(), name)
    wanted = [edits.SetCharacter(character=who, loras=())]
    return edited(run, wanted, f"no LoRA for {name}")


def character_id(story: Story, name: str) -> str:
    """The id of the character with this id, name, other or first name.

    Raises UserError when there is none.
    """
    return wanted_character(story, name).id
