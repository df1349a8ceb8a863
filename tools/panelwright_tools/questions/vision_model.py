"""Questions to a vision model, at any OpenAI-compatible server, with its probabilities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from panelwright_tools.domain import Brief, Cost
from panelwright_tools.domain.question import Answer, Question
from panelwright_tools.painting.picture import Picture
from panelwright_tools.questions.rounds import answered
from panelwright_tools.questions.tables import table
from panelwright_tools.questions.writing import questions_of
from panelwright_tools.versions import code_version
from panelwright_tools.vision.asking import (
    Server,
    Told,
    YesNo,
    answers,
    check,
    most_cost,
    price_told,
    prompts_digest,
)

SOURCES: Final = (
    "asking", "domain", "grounding", "language", "painting", "prompting", "questions", "vision",
)  # fmt: skip
"""The folders that decide what is asked and answered."""
_ASK: Final = "questions/ask"
_WORDS: Final = ("source", "relation", "target", "joint", "other")
_PROMPTS: Final[Mapping[str, Mapping[str, Any]]] = {
    _ASK: {"question": "…"},
    "questions/present": {"phrase": "…"},
    "questions/colour": {"subject": "…", "part": "…", "colour": "…"},
    "questions/count": {"phrase": "…", "count": 2},
    "questions/relation": dict.fromkeys(_WORDS, "…"),
    "questions/text": {"subject": "…", "text": "…"},
}


@dataclass(frozen=True)
class VisionQuestions:
    """Asks a model that sees; a server that tells no probabilities gives scores of 0 and 1."""

    model: str
    """As the server calls it."""
    base_url: str | None = None
    """Of the server; None: OpenAI itself."""
    key_variable: str = "OPENAI_API_KEY"
    """The environment variable that holds the key."""
    timeout_s: float | None = None
    """Longest wait for one answer; None: as long as is usual."""
    model_price: Mapping[str, float] | None = None
    """Dollars per million tokens, `input` and `output`; None: as known of the model."""

    @property
    def id(self) -> str:
        """Model and server, version of the code, and digest of the prompts."""
        where = self._server.called
        return f"questions/{code_version(*SOURCES)}-{prompts_digest(_PROMPTS)}:{where}"

    def examine(self) -> None:
        """Raises UserError when the server has no usable address or key; nobody is asked."""
        check(self._server)

    @property
    def side_by_side(self) -> int | None:
        """So that a service is not flooded; a server of one's own is asked by one process."""
        return self._server.processes

    @property
    def asks(self) -> bool:
        """What the plan claims."""
        return True

    def price(self, brief: Brief) -> Cost:
        """The most that asking everything costs, everything twice and nothing skipped."""
        questions = questions_of(brief)[: int(table("questions")["most"])]
        return most_cost(self._server, map(_yes_no, questions))

    def questions(self, brief: Brief) -> Sequence[Question]:
        """All that the plan claims."""
        return questions_of(brief)

    def ask(self, picture: Picture, brief: Brief) -> list[Answer]:
        """What came of every question.

        Raises UserError when the server has no usable address or key.
        """

        def ask(some: Sequence[Question]) -> list[Told]:
            return answers(self._server, [_yes_no(one) for one in some], picture.image)

        return answered(questions_of(brief), ask)

    @property
    def _server(self) -> Server:
        price = price_told(self.model_price)
        return Server(self.model, self.base_url, self.key_variable, self.timeout_s, price)


def _yes_no(question: Question) -> YesNo:
    return YesNo(_ASK, (("question", question.text),))
