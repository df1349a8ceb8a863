"""Grounding by a vision model that is asked yes or no, at any OpenAI-compatible server."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from panelwright_tools.domain import Box, Brief, Cost, Detection, ToolError
from panelwright_tools.painting.picture import Picture
from panelwright_tools.versions import code_version
from panelwright_tools.vision.asking import (
    WHOLE,
    Server,
    Told,
    YesNo,
    answers,
    check,
    most_cost,
    price_told,
    prompts_digest,
)
from panelwright_tools.vision.tables import table

SOURCES: Final = ("asking", "domain", "grounding", "painting", "vision")
"""The folders that decide what is found."""
_PROMPTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "grounding/present": {"phrase": "…"},
    "grounding/avoided": {"phrase": "…"},
    "grounding/more": {"phrase": "…", "count": 2},
}


@dataclass(frozen=True)
class _Question:
    """One question, and what a yes means."""

    phrase: str
    """As the plan has it."""
    asked: YesNo
    region: str | None = None


@dataclass(frozen=True)
class VisionGrounder:
    """Asks whether each region's subject is drawn in its box, and each unwanted thing anywhere.

    It measures no boxes: that of a detection is the one that the model was shown. Where several
    regions want the same, it is asked as well whether there are more of them than wanted.
    """

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
        return f"vision/{code_version(*SOURCES)}-{prompts_digest(_PROMPTS)}:{self._server.called}"

    def examine(self) -> None:
        """Raises UserError when the server has no usable address or key; nobody is asked."""
        check(self._server)

    @property
    def side_by_side(self) -> int | None:
        """So that a service is not flooded; a server of one's own is asked by one process."""
        return self._server.processes

    @property
    def locates(self) -> bool:
        """It is shown a box, and doesn't find one."""
        return False

    @property
    def needs_subjects(self) -> bool:
        """It is shown pixels."""
        return False

    def price(self, brief: Brief) -> Cost:
        """The most that asking about all of a brief costs, everything asked twice."""
        return most_cost(self._server, [one.asked for one in _questions(brief, brief.avoid)])

    def ground(self, picture: Picture, brief: Brief, phrases: Sequence[str]) -> list[Detection]:
        """A detection for every question that is answered with yes, and an unclear one, of score
        0, for every question that is answered with neither yes nor no, although asked again.

        Raises UserError when the server has no usable address or key, ToolError when it can't be
        reached.
        """
        questions = _questions(brief, phrases)
        told = answers(self._server, [one.asked for one in questions], picture.image)
        for answer in told:
            if answer.failure is not None:
                raise answer.failure
        found = (_detection(*pair) for pair in zip(questions, told, strict=True))
        return [one for one in found if one is not None]

    @property
    def _server(self) -> Server:
        price = price_told(self.model_price)
        return Server(self.model, self.base_url, self.key_variable, self.timeout_s, price)


def _questions(brief: Brief, phrases: Sequence[str]) -> list[_Question]:
    """Raises ToolError when there is nothing to ask about in a region or a phrase."""
    wanted = [(item, item.region.phrase or item.region.noun) for item in brief.regions]
    if not all(words.strip() for words in (*(words for _, words in wanted), *phrases)):
        raise ToolError(f"panel {brief.panel} has an empty phrase, which can't be asked about.")
    questions = [
        _Question(item.region.phrase, _ask("present", words, item.box), item.region.id)
        for item, words in wanted
    ]
    counts = Counter((item.region.phrase, words) for item, words in wanted)
    questions += [
        _Question(phrase, _ask("more", words, count=count))
        for (phrase, words), count in counts.items()
        if count > 1
    ]
    return questions + [_Question(phrase, _ask("avoided", phrase)) for phrase in phrases]


def _ask(prompt: str, phrase: str, box: Box = WHOLE, **values: Any) -> YesNo:
    return YesNo(f"grounding/{prompt}", (("phrase", phrase), *values.items()), box)


def _detection(question: _Question, answer: Told) -> Detection | None:
    """None where the answer is no."""
    told = answer.yes
    if told is not None and told.chance < float(table("vision")["sure"]):
        return None
    how = "unclear" if told is None else "probability" if told.is_weighed else "answer"
    return Detection.model_validate(
        {
            "phrase": question.phrase,
            "region": question.region,
            "box": question.asked.box,
            "score": round(told.chance, 4) if told is not None else 0.0,
            "asked": how,
        }
    )
