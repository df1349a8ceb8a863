"""Draw a place: chart, camera, set, foreground."""

import zlib
from dataclasses import replace

import numpy as np
from PIL import Image, ImageFilter, ImageStat

from panelwright_tools.domain.cast import Place
from panelwright_tools.domain.vocabulary import Shot
from panelwright_tools.painting.storyboard.ink import Sheet
from panelwright_tools.painting.storyboard.light import halftone
from panelwright_tools.painting.storyboard.mood import Mood, mood_for
from panelwright_tools.painting.storyboard.places.atlas import Chart, chart_for
from panelwright_tools.painting.storyboard.places.camera import Camera, camera_for
from panelwright_tools.painting.storyboard.places.fronted import fronted
from panelwright_tools.painting.storyboard.places.label import lettered
from panelwright_tools.painting.storyboard.places.near import brought_near
from panelwright_tools.painting.storyboard.places.scene import draw_scene
from panelwright_tools.painting.storyboard.places.view import PlacePicture, View
from panelwright_tools.painting.storyboard.places.world import World
from panelwright_tools.painting.storyboard.tables import table

_FRAMED = (Shot.EXTREME_WIDE, Shot.WIDE, Shot.FULL)
"""Shots that get blurred shapes near the lens."""


def draw_place(place: Place | None, mood: Mood, view: View) -> PlacePicture:
    """The place as this camera sees it. The same place is the same world in every panel."""
    chart, sketched = chart_for(place, view.own_boat, view.afloat)
    chart = fronted(chart, place)
    near = brought_near(chart, view.focus, view.own)
    if near is not chart:
        # What the panel is about stays where there is most room for it.
        chart, view = near, replace(view, number=1)
    camera = camera_for(view, chart.interest, chart.reach, chart.far_interest)
    seed = zlib.crc32(f"{place.id}|{chart.name}".encode()) if place else 1
    world = _world(chart, camera, mood, view, seed)
    draw_scene(world, chart.items, own=view.own)
    image = halftone(world.sheet.colours) if view.halftone else world.sheet.colours
    image = _calmed(image, view)
    if sketched and place is not None:
        image = lettered(image, place.noun or place.name, mood, view.occupied)
    return PlacePicture(
        image=image,
        glows=tuple(world.glows),
        ground=float(np.clip(world.ground_y, 0.0, 1.0)),
        horizon=camera.horizon,
        foreground=_foreground(chart, camera, mood, view, seed),
        surface=chart.surface,
        sketched=sketched,
        world=chart.name,
    )


def _calmed(image: Image.Image, view: View) -> Image.Image:
    """Softer and paler in near shots, so that the figures stand out and there is depth."""
    row = table("camera")["calm"].get(view.shot.value)
    if row is None:
        return image
    soft = image.filter(ImageFilter.GaussianBlur(row["blur"] * min(view.size)))
    mean = tuple(round(band) for band in ImageStat.Stat(image).mean)
    return Image.blend(soft, Image.new("RGB", image.size, mean), row["veil"])


def _world(
    chart: Chart, camera: Camera, mood: Mood, view: View, seed: int, opaque: bool = True
) -> World:
    width, height = view.size
    weight = 2.5 * min(width, height) / 700 * view.line
    sheet = Sheet(width, height, mood, seed=seed, line=weight, fineness=2, opaque=opaque)
    outdoors = mood_for(mood.name, mood.weather, mood.season) if chart.indoors else mood
    return World(sheet, mood, camera, np.random.default_rng(seed), chart.haze, outdoors)


def _foreground(
    chart: Chart, camera: Camera, mood: Mood, view: View, seed: int
) -> Image.Image | None:
    """Dark soft shapes close to the lens: they frame the picture and give it depth."""
    items = list(chart.items)
    if view.shot not in _FRAMED or not any(item.get("layer") == "front" for item in items):
        return None
    world = _world(chart, camera, mood, view, seed, opaque=False)
    draw_scene(world, items, layer="front")
    if world.sheet.drawn() is None:
        return None
    blur = ImageFilter.GaussianBlur(2.2 * min(view.size) / 700)
    shapes = world.sheet.colours.filter(blur).convert("RGBA")
    shapes.putalpha(world.sheet.alpha.filter(blur))
    return shapes
