"""A brief carried out on the model that is held: the whole of a picture, or a part of it anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from panelwright_tools.domain import Brief
from panelwright_tools.painting.diffusion.counting import Counter
from panelwright_tools.painting.diffusion.holding import shares_attention
from panelwright_tools.painting.diffusion.outlining import Outliner, outlined
from panelwright_tools.painting.listening import tell_step, watched
from panelwright_tools.painting.options import PaintingOptions
from panelwright_tools.painting.picture import AttentionMap, Mask, Picture


@dataclass(frozen=True)
class Work:
    """What is to be painted, and what is at hand for it."""

    brief: Brief
    options: PaintingOptions
    references: Mapping[str, Picture]
    """Pictures of the characters, by the names that they have there."""
    outliner: Outliner | None
    loras: Mapping[str, Path]
    counter: Counter = field(default_factory=Counter)
    """Counts what the network computes."""

    def looked_at(self) -> Mapping[str, Picture]:
        """The pictures of the characters, outlined where that counts and somebody can."""
        if self.outliner is None or not shares_attention(self.options):
            return self.references
        return outlined(self.brief, self.references, self.outliner)


@dataclass(frozen=True)
class Outcome:
    """The picture as it was sampled, what there is to say of it, and where words acted."""

    image: Image.Image
    notes: tuple[str, ...]
    maps: dict[str, AttentionMap]


def whole(work: Work) -> Outcome:
    """The whole picture of a brief, refined where that is set."""
    from panelwright_tools.painting.diffusion.briefing import briefed
    from panelwright_tools.painting.diffusion.holding import held
    from panelwright_tools.painting.diffusion.kept_maps import kept_maps
    from panelwright_tools.painting.diffusion.sampled import refined, sampled

    brief, options = work.brief, work.options
    model = held(options)
    told = briefed(brief, model, options, work.looked_at(), work.loras)
    sampling = replace(told.sampling, on_step=partial(tell_step, brief.panel))
    maps: dict[str, NDArray[np.float64]] = {}
    on_maps = maps.update if options.maps else None
    on_network = work.counter.and_to(watched(brief.panel))
    image, notes = sampled(model, replace(sampling, on_maps=on_maps, on_network=on_network))
    if options.refine_steps:
        size = max(brief.size, image.size, key=lambda edges: edges[0] * edges[1])
        again = replace(sampling, on_network=work.counter)
        image, more = refined(model, again, image, size, options.refine_steps)
        notes = (*notes, *more)
    return Outcome(image, (*told.notes, *notes), kept_maps(maps))


def part(work: Work, picture: Picture, mask: Mask) -> Outcome:
    """A picture with what the mask marks painted anew, with its old maps around that."""
    from panelwright_tools.painting.diffusion.closeup import window_around
    from panelwright_tools.painting.diffusion.holding import held
    from panelwright_tools.painting.diffusion.kept_maps import kept_maps, merged_maps
    from panelwright_tools.painting.diffusion.repainting import repainted

    brief, options = work.brief, work.options
    on_step = partial(tell_step, brief.panel)
    model, looked = held(options), work.looked_at()
    maps: dict[str, NDArray[np.float64]] = {}
    on_maps = maps.update if options.maps else None
    image, notes = repainted(
        model, brief, options, looked, picture.image, mask, on_step, work.loras, on_maps,
        work.counter,
    )  # fmt: skip
    if not options.maps:
        return Outcome(image, notes, {})
    attention = merged_maps(picture.attention, kept_maps(maps), window_around(mask), mask)
    return Outcome(image, notes, attention)
