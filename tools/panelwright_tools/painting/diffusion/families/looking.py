"""UNets that look at pictures of characters by an IP-Adapter."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from panelwright_tools.painting.diffusion.adapter import HELD
from panelwright_tools.painting.diffusion.family import ReferenceWay
from panelwright_tools.painting.diffusion.sampling import RegionPrompt

if TYPE_CHECKING:
    from panelwright_tools.painting.diffusion.regional.looks import Looks


def way(pipeline: Any) -> ReferenceWay | None:
    """By the adapter that is in it, if there is one."""
    return "adapter" if hasattr(pipeline, HELD) else None


def looked(
    pipeline: Any, regions: Sequence[RegionPrompt], guided: bool
) -> tuple[dict[str, Any], "Looks | None"]:
    """What the pipeline is given of the regions' references, and what attends to them.

    Without references a pipeline with an adapter is given a blank that counts nothing, since its
    UNet does not run without.
    """
    adapter = getattr(pipeline, HELD, None)
    if adapter is None:
        return {}, None
    from PIL import Image

    from panelwright_tools.painting.diffusion.regional.looks import looks_of

    shown = [one.picture for region in regions for one in region.references]
    pipeline.set_ip_adapter_scale(1.0 if shown else 0.0)
    embeds = adapter.embeds(shown or [Image.new("RGB", (8, 8))], guided)
    given = {"ip_adapter_image_embeds": [embeds.to(pipeline.unet.dtype)]}
    strengths = [[one.strength for one in region.references] for region in regions]
    return given, looks_of(strengths) if shown else None
