"""Asks an endpoint until the answer is a valid object: down the ladder, then by repair."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Generic

from panelwright_prompts import render
from panelwright_tools.asking.endpoint import Call, Endpoint, Reply, RungRefused
from panelwright_tools.asking.looping import looped_part
from panelwright_tools.asking.model import Answer, Answered, Message, Unfinished, Usage
from panelwright_tools.asking.places import Place, Remembered, ladder
from panelwright_tools.asking.quoting import one_line
from panelwright_tools.asking.refusing import is_refusal
from panelwright_tools.asking.telling import with_schema
from panelwright_tools.asking.token_counts import prompt_tokens
from panelwright_tools.asking.validation import Fault, Judged, judged
from panelwright_tools.domain import ModelOutputError, ToolError

REPAIRS: Final = 2
"""Turns in which a model is shown its errors."""
_DOUBLINGS: Final = 2
"""Times that an unfinished answer gets twice the room."""
_SHOWN: Final = 6000
"""Most characters of its own answer that a model is shown again."""
_QUOTED: Final = 200
"""Most characters of a model's words in a sentence for people."""


class Asker:
    """A language model that answers with valid objects, over any endpoint.

    What the endpoint was found to understand is remembered as long as this object lives. It may
    be called from several threads.
    """

    def __init__(self, endpoint: Endpoint, temperature: float = 0.0, seed: int = 0) -> None:
        """Over an endpoint; `seed` is that of every call."""
        self._endpoint = endpoint
        self._temperature = temperature
        self._seed = seed
        self._remembered = Remembered(endpoint.rungs)

    @property
    def id(self) -> str:
        """The endpoint's."""
        return self._endpoint.id

    @property
    def context(self) -> int:
        """Tokens that a prompt and its answer may have together."""
        return self._endpoint.context

    def count(self, text: str) -> int:
        """Tokens of a text, as the endpoint counts them."""
        return self._endpoint.count(text)

    def ask(
        self, messages: Sequence[Message], schema: type[Answered], *, most_tokens: int
    ) -> Answer[Answered]:
        """A valid object of the schema; an unfinished answer gets more than `most_tokens`.

        Raises ModelOutputError when the model refused or nothing helped, ToolError when it can't
        be reached or the prompt is too long for it.
        """
        places = ladder(self._endpoint.rungs, schema)
        asking = _Asking(
            with_schema(messages, schema),
            schema,
            most_tokens,
            self._remembered.from_there(schema.__name__, places),
        )
        self._check_room(asking.messages, most_tokens)
        while True:
            reply = self._reply(asking)
            asking.usage += reply.usage
            reply = _unlooped(reply)
            answer = judged(reply.text, schema)
            if reply.finish == "refused" or (
                answer.fault == Fault.PROSE and is_refusal(reply.text)
            ):
                raise ModelOutputError(f"{self.id} refuses to answer{_quoted(reply.text)}.")
            asking.rest = answer.value or answer.rest or asking.rest
            if answer.value is not None or not self._another_try(asking, reply, answer):
                self._remembered.ended(schema.__name__, asking.place)
                return self._answer(asking, reply, answer)

    def stream(self, messages: Sequence[Message], *, most_tokens: int) -> Iterator[str]:
        """The answer as text, piece by piece. Raises as `ask` does."""
        self._check_room(messages, most_tokens)
        return self._endpoint.stream(self._call(tuple(messages), most_tokens))

    def _call(self, messages: tuple[Message, ...], most_tokens: int) -> Call:
        return Call(messages, most_tokens, temperature=self._temperature, seed=self._seed)

    def _reply(self, asking: "_Asking[Answered]") -> Reply:
        """What the endpoint answers, at the first place that it doesn't refuse."""
        plain = self._call(asking.turns, asking.most_tokens)
        while True:
            place, name = asking.place, asking.schema.__name__
            try:
                return self._endpoint.complete(
                    replace(plain, rung=place.rung, schema=place.wire, schema_name=name)
                )
            except RungRefused:
                if not asking.descend():
                    raise

    def _another_try(
        self, asking: "_Asking[Answered]", reply: Reply, answer: Judged[Answered]
    ) -> bool:
        """Prepares the next call; False when there is none that could help."""
        if reply.finish == "length" and _goes_on(reply.text, answer.fault):
            return self._more_room(asking)
        if answer.fault == Fault.PROSE and asking.descend_rung():
            return True
        if answer.fault == Fault.EMPTY and asking.repairs and asking.descend_rung():
            return asking.repair(asking.messages)
        return self._shown(asking, reply.text, answer)

    def _more_room(self, asking: "_Asking[Answered]") -> bool:
        room = self.context - self._tokens(asking.turns)
        most = min(2 * asking.most_tokens, room)
        if asking.doublings == _DOUBLINGS or most <= asking.most_tokens:
            return False
        asking.most_tokens = most
        asking.doublings += 1
        return True

    def _shown(self, asking: "_Asking[Answered]", text: str, answer: Judged[Answered]) -> bool:
        """Shows the model its errors, if that is not the very question which it just failed."""
        turns = _empty_again(asking.messages) if not text.strip() else _repair(asking, text, answer)
        if turns == asking.turns or self._tokens(turns) + asking.most_tokens > self.context:
            return False
        return asking.repair(turns)

    def _answer(
        self, asking: "_Asking[Answered]", reply: Reply, answer: Judged[Answered]
    ) -> Answer[Answered]:
        """The valid object, or what can be used of the answers; else an error that says why."""
        if asking.rest is not None:
            rung, finished = asking.place.rung.value, answer.fault != Fault.CUT
            return Answer(asking.rest, asking.usage, rung, asking.repairs, finished)
        what = f"{self.id} gave no usable answer ({asking.schema.__name__})"
        help_ = "a larger model may do better"
        if reply.finish == "length":
            room = f"it was not finished after {asking.most_tokens} tokens"
            raise Unfinished(f"{what}: {room}; {help_}.")
        raise ModelOutputError(f"{what}: {one_line(answer.errors[0], _QUOTED)}; {help_}.")

    def _check_room(self, messages: Sequence[Message], most_tokens: int) -> None:
        prompt = self._tokens(messages)
        if prompt + most_tokens > self.context:
            raise ToolError(
                f"a prompt of {prompt} tokens and an answer of up to {most_tokens} don't fit "
                f"into the {self.context} tokens of {self.id}; give it a larger context, or "
                "take a model that has one."
            )

    def _tokens(self, messages: Sequence[Message]) -> int:
        return prompt_tokens(messages, self.count)


@dataclass
class _Asking(Generic[Answered]):
    """Where one question stands."""

    messages: tuple[Message, ...]
    schema: type[Answered]
    most_tokens: int
    places: list[Place]
    turns: tuple[Message, ...] = ()
    """The messages, or those of a repair."""
    rest: Answered | None = None
    """The best answer so far, without what is wrong in it."""
    usage: Usage = field(default_factory=Usage)
    repairs: int = 0
    doublings: int = 0

    def __post_init__(self) -> None:
        self.turns = self.messages

    @property
    def place(self) -> Place:
        return self.places[0]

    def descend(self) -> bool:
        """Goes to the next place; False when it stands on the last one."""
        if len(self.places) > 1:
            del self.places[0]
            return True
        return False

    def descend_rung(self) -> bool:
        """Goes to the next rung, past the plainer schemas of this one."""
        below = [place for place in self.places if place.rung != self.place.rung]
        self.places = below or self.places
        return bool(below)

    def repair(self, turns: tuple[Message, ...]) -> bool:
        """Turns to another way of saying it; False when there were enough of them."""
        if self.repairs == REPAIRS:
            return False
        self.turns = turns
        self.repairs += 1
        return True


def _unlooped(reply: Reply) -> Reply:
    """The reply without what it says over and over; more room would only be filled with more."""
    looped = looped_part(reply.text) if reply.finish == "length" else 0
    return replace(reply, text=reply.text[:-looped], finish="stop") if looped else reply


def _goes_on(text: str, fault: Fault) -> bool:
    """Whether an answer that had no more room may become one with more: it had begun, or only
    thought so far."""
    if fault == Fault.PROSE:
        return "{" in text or "<think" in text
    return fault != Fault.WRONG


def _repair(asking: _Asking[Answered], text: str, answer: Judged[Answered]) -> tuple[Message, ...]:
    """The question, the answer and its errors; only the last answer, so that it never grows."""
    (turn,) = render("asking/repair", errors=answer.errors)
    shown = Message("assistant", text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …")
    return (*asking.messages, shown, Message("user", turn.text))


def _empty_again(messages: Sequence[Message]) -> tuple[Message, ...]:
    """The question with a note that nothing came; no second user turn, which some models forbid."""
    (turn,) = render("asking/empty", asked=messages[-1].text)
    return (*messages[:-1], replace(messages[-1], text=turn.text))


def _quoted(text: str) -> str:
    return f": “{one_line(text, _QUOTED)}”" if text.strip() else ""
