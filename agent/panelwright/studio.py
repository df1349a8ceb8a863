"""What the nodes work with: the run, its settings and tools. Never part of graph state."""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from panelwright.budget import Budget
from panelwright.crops import serving
from panelwright.events import Events
from panelwright.paging import kept_pages
from panelwright.planning.choosing import chosen_planner
from panelwright.planning.planner import Planner
from panelwright.portraits import players, portrait_brief, portrait_id
from panelwright.run import Run
from panelwright.settings import Settings, Thresholds
from panelwright.sheets import Sheet, sheets
from panelwright.store import Store, picture_key
from panelwright.tooling import every, tools
from panelwright.workshop import Order, Result, Workshop
from panelwright_tools.asking.breaking_off import Breakable
from panelwright_tools.domain import (
    Brief,
    Character,
    Crop,
    Lora,
    Panel,
    Story,
    ToolError,
)
from panelwright_tools.grounding.grounder import Grounder
from panelwright_tools.layout.pages import PageLayout
from panelwright_tools.layout.solver import lay_out
from panelwright_tools.layout.wishes import LayoutWishes
from panelwright_tools.painting.painter import Painter, TakesLoras, hand_of

if TYPE_CHECKING:  # a run without a language model loads none of it
    from panelwright.answers import Answers
    from panelwright.kept_endpoint import Tariff
    from panelwright_tools.asking.endpoint import Endpoint


@dataclass
class Studio:
    """One process's work on one run."""

    run: Run
    settings: Settings
    events: Events
    workshop: Workshop
    threads: ThreadPoolExecutor
    """One thread a panel in work: it lays out and judges while the workshop paints."""
    redrawn: dict[str, int] = field(default_factory=dict)
    """Panels and portraits that the user asked to come out differently, and how often."""
    declined: dict[str, str] = field(default_factory=dict)
    """Characters whose portrait a service declined to paint, by its rules, and what it said."""
    stopping: threading.Event = field(default_factory=threading.Event)
    """Set when the user interrupts; panels in work end after their present picture."""
    at_stop: Callable[[], None] = lambda: None
    """Called then, before what is under way is waited for."""
    first: frozenset[str] = frozenset()
    """Panels that somebody waits for: they are painted before all others."""
    breakable: list[Breakable] = field(default_factory=list)
    """What may wait long for others, and is told to give up when the user interrupts."""

    @cached_property
    def planner(self) -> Planner:
        """Made only when there is something to plan."""
        return chosen_planner(self.settings, self.keep, self.budget, self.events.tell)

    @cached_property
    def store(self) -> Store:
        """Pictures and evidence by their keys."""
        return Store(self.run.store)

    @cached_property
    def story(self) -> Story:
        """The plan, read once it is needed: not before it is made, and once a process."""
        return self.run.read_story()

    @cached_property
    def panels(self) -> dict[str, Panel]:
        """The panels of the plan by their ids, without what a person decided about their
        pictures: nothing that is painted or measured depends on that."""
        undecided = {"picture": None, "approved": None}
        return {panel.id: panel.model_copy(update=undecided) for panel in self.story.panels}

    @cached_property
    def cast(self) -> dict[str, Character]:
        """The characters of the plan by their ids."""
        return {character.id: character for character in self.story.cast}

    @cached_property
    def pages(self) -> list[PageLayout]:
        """The pages of the book."""
        return kept_pages(self.run, self.story, self.settings)

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """Each panel's place on paper, by its id."""
        return sheets(self.pages, self.settings)

    def wishes(self, panel: str) -> LayoutWishes:
        """What the book asks of a panel's layout, before any repair."""
        return LayoutWishes(
            direction=self.story.direction, line_height=self.sheets[panel].line_height
        )

    def prepare(self) -> None:
        """Make once what all panels need, so that their threads do not each begin to make it.

        Raises UserError when the model of a tool isn't there.
        """
        first = self.story.panels[0]
        place = self.story.place(first.place) if first.place is not None else None
        width, height = self.sheets[first.id].size
        lay_out(first, self.cast, place, width / height, self.wishes(first.id))
        own = tools(self.workshop.paths)
        _ = [tool.id for tool in every(own)]
        _ = self.references, self.budget

    @cached_property
    def painter(self) -> Painter:
        """Asked what it can do and what it costs; the workshop's processes paint."""
        return tools(self.workshop.paths).painter

    @cached_property
    def grounder(self) -> Grounder:
        """Asked what looking costs; the workshop's processes look."""
        return tools(self.workshop.paths).grounder

    @cached_property
    def portraits(self) -> dict[str, Brief]:
        """What the painter gets for the portrait of each character that is to be seen, but for
        those whose portrait is the user's own picture."""
        return {
            character.id: portrait_brief(
                character.model_copy(
                    update={
                        "references": self.given_references(character),
                        "loras": self.given_loras(character),
                        "crops": (),
                        "portrait": (),
                    }
                ),
                self.story,
                self.settings,
                self.redrawn.get(portrait_id(character.id), 0),
            )
            for character in players(self.story)
            if not character.portrait
        }

    def given_references(self, character: Character) -> tuple[str, ...]:
        """The user's pictures of a character, as far as the painter looks at any."""
        return character.references if self.painter.takes_references else ()

    def given_crops(self, character: Character, panel: str) -> tuple[Crop, ...]:
        """The crops that a panel is painted by, as far as the painter looks at any."""
        return serving(self.story, character, panel) if self.painter.takes_references else ()

    def given_loras(self, character: Character) -> tuple[Lora, ...]:
        """The LoRAs of a character, if the painter takes any."""
        return character.loras if isinstance(self.painter, TakesLoras) else ()

    @property
    def references(self) -> dict[str, str]:
        """The key of each character's portrait, for a painter that looks at references; not of one
        that a service declined to paint."""
        painted = {name: key for name, key in self._painted.items() if name not in self.declined}
        return {**painted, **(self.own_portraits if self.painter.takes_references else {})}

    @cached_property
    def own_portraits(self) -> dict[str, str]:
        """The user's own pictures that stand for the portraits of characters who are seen."""
        return {one.id: one.portrait[0] for one in players(self.story) if one.portrait}

    @cached_property
    def _painted(self) -> dict[str, str]:
        if not self.painter.takes_references:
            return {}
        return {name: self.key(brief) for name, brief in self.portraits.items()}

    @property
    def sparing(self) -> Thresholds | None:
        """By which pictures may have failed, so that nobody is asked about them in vain; None where
        all is to be asked."""
        return None if self.settings.ask_all else self.settings.thresholds

    def key(self, brief: Brief) -> str:
        """The key of the picture that the painter makes of a brief."""
        return picture_key(brief, hand_of(self.painter, brief))

    @cached_property
    def budget(self) -> Budget:
        """What the run has spent, and its cap."""
        return Budget(self.run.spending, self.settings.max_cost)

    @cached_property
    def answers(self) -> "Answers":
        """What language models answered in this run, and in those beside it."""
        from panelwright.answers import Answers, answers_beside

        return Answers(self.run.answers, answers_beside(self.run.answers))

    def keep(self, endpoint: "Endpoint", tariff: "Tariff") -> "Endpoint":
        """The endpoint as this run asks it: within its budget, and nothing twice.

        Raises UserError when there is a cap and nobody knows the price.
        """
        from panelwright.kept_endpoint import keeper

        if isinstance(endpoint, Breakable):
            self.breakable.append(endpoint)
        keep = keeper(self.answers, self.budget, self.events.tell, self.stopping)
        return keep(endpoint, tariff)

    def in_turn(self, work: Callable[[Order], Result], orders: Sequence[Order]) -> Iterator[Result]:
        """Have the workshop do many things, and give what comes of them in order.

        Only a few are done before they are taken, so that they never fill the memory.
        """
        waiting: deque[Future[Result]] = deque()
        for order in orders:
            waiting.append(self.threads.submit(self.workshop.do, work, order))
            if len(waiting) > self.workshop.workers + 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def stepped(self, panel: str, done: int, steps: int) -> None:
        """Show how far a model is with a picture, which ends there when the user interrupts.

        Raises ToolError then.
        """
        if self.stopping.is_set():
            raise ToolError("it was interrupted.")
        self.events.show("sampling", panel=panel, done=done, of=steps)

    def heard(self, said: str) -> None:
        """Tell what a painter has decided for this machine."""
        self.events.tell("noted", note=said)
