"""Step read: asks for the facts of a synopsis, part after part, with what is known so far."""

from collections.abc import Callable
from dataclasses import dataclass, field

from panelwright.planning.llm.drafts import FactsDraft
from panelwright.planning.llm.fitting import schema_tokens, too_small
from panelwright.planning.llm.known import known
from panelwright.planning.llm.mending import mended
from panelwright.planning.llm.merging import merged
from panelwright.planning.llm.numbered import NumberedText
from panelwright.planning.llm.parts import Part, parts
from panelwright.planning.llm.prompting import prompted, tokens_of
from panelwright.planning.llm.telling import quotes_in, told, told_sentence
from panelwright_tools.asking.model import Answer, LanguageModel, Message, Unfinished
from panelwright_tools.domain import ModelOutputError

MOST_STORY_TOKENS = 5000
"""Of a part: about 3,500 words, which a model still reads with care."""
LEAST_TOKENS = 300
"""Free tokens below which reading makes no sense."""
ANSWER, STORY, KNOWN = 0.45, 0.4, 0.15
"""Shares of the free tokens of a small context."""
OVERLAP = 0.08
"""Share of a part that was read in the part before."""
MOST_KNOWN_TOKENS = 1500
TRIED = 3
"""Parts after which a model that gave no answer at all is not asked on."""
_ANSWER_TOKENS = 700
_SENTENCE_TOKENS = 24
_QUOTE_TOKENS = 16


@dataclass(frozen=True)
class Room:
    """Tokens for the pieces of one call."""

    story: int
    known: int
    answer: int


def read(
    model: LanguageModel, text: NumberedText, *, done: Callable[[], None] = lambda: None
) -> FactsDraft:
    """The facts of a synopsis. A part for which the model gives no answer adds nothing.

    `done` is called after each call and may raise to stop. Raises ModelOutputError when the model
    gives no answer to the first parts or its context is too small; BudgetExceeded and ToolError as
    `ask` does.
    """
    return _Reading(model, text, room_of(model), done).whole()


def room_of(model: LanguageModel) -> Room:
    """How a model's context is shared. Raises ModelOutputError when it is too small."""
    prompt = tokens_of(model, _prompt("", "", True)) + schema_tokens(model, FactsDraft)
    free = model.context - prompt
    if free < LEAST_TOKENS:
        raise too_small(model, "read a story")
    return Room(
        story=min(MOST_STORY_TOKENS, int(free * STORY)),
        known=min(MOST_KNOWN_TOKENS, int(free * KNOWN)),
        answer=int(free * ANSWER),
    )


def stretches(model: LanguageModel, text: NumberedText, room: Room) -> list[Part]:
    """The parts in which a synopsis is read."""
    costs = [model.count(told_sentence(text, each)) + 1 for each in text.sentences]
    heads = {each.number for each in text.sentences if each.heading}
    return parts(costs, room.story, int(room.story * OVERLAP), heads)


def _prompt(story: str, so_far: str, part: bool) -> tuple[Message, ...]:
    return prompted("plan/read", story=story, known=so_far, part=part)


@dataclass
class _Reading:
    """The reading of one synopsis, with what is known so far."""

    model: LanguageModel
    text: NumberedText
    room: Room
    done: Callable[[], None]
    facts: FactsDraft = field(default_factory=FactsDraft)
    error: ModelOutputError | None = None
    answers: int = 0
    halving: bool = True
    """Smaller parts may be answered whole; False once a half was no better."""

    def whole(self) -> FactsDraft:
        """Everything, part after part."""
        found = stretches(self.model, self.text, self.room)
        for number, part in enumerate(found, 1):
            if not self._read(part, len(found) > 1) and self.halving and part.new < part.last:
                self.halving = all([self._read(half, True) for half in part.halves()])
            if self.error is not None and not self.answers and number in (TRIED, len(found)):
                raise self.error
        return mended(self.facts, self.text)

    def _read(self, part: Part, is_part: bool) -> bool:
        """Adds what a part tells; False when smaller parts may be answered better."""
        answer = self._answer(part, is_part)
        self.done()
        if answer is None:
            return not isinstance(self.error, Unfinished)
        self.answers += 1
        self.facts = merged(self.facts, answer.value, part.new, part.last)
        return answer.finished

    def _answer(self, part: Part, is_part: bool) -> Answer[FactsDraft] | None:
        story = told(self.text, part.first, part.last)
        so_far = known(self.facts, lambda form: self.model.count(form) <= self.room.known)
        try:
            return self.model.ask(
                _prompt(story, so_far, is_part), FactsDraft, most_tokens=self._most(part)
            )
        except ModelOutputError as error:
            self.error = error
            return None

    def _most(self, part: Part) -> int:
        """Tokens of the answer: what a talkative model needs for the part."""
        quotes = len(quotes_in(self.text, part.first, part.last))
        sentences = part.last - part.first + 1
        wanted = _ANSWER_TOKENS + _SENTENCE_TOKENS * sentences + _QUOTE_TOKENS * quotes
        return min(wanted, self.room.answer)
