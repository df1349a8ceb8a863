"""One regional prompt for a canvas, as plain data for other programs."""

from pathlib import Path
from typing import Any

from panelwright_tools.domain import UserError
from panelwright_tools.prompting.canvas.brief import canvas_brief
from panelwright_tools.prompting.canvas.items import Canvas
from panelwright_tools.prompting.compose import fitted
from panelwright_tools.prompting.families import TextSide, bounds, text_side, token_counters
from panelwright_tools.prompting.notes import named


def regional_prompt(canvas: Canvas, family: str, tokenizers: Path | None = None) -> dict[str, Any]:
    """The words for a family: prompt, negative prompt, regions with boxes and the requests in them.

    `whole` are the requests that belong to the whole picture, since they reach over half of it, or
    the family knows no regions: what of them had room is in the prompt.
    `tokenizers` is the folder of a model in the layout of diffusers, whose tokenizers count; None:
    upper bounds count. Raises UserError for an unknown family, and for a folder without them.
    """
    side = text_side(family)
    found = canvas_brief(canvas)
    exact = token_counters(side, _loaded(side, tokenizers)) if tokenizers is not None else None
    words = fitted(found.brief, side, exact or bounds(side))
    texts = {item.region.id: item.region.phrase for item in found.brief.regions}
    apart = {name for region in words.regions for name in region.members}
    left_out = [named(t, texts) for t in words.left_out if t not in words.shortened]
    return {
        "family": side.family,
        "prompt": words.prompt,
        "short_prompt": words.short_prompt,
        "negative_prompt": words.negative_prompt,
        "regions": [
            {
                "id": region.id,
                "box": list(region.box),
                "prompt": region.prompt,
                "items": [texts[name] for name in region.members],
            }
            for region in words.regions
        ],
        "whole": [text for name, text in texts.items() if name not in apart],
        "left_out": [*found.left_out, *left_out],
        "shortened": [named(text, texts) for text in words.shortened],
        "notes": [*found.notes, *words.notes],
    }


def _loaded(side: TextSide, folder: Path) -> dict[str, Any]:
    """The tokenizers of a model, under the names that its pipeline has for them."""
    try:
        from transformers import AutoTokenizer
    except ImportError as error:
        raise UserError(
            'Counting with a model\'s tokenizers needs `pip install "panelwright[local]"`.'
        ) from error
    parts = {}
    for encoder in side.encoders:
        if (folder / encoder.part).is_dir():
            try:
                parts[encoder.part] = AutoTokenizer.from_pretrained(folder / encoder.part)
            except (OSError, ValueError) as error:
                raise UserError(f"{folder / encoder.part} holds no tokenizer: {error}.") from error
    if not parts:
        wanted = ", ".join(encoder.part for encoder in side.encoders)
        raise UserError(f"{folder} has no tokenizers of {side.title}; it should hold {wanted}.")
    return parts
