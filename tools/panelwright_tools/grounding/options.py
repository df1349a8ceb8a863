"""What a user may set about the model that looks for things; None follows from the machine."""

from pydantic import Field

from panelwright_tools.domain.model import Model


class GroundingOptions(Model):
    """Which model looks, and how; each back end knows its own of these."""

    model: str | None = Field(
        default=None,
        min_length=1,
        max_length=1000,
        description="a folder, a file, a hub id, or what a server calls it",
    )
    device: str | None = Field(
        default=None,
        pattern=r"^(cpu|mps|(cuda|xpu)(:\d{1,3})?)$",
        description="cuda, cuda:1, mps, xpu or cpu; None: the best that there is",
    )
    text_encoder: str | None = Field(
        default=None,
        min_length=1,
        max_length=1000,
        description="folder or hub id of the BERT of an original checkpoint; None: the usual one",
    )
    base_url: str | None = Field(
        default=None,
        pattern=r"^[^@?#]*$",
        max_length=1000,
        description="of a vision model's server; None: that of OPENAI_BASE_URL, or OpenAI itself",
    )
    key_variable: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z_][A-Za-z0-9_]*$",
        description="the environment variable that holds the server's key; None: OPENAI_API_KEY",
    )
    timeout_s: float | None = Field(
        default=None, gt=0, description="longest wait for one answer; None: as long as is usual"
    )
