"""Puts another attention in the place of the one that a diffusers processor computes.

The processors stay where they are, whichever they are: plain, IP-Adapter, fused. Around each
attention layer the first kernel call, which is the one over the text, is handed on with its
queries, keys and values, and where wanted the second, in which an IP-Adapter adds pictures. Hooks
and function modes are PyTorch's own, act in this thread only, and leave with the context.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from panelwright_tools.domain import ToolError

Attention = Callable[..., Tensor]
"""(query, key, value, **options) to the outcome, as scaled_dot_product_attention."""
WITHOUT_KERNEL = {"AttnProcessor", "SlicedAttnProcessor", "XFormersAttnProcessor"}
"""Processors of diffusers that do not call PyTorch's kernel; memory they save, it saves as well."""


class _Calls(TorchFunctionMode):  # type: ignore[misc]
    """Hands the first calls of the attention kernel on, each to its own attention."""

    def __init__(self, attentions: Sequence[Attention]) -> None:
        super().__init__()
        self.waiting = list(attentions)
        self.reached = False

    def __torch_function__(
        self, func: Any, types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Called by PyTorch for each of its functions, with the mode itself switched off."""
        if not self.waiting or func is not functional.scaled_dot_product_attention:
            return func(*args, **(kwargs or {}))
        self.reached = True
        return self.waiting.pop(0)(*args, **(kwargs or {}))


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
        for layer in layers:
            stack.enter_context(_with_kernel(layer))
            _hook(layer, attentions, stack)
        yield


def _hook(layer: nn.Module, attentions: Sequence[Attention], stack: ExitStack) -> None:
    modes: list[_Calls] = []
    reached = False  # once: later on a step cache may skip the layer's work

    def before(module: nn.Module, args: Any) -> None:
        modes.append(_Calls(attentions))
        modes[-1].__enter__()

    def after(module: nn.Module, args: Any, outcome: Any) -> None:
        nonlocal reached
        mode = modes.pop()
        mode.__exit__(None, None, None)
        reached = reached or mode.reached
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
