"""From a brief to the prompts of a family: `fitted` is the door of this tool."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from panelwright_tools.domain import Brief, BriefRegion
from panelwright_tools.prompting.counting import TokenCounter
from panelwright_tools.prompting.families import TextSide
from panelwright_tools.prompting.filling import (
    Filled,
    Fits,
    Piece,
    filled,
    filled_together,
    filled_with_all,
)
from panelwright_tools.prompting.fitted import FittedPrompt, FittedRegion
from panelwright_tools.prompting.groups import Group, counted_together, group_pieces, parted, wide
from panelwright_tools.prompting.negative import negative_pieces, unsaid_absences
from panelwright_tools.prompting.notes import corrections
from panelwright_tools.prompting.phrases import clean
from panelwright_tools.prompting.quoting import quotes
from panelwright_tools.prompting.rendering import rendered
from panelwright_tools.prompting.scene import scene_pieces
from panelwright_tools.prompting.subject import Subject, subjects
from panelwright_tools.prompting.wording import phrase

_RANKS = {
    "trigger": 0, "constant": 1, "deed": 2, "action": 2, "pose": 2, "look": 3, "face": 4,
    "apart": 5, "facing": 6,
}  # fmt: skip
"""What of a region is kept first, after its name. What it does with others is the picture's."""


def fitted(
    brief: Brief,
    text_side: TextSide,
    counters: Sequence[TokenCounter],
    together: int | None = None,
) -> FittedPrompt:
    """The prompts of a brief for a family, within what its text encoders read.

    `counters` count for the encoders of `text_side`, one each in their order; with another number
    of them, all are taken to read the whole prompt. Whole phrases are kept, by priority: style,
    cast, must-haves, place, then the rest, the larger first; what has no room is named in
    `left_out`. Quoted words stay as they are, or are left out whole. Same brief, same words.
    `together` is the most tokens of the picture's prompt and all regions' in one, where a model
    reads them so: the regions' names are then kept before their details, the cast's before others.
    """
    told = subjects(brief, text_side)
    seen = _spoken_of(brief, text_side)
    names = {item.region.id for item in seen.regions}
    pieces = scene_pieces(seen, [one for one in told if one.id in names], text_side)
    whole, start = _readers(text_side, counters)
    base = _fill(pieces, _fits(text_side, whole))
    prompt = rendered(base.kept, text_side.wording)
    room = None if together is None else together - _tokens(prompt, whole)
    regions, dropped, short_ones = _regions(brief, told, text_side, whole, room)
    negative = _negative(brief, text_side, counters)
    short = _fill(pieces, _fits(text_side, start)) if start else base
    left = (*base.left_out, *dropped, *negative.left_out, *_unsaid(brief, text_side))
    return FittedPrompt(
        prompt=prompt,
        negative_prompt=rendered(negative.kept, "tags"),
        regions=regions,
        left_out=tuple(dict.fromkeys(left)),
        shortened=tuple(dict.fromkeys((*base.shortened, *short_ones))),
        short_prompt=rendered(short.kept, text_side.wording),
        notes=tuple(corrections(brief, text_side, regions)),
    )


def _spoken_of(brief: Brief, side: TextSide) -> Brief:
    """What the whole picture's prompt names: of a canvas with regions only what is wide."""
    if brief.grid is None or not side.regions:
        return brief
    return brief.model_copy(update={"regions": tuple(filter(wide, brief.regions))})


def _readers(
    side: TextSide, counters: Sequence[TokenCounter]
) -> tuple[list[TokenCounter], list[TokenCounter]]:
    """The counters of encoders that read the whole prompt, and of those that read its start."""
    if len(counters) != len(side.encoders):
        return list(counters), []
    pairs = list(zip(side.encoders, counters, strict=True))
    start = [counter for encoder, counter in pairs if encoder.reads == "start"]
    return [counter for encoder, counter in pairs if encoder.reads == "whole"], start


def _fits(side: TextSide, counters: Sequence[TokenCounter], most: int | None = None) -> Fits:
    """Whether pieces fit all of the encoders, and take at most so many tokens."""

    def fits(pieces: Sequence[Piece]) -> bool:
        text = rendered(pieces, side.wording)
        return all(
            counter.count(text) <= (counter.limit if most is None else min(counter.limit, most))
            for counter in counters
        )

    return fits


def _fill(pieces: Sequence[Piece], fits: Fits) -> Filled:
    return filled(pieces, fits, _more())


def _more() -> Piece:
    return Piece(phrase("overflow"), (0,), "more")


def _regions(
    brief: Brief,
    told: Sequence[Subject],
    side: TextSide,
    counters: Sequence[TokenCounter],
    room: int | None,
) -> tuple[tuple[FittedRegion, ...], tuple[str, ...], tuple[str, ...]]:
    """The words of each region or group of regions, what was left out of them, and what of that is
    told in fewer words.

    `room` is what they may take together; None: as much as they like.
    """
    if not side.regions:
        return (), (), ()
    fits = _fits(side, counters, side.region_tokens)
    single, groups = parted(brief, told, side.most_regions)
    parts = [
        (FittedRegion(one.id, "", item.box, item.region.depth, (one.id,)),
         filled(_pieces(item, one), fits))
        for item, one in single
    ]  # fmt: skip
    for group in groups:
        names = tuple(one.id for _, one in group.members)
        region = FittedRegion(group.id, "", group.box, group.depth, names)
        parts.append((region, _filled_group(group, fits)))
    said = [words for _, words in parts]
    if room is not None:
        cast = {item.region.id for item in brief.regions if item.character is not None}
        first = [not cast.isdisjoint(region.members) for region, _ in parts]
        said = filled_together(said, first, partial(_taken, side, counters), room)
    regions = (
        replace(region, prompt=rendered(words.kept, side.wording))
        for (region, _), words in zip(parts, said, strict=True)
        if words.kept
    )
    left_out = tuple(text for words in said for text in words.left_out)
    return tuple(regions), left_out, tuple(text for words in said for text in words.shortened)


def _filled_group(group: Group, fits: Fits) -> Filled:
    """The words of a group; what became the same in fewer words counts once, with its number."""

    def together(pieces: Sequence[Piece]) -> bool:
        return fits(counted_together(group, pieces))

    words = filled_with_all(tuple(group_pieces(group)), together, _more())
    return replace(words, kept=counted_together(group, words.kept))


def _taken(side: TextSide, counters: Sequence[TokenCounter], pieces: Sequence[Piece]) -> int:
    """Tokens of a region's words; one without words is not told to the model."""
    return _tokens(rendered(pieces, side.wording), counters) if pieces else 0


def _tokens(text: str, counters: Sequence[TokenCounter]) -> int:
    return max((counter.count(text) for counter in counters), default=0)


def _pieces(item: BriefRegion, one: Subject) -> list[Piece]:
    """A region's own words: nothing of the style, nothing of others."""
    pieces = [Piece(one.name, (0,), one.id, shorter=one.shorter, whose=one.id)]
    for number, detail in enumerate(one.details):
        if detail.sort in _RANKS:
            rank = (_RANKS[detail.sort], number)
            pieces.append(Piece(detail.text, rank, one.id, about=one.id, whose=one.id))
    return pieces


def _negative(brief: Brief, side: TextSide, counters: Sequence[TokenCounter]) -> Filled:
    whole, start = _readers(side, counters)
    readers = [*whole, *start]
    pieces = negative_pieces(brief, side)
    return filled(pieces, _fits(replace(side, wording="tags"), readers)) if pieces else Filled(())


def _unsaid(brief: Brief, side: TextSide) -> tuple[str, ...]:
    """What can't be said to the family at all: letters to paint, what must not be seen."""
    texts = [brief.prompt, brief.place.phrase if brief.place is not None else ""]
    texts += [text for item in brief.regions for text in (item.region.phrase, item.region.prompt)]
    letters = () if side.quoted else tuple(q for text in texts for q in quotes(clean(text)))
    return (*letters, *unsaid_absences(brief, side))
