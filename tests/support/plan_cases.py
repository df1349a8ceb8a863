"""The table of what models do wrong while they plan, and the planner played against it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from fault_cases import HASTE
from faults import Fault
from faulty_server import KEY, MODEL, Asked, FaultyServer
from panelwright.planning.embedded import EmbeddedPlanner
from panelwright.planning.llm.drafts import STEPS
from panelwright.planning.llm.planner import ModelPlanner
from panelwright.planning.planner import PlanWishes
from panelwright_tools.asking.asker import Asker
from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint
from panelwright_tools.domain import PanelwrightError, Story

TABLE = tomllib.loads(Path(__file__).with_name("plan_cases.toml").read_text("utf-8"))
WISHES = PlanWishes(panels=3)
_FIRST_FIELD = re.compile(r'Its form:\n\{\n "(\w+)"')


@dataclass(frozen=True)
class PlanCase:
    """A row of the table; `plan_cases.toml` says what its fields mean."""

    id: str
    about: str
    calls: int
    said: Mapping[str, list[str]] = field(default_factory=dict)
    """By schema, what the model says in turn."""
    for_ever: bool = False
    filled: bool = False
    script: tuple[Mapping[str, Any], ...] = ()
    lacks: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True)
class PlanOutcome:
    """How a case ended."""

    story: Story | None = None
    error: PanelwrightError | None = None
    calls: int = 0
    """Answers that a provider would charge for."""
    requests: int = 0


def plan_cases() -> list[PlanCase]:
    """All rows of the table."""
    return [_case(dict(row)) for row in TABLE["case"]]


def _case(row: dict[str, Any]) -> PlanCase:
    said = {name: [_longer(text) for text in row.pop(name)] for name in STEPS if name in row}
    fields: Any = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
    return PlanCase(said=said, **fields)


def _longer(text: str) -> str:
    for name, many in TABLE["many"].items():
        text = text.replace(f"%{name}%", ", ".join([many["text"]] * many["times"]))
    return text


class _Model:
    """Says what a case tells of each step, and is honest besides."""

    def __init__(self, case: PlanCase) -> None:
        self._said = {name: list(texts) for name, texts in case.said.items()}
        self._for_ever = case.for_ever

    def __call__(self, asked: Asked) -> str:
        name = step_asked(asked)
        right: str = TABLE["right"][name]
        texts = self._said.get(name, [])
        if not texts:
            return right
        text = texts[0] if self._for_ever and len(texts) == 1 else texts.pop(0)
        return text.replace("%GOOD%", right)


def step_asked(asked: Asked) -> str:
    """The schema that a question is about, by the form in its prompt."""
    found = _FIRST_FIELD.search(asked.prompt)
    first = {next(iter(draft)): name for name, draft in _drafts().items()}
    return first[found.group(1)] if found else ""


def _drafts() -> dict[str, list[str]]:
    from panelwright.planning.llm import drafts

    return {name: list(getattr(drafts, name).model_fields) for name in STEPS}


def planned(case: PlanCase) -> PlanOutcome:
    """Plays a case: the server, the real client, the endpoint, the ladder and the planner."""
    script = [Fault.told(told) for told in case.script]
    with FaultyServer(script, good=_Model(case), lacks=case.lacks, key=KEY) as server:
        endpoint = OpenAIEndpoint(
            MODEL, base_url=server.base_url, key=KEY, context=16_000, patience=HASTE
        )
        planner = ModelPlanner(Asker(endpoint), EmbeddedPlanner(), lambda *_, **__: None)
        ended = _ended(planner)
        return replace(ended, calls=server.billed, requests=server.seen)


def _ended(planner: ModelPlanner) -> PlanOutcome:
    try:
        return PlanOutcome(planner.plan(TABLE["story"], WISHES))
    except PanelwrightError as error:
        return PlanOutcome(error=error)
