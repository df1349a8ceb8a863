"""What questions are answered from: the plan, its versions, and the evidence of every panel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from panelwright.chat.understanding import panels_named
from panelwright.history import History, Version
from panelwright.planning.requests.finding import character_called
from panelwright.run import Run
from panelwright.settings import Settings
from panelwright_tools.domain import Attempt, Character, Panel, Story


@dataclass(frozen=True)
class Facts:
    """A run, read as far as a question needs it."""

    run: Run

    @cached_property
    def story(self) -> Story:
        """The plan as it is now."""
        return self.run.read_story()

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The numbers of the panels by their ids."""
        return {panel.id: number for number, panel in enumerate(self.story.panels, 1)}

    @cached_property
    def settings(self) -> Settings:
        """With which tools the run is made."""
        return self.run.settings() if self.run.manifest.is_file() else Settings()

    @cached_property
    def versions(self) -> list[Version]:
        """The changes of the plan, oldest first."""
        return History(self.run).versions()

    def attempts(self, panel: str) -> list[Attempt]:
        """All attempts at a panel."""
        return self.run.read_attempts(panel)

    def kept(self, panel: str) -> Attempt | None:
        """The attempt whose picture the panel has: the accepted one, else the best."""
        tried = self.attempts(panel)
        return max(tried, key=lambda one: (one.verdict.accepted, one.verdict.score), default=None)

    def drawn(self) -> Iterator[tuple[int, Panel, list[Attempt]]]:
        """Number, panel and attempts of every panel that was drawn."""
        for number, panel in enumerate(self.story.panels, 1):
            tried = self.attempts(panel.id)
            if tried:
                yield number, panel, tried

    def panels(self, said: str | None) -> Sequence[Panel]:
        """The panels that a question names; none when it names none. Raises UserError."""
        if not said:
            return ()
        return [self.story.panel(name) for name in panels_named(said, self.story)]

    def character(self, name: str) -> Character | None:
        """The character that a question means."""
        return character_called(self.story, name.strip(" ?"))

    def name(self, character: str | None) -> str:
        """How somebody is called; an unknown voice is nobody's."""
        return self.story.character(character).name if character is not None else "a voice"
