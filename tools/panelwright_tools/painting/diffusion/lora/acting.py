"""Puts the changes of LoRAs into layers for as long as a picture is sampled, each in its place.

Nothing of the model is altered: hooks add each change to a layer's outcome, and leave with the
context. A character's LoRA acts on the words of its region and on the pixels of its box, as the
region's words do; another character's pixels and words, and everything that a layer makes of the
picture as a whole, stay as they are.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from torch import Tensor, nn

from panelwright_tools.painting.diffusion.lora.places import given, parts
from panelwright_tools.painting.diffusion.lora.weights import LowRank
from panelwright_tools.painting.diffusion.regional.layouts import Call, Layout
from panelwright_tools.painting.diffusion.regional.plan import RegionPlan
from panelwright_tools.painting.diffusion.sampling import CharacterLora

_ENCODERS = ("text_encoder", "text_encoder_2", "text_encoder_3")

Change = tuple[int, LowRank, float]
"""The number of a region, or of a text of a batch; a layer's change; its strength."""


@contextmanager
def bounded(
    model: nn.Module,
    plan: RegionPlan,
    layout: Layout,
    call: Callable[[], Call],
    loras: Sequence[Sequence[CharacterLora]],
) -> Iterator[None]:
    """Within the context each region's LoRAs act in that region of the denoiser.

    `loras` are those of each of the plan's regions, and `call` tells the call that runs.
    """
    component = "unet" if layout.way == "unet" else "transformer"

    def hook(name: str, changes: list[Change]) -> Any:
        what, ready = given(name, layout), _Ready()

        def changed(layer: nn.Module, args: Any, outcome: Tensor) -> Tensor:
            x, shape, out = args[0], tuple(outcome.shape), outcome
            for number, change, strength in changes:
                for part in parts(plan, call(), number, what, shape):
                    out = out.clone() if out is outcome else out
                    low, at = ready.on(change, x), part.places.to(x.device)
                    if len(shape) == 4:
                        out += strength * low.change(layer, x) * at
                    else:
                        taken = x[part.rows].index_select(1, at)
                        more = strength * low.change(layer, taken)
                        out[part.rows].index_add_(1, at, more.to(out.dtype))
            return out

        return changed

    with _hooked(model, _by_layer(component, list(enumerate(loras, 1))), hook):
        yield


@contextmanager
def told_in(pipeline: Any, rows: Sequence[Sequence[CharacterLora]]) -> Iterator[None]:
    """Within the context the LoRAs of each text of a batch act in the encoders as it is read.

    `rows` has one entry for each text that is encoded at once.
    """

    def hook(name: str, changes: list[Change]) -> Any:
        ready = _Ready()

        def changed(layer: nn.Module, args: Any, outcome: Tensor) -> Tensor:
            if len(outcome) != len(rows):
                return outcome
            out = outcome.clone()
            for row, change, strength in changes:
                x = args[0][row : row + 1]
                out[row : row + 1] += strength * ready.on(change, x).change(layer, x)
            return out

        return changed

    with ExitStack() as stack:
        for component in _ENCODERS:
            changes = _by_layer(component, list(enumerate(rows)))
            if changes:
                stack.enter_context(_hooked(getattr(pipeline, component), changes, hook))
        yield


def _by_layer(
    component: str, loras: Sequence[tuple[int, Sequence[CharacterLora]]]
) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for number, own in loras:
        for lora in own:
            for name, change in lora.weights.parts.get(component, {}).items():
                if lora.strength:
                    found.setdefault(name, []).append((number, change, lora.strength))
    return found


@contextmanager
def _hooked(
    model: nn.Module,
    changes: dict[str, list[Change]],
    hook: Callable[[str, list[Change]], Any],
) -> Iterator[None]:
    with ExitStack() as stack:
        for name, own in changes.items():
            layer = model.get_submodule(name)
            stack.callback(layer.register_forward_hook(hook(name, own)).remove)
        yield


class _Ready:
    """Changes on the device where they are needed, as long as the context lasts."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, Any, Any], LowRank] = {}

    def on(self, change: LowRank, x: Tensor) -> LowRank:
        """The change where `x` is."""
        place = id(change), x.device, x.dtype
        if place not in self._kept:
            self._kept[place] = change.on(x)
        return self._kept[place]
