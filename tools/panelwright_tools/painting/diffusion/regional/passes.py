"""A guided batch in two passes, the negative prompt by itself: half the memory, the same sums."""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final

import torch
from torch import Tensor, nn

_RUNNING: Final = "_panelwright_half"
"""The attribute of a model that tells which half of a batch is running."""


def halves(
    rows: int, guided: bool, negative_first: bool, running: int | None
) -> tuple[slice, slice]:
    """Of so many rows, those of the negative prompt and the others; either may be empty.

    `running` is as `half_of` tells it.
    """
    if running is not None:
        is_negative = (running == 0) == negative_first
        return (slice(rows), slice(0)) if is_negative else (slice(0), slice(rows))
    half = rows // 2 if guided else 0
    if negative_first:
        return slice(half), slice(half, rows)
    return slice(rows - half, rows), slice(rows - half)


def half_of(model: nn.Module) -> int | None:
    """Which half of a guided batch the model runs by itself, 0 or 1; None: both at once."""
    return getattr(model, _RUNNING, None)


@contextmanager
def calling(model: nn.Module, run: Callable[..., Any]) -> Iterator[None]:
    """Within the context `run` is called in place of the model's own forward pass."""
    forward, own = model.forward, "forward" in vars(model)
    model.forward = run
    try:
        yield
    finally:
        if own:
            model.forward = forward
        else:
            del model.forward


@contextmanager
def halves_apart(model: nn.Module) -> Iterator[None]:
    """Within the context each call of the model with several rows is two, one for each half.

    Hooks see both calls, each with its own rows; `half_of` tells them which one it is. Lists among
    the arguments hold one entry a row.
    """
    model = getattr(model, "_orig_mod", model)
    forward = model.forward
    signature = inspect.signature(forward)
    first = next(iter(signature.parameters))

    @wraps(forward)
    def run(*args: Any, **kwargs: Any) -> Any:
        given = signature.bind(*args, **kwargs).arguments
        rows = len(given[first])
        if half_of(model) is not None or rows < 2:
            return forward(*args, **kwargs)
        halves = (slice(rows // 2), slice(rows // 2, rows))
        return _joined([_half(model, n, rows_of(given, one, rows)) for n, one in enumerate(halves)])

    with calling(model, run):
        yield


def rows_of(given: Mapping[str, Any], rows: slice, batch: int) -> dict[str, Any]:
    """Some rows of a model's arguments; what has no rows is as it was."""
    return {
        name: value[rows] if isinstance(value, list) else _rows(value, rows, batch)
        for name, value in given.items()
    }


def _rows(value: Any, rows: slice, batch: int) -> Any:
    if isinstance(value, Tensor):
        return value[rows] if value.dim() and len(value) == batch else value
    if isinstance(value, Mapping):
        return {name: _rows(one, rows, batch) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_rows(one, rows, batch) for one in value)
    return value


def _half(model: nn.Module, number: int, given: Mapping[str, Any]) -> Any:
    setattr(model, _RUNNING, number)
    try:
        return model(**given)
    finally:
        delattr(model, _RUNNING)


def _joined(outputs: Sequence[Any]) -> Any:
    """One output of those of the halves."""
    firsts = [output[0] for output in outputs]
    whole = (
        torch.cat(firsts) if isinstance(firsts[0], Tensor) else [one for f in firsts for one in f]
    )
    if isinstance(outputs[0], tuple):
        return (whole, *outputs[0][1:])
    return type(outputs[0])(sample=whole)
