"""Noise of 16 bits that is noise of 32 bits, rounded: the same on every device."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import torch
from torch.overrides import TorchFunctionMode

_HALVES: Final = (torch.float16, torch.bfloat16)


class _Exact(TorchFunctionMode):  # type: ignore[misc]
    """Draws in 32 bits what is wanted in 16."""

    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Called by PyTorch for each of its functions, with the mode itself switched off."""
        given = kwargs or {}
        if func is not torch.randn or given.get("dtype") not in _HALVES:
            return func(*args, **given)
        return func(*args, **{**given, "dtype": torch.float32}).to(given["dtype"])


def exact_noise(draws: Callable[..., Any]) -> Callable[..., Any]:
    """A function that makes noise, made so that it draws all of it in 32 bits."""

    @wraps(draws)
    def exactly(*args: Any, **kwargs: Any) -> Any:
        with _Exact():
            return draws(*args, **kwargs)

    return exactly
