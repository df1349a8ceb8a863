"""An endpoint that needs no model: it repeats the last message, and logs every call it is sent."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from panelwright.answers import Answers
from panelwright.budget import Budget
from panelwright.files import append_line
from panelwright.kept_endpoint import KeptEndpoint
from panelwright_tools.asking.endpoint import Call, Reply, Rung
from panelwright_tools.asking.model import Message, Usage
from panelwright_tools.domain import Cost


def call_of(text: str, most_tokens: int = 100) -> Call:
    """A call with one message."""
    return Call((Message("user", text),), most_tokens, schema_name="ParrotDraft")


def by_the_token(usage: Usage) -> Cost:
    """A dollar a thousand tokens."""
    tokens = usage.prompt_tokens + usage.answer_tokens
    return Cost(calls=usage.calls, tokens=tokens, dollars=tokens / 1000)


@dataclass(frozen=True)
class Parrot:
    """Counts words as tokens."""

    log: Path
    wait_s: float = 0.0
    before: Callable[[int], None] = lambda number: None
    """Called with the number of the call, from 1, before it is answered; may raise."""
    source: str = "parrot:1 on its perch"

    @property
    def id(self) -> str:
        return "parrot:1"

    @property
    def context(self) -> int:
        return 1000

    @property
    def rungs(self) -> tuple[Rung, ...]:
        return (Rung.TEXT,)

    @property
    def calls(self) -> list[str]:
        """What was asked, in order."""
        return self.log.read_text().splitlines() if self.log.exists() else []

    def count(self, text: str) -> int:
        return len(text.split())

    def complete(self, call: Call) -> Reply:
        text = "".join(self.stream(call))
        tokens = sum(self.count(message.text) for message in call.messages)
        return Reply(text, "stop", Usage(1, tokens, 0, self.count(text), 0.25))

    def stream(self, call: Call) -> Iterator[str]:
        append_line(self.log, call.messages[-1].text)
        time.sleep(self.wait_s)
        self.before(len(self.calls))
        yield from re.findall(r"\S+\s*", call.messages[-1].text)


def ask_and_wait(folder: str, *texts: str) -> None:
    """Asks all of these in a run folder, and waits long for the last answer."""
    run = Path(folder)
    parrot = Parrot(
        run / "asked.log", before=lambda number: time.sleep(60 * (number == len(texts)))
    )
    ledger = Budget(run / "spending.jsonl", None)
    endpoint = KeptEndpoint(parrot, Answers(run / "answers"), ledger, by_the_token)
    for text in texts:
        endpoint.complete(call_of(text))
