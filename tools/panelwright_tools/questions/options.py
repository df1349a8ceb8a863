"""What a user may set about the model that answers questions; None follows from the server."""

from pydantic import Field

from panelwright_tools.domain.model import Model


class QuestioningOptions(Model):
    """Which model answers, and where it is asked."""

    model: str | None = Field(
        default=None, min_length=1, max_length=1000, description="what a server calls it"
    )
    base_url: str | None = Field(
        default=None,
        pattern=r"^[^@?#]*$",
        max_length=1000,
        description="of the server; None: that of OPENAI_BASE_URL, or OpenAI itself",
    )
    key_variable: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z_][A-Za-z0-9_]*$",
        description="the environment variable that holds the server's key; None: OPENAI_API_KEY",
    )
    timeout_s: float | None = Field(
        default=None, gt=0, description="longest wait for one answer; None: as long as is usual"
    )
