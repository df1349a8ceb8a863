"""An endpoint whose answers are kept: nothing is paid twice, and nothing beyond the budget."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from threading import Event, Lock
from typing import Final

from panelwright.answers import Answers, Kept, Request, request_of
from panelwright.budget import Bill, Budget
from panelwright_tools.asking.endpoint import Call, Endpoint, Reply, Rung
from panelwright_tools.asking.model import Usage
from panelwright_tools.asking.tables import table
from panelwright_tools.domain import FREE, Cost, ToolError, UserError
from panelwright_tools.domain.model import digest

Tariff = Callable[[Usage], Cost]
"""What calls cost that took so many tokens."""

Keep = Callable[[Endpoint, Tariff], Endpoint]
"""What a run makes of an endpoint at a price; `keeper` makes one. Raises UserError when there is a
cap and nobody knows the price."""

_TURN_TOKENS: Final = 16
"""Tokens around each message, from above: who speaks, and where a turn begins and ends."""


@dataclass(frozen=True)
class KeptEndpoint:
    """An endpoint that is asked only what no kept answer says, and only within the budget."""

    endpoint: Endpoint
    answers: Answers
    budget: Budget
    tariff: Tariff
    tell: Callable[..., None] = lambda name, **facts: None
    """Told of every answer: its step, tokens, seconds, dollars, and whether it was kept before."""
    stopping: Event = field(default_factory=Event)
    """No further call is made once it is set."""
    _asking: defaultdict[str, Lock] = field(
        default_factory=lambda: defaultdict(Lock), init=False, repr=False
    )
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    @property
    def id(self) -> str:
        """As the endpoint says."""
        return self.endpoint.id

    @property
    def source(self) -> str:
        """As the endpoint says."""
        return self.endpoint.source

    @property
    def context(self) -> int:
        """As the endpoint says."""
        return self.endpoint.context

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """As the endpoint says."""
        return self.endpoint.rungs

    def count(self, text: str) -> int:
        """As the endpoint says; the texts of one question are counted more than once."""
        return self._count(text)

    @cached_property
    def _count(self) -> Callable[[str], int]:
        return lru_cache(maxsize=64)(self.endpoint.count)

    def complete(self, call: Call) -> Reply:
        """The kept answer, or the endpoint's, which is kept before it is used.

        Raises what the endpoint raises, and BudgetExceeded before a call that would pass the cap.
        """
        request = request_of(call, self.source)
        key = digest(request)
        with self._alone(key):
            kept = self._there(key, request)
            answer = kept if kept is not None else self._asked(key, request, call)
        self._report(answer, was_kept=kept is not None)
        return Reply(answer.text, answer.finish, answer.usage, answer.places)

    def stream(self, call: Call) -> Iterator[str]:
        """The kept answer in one piece, or the endpoint's piece by piece, kept when it is whole."""
        request = request_of(call, self.source)
        key = digest(request, "stream")
        kept = self._there(key, request)
        if kept is not None:
            yield kept.text
            self._report(kept, was_kept=True)
            return
        pieces: list[str] = []
        with self._paying(key, call) as bill:
            for piece in self.endpoint.stream(call):
                pieces.append(piece)
                yield piece
            usage = Usage(1, self._prompt_tokens(call), 0, self.count("".join(pieces)))
            answer = self._keep(key, request, Reply("".join(pieces), "stop", usage), bill)
        self._report(answer, was_kept=False)

    def _there(self, key: str, request: Request) -> Kept | None:
        """The answer that this run or another has already."""
        kept = self.answers.get(key)
        return kept if kept is not None else self.answers.borrowed(key, request)

    def _asked(self, key: str, request: Request, call: Call) -> Kept:
        with self._paying(key, call) as bill:
            return self._keep(key, request, self.endpoint.complete(call), bill)

    def _keep(self, key: str, request: Request, reply: Reply, bill: Bill) -> Kept:
        text = reply.text.encode("utf-8", "replace").decode()  # half a surrogate pair is no text
        cost = self.tariff(reply.usage)
        answer = Kept(
            request=request,
            text=text,
            finish=reply.finish,
            usage=reply.usage,
            places=reply.places,
            cost=cost,
        )
        bill.charge(cost)
        self.answers.put(key, answer)
        return answer

    @contextmanager
    def _paying(self, key: str, call: Call) -> Iterator[Bill]:
        if self.stopping.is_set():
            raise ToolError("the run was interrupted before the model was asked again.")
        with self.budget.paying(key, self._most(call)) as bill:
            yield bill

    def _most(self, call: Call) -> Cost:
        """The most that a call costs that is to be paid for; else its tokens need no counting."""
        some = self.tariff(Usage(1, 1, 0, 1))
        if not some.dollars and not some.unpriced:
            return FREE
        return self.tariff(Usage(1, self._prompt_tokens(call), 0, call.most_tokens))

    def _prompt_tokens(self, call: Call) -> int:
        """Tokens of everything that is sent, from above."""
        turns = sum(self.count(m.text) + _TURN_TOKENS for m in call.messages)
        images = sum(len(m.images) for m in call.messages) * int(table("sizes")["tokens_an_image"])
        schema = self.count(json.dumps(call.schema)) if call.schema is not None else 0
        return turns + images + schema

    @contextmanager
    def _alone(self, key: str) -> Iterator[None]:
        """Whoever asks what another thread is asking waits for its answer."""
        with self._lock:
            turn = self._asking[key]
        with turn:
            yield

    def _report(self, answer: Kept, *, was_kept: bool) -> None:
        from panelwright.planning.llm.drafts import step_of

        usage, cost = answer.usage, answer.cost
        self.tell(
            "asked",
            step=step_of(answer.request.schema_name),
            prompt_tokens=usage.prompt_tokens,
            reused_tokens=usage.reused_tokens,
            answer_tokens=usage.answer_tokens,
            seconds=round(usage.seconds, 3),
            dollars=None if cost.unpriced else cost.dollars,
            kept=was_kept,
        )


def keeper(
    answers: Answers,
    budget: Budget,
    tell: Callable[..., None] = lambda name, **facts: None,
    stopping: Event | None = None,
) -> Keep:
    """Has endpoints keep their answers there, and to that budget."""
    told = stopping or Event()

    def keep(endpoint: Endpoint, tariff: Tariff) -> Endpoint:
        return _checked(KeptEndpoint(endpoint, answers, budget, tariff, tell, told))

    return keep


def _checked(endpoint: KeptEndpoint) -> KeptEndpoint:
    """The same endpoint. Raises UserError when there is a cap and nobody knows its price."""
    if endpoint.budget.cap is not None and endpoint.tariff(Usage(calls=1)).unpriced:
        name = endpoint.id.partition(":")[2]
        raise UserError(
            f"the price of {endpoint.id} is unknown, so --max-cost can't be kept; give it in "
            f'agent.toml as [prices."{name}"] with input and output in dollars per million tokens.'
        )
    return endpoint
