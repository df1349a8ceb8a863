"""What a model would answer that plans as the rules do: the right answers for `FaultyServer`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from faulty_server import Asked
from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.llm import drafted
from panelwright.planning.llm.drafts import (
    BeatsDraft,
    Draft,
    FactsDraft,
    FindingsDraft,
    StagingDraft,
    WordsDraft,
)
from panelwright.planning.llm.numbered import NumberedText
from panelwright.planning.llm.numbering import numbered
from panelwright.planning.planner import PlanWishes
from panelwright_tools.domain import Story


@dataclass(frozen=True)
class ScriptedPlan:
    """Knows one story, and answers each step from the plan that the rules make of it."""

    synopsis: str
    panels: int | None = None

    def __call__(self, asked: Asked) -> str:
        """The JSON that the step wants."""
        return self._steps[asked.schema_name or ""](asked.prompt).model_dump_json()

    @cached_property
    def story(self) -> Story:
        """The plan that is answered from."""
        return EmbeddedPlanner().plan(self.synopsis, PlanWishes(panels=self.panels))

    @cached_property
    def _text(self) -> NumberedText:
        return numbered(self.synopsis)

    @cached_property
    def _steps(self) -> dict[str, Callable[[str], Draft]]:
        return {
            FactsDraft.__name__: lambda prompt: drafted.facts_of(self.story, self._text),
            BeatsDraft.__name__: lambda prompt: self._beats(),
            StagingDraft.__name__: self._staging,
            WordsDraft.__name__: self._words,
            FindingsDraft.__name__: lambda prompt: FindingsDraft(),
        }

    def _beats(self) -> BeatsDraft:
        beats = [drafted.beat_of(panel, self._text, self.story) for panel in self.story.panels]
        return BeatsDraft(beats=beats)

    def _staging(self, prompt: str) -> StagingDraft:
        number = int(re.findall(r"^Panel (\d+)\.$", prompt, re.MULTILINE)[-1])
        return drafted.staging_of(self.story.panels[number - 1], self.story)

    def _words(self, prompt: str) -> WordsDraft:
        numbers = [int(n) for n in re.findall(r"^Panel (\d+): ", prompt, re.MULTILINE)]
        return WordsDraft(panels=[
            drafted.words_of(n, self.story.panels[n - 1], self.story, self._text.quotes)
            for n in numbers
        ])  # fmt: skip
