"""Grounding by a vision model that is asked yes or no, at any OpenAI-compatible server."""

import hashlib
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from panelwright_prompts import render
from panelwright_tools.asking.endpoint import Call, Endpoint
from panelwright_tools.asking.model import Message, Usage
from panelwright_tools.asking.prices import Price, cost_of, price_of
from panelwright_tools.asking.token_counts import prompt_tokens
from panelwright_tools.domain import Box, Brief, Cost, Detection, ToolError
from panelwright_tools.grounding.parts import part, whole
from panelwright_tools.grounding.tables import table
from panelwright_tools.grounding.yes_no import Yes, yes
from panelwright_tools.painting.picture import Picture
from panelwright_tools.versions import code_version

if TYPE_CHECKING:
    from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint

SOURCES: Final = ("asking", "domain", "grounding", "language", "painting")
"""The folders that decide what is found."""
_PANEL: Final = Box(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True)
class _Question:
    """One question, and what a yes means."""

    phrase: str
    """As the plan has it."""
    words: str
    """What is asked about: the phrase, or a noun in place of an empty one."""
    prompt: str
    """Name of the prompt."""
    box: Box
    """What is shown."""
    region: str | None = None
    values: tuple[tuple[str, Any], ...] = ()

    def messages(self, images: tuple[bytes, ...]) -> tuple[Message, ...]:
        turns = render(self.prompt, phrase=self.words, **dict(self.values))
        pictures = {turn.speaker: images if turn.speaker == "user" else () for turn in turns}
        return tuple(Message(turn.speaker, turn.text, pictures[turn.speaker]) for turn in turns)


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
        where = f" at {self.base_url}" if self.base_url is not None else ""
        return f"vision/{code_version(*SOURCES)}-{_prompts_digest()}:{self.model}{where}"

    @property
    def side_by_side(self) -> int | None:
        """One process asks, some questions at a time, so that a server is not flooded."""
        return 1

    @property
    def locates(self) -> bool:
        """It is shown a box, and doesn't find one."""
        return False

    def price(self, brief: Brief) -> Cost:
        """The most that asking about all of a brief costs."""
        own = Price.model_validate(self.model_price) if self.model_price else None
        price = own or price_of(self.model, self.base_url)
        usage = Usage()
        for question in _questions(brief, brief.avoid):
            tokens = prompt_tokens(question.messages((b"",)))
            usage += Usage(1, tokens, 0, int(table("vision")["most_tokens"]))
        return cost_of(usage, price)

    def ground(self, picture: Picture, brief: Brief, phrases: Sequence[str]) -> list[Detection]:
        """A detection for every question that is answered with yes.

        Raises UserError when the server has no usable address or key, ToolError when it can't be
        reached or an answer is neither yes nor no.
        """
        questions = _questions(brief, phrases)
        endpoint = _endpoint(self.model, self.base_url, self.key_variable, self.timeout_s)
        with ThreadPoolExecutor(int(table("vision")["at_once"])) as threads:
            asked = [threads.submit(_asked, endpoint, one, picture) for one in questions]
            answers = [one.result() for one in asked]
        sure = float(table("vision")["sure"])
        pairs = zip(questions, answers, strict=True)
        return [_detection(one, answer) for one, answer in pairs if answer.chance >= sure]


def _questions(brief: Brief, phrases: Sequence[str]) -> list[_Question]:
    """Raises ToolError when there is nothing to ask about in a region or a phrase."""
    wanted = [(item, item.region.phrase or item.region.noun) for item in brief.regions]
    if not all(words.strip() for words in (*(words for _, words in wanted), *phrases)):
        raise ToolError(f"panel {brief.panel} has an empty phrase, which can't be asked about.")
    asked = [
        _Question(item.region.phrase, words, "grounding/present", item.box, item.region.id)
        for item, words in wanted
    ]
    counts = Counter((item.region.phrase, words) for item, words in wanted)
    asked += [
        _Question(phrase, words, "grounding/more", _PANEL, values=(("count", count),))
        for (phrase, words), count in counts.items()
        if count > 1
    ]
    return asked + [_Question(phrase, phrase, "grounding/avoided", _PANEL) for phrase in phrases]


def _asked(endpoint: Endpoint, question: _Question, picture: Picture) -> Yes:
    whole_panel = question.box == _PANEL
    shown = whole(picture.image) if whole_panel else part(picture.image, question.box)
    reply = endpoint.complete(
        Call(
            messages=question.messages((shown,)),
            most_tokens=int(table("vision")["most_tokens"]),
            likeliest=int(table("vision")["likeliest"]),
        )
    )
    return yes(reply, endpoint.id)


def _detection(question: _Question, answer: Yes) -> Detection:
    return Detection(
        phrase=question.phrase,
        region=question.region,
        box=question.box,
        score=round(answer.chance, 4),
        asked="probability" if answer.is_weighed else "answer",
    )


@lru_cache(maxsize=4)
def _endpoint(
    model: str, base_url: str | None, key_variable: str, timeout_s: float | None
) -> "OpenAIEndpoint":
    """The server; the key is read here, so that it lies in no setting and no job."""
    from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint

    return OpenAIEndpoint(
        model,
        base_url,
        os.environ.get(key_variable) or None,
        timeout_s=timeout_s,
        concurrency=int(table("vision")["at_once"]),
        key_variable=key_variable,
    )


@lru_cache
def _prompts_digest() -> str:
    total = hashlib.sha256()
    for name, values in (("present", {}), ("avoided", {}), ("more", {"count": 2})):
        for turn in render(f"grounding/{name}", phrase="…", **values):
            total.update(f"{turn.speaker}\0{turn.text}\0".encode())
    return total.hexdigest()[:6]
