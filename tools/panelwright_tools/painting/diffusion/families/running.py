"""Running a stock pipeline of diffusers: its siblings, its seed, its failures."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image

from panelwright_tools.domain import PanelwrightError, ToolError
from panelwright_tools.domain.errors import first_line
from panelwright_tools.painting.diffusion.families.pictures import mask_image
from panelwright_tools.painting.diffusion.memory_errors import ran_out_of_memory
from panelwright_tools.painting.diffusion.quiet import quiet
from panelwright_tools.painting.diffusion.sampling import NetworkCall, Sampling

_CARRIED = ("_progress_bar_config", "_all_hooks", "_offload_device", "_offload_gpu_id")
"""What a pipeline knows of its progress bar and of its offloading, beside its components."""
_DRAW = ("prepare_latents", "prepare_mask_latents")
"""What makes noise in the pipelines of diffusers."""


def sibling(pipeline: Any, name: str) -> Any:
    """The pipeline of diffusers of that class name on the same weights, offloaded alike.

    Its noise is `drawn_exactly`.
    """
    if type(pipeline).__name__ == name:
        return drawn_exactly(pipeline)
    import diffusers

    kind = getattr(diffusers, name)
    taken = inspect.signature(kind.__init__).parameters
    parts = {**_settings(pipeline), **pipeline.components}
    other = kind(**{part: value for part, value in parts.items() if part in taken})
    for attribute in _CARRIED:
        if hasattr(pipeline, attribute):
            setattr(other, attribute, getattr(pipeline, attribute))
    return drawn_exactly(other)


def drawn_exactly(pipeline: Any) -> Any:
    """The same pipeline, which draws its noise in 32 bits whatever it calculates in.

    PyTorch 2.11 draws other numbers in 16 bits, and from few levels: a card that calculates in
    bfloat16 would begin with worse noise, and paint another picture than a CPU.
    """
    from panelwright_tools.painting.diffusion.exact_noise import exact_noise

    for name in _DRAW:
        own = getattr(pipeline, name, None)
        if own is not None and not hasattr(own, "__wrapped__"):
            setattr(pipeline, name, exact_noise(own))
    return pipeline


def _settings(pipeline: Any) -> dict[str, Any]:
    """What the pipeline was made with beside its components, such as `is_distilled`."""
    return {key: value for key, value in pipeline.config.items() if not key.startswith("_")}


def generator(seed: int) -> Any:
    """Noise from a seed, drawn on the processor: the same whatever the device."""
    import torch

    return torch.Generator("cpu").manual_seed(seed)


def first_picture(output: Any) -> Image.Image:
    """The picture that a pipeline gave back."""
    picture = output.images[0]
    assert isinstance(picture, Image.Image)
    return picture


@contextmanager
def one_cache(model: Any) -> Iterator[None]:
    """Let steps be cached in pipelines that don't say which of their passes a step is.

    Those that do, as they must where the negative prompt has a pass of its own, say it themselves.
    """
    if not getattr(model, "is_cache_enabled", False):
        yield
        return
    with model.cache_context("cond"):
        yield


AfterStep = Callable[[Any, int, Any, dict[str, Any]], dict[str, Any]]
"""(pipeline, number of the step from 0, time, tensors) to the tensors to go on with."""


def steps_told(sampling: Sampling, change: AfterStep | None = None) -> dict[str, Any]:
    """What a pipeline is given so that it tells after each step how far it is.

    `change` sees the tensors after each step and may give others.
    """
    tell = sampling.on_step
    if tell is None:
        return {} if change is None else {"callback_on_step_end": change}

    def told(pipeline: Any, step: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        tell(step + 1, int(pipeline.num_timesteps))
        return tensors if change is None else change(pipeline, step, timestep, tensors)

    return {"callback_on_step_end": told}


@contextmanager
def passes(network: Any, sampling: Sampling, *, guided: bool) -> Iterator[None]:
    """Within it the halves of a guided batch run one after the other, if the sampling asks for it.

    Not where portraits run beside, which look at the whole batch, nor where steps are cached, which
    would take one half's outcome for the other's.
    """
    whole = any(region.anchor is not None for region in sampling.regions)
    whole |= getattr(network, "is_cache_enabled", False)
    if not (sampling.apart and guided) or whole:
        yield
        return
    from panelwright_tools.painting.diffusion.regional.passes import halves_apart

    with halves_apart(network):
        yield


@contextmanager
def network_told(pipeline: Any, network: Any, sampling: Sampling) -> Iterator[None]:
    """Within it each call of the network for the picture is told; nothing where nobody asks.

    Calls within such a call, for portraits that its attention is shared with, are not. Where
    sampling ends early, parts that were brought to the device are taken back.
    """
    tell = sampling.on_network
    if tell is None:
        yield
        return
    depth = 0

    def begun(_: Any, args: tuple[Any, ...]) -> None:
        nonlocal depth
        depth += 1

    def ended(_: Any, args: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> None:
        nonlocal depth
        depth -= 1
        if depth == 0 and output is not None:
            tell(NetworkCall(args, kwargs, output[0]))

    hooks = (
        network.register_forward_pre_hook(begun, prepend=True),
        network.register_forward_hook(ended, with_kwargs=True, always_call=True),
    )
    try:
        yield
    except BaseException:
        pipeline.maybe_free_model_hooks()
        raise
    finally:
        for hook in hooks:
            hook.remove()


@contextmanager
def guarded(title: str) -> Iterator[None]:
    """Run without gradients and warnings, and turn what diffusers raises into a ToolError.

    Running out of memory stays as it is.
    """
    import torch

    try:
        with quiet(), torch.no_grad():
            yield
    except PanelwrightError:
        raise
    except Exception as error:
        if ran_out_of_memory(error):
            raise  # whoever loaded the pipeline steps down and tries again
        raise ToolError(f"{title} could not paint: {first_line(error, None)}") from error


def repaint_inputs(pipeline: Any, sampling: Sampling) -> dict[str, Any]:
    """What inpainting pipelines are given; nothing for a whole picture.

    The mask covers every latent that it touches; the part is noised far enough for one step.
    """
    if sampling.repaint is None:
        return {}
    return {
        "image": sampling.repaint.picture,
        "mask_image": mask_image(sampling.repaint.mask, int(pipeline.vae_scale_factor)),
        "strength": max(sampling.repaint.strength, 1 / sampling.steps),
    }


def named(pipeline: Any, word: str) -> bool:
    """Whether the name or path that the pipeline was loaded from holds a word.

    The only sign of some distilled weights, which look like what they were distilled from.
    """
    return word in str(pipeline.config.get("_name_or_path", "")).lower()
