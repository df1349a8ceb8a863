"""The storyboard painter: a brief in, a picture drawn by hand with exact subjects out."""

from dataclasses import dataclass, replace

from panelwright_tools.domain.brief import Brief
from panelwright_tools.painting.picture import Picture
from panelwright_tools.painting.storyboard import compose
from panelwright_tools.painting.storyboard.finish import Finish
from panelwright_tools.painting.storyboard.light import Glow, film, glow_field, glows_applied
from panelwright_tools.painting.storyboard.mood import mood_for
from panelwright_tools.painting.storyboard.places import View, draw_place, indoors_of

FINENESS = {"fast": 2, "balanced": 3, "high": 4}
"""Supersampling of every mask."""
FIGURE_LINE = 3.1
"""Weight of the ink on figures, pixels of a panel whose shorter side is 700."""


@dataclass(frozen=True)
class StoryboardPainter:
    """Draws a panel in vectors, with Pillow and numpy alone. Same brief, same bytes."""

    @property
    def id(self) -> str:
        """Name and version."""
        return "storyboard/1"

    @property
    def repairs(self) -> frozenset[str]:
        """It can lay out anew and draw anew with another seed."""
        return frozenset({"relayout", "resample"})

    def paint(self, brief: Brief, parent: Picture | None = None) -> Picture:
        """Paint the brief. Raises UserError for a style that is not known."""
        indoors = indoors_of(brief.place)
        mood = mood_for(brief.time, brief.weather, brief.season, indoors)
        place = draw_place(brief.place, mood, _view(brief))
        seed = compose.seed_of(brief)
        canvas = compose.Canvas(
            size=brief.size,
            mood=mood,
            place=place,
            line=FIGURE_LINE * min(brief.size) / 700,
            fineness=FINENESS[brief.quality],
            seed=seed,
        )
        finish = Finish(
            ground=glows_applied(place.image, glow_field(brief.size, place.glows)),
            front=place.foreground,
            glow=glow_field(brief.size, [_faint(glow) for glow in place.glows]),
            film=film(brief.size, seed),
        )
        cast = compose.staged(brief, mood, indoors)
        layers = compose.layers_of(cast, canvas)
        image = compose.whole(finish, layers, brief.size)
        subjects = compose.subjects_of(cast, layers, canvas, finish)
        return Picture(image, self.id, brief.seed, subjects)


def _view(brief: Brief) -> View:
    spans = tuple((item.box.x, item.box.right) for item in brief.regions)
    return View(brief.size, brief.shot, brief.angle, brief.floor, spans)


def _faint(glow: Glow) -> Glow:
    """What of a lamp's light falls on the figures."""
    return replace(glow, radius=glow.radius * 0.7, strength=glow.strength * 0.22)
