"""Faster sampling for a price: step caching changes pictures a little, compiling takes minutes."""

from typing import Any, Literal

from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion.tables import table

StepCache = Literal["first-block", "taylorseer"]
"""How work is skipped at steps that change little: `first-block` skips all blocks but the first
where that one's result has hardly changed; `taylorseer` extrapolates attention between steps."""


def use_step_cache(pipeline: Any, name: StepCache | None, threshold: float | None = None) -> None:
    """Let a pipeline skip work by that cache; None: none.

    `threshold`, of first-block alone: the relative change of the first block's result below which
    the others are skipped; None: 0.08. Raises UserError for a network that has no such cache.
    """
    network = denoiser(pipeline)
    if getattr(network, "is_cache_enabled", False):
        network.disable_cache()
    if name is None:
        return
    check_step_cache(type(network), name, threshold)
    network.enable_cache(_config(name, threshold))


def check_step_cache(network: type, name: StepCache, threshold: float | None = None) -> None:
    """Raises UserError when networks of a class can't skip work by that cache, or it takes no
    threshold."""
    row = table("caches")[name]
    if not hasattr(network, "enable_cache") or network.__name__ in row.get("refuses", ()):
        raise UserError(
            f"step caching ({name}) does not go with {network.__name__}; first-block goes with "
            "FLUX.1 and Qwen-Image, taylorseer with FLUX.2 as well."
        )
    if threshold is not None and "threshold" not in row:
        raise UserError(f"the step cache {name} takes no threshold.")


def compile_denoiser(pipeline: Any, backend: str = "inductor") -> None:
    """Have PyTorch compile the network that samples when it first runs.

    Only the blocks that repeat are compiled, where the network says which: that takes seconds or a
    few minutes instead of many. `backend` is a name that torch.compile knows.
    """
    network = denoiser(pipeline)
    if getattr(network, "_repeated_blocks", None):
        network.compile_repeated_blocks(backend=backend)
    else:
        network.compile(backend=backend)


def denoiser(pipeline: Any) -> Any:
    """The network of a pipeline that samples."""
    return getattr(pipeline, "transformer", None) or pipeline.unet


def _config(name: StepCache, threshold: float | None) -> Any:
    import diffusers

    row = table("caches")[name]
    settings = dict(row.get("config", {}))
    if "threshold" in row:
        settings[row["threshold"]] = row["usual"] if threshold is None else threshold
    return getattr(diffusers, row["class"])(**settings)
