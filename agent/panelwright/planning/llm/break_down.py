"""Step break down: asks which moments of the story are panels, and mends the answer by code."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from panelwright.planning.lengths import fitting_panels
from panelwright.planning.llm.beat_repair import Question, repaired
from panelwright.planning.llm.counting import Measure
from panelwright.planning.llm.drafts import BeatDraft, BeatsDraft, FactsDraft
from panelwright.planning.llm.fitting import schema_tokens, too_small
from panelwright.planning.llm.known import setting_out
from panelwright.planning.llm.numbered import NumberedText
from panelwright.planning.llm.parts import Part, parts
from panelwright.planning.llm.prompting import prompted, tokens_of
from panelwright.planning.llm.telling import told, told_sentence
from panelwright.planning.llm.together import answered
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
_BEFORE = 300
"""Characters of the sentence before a stretch that are told."""
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
    asking = _Asking(model, text, facts, room_of(model), wishes.pages)
    questions = asking.questions(wishes.panels or default_panels(text))
    found = answered(questions, asking.beats, at_once=at_once, done=done)
    if not any(found):
        raise ModelOutputError(f"{model.id} told no moment of the story that could be a panel.")
    return repaired(text, facts, wishes, questions, [beats or [] for beats in found])


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

    def questions(self, wanted: int) -> list[Question]:
        """Stretches of whole scenes where that can be, each with its share of the panels."""
        measure = Measure(self.text, self.facts)
        costs = [self.model.count(told_sentence(self.text, s)) + 1 for s in self.text.sentences]
        at_most = max(1, (self.room.answer - _ANSWER_TOKENS) // _BEAT_TOKENS)
        calls = -(-wanted // min(MOST_PANELS, at_most))
        room = min(self.room.story, -(-sum(costs) // calls) + max(costs))
        found = parts(costs, room, good=measure.starts)
        shares = _shares(found, wanted, measure)
        return [Question(p.new, p.last, n) for p, n in zip(found, shares, strict=True)]

    def beats(self, question: Question) -> list[BeatDraft]:
        """The beats of a stretch; what follows a cut answer is asked again."""
        found: list[BeatDraft] = []
        for _ in range(_TRIES):
            answer = self.model.ask(
                self._prompt(question),
                BeatsDraft,
                most_tokens=min(self.room.answer, _answer_tokens(question.panels)),
            )
            beats = [b for b in answer.value.beats if question.first <= b.first <= question.last]
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
        story = told(self.text, question.first, question.last)
        before = told(self.text, question.first - 1, question.first - 1, most=_BEFORE)
        whole = question.last - question.first + 1 == len(self.text.sentences)
        return _prompt(question, story, known, before, self.pages if whole else None)


def _shares(found: Sequence[Part], wanted: int, measure: Measure) -> list[int]:
    """Panels for each stretch in proportion to what it tells, at least one."""
    loads = [max(1, sum(measure.loads[part.new - 1 : part.last])) for part in found]
    sums = [0]
    for load in loads:
        sums.append(sums[-1] + load)
    edges = [round(wanted * done / max(1, sums[-1])) for done in sums]
    return [max(1, after - before) for before, after in pairwise(edges)]
