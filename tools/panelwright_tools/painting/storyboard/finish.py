"""Finish: what happens to a picture after its subjects are laid, for the whole or for any window."""

from dataclasses import dataclass

from PIL import Image

from panelwright_tools.painting.storyboard.coverage import Window
from panelwright_tools.painting.storyboard.light import Field, glows_applied, press


@dataclass(frozen=True)
class Finish:
    """Foreground, glow and print of one panel; `window` gives the same pixels for any crop."""

    ground: Image.Image
    """The place before any subject is laid on it."""
    front: Image.Image | None
    """RGBA, what stands before all subjects."""
    glow: Field
    film: Field

    @property
    def front_alpha(self) -> Image.Image | None:
        """Where the foreground hides subjects."""
        return None if self.front is None else self.front.getchannel("A")

    def window(self, image: Image.Image, window: Window) -> Image.Image:
        """Finish a composed window of the panel."""
        left, top, right, bottom = window
        if self.front is not None:
            shape = self.front.crop(window)
            image.paste(shape, (0, 0), shape)
        image = glows_applied(image, self.glow[top:bottom, left:right])
        return press(image, self.film[top:bottom, left:right])
