"""Pictures of characters that run beside a panel, and what is kept of them for its attention.

Before each step the picture, noised as far as the step is, runs through the model by itself with
the words of its region, and the keys and values of its attention are kept. In the step the pixels
that the region owns see those of the character beside all that they see anyhow; no other pixel and
no word does. Sharing the self-attention of several pictures is from Zhou et al., StoryDiffusion
(NeurIPS 2024); keeping it to the subject is from Tewel et al., ConsiStory (SIGGRAPH 2024). There
the pictures are sampled side by side; here one is painted first, so that a panel's pixels follow
from that picture and from nothing else of the run.

It costs one evaluation more for each character and step, of the picture's smaller size.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Final

from torch import Tensor, nn

from panelwright_tools.painting.diffusion.regional.guests import Guest, Visit
from panelwright_tools.painting.diffusion.regional.plan import Grid, RegionPlan
from panelwright_tools.painting.diffusion.regional.unet import grid_of
from panelwright_tools.painting.diffusion.sharing.merging import Merging, merging

TEXT: Final = "encoder_hidden_states"
"""The argument of the models that holds the text, (batch, tokens, width)."""


@dataclass(frozen=True)
class Anchor:
    """A picture of a character, as a model is given it."""

    region: int
    """The number of the plan's region that shows the character, from 1."""
    latents: Tensor
    """Without noise: (1, channels, rows, columns), or (1, tokens, channels) where they are packed
    two by two."""
    subject: Tensor
    """(rows, columns) of the finest grid that attends, on the CPU: how much of each place shows
    the character, 0..1."""
    strength: float
    """Share of the shared attention's outcome over that of the panel's own, 0..1."""
    size: tuple[int, int]
    """Width and height in pixels."""
    conditions: Tensor | None = None
    """More channels, what an inpainting checkpoint sees beside the latents."""

    @property
    def grid(self) -> Grid:
        """Rows and columns of the finest grid."""
        return self.subject.shape[0], self.subject.shape[1]


Noised = Callable[[Tensor, Any], Tensor]
"""(latents, time that the model is told) to the latents as the model gets them at that time."""
Inputs = Callable[[Anchor, Mapping[str, Any], slice], dict[str, Any]]
"""(anchor, what the model is given for the panel, its region's tokens) to what it is given."""


class Beside:
    """The anchors of one picture: they run before each of its steps, and are its layers' guests."""

    def __init__(
        self, plan: RegionPlan, anchors: Sequence[Anchor], inputs: Inputs, *, pool: int
    ) -> None:
        """`pool` is the edge of the cells of tokens that are merged to one."""
        self._plan, self._anchors, self._inputs, self._pool = plan, anchors, inputs, pool
        self._kept: dict[int, dict[int, Visit]] = {}
        self._mergings: dict[tuple[int, int], Merging] = {}
        self._running: int | None = None
        """The number of the anchor that is running by itself."""
        self._wanted = False
        """Whether the call that runs is the panel's with the plan's texts."""
        self._cache: Any = nullcontext()

    @contextmanager
    def running(self, model: nn.Module) -> Iterator[None]:
        """Within the context the anchors run before each step of the model.

        The model must be called as within `regional_attention`, with the plan's texts concatenated
        and the positive prompt in the last row of the batch; the anchors are told the words of
        their regions. To be entered before anything that looks at the model's calls.
        """
        model = getattr(model, "_orig_mod", model)
        with ExitStack() as stack:
            before = model.register_forward_pre_hook(self._called, prepend=True, with_kwargs=True)
            stack.callback(before.remove)
            stack.callback(model.register_forward_hook(self._ended, always_call=True).remove)
            yield

    def keep(self, layer: int, key: Tensor, value: Tensor) -> bool:
        """Keep a layer's keys and values, (1, heads, pixels, width), of the anchor that runs."""
        number = self._running
        if number is None:
            return False
        merged = self._merging(number, key)
        keys, values = merged(key), merged(value)
        anchor = self._anchors[number]
        guest = Guest(anchor.region, anchor.strength, keys.shape[2])
        self._kept.setdefault(layer, {})[number] = guest, keys, values
        return True

    def seen(self, layer: int) -> Sequence[Visit]:
        """The guests of a layer in the panel's own call; none where its text is not the plan's.

        Where a step cache spared an anchor the layer, they are those of the step before.
        """
        return tuple(self._kept.get(layer, {}).values()) if self._wanted else ()

    def _merging(self, number: int, tokens: Tensor) -> Merging:
        place = number, tokens.shape[2]
        if place not in self._mergings:
            anchor = self._anchors[number]
            grid = grid_of(tokens.shape[2], anchor.grid)
            self._mergings[place] = merging(anchor.subject, grid, self._pool, tokens.device)
        return self._mergings[place]

    def _called(self, model: nn.Module, args: Any, kwargs: Any) -> None:
        """Run the anchors before the panel's own step."""
        if self._running is not None:
            return
        given = inspect.signature(model.forward).bind(*args, **kwargs).arguments
        self._wanted = given[TEXT].shape[1] == self._plan.tokens
        if not self._wanted:
            return
        try:
            for number, anchor in enumerate(self._anchors):
                self._running = number
                span = slice(*self._plan.spans[anchor.region])
                with _cached(model, f"beside-{number}"):
                    model(**self._inputs(anchor, given, span))
        finally:
            self._running = None
        self._cache = _cached(model, "cond")  # which those of the anchors have left
        self._cache.__enter__()

    def _ended(self, model: nn.Module, args: Any, outcome: Any) -> None:
        if self._running is None:
            cache, self._cache = self._cache, nullcontext()
            cache.__exit__(None, None, None)


def _cached(model: Any, name: str) -> Any:
    """A step cache's memory of the calls of that name; the panel's are "cond" in diffusers."""
    return model.cache_context(name) if getattr(model, "is_cache_enabled", False) else nullcontext()
