"""The server that misbehaves does what its script says, seen through the real client."""

import openai
import pytest

from faults import Fault
from faulty_server import KEY, MODEL, FaultyServer

HELLO = [{"role": "user", "content": "Who is in the story?"}]


def ask(server: FaultyServer, **more: object) -> openai.types.chat.ChatCompletion:
    with openai.OpenAI(base_url=server.base_url, api_key=KEY, max_retries=1) as client:
        return client.chat.completions.create(model=MODEL, messages=HELLO, **more)  # type: ignore[call-overload,no-any-return]


def test_after_its_script_the_server_is_honest() -> None:
    quick = {"retry-after": "0.01"}
    with FaultyServer([Fault(status=503, headers=quick)], good='{"title": "Rain"}') as server:
        said = ask(server)
    assert said.choices[0].message.content == '{"title": "Rain"}'
    assert (server.seen, server.billed) == (2, 1)


def test_a_function_that_is_asked_for_is_called() -> None:
    tool = {"type": "function", "function": {"name": "facts", "parameters": {"type": "object"}}}
    with FaultyServer(good="{}") as server:
        said = ask(server, tools=[tool])
    assert said.choices[0].message.tool_calls[0].function.name == "facts"  # type: ignore[index,union-attr]
    assert server.asked[0].rung == "tool"


def test_what_the_server_lacks_it_refuses() -> None:
    with (
        FaultyServer(lacks=["json"]) as server,
        pytest.raises(openai.BadRequestError, match="response_format"),
    ):
        ask(server, response_format={"type": "json_object"})
    assert server.billed == 0


@pytest.mark.parametrize("drop", ["at once", "after headers", "in body"])
def test_a_dropped_connection_is_an_error_of_the_connection(drop: str) -> None:
    dropped = [Fault.told({"drop": drop})] * 2
    with FaultyServer(dropped) as server, pytest.raises(Exception, match=r"onnection|peer|reset"):
        ask(server)


def test_a_stream_gives_its_pieces_and_its_usage() -> None:
    with (
        FaultyServer([Fault(events=(": keep alive",))], good="once upon a time") as server,
        openai.OpenAI(base_url=server.base_url, api_key=KEY) as client,
    ):
        more = {"stream": True, "stream_options": {"include_usage": True}}
        chunks = list(client.chat.completions.create(model=MODEL, messages=HELLO, **more))  # type: ignore[call-overload]
    said = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert said == "once upon a time"
    assert chunks[-1].usage.completion_tokens == 4


def test_a_prompt_that_begins_like_an_earlier_one_is_partly_cached() -> None:
    with FaultyServer() as server:
        first, second = ask(server), ask(server)
    assert first.usage.prompt_tokens_details.cached_tokens == 0  # type: ignore[union-attr]
    assert second.usage.prompt_tokens_details.cached_tokens == len(HELLO[0]["content"]) // 4  # type: ignore[union-attr]


def test_errors_look_as_openai_writes_them() -> None:
    broke = Fault(status=429, code="insufficient_quota", headers={"x-should-retry": "false"})
    with FaultyServer([broke]) as server, pytest.raises(openai.RateLimitError) as raised:
        ask(server)
    assert raised.value.code == "insufficient_quota"
