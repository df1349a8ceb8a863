"""What comes out of prompting: words for the whole picture and for each region, within budget."""

from dataclasses import dataclass

from panelwright_tools.domain.geometry import Box


@dataclass(frozen=True)
class FittedRegion:
    """The words of one region."""

    id: str
    """The region of the brief; of a group of regions, the place of the group: `top-left`."""
    prompt: str
    box: Box
    """Where the words hold, fractions of the picture: the brief's own box, or the group's."""
    depth: float = 0.5
    """0 near, 1 far; of a group, its nearest member's."""
    members: tuple[str, ...] = ()
    """The regions of the brief that the words speak of: one, or those of a group."""


@dataclass(frozen=True)
class FittedPrompt:
    """The words for one brief, none of them longer than the family's text encoders read."""

    prompt: str
    """The whole picture's words."""
    negative_prompt: str
    """What is not to be seen; empty for a family on which it has no effect."""
    regions: tuple[FittedRegion, ...]
    """Empty for a family without regions: the places are then told in the prompt."""
    left_out: tuple[str, ...]
    """What found no room or can't be said to this family, a phrase each, for the report."""
    shortened: tuple[str, ...] = ()
    """Of that, what is told in fewer words."""
    short_prompt: str = ""
    """The prompt for encoders that read only the beginning of it: whole phrases, the most
    important first. The same as the prompt where every encoder reads it whole."""
    notes: tuple[str, ...] = ()
    """What was corrected in the words that were given, one sentence each, for the report."""
