"""Passages and sounds to items that can be placed: blocks of lines in several proportions."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from panelwright_tools.domain.story import Sound
from panelwright_tools.domain.vocabulary import SpeechKind
from panelwright_tools.lettering.breaking import LEADING, Block, blocks
from panelwright_tools.lettering.items import Item, Variant
from panelwright_tools.lettering.script import Passage
from panelwright_tools.lettering.shapes import balloon_half
from panelwright_tools.lettering.sounds import SoundSetting
from panelwright_tools.lettering.stage import Actor, Stage
from panelwright_tools.lettering.typeset import set_words

_BALLOON_PAD = 0.95
"""Ems between the text and the side of a balloon."""
CAPTION_PAD = (0.62, 0.4)
"""Ems between a caption and its box, across and down."""
_WIDEST_BALLOON = 15.0
"""Ems; longer lines tire the eye."""
_BEST_SHAPE = 1.9
"""Width to height of a text block that a letterer likes."""
_VARIANTS = 4
_WHISPER_SCALE = 0.9


@dataclass(frozen=True)
class SetPassage:
    """A passage with the ways to set it."""

    passage: Passage
    em: float
    """Pixels per em of its text."""
    blocks: tuple[Block, ...]
    item: Item
    actor: Actor | None = None


@dataclass(frozen=True)
class SetSound:
    """A sound effect with its item."""

    sound: Sound
    index: int
    setting: SoundSetting
    item: Item


def _shape_cost(block: Block) -> float:
    shape = max(block.width / block.height, 1e-3)
    lonely = block.widths[-1] < 0.4 * block.width and len(block.widths) > 1
    return 2.2 * abs(math.log(shape / _BEST_SHAPE)) + 18 * max(block.cost, 0.0) + 1.5 * lonely


def _balloon_size(block: Block, em: float, kind: SpeechKind) -> tuple[float, float]:
    widths = [width * em for width in block.widths]
    half_x, half_y = balloon_half(widths, LEADING * em, _BALLOON_PAD * em, kind)
    return 2 * half_x, 2 * half_y


def _best(pairs: list[tuple[Block, Variant]]) -> list[tuple[Block, Variant]]:
    return sorted(pairs, key=lambda pair: pair[1].cost)[:_VARIANTS]


def set_caption(
    passage: Passage, em: float, stage: Stage, joined_to: int | None, closing: bool = False
) -> SetPassage:
    """A caption: a paper box, from a wide line to a narrow column."""
    pad_x, pad_y = CAPTION_PAD[0] * em, CAPTION_PAD[1] * em
    room = stage.size[0] - 1.1 * em - 2 * pad_x
    words = set_words(passage.words, "speech", max(room / em, 2.0))
    pairs = []
    for block in blocks(words, min(max(room / em, 2.0), 34.0), lens=0.0):
        width, height = block.width * em + 2 * pad_x, block.height * em + 2 * pad_y
        wide = abs(math.log(max(block.width / block.height, 1e-3) / 6.0))
        pairs.append((block, Variant(width, height, 1.2 * wide + 12 * block.cost)))
    chosen = _best(pairs)
    variants = tuple(variant for _, variant in chosen)
    item = Item("caption", variants, joined_to=joined_to, closing=closing)
    return SetPassage(passage, em, tuple(block for block, _ in chosen), item)


def set_balloon(
    passage: Passage, em: float, stage: Stage, joined_to: int | None, ends: bool = True
) -> SetPassage:
    """A balloon with its speaker's mouth as its aim."""
    if passage.voice is SpeechKind.WHISPER:
        em = em * _WHISPER_SCALE
    pad = 2 * _BALLOON_PAD * em + 1.1 * em
    limit = max(2.0, min(_WIDEST_BALLOON, (stage.size[0] - pad) / em / 1.1))
    words = set_words(passage.words, "speech", limit)
    pairs = []
    for block in blocks(words, limit):
        width, height = _balloon_size(block, em, passage.voice)
        pairs.append((block, Variant(width, height, _shape_cost(block))))
    chosen = _best(pairs)
    actor = None
    if passage.voice is not SpeechKind.OFF_PANEL:
        actor = stage.voice(passage.speaker)
    variants = tuple(variant for _, variant in chosen)
    item = Item(
        "balloon",
        variants,
        aim=mouth_of(actor),
        head=actor.face if actor is not None else None,
        off_panel=actor is None,
        joined_to=joined_to,
        ends=ends,
        voice=passage.voice.value,
        gap=em * (1.7 if passage.voice is SpeechKind.THOUGHT else 0.9),
    )
    return SetPassage(passage, em, tuple(block for block, _ in chosen), item, actor)


def mouth_of(actor: Actor | None) -> tuple[float, float] | None:
    """Where an actor speaks: its mouth, the lower face, or near its top."""
    if actor is None:
        return None
    if actor.mouth is not None:
        return actor.mouth
    left, top, right, bottom = actor.face or actor.box
    share = 0.7 if actor.face is not None else 0.25
    return ((left + right) / 2, top + (bottom - top) * share)


def set_passages(passages: Sequence[Passage], em: float, stage: Stage) -> list[SetPassage]:
    """Every passage at one text size."""
    found: list[SetPassage] = []
    for index, passage in enumerate(passages):
        joined_to = index - 1 if passage.goes_on and index else None
        if passage.kind == "caption":
            closing = any(one.kind == "balloon" for one in passages[:index])
            found.append(set_caption(passage, em, stage, joined_to, closing))
            continue
        ends = index + 1 == len(passages) or not passages[index + 1].goes_on
        found.append(set_balloon(passage, em, stage, joined_to, ends))
    return found
