"""Flags that go together: declared as a dataclass, taken by a command as one parameter."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, get_type_hints


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """The command with a flag of its own for each field of a parameter that is a dataclass.

    Typer reads the flags of a command from its signature, one parameter each; so the signature is
    spread out here, and what was given is put together again before the command runs.
    """
    signature = inspect.signature(command, eval_str=True)
    groups: dict[str, Any] = {
        name: parameter.annotation
        for name, parameter in signature.parameters.items()
        if is_dataclass(parameter.annotation)
    }

    @functools.wraps(command)
    def spread(**given: Any) -> None:
        for name, group in groups.items():
            given[name] = group(**{one.name: given.pop(one.name) for one in fields(group)})
        command(**given)

    parameters = [
        flag
        for parameter in signature.parameters.values()
        for flag in (
            _flags(groups[parameter.name]) if parameter.name in groups else [_keyword(parameter)]
        )
    ]
    flat = signature.replace(parameters=parameters)
    spread.__annotations__ = {one.name: one.annotation for one in parameters}
    spread.__signature__ = flat  # type: ignore[attr-defined]
    return spread


def _keyword(parameter: inspect.Parameter) -> inspect.Parameter:
    return parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)


def _flags(group: Any) -> list[inspect.Parameter]:
    """The fields of a group as parameters, in their order."""
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(
            one.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if one.default is MISSING else one.default,
            annotation=hints[one.name],
        )
        for one in fields(group)
    ]
