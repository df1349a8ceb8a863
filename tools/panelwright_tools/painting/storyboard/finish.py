"""Finish: what happens to a picture after its subjects are laid, for the whole or any window."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image

from panelwright_tools.painting.storyboard.coverage import Window
from panelwright_tools.painting.storyboard.light import (
    Field,
    Glow,
    glow_field,
    glows_applied,
    press,
)
from panelwright_tools.painting.storyboard.styles import MARGIN, Style, apply_style
from panelwright_tools.painting.storyboard.weather import Overlay


@dataclass(frozen=True)
class Finish:
    """Foreground, weather, glow, print and style of one panel.

    `window` gives the same pixels for a part as for the whole.
    """

    size: tuple[int, int]
    ground: Image.Image
    """The place before any subject is laid on it."""
    front: Image.Image | None
    """RGBA, what stands before all subjects."""
    overlays: tuple[Overlay, ...]
    """Weather before the style is applied."""
    inked: tuple[Overlay, ...]
    """Weather that is drawn over the styled picture."""
    glows: tuple[Glow, ...]
    """Lamps of the place, as far as they reach the figures."""
    lamps: tuple[tuple[str, Glow], ...]
    """Lamps of the subjects, with their regions."""
    film: Field
    style: Style
    seed: int

    @property
    def front_alpha(self) -> Image.Image | None:
        """Where the foreground hides subjects."""
        return None if self.front is None else self.front.getchannel("A")

    @cached_property
    def _full_light(self) -> Field:
        """The light of all lamps; most subjects carry none."""
        return glow_field(self.size, [*self.glows, *(glow for _, glow in self.lamps)])

    def light(self, without: str | None = None) -> Field:
        """The light of all lamps, but for those of one region."""
        if all(region != without for region, _ in self.lamps):
            return self._full_light
        carried = [glow for region, glow in self.lamps if region != without]
        return glow_field(self.size, [*self.glows, *carried])

    def padded(self, window: Window) -> Window:
        """The window with what the style looks at around it."""
        left, top, right, bottom = window
        width, height = self.size
        return (
            max(0, left - MARGIN),
            max(0, top - MARGIN),
            min(width, right + MARGIN),
            min(height, bottom + MARGIN),
        )

    def window(
        self, image: Image.Image, padded: Window, window: Window, light: Field
    ) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        """Finish a composed picture of the padded window, and cut the window out of it."""
        left, top, right, bottom = padded
        if self.front is not None:
            shape = self.front.crop(padded)
            image.paste(shape, (0, 0), shape)
        for overlay in self.overlays:
            image = overlay.on(image, padded)
        image = glows_applied(image, light[top:bottom, left:right])
        image = press(image, self.film[top:bottom, left:right])
        image = apply_style(image, self.style, self.seed, (left, top))
        for overlay in self.inked:
            image = overlay.on(image, padded)
        inner = (window[0] - left, window[1] - top, window[2] - left, window[3] - top)
        return np.asarray(image.crop(inner))
