"""A planner that talks to a model before it plans by rules, for a price."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from panelwright.planning.edits import Edit
from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.llm.drafts import STEPS
from panelwright.planning.planner import Planner, PlanWishes, Request
from panelwright.studio import Studio
from panelwright_tools.asking.endpoint import Call, Endpoint
from panelwright_tools.asking.model import Message
from panelwright_tools.domain import Cost, Story
from parrot import Parrot, by_the_token

RECKONED: Final = Cost(calls=6, tokens=700, dollars=0.05)
CALLS: Final = len(STEPS)
GO: Final = Path("go")


@dataclass(frozen=True)
class Talker:
    """Says one thing for each step; an answer decides the title."""

    endpoint: Endpoint

    @property
    def id(self) -> str:
        return "talker/1"

    def price(self, synopsis: str, wishes: PlanWishes) -> Cost:
        return RECKONED

    def plan(self, synopsis: str, wishes: PlanWishes) -> Story:
        for schema, step in STEPS.items():
            call = Call((Message("user", f"{step} it"),), 100, schema_name=schema)
            title = self.endpoint.complete(call).text
        story = EmbeddedPlanner().plan(synopsis, wishes)
        return story.model_copy(update={"title": title, "planner": self.id})

    def revise(self, story: Story, request: Request) -> list[Edit]:
        return EmbeddedPlanner().revise(story, request)


@contextmanager
def talking() -> Iterator[None]:
    """Let it plan every run. The answer that TALKER_HOLDS numbers, of all that the run was given,
    waits for a file GO in the working folder."""
    had = Studio.planner
    held = int(os.environ.get("TALKER_HOLDS", "0"))

    def hold(number: int) -> None:
        while number == held and not GO.exists():
            time.sleep(0.005)

    def planner(studio: Studio) -> Planner:
        parrot = Parrot(studio.run.folder / "asked.log", before=hold)
        return Talker(studio.keep(parrot, by_the_token))

    made = cached_property(planner)
    made.__set_name__(Studio, "planner")
    setattr(Studio, "planner", made)  # noqa: B010
    try:
        yield
    finally:
        setattr(Studio, "planner", had)  # noqa: B010
