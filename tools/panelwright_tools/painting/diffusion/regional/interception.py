"""Puts another attention in the place of the one that a diffusers processor computes.

The processors stay where they are, whichever they are: plain, IP-Adapter, fused. Around each
attention layer the first kernel call, which is the one over the text, is handed on with its
queries, keys and values, and where wanted the second, in which an IP-Adapter adds pictures. Hooks
are PyTorch's own; the kernel's name is lent while any context lasts, and acts in the thread alone
that runs such a layer. A mode, which PyTorch asks at each of its functions, would cost more time
than all the rest of it, and cards wait for the processor.
"""

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import Any, Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from panelwright_tools.domain import ToolError

Attention = Callable[..., Tensor]
"""(query, key, value, **options) to the outcome, as scaled_dot_product_attention."""
WITHOUT_KERNEL = {"AttnProcessor", "SlicedAttnProcessor", "XFormersAttnProcessor"}
"""Processors of diffusers that do not call PyTorch's kernel; memory they save, it saves as well."""


class _Calls:
    """The first calls of the attention kernel in a layer, each handed on to its own attention."""

    def __init__(self, attentions: Sequence[Attention]) -> None:
        self.waiting = list(attentions)
        self.reached = False

    def next(self, args: Any, kwargs: Any) -> Tensor:
        """Answer a call; what that attention itself calls is the kernel."""
        self.reached = True
        attention = self.waiting.pop(0)
        outer, _HERE.calls = _HERE.calls, None
        try:
            return attention(*args, **kwargs)
        finally:
            _HERE.calls = outer


class _Here(threading.local):
    """What runs in this thread."""

    calls: _Calls | None = None


_HERE: Final = _Here()


class _Lent:
    """PyTorch's kernel by its own name, as long as anybody wants its calls."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._kernel: Any = None

    @contextmanager
    def lent(self) -> Iterator[None]:
        with self._lock:
            if self._users == 0:
                self._kernel = functional.scaled_dot_product_attention
                functional.scaled_dot_product_attention = _told(self._kernel)
            self._users += 1
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1
                if self._users == 0:
                    functional.scaled_dot_product_attention = self._kernel


_LENT: Final = _Lent()


def _told(kernel: Attention) -> Attention:
    """The kernel, whose calls go to whoever waits for them in this thread."""

    @wraps(kernel)
    def told(*args: Any, **kwargs: Any) -> Tensor:
        calls = _HERE.calls
        return calls.next(args, kwargs) if calls and calls.waiting else kernel(*args, **kwargs)

    return told


@contextmanager
def intercepted(layers: Sequence[nn.Module], *attentions: Attention) -> Iterator[None]:
    """Within the context `attentions` compute the first attentions of each layer, in their order.

    Compiled models run uncompiled meanwhile: a compiled graph would not see the hooks. Raises
    ToolError when a layer's back end never reaches PyTorch's kernel, since its words would then
    act everywhere.
    """
    with ExitStack() as stack:
        if "torch._dynamo" in sys.modules:
            stack.enter_context(torch.compiler.set_stance("force_eager"))
        stack.enter_context(_LENT.lent())
        for layer in layers:
            stack.enter_context(_with_kernel(layer))
            _hook(layer, attentions, stack)
        yield


def _hook(layer: nn.Module, attentions: Sequence[Attention], stack: ExitStack) -> None:
    outer: list[_Calls | None] = []
    reached = False  # once: later on a step cache may skip the layer's work

    def before(module: nn.Module, args: Any) -> None:
        outer.append(_HERE.calls)
        _HERE.calls = _Calls(attentions)

    def after(module: nn.Module, args: Any, outcome: Any) -> None:
        nonlocal reached
        calls, _HERE.calls = _HERE.calls, outer.pop()
        reached = reached or (calls is not None and calls.reached)
        if outcome is not None and not reached:
            raise ToolError(
                f"The attention back end of {type(module).__name__} takes no regions; "
                "set the model's attention back end to 'native', or regions = \"latents\" under "
                "[painting]."
            )

    stack.callback(layer.register_forward_pre_hook(before).remove)
    stack.callback(layer.register_forward_hook(after, always_call=True).remove)


@contextmanager
def _with_kernel(layer: Any) -> Iterator[None]:
    """A processor that calls PyTorch's kernel, in the place of one that does not."""
    processor = layer.processor
    if type(processor).__name__ not in WITHOUT_KERNEL:
        yield
        return
    from diffusers.models.attention_processor import AttnProcessor2_0

    layer.set_processor(AttnProcessor2_0())
    try:
        yield
    finally:
        layer.set_processor(processor)
