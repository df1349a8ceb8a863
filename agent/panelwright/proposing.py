"""What a request for a run's plan comes to, told before anything of it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from panelwright.backends import check_style
from panelwright.in_book import key_in_book
from panelwright.lock import locked
from panelwright.paging import known_pages
from panelwright.placing import wider_shots
from panelwright.planning import edits
from panelwright.planning.diff import differences
from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.planner import Request
from panelwright.planning.requests.asking import NotUnderstood
from panelwright.planning.requests.finding import known_cast
from panelwright.planning.requests.suggesting import strangers
from panelwright.repainting import repainted
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright.studio import Studio
from panelwright.work import Work, opened_studio
from panelwright_tools.domain import Story


@dataclass(frozen=True)
class Proposal:
    """What a request comes to, before anything of it is done."""

    edits: list[edits.Edit]
    changes: list[str]
    """The difference, a line each."""
    repainted: tuple[int, ...]
    """Numbers of the panels, in the new order, whose pictures would be painted anew."""
    notes: tuple[str, ...] = ()
    """What of it the panels' layouts can't give, a sentence each."""


def proposed(run: Run, said: str) -> Proposal:
    """The edits that carry out a request, by rules or by the model that the run plans with.

    Raises UserError when nobody understands it, BudgetExceeded when asking would pass the cap.
    """
    with locked(run.lock), opened_studio(run, Work(jobs=1), None) as studio:
        return considered(studio, understood(studio, studio.story, said))


def by_rules(studio: Studio, story: Story, said: str) -> list[edits.Edit]:
    """The edits of a request that the rules read. Raises UserError for others."""
    return EmbeddedPlanner().revise(story, _request(studio, story, said))


def understood(studio: Studio, story: Story, said: str) -> list[edits.Edit]:
    """The edits that carry out a request for a plan, the run's own or what may become of it.

    Raises as `proposed` does.
    """
    try:
        return by_rules(studio, story, said)
    except NotUnderstood as error:
        # only now, for the model may be out of reach, and most requests need none
        if isinstance(studio.planner, EmbeddedPlanner):
            told = f"{str(error).removesuffix('.')}{_strangers(story, said)}"
            raise NotUnderstood(
                f"{told}; or have a language model read it, with --planner.", error.near
            ) from error
        return studio.planner.revise(story, _request(studio, story, said))


def _strangers(story: Story, said: str) -> str:
    """That somebody who is named is not of the cast, where that is so."""
    unknown = strangers(story, said)
    return f"; nobody is called {unknown[0]}, the cast is {known_cast(story)}" if unknown else ""


def _request(studio: Studio, story: Story, said: str) -> Request:
    pages = known_pages(studio.run, story, studio.settings)
    order = tuple(tuple(slot.panel for slot in page.slots) for page in pages)
    return Request(said, order, partial(key_in_book, studio.run))


def considered(studio: Studio, wanted: Sequence[edits.Edit]) -> Proposal:
    """What edits of a run's plan come to. Raises UserError when they can't be made."""
    run, story = studio.run, studio.story
    after = edits.apply(story, wanted)
    settings = styled(studio.settings, story, after)
    again = set(repainted(run, settings, story, after))
    notes = tuple(wider_shots(run, settings, story, after))
    numbers = tuple(n for n, panel in enumerate(after.panels, 1) if panel.id in again)
    return Proposal(list(wanted), differences(story, after), numbers, notes)


def styled(settings: Settings, before: Story, after: Story) -> Settings:
    """The settings without a style of their own, when the plan is to have another than it had.

    Raises UserError when the painter knows no such style.
    """
    if after.style == before.style:
        return settings
    check_style(settings, after.style)
    return settings.model_copy(update={"style": None})
