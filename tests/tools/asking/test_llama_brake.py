"""The brake ends what llama.cpp computes, in the middle of it, and all that is begun later."""

import threading
from pathlib import Path
from typing import Any

import pytest

from panelwright.planning.llm.drafts import FactsDraft
from panelwright_tools.asking.breaking_off import BrokenOff
from panelwright_tools.asking.endpoint import Call, Rung
from panelwright_tools.asking.llama_brake import Brake
from panelwright_tools.asking.llama_endpoint import LlamaEndpoint
from panelwright_tools.asking.llama_library import library, load
from panelwright_tools.asking.llama_session import Session
from panelwright_tools.asking.model import Message
from panelwright_tools.domain import ToolError

LONG = Call(
    (Message("user", "Tell me of the rain."),),
    most_tokens=3000,
    rung=Rung.SCHEMA,
    schema=FactsDraft.model_json_schema(),
    temperature=1.0,
)


def test_a_computation_asks_the_brake(tiny_gguf: Path) -> None:
    llama, brake = load(tiny_gguf, 512, 0), Brake()
    brake.fit(llama, library())
    llama.eval([1, 2, 3])
    assert not brake.pulled
    brake.pull()
    with pytest.raises(RuntimeError, match="2"):  # aborted, in the words of llama.cpp
        llama.eval([1, 2, 3])


def test_a_batch_is_broken_off_in_its_middle_and_no_other_is_begun(
    tiny_gguf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import llama_cpp

    brake = Brake()
    session = Session(load(tiny_gguf, 512, 0), brake)
    evaluated: list[int] = []
    real = llama_cpp.Llama.eval

    def interrupted(self: Any, tokens: list[int]) -> None:
        evaluated.append(len(tokens))
        brake.pull()
        real(self, tokens)

    monkeypatch.setattr(llama_cpp.Llama, "eval", interrupted)
    for _ in range(2):
        with pytest.raises(BrokenOff):
            session.begin([1, 2, 3])
    assert evaluated == [3]


def test_an_answer_that_is_being_written_is_broken_off(
    tiny_gguf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import llama_cpp

    endpoint = LlamaEndpoint(tiny_gguf)
    evaluated: list[int] = []
    real = llama_cpp.Llama.eval

    def interrupted(self: Any, tokens: list[int]) -> None:
        evaluated.append(len(tokens))
        real(self, tokens)
        if len(evaluated) == 5:
            elsewhere = threading.Thread(target=endpoint.give_up)
            elsewhere.start()
            elsewhere.join(30)

    monkeypatch.setattr(llama_cpp.Llama, "eval", interrupted)
    with pytest.raises(ToolError, match=f"the answer of {endpoint.id} was broken off"):
        endpoint.complete(LONG)
    assert len(evaluated) == 5


def test_after_giving_up_nothing_is_loaded_any_more(tiny_gguf: Path) -> None:
    endpoint = LlamaEndpoint(tiny_gguf)
    endpoint.give_up()
    with pytest.raises(ToolError, match="broken off"):
        endpoint.count("Mina")
