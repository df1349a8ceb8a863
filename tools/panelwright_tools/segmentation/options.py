"""What a user may set about the model that makes masks; None follows from the machine."""

from pydantic import Field

from panelwright_tools.domain.model import Model
from panelwright_tools.domain.option_types import DeviceName, Where


class SegmentingOptions(Model):
    """Which model makes masks, and on what it runs."""

    model: Where | None = Field(default=None, description="a folder or a hub id")
    device: DeviceName | None = Field(
        default=None,
        description="cuda, cuda:1, mps, xpu or cpu; None: the best that there is",
    )
