"""The table of faults: what a server does wrong, and what the planner must make of it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from pydantic import BaseModel

from faults import Fault
from faulty_server import KEY, MODEL, FaultyServer
from panelwright.planning.llm import drafts
from panelwright_tools.asking.asker import Asker
from panelwright_tools.asking.model import Message
from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint
from panelwright_tools.asking.retrying import Patience
from panelwright_tools.domain import PanelwrightError

TABLE = tomllib.loads(Path(__file__).with_name("fault_cases.toml").read_text("utf-8"))
ASKED = (
    Message("system", "You plan comics."),
    Message("user", "1 Mina finds a map in the rain.\n2 Tom laughs."),
)
HASTE = Patience(first_wait_s=0.001, longest_wait_s=0.01)


@dataclass(frozen=True)
class Case:
    """A row of the table; `fault_cases.toml` says what its fields mean."""

    id: str
    about: str
    calls: int
    requests: int | None = None
    draft: str = "FactsDraft"
    script: tuple[Mapping[str, Any], ...] = ()
    lacks: tuple[str, ...] = ()
    says: str | None = None
    value: str | None = None
    error: str | None = None
    rung: str = "schema"
    repairs: int = 0
    stream: bool = False
    model: str = MODEL
    key: str = KEY
    most_tokens: int = 300
    context: int = 8192
    timeout_s: float = 5.0

    @property
    def schema(self) -> type[BaseModel]:
        """The draft that is asked for."""
        found: type[BaseModel] = getattr(drafts, self.draft)
        return found

    @property
    def right(self) -> str:
        """The answer of an honest model."""
        return str(TABLE["right"][self.draft])

    @property
    def wanted(self) -> Any:
        """What a case that ends well must give."""
        if self.stream:
            return self.value or self.right
        return self.schema.model_validate_json(self.value or self.right)


@dataclass(frozen=True)
class Outcome:
    """How a case ended."""

    value: Any = None
    error: PanelwrightError | None = None
    rung: str = ""
    repairs: int = 0
    calls: int = 0
    """Answers that a provider would charge for."""
    requests: int = 0
    seconds: float = field(default=0.0, compare=False)


def cases() -> list[Case]:
    """All rows of the table."""
    return [_case(row) for row in TABLE["case"]]


def _case(row: Mapping[str, Any]) -> Case:
    fields: Any = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
    return Case(**fields)


def outcome(case: Case) -> Outcome:
    """Plays a case: the server, the real client, the endpoint and the ladder."""
    script = [Fault.told(told) for told in case.script]
    good = case.right if case.says is None else case.says
    began = perf_counter()
    with FaultyServer(script, good=good, lacks=case.lacks, key=KEY) as server:
        ended = _ended(case, server)
        seconds = perf_counter() - began
    return replace(ended, calls=server.billed, requests=server.seen, seconds=seconds)


def _ended(case: Case, server: FaultyServer) -> Outcome:
    endpoint = OpenAIEndpoint(
        case.model,
        base_url=server.base_url,
        key=case.key,
        context=case.context,
        timeout_s=case.timeout_s,
        patience=HASTE,
    )
    model = Asker(endpoint)
    try:
        if case.stream:
            return Outcome("".join(model.stream(ASKED, most_tokens=case.most_tokens)), rung="text")
        answer = model.ask(ASKED, case.schema, most_tokens=case.most_tokens)
    except PanelwrightError as error:
        return Outcome(error=error)
    return Outcome(answer.value, rung=answer.rung, repairs=answer.repairs)
