"""The colours of one creature: its species' own, changed by its look and the words about it."""

from dataclasses import dataclass
from typing import Any

from panelwright_tools.domain.cast import Look
from panelwright_tools.painting.storyboard.colour import Paint, luminance, mix
from panelwright_tools.painting.storyboard.naming import colour_named

MARK_WORDS = (
    "striped",
    "spotted",
    "patched",
    "patchy",
    "rusty",
    "old",
    "scruffy",
    "shaggy",
    "fluffy",
    "glowing",
)


@dataclass(frozen=True)
class Coat:
    """The colours that a creature is drawn with."""

    main: Paint
    light: Paint
    """Belly, muzzle and chest."""
    dark: Paint
    """Ears, the far legs' shade, hooves by default."""
    pattern: Paint
    """Stripes, spots and patches."""
    marks: frozenset[str] = frozenset()

    @property
    def far(self) -> Paint:
        """The main colour on limbs of the far side."""
        return mix(self.main, "#1a1030", 0.18)


def _told(phrase: str, nouns: list[str]) -> str | None:
    """The colour that a phrase gives before its noun: `a grey cat`, but not `a blue-eyed cat`."""
    words = phrase.lower().replace(",", " ").split()
    for index, word in enumerate(words):
        if word in nouns:
            before = [other for other in words[:index] if "-" not in other]
            return colour_named(" ".join(before)) if before else None
    return None


def _marked(main: Paint, dim: bool, shade: float) -> Paint:
    """The colour of marks on a coat: lighter on a dim one, else darker by a share."""
    return mix(main, "#ffffff", 0.3) if dim else mix(main, "#2a1420", shade)


def coat_of(species: dict[str, Any], look: Look, phrase: str = "") -> Coat:
    """The coat of a species in the colour of this look."""
    asked = colour_named(look.colour) or _told(phrase, species["nouns"])
    main = asked or str(species.get("colour", "#a8794f"))
    natural = asked is None
    dim = luminance(main) < 0.25
    light = species.get("light") if natural or not dim else None
    dark = species.get("dark") if natural else None
    dyed = bool(species.get("dyed"))
    pattern = species.get("pattern") if natural or not (dim or dyed) else None
    words = set(phrase.lower().replace(",", " ").replace("-", " ").split())
    words |= {word for mark in look.marks for word in mark.lower().split()}
    marks = {word for word in MARK_WORDS if word in words}
    marks |= set(species.get("marks", ()))
    return Coat(
        main=main,
        light=light or mix(main, "#ffffff", 0.16 if dim else 0.42),
        dark=dark or mix(main, "#140c22", 0.38),
        pattern=pattern or _marked(main, dim, 0.16 if dyed else 0.45),
        marks=frozenset(marks),
    )
