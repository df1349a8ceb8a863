"""The models that this process holds: loaded when they are first asked for."""

from dataclasses import dataclass
from typing import Any, Final

from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion.adapter import FAMILIES, AdapterFiles, adapter_files
from panelwright_tools.painting.diffusion.catalogue import Kind, family_named, kind_of, kinds
from panelwright_tools.painting.diffusion.company import Company
from panelwright_tools.painting.diffusion.completeness import check_complete
from panelwright_tools.painting.diffusion.demand import Demand, beside
from panelwright_tools.painting.diffusion.device import device
from panelwright_tools.painting.diffusion.families.flux1 import add_redux
from panelwright_tools.painting.diffusion.family import Abilities, Family
from panelwright_tools.painting.diffusion.fit import Fit
from panelwright_tools.painting.diffusion.loading import loaded
from panelwright_tools.painting.diffusion.model_folder import layout
from panelwright_tools.painting.diffusion.picking import picked, pinned
from panelwright_tools.painting.diffusion.planning import Plan, trained_side
from panelwright_tools.painting.diffusion.redux import loaded_redux, redux_digest, redux_folder
from panelwright_tools.painting.diffusion.releasing import release
from panelwright_tools.painting.diffusion.schedulers import check_scheduler, use_scheduler
from panelwright_tools.painting.diffusion.speeding import (
    check_step_cache,
    compile_denoiser,
    use_step_cache,
)
from panelwright_tools.painting.diffusion.stepping_down import LEAST_SIDE, Load, within_memory
from panelwright_tools.painting.diffusion.weights import Weights, located
from panelwright_tools.painting.listening import tell_news
from panelwright_tools.painting.options import PaintingOptions

_PER_PICTURE: Final = {
    **dict.fromkeys(("steps", "refine_steps", "guidance", "sequence_length", "consistent")),
    "bare": False,
    "base_ratio": 0.0,
    "layered": "auto",
    "maps": False,
    "regions": None,
    "reference_strength": 0.7,
}
"""Options that a model in memory needs not be loaded anew for."""
_NOTHING: Final = Demand(0)
COMPANY: Final = Company()
"""The models in memory."""


@dataclass
class Held:
    """A model in memory, with what is known of it."""

    family: Family
    pipeline: Any
    kind: Kind
    abilities: Abilities
    fit: Fit
    """How it lies in memory now; lighter than planned once memory has run out."""
    news: tuple[str, ...] = ()
    """What the first picture's reader should know of how it was laid there."""
    apart: bool = False
    """Whether the negative prompt has a pass of its own, since memory has run out."""
    plan: Plan | None = None
    """How it is laid for larger pictures; None: as it lies, whatever is painted."""
    demand: Demand = _NOTHING
    """What it is laid for."""
    company: str = ""
    """Whether it stays in memory beside another model, or takes turns with it; empty: alone."""

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
    """Where the model lies.

    Raises UserError when there is none, or no name of one, or the scheduler doesn't go with it.
    """
    options = pinned(options)
    weights = located(model_of(options), options.components)
    if options.scheduler is not None:
        check_scheduler(options.scheduler, weights.family)
    return weights


def examine(options: PaintingOptions) -> None:
    """Raises UserError for all that can be told of the model and the device without loading it."""
    weights = weights_of(options)
    _ = adapter_of(options), shares_attention(options)
    if options.redux is not None:
        redux_folder(options.redux)
        if weights.family != "flux1" or all(kind.looks for kind in _alike(options)):
            raise _no_redux(str(options.model), options.redux)
    if options.device is not None:
        device(options.device)
    if options.step_cache is not None:
        check_step_cache(_network(weights), options.step_cache, options.cache_threshold)
    check_complete(weights)


def _network(weights: Weights) -> type:
    """The class of the network that samples. Imports diffusers."""
    import diffusers

    kind: type = getattr(diffusers, layout(weights.layout_folder).parts[weights.making.part])
    return kind


def digest_of(options: PaintingOptions) -> str:
    """Of all weights that decide what is painted. Raises UserError."""
    beside = f"+{redux_digest(options.redux)}" if options.redux else ""
    adapter = adapter_of(options)
    return weights_of(options).digest + beside + (f"+{adapter.digest}" if adapter else "")


def adapter_of(options: PaintingOptions) -> AdapterFiles | None:
    """Where the IP-Adapter lies; None without one.

    Raises UserError when it isn't there, or doesn't go with such a model.
    """
    if options.adapter is None:
        return None
    if weights_of(options).family not in FAMILIES:
        raise UserError(
            f"{options.model} does not look at pictures by means of an IP-Adapter "
            f"({options.adapter}), which goes with Stable Diffusion 1.5 and XL; leave adapter out "
            "under [painting] in agent.toml."
        )
    return adapter_files(options.adapter, options.adapter_encoder)


def looks_at_pictures(options: PaintingOptions) -> bool:
    """Whether the model looks at pictures of characters; told without loading it.

    Raises UserError when there is none, or it can't share its attention but is asked to.
    """
    return looks_without_sharing(options) or shares_attention(options)


def shares_attention(options: PaintingOptions) -> bool:
    """Whether the model shares its self-attention with pictures of characters.

    Unless the user says so, only where it looks at them in no other way. Raises UserError as
    `looks_at_pictures` does.
    """
    if options.consistent is None:
        return not looks_without_sharing(options) and any(kind.shares for kind in _alike(options))
    if options.consistent and not any(kind.shares for kind in _alike(options)):
        raise UserError(
            f"{options.model} can't share its attention with portraits; leave consistent out under "
            "[painting] in agent.toml, or paint with FLUX.1 or Stable Diffusion 1.5, XL or 3.5."
        )
    return options.consistent


def looks_without_sharing(options: PaintingOptions) -> bool:
    """Whether the model, or what is set beside it, was trained to look at pictures."""
    beside = options.redux is not None or adapter_of(options) is not None
    return beside or any(kind.looks for kind in _alike(options))


def _alike(options: PaintingOptions) -> list[Kind]:
    """The kinds of checkpoints that the model may be, as far as its files tell."""
    weights = weights_of(options)
    told = weights.family, weights.pipeline
    return [kind for kind in kinds().values() if (kind.family, kind.pipeline) == told]


def held(options: PaintingOptions) -> Held:
    """The model of the options, in memory.

    Raises UserError when it is not there or damaged, ToolError when it can't be loaded.
    """
    given = options.model_copy(update=_PER_PICTURE)
    key = given.model_dump_json(), digest_of(options)
    found = COMPANY.asked(key)
    if found is None:
        COMPANY.thin_out(key)
        found = COMPANY.there[key] = _loaded_anew(given)
    return found


def let_go() -> None:
    """Give back the memory of all models; they are loaded again when they are asked for."""
    COMPANY.there.clear()
    COMPANY.crowded = False
    release()


def _loaded_anew(given: PaintingOptions) -> Held:
    weights = weights_of(given)
    family = family_named(weights.family)
    choice = picked(given)
    if choice is not None and choice.said:
        tell_news(choice.said)
    demand = Demand(_side(weights, given) ** 2)
    company = COMPANY.receive(_plan(weights, given), demand)
    plan = _plan(weights, given)  # with the memory that is free now
    fit = plan.fit(demand)
    pipeline, fit, notes = _loaded_lightly(weights, fit, adapter_of(given))
    if given.redux is not None:
        _add_redux(pipeline, family, given.redux)
    _set_up(pipeline, weights, given)
    kind, abilities = kind_of(family, pipeline), family.abilities(pipeline)
    tell_news(fit.said)
    if company:
        tell_news(company)
    news = (*worth_a_note(fit), *notes)
    return Held(
        family, pipeline, kind, abilities, fit, news, plan=plan, demand=demand, company=company
    )


def _loaded_lightly(
    weights: Weights, fit: Fit, adapter: AdapterFiles | None
) -> tuple[Any, Fit, tuple[str, ...]]:
    """The pipeline as the fit says, or offloaded more where memory runs out while it is loaded."""
    no_smaller = Load(fit, (LEAST_SIDE, LEAST_SIDE))
    pipeline, load, notes = within_memory(
        lambda load: loaded(weights, load.fit, adapter), no_smaller, LEAST_SIDE, release
    )
    return pipeline, load.fit, notes


def _set_up(pipeline: Any, weights: Weights, options: PaintingOptions) -> None:
    if options.scheduler is not None:
        use_scheduler(pipeline, options.scheduler, weights.family)
    if options.step_cache is not None or options.cache_threshold is not None:
        use_step_cache(pipeline, options.step_cache, options.cache_threshold)
    if options.compiled:
        compile_denoiser(pipeline)


def _add_redux(pipeline: Any, family: Family, name: str) -> None:
    """Raises UserError for a model that doesn't look at pictures by Redux."""
    if family.name != "flux1" or family.abilities(pipeline).references == "context":
        raise _no_redux(kind_of(family, pipeline).title, name)
    add_redux(pipeline, loaded_redux(name))


def _no_redux(model: str, name: str) -> UserError:
    return UserError(
        f"{model} does not look at pictures by means of Redux ({name}), which goes with FLUX.1 "
        "dev, schnell and Fill; leave redux out under [painting] in agent.toml."
    )


def _plan(weights: Weights, options: PaintingOptions) -> Plan:
    where = device(options.device)
    return Plan(
        weights,
        where,
        beside(adapter_of(options), options.redux),
        options.offload,
        options.dtype,
        None if where.shares_memory else device("cpu").free,
    )


def _side(weights: Weights, options: PaintingOptions) -> int:
    """Pixels along the side of the square that memory is planned for at first: a picture's own."""
    natives = [kind.native for kind in kinds().values() if kind.family == weights.family]
    own = [kind.native for kind in _alike(options)] or natives
    return options.side or trained_side(weights, max(own))


def worth_a_note(fit: Fit) -> tuple[str, ...]:
    """What is worth a note in the report: that the memory did not suffice for all of it at once."""
    plain = fit.offload == "none" and not fit.tiled
    return () if plain else (fit.said[:1].upper() + fit.said[1:],)
