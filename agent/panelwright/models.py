"""Sets of weights: which there are, which of them are here, and getting one."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from panelwright_tools.domain import ToolError, UserError
from panelwright_tools.loading.named import NamedModel, named_models
from panelwright_tools.painting.diffusion import hub_cache
from panelwright_tools.painting.diffusion.named_adapters import NamedAdapter, named_adapters
from panelwright_tools.painting.diffusion.named_sets import NamedSet, named_sets, split_name
from panelwright_tools.painting.diffusion.pulling import (
    Repository,
    Tell,
    looked_up,
    pulled_file,
    pulled_files,
    pulled_folder,
)
from panelwright_tools.painting.diffusion.recognition import makings

Say = Callable[[str], None]
"""Told of what was decided, a sentence at a time."""


@dataclass(frozen=True)
class Row:
    """One set, for a list of them. Sizes and memory are in GB, of 10^9 bytes."""

    name: str
    title: str
    family: str
    size: str
    """To download; of a quantised set: of the smallest to the largest."""
    memory: str
    """Free on a card to paint quickly; of a quantised set: with the smallest to the largest; `none`
    for what stays in the computer's memory."""
    least: str
    """Free on a card to paint at all, likewise."""
    licence: str
    hub_id: str
    cached: str
    """Which of it lies in the cache; empty: nothing."""
    use: str
    """The flag, or setting, that takes it."""
    shipped: bool = False
    """Whether it came with the package."""
    beside: str = ""
    """What it takes beside the model that it goes with, in words; empty: it stands alone."""


_UNKNOWN: Final = "unknown"
"""What no page was found for."""
_NONE: Final = "none"
"""Memory on a card for what stays in the computer's own."""


def listed() -> list[Row]:
    """Every set that paints, what goes beside them, then every model that looks, and whether it is
    in the cache."""
    painters = [_row(one) for one in named_sets().values()]
    adapters = [_adapter_row(one) for one in named_adapters().values()]
    return [*painters, *adapters, *(_looking_row(one) for one in named_models().values())]


def cached_models() -> list[str]:
    """The hub ids of all models in the cache, by name."""
    folders = sorted(hub_cache.cache().glob("models--*--*/snapshots/*"))
    names = [folder.parent.parent.name.split("--", 2)[1:] for folder in folders]
    return sorted({"/".join(parts) for parts in names})


def pulled(name: str, tell: Tell, say: Say) -> Path:
    """Download a set, `set:QUANTISATION`, an adapter, or a hub id, `owner/model` or
    `owner/model/file`.

    Returns where it lies. Raises UserError for an unknown name, ToolError when the hub or the disk
    fails; what is there by then is kept, and the same call goes on from it.
    """
    split = split_name(name)
    if split is not None:
        return _pulled_set(*split, tell, say)
    if name in named_adapters():
        return _pulled_adapter(named_adapters()[name], tell, say)
    if not hub_cache.is_hub_id(name):
        raise UserError(
            f"there is no set {name}, and it is no hub id (owner/model); "
            "`agent models list` shows the sets."
        )
    owner, model, *file = name.split("/", 2)
    repository = looked_up(f"{owner}/{model}")
    if file:
        return pulled_file(repository, file[0], tell)
    return pulled_folder(repository, None, tell)


def _pulled_set(one: NamedSet, quantisation: str | None, tell: Tell, say: Say) -> Path:
    if one.folder is not None:
        say(f"{one.name} came with the package; nothing is downloaded.")
        return one.folder
    if one.file is None or one.components is None:
        say(f"{one.title}: about {one.size:g} GB, licence: {one.licence}.")
        return pulled_folder(looked_up(one.repository), None, tell)
    chosen = quantisation or _suited(one, say)
    size = one.files[chosen] + one.rest
    say(f"{one.title} in {chosen}: about {size:.1f} GB, licence: {one.licence}.")
    repository, others = looked_up(one.repository), looked_up(one.components)
    file = pulled_file(repository, one.file.format(chosen), tell)
    _pull_others(one, others, tell)
    return file


def _pulled_adapter(one: NamedAdapter, tell: Tell, say: Say) -> Path:
    say(f"{one.title}, with its image encoder: about {one.size:g} GB, licence: {one.licence}.")
    return pulled_files(looked_up(one.repository), one.files, tell) / one.weights


def _pull_others(one: NamedSet, others: Repository, tell: Tell) -> None:
    pulled_folder(others, makings()[one.family].part, tell)


def _suited(one: NamedSet, say: Say) -> str:
    """The quantisation that this machine's best device takes, said aloud."""
    try:
        from panelwright_tools.painting.diffusion.device import device

        where = device()
    except ImportError as missing:
        names = ", ".join(f"{one.name}:{quantisation}" for quantisation in one.files)
        raise ToolError(
            "without torch it is unknown how much memory there is to paint with; "
            f"name a quantisation: {names}."
        ) from missing
    chosen = one.suited(where.free)
    say(f"{where.title} ({where.name}) has {where.free / 1e9:.1f} GB free, which takes {chosen}.")
    return chosen


def _row(one: NamedSet) -> Row:
    sizes = [size + one.rest for size in one.files.values()] or [one.size]
    quick = [size + one.beside for size in one.files.values()] or [one.quick]
    return Row(
        name=one.name,
        title=one.title,
        family=one.family,
        size=_range(sizes),
        memory=_NONE if one.option else _range(quick),
        least=_NONE if one.option else f"{one.least:g}",
        licence=f"{one.licence} (agree on its page)" if one.gated else one.licence,
        hub_id=one.repository,
        shipped=one.shipped is not None,
        cached=", ".join(name.removeprefix(f"{one.repository}/") for name in one.cached()),
        use=_use(one),
    )


def _use(one: NamedSet) -> str:
    if one.option:
        return f'{one.option} = "{one.name}" under [painting] in agent.toml'
    return f"--painter {one.name}" if one.shipped else f"--painter diffusers:{one.name}"


def _adapter_row(one: NamedAdapter) -> Row:
    return Row(
        name=one.name,
        title=one.title,
        family=one.family,
        size=f"{one.size:.1f}",
        memory=_UNKNOWN,
        least=_UNKNOWN,
        licence=one.licence,
        hub_id=one.repository,
        cached=one.name if one.is_cached else "",
        use=f'--adapter {one.name}, or adapter = "{one.name}" under [painting]',
        beside=f"{one.beside:g} GB more on the card than the model, and {one.encoder_memory:g} GB "
        "of the computer's memory",
    )


def _looking_row(one: NamedModel) -> Row:
    return Row(
        name=one.repository,
        title=one.title,
        family=one.use.split()[-1],
        size=_UNKNOWN if one.size is None else f"{one.size:.2f}",
        memory=_UNKNOWN,
        least=_UNKNOWN,
        licence=one.licence or _UNKNOWN,
        hub_id=one.repository,
        cached=one.repository if hub_cache.cached(one.repository) is not None else "",
        use=f"{one.use}:{one.repository}",
    )


def _range(values: list[float]) -> str:
    low, high = f"{min(values):.1f}", f"{max(values):.1f}"
    return low if low == high else f"{low} to {high}"
