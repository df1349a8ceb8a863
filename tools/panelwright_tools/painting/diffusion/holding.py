"""The model that this process holds: loaded when it is first asked for, one at a time."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion.catalogue import Kind, family_named, kind_of
from panelwright_tools.painting.diffusion.device import device, numbers
from panelwright_tools.painting.diffusion.family import Abilities, Family
from panelwright_tools.painting.diffusion.fit import Fit
from panelwright_tools.painting.diffusion.loading import loaded
from panelwright_tools.painting.diffusion.weights import Weights, located
from panelwright_tools.painting.options import PaintingOptions


@dataclass(frozen=True)
class Held:
    """A model in memory, with what is known of it."""

    family: Family
    pipeline: Any
    kind: Kind
    abilities: Abilities

    @property
    def side(self) -> int:
        """Pixels along the side of the square that it was trained on.

        A UNet says so itself: turbo models and SD 2 differ from others of their family.
        """
        unet = getattr(self.pipeline, "unet", None)
        latents = unet.config.sample_size if unet is not None else None
        if isinstance(latents, int):
            return latents * int(self.pipeline.vae_scale_factor)
        return self.kind.native


def model_of(options: PaintingOptions) -> str:
    """The name of the model. Raises UserError when the options have none."""
    if options.model is None:
        raise UserError(
            "the painter 'diffusers' needs a model; give --painter diffusers:MODEL, a folder, a "
            "file or a hub id, or name it in agent.toml under [painting]."
        )
    return options.model


def weights_of(options: PaintingOptions) -> Weights:
    """Where the model lies. Raises UserError when there is none, or no name of one."""
    return located(model_of(options), options.components)


def held(options: PaintingOptions) -> Held:
    """The model of the options, in memory.

    Raises UserError when it is not there or damaged, ToolError when it can't be loaded.
    """
    digest = weights_of(options).digest
    return _held(model_of(options), options.components, digest, _fit(options))


@lru_cache(maxsize=1)
def _held(model: str, components: str | None, digest: str, fit: Fit) -> Held:
    """`digest` has the model loaded anew when its files have changed."""
    weights = located(model, components)
    family = family_named(weights.family)
    pipeline = loaded(weights, fit)
    return Held(family, pipeline, kind_of(family, pipeline), family.abilities(pipeline))


def _fit(options: PaintingOptions) -> Fit:
    where = device(options.device)
    return Fit(where.name, options.dtype or numbers(where), options.offload or "none")
