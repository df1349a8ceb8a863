"""What a server does with one request for an answer: an honest reply, or one of many faults."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log
from typing import Any, Literal

Drop = Literal["", "at once", "after headers", "in body"]
GOOD = "%GOOD%"


@dataclass(frozen=True)
class Fault:
    """One reply; the fields' defaults are those of an honest one. Tables of tests spell it out."""

    status: int = 200
    code: str = ""
    """Of an error's body: insufficient_quota."""
    message: str = "the server says no"
    headers: Mapping[str, str] = field(default_factory=dict)
    content: str = GOOD
    """What the model says; `%GOOD%` stands for the right answer."""
    null: bool = False
    """The content is null."""
    times: int = 1
    """How often the content is said over."""
    cut: float = 1.0
    """Share of the content that arrives."""
    finish: str = "stop"
    refusal: str = ""
    untooled: bool = False
    """Answers in the content though a function was asked for."""
    usage: bool = True
    likeliest: tuple[tuple[str, float], ...] = ()
    """Tokens and probabilities at the first place of the answer, told where they are asked for."""
    body: str | None = None
    """The whole body of the HTTP response, whatever was asked."""
    content_type: str = "application/json"
    drop: Drop = ""
    wait_s: float = 0.0
    """Before the response begins."""
    pace_s: float = 0.0
    """Before each piece of a stream, or of a body."""
    events: tuple[str, ...] = ()
    """Lines of a stream that are put in after its first piece."""
    unfinished: bool = False
    """The stream ends without `[DONE]`."""

    @classmethod
    def told(cls, told: Mapping[str, Any]) -> "Fault":
        """The fault that a table of TOML tells."""
        fields: Any = {key: tuple(v) if isinstance(v, list) else v for key, v in told.items()}
        return cls(**fields)

    @property
    def billed(self) -> bool:
        """Whether a provider would charge for it: the model answered."""
        return self.status == 200 and self.drop != "at once"

    def text(self, good: str) -> str:
        """What the model says."""
        said = self.content.replace(GOOD, good) * self.times
        return said[: round(len(said) * self.cut)]

    def error(self) -> dict[str, Any]:
        """The body of an error, as OpenAI writes it."""
        return {
            "error": {"message": self.message, "type": "error", "code": self.code or None},
        }


def completion(fault: Fault, good: str, asked: Mapping[str, Any], usage: Any) -> dict[str, Any]:
    """The body of a chat completion."""
    said: str | None = None if fault.null else fault.text(good)
    message: dict[str, Any] = {"role": "assistant", "content": said}
    finish = fault.finish
    if "tools" in asked and not fault.untooled:
        name = asked["tools"][0]["function"]["name"]
        called = {"name": name, "arguments": said or ""}
        message["content"] = None
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": called}]
        finish = "tool_calls" if finish == "stop" else finish
    if fault.refusal:
        message = {"role": "assistant", "content": None, "refusal": fault.refusal}
    body: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": asked.get("model"),
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
    }
    if asked.get("logprobs") and fault.likeliest:
        rows = [{"token": word, "logprob": log(chance)} for word, chance in fault.likeliest]
        body["choices"][0]["logprobs"] = {"content": [{**rows[0], "top_logprobs": rows}]}
    return body | ({"usage": usage} if fault.usage else {})


def events(fault: Fault, good: str, asked: Mapping[str, Any], usage: Any) -> list[str]:
    """The lines of a stream of server-sent events, each with its blank line."""
    words = fault.text(good).split(" ")
    pieces = [word + " " for word in words[:-1]] + words[-1:]
    lines = [_chunk(asked, {"role": "assistant", "content": ""})]
    lines += [_chunk(asked, {"content": piece}) for piece in pieces]
    lines[2:2] = fault.events
    lines.append(_chunk(asked, {}, fault.finish))
    if fault.usage and (asked.get("stream_options") or {}).get("include_usage"):
        lines.append(_data({**_head(asked), "choices": [], "usage": usage}))
    if not fault.unfinished:
        lines.append("data: [DONE]")
    return [line + "\n\n" for line in lines]


def _chunk(asked: Mapping[str, Any], delta: dict[str, Any], finish: str | None = None) -> str:
    return _data({**_head(asked), "choices": [_choice(delta, finish)]})


def _choice(delta: dict[str, Any], finish: str | None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish}


def _head(asked: Mapping[str, Any]) -> dict[str, Any]:
    model = asked.get("model")
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 0, "model": model}


def _data(value: object) -> str:
    return "data: " + json.dumps(value)
