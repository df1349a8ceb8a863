"""Even random weights answer with valid objects, in process and behind an HTTP server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from panelwright.planning.llm.drafts import (
    BeatsDraft,
    FactsDraft,
    FindingsDraft,
    StagingDraft,
    WordsDraft,
)
from panelwright_tools.asking.asker import Asker
from panelwright_tools.asking.llama_endpoint import LlamaEndpoint
from panelwright_tools.asking.model import Message
from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint

DRAFTS = (FactsDraft, BeatsDraft, StagingDraft, WordsDraft, FindingsDraft)
ASKED = (
    Message("system", "You plan comics."),
    Message("user", "[1] Mina finds a map. [2] It glows."),
)


@pytest.fixture(scope="module")
def server(tiny_gguf: Path) -> Iterator[str]:
    pytest.importorskip("starlette_context", reason="llama-cpp-python[server] is in dev-llama")
    from llama_server import llama_server

    with llama_server(tiny_gguf) as base_url:
        yield base_url


@pytest.mark.parametrize("schema", DRAFTS)
@pytest.mark.parametrize("seed", range(4))
def test_in_process_every_step_gets_a_valid_object_from_one_call(
    tiny_gguf: Path, schema: type[BaseModel], seed: int
) -> None:
    asker = Asker(LlamaEndpoint(tiny_gguf), temperature=seed / 2, seed=seed)
    answer = asker.ask(ASKED, schema, most_tokens=300)
    assert isinstance(answer.value, schema)
    assert (answer.rung, answer.repairs, answer.usage.calls) == ("schema", 0, 1)


@pytest.mark.parametrize("schema", DRAFTS)
def test_behind_the_server_the_ladder_steps_down_to_what_works(
    server: str, schema: type[BaseModel]
) -> None:
    endpoint = OpenAIEndpoint("tiny-random", base_url=server, key="none", context=4096)
    answer = Asker(endpoint).ask(ASKED, schema, most_tokens=300)
    assert isinstance(answer.value, schema)
    assert answer.rung in ("tool", "json"), "this server answers json_schema with HTTP 500"


def test_the_server_streams(server: str) -> None:
    endpoint = OpenAIEndpoint("tiny-random", base_url=server, key="none", context=4096)
    assert "".join(Asker(endpoint).stream(ASKED, most_tokens=20))
