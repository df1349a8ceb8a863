"""One character's portrait painted anew, and nothing else of its run."""

from dataclasses import dataclass
from pathlib import Path

from panelwright.changing import character_id
from panelwright.events import Watcher
from panelwright.lock import locked
from panelwright.nodes.cast import check_own_loras, portrayed
from panelwright.paying import settle
from panelwright.portraits import players, portrait_id
from panelwright.references import in_store
from panelwright.run import Run
from panelwright.studio import Studio
from panelwright.work import Work, opened_studio, versions
from panelwright_tools.domain import Cost, Declined, ToolError, UserError


@dataclass(frozen=True)
class Recast:
    """What came of it."""

    name: str
    path: Path
    """Where the new portrait lies, in place of the old one."""
    panels: tuple[str, ...]
    """The panels that will be painted anew by it; none where the painter looks at no portraits."""
    spent: Cost
    """What the whole run has cost so far."""


def recast(run: Run, name: str, watcher: Watcher | None = None) -> Recast:
    """Have the portrait of a character come out differently; panels are not touched.

    Raises UserError when there is nobody of that name or it is on no panel, Declined when a
    service won't paint it, BudgetExceeded when that would pass the cap, ToolError when it failed.
    """
    with locked(run.lock):
        story = run.read_story()
        who = character_id(story, name)
        if who not in {one.id for one in players(story)}:
            raise UserError(f"there is no portrait of {name}, who is on no panel.")
        if story.character(who).portrait:
            raise UserError(
                f"the portrait of {name} is your own picture; take it back first, with "
                f"`agent edit portrait {run.folder} {name} --none`."
            )
        settings, counts = run.settings(), run.redrawn()
        portrait = portrait_id(who)
        counts[portrait] = counts.get(portrait, 0) + 1
        run.write_manifest(settings, versions(settings), counts)
        with opened_studio(run, Work(jobs=1), watcher) as studio:
            return _painted(who, studio)


def _painted(who: str, studio: Studio) -> Recast:
    run, character = studio.run, studio.cast[who]
    settle(studio)
    in_store(run, studio.story)
    check_own_loras([character], studio)
    declined = portrayed(character, studio)
    studio.declined.pop(who, None)
    if declined:
        studio.declined[who] = declined
    run.keep_declined(studio.declined)
    if declined:
        raise Declined(f"{character.name} could not be portrayed: {declined}")
    if not studio.store.holds(studio.key(studio.portraits[who])):
        raise ToolError(f"the painter made no portrait of {character.name}; the old one stays.")
    shown = tuple(
        panel.id
        for panel in studio.story.panels
        if who in studio.references and any(one.subject == who for one in panel.regions)
    )
    return Recast(character.name, run.portrait(who), shown, studio.budget.spent())
