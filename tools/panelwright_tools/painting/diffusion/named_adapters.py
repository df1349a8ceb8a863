"""IP-Adapters that go by a short name: where they and their image encoders are, and their sizes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from panelwright_tools.domain import UserError
from panelwright_tools.painting.diffusion import hub_cache
from panelwright_tools.painting.diffusion.named_sets import Gigabytes
from panelwright_tools.painting.diffusion.tables import table


@dataclass(frozen=True)
class NamedAdapter:
    """An adapter of data/adapters.toml."""

    name: str
    title: str
    family: str
    """Of the models that it goes with, as in families.toml."""
    repository: str
    """Hub id."""
    weights: str
    """Its file in the repository."""
    encoder: str
    """The folder of its image encoder in the repository."""
    licence: str
    size: Gigabytes
    """To download, with the encoder."""
    beside: Gigabytes
    """On the card, beside the model."""
    encoder_memory: Gigabytes
    """Of the computer's memory."""
    read: tuple[str, ...]
    """The pages that say so."""

    @property
    def files(self) -> tuple[str, ...]:
        """All that is downloaded, the small ones first."""
        beside = (f"{self.encoder}/{name}" for name in ("config.json", "model.safetensors"))
        return (*beside, self.weights)

    @property
    def is_cached(self) -> bool:
        """Whether all of it lies in the cache."""
        return all(hub_cache.cached(f"{self.repository}/{file}") for file in self.files)

    def located(self) -> tuple[Path, Path]:
        """Its file and its encoder's folder in the cache. Raises UserError when they aren't."""
        folder = hub_cache.snapshot(self.repository)
        if folder is None or not self.is_cached:
            raise UserError(
                f"the IP-Adapter {self.name} is not in the cache at {hub_cache.cache()}, or not "
                f"all of it; download it with `agent models pull {self.name}`."
            )
        return folder / self.weights, folder / self.encoder


@cache
def named_adapters() -> Mapping[str, NamedAdapter]:
    """All of them, by name."""
    return {
        name: NamedAdapter(name, **{**row, "read": tuple(row["read"])})
        for name, row in table("adapters").items()
    }


def adapter_named(name: str) -> NamedAdapter | None:
    """The adapter of that name, unless a file or folder here is called so."""
    return None if Path(name).expanduser().exists() else named_adapters().get(name)
