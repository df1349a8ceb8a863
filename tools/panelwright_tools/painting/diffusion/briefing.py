"""From a brief to what a model samples: words that fit, a size that it can take, steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from panelwright_tools.domain import Brief, BriefRegion
from panelwright_tools.painting.diffusion.families.texts import limited
from panelwright_tools.painting.diffusion.family import Abilities
from panelwright_tools.painting.diffusion.holding import Held, shares_attention
from panelwright_tools.painting.diffusion.lent import character_loras
from panelwright_tools.painting.diffusion.outlining import anchor_of
from panelwright_tools.painting.diffusion.regional.emphasis import occurrences
from panelwright_tools.painting.diffusion.regional.plan import usable
from panelwright_tools.painting.diffusion.sampling import Reference, RegionPrompt, Sampling
from panelwright_tools.painting.options import PaintingOptions
from panelwright_tools.painting.picture import Picture
from panelwright_tools.prompting.bare import bare_of
from panelwright_tools.prompting.compose import fitted
from panelwright_tools.prompting.families import TextSide, text_side
from panelwright_tools.prompting.fitted import FittedPrompt, FittedRegion
from panelwright_tools.prompting.notes import left_out_notes

_NONE: Final[Mapping[str, Path]] = {}


@dataclass(frozen=True)
class Briefed:
    """A sampling, and what the reader of the report should know of it."""

    sampling: Sampling
    notes: tuple[str, ...]


def briefed(
    brief: Brief,
    held: Held,
    options: PaintingOptions,
    references: Mapping[str, Picture],
    loras: Mapping[str, Path] = _NONE,
) -> Briefed:
    """The sampling of a whole picture for a brief; its size may differ from the brief's.

    `loras` holds the files of the characters' LoRAs by their digests. Raises UserError when one was
    made for another model, ToolError when it is damaged or gone.
    """
    counters = limited(held.family.counters(held.pipeline), options.sequence_length)
    words = fitted(brief, _text_side(held), counters, held.abilities.together)
    if options.bare:
        words = bare_of(words, brief)
    regions, changed = usable(_regions(words, brief, references, options.reference_strength))
    shares = bool(references) and shares_attention(options)
    regions, unshared = _sharing(regions, held, shares)
    acting = character_loras(brief, [one.id for one in regions], held.pipeline, loras)
    regions = [replace(region, loras=acting.of.get(region.id, ())) for region in regions]
    blended = "latents" in (options.regions, held.abilities.regions)
    regions, rests = _blended(regions) if blended else (regions, ())
    size = sampled_size(brief.size, options.side or held.side, held.abilities)
    preset = held.kind.presets[brief.quality]
    sampling = Sampling(
        prompt=words.prompt,
        negative_prompt=words.negative_prompt,
        short_prompt=words.short_prompt,
        size=size,
        seed=brief.seed,
        steps=options.steps or preset.steps,
        guidance=_guidance(words, held, options, preset.guidance),
        regions=tuple(regions),
        base_ratio=options.base_ratio,
        blended=blended,
        sequence_length=options.sequence_length,
    )
    return Briefed(
        sampling, (*_said(words, brief, size), *changed, *unshared, *(rests or acting.said))
    )


def _guidance(words: FittedPrompt, held: Held, options: PaintingOptions, usual: float) -> float:
    """What is set, else the preset's; none where the words to follow and those to shun are the
    same: the network is then asked once a step, and says what it would otherwise say twice."""
    told, shunned = words.prompt, words.negative_prompt
    if told == shunned and not words.regions and not held.abilities.distilled:
        return 1.0
    return usual if options.guidance is None else options.guidance


def sampled_size(wanted: tuple[int, int], side: int, able: Abilities) -> tuple[int, int]:
    """Width and height in the wanted proportions, as large as a square of that side.

    Both are multiples of the grain; models paint best at about the size that they were trained on.
    A picture that would be longer than the model can paint is smaller.
    """
    grain = able.grain
    scale = side / (wanted[0] * wanted[1]) ** 0.5
    if able.longest is not None:
        scale = min(scale, able.longest / max(wanted))
    width, height = (max(grain, round(edge * scale / grain) * grain) for edge in wanted)
    return width, height


def _text_side(held: Held) -> TextSide:
    """What can be said to the checkpoint: an undistilled one of any family heeds a negative."""
    able = held.abilities
    side = text_side(held.family.name)
    return replace(side, negative=not able.distilled, quoted=able.paints_text)


def _regions(
    words: FittedPrompt, brief: Brief, references: Mapping[str, Picture], strength: float
) -> Sequence[RegionPrompt]:
    items = {item.region.id: item for item in brief.regions}
    return [_region(region, items, references, strength) for region in words.regions]


def _region(
    region: FittedRegion,
    items: Mapping[str, BriefRegion],
    references: Mapping[str, Picture],
    strength: float,
) -> RegionPrompt:
    """A region's words; pictures and character only where it is a single one."""
    item = items[region.members[0]] if len(region.members) == 1 else None
    character = item.character if item is not None else None
    names = character.references if character is not None else ()
    looks = {
        n: Reference(references[n].image, strength, references[n].outline)
        for n in names
        if n in references
    }
    return RegionPrompt(
        id=region.id,
        prompt=region.prompt,
        box=region.box,
        depth=region.depth,
        emphasis=_emphasis(region, items),
        references=tuple(looks.values()),
        anchor=looks.get(anchor_of(names, references) or ""),
        character=character.id if character is not None else None,
    )


def _emphasis(region: FittedRegion, items: Mapping[str, BriefRegion]) -> dict[str, float]:
    """Phrase of the region's prompt to the factor on its attention, as its members ask."""
    factors: dict[str, float] = {}
    for item in (items[name] for name in region.members):
        factors |= {phrase: by for phrase, by in item.damped if occurrences(phrase, region.prompt)}
        words = _naming(item, region) if item.emphasis != 1 else None
        if words is not None:
            factors[words] = item.emphasis
    return factors


def _naming(item: BriefRegion, region: FittedRegion) -> str | None:
    """The words of the prompt that name what is to be seen; in a region of its own, all of them
    where they name it otherwise than the plan does."""
    name = item.character.name if item.character is not None else ""
    for phrase in (item.region.phrase, item.region.noun, name):
        if occurrences(phrase, region.prompt):
            return phrase
    return region.prompt if len(region.members) == 1 else None


def _sharing(
    regions: Sequence[RegionPrompt], held: Held, wanted: bool
) -> tuple[list[RegionPrompt], Sequence[str]]:
    """The regions with what they share attention with, and what there is to say of it."""
    if wanted and held.abilities.shares:
        return list(regions), ()
    apart = [replace(region, anchor=None) for region in regions]
    if not wanted or not any(region.references for region in regions):
        return apart, ()
    scheduler = type(held.pipeline.scheduler).__name__
    told = f"its scheduler, {scheduler}, does not tell how far a step is noised"
    return apart, (f"The model's attention is not shared with portraits: {told}.",)


def _blended(regions: Sequence[RegionPrompt]) -> tuple[list[RegionPrompt], tuple[str, ...]]:
    """The regions with what acts without attention, and what there is to say of it."""
    if not regions:
        return [], ()
    plain = [replace(one, emphasis={}, references=(), anchor=None, loras=()) for one in regions]
    note = "Regions are kept apart by blending latents, one run of the model for each"
    rests = ", and emphasis, pictures of characters and their LoRAs rest"
    return plain, (f"{note}{rests if plain != list(regions) else ''}.",)


def _said(words: FittedPrompt, brief: Brief, size: tuple[int, int]) -> list[str]:
    notes = list(words.notes)
    notes += left_out_notes(brief, words)
    if size != brief.size:
        sampled, wanted = ("×".join(map(str, pixels)) for pixels in (size, brief.size))
        notes.append(f"Painted at {sampled} pixels and brought to {wanted}.")
    return notes
