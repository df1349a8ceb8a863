"""What a user may set about the model that scores pictures."""

from pydantic import Field

from panelwright_tools.domain.model import Model


class ScoringOptions(Model):
    """Which model scores."""

    model: str | None = Field(
        default=None,
        min_length=1,
        max_length=1000,
        description="a folder, a file or a hub id; None: the painter's own",
    )
