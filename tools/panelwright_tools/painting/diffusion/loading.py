"""Loads weights as a pipeline of diffusers and lays it into the memory of a device."""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from panelwright_tools.domain import ToolError, UserError
from panelwright_tools.domain.errors import first_line
from panelwright_tools.painting.diffusion import word_readers
from panelwright_tools.painting.diffusion.adapter import AdapterFiles, add_adapter
from panelwright_tools.painting.diffusion.completeness import check_complete
from panelwright_tools.painting.diffusion.fit import Fit
from panelwright_tools.painting.diffusion.memory_errors import ran_out_of_memory
from panelwright_tools.painting.diffusion.quiet import quiet
from panelwright_tools.painting.diffusion.tables import table
from panelwright_tools.painting.diffusion.weights import Weights

_BLOCKS_AT_ONCE: Final = 1
"""Blocks that are on the device at a time when groups are offloaded."""

_GROUP_HOOKS: Final = (
    "group_offloading",
    "layer_execution_tracker",
    "lazy_prefetch_group_offloading",
)
"""What diffusers calls the hooks by which groups are offloaded."""


def loaded(weights: Weights, fit: Fit, adapter: AdapterFiles | None = None) -> Any:
    """The pipeline, ready to sample, with an IP-Adapter in it where one is given.

    No network is used, and no code but the libraries' own.

    Raises ToolError when diffusers is missing or memory runs out, UserError when the weights are
    not what they say.
    """
    with loading_errors(weights), quiet():
        check_complete(weights)
        pipeline = _assembled(weights, fit)
        pipeline.set_progress_bar_config(disable=True)
        if adapter is not None:
            add_adapter(pipeline, adapter)
        return placed(pipeline, fit)


def placed(pipeline: Any, fit: Fit) -> Any:
    """The same pipeline, laid into memory anew; what was offloaded before is taken back first."""
    import torch

    _take_back(pipeline)
    device = torch.device(fit.device)
    match fit.offload:
        case "none":
            pipeline.to(device, silence_dtype_warnings=True)
        case "model":
            pipeline.enable_model_cpu_offload(device=device)
        case "encoders":
            _offload(pipeline, device, "block_level", also_there=("unet", "transformer"))
        case "group":
            _offload(pipeline, device, "block_level")
        case "sequential":
            _offload(pipeline, device, "leaf_level")
    _save(pipeline.vae, fit)
    return pipeline


def _assembled(weights: Weights, fit: Fit) -> Any:
    import diffusers
    import torch

    numbers = getattr(torch, fit.numbers)
    kind = getattr(diffusers, weights.pipeline, None)
    if kind is None:
        raise ToolError(
            f"diffusers {diffusers.__version__} has no {weights.pipeline}, which {weights.name} "
            "needs; run: pip install -U diffusers."
        )
    if weights.kind == "folder":
        return _from_folder(kind, weights, numbers)
    if weights.whole:
        return kind.from_single_file(
            str(weights.path),
            config=str(weights.layout_folder),
            local_files_only=True,
            dtype=numbers,
            **_unchecked(kind),
        )
    denoiser = _denoiser(getattr(diffusers, weights.making.denoiser), weights, numbers)
    return _from_folder(kind, weights, numbers, **{weights.making.part: denoiser})


def _from_folder(kind: Any, weights: Weights, numbers: Any, **parts: Any) -> Any:
    pipeline = kind.from_pretrained(
        str(weights.layout_folder),
        local_files_only=True,
        use_safetensors=True,
        dtype=numbers,
        variant="fp16" if weights.half else None,
        **_unchecked(kind),
        **word_readers.left_out(weights.layout_folder),
        **parts,
    )
    word_readers.put_in(pipeline, weights.layout_folder)
    return pipeline


def _denoiser(kind: Any, weights: Weights, numbers: Any) -> Any:
    """The network of a file that holds nothing else; a GGUF file's numbers stay quantised."""
    import diffusers

    quantised = {}
    if weights.kind == "gguf":
        quantised["quantization_config"] = diffusers.GGUFQuantizationConfig(compute_dtype=numbers)
    return kind.from_single_file(
        str(weights.path),
        config=str(weights.layout_folder),
        subfolder=weights.making.part,
        local_files_only=True,
        dtype=numbers,
        **quantised,
    )


def _unchecked(kind: Any) -> dict[str, Any]:
    """No safety checker: it blackens pictures unasked, and its weights are a pickle."""
    if "safety_checker" not in inspect.signature(kind.__init__).parameters:
        return {}
    return {"safety_checker": None, "requires_safety_checker": False}


def _take_back(pipeline: Any) -> None:
    """Undo any offloading, so that all parts are whole and in the computer's memory."""
    from torch.nn import Module

    pipeline.remove_all_hooks()
    for part in pipeline.components.values():
        registry = getattr(part, "_diffusers_hook", None)
        if isinstance(part, Module) and registry is not None:
            for hook in _GROUP_HOOKS:
                registry.remove_hook(hook, recurse=True)
    pipeline.to("cpu", silence_dtype_warnings=True)


def _offload(pipeline: Any, device: Any, level: str, also_there: tuple[str, ...] = ()) -> None:
    """Let blocks or layers come to the device when they are at work, but for parts that stay.

    The autoencoder always stays: it is small, and is called by other ways than its front door.
    """
    pipeline.enable_group_offload(
        onload_device=device,
        offload_type=level,
        num_blocks_per_group=_BLOCKS_AT_ONCE,
        use_stream=device.type == "cuda",
        low_cpu_mem_usage=device.type == "cuda",
        exclude_modules=[n for n in ("vae", *also_there) if n in pipeline.components],
    )


def _save(autoencoder: Any, fit: Fit) -> None:
    for name, wanted in (("tiling", fit.tiled), ("slicing", fit.sliced)):
        switch = getattr(autoencoder, f"{'enable' if wanted else 'disable'}_{name}", None)
        if switch is not None:
            switch()
    if fit.tiled:
        _use_small_tiles(autoencoder)


def _use_small_tiles(autoencoder: Any) -> None:
    """Tiles of 512 pixels at most: SDXL's are as large as its pictures, which saves nothing."""
    most = int(table("memory")["decode_tiles"]["side"])
    side = getattr(autoencoder, "tile_sample_min_size", most)
    if side > most:
        autoencoder.tile_latent_min_size = autoencoder.tile_latent_min_size * most // side
        autoencoder.tile_sample_min_size = most


@contextmanager
def loading_errors(weights: Weights) -> Iterator[None]:
    """Have what the libraries raise over a model told in one sentence.

    Raises ToolError when a package or memory is missing, UserError when the files are at fault.
    """
    try:
        yield
    except (UserError, ToolError):
        raise
    except ImportError as missing:
        if "torchvision" in str(missing).lower():
            raise ToolError(
                f"{weights.name} looks at pictures by means of torchvision, which is not "
                "installed; run: pip install torchvision."
            ) from missing
        raise ToolError(
            f"painting with {weights.name} needs {missing.name or 'torch and diffusers'}, which "
            'can\'t be loaded; run: pip install "panelwright[local]".'
        ) from missing
    except Exception as error:
        if ran_out_of_memory(error):
            raise ToolError(
                f"there is not enough memory to load {weights.name}; close other programs, or use "
                "a smaller model or a GGUF file of it."
            ) from error
        raise UserError(
            f"diffusers can't load {weights.name} ({first_line(error)}); its files may be of "
            "another version or damaged."
        ) from error
