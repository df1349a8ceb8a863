"""Which file of a quantised set paints: the best in the cache that the free memory takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from panelwright_tools.painting.diffusion import hub_cache
from panelwright_tools.painting.diffusion.catalogue import kinds
from panelwright_tools.painting.diffusion.demand import Demand
from panelwright_tools.painting.diffusion.device import Device, Numbers, device, numbers_of
from panelwright_tools.painting.diffusion.memory_plan import fits_quickly
from panelwright_tools.painting.diffusion.named_sets import split_name
from panelwright_tools.painting.diffusion.needs import needs
from panelwright_tools.painting.diffusion.weights import located
from panelwright_tools.painting.options import PaintingOptions


@dataclass(frozen=True)
class Picked:
    """A set's name with its quantisation."""

    name: str
    """`set:QUANTISATION`."""
    said: str = ""
    """Why, in a sentence; empty where there was nothing to choose."""


def picked(options: PaintingOptions) -> Picked | None:
    """The best of a set's files in the cache with which no step of sampling waits for weights.

    Where none fits, the smallest is taken. None where the model is no name of a set alone, or
    nothing of the set was pulled. In one process the same files give the same answer, so that a
    model which fills the memory does not change the choice.

    Raises UserError when the user's device isn't there.
    """
    name = options.model or ""
    split = split_name(name)
    if split is None or split[1] is not None or Path(name).expanduser().exists():
        return None
    there = split[0].cached_quantisations()
    if len(there) < 2:
        return Picked(f"{name}:{there[0]}") if there else None
    side = options.side or max(k.native for k in kinds().values() if k.family == split[0].family)
    asked = (name, tuple(there), side, options.device, options.dtype)
    return _picked(*asked, str(hub_cache.cache()))


def pinned(options: PaintingOptions) -> PaintingOptions:
    """The options with the file that is picked, as their model's name. Raises UserError."""
    found = picked(options)
    return options if found is None else options.model_copy(update={"model": found.name})


@lru_cache
def _picked(
    name: str,
    there: Sequence[str],
    side: int,
    wanted: str | None,
    numbers: Numbers | None,
    cache: str,
) -> Picked:
    """`cache` has the choice made anew where other files lie."""
    where = device(wanted)
    for quantisation in there:
        if _fits(f"{name}:{quantisation}", side, where, numbers or numbers_of(where)):
            return Picked(f"{name}:{quantisation}", _said(name, there, quantisation, where))
    return Picked(f"{name}:{there[-1]}", _none_said(name, there, where))


def _fits(name: str, side: int, where: Device, numbers: Numbers) -> bool:
    return fits_quickly(
        needs(located(name), Demand(side**2), numbers, shared=where.shares_memory), where
    )


def _said(name: str, there: Sequence[str], taken: str, where: Device) -> str:
    return (
        f"Of {name}, {taken} is taken: the best in the cache ({', '.join(there)}) that fits the "
        f"{where.free / 1e9:.1f} GB free on {where.title} ({where.name})."
    )


def _none_said(name: str, there: Sequence[str], where: Device) -> str:
    what = "which may fail" if where.shares_memory else "and parts of it wait in main memory"
    return (
        f"Of {name}, nothing in the cache ({', '.join(there)}) fits the {where.free / 1e9:.1f} GB "
        f"free on {where.title} ({where.name}): the smallest, {there[-1]}, is taken, {what}."
    )
