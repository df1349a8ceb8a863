"""Letter a panel: text set in blocks, placed jointly, shaped into balloons; nothing is lost."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from panelwright_tools.domain.story import Panel
from panelwright_tools.domain.vocabulary import Direction
from panelwright_tools.lettering.build import build_balloon, build_caption, build_link
from panelwright_tools.lettering.faults import faults
from panelwright_tools.lettering.ground import ground_of
from panelwright_tools.lettering.items import Item, Variant
from panelwright_tools.lettering.model import Balloon, Caption, Leftover, Lettering, Link, Strip
from panelwright_tools.lettering.order import middle
from panelwright_tools.lettering.placing import Placement, solve
from panelwright_tools.lettering.script import Passage, Script, script_of
from panelwright_tools.lettering.setting import SetPassage, SetSound, mouth_of, set_passages
from panelwright_tools.lettering.sounds import placed, set_sound
from panelwright_tools.lettering.stage import Stage, shifted
from panelwright_tools.lettering.strip import NARROWEST, strip_of

PAGE_WIDTH = 1200
"""Pixels of page width at which text sizes are given."""
TEXT_SIZE = 20.0
"""Pixels per em of text on a page 1,200 pixels wide."""
LEAST_SIZE = 16.1
"""The smallest text: an x-height of 8.5 pixels on that page."""
MOST_BALLOONS = 6
"""Passages beside the captions that a panel bears before the rest goes to the strip."""
_SMALLER = 0.3
"""Price, in faults, of each step to smaller text: less than a face that is hardly touched."""
_STRIPPED = 0.8
"""Price of each passage that goes to the strip."""
_LETTER_AREA = 0.5 * 1.12
"""Square ems that a letter takes, about."""
_LEFT_OVER = 3.0
"""Price of each passage that finds no room at all."""


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
class _Rung:
    """How to letter: the text size, and how many passages go to the strip."""

    em: float
    passages: tuple[Passage, ...]
    stripped: tuple[Passage, ...]
    price: float
    """What this way of lettering costs beside its faults."""


@dataclass(frozen=True)
class _Try:
    """One attempt to letter the panel, with what it costs."""

    em: float
    stage: Stage
    kept: tuple[SetPassage, ...]
    sounds: tuple[SetSound, ...]
    placement: Placement
    strip: Strip | None
    shift: float
    leftovers: tuple[Leftover, ...]
    cost: float


@dataclass(frozen=True)
class _Order:
    """What is to be lettered, and how."""

    panel: Panel
    stage: Stage
    rtl: bool
    names: Mapping[str, str]
    texts: Mapping[int | None, str]
    variation: int


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
    order = _Order(panel, stage, rtl, names or {}, texts, wishes.variation)
    best: _Try | None = None
    for rung in _ladder(script.passages, scale, wishes):
        if rung.passages and _hopeless(rung, stage):
            continue
        if best is not None and rung.price >= best.cost:
            break
        tried = _try(order, rung)
        if best is None or tried.cost < best.cost:
            best = tried
    assert best is not None
    return _build(order, best, script)


def _ladder(passages: tuple[Passage, ...], scale: float, wishes: LetterWishes) -> list[_Rung]:
    """Ways to letter, dearest last: full size, smaller text, more and more in the strip."""
    sizes = [max(TEXT_SIZE * wishes.size, LEAST_SIZE), 18.0, LEAST_SIZE]
    sizes = [size for i, size in enumerate(sizes) if i == 0 or size < sizes[0] - 0.5]
    captions = sum(passage.kind == "caption" for passage in passages)
    most = min(len(passages), captions + MOST_BALLOONS)
    rungs = [
        _Rung(size * scale, passages[:most], passages[most:], _SMALLER * number)
        for number, size in enumerate(sizes)
    ]
    for kept in range(most - 1, -1, -1):
        price = _SMALLER * len(sizes) + _STRIPPED * (most - kept)
        rungs.append(_Rung(LEAST_SIZE * scale, passages[:kept], passages[kept:], price))
    return rungs


def _hopeless(rung: _Rung, stage: Stage) -> bool:
    """Whether the panel is too narrow, or the bare letters of the balloons would fill it."""
    letters = sum(len(word.text) + 1 for passage in rung.passages for word in passage.words)
    needed = letters * _LETTER_AREA * rung.em**2
    width, height = stage.size
    return width < NARROWEST * rung.em or needed > width * height


def _try(order: _Order, rung: _Rung) -> _Try:
    strip: Strip | None = None
    leftovers: tuple[Leftover, ...] = ()
    stage = order.stage
    width, height = stage.size
    if rung.stripped:
        strip, leftovers = strip_of(rung.stripped, rung.em, stage, order.names, order.texts)
    foot = strip.box[1] if strip is not None else float(height)
    shift = _shift(stage, foot)
    stage = shifted(stage, shift)
    kept = set_passages(rung.passages, rung.em, stage)
    sounds = _sounds(order.panel, stage, rung.em, (float(width), foot))
    items = [one.item for one in kept] + [one.item for one in sounds]
    ground = ground_of(stage, rung.em, order.rtl, (0.0, 0.0, float(width), foot), order.variation)
    placement = solve(items, ground)
    cost = rung.price + faults(placement, items, ground) + _hidden_faces(stage, foot)
    cost += _LEFT_OVER * len(leftovers)
    return _Try(
        rung.em, stage, tuple(kept), tuple(sounds), placement, strip, shift, leftovers, cost
    )


def _shift(stage: Stage, foot: float) -> float:
    """Pixels to move the picture up, so that the strip hides no face while none leaves the top."""
    faces = [actor.face for actor in stage.actors if actor.face is not None]
    room = stage.size[1] - foot
    if not faces or not room:
        return 0.0
    lowest, highest = max(face[3] for face in faces), min(face[1] for face in faces)
    margin = 0.03 * stage.size[1]
    wanted = lowest + margin - foot
    return round(max(0.0, min(wanted, highest - margin, room)), 1)


def _hidden_faces(stage: Stage, foot: float) -> float:
    """Faces below the strip's upper edge."""
    hidden = 0.0
    for actor in stage.actors:
        if actor.face is not None and actor.face[3] > foot:
            hidden += min(1.0, (actor.face[3] - foot) / max(actor.face[3] - actor.face[1], 1.0))
    return 6.0 * hidden if foot < stage.size[1] else 0.0


def _seed(panel: Panel, index: int) -> int:
    return zlib.crc32(f"{panel.id}/{index}".encode())


def _sounds(panel: Panel, stage: Stage, em: float, room: tuple[float, float]) -> list[SetSound]:
    found = []
    for index, sound in enumerate(panel.sounds):
        setting = set_sound(sound, em, room, _seed(panel, 100 + index))
        if setting is None:
            continue
        actor = stage.actors_by_region.get(sound.source or "")
        left, top, right, bottom = setting.bounds
        item = Item("sound", (Variant(right - left, bottom - top),), aim=mouth_of(actor))
        found.append(SetSound(sound, index, setting, item))
    return found


def _build(order: _Order, tried: _Try, script: Script) -> Lettering:
    captions: list[Caption] = []
    balloons: list[Balloon] = []
    links: list[Link] = []
    spots = tried.placement.spots
    for index, (one, spot) in enumerate(zip(tried.kept, spots, strict=False)):
        rng = np.random.default_rng(_seed(order.panel, index))
        if one.passage.kind == "caption":
            captions.append(build_caption(one, spot, rng))
            continue
        balloons.append(build_balloon(one, spot, tried.stage, one.item.ends, rng))
        if one.item.joined_to is not None:
            numbers = (len(balloons) - 2, len(balloons) - 1)
            links.append(build_link(balloons[-2], balloons[-1], numbers, tried.em))
    balloons, stacked = _stacked(balloons, tried.em)
    sounds = tuple(
        placed(one.setting, spot.rect[:2], one.index, one.sound.source, one.index)
        for one, spot in zip(tried.sounds, spots[len(tried.kept) :], strict=True)
    )
    return Lettering(
        size=order.stage.size,
        text_size=round(tried.em, 2),
        balloons=tuple(balloons),
        captions=tuple(captions),
        sounds=sounds,
        links=(*links, *stacked),
        strip=tried.strip,
        shift=tried.shift,
        leftovers=(*script.leftovers, *tried.leftovers),
        notes=script.notes,
    )


def _stacked(balloons: list[Balloon], em: float) -> tuple[list[Balloon], list[Link]]:
    """Join balloons where a tail would run through a later balloon of the same speaker."""
    found = list(balloons)
    links = []
    for number, balloon in enumerate(balloons):
        below = _in_the_way(balloon, balloons[number + 1 :])
        if below is not None:
            other = number + 1 + below
            found[number] = balloon.model_copy(update={"tail": ()})
            links.append(build_link(balloon, balloons[other], (number, other), em))
    return found, links


def _in_the_way(balloon: Balloon, later: list[Balloon]) -> int | None:
    """Which later balloon of the same voice the tail runs through."""
    if not balloon.tail or balloon.aim is None:
        return None
    x, y = middle(balloon.box)
    for number, other in enumerate(later):
        if other.region != balloon.region or other.kind is not balloon.kind:
            continue
        left, top, right, bottom = other.box
        for share in np.linspace(0.1, 0.95, 18):
            at = (x + (balloon.aim[0] - x) * share, y + (balloon.aim[1] - y) * share)
            if left < at[0] < right and top < at[1] < bottom:
                return number
    return None
