"""A language model and a painter in this process take turns on one card.

Planning is over before painting begins: whoever is done gives back what it had loaded, and loads
it again if it is asked once more. Models behind servers and painters of other processes hold
nothing here.
"""

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from panelwright.studio import Studio

_PAINTER = "panelwright_tools.painting.diffusion.holding"


def planner_rests(studio: "Studio") -> None:
    """Let go of the planner, and so of a GGUF model in this process; it is made anew if needed."""
    if "planner" in studio.__dict__:
        del studio.planner
        studio.breakable.clear()  # none of its calls is under way
        gc.collect()  # the planner and what it asks refer to each other


def painter_rests() -> None:
    """Give back the memory of a model that painted in this process; nothing where none did."""
    if _PAINTER in sys.modules:
        sys.modules[_PAINTER].let_go()
