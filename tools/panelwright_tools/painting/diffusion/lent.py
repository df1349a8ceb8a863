"""The LoRAs of the characters on a panel: read for the model, and given to their regions."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from panelwright_tools.domain import Brief, Lora, ToolError
from panelwright_tools.painting.diffusion.sampling import CharacterLora


@dataclass(frozen=True)
class Acting:
    """Whose LoRAs act, and what the reader of the report should know of it."""

    of: Mapping[str, tuple[CharacterLora, ...]]
    """By the region that shows the character."""
    said: tuple[str, ...]


def character_loras(
    brief: Brief, regions: Collection[str], pipeline: Any, files: Mapping[str, Path]
) -> Acting:
    """The LoRAs of the characters that have one of the regions to themselves.

    `files` are told by their digests; each is read once. Raises UserError when one was made for
    another model, ToolError when its file is damaged or gone.
    """
    of: dict[str, tuple[CharacterLora, ...]] = {}
    said: dict[str, str] = {}
    for region, name, loras in _wanted(brief):
        if region not in regions:
            continue
        of[region] = tuple(_read(lora, pipeline, files) for lora in loras)
        told = ", ".join(f"{lora.file[:8]} at strength {lora.strength:g}" for lora in loras)
        said[name] = f"LoRA of {name}, within the region: {told}."
    return Acting(of, tuple(said.values()))


def _wanted(brief: Brief) -> Iterator[tuple[str, str, tuple[Lora, ...]]]:
    for item in brief.regions:
        if item.character is not None and item.character.loras:
            yield item.region.id, item.character.name, item.character.loras


def _read(lora: Lora, pipeline: Any, files: Mapping[str, Path]) -> CharacterLora:
    from panelwright_tools.painting.diffusion.lora.weights import lora_of

    if lora.file not in files:
        raise ToolError(f"the file of the LoRA {lora.file} is gone; give the character it again.")
    return CharacterLora(lora_of(pipeline, files[lora.file], lora.file), lora.strength)
