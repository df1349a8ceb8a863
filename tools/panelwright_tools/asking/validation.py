"""Judges what a model wrote against the schema: a valid object, or what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Generic

from pydantic import BaseModel, ValidationError

from panelwright_tools.asking.extraction import Found, found_json
from panelwright_tools.asking.fitting import fitted, knows
from panelwright_tools.asking.model import Answered
from panelwright_tools.asking.schema_tree import schema_tree

_ERRORS: Final = 12
"""Most errors that are listed."""
_LINE: Final = 160
"""Most characters of one."""
_PRUNINGS: Final = 8
"""Times that all wrong parts are taken out of one answer, ever larger ones."""
_NOTHING: Final = object()


class Fault(StrEnum):
    """What is wrong with an answer as a whole."""

    NONE = "none"
    EMPTY = "empty"
    PROSE = "prose"
    """There is no JSON in it."""
    CUT = "cut"
    """It ends in the middle."""
    WRONG = "wrong"
    """It is no object of the schema."""


@dataclass(frozen=True)
class Judged(Generic[Answered]):
    """An answer, judged."""

    fault: Fault
    value: Answered | None = None
    """The object, if it is valid."""
    errors: tuple[str, ...] = ()
    """What is wrong, a field a line."""
    rest: Answered | None = None
    """What can be used of a wrong or unfinished answer when nothing better comes."""


def judged(text: str, schema: type[Answered]) -> Judged[Answered]:
    """The first valid object of a text, or what is wrong with the longest one."""
    if not text.strip():
        return Judged(Fault.EMPTY, errors=("the answer is empty",))
    found = found_json(text)
    if not found:
        return Judged(Fault.PROSE, errors=("there is no JSON object in it",))
    for one in found:
        if one.whole and (value := _valid(one.value, schema)) is not None:
            return Judged(Fault.NONE, value)
    rest = _rest(found, schema)
    longest = found[0]
    if not longest.whole:
        return Judged(Fault.CUT, errors=("it ends in the middle",), rest=rest)
    return Judged(Fault.WRONG, errors=_told(longest.value, schema), rest=rest)


def _valid(value: Any, schema: type[Answered]) -> Answered | None:
    tree = schema_tree(schema)
    fit = fitted(value, tree)
    if not knows(fit, tree):
        return None
    try:
        return schema.model_validate(fit)
    except ValidationError:
        return None


def _told(value: Any, schema: type[BaseModel]) -> tuple[str, ...]:
    tree = schema_tree(schema)
    fit = fitted(value, tree)
    if not knows(fit, tree):
        return (f"none of the fields is there: {', '.join(tree.get('properties', {}))}",)
    try:
        schema.model_validate(fit)
    except ValidationError as error:
        return told_errors(error)
    return ()


def told_errors(error: ValidationError) -> tuple[str, ...]:
    """The errors of Pydantic, compactly: `cast[2].name: Field required`."""
    details = error.errors(include_url=False, include_context=False, include_input=False)
    lines = [f"{_path(one['loc'])}: {one['msg']}"[:_LINE] for one in details[:_ERRORS]]
    more = len(details) - len(lines)
    return (*lines, f"and {more} more of the kind") if more else tuple(lines)


def _path(place: Sequence[str | int]) -> str:
    steps = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in place]
    return "".join(steps).removeprefix(".") or "the object"


def _rest(found: Sequence[Found], schema: type[Answered]) -> Answered | None:
    """The longest value without its wrong parts; None when nothing is left of it."""
    tree = schema_tree(schema)
    fit = fitted(found[0].value, tree)
    for _ in range(_PRUNINGS):
        if not isinstance(fit, dict) or not knows(fit, tree) or not any(fit.values()):
            return None
        try:
            return schema.model_validate(fit)
        except ValidationError as error:
            parts = {_wrong_part(fit, one["loc"]) for one in error.errors()}
        if () in parts:
            return None
        for part in sorted(parts, key=_later_first, reverse=True):
            _remove(fit, part)
    return None


def _wrong_part(value: Any, place: Sequence[str | int]) -> tuple[str | int, ...]:
    """Path of what must go: the field itself, or what lacks it; () if that is everything."""
    there: list[str | int] = []
    for step in place:
        value = _at(value, step)
        if value is _NOTHING:
            break
        there.append(step)
    return tuple(there)


def _remove(value: Any, path: Sequence[str | int]) -> None:
    *parents, last = path
    for step in parents:
        value = _at(value, step)
    if _at(value, last) is not _NOTHING:
        del value[last]


def _later_first(path: Sequence[str | int]) -> list[tuple[int, str]]:
    """Orders paths so that the reverse order removes later items before earlier ones."""
    return [(step, "") if isinstance(step, int) else (-1, step) for step in path]


def _at(value: Any, step: str | int) -> Any:
    if isinstance(value, dict) and step in value:
        return value[step]
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return _NOTHING
