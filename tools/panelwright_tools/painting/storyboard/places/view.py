"""What a place is asked for and what comes back."""

from dataclasses import dataclass
from typing import Literal

from PIL import Image

from panelwright_tools.domain.vocabulary import Angle, Shot
from panelwright_tools.painting.storyboard.light import Glow

Surface = Literal["ground", "floor", "soft", "water", "void"]
"""What figures stand on: wet ground mirrors, one sits and lies on what is soft, as on a cloud,
without a seat; water and void carry no contact shadow."""


@dataclass(frozen=True)
class View:
    """The camera's order for one panel."""

    size: tuple[int, int]
    """Width and height in pixels."""
    shot: Shot = Shot.FULL
    angle: Angle = Angle.EYE
    floor: float = 0.93
    """y of the line that feet stand on, fraction of the panel; may lie below the panel."""
    occupied: tuple[tuple[float, float], ...] = ()
    """(left, right) spans of the figures, fractions of the panel."""
    scale: float | None = None
    """Panel heights per metre at the floor line; None takes the shot's own."""
    pan: float | None = None
    """Metres that the camera stands right of the middle of the place; None: where it sees most."""
    own: frozenset[str] = frozenset()
    """Pieces that are subjects of the panel: the only bed of a room is not drawn twice."""
    focus: frozenset[str] = frozenset()
    """What the panel is about, by nouns: such parts of the set come near."""
    number: int = 1
    """The panel's number: neighbours in one place are seen from elsewhere."""
    own_boat: bool = False
    """A boat is one of the subjects, so that water needs no deck to stand on."""
    afloat: bool = False
    """Figures are on the water in a boat, so that a shore is seen from there."""
    line: float = 1.0
    """Factor on the weight of the ink."""
    halftone: bool = True
    """Whether the set's shadows get a dot screen."""


@dataclass(frozen=True)
class PlacePicture:
    """A place as one camera sees it, before lamps glow and weather falls."""

    image: Image.Image
    """RGB, graded, with halftone in its shadows."""
    glows: tuple[Glow, ...]
    """Lamps, in pixels of the picture."""
    ground: float
    """y where the ground begins, fraction of the panel."""
    horizon: float
    """y of the horizon, fraction of the panel; may lie outside."""
    foreground: Image.Image | None
    """RGBA, blurred: shapes near the lens, to be laid over the figures."""
    surface: Surface
    sketched: bool
    """The noun is unknown; a neutral set with a label was drawn."""
    world: str
    """Name of the world that was drawn."""
