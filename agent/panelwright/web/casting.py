"""The cast as the page shows it: looks, sheets and reference pictures."""

from dataclasses import dataclass

from panelwright.portraits import players
from panelwright.run import Run
from panelwright.web.booking import story_of
from panelwright.web.shelf import address
from panelwright_tools.domain import Character, Story


@dataclass(frozen=True)
class Card:
    """One of the cast."""

    id: str
    name: str
    kind: str
    look: str
    sheet: str | None
    approved: bool
    """Whether the sheet is settled: the user's own picture, or one that was approved."""
    references: tuple[tuple[str, str], ...]
    """Digest and address of each."""
    panels: tuple[int, ...]
    declined: str


def cast_cards(run: Run) -> list[Card]:
    """Everyone who is in the plan, those who are seen first; nobody where nothing is planned."""
    if not run.story.is_file():
        return []
    story = story_of(run)
    seen = {one.id for one in players(story)}
    declined = run.declined()
    cast = sorted(story.cast, key=lambda one: one.id not in seen)
    return [_card(run, story, one, declined.get(one.id, "")) for one in cast]


def _card(run: Run, story: Story, one: Character, declined: str) -> Card:
    references = ((key, address(run, run.reference(key))) for key in one.references)
    return Card(
        id=one.id,
        name=one.name,
        kind=one.kind.value,
        look=one.phrase,
        sheet=address(run, run.portrait(one.id)),
        approved=bool(one.portrait),
        references=tuple((key, found) for key, found in references if found is not None),
        panels=tuple(
            number
            for number, panel in enumerate(story.panels, 1)
            if any(region.subject == one.id for region in panel.regions)
        ),
        declined=declined,
    )
