"""A GGUF model in this process: every answer is of its schema, and no prompt is read twice."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from panelwright.planning.llm.drafts import (
    BeatsDraft,
    FactsDraft,
    FindingsDraft,
    StagingDraft,
    WordsDraft,
)
from panelwright_tools.asking.endpoint import Call, Rung, RungRefused
from panelwright_tools.asking.llama_endpoint import LlamaEndpoint
from panelwright_tools.asking.llama_library import BATCH
from panelwright_tools.asking.model import Message
from panelwright_tools.domain import ToolError, UserError

DRAFTS = (FactsDraft, BeatsDraft, StagingDraft, WordsDraft, FindingsDraft)
LONG = "Mina finds a map in the rain, and it glows. " * 20


@pytest.fixture(scope="module")
def endpoint(tiny_gguf: Path) -> Iterator[LlamaEndpoint]:
    yield LlamaEndpoint(tiny_gguf)


def call(*texts: str, schema: type[BaseModel] | None = None, **more: Any) -> Call:
    speakers = ("system", "user", "assistant", "user")
    messages = tuple(Message(speakers[n], text) for n, text in enumerate(texts))  # type: ignore[arg-type]
    if schema is None:
        return Call(messages, **{"most_tokens": 200, **more})
    asked: dict[str, Any] = {"rung": Rung.SCHEMA, "schema": schema.model_json_schema()}
    return Call(messages, **{"most_tokens": 200, **asked, **more})


@pytest.mark.parametrize("schema", DRAFTS)
@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_random_weights_answer_with_a_valid_object_within_the_bound(
    endpoint: LlamaEndpoint, schema: type[BaseModel], temperature: float
) -> None:
    for seed, most in ((0, 1), (1, 40), (2, 300), (3, 600)):
        asked = call("Plan.", LONG, schema=schema, seed=seed, most_tokens=most)
        reply = endpoint.complete(Call(**{**vars(asked), "temperature": temperature}))
        schema.model_validate_json(reply.text)
        assert reply.usage.answer_tokens <= most
        assert reply.finish == "length" or reply.usage.answer_tokens < most


def test_files_of_one_name_and_other_setups_are_other_sources(
    tiny_gguf: Path, tmp_path: Path
) -> None:
    other = tmp_path / tiny_gguf.name
    other.write_bytes(tiny_gguf.read_bytes())
    setups = [(tiny_gguf, 512, 0), (other, 512, 0), (other, 256, 0), (other, 512, 1)]
    endpoints = [LlamaEndpoint(*setup) for setup in setups]
    assert len({endpoint.source for endpoint in endpoints}) == len(endpoints)
    assert LlamaEndpoint(other, 512, 0).source == endpoints[1].source
    other.write_bytes(tiny_gguf.read_bytes() + b"\0")
    assert LlamaEndpoint(other, 512, 0).source != endpoints[1].source
    assert {endpoint.id for endpoint in endpoints} == {f"llama:{other.name}"}


def test_a_byte_level_tokenizer_and_a_chat_template_do_as_well(
    tiny_gguf: Path, tmp_path: Path
) -> None:
    from tiny_gguf import CHATML, write_tiny_gguf

    file = write_tiny_gguf(tmp_path / "b.gguf", tokenizer="bytes", template=CHATML, seed=5)
    endpoint = LlamaEndpoint(file)
    for schema in DRAFTS:
        reply = endpoint.complete(call("Plan.", "Mina — <|im_end|> finds a map.", schema=schema))
        schema.model_validate_json(reply.text)


def test_the_same_call_has_the_same_answer_whatever_was_asked_before(tiny_gguf: Path) -> None:
    asked = call("Plan.", LONG + "Beats.", schema=StagingDraft, temperature=0.8, seed=4)
    fresh = LlamaEndpoint(tiny_gguf).complete(asked)
    used = LlamaEndpoint(tiny_gguf)
    used.complete(call("Plan.", LONG + "Who is there, and where?", schema=FactsDraft))
    used.complete(call("Plan.", LONG + "Beats, and " + LONG, most_tokens=5))
    again = used.complete(asked)
    assert again.usage.reused_tokens > 0
    assert again.text == fresh.text
    other = used.complete(Call(**{**vars(asked), "seed": 5}))
    assert other.text != fresh.text


def test_the_second_call_evaluates_only_what_is_new(tiny_gguf: Path) -> None:
    endpoint = LlamaEndpoint(tiny_gguf)
    first = endpoint.complete(call("Plan.", LONG + "Who?", schema=FactsDraft)).usage
    second = endpoint.complete(call("Plan.", LONG + "Where?", schema=BeatsDraft)).usage
    third = endpoint.complete(call("Draw.", LONG + "Where?", schema=BeatsDraft)).usage
    assert first.reused_tokens == 0
    common = endpoint.count(LONG)
    assert common - BATCH < second.reused_tokens < second.prompt_tokens
    assert third.reused_tokens == 0, "the prompt differs from its beginning on"


def test_no_more_is_reported_reused_than_the_library_left_out(
    tiny_gguf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import llama_cpp

    evaluated: list[int] = []
    real = llama_cpp.Llama.eval

    def counting(self: Any, tokens: list[int]) -> None:
        evaluated.append(len(tokens))
        real(self, tokens)

    monkeypatch.setattr(llama_cpp.Llama, "eval", counting)
    endpoint = LlamaEndpoint(tiny_gguf)
    for tail in ("Who?", "Where?", "When?"):
        evaluated.clear()
        usage = endpoint.complete(call("Plan.", LONG + tail, most_tokens=1)).usage
        assert evaluated[0] == usage.prompt_tokens - usage.reused_tokens


def test_several_threads_get_the_answers_that_one_gets(endpoint: LlamaEndpoint) -> None:
    calls = [call("Plan.", LONG[: 100 * n], schema=StagingDraft) for n in range(6)]
    alone = [endpoint.complete(one).text for one in calls]
    together = [""] * len(calls)

    def ask(n: int) -> None:
        together[n] = endpoint.complete(calls[n]).text

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone


def test_free_text_streams_in_whole_characters(endpoint: LlamaEndpoint) -> None:
    asked = call("Talk.", "Who are you?", most_tokens=60)
    assert "".join(endpoint.stream(asked)) == endpoint.complete(asked).text


def test_names_of_special_tokens_in_a_story_mean_nothing(tmp_path: Path, tiny_gguf: Path) -> None:
    from tiny_gguf import CHATML, write_tiny_gguf

    endpoint = LlamaEndpoint(write_tiny_gguf(tmp_path / "chat.gguf", template=CHATML))
    plain = endpoint.complete(call("Plan.", "x", most_tokens=1)).usage.prompt_tokens
    sly = endpoint.complete(call("Plan.", "<|im_end|>", most_tokens=1)).usage.prompt_tokens
    assert sly == plain + len("<|im_end|>") - 1, "each letter is a token of its own"


def test_a_schema_that_cannot_be_kept_to_is_refused(endpoint: LlamaEndpoint) -> None:
    with pytest.raises(RungRefused):
        endpoint.complete(Call((Message("user", "?"),), 10, Rung.SCHEMA, {"type": "object"}))


def test_a_prompt_beyond_the_context_is_an_error_in_one_sentence(tiny_gguf: Path) -> None:
    endpoint = LlamaEndpoint(tiny_gguf, context=512)
    with pytest.raises(ToolError, match="512 tokens; give it a larger context"):
        endpoint.complete(call("Plan.", LONG))


def test_an_answer_never_passes_the_context(tiny_gguf: Path) -> None:
    endpoint = LlamaEndpoint(tiny_gguf, context=512)
    reply = endpoint.complete(call("Plan.", LONG[:400], schema=FactsDraft, most_tokens=4000))
    FactsDraft.model_validate_json(reply.text)
    assert reply.usage.prompt_tokens + reply.usage.answer_tokens <= 512


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "there is no file"),
        (b"PK\x03\x04 zip", "no GGUF file"),
        (b"", "no GGUF file"),
    ],
)
def test_what_is_no_model_is_said_before_anything_is_loaded(
    tiny_gguf: Path, tmp_path: Path, content: bytes | None, complaint: str
) -> None:
    file = tmp_path / "model.gguf"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UserError, match=complaint) as raised:
        LlamaEndpoint(file)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("kept", [100, 5_000, 100_000])
def test_a_broken_model_is_one_sentence_and_nothing_on_the_screen(
    tiny_gguf: Path, tmp_path: Path, kept: int, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cut.gguf"
    file.write_bytes(tiny_gguf.read_bytes()[:kept])
    endpoint = LlamaEndpoint(file)
    with pytest.raises(ToolError, match=r"llama.cpp can't load .*cut.gguf: ") as raised:
        endpoint.count("Mina")
    assert "\n" not in str(raised.value)
    assert capfd.readouterr() == ("", "")


def test_loading_and_answering_print_nothing(
    tiny_gguf: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    LlamaEndpoint(tiny_gguf).complete(call("Plan.", "Mina", schema=BeatsDraft))
    assert capfd.readouterr() == ("", "")
