"""Sets of weights that go by a short name: where they are, what they weigh and what they need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion import hub_cache
from panelwright_tools.painting.diffusion.tables import table

Gigabytes = float
"""10^9 bytes."""


@dataclass(frozen=True)
class NamedSet:
    """A set of weights of data/models.toml."""

    name: str
    title: str
    family: str
    """As in families.toml."""
    licence: str
    repository: str = ""
    """Hub id; empty: it is shipped."""
    shipped: str | None = None
    """The folder beside this module that holds it, for what comes with the package."""
    option: str = ""
    """The setting under [painting] that takes it, where it paints nothing by itself; empty: it
    paints."""
    gated: bool = False
    """Whether its page asks for an account and for agreeing to the licence."""
    size: Gigabytes = 0.0
    """To download; of a quantised set: see `files`."""
    whole: Gigabytes = 0.0
    """Free on a card to have everything there."""
    quick: Gigabytes = 0.0
    """Free on a card for no step of sampling to wait for weights."""
    least: Gigabytes = 0.0
    """Free on a card to paint at all."""
    file: str | None = None
    """Of a quantised set: the name of its files, `{}` for the quantisation."""
    components: str | None = None
    """Of a quantised set: the hub id of its other parts."""
    files: Mapping[str, Gigabytes] = field(default_factory=dict)
    """Of a quantised set: the sizes of its files by quantisation, the best first."""
    rest: Gigabytes = 0.0
    """Of a quantised set: the size of its other parts."""
    beside: Gigabytes = 0.0
    """Of a quantised set: free on a card beside its file for sampling not to wait."""
    counted: tuple[str, ...] = ()
    """Quantisations whose size follows from bits and parameters."""

    @property
    def folder(self) -> Path | None:
        """Where it lies, if it is shipped."""
        return None if self.shipped is None else Path(__file__).parent / self.shipped

    def hub_name(self, quantisation: str | None = None) -> str:
        """What it is on the hub: `owner/model`, or `owner/model/file`."""
        if self.file is None:
            return self.repository
        return f"{self.repository}/{self.file.format(quantisation)}"

    def suited(self, free: int) -> str:
        """The best quantisation that paints quickly with so many bytes free on a card; the smallest
        where none does."""
        names = list(self.files)
        quick = (n for n in names if (self.files[n] + self.beside) * 1e9 <= free)
        return next(quick, names[-1])

    def cached(self) -> list[str]:
        """The hub names of it that lie in the cache; of a quantised set the best first."""
        if self.files:
            return [self.hub_name(quantisation) for quantisation in self.cached_quantisations()]
        if self.shipped is not None or hub_cache.cached(self.repository) is None:
            return []
        return [self.repository]

    def cached_quantisations(self) -> list[str]:
        """Those of a quantised set that lie in the cache, the best first."""
        return [name for name in self.files if hub_cache.cached(self.hub_name(name)) is not None]


@cache
def named_sets() -> Mapping[str, NamedSet]:
    """All of them, by name."""
    rows = table("models").items()
    return {
        name: NamedSet(name, **{**row, "counted": tuple(row.get("counted", ()))})
        for name, row in rows
    }


def split_name(name: str) -> tuple[NamedSet, str | None] | None:
    """The set and quantisation that `set` or `set:QUANTISATION` means; None: it is no set's name.

    Raises UserError for a quantisation that the set has not.
    """
    short, _, quantisation = name.partition(":")
    found = named_sets().get(short)
    if found is None:
        return None
    if quantisation and quantisation not in found.files:
        there = ", ".join(found.files) or "none"
        raise UserError(f"{short} has no quantisation {quantisation}; it has {there}.")
    return found, quantisation or None


def meant(name: str) -> tuple[str, str | None]:
    """The hub name, and that of the other parts, of what a set's name means among what was pulled,
    the best where the name says no quantisation; of what is shipped, its folder.

    Raises UserError when nothing of it was.
    """
    split = split_name(name)
    if split is None:
        raise UserError(f"there is no set {name}; `agent models list` shows them.")
    found, quantisation = split
    if found.option:
        raise UserError(
            f'{name} goes beside a model that paints: set {found.option} = "{name}" under '
            "[painting] in agent.toml."
        )
    if found.folder is not None:
        return str(found.folder), None
    there = [found.hub_name(quantisation)] if quantisation else found.cached()
    if not there:
        raise UserError(
            f"{name} is not in the cache at {hub_cache.cache()}; "
            f"download it with `agent models pull {name}`."
        )
    return there[0], found.components


def beside(name: str, option: str) -> str:
    """The hub id of what a set's name means as this setting; any other name as it is."""
    found = named_sets().get(name)
    return found.repository if found is not None and found.option == option else name
