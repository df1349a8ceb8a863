"""The endpoint of OpenAI-compatible servers, through the real client, at a real server."""

import base64
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from faults import Fault
from faulty_server import KEY, MODEL, FaultyServer
from panelwright_tools.asking.endpoint import Call, Rung, RungRefused
from panelwright_tools.asking.model import Message
from panelwright_tools.asking.openai_endpoint import OpenAIEndpoint
from panelwright_tools.asking.openai_trouble import Kind, Trouble, kind_of, without
from panelwright_tools.asking.openai_wire import request_of
from panelwright_tools.asking.retrying import Patience
from panelwright_tools.domain import ToolError, Unanswered, UserError

GOOD = '{"title": "Rain"}'
SCHEMA = {"type": "object", "properties": {"title": {"type": "string"}}, "required": ["title"]}
CALL = Call(
    messages=(Message("system", "You plan comics."), Message("user", "A title, please.")),
    most_tokens=50,
    rung=Rung.SCHEMA,
    schema=SCHEMA,
    schema_name="title",
    seed=7,
)
HASTE = Patience(first_wait_s=0.001)


def endpoint(server: FaultyServer, **rest: Any) -> OpenAIEndpoint:
    options: dict[str, Any] = {"base_url": server.base_url, "patience": HASTE, **rest}
    return OpenAIEndpoint(options.pop("name", MODEL), **options)


def on(rung: Rung) -> Call:
    return replace(CALL, rung=rung)


def refused(server: FaultyServer, call: Call = CALL, **rest: Any) -> str:
    with pytest.raises(ToolError) as caught:
        endpoint(server, **rest).complete(call)
    sentence = str(caught.value)
    assert sentence.endswith(".") and "\n" not in sentence
    return sentence


@pytest.mark.parametrize("rung", list(Rung))
def test_every_way_of_asking_gets_its_answer(rung: Rung) -> None:
    with FaultyServer(good=GOOD) as server:
        reply = endpoint(server).complete(on(rung))
    assert (reply.text, reply.finish) == (GOOD, "stop")
    assert [asked.rung for asked in server.asked] == [rung]


def test_schema_seed_temperature_and_bound_travel_with_the_call() -> None:
    with FaultyServer(good=GOOD) as server:
        endpoint(server).complete(CALL)
    body = server.asked[0].body
    assert server.asked[0].schema == SCHEMA
    assert (body["seed"], body["temperature"], body["max_tokens"]) == (7, 0.0, 50)


def test_an_answer_in_content_is_found_though_a_function_was_asked_for() -> None:
    with FaultyServer([Fault(untooled=True)], good=GOOD) as server:
        assert endpoint(server).complete(on(Rung.TOOL)).text == GOOD


MESSAGES = {
    "parts": {"content": [{"type": "text", "text": '{"a"'}, {"type": "text", "text": ": 1}"}]},
    "arguments as an object": {"tool_calls": [{"function": {"name": "x", "arguments": {"a": 1}}}]},
    "the old kind of call": {"function_call": {"name": "title", "arguments": '{"a": 1}'}},
    "thoughts": {"content": "", "reasoning_content": '{"a": 1}'},
    "the right one of two calls": {
        "tool_calls": [
            {"function": {"name": "search", "arguments": "{}"}},
            {"function": {"name": "title", "arguments": '{"a": 1}'}},
        ]
    },
}


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES.keys())
def test_answers_are_found_wherever_servers_put_them(message: dict[str, Any]) -> None:
    assert answered({"choices": [{"message": message, "finish_reason": "stop"}]}).text == '{"a": 1}'


@pytest.mark.parametrize(
    "body",
    [{}, {"choices": []}, {"choices": None}, {"choices": [{}]}, {"choices": [{"message": None}]},
     {"choices": [{"message": {"content": None, "tool_calls": None}, "finish_reason": 3}]},
     {"choices": [{"message": {"content": ""}}], "usage": {"prompt_tokens": "many"}}],
)  # fmt: skip
def test_an_answer_of_nothing_is_empty_text(body: dict[str, Any]) -> None:
    assert answered(body).text == ""


@pytest.mark.parametrize(
    ("fault", "finish"),
    [(Fault(finish="length"), "length"), (Fault(finish="content_filter"), "refused"),
     (Fault(refusal="I can't help with that."), "refused"), (Fault(finish="tool_calls"), "stop"),
     (Fault(status=400, code="content_filter", message="filtered"), "refused")],
)  # fmt: skip
def test_why_the_model_ended_is_told(fault: Fault, finish: str) -> None:
    with FaultyServer([fault], good=GOOD) as server:
        assert endpoint(server).complete(CALL).finish == finish
    assert len(server.asked) == 1


def test_use_is_counted_with_the_reused_tokens() -> None:
    with FaultyServer(good=GOOD) as server:
        reached = endpoint(server)
        first, second = reached.complete(CALL).usage, reached.complete(CALL).usage
    assert (first.calls, first.reused_tokens, first.answer_tokens) == (1, 0, len(GOOD) // 4)
    assert second.reused_tokens == second.prompt_tokens > 0


def test_use_is_reckoned_where_a_server_does_not_tell_it() -> None:
    with FaultyServer([Fault(usage=False)], good=GOOD) as server:
        usage = endpoint(server).complete(CALL).usage
    assert usage.prompt_tokens > 8 and usage.answer_tokens >= 6


def test_pictures_travel_as_data() -> None:
    seen = replace(on(Rung.TEXT), messages=(Message("user", "Who is it?", (b"\x89PNG",)),))
    with FaultyServer(good="Mina") as server:
        endpoint(server).complete(seen)
    words, picture = server.asked[0].body["messages"][0]["content"]
    assert words == {"type": "text", "text": "Who is it?"}
    start, _, data = picture["image_url"]["url"].partition(",")
    assert start == "data:image/png;base64" and base64.b64decode(data) == b"\x89PNG"


@pytest.mark.parametrize(
    ("lack", "rung"), [("schema", Rung.SCHEMA), ("tools", Rung.TOOL), ("json", Rung.JSON)]
)
def test_a_way_of_asking_that_the_server_lacks_is_refused_at_once(lack: str, rung: Rung) -> None:
    with FaultyServer(lacks=[lack], good=GOOD) as server:
        with pytest.raises(RungRefused):
            endpoint(server).complete(on(rung))
        assert server.seen == 1


@pytest.mark.parametrize("status", [400, 422])
def test_a_refusal_without_reason_is_taken_for_one_of_the_way_of_asking(status: int) -> None:
    with FaultyServer([Fault(status=status)] * 2, good=GOOD) as server:
        with pytest.raises(RungRefused):
            endpoint(server).complete(CALL)
        with pytest.raises(ToolError) as caught:
            endpoint(server).complete(on(Rung.TEXT))
    assert not isinstance(caught.value, RungRefused)


def test_a_server_that_fails_over_the_schema_refuses_the_way_of_asking() -> None:
    message = "1 validation error: response_format.type Input should be 'text' or 'json_object'"
    with FaultyServer([Fault(status=500, message=message)], good=GOOD) as server:
        with pytest.raises(RungRefused):
            endpoint(server).complete(CALL)
        assert server.seen == 1


@pytest.mark.parametrize(
    "lack", ["max_tokens", "temperature", "seed", "strict", "chat_template_kwargs"]
)
def test_a_parameter_that_the_server_does_not_take_is_left_out_and_remembered(lack: str) -> None:
    with FaultyServer(lacks=[lack], good=GOOD) as server:
        reached = endpoint(server)
        assert reached.complete(CALL).text == reached.complete(CALL).text == GOOD
    assert len(server.asked) == 3, "refused once, asked twice"
    assert server.asked[-1].most_tokens == 50


def test_several_unwanted_parameters_are_found_out_one_by_one() -> None:
    with FaultyServer(lacks=["max_tokens", "temperature", "seed"], good=GOOD) as server:
        assert endpoint(server).complete(CALL).text == GOOD
    assert len(server.asked) == 4


def test_only_the_default_temperature_is_understood_as_none_at_all() -> None:
    message = "'temperature' does not support 0 with this model. Only the default (1) is supported."
    fault = Fault(status=400, code="unsupported_value", message=message)
    with FaultyServer([fault], good=GOOD) as server:
        assert endpoint(server).complete(CALL).text == GOOD
    assert "temperature" not in server.asked[1].body


def test_a_template_without_system_turn_gets_the_words_in_the_first_turn() -> None:
    with FaultyServer([Fault(status=400, message="System role not supported")]) as server:
        endpoint(server).complete(CALL)
    assert server.asked[1].body["messages"] == [
        {"role": "user", "content": "You plan comics.\n\nA title, please."}
    ]


@pytest.mark.parametrize(
    "fault",
    [Fault(status=429), Fault(status=503, message="Loading model"), Fault(status=500),
     Fault(status=502, body="<html>Bad gateway</html>"), Fault(drop="at once"),
     Fault(drop="after headers"), Fault(drop="in body"),
     Fault(body='{"error": {"code": 503, "message": "overloaded"}}')],
)  # fmt: skip
def test_what_fails_for_a_moment_is_asked_again(fault: Fault) -> None:
    with FaultyServer([fault, fault], good=GOOD) as server:
        assert endpoint(server).complete(CALL).text == GOOD
    assert len(server.asked) == 3


def test_a_server_that_keeps_failing_is_given_up_in_a_sentence() -> None:
    with FaultyServer([Fault(status=500)] * 9) as server:
        assert "failed again and again" in refused(server)
        assert server.seen == HASTE.tries_of_faults


def test_the_rest_that_a_server_asks_for_is_given_to_it() -> None:
    fault = Fault(status=429, headers={"retry-after-ms": "300"})
    with FaultyServer([fault], good=GOOD) as server:
        began = time.monotonic()
        endpoint(server).complete(CALL)
    assert time.monotonic() - began >= 0.3


def test_a_rest_longer_than_anyone_waits_is_told_instead() -> None:
    fault = Fault(status=429, headers={"retry-after": "3600"})
    with FaultyServer([fault]) as server:
        assert "asks for 3600 s of rest" in refused(server)
        assert server.seen == 1


@pytest.mark.parametrize("code", ["insufficient_quota", "billing_hard_limit_reached"])
def test_an_empty_account_is_not_asked_again(code: str) -> None:
    with FaultyServer([Fault(status=429, code=code)] * 9) as server:
        assert "out of money" in refused(server)
        assert server.seen == 1


def test_a_server_that_says_so_is_not_asked_again() -> None:
    with FaultyServer([Fault(status=500, headers={"x-should-retry": "false"})] * 9) as server:
        refused(server)
        assert server.seen == 1


def test_a_wrong_model_name_is_answered_with_the_right_ones() -> None:
    with FaultyServer() as server:
        sentence = refused(server, name="scripted-pro")
        assert "'scripted-pro'" in sentence and f"it has {MODEL};" in sentence
        assert len(server.asked) == 1


@pytest.mark.parametrize("name", ["function-caller", "json_schema-7b"])
def test_a_model_named_like_a_way_of_asking_is_missed_all_the_same(name: str) -> None:
    said = f'model "{name}" not found, try pulling it first'
    trouble = without(Trouble(status=404, message=said), name)
    assert kind_of(trouble, Rung.SCHEMA) == Kind.MODEL


def test_a_wrong_key_is_told_with_its_variable_and_never_shown() -> None:
    wrong = "sk-very-secret-0123456789"
    with FaultyServer(key=KEY) as server:
        sentence = refused(server, key=wrong, key_variable="MY_KEY")
        assert "MY_KEY" in sentence and wrong not in sentence
        assert server.seen == 1
        assert endpoint(server, key=KEY).complete(CALL).text == "{}"


def test_a_key_that_the_server_repeats_is_left_out_of_the_sentence() -> None:
    secret = "sk-very-secret-0123456789"
    fault = Fault(status=401, message=f"Incorrect API key provided: {secret}")
    with FaultyServer([fault]) as server:
        assert secret not in refused(server, key=secret)


def test_who_answers_is_told_with_the_server_and_without_secrets() -> None:
    there = "https://ann:secret@models.example.com/v1?token=secret"
    source = OpenAIEndpoint("tiny", there, "sk-secret").source
    assert source == "openai:tiny at https://models.example.com/v1"
    assert OpenAIEndpoint("tiny", key=KEY).source == "openai:tiny at https://api.openai.com/v1"


def test_name_and_password_in_an_address_are_never_shown() -> None:
    with FaultyServer([Fault(status=403)]) as server:
        sentence = refused(server, base_url=server.base_url.replace("//", "//ann:secret@"))
    assert "secret" not in sentence and "127.0.0.1" in sentence


def test_a_key_with_a_line_end_around_it_is_taken_without() -> None:
    with FaultyServer(key=KEY, good=GOOD) as server:
        assert endpoint(server, key=f" {KEY}\n").complete(CALL).text == GOOD


@pytest.mark.parametrize("key", ["sk-\nsecret", "sk-sécret", "sk-\x00secret"])
def test_what_can_be_no_key_is_refused_without_showing_it(key: str) -> None:
    with pytest.raises(UserError, match="OPENAI_API_KEY holds characters") as caught:
        OpenAIEndpoint(MODEL, key=key)
    assert "cret" not in str(caught.value)


def test_a_host_that_can_be_none_is_one_sentence() -> None:
    with pytest.raises(ToolError, match=r"most base URLs end in /v1|nothing answers"):
        OpenAIEndpoint(MODEL, "http://exa mple.invalid/v1", patience=HASTE).complete(CALL)


def test_openai_without_a_key_is_not_even_asked() -> None:
    with pytest.raises(UserError, match=r"no key for OpenAI; put one into .*OPENAI_API_KEY"):
        OpenAIEndpoint("gpt-5-mini")


def test_where_nothing_listens_the_sentence_says_where() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}/v1"
        reached = OpenAIEndpoint(MODEL, url, patience=HASTE)
        with pytest.raises(ToolError, match=f"nothing answers at {url}"):
            reached.complete(CALL)


@pytest.mark.parametrize(
    "url", ["localhost:8080", "ftp://host/v1", "http://", "http://[::1", "v1", "http://a:b/v1"]
)
def test_a_base_url_that_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(UserError, match="is no address of a server"):
        OpenAIEndpoint(MODEL, url)


def test_a_web_page_in_place_of_an_answer_means_a_wrong_address() -> None:
    fault = Fault(body="<!doctype html><title>Welcome</title>", content_type="text/html")
    with FaultyServer([fault]) as server:
        assert "most base URLs end in /v1" in refused(server)


def test_a_prompt_that_is_too_long_is_told_as_that() -> None:
    fault = Fault(status=400, code="context_length_exceeded", message="8000 tokens at most")
    with FaultyServer([fault]) as server:
        assert "too long" in refused(server)
        assert server.seen == 1


def test_a_server_of_ones_own_that_is_slow_is_not_asked_again_while_it_is_at_it() -> None:
    with FaultyServer([Fault(wait_s=60)] * 3, good=GOOD) as server:
        assert "did not answer within 0.5 s" in refused(server, timeout_s=0.5)
        assert server.seen == 1


def test_a_service_that_is_silent_is_asked_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    everywhere_is_here(monkeypatch)
    with FaultyServer([Fault(wait_s=60)], good=GOOD) as server:
        url = server.base_url.replace("127.0.0.1", "models.example.com")
        assert endpoint(server, base_url=url, timeout_s=2).complete(CALL).text == GOOD
        assert server.seen == 2


def test_the_silence_of_a_service_may_have_been_charged_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everywhere_is_here(monkeypatch)
    with FaultyServer([Fault(wait_s=60)] * 2, good=GOOD) as server:
        url = server.base_url.replace("127.0.0.1", "models.example.com")
        with pytest.raises(Unanswered, match="may be charged for"):
            endpoint(server, base_url=url, timeout_s=0.3).complete(CALL)


def test_an_answer_that_never_ends_is_cut_off_in_time() -> None:
    with dripping() as url:
        reached = OpenAIEndpoint(MODEL, url, timeout_s=0.3, patience=HASTE)
        began = time.monotonic()
        with pytest.raises(ToolError, match="did not answer"):
            reached.complete(CALL)
    assert time.monotonic() - began < 30


def test_no_more_calls_than_allowed_run_at_the_same_time() -> None:
    running, most, lock = [0], [0], threading.Lock()
    two = threading.Barrier(2)

    def slowly(_: object) -> str:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        two.wait(30)
        with lock:
            running[0] -= 1
        return GOOD

    with FaultyServer(good=slowly) as server:
        reached = endpoint(server, concurrency=2)
        threads = [threading.Thread(target=reached.complete, args=(CALL,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(server.asked) == 6 and most[0] == 2


@pytest.mark.parametrize(
    "fault",
    [Fault(wait_s=60), Fault(status=429, headers={"retry-after": "60"})],
    ids=["slow", "busy"],
)
def test_waiting_can_be_broken_off(fault: Fault) -> None:
    with FaultyServer([fault], good=GOOD) as server:
        reached = endpoint(server)
        when_asked(server, reached.give_up)
        began = time.monotonic()
        with pytest.raises(ToolError, match="broken off"):
            reached.complete(CALL)
        assert time.monotonic() - began < 30 and server.seen == 1


def test_an_answer_that_is_paid_for_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    everywhere_is_here(monkeypatch)
    with FaultyServer([Fault(wait_s=0.5)], good=GOOD) as server:
        url = server.base_url.replace("127.0.0.1", "models.example.com")
        reached = endpoint(server, base_url=url)
        when_asked(server, reached.give_up)
        assert reached.complete(CALL).text == GOOD


def test_an_answer_that_is_paid_for_is_not_waited_for_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everywhere_is_here(monkeypatch)
    with FaultyServer([Fault(wait_s=60)], good=GOOD) as server:
        url = server.base_url.replace("127.0.0.1", "models.example.com")
        reached = endpoint(server, base_url=url, patience=Patience(grace_s=0.2))
        when_asked(server, reached.give_up)
        began = time.monotonic()
        with pytest.raises(Unanswered, match=r"broken off\. It may be charged for all the same"):
            reached.complete(CALL)
        assert time.monotonic() - began < 30


def test_after_giving_up_nobody_is_asked_any_more() -> None:
    with FaultyServer(good=GOOD) as server:
        reached = endpoint(server)
        reached.give_up()
        with pytest.raises(ToolError, match="broken off"):
            reached.complete(CALL)
        assert server.seen == 0


def test_a_stream_comes_piece_by_piece() -> None:
    story = "Rain fell on the harbour all night long."
    with FaultyServer(good=story) as server:
        pieces = list(endpoint(server).stream(on(Rung.TEXT)))
    assert "".join(pieces) == story and len(pieces) > 1


def test_a_stream_ends_when_waiting_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    everywhere_is_here(monkeypatch)
    with FaultyServer(good="Rain fell on the harbour all night long.") as server:
        url = server.base_url.replace("127.0.0.1", "models.example.com")
        for reached, error in (
            (endpoint(server), ToolError),
            (endpoint(server, base_url=url), Unanswered),
        ):
            pieces = reached.stream(on(Rung.TEXT))
            next(pieces)
            reached.give_up()
            with pytest.raises(error, match="broken off"):
                list(pieces)


def test_a_stream_that_does_not_begin_is_asked_for_again() -> None:
    with FaultyServer([Fault(status=503), Fault(drop="at once")], good="Rain.") as server:
        assert "".join(endpoint(server).stream(on(Rung.TEXT))) == "Rain."
    assert len(server.asked) == 3


def test_a_stream_that_breaks_off_keeps_what_came_and_ends_in_a_sentence() -> None:
    got: list[str] = []
    with FaultyServer([Fault(drop="in body")], good="Rain fell all night. " * 9) as server:
        with pytest.raises(ToolError, match="failed"):
            got.extend(endpoint(server).stream(on(Rung.TEXT)))
        assert server.seen == 1


def test_a_stream_with_a_piece_that_is_no_json_ends_in_a_sentence() -> None:
    with FaultyServer([Fault(events=("data: {oops",))] * 9, good="Rain fell.") as server:
        with pytest.raises(ToolError, match="no JSON"):
            list(endpoint(server).stream(on(Rung.TEXT)))
        assert server.seen == 1


def test_a_model_of_ones_own_is_told_not_to_think_and_others_are_left_alone() -> None:
    with FaultyServer(good=GOOD) as server:
        endpoint(server).complete(CALL)
    assert server.asked[0].body["chat_template_kwargs"] == {"enable_thinking": False}
    known = request_of(CALL, "gpt-5-mini", frozenset(), "minimal")
    assert known["reasoning_effort"] == "minimal" and "extra_body" not in known


def test_the_models_of_a_server_are_listed() -> None:
    with FaultyServer() as server:
        assert endpoint(server).models() == [MODEL]


def test_context_and_ways_of_thinking_are_known_of_hosted_models() -> None:
    assert OpenAIEndpoint("gpt-4.1-mini", key=KEY).context == 1_000_000
    assert OpenAIEndpoint("gpt-4o-2024-08-06", key=KEY).context == 128_000
    assert OpenAIEndpoint("gpt-4o", key=KEY, context=4096).context == 4096
    assert OpenAIEndpoint("gpt-4o", "http://localhost:1/v1").context == 8192


def when_asked(server: FaultyServer, act: Callable[[], None]) -> None:
    """Do something a moment after a request has arrived."""

    def wait() -> None:
        while not server.asked:
            time.sleep(0.005)
        time.sleep(0.1)
        act()

    threading.Thread(target=wait, daemon=True).start()


def everywhere_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every host name leads to this machine."""
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    resolve = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **more: resolve("127.0.0.1", *rest, **more)
    )


def answered(body: dict[str, Any]) -> Any:
    import json

    with FaultyServer([Fault(body=json.dumps(body))]) as server:
        return endpoint(server).complete(CALL)


class dripping:
    """A server that answers, and sends a blank now and then for ever."""

    def __enter__(self) -> str:
        self._open = True
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}/v1"

    def __exit__(self, *_: object) -> None:
        self._open = False
        socket.create_connection(self._listener.getsockname()).close()
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while self._open:
            connection, _ = self._listener.accept()
            with connection:
                self._drip(connection)

    def _drip(self, connection: socket.socket) -> None:
        head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n"
        try:
            connection.recv(65536)
            connection.sendall(head.encode())
            while self._open:
                connection.sendall(b" ")
                time.sleep(0.05)
        except OSError:
            return


YES_NO = (("Yes", 0.75), (" yes", 0.05), ("No", 0.2))


def test_the_likeliest_tokens_are_told_where_they_are_asked_for() -> None:
    with FaultyServer([Fault(likeliest=YES_NO)], good="Yes") as server:
        reply = endpoint(server).complete(replace(on(Rung.TEXT), likeliest=5))
    [place] = reply.places
    assert [token for token, _ in place] == ["Yes", " yes", "No"]
    assert [chance for _, chance in place] == pytest.approx([0.75, 0.05, 0.2])
    assert server.asked[0].body["top_logprobs"] == 5


def test_an_answer_without_the_question_for_tokens_tells_none() -> None:
    with FaultyServer([Fault(likeliest=YES_NO)], good="Yes") as server:
        assert endpoint(server).complete(on(Rung.TEXT)).places == ()
    assert "logprobs" not in server.asked[0].body


@pytest.mark.parametrize("lack", ["logprobs", "top_logprobs"])
def test_a_server_that_cannot_tell_tokens_is_asked_without(lack: str) -> None:
    with FaultyServer(good="Yes", lacks=[lack]) as server:
        asked = endpoint(server)
        for _ in range(2):
            assert asked.complete(replace(on(Rung.TEXT), likeliest=5)).places == ()
    assert ["logprobs" in one.body for one in server.asked] == [True, False, False]


def test_a_model_that_is_not_allowed_to_tell_tokens_is_asked_without() -> None:
    refusal = Fault(status=403, message="You are not allowed to request logprobs from this model.")
    with FaultyServer([refusal], good="Yes") as server:
        assert endpoint(server).complete(replace(on(Rung.TEXT), likeliest=5)).text == "Yes"
