"""Step break down: asks which moments of the story are panels, and mends the answer by code."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from panelwright.planning.lengths import fitting_panels
from panelwright.planning.llm.beat_repair import Question, repaired
from panelwright.planning.llm.counting import Measure
from panelwright.planning.llm.drafts import BeatDraft, BeatsDraft, FactsDraft
from panelwright.planning.llm.fitting import schema_tokens, too_small
from panelwright.planning.llm.known import setting_out
from panelwright.planning.llm.numbered import NumberedText
from panelwright.planning.llm.parts import Part, parts
from panelwright.planning.llm.prompting import prompted, tokens_of
from panelwright.planning.llm.telling import told
from panelwright.planning.llm.together import answered
from panelwright.planning.llm.units import Unit, scene_units, sentence_units, widened
from panelwright.planning.planner import PlanWishes
from panelwright_tools.asking.model import LanguageModel, Message
from panelwright_tools.domain import ModelOutputError

MOST_PANELS = 24
"""Asked for in one call."""
MOST_STORY_TOKENS = 5000
LEAST_TOKENS = 300
ANSWER, STORY, KNOWN = 0.4, 0.4, 0.2
"""Shares of the free tokens of a small context."""
MOST_KNOWN_TOKENS = 1200
_BEAT_TOKENS, _ANSWER_TOKENS = 90, 120
_TRIES = 3
"""Calls for one stretch whose answers are cut."""
TRIED = 3
"""Stretches after which a model that told no beat at all is not asked on."""
_BEFORE = 300
"""Characters of the sentence before a stretch that are told."""
FEW_PANELS = 3
"""With fewer panels a call than these, a long story is told by its scenes in short."""
_BYTES_A_WORD = 6


def break_down(
    model: LanguageModel,
    text: NumberedText,
    facts: FactsDraft,
    wishes: PlanWishes,
    *,
    at_once: int = 1,
    done: Callable[[], None] = lambda: None,
) -> list[BeatDraft]:
    """The beats, a panel each, in order; every sentence belongs to one.

    A wished number of panels is kept if the story allows it. `at_once` bounds the calls at the
    same time; `done` is called after each stretch and may raise to stop. Raises ModelOutputError
    when the model gives no beat at all or its context is too small; BudgetExceeded and ToolError
    as `ask` does.
    """
    asking, questions = _planned(model, text, facts, wishes)
    found = answered(questions[:TRIED], asking.beats, at_once=at_once, done=done)
    if not any(found):
        raise ModelOutputError(f"{model.id} told no moment of the story that could be a panel.")
    found += answered(questions[TRIED:], asking.beats, at_once=at_once, done=done)
    return repaired(text, facts, wishes, questions, [beats or [] for beats in found])


def questions_of(
    model: LanguageModel, text: NumberedText, facts: FactsDraft, wishes: PlanWishes
) -> list[Question]:
    """What `break_down` asks, a call each unless an answer is cut. Raises ModelOutputError when the
    model's context is too small."""
    return _planned(model, text, facts, wishes)[1]


def _planned(
    model: LanguageModel, text: NumberedText, facts: FactsDraft, wishes: PlanWishes
) -> tuple["_Asking", list[Question]]:
    """The questions, over the sentences of the story or over its scenes in short."""
    wanted = wishes.panels or default_panels(text)
    asking = _Asking(model, text, facts, room_of(model), wishes.pages, sentence_units(text))
    stretches = asking.stretches(asking.units, wanted)
    scenes = scene_units(text, facts)
    if len(stretches) * FEW_PANELS > wanted and scenes:
        asking = replace(asking, units=scenes)
        stretches = asking.stretches(scenes, wanted)
    return asking, asking.questions(stretches, wanted)


def default_panels(text: NumberedText) -> int:
    """A sensible number of panels, as for the embedded planner; scripts without blanks too."""
    told_ones = [each.text for each in text.sentences if not each.heading]
    words = sum(map(words_in, told_ones))
    return fitting_panels(words, sum(words_in(q.text) for q in text.quotes), len(text.quotes))


def words_in(text: str) -> int:
    """Words, reckoned by length where no blanks part them."""
    return max(len(text.split()), len(text.encode("utf-8", "replace")) // (2 * _BYTES_A_WORD))


@dataclass(frozen=True)
class Room:
    """Tokens for the pieces of one call."""

    story: int
    known: int
    answer: int


def room_of(model: LanguageModel) -> Room:
    """How a model's context is shared. Raises ModelOutputError when it is too small."""
    bare = _prompt(Question(1, 1, MOST_PANELS), "", "", "x" * _BEFORE, 99)
    free = model.context - tokens_of(model, bare) - schema_tokens(model, BeatsDraft)
    if free < LEAST_TOKENS:
        raise too_small(model, "break a story into panels")
    return Room(
        story=min(MOST_STORY_TOKENS, int(free * STORY)),
        known=min(MOST_KNOWN_TOKENS, int(free * KNOWN)),
        answer=min(_answer_tokens(MOST_PANELS), int(free * ANSWER)),
    )


def _answer_tokens(panels: int) -> int:
    return _ANSWER_TOKENS + _BEAT_TOKENS * panels


def _prompt(
    question: Question, story: str, known: str, before: str, pages: int | None
) -> tuple[Message, ...]:
    return prompted(
        "plan/break_down",
        story=story,
        facts=known,
        panels=question.panels,
        pages=pages,
        before=before,
    )


@dataclass(frozen=True)
class _Asking:
    """The questions about one story."""

    model: LanguageModel
    text: NumberedText
    facts: FactsDraft
    room: Room
    pages: int | None
    units: Sequence[Unit]

    @property
    def at_most(self) -> int:
        """Panels for which one answer has room."""
        return min(MOST_PANELS, max(1, (self.room.answer - _ANSWER_TOKENS) // _BEAT_TOKENS))

    def stretches(self, units: Sequence[Unit], wanted: int) -> list[Part]:
        """The units of one call each."""
        costs = [self.model.count(unit.line) + 1 for unit in units]
        even = -(-sum(costs) // -(-wanted // self.at_most)) + max(costs, default=0)
        starts = Measure(self.text, self.facts).starts
        good = {k for k, unit in enumerate(units, 1) if unit.first in starts}
        return parts(costs, min(self.room.story, even), good=good)

    def questions(self, found: Sequence[Part], wanted: int) -> list[Question]:
        """Stretches of whole scenes where that can be, each with its share of the panels."""
        measure = Measure(self.text, self.facts)
        spans = [(self.units[p.new - 1].first, self.units[p.last - 1].last) for p in found]
        shares = _shares([sum(measure.loads[a - 1 : b]) for a, b in spans], wanted)
        return [Question(a, b, n) for (a, b), n in zip(spans, shares, strict=True)]

    def beats(self, question: Question) -> list[BeatDraft]:
        """The beats of a stretch; what follows a cut answer is asked again."""
        found: list[BeatDraft] = []
        for _ in range(_TRIES):
            answer = self.model.ask(
                self._prompt(question),
                BeatsDraft,
                most_tokens=min(self.room.answer, _answer_tokens(question.panels)),
            )
            beats = widened(answer.value.beats, self.units)
            beats = [beat for beat in beats if question.first <= beat.first <= question.last]
            rest = beats[-1].first if beats else question.first
            if answer.finished or rest <= question.first:
                return found + beats
            found += beats[:-1]
            left = max(1, question.panels - len(beats) + 1)
            question = Question(rest, question.last, left)
        return found

    def _prompt(self, question: Question) -> tuple[Message, ...]:
        known = setting_out(
            self.facts,
            question.first,
            question.last,
            lambda form: self.model.count(form) <= self.room.known,
        )
        told_units = (u for u in self.units if question.first <= u.first <= question.last)
        story = "\n".join(unit.line for unit in told_units)
        before = told(self.text, question.first - 1, question.first - 1, most=_BEFORE)
        whole = question.last - question.first + 1 == len(self.text.sentences)
        return _prompt(question, story, known, before, self.pages if whole else None)


def _shares(loads: Sequence[int], wanted: int) -> list[int]:
    """Panels for each stretch in proportion to what it tells, at least one."""
    sums = [0, *accumulate(max(1, load) for load in loads)]
    edges = [round(wanted * done / max(1, sums[-1])) for done in sums]
    return [max(1, after - before) for before, after in pairwise(edges)]
