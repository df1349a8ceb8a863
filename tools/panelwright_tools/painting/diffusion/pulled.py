"""Whether the named sets that a painter is made of were pulled, told of all of them at once."""

from collections.abc import Iterator
from pathlib import Path

from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion import hub_cache
from panelwright_tools.painting.diffusion.named_adapters import adapter_named
from panelwright_tools.painting.diffusion.named_sets import Gigabytes, NamedSet, split_name
from panelwright_tools.painting.options import PaintingOptions


def check_pulled(options: PaintingOptions) -> None:
    """Raises UserError, with the commands that fetch them, when named sets are not in the cache."""
    missing = dict([*_model(options.model), *_adapter(options.adapter)])
    if not missing:
        return
    pulls = " and ".join(f"`agent models pull {name}`" for name in missing)
    raise UserError(
        f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not in the cache at "
        f"{hub_cache.cache()}, or not all of it; download with {pulls} "
        f"(about {sum(missing.values()):.1f} GB)."
    )


def _model(name: str | None) -> Iterator[tuple[str, Gigabytes]]:
    """The set that a name means, if it isn't there, with what there is to download."""
    split = split_name(name) if name is not None and not Path(name).expanduser().exists() else None
    if name is None or split is None or split[0].folder is not None or split[0].option:
        return
    one, quantisation = split
    there = one.cached()
    if not there or (quantisation is not None and one.hub_name(quantisation) not in there):
        yield name, _size(one, quantisation)


def _size(one: NamedSet, quantisation: str | None) -> Gigabytes:
    """That of the smallest file where the quantisation is left to the machine."""
    if not one.files:
        return one.size
    return one.rest + (one.files[quantisation] if quantisation else min(one.files.values()))


def _adapter(name: str | None) -> Iterator[tuple[str, Gigabytes]]:
    known = adapter_named(name) if name is not None else None
    if known is not None and not known.is_cached:
        yield known.name, known.size
