"""A panel drawn in vectors: its set, its figures, light, weather, and the style over all of it."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from panelwright_tools.domain.brief import Brief
from panelwright_tools.domain.cast import Place
from panelwright_tools.domain.story import Region
from panelwright_tools.domain.vocabulary import Falling, Pose, RelationKind, Shot
from panelwright_tools.painting.picture import Picture
from panelwright_tools.painting.storyboard import compose
from panelwright_tools.painting.storyboard.creatures.names import creature_for
from panelwright_tools.painting.storyboard.creatures.species import species_row
from panelwright_tools.painting.storyboard.falling import falling_overlays
from panelwright_tools.painting.storyboard.finish import Finish
from panelwright_tools.painting.storyboard.inked_weather import parted
from panelwright_tools.painting.storyboard.light import Glow, film, glow_field, glows_applied
from panelwright_tools.painting.storyboard.mood import Mood
from panelwright_tools.painting.storyboard.places import PlacePicture, View, draw_place, mood_at
from panelwright_tools.painting.storyboard.scene import CARRYING
from panelwright_tools.painting.storyboard.stage import Staged
from panelwright_tools.painting.storyboard.staging import staged
from panelwright_tools.painting.storyboard.styles import Style, style, under_style
from panelwright_tools.painting.storyboard.tables import table
from panelwright_tools.painting.storyboard.things import thing_floats
from panelwright_tools.painting.storyboard.weather import (
    Overlay,
    speed_lines,
    splashes,
    weather_overlays,
)

FINENESS = {"fast": 2, "balanced": 3, "high": 4}
"""Supersampling of every mask."""
WATERSIDE = (
    *("river", "beach", "island", "harbour", "garden", "swamp", "bridge", "castle", "jungle"),
    *("farm", "forest", "mountain", "village", "sea", "deck", "bathroom"),
)
"""Worlds in which somebody may well be swimming."""
FIGURE_LINE = 3.1
"""Weight of the ink on figures, pixels of a panel whose shorter side is 700."""


def drawn(brief: Brief, painter: str) -> Picture:
    """The picture of a brief, signed by a painter.

    Raises UserError for a style that is not known.
    """
    chosen = style(brief.style)
    hour = mood_at(brief.place, brief.time, brief.weather, brief.season)
    mood = under_style(hour, chosen)
    place = _place(brief.place, mood, view_of(brief, chosen))
    desk = _desk(brief, mood, place, chosen)
    waterside = place.world in WATERSIDE
    cast = staged(brief, mood.indoors, place.surface, waterside, place.ground)
    layers = compose.layers_of(cast, desk)
    finish = _finish(brief, desk, place, chosen, cast)
    return Picture(
        image=compose.whole(finish, layers),
        painter=painter,
        seed=brief.seed,
        subjects=compose.subjects_of(brief.panel, cast, layers, finish),
        notes=_notes(brief, place, cast),
    )


@lru_cache(maxsize=4)
def _place(place: Place | None, mood: Mood, view: View) -> PlacePicture:
    """A set, kept for the next attempts at the same panel; its pictures are never drawn on."""
    return draw_place(place, mood, view)


def _desk(brief: Brief, mood: Mood, place: PlacePicture, chosen: Style) -> compose.Desk:
    return compose.Desk(
        panel=brief.panel,
        size=brief.size,
        mood=mood,
        surface=place.surface,
        line=FIGURE_LINE * chosen.line * min(brief.size) / 700,
        fineness=FINENESS[brief.quality],
        seed=seed_of(brief),
    )


def _finish(
    brief: Brief, desk: compose.Desk, place: PlacePicture, chosen: Style, cast: Sequence[Staged]
) -> Finish:
    size, mood, seed = brief.size, desk.mood, desk.seed
    ground = glows_applied(place.image, glow_field(size, place.glows))
    for overlay in splashes(size, mood, place.ground, seed):
        ground = overlay.on(ground)
    falls = falling_overlays(size, mood, _falling(brief, mood), seed)
    weather = weather_overlays(size, mood, place.ground, seed)
    before, inked = parted((*weather, *falls, *_speed(brief, mood, seed)), chosen)
    return Finish(
        size=size,
        ground=ground,
        front=place.foreground if brief.shot in _OPEN_SHOTS else None,
        overlays=before,
        inked=inked,
        glows=tuple(_faint(glow) for glow in place.glows),
        lamps=compose.lamps_of(cast, mood),
        film=film(size, seed, grain=0.022 if chosen.halftone else 0.0),
        style=chosen,
        seed=seed,
    )


def _falling(brief: Brief, mood: Mood) -> Falling | None:
    """What falls besides the weather; rain in the rain is not doubled."""
    outside = not mood.indoors and mood.weather.value == brief.falling
    return None if outside else brief.falling


_OPEN_SHOTS = (Shot.EXTREME_WIDE, Shot.WIDE, Shot.FULL)


def _speed(brief: Brief, mood: Mood, seed: int) -> tuple[Overlay, ...]:
    """Lines of speed behind runners, where the frame is near enough to feel them."""
    running = [item for item in brief.regions if item.region.pose is Pose.RUN]
    if not running or brief.shot in (Shot.EXTREME_WIDE, Shot.WIDE) or len(running) > 3:
        return ()
    return (speed_lines(brief.size, mood, seed, 1.0),)


def view_of(brief: Brief, chosen: Style | None = None) -> View:
    """What the camera of a brief's place is asked for; None takes the brief's own style."""
    chosen = chosen or style(brief.style)
    # Rounded, so that a small shift of a figure does not move the camera.
    framed = brief.framed or tuple((r.box.x, r.box.right) for r in brief.regions)
    spans = tuple((round(left, 1), round(right, 1)) for left, right in framed)
    nouns = frozenset(item.region.noun.split()[-1] for item in brief.regions)
    boats = {item.region.id for item in brief.regions if _is_vessel(item.region)}
    actors = [item.region.pose for item in brief.regions if item.region.subject is not None]
    swimmers = Pose.SWIM in actors
    flyers = bool(actors) and all(pose is Pose.FLY for pose in actors)
    return View(
        size=brief.size,
        shot=brief.shot,
        angle=brief.angle,
        floor=brief.floor,
        occupied=spans,
        pan=brief.pan,
        own=frozenset(piece for noun, piece in table("slots")["own"].items() if noun in nouns),
        focus=_focus(brief),
        number=number_of(brief.panel),
        own_boat=bool(boats) or swimmers or flyers or not brief.regions,
        afloat=_afloat(brief, boats) or (bool(actors) and all(p is Pose.SWIM for p in actors)),
        line=chosen.line,
        halftone=chosen.halftone,
    )


def _focus(brief: Brief) -> frozenset[str]:
    """What the panel is about: the place's own noun, and parts of it that somebody is at."""
    spots = {item.region.spot.lower() for item in brief.regions if item.region.spot}
    place = brief.place
    named = {place.noun.lower(), place.noun.lower().split()[-1]} if place is not None else set()
    return frozenset(spots | named)


def number_of(panel: str) -> int:
    """The number in a panel's id; 1 where there is none."""
    found = re.search(r"\d+", panel)
    return max(1, int(found.group())) if found else 1


def _is_vessel(region: Region) -> bool:
    flies = set(region.noun.lower().split()) & set(table("slots")["aircraft"])
    named = flies or "boat" in region.noun or "ship" in region.noun
    return bool(named) or thing_floats(region.noun, region.phrase)


def _afloat(brief: Brief, boats: set[str]) -> bool:
    """All go in a boat, or are in one where the place is a water: it is not on the bank."""
    borne = [r for r in brief.relations if r.target in boats and r.kind in CARRYING]
    aboard, goes = {r.source for r in borne}, any(r.kind is RelationKind.RIDES for r in borne)
    ashore = [item.region for item in brief.regions if item.region.id not in aboard]
    if any(region.subject and not _swims_or_flies(region.noun) for region in ashore):
        return False
    noun = brief.place.noun.lower().split()[-1:] if brief.place is not None else []
    return goes or bool(borne and set(noun) & set(table("slots")["waters"]))


def _swims_or_flies(noun: str) -> bool:
    """A fish or a bird is out on the water without a boat."""
    species = creature_for(noun)
    return species is not None and species_row(species)["rig"] in _AT_HOME


_AT_HOME = ("bird", "scripted")


def _faint(glow: Glow) -> Glow:
    """What of a lamp's light falls on the figures."""
    return replace(glow, radius=glow.radius * 0.7, strength=glow.strength * 0.22)


def _notes(brief: Brief, place: PlacePicture, cast: Sequence[Staged]) -> tuple[str, ...]:
    notes = [
        f"{one.item.region.noun}: no drawing of this is known, so it is only sketched"
        for one in cast
        if one.figure.sketched
    ]
    if place.sketched and brief.place is not None:
        notes.append(f"{brief.place.name}: no set of this place is known, so it is only sketched")
    return tuple(notes)


def seed_of(brief: Brief) -> int:
    """The seed of a panel's drawings, from the brief's own and the panel's name."""
    return (brief.seed * 7919 + zlib.crc32(brief.panel.encode())) % 100_003
