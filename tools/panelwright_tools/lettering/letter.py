"""Letter a panel: text set in blocks, placed jointly, shaped into balloons; nothing is lost."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from panelwright_tools.domain.story import Panel
from panelwright_tools.domain.vocabulary import Direction
from panelwright_tools.lettering.build import build_balloon, build_caption, build_link
from panelwright_tools.lettering.model import Balloon, Caption, Leftover, Lettering, Link, Strip
from panelwright_tools.lettering.placing import Item, Placement, ground_of, solve
from panelwright_tools.lettering.script import Passage, script_of
from panelwright_tools.lettering.setting import SetPassage, SetSound, mouth_of, set_passages
from panelwright_tools.lettering.sounds import placed, set_sound
from panelwright_tools.lettering.stage import Stage
from panelwright_tools.lettering.strip import strip_of

PAGE_WIDTH = 1200
"""Pixels of page width at which text sizes are given."""
TEXT_SIZE = 20.0
"""Pixels per em of text on a page 1,200 pixels wide."""
LEAST_SIZE = 16.1
"""The smallest text: an x-height of 8.5 pixels on that page."""
MOST_BALLOONS = 6
"""Passages beside the captions that a panel bears before the rest goes to the strip."""


@dataclass(frozen=True)
class LetterWishes:
    """What a repair may ask of the letterer."""

    size: float = 1.0
    """Factor on the text size; never goes below the least."""
    balloon_words: float = 25.0
    """Words that a balloon holds; fewer make smaller balloons."""
    variation: int = 0
    """Another number, another arrangement."""


@dataclass(frozen=True)
class _Try:
    """One attempt to letter the panel, with what it costs."""

    em: float
    kept: tuple[SetPassage, ...]
    sounds: tuple[SetSound, ...]
    placement: Placement
    strip: Strip | None
    leftovers: tuple[Leftover, ...]
    cost: float


def place_letters(
    panel: Panel,
    stage: Stage,
    scale: float = 1.0,
    direction: Direction = Direction.LTR,
    names: Mapping[str, str] | None = None,
    wishes: LetterWishes = LetterWishes(),
) -> Lettering:
    """Letter a panel.

    `scale` is pixels of the picture per pixel of a page 1,200 wide, so that text is equally large
    on every panel of a page. `names` gives the speakers' names for the strip.
    """
    script = script_of(panel, wishes.balloon_words)
    texts: dict[int | None, str] = {None: panel.caption}
    texts.update(enumerate(speech.text for speech in panel.speech))
    rtl = direction is Direction.RTL
    best: _Try | None = None
    for attempt in _ladder(script.passages, scale, wishes):
        tried = _try(panel, stage, attempt, rtl, names or {}, texts)
        if best is None or tried.cost < best.cost:
            best = tried
        if tried.cost < _ACCEPTABLE:
            break
    assert best is not None
    return _build(panel, stage, best, script.leftovers, script.notes, wishes)


_ACCEPTABLE = 55.0
"""Cost of a placement that covers no face, overlaps nothing and reads in order."""
_PER_STRIPPED = 40.0
"""What every passage in the strip costs: balloons are preferred, covered faces are not."""


@dataclass(frozen=True)
class _Rung:
    """How to letter: the text size, and how many passages stay out of the strip."""

    em: float
    passages: tuple[Passage, ...]
    stripped: tuple[Passage, ...]


def _ladder(passages: tuple[Passage, ...], scale: float, wishes: LetterWishes) -> list[_Rung]:
    """Ways to letter, the best first: full size, smaller text, then more and more in the strip."""
    sizes = [max(TEXT_SIZE * wishes.size, LEAST_SIZE), 18.0, LEAST_SIZE]
    sizes = [size for i, size in enumerate(sizes) if i == 0 or size < sizes[0] - 0.5]
    captions = sum(passage.kind == "caption" for passage in passages)
    most = min(len(passages), captions + MOST_BALLOONS)
    rungs = [_Rung(size * scale, passages[:most], passages[most:]) for size in sizes]
    em = LEAST_SIZE * scale
    for kept in range(most - 1, -1, -1):
        rungs.append(_Rung(em, passages[:kept], passages[kept:]))
    return rungs


def _try(
    panel: Panel,
    stage: Stage,
    rung: _Rung,
    rtl: bool,
    names: Mapping[str, str],
    texts: Mapping[int | None, str],
) -> _Try:
    strip: Strip | None = None
    leftovers: tuple[Leftover, ...] = ()
    if rung.stripped:
        strip, leftovers = strip_of(rung.stripped, rung.em, stage.size, names, texts)
    width, height = stage.size
    foot = strip.box[1] if strip is not None else float(height)
    area = (0.0, 0.0, float(width), foot)
    kept = set_passages(rung.passages, rung.em, stage)
    sounds = _sounds(panel, stage, rung.em, area)
    items = [one.item for one in kept] + [one.item for one in sounds]
    ground = ground_of(stage, rung.em, rtl, area)
    placement = solve(items, ground)
    cost = placement.cost + _PER_STRIPPED * len(rung.stripped)
    return _Try(rung.em, tuple(kept), tuple(sounds), placement, strip, leftovers, cost)


def _seed(panel: Panel, index: int) -> int:
    return zlib.crc32(f"{panel.id}/{index}".encode())


def _sounds(
    panel: Panel, stage: Stage, em: float, area: tuple[float, float, float, float]
) -> list[SetSound]:
    found = []
    for index, sound in enumerate(panel.sounds):
        room = (area[2] - area[0], area[3] - area[1])
        setting = set_sound(sound, em, room, _seed(panel, 100 + index))
        if setting is None:
            continue
        actor = stage.actors_by_region.get(sound.source or "")
        left, top, right, bottom = setting.bounds
        from panelwright_tools.lettering.placing import Variant

        item = Item("sound", (Variant(right - left, bottom - top),), aim=mouth_of(actor))
        found.append(SetSound(sound, index, setting, item))
    return found


def _build(
    panel: Panel,
    stage: Stage,
    tried: _Try,
    leftovers: Sequence[Leftover],
    notes: Sequence[str],
    wishes: LetterWishes,
) -> Lettering:
    captions: list[Caption] = []
    balloons: list[Balloon] = []
    links: list[Link] = []
    spots = tried.placement.spots
    for index, (one, spot) in enumerate(zip(tried.kept, spots, strict=False)):
        rng = np.random.default_rng(_seed(panel, index) + wishes.variation)
        if one.passage.kind == "caption":
            captions.append(build_caption(one, spot, rng))
            continue
        tailed = one.item.joined_to is None
        balloons.append(build_balloon(one, spot, stage, tailed, rng))
        if not tailed and len(balloons) > 1:
            numbers = (len(balloons) - 2, len(balloons) - 1)
            links.append(build_link(balloons[-2], balloons[-1], numbers, tried.em))
    sounds = tuple(
        placed(one.setting, spot.rect[:2], one.index, one.sound.source, one.index)
        for one, spot in zip(tried.sounds, spots[len(tried.kept) :], strict=True)
    )
    return Lettering(
        size=stage.size,
        text_size=round(tried.em, 2),
        balloons=tuple(balloons),
        captions=tuple(captions),
        sounds=sounds,
        links=tuple(links),
        strip=tried.strip,
        leftovers=(*leftovers, *tried.leftovers),
        notes=tuple(notes),
    )
