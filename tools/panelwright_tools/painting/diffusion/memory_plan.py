"""Chooses how a model is laid into the memory that a device has free, and says so."""

from dataclasses import replace
from typing import Final

from panelwright_tools.painting.diffusion.demand import Beside, Demand
from panelwright_tools.painting.diffusion.device import Device, Numbers, numbers_of
from panelwright_tools.painting.diffusion.fit import Fit, Offload
from panelwright_tools.painting.diffusion.needs import Needs, needs
from panelwright_tools.painting.diffusion.tables import table
from panelwright_tools.painting.diffusion.weights import Weights

_NOTHING: Final = Beside()
_WAYS: Final[tuple[tuple[Offload, bool], ...]] = (
    ("none", False),
    ("none", True),
    ("encoders", False),
    ("encoders", True),
    ("model", False),
    ("model", True),
    ("group", True),
    ("sequential", True),
)
"""How to offload, and whether the autoencoder works in tiles; the fastest first."""
_QUICK: Final[tuple[Offload, ...]] = ("none", "encoders", "model")
"""With these no step of sampling waits for weights."""
_PLACES: Final[dict[Offload, str]] = {
    "none": "all of it lies",
    "encoders": "all but the text encoders' blocks that wait their turn lies",
    "model": "only the part at work lies",
    "group": "only the blocks at work lie",
    "sequential": "only the layer at work lies",
}


def fitted(
    weights: Weights,
    where: Device,
    demand: Demand,
    *,
    beside: Beside = _NOTHING,
    offload: Offload | None = None,
    numbers: Numbers | None = None,
    main_memory: int | None = None,
) -> Fit:
    """The fastest way in which painting such pictures fits the device's free memory.

    `beside` is what an adapter and a Redux model take beside the model. `offload` and `numbers`
    are the user's, None: chosen. `main_memory` are the computer's free bytes, where what is not on
    the device waits; None: enough. When nothing fits, the way that needs least is taken, and said
    to be doubtful.
    """
    chosen = numbers or numbers_of(where)
    need = needs(weights, demand, chosen, beside, shared=where.shares_memory)
    if numbers is None and where.kind == "cpu" and need.weights > where.free:
        chosen = "bfloat16"
        need = needs(weights, demand, chosen, beside, shared=True)
    way, tiled = _way(need, where, offload)
    fit = Fit(where.name, chosen, way, tiled, sliced=tiled)
    return replace(fit, said=_sentence(weights, need, where, fit, main_memory, beside))


def suited_quantisation(need: Needs, where: Device) -> str | None:
    """The best GGUF quantisation of the denoiser with which no more than whole parts of the
    pipeline must be moved out of the device's memory; None: not even the smallest."""
    for row in table("memory")["quantisations"]:
        if fits_quickly(need.quantised(row["bits"]), where):
            return str(row["name"])
    return None


def fits_quickly(need: Needs, where: Device) -> bool:
    """Whether it fits the device's free memory with no more than whole parts moved out of it."""
    ways: tuple[Offload, ...] = ("none",) if where.shares_memory else _QUICK
    return any(need.on_device(way, tiled=True) <= where.free for way in ways)


def _way(need: Needs, where: Device, wanted: Offload | None) -> tuple[Offload, bool]:
    offload = wanted or ("none" if where.shares_memory else None)
    ways = [way for way in _WAYS if offload in (None, way[0])]
    for way, tiled in ways:
        if need.on_device(way, tiled=tiled) <= where.free:
            return way, tiled
    return ways[-1]


def _sentence(
    weights: Weights,
    need: Needs,
    where: Device,
    fit: Fit,
    main_memory: int | None,
    beside: Beside,
) -> str:
    there = need.on_device(fit.offload, tiled=fit.tiled)
    tiles = "in tiles" if fit.tiled else "in one piece"
    said = (
        f"{weights.name} in {fit.numbers}, {_gb(need.weights)} of weights, offload {fit.offload}: "
        f"{_PLACES[fit.offload]} on {where.title} ({where.name}), its autoencoder {tiles}, "
        f"about {_gb(there)} of {_gb(where.free)} free"
    )
    if beside.encoders and not where.shares_memory:
        said += f"; image encoders of {_gb(beside.encoders)} stay in main memory"
    if fit.offload != "none":
        said += f"; the rest of {_gb(need.weights)} waits in main memory"
        if main_memory is not None and main_memory < need.weights:
            said += f", of which only {_gb(main_memory)} are free"
    return f"{said}{_advice(weights, need, where, fit, there)}."


def _advice(weights: Weights, need: Needs, where: Device, fit: Fit, there: int) -> str:
    """What would do better; empty when all is well."""
    short = there > where.free
    if not short and fit.offload in _QUICK:
        return ""
    why = "; that is more than is free, and may fail" if short else ", which is slow"
    better = suited_quantisation(need, where) if weights.making.part == "transformer" else None
    if better is not None and weights.kind != "gguf":
        return f"{why}: a GGUF file of it in {better} would fit better"
    return f"{why}: a smaller model or smaller pictures would fit better"


def _gb(size: int) -> str:
    return f"{size / 1e9:.1f} GB"
