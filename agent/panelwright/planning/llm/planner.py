"""The planner that asks a language model: read, break down, stage, write, check."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from panelwright.planning.edits import Edit
from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.embedded.planner import check_wishes
from panelwright.planning.llm.assemble import assemble
from panelwright.planning.llm.break_down import break_down
from panelwright.planning.llm.check import check
from panelwright.planning.llm.drafts import BeatDraft, FactsDraft
from panelwright.planning.llm.fill import Filler, still_used
from panelwright.planning.llm.numbering import numbered
from panelwright.planning.llm.progress import Progress, Tell
from panelwright.planning.llm.read import read
from panelwright.planning.llm.reckon import use_of
from panelwright.planning.llm.revise import revise
from panelwright.planning.llm.stage import stage_all
from panelwright.planning.llm.write import write_all
from panelwright.planning.planner import PlanWishes, Request
from panelwright.planning.requests.asking import NotUnderstood
from panelwright_tools.asking.model import LanguageModel, Usage
from panelwright_tools.domain import Cost, ModelOutputError, Source, Story, UserError

Found = TypeVar("Found")


@dataclass(frozen=True)
class ModelPlanner:
    """Plans with a model, in steps; what it leaves missing comes from the rules."""

    model: LanguageModel
    fallback: EmbeddedPlanner
    tell: Tell
    at_once: int = 1
    """Questions that the model is asked at the same time."""
    tariff: Callable[[Usage], Cost] = lambda usage: Cost(calls=usage.calls)
    """What so much use of the model costs."""

    @property
    def id(self) -> str:
        """Version of the steps, and the model: `llm/1 (openai:gpt-5-mini)`."""
        return f"llm/1 ({self.model.id})"

    def price(self, synopsis: str, wishes: PlanWishes) -> Cost:
        """About what planning takes, from the plan of the rules for the same text."""
        check_wishes(synopsis, wishes)
        return self.tariff(use_of(self.model, self._filler(synopsis, wishes), wishes))

    def plan(self, synopsis: str, wishes: PlanWishes) -> Story:
        """The whole plan.

        Raises UserError when there is nothing to plan, ToolError when the model can't be reached,
        BudgetExceeded when asking on would pass the cap.
        """
        check_wishes(synopsis, wishes)
        filler = self._filler(synopsis, wishes)
        progress = Progress(self.tell)
        facts, no_facts = self._facts(filler, progress)
        beats, no_beats = self._beats(filler, facts, wishes, progress)
        if no_facts and no_beats:
            return self._without_model(filler, facts, beats, wishes, no_facts)
        story = self._told(filler, facts, beats, wishes, progress)
        found = check(self.model, story, at_once=self.at_once, done=progress.step("check"))
        return found.story

    def revise(self, story: Story, request: Request) -> list[Edit]:
        """The edits of a request: by rules where they read it, else as the model understands it.

        Raises UserError when neither does; BudgetExceeded and ToolError as `plan` does.
        """
        try:
            return self.fallback.revise(story, request)
        except NotUnderstood as unread:
            try:
                return revise(self.model, story, request)
            except ModelOutputError as error:
                raise UserError(f"{str(unread).rstrip('.')}; {error}") from error

    def _filler(self, synopsis: str, wishes: PlanWishes) -> Filler:
        try:
            reserve = self.fallback.plan(synopsis, wishes)
        except UserError:  # another script, or no sentence that the rules know
            reserve = None
        return Filler(numbered(synopsis), reserve, self.fallback.id)

    def _facts(self, filler: Filler, progress: Progress) -> tuple[FactsDraft, str]:
        """The facts, filled, and why the model gave none; empty when it gave some."""
        done = progress.step("read")
        facts, failure = _tried(lambda: read(self.model, filler.text, done=done))
        return filler.facts(facts, failure), failure

    def _beats(
        self, filler: Filler, facts: FactsDraft, wishes: PlanWishes, progress: Progress
    ) -> tuple[list[BeatDraft], str]:
        done = progress.step("break down")
        beats, failure = _tried(
            lambda: break_down(
                self.model, filler.text, facts, wishes, at_once=self.at_once, done=done
            )
        )
        return filler.beats(beats, wishes, failure), failure

    def _told(
        self,
        filler: Filler,
        facts: FactsDraft,
        beats: list[BeatDraft],
        wishes: PlanWishes,
        progress: Progress,
    ) -> Story:
        """The story of these beats: staged, written and put together."""
        text, model, at_once = filler.text, self.model, self.at_once
        done = progress.step("stage", len(beats))
        staged = stage_all(model, text, facts, beats, at_once=at_once, done=done)
        done = progress.step("write")
        written = write_all(model, text, facts, beats, at_once=at_once, done=done)
        stagings = filler.stagings(staged, beats)
        words = filler.words(written, facts, beats)
        story = assemble(text, facts, beats, stagings, words, wishes, self.id)
        sources = still_used(filler.sources, story)
        notes = (*story.notes, *_notes(len(sources), wishes, story))
        return story.model_copy(update={"sources": sources, "notes": notes})

    def _without_model(
        self,
        filler: Filler,
        facts: FactsDraft,
        beats: list[BeatDraft],
        wishes: PlanWishes,
        reason: str,
    ) -> Story:
        """The plan of the rules, or what can be told without any; the model is not asked on."""
        nothing = [None] * len(beats)
        story = filler.reserve or assemble(
            filler.text, facts, beats, nothing, filler.words(nothing, facts, beats), wishes, self.id
        )
        source = Source(part="the whole plan", planner=filler.planner, reason=reason)
        note = f"{self.model.id} gave nothing that could be used, so the whole plan is by rules."
        update = {"planner": self.id, "sources": (source,), "notes": (*story.notes, note)}
        return story.model_copy(update=update)


def _tried(ask: Callable[[], Found]) -> tuple[Found | None, str]:
    """What the model answers, or why there is nothing to use."""
    try:
        return ask(), ""
    except ModelOutputError as error:
        return None, str(error)


def _notes(filled: int, wishes: PlanWishes, story: Story) -> list[str]:
    notes: list[str] = []
    if filled:
        parts = "1 part of the plan was" if filled == 1 else f"{filled} parts of the plan were"
        where = "where the model gave nothing that could be used"
        notes.append(f"{parts} filled in by rules, {where}; see the report.")
    if wishes.panels is not None and len(story.panels) != wishes.panels:
        notes.append(f"{wishes.panels} panels were asked for, and there are {len(story.panels)}.")
    return notes
