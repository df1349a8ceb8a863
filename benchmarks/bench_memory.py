"""Counts the memory that published networks need for their weights and for what they calculate.

Nothing is downloaded and nothing is allocated: the networks are built from their configurations on
PyTorch's fake tensors, which have shapes and no numbers, and run once; every result that is alive
is counted. What kernels use for themselves is not. The figures are those of
tools/panelwright_tools/painting/diffusion/data/memory.toml. With `--measured` and a CUDA device the
networks are built there and run, with random weights, to see what is taken.
"""

import argparse
import gc
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import torch
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from panelwright_tools.painting.diffusion.demand import Demand
from panelwright_tools.painting.diffusion.device import Device
from panelwright_tools.painting.diffusion.memory_plan import fitted, suited_quantisation
from panelwright_tools.painting.diffusion.needs import Needs, needs
from panelwright_tools.painting.diffusion.weights import Weights, located
from published import TABLE, network, write_published

_TEXT: Final = 512
"""Tokens of text."""
_HALF: Final = torch.bfloat16
_SQUARE: Final = Demand(1024 * 1024)


class Live(TorchDispatchMode):  # type: ignore[misc]
    """Counts the bytes of results that are alive, and the most that ever were."""

    def __init__(self, given: set[int]) -> None:
        """`given` are storages that are not counted: weights and inputs."""
        super().__init__()
        self.now = self.most = 0
        self._sizes = dict.fromkeys(given, 0)

    def __torch_dispatch__(
        self, call: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> object:
        """Run one operation and count what it made."""
        made = call(*args, **(kwargs or {}))
        for storage in _storages(made):
            if storage._cdata not in self._sizes:
                self._sizes[storage._cdata] = storage.nbytes()
                self.now += storage.nbytes()
                self.most = max(self.most, self.now)
                weakref.finalize(storage, self._free, storage._cdata)
        return made

    def _free(self, key: int) -> None:
        self.now -= self._sizes.pop(key, 0)


def measured(
    kind: str, name: str, inputs: Callable[[Any], Mapping[str, Any]], run: str = "forward"
) -> tuple[int, int]:
    """Parameters of a network in 16 bits, and the most bytes of results alive in one run."""
    with FakeTensorMode(), torch.no_grad():
        built = network(kind, name)
        given = inputs(built)
        weights = [*built.parameters(), *built.buffers()]
        live = Live({storage._cdata for storage in _storages([weights, given])})
        with live:
            getattr(built, run)(**given)
        return sum(p.numel() for p in built.parameters()), live.most


def denoiser(name: str, side: int, of: Any = measured) -> Any:
    """A network that samples, for a square picture; `of` is `measured` or `taken`."""
    row = TABLE["denoisers"][name]
    given = {
        "UNet2DConditionModel": _unet,
        "SD3Transformer2DModel": _sd3,
        "FluxTransformer2DModel": _flux,
        "Flux2Transformer2DModel": _flux2,
        "QwenImageTransformer2DModel": _qwen,
        "ZImageTransformer2DModel": _z_image,
    }[row["class"]]
    return of("denoisers", name, lambda built: given(built, row["batch"], side))


def autoencoder(name: str, side: int, of: Any = measured) -> Any:
    """Decoding a square picture at once; `of` is `measured` or `taken`."""
    row = TABLE["autoencoders"][name]
    frame = (1,) if row.get("frames") else ()
    latents = (1, row["latents"], *frame, side // 8, side // 8)
    return of("autoencoders", name, lambda _: {"z": _new(*latents)}, "decode")


def encoder(name: str) -> tuple[int, int]:
    """A text encoder, for one text."""
    tokens = TABLE["encoders"][name]["tokens"]
    ids = (1, tokens)
    return measured("encoders", name, lambda _: {"input_ids": torch.zeros(ids, dtype=torch.long)})


def _new(*shape: int) -> torch.Tensor:
    return torch.empty(*shape, dtype=_HALF)


class Taken(NamedTuple):
    """What one run took on a card beside weights and inputs, in bytes."""

    allocated: int
    """By tensors and by kernels for themselves."""
    reserved: int
    """By PyTorch, gaps between tensors included."""
    beside: int
    """By the driver and its libraries, all the time."""


def taken(
    kind: str, name: str, inputs: Callable[[Any], Mapping[str, Any]], run: str = "forward"
) -> Taken:
    """The most that one run of a network with random weights takes on a card."""
    gc.collect()
    torch.cuda.empty_cache()
    with torch.device("cuda"), torch.no_grad():
        built = network(kind, name)
        given = inputs(built)
        torch.cuda.empty_cache()
        weights, held = torch.cuda.memory_allocated(), torch.cuda.memory_reserved()
        torch.cuda.reset_peak_memory_stats()
        getattr(built, run)(**given)
        torch.cuda.synchronize()
        free, total = torch.cuda.mem_get_info()
        return Taken(
            torch.cuda.max_memory_allocated() - weights,
            torch.cuda.max_memory_reserved() - held,
            total - free - torch.cuda.memory_reserved(),
        )


def _unet(network: Any, batch: int, side: int) -> dict[str, Any]:
    given = {
        "sample": _new(batch, 4, side // 8, side // 8),
        "timestep": _new(batch),
        "encoder_hidden_states": _new(batch, 77, network.config.cross_attention_dim),
    }
    if network.config.addition_embed_type == "text_time":
        sizes = {"text_embeds": _new(batch, 1280), "time_ids": _new(batch, 6)}
        given["added_cond_kwargs"] = sizes
    return given


def _sd3(network: Any, batch: int, side: int) -> dict[str, Any]:
    return {
        "hidden_states": _new(batch, 16, side // 8, side // 8),
        "encoder_hidden_states": _new(batch, 77 + 256, 4096),
        "pooled_projections": _new(batch, 2048),
        "timestep": _new(batch),
    }


def _flux(network: Any, batch: int, side: int) -> dict[str, Any]:
    tokens = (side // 16) ** 2
    return {
        "hidden_states": _new(batch, tokens, 64),
        "encoder_hidden_states": _new(batch, _TEXT, 4096),
        "pooled_projections": _new(batch, 768),
        "timestep": _new(batch),
        "guidance": _new(batch),
        "img_ids": _new(tokens, 3),
        "txt_ids": _new(_TEXT, 3),
    }


def _flux2(network: Any, batch: int, side: int) -> dict[str, Any]:
    tokens = (side // 16) ** 2
    return {
        "hidden_states": _new(batch, tokens, 128),
        "encoder_hidden_states": _new(batch, _TEXT, network.config.joint_attention_dim),
        "timestep": _new(batch),
        "guidance": _new(batch) if network.config.guidance_embeds else None,
        "img_ids": _new(tokens, 4),
        "txt_ids": _new(_TEXT, 4),
    }


def _qwen(network: Any, batch: int, side: int) -> dict[str, Any]:
    return {
        "hidden_states": _new(batch, (side // 16) ** 2, 64),
        "encoder_hidden_states": _new(batch, _TEXT, 3584),
        "encoder_hidden_states_mask": torch.ones(batch, _TEXT, dtype=torch.bool),
        "timestep": _new(batch),
        "img_shapes": [[(1, side // 16, side // 16)]] * batch,
    }


def _z_image(network: Any, batch: int, side: int) -> dict[str, Any]:
    return {
        "x": [_new(16, 1, side // 8, side // 8) for _ in range(batch)],
        "t": _new(batch),
        "cap_feats": [_new(_TEXT, 2560) for _ in range(batch)],
    }


def _storages(values: object) -> Iterator[Any]:
    for leaf in tree_leaves(values):
        if isinstance(leaf, torch.Tensor):
            yield leaf.untyped_storage()


def counts() -> None:
    """Print what the networks hold and what they calculate."""
    print("| denoiser | parameters, millions | fixed, MB | bytes a pixel |\n|---|---|---|---|")
    for name, row in TABLE["denoisers"].items():
        (count, less), (_, most) = (denoiser(name, side) for side in row["sides"])
        pixels = [side**2 for side in row["sides"]]
        slope = (most - less) / (pixels[1] - pixels[0])
        fixed = max(0.0, most - slope * pixels[1])
        print(f"| {name} | {count / 1e6:,.0f} | {fixed / 1e6:,.0f} | {slope:,.0f} |", flush=True)
    print("\n| autoencoder | parameters, millions | bytes a pixel, decoding |\n|---|---|---|")
    for name in TABLE["autoencoders"]:
        count, most = autoencoder(name, 512)
        print(f"| {name} | {count / 1e6:,.0f} | {most / 512**2:,.0f} |", flush=True)
    print("\n| text encoder | parameters, millions | results, MB |\n|---|---|---|")
    for name in TABLE["encoders"]:
        count, most = encoder(name)
        print(f"| {name} | {count / 1e6:,.0f} | {most / 1e6:,.0f} |", flush=True)


def cards(sizes_gb: Sequence[float]) -> None:
    """Print, for cards with so much free memory, how each model is laid into it at 1024x1024."""
    heads = [f"{size:g} GB free" for size in sizes_gb]
    print("| model | weights, 16 bits | " + " | ".join(heads) + " |")
    print("|---" * (2 + len(heads)) + "|")
    with tempfile.TemporaryDirectory() as scratch:
        for name in TABLE["models"]:
            weights = located(str(write_published(name, Path(scratch) / name)))
            need = needs(weights, _SQUARE, "bfloat16")
            cells = [_cell(weights, need, int(size * 1e9)) for size in sizes_gb]
            print(
                f"| {name} | {need.weights / 1e9:.1f} GB | " + " | ".join(cells) + " |", flush=True
            )


def _cell(weights: Weights, need: Needs, free: int) -> str:
    card = Device("cuda:0", "a card", free, free)
    fit = fitted(weights, card, _SQUARE, numbers="bfloat16")
    used = need.on_device(fit.offload, tiled=fit.tiled)
    cell = f"{fit.offload}{', tiles' if fit.tiled else ''}: {used / 1e9:.1f} GB"
    if used > free:
        cell = "does not fit"
    if fit.offload in ("none", "encoders", "model") or need.denoiser == "unet":
        return cell
    quantised = suited_quantisation(need, card)
    return f"{cell}; or {quantised}" if quantised else cell


def on_a_card(names: Sequence[str], side: int) -> None:
    """Print what a step and decoding take on a card beside what is counted."""
    print(f"{torch.cuda.get_device_name()}, 16 bits, {side} x {side}\n")
    print("| network | counted, MB | allocated, MB | reserved, MB | beside, MB |")
    print("|---|---|---|---|---|")
    works = {f"{name}, a step": (denoiser, name) for name in names}
    parts = {row["parts"]["vae"] for row in TABLE["models"].values() if _has(row["parts"], names)}
    works |= {f"{name}, decoding": (autoencoder, name) for name in sorted(parts)}
    for called, (work, name) in works.items():
        _, counted = work(name, side)
        found = work(name, side, taken)
        sizes = (counted, found.allocated, found.reserved, found.beside)
        print(f"| {called} | " + " | ".join(f"{size / 1e6:,.0f}" for size in sizes) + " |")


def _has(parts: Mapping[str, str], denoisers: Sequence[str]) -> bool:
    return parts.get("unet", parts.get("transformer")) in denoisers


def main() -> None:
    """Print one of the three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--measured", nargs="*", choices=TABLE["denoisers"], help="run these networks on a card"
    )
    parser.add_argument("--cards", nargs="*", type=float, help="free memory of cards, in GB")
    given = parser.parse_args()
    if given.measured is not None:
        on_a_card(given.measured or list(TABLE["denoisers"]), 1024)
    elif given.cards is None:
        counts()
    else:
        cards(given.cards or [7.2, 11.2, 15.2, 23.2])


if __name__ == "__main__":
    main()
