"""A call as an OpenAI-compatible server takes it, and its answer read wherever it stands."""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import islice
from math import exp, isnan
from typing import Any, Final, Literal

from panelwright_tools.asking.endpoint import Call, Likely, Reply, Rung
from panelwright_tools.asking.model import Message, Usage
from panelwright_tools.asking.token_counts import prompt_tokens, reckoned
from panelwright_tools.asking.turns import joined, told_by_user


class Habit(StrEnum):
    """A way of a server that it was seen to need."""

    COMPLETION_TOKENS = "max_completion_tokens"
    """It takes max_completion_tokens in place of max_tokens."""
    NO_TEMPERATURE = "temperature"
    NO_SEED = "seed"
    NO_EFFORT = "reasoning_effort"
    NO_STRICT = "strict"
    NO_TEMPLATE = "chat_template_kwargs"
    NO_LIKELIEST = "logprobs"
    PLAIN_TURNS = "turns"
    """It knows no system turn; speakers alternate, the user first."""
    SCHEMA_IN_JSON = "schema_in_json"
    """It takes a schema with the JSON mode, and constrains by it."""
    THINKS = "thinks"
    """Its model may think unasked, and can be told not to: our questions are small."""


Habits = frozenset[Habit]

_LENGTH: Final = ("length", "max_tokens", "max_output_tokens")
_MOST_PLACES: Final = 32
"""Of an answer whose likeliest tokens are read."""
_FILTERED: Final = ("content_filter", "refusal", "safety")


def request_of(call: Call, name: str, habits: Habits, effort: str | None) -> dict[str, Any]:
    """The body of the request."""
    turns = joined(told_by_user(call.messages)) if Habit.PLAIN_TURNS in habits else call.messages
    body: dict[str, Any] = {"model": name, "messages": [_turn(turn) for turn in turns]}
    by_name = Habit.COMPLETION_TOKENS in habits
    body["max_completion_tokens" if by_name else "max_tokens"] = call.most_tokens
    if Habit.NO_TEMPERATURE not in habits:
        body["temperature"] = call.temperature
    if Habit.NO_SEED not in habits:
        body["seed"] = call.seed
    if effort is not None and Habit.NO_EFFORT not in habits:
        body["reasoning_effort"] = effort
    if Habit.THINKS in habits and Habit.NO_TEMPLATE not in habits:
        body["extra_body"] = {"chat_template_kwargs": {"enable_thinking": False}}
    if call.likeliest and Habit.NO_LIKELIEST not in habits:
        body |= {"logprobs": True, "top_logprobs": call.likeliest}
    return body | _way_of_asking(call, habits)


def _turn(message: Message) -> dict[str, Any]:
    if not message.images:
        return {"role": message.speaker, "content": message.text}
    images = [
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{_base64(image)}"}}
        for image in message.images
    ]
    return {"role": message.speaker, "content": [{"type": "text", "text": message.text}, *images]}


def _base64(image: bytes) -> str:
    return b64encode(image).decode("ascii")


def _way_of_asking(call: Call, habits: Habits) -> dict[str, Any]:
    strict = {} if Habit.NO_STRICT in habits else {"strict": True}
    match call.rung:
        case Rung.SCHEMA:
            schema = {"name": call.schema_name, "schema": call.schema, **strict}
            return {"response_format": {"type": "json_schema", "json_schema": schema}}
        case Rung.TOOL:
            function = {"name": call.schema_name, "parameters": call.schema, **strict}
            choice = {"type": "function", "function": {"name": call.schema_name}}
            return {"tools": [{"type": "function", "function": function}], "tool_choice": choice}
        case Rung.JSON:
            schema_too = Habit.SCHEMA_IN_JSON in habits and call.schema is not None
            schema = {"schema": call.schema} if schema_too else {}
            return {"response_format": {"type": "json_object", **schema}}
        case Rung.TEXT:
            return {}


def reply_of(body: Mapping[str, Any], call: Call, seconds: float) -> Reply:
    """The answer of a server; what isn't there reads as empty text, which is no answer."""
    choice = _first(body.get("choices"))
    message = _mapping(choice.get("message"))
    refusal = message.get("refusal")
    refused = isinstance(refusal, str) and bool(refusal.strip())
    text = str(refusal) if refused else _answer(message, call)
    return Reply(
        text=text,
        finish="refused" if refused else finish_of(choice.get("finish_reason")),
        usage=usage_of(_mapping(body.get("usage")), call, text, seconds),
        places=_places(_mapping(choice.get("logprobs"))) if call.likeliest else (),
    )


def _places(told: Mapping[str, Any]) -> tuple[tuple[Likely, ...], ...]:
    """The likeliest tokens at each place, with the one that was chosen where only that is told."""
    places = []
    for row in map(_mapping, islice(_listed(told.get("content")), _MOST_PLACES)):
        rows = list(_listed(row.get("top_logprobs"))) or [row]
        found = (_likely(_mapping(one)) for one in rows)
        places.append(tuple(one for one in found if one is not None))
    return tuple(places)


def _likely(row: Mapping[str, Any]) -> Likely | None:
    token, logarithm = row.get("token"), row.get("logprob")
    if not isinstance(token, str) or isinstance(logarithm, bool):
        return None
    if not isinstance(logarithm, int | float) or isnan(logarithm):
        return None
    return token, exp(min(0.0, logarithm))


def finish_of(reason: object) -> Literal["stop", "length", "refused"]:
    """Why the model ended."""
    if reason in _LENGTH:
        return "length"
    return "refused" if reason in _FILTERED else "stop"


def usage_of(told: Mapping[str, Any], call: Call, text: str, seconds: float) -> Usage:
    """What the call took; reckoned from above where the server doesn't say."""
    prompt, answer = _count(told.get("prompt_tokens")), _count(told.get("completion_tokens"))
    prompt = prompt_tokens(call.messages) if prompt is None else prompt
    details = _mapping(told.get("prompt_tokens_details"))
    return Usage(
        calls=1,
        prompt_tokens=prompt,
        reused_tokens=min(prompt, _count(details.get("cached_tokens")) or 0),
        answer_tokens=reckoned(text) if answer is None else answer,
        seconds=seconds,
    )


def model_names(body: Mapping[str, Any]) -> list[str]:
    """The names in a server's list of its models, in alphabetical order."""
    names = [_mapping(row).get("id") for row in _listed(body.get("data"))]
    return sorted(name for name in names if isinstance(name, str))


def _answer(message: Mapping[str, Any], call: Call) -> str:
    """Content or arguments of a tool call, first where the way of asking wants them; some servers
    put everything into the thoughts."""
    content, called = content_text(message.get("content")), _arguments(message, call.schema_name)
    thoughts = content_text(message.get("reasoning_content") or message.get("reasoning"))
    first, second = (called, content) if call.rung == Rung.TOOL else (content, called)
    return next((text for text in (first, second, thoughts) if text.strip()), "")


def content_text(content: object) -> str:
    """The text of a message's content, which may come in parts."""
    if isinstance(content, list):
        return "".join(content_text(_mapping(part).get("text")) for part in content)
    return content if isinstance(content, str) else ""


def _arguments(message: Mapping[str, Any], name: str) -> str:
    """The arguments of the call of this function, else of the first call of any."""
    listed = message.get("tool_calls")
    calls = [_mapping(_mapping(call).get("function")) for call in _listed(listed)]
    calls.append(_mapping(message.get("function_call")))
    calls.sort(key=lambda function: function.get("name") != name)
    for function in calls:
        arguments = function.get("arguments")
        if isinstance(arguments, dict | list):
            return json.dumps(arguments, ensure_ascii=False)
        if isinstance(arguments, str) and arguments.strip():
            return arguments
    return ""


def _first(items: object) -> Mapping[str, Any]:
    return next((_mapping(item) for item in _listed(items)), {})


def _listed(items: object) -> Iterable[object]:
    return items if isinstance(items, list) else ()


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if value >= 0 else None
