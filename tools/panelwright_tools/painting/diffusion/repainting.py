"""A part of a picture painted anew, and everything else left as it is, bit for bit."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PIL import Image

from panelwright_tools.domain import Brief, UserError
from panelwright_tools.painting.compositing import composed
from panelwright_tools.painting.diffusion.briefing import briefed
from panelwright_tools.painting.diffusion.closeup import seen_through, window_around
from panelwright_tools.painting.diffusion.holding import Held
from panelwright_tools.painting.diffusion.partial import showing
from panelwright_tools.painting.diffusion.sampled import Made, sampled
from panelwright_tools.painting.diffusion.sampling import OnMaps, OnNetwork, OnStep, Repaint
from panelwright_tools.painting.options import PaintingOptions
from panelwright_tools.painting.picture import Mask, Picture


def repainted(
    held: Held,
    brief: Brief,
    options: PaintingOptions,
    references: Mapping[str, Picture],
    parent: Image.Image,
    mask: Mask,
    on_step: OnStep | None = None,
    loras: Mapping[str, Path] | None = None,
    on_maps: OnMaps | None = None,
    on_network: OnNetwork | None = None,
) -> Made:
    """The parent with what the mask marks painted anew by the brief, in the parent's size.

    A small part is painted as a close-up: its surroundings are cut out and sampled as large as a
    whole picture would be, then brought back; maps of attention are those of `window_around(mask)`.
    Raises UserError when the mask isn't the picture's.
    """
    if mask.shape != (parent.height, parent.width):
        shape, wanted = ("×".join(map(str, edges)) for edges in (mask.shape[::-1], parent.size))
        raise UserError(
            f"the mask is {shape} pixels and the picture {wanted}; make the mask as large as the "
            "picture."
        )
    if not mask.any():
        return parent.convert("RGB"), ("The mask marks nothing, so nothing was painted anew.",)
    window = window_around(mask)
    seen = seen_through(_to_paint(brief), window, parent.size)
    told = briefed(seen, held, options, references, loras or {})
    part = parent.convert("RGB").crop(window)
    marked = mask[window.top : window.bottom, window.left : window.right]
    sampling = replace(
        told.sampling,
        repaint=Repaint(part, marked),
        on_step=on_step,
        on_maps=on_maps,
        on_network=on_network,
    )
    image, notes = sampled(held, sampling)
    painted = parent.convert("RGB")
    painted.paste(image.convert("RGB").resize(part.size, Image.Resampling.LANCZOS), window[:2])
    said = () if part.size == parent.size else (_closeup_said(part.size),)
    return composed(parent, painted, mask), (*said, *told.notes, *notes)


def _to_paint(brief: Brief) -> Brief:
    """Of a repair, which names what is painted anew, only that: a model that is told what passed as
    well paints it a second time. A repair that names nothing erases."""
    if brief.parent is None:
        return brief
    return showing(brief, [item for item in brief.regions if item.region.id in brief.repaint])


def _closeup_said(size: tuple[int, int]) -> str:
    return f"Painted anew as a close-up of {size[0]}×{size[1]} pixels of the picture."
