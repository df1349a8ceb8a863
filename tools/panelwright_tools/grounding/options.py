"""What a user may set about the model that looks for things; None follows from the machine."""

from pydantic import Field

from panelwright_tools.domain.model import Model
from panelwright_tools.domain.option_types import (
    DeviceName,
    Seconds,
    ServerUrl,
    VariableName,
    Where,
)


class GroundingOptions(Model):
    """Which model looks, and how; each back end knows its own of these."""

    model: Where | None = Field(
        default=None,
        description="a folder, a file, a hub id, or what a server calls it",
    )
    device: DeviceName | None = Field(
        default=None,
        description="cuda, cuda:1, mps, xpu or cpu; None: the best that there is",
    )
    text_encoder: Where | None = Field(
        default=None,
        description="folder or hub id of the BERT of an original checkpoint; None: the usual one",
    )
    base_url: ServerUrl | None = Field(
        default=None,
        description="of a vision model's server; None: that of OPENAI_BASE_URL, or OpenAI itself",
    )
    key_variable: VariableName | None = Field(
        default=None,
        description="the environment variable that holds the server's key; None: OPENAI_API_KEY",
    )
    timeout_s: Seconds | None = Field(
        default=None, description="longest wait for one answer; None: as long as is usual"
    )
