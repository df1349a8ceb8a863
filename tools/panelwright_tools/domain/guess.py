"""What a planner inferred, marked as such."""

from pydantic import Field

from panelwright_tools.domain.model import Model
from panelwright_tools.domain.text import Text


class Guess(Model):
    """Marks what the planner inferred rather than read, so that a person can correct it."""

    confidence: float = Field(ge=0, le=1, description="how sure the planner is, 0..1")
    reason: Text = Field(default="", description="why it was guessed, in one clause")
