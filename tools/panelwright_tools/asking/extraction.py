"""Finds the JSON in what a model wrote: behind thoughts, in fences, amid chatter."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from panelwright_tools.asking.loose_json import DEPTH, Loose, loose_json, put

_LONGEST: Final = 1_000_000
"""Characters that are looked at."""
_STEPS: Final = 200_000
"""Values and pieces of strings that are read in one text, all attempts together."""
_STARTS: Final = 64
"""Attempts at one text."""
_THOUGHT_END: Final = re.compile(r"</(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_START: Final = re.compile(r"[{\[]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_LARGEST: Final = 1e15
"""Numbers beyond it make no sense in a story."""
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Found:
    """A value that a text holds."""

    value: Any
    whole: bool
    """False: the text ended before the value did, and what was begun last is left out."""


def found_json(text: str) -> tuple[Found, ...]:
    """The objects and lists of a text, the longest first; none if it has none.

    Never raises and takes time linear in the text. Strings come without control characters and
    lone surrogates.
    """
    text = _unwrapped(text[:_LONGEST])
    exact = _exact(text)
    if exact is not None:
        return (Found(exact, whole=True),)
    answer = _without_thoughts(text)
    exact = _exact(answer)
    if exact is not None:
        return (Found(exact, whole=True),)
    return tuple(_loose(answer))


def _unwrapped(text: str) -> str:
    """The JSON that some models put into a string of JSON."""
    if not text.lstrip().startswith('"'):
        return text
    try:
        inner = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return text
    return inner if isinstance(inner, str) else text


def _without_thoughts(text: str) -> str:
    """What follows the thoughts; some templates open them in the prompt, so only the end shows."""
    *before, answer = _THOUGHT_END.split(text)
    return answer if _START.search(answer) else " ".join([*before, answer])


def _exact(text: str) -> Any:
    """The value, if the text is exactly an object or a list; control characters in strings are
    let through, since constrained decoders write them."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        value = json.loads(
            text, strict=False, parse_constant=lambda _: None, object_pairs_hook=_object
        )
        return _cleaned(value)
    except (ValueError, RecursionError):
        return None


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        put(made, key, value)
    return made


def _loose(text: str) -> list[Found]:
    steps, at = _STEPS, 0
    read: list[Loose] = []
    for _ in range(_STARTS):
        start = _START.search(text, at)
        if start is None or steps <= 0:
            break
        loose, steps = loose_json(text, start.start(), steps)
        at = loose.end if loose else start.end()
        read += [loose] if loose and _means_something(loose.value) else []
    longest = sorted(read, key=lambda loose: loose.start - loose.end)
    found = [Found(_cleaned(loose.value), whole=not loose.cut) for loose in longest]
    if len(read) > 1:  # the items of a list without the list
        found.append(Found([_cleaned(loose.value) for loose in read], whole=not read[-1].cut))
    return found


def _means_something(value: Any) -> bool:
    """Whether it is more than brackets in prose, [sic]."""
    return bool(value) and (isinstance(value, dict) or any(isinstance(v, dict) for v in value))


def _cleaned(value: Any, depth: int = 0) -> Any:
    """The same without what no text file can hold; numbers beyond all sense are null.

    Raises ValueError when it is nested too deep.
    """
    if depth > DEPTH + 2:
        raise ValueError("nested too deep")
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", value))
    if isinstance(value, list):
        return [_cleaned(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(item, depth + 1) for key, item in value.items()}
    if isinstance(value, int | float) and abs(value) > _LARGEST:
        return None
    return value
