"""Asking a vision model yes or no, some questions at a time, and once more what it left open."""

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from panelwright_prompts import render
from panelwright_tools.asking.breaking_off import BrokenOff, breakable, interrupted
from panelwright_tools.asking.endpoint import Call, Endpoint, Reply
from panelwright_tools.asking.hosts import is_private
from panelwright_tools.asking.model import Message, Usage
from panelwright_tools.asking.prices import Price, cost_of, price_of
from panelwright_tools.asking.tally import charge
from panelwright_tools.asking.token_counts import prompt_tokens
from panelwright_tools.domain import Box, Cost, ToolError, Unanswered
from panelwright_tools.vision.parts import part, whole
from panelwright_tools.vision.tables import table
from panelwright_tools.vision.yes_no import Yes, yes

if TYPE_CHECKING:
    from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint

WHOLE: Final = Box(0.0, 0.0, 1.0, 1.0)
"""The whole panel."""
AGAIN: Final = "vision/again"
"""The prompt that asks once more."""


@dataclass(frozen=True)
class Server:
    """Which model is asked, and where."""

    model: str
    """As the server calls it."""
    base_url: str | None = None
    """Of the server; None: OpenAI itself."""
    key_variable: str = "OPENAI_API_KEY"
    """The environment variable that holds the key."""
    timeout_s: float | None = None
    """Longest wait for one answer; None: as long as is usual."""
    model_price: Price | None = None
    """None: as known of the model."""

    @property
    def processes(self) -> int:
        """How many may ask at the same time, so that a service is not flooded; a server of one's
        own is asked by one."""
        own = self.base_url is not None and is_private(self.base_url)
        return 1 if own else int(table("vision")["processes"])

    @property
    def called(self) -> str:
        """Model and server, for the key of what they said."""
        return f"{self.model} at {self.base_url}" if self.base_url is not None else self.model

    def cost(self, usage: Usage) -> Cost:
        """What use of it costs."""
        return cost_of(usage, self.model_price or price_of(self.model, self.base_url))


@dataclass(frozen=True)
class YesNo:
    """One question that yes or no answers."""

    prompt: str
    """Name of the prompt."""
    values: tuple[tuple[str, Any], ...]
    """Of the prompt's variables."""
    box: Box = WHOLE
    """What of the picture is shown, with a little around it."""

    def messages(self, image: bytes) -> tuple[Message, ...]:
        """The conversation, with a PNG file."""
        turns = render(self.prompt, **dict(self.values))
        shown = {turn.speaker: (image,) if turn.speaker == "user" else () for turn in turns}
        return tuple(Message(turn.speaker, turn.text, shown[turn.speaker]) for turn in turns)


@dataclass(frozen=True)
class Told:
    """What came of a question."""

    yes: Yes | None
    """None when nobody knows."""
    failure: ToolError | None = None
    """Why the server couldn't be asked; None where it answered, if neither yes nor no."""


def most_cost(server: Server, questions: Iterable[YesNo]) -> Cost:
    """The most that some questions cost, each asked once more."""
    most, usage = int(table("vision")["most_tokens"]), Usage()
    for question in questions:
        said = question.messages(b"")
        usage += Usage(1, prompt_tokens(said), 0, most)
        usage += Usage(1, prompt_tokens((*said, *_again())) + most, 0, most)
    return server.cost(usage)


def check(server: Server) -> None:
    """Raises UserError when a server has no usable address or key; nobody is asked."""
    _endpoint(server.model, server.base_url, server.key_variable, server.timeout_s)


def answers(server: Server, questions: Sequence[YesNo], image: Image.Image) -> list[Told]:
    """The answer to each question; what they cost is charged to the tally.

    An interruption of this process breaks waiting off. Raises UserError when the server has no
    usable address or key.
    """
    endpoint = _endpoint(server.model, server.base_url, server.key_variable, server.timeout_s)
    with ThreadPoolExecutor(int(table("vision")["at_once"])) as threads:
        given_up = interrupted()
        asked = [threads.submit(_asked, endpoint, one, image, given_up) for one in questions]
        results = [one.result() for one in asked]
    charge(server.cost(sum((usage for _, usage in results), Usage())))
    return [answer for answer, _ in results]


def _asked(
    endpoint: Endpoint, question: YesNo, image: Image.Image, given_up: Event
) -> tuple[Told, Usage]:
    """The answer, of two where the first says neither, and what it took."""
    shown = whole(image) if question.box == WHOLE else part(image, question.box)
    messages, usage = question.messages(shown), Usage()
    for _ in range(1 + int(table("vision")["again"])):
        call = Call(
            messages=messages,
            most_tokens=int(table("vision")["most_tokens"]),
            likeliest=int(table("vision")["likeliest"]),
        )
        try:
            reply = breakable(partial(endpoint.complete, call), given_up)
        except BrokenOff:  # which may be charged for all the same
            lost = Usage(1, prompt_tokens(messages), 0, call.most_tokens)
            broken = Unanswered(f"waiting for {endpoint.id} was broken off.")
            return Told(None, broken), usage + lost
        except Unanswered as error:  # which may be charged for all the same
            lost = Usage(1, prompt_tokens(messages), 0, call.most_tokens)
            return Told(None, error), usage + lost
        except ToolError as error:
            return Told(None, error), usage
        usage += reply.usage
        told = yes(reply)
        if told is not None or reply.finish == "refused":
            return Told(told), usage
        messages = (*messages, *_said(reply), *_again())
    return Told(None), usage


def _said(reply: Reply) -> tuple[Message, ...]:
    """Some servers take no empty turn."""
    return (Message("assistant", reply.text),) if reply.text.strip() else ()


def _again() -> tuple[Message, ...]:
    return tuple(Message(turn.speaker, turn.text) for turn in render(AGAIN))


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


def prompts_digest(prompts: Mapping[str, Mapping[str, Any]]) -> str:
    """Of the wording of some prompts, each with values for its variables, and of asking again."""
    total = hashlib.sha256()
    for name, values in (*prompts.items(), (AGAIN, {})):
        for turn in render(name, **values):
            total.update(f"{turn.speaker}\0{turn.text}\0".encode())
    return total.hexdigest()[:6]


def price_told(price: Mapping[str, float] | None) -> Price | None:
    """A price as the settings have it: dollars per million tokens, `input` and `output`."""
    return Price.model_validate(price) if price else None
